"""In a checkout, the parts are folders; a child process finds them from any working folder."""

import os
import subprocess
import sys
from pathlib import Path

from gvseg.parts import (
    asset_path,
    child_environment,
    gvseg_command,
    has_part,
    module_command,
    module_name,
)

ROOT = Path(__file__).parents[2]


def test_a_part_has_the_name_of_its_folder() -> None:
    assert module_name("training.cli") == "training.cli"
    assert has_part("app")
    assert not has_part("cellar")


def test_assets_are_files() -> None:
    assert asset_path("weights", "lite.safetensors").is_file()
    assert asset_path("icons").is_dir()


def test_a_child_process_imports_the_same_code(tmp_path) -> None:
    command = module_command("training.cli", "--version")
    done = subprocess.run(
        command, cwd=tmp_path, env=child_environment(), capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.split()[0]) == (0, "gvseg-train"), done.stderr
    assert command[0] == sys.executable


def test_the_search_path_of_the_user_comes_second() -> None:
    path = child_environment({"PYTHONPATH": "mine", "OTHER": "kept"})
    assert path == {"PYTHONPATH": os.pathsep.join((str(ROOT), "mine")), "OTHER": "kept"}
    assert child_environment({})["PYTHONPATH"] == str(ROOT)


def test_a_command_runs_in_a_child(tmp_path) -> None:
    done = subprocess.run(
        gvseg_command("--version"),
        cwd=tmp_path,
        env=child_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout.split()[0]) == (0, "gvseg"), done.stderr


def test_the_bundle_runs_its_own_program_and_needs_no_search_path(monkeypatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", "/opt/GvSeg/gvseg-annotate")
    monkeypatch.setenv("APPIMAGE", "/home/me/Editor.AppImage")  # of the program that started us
    monkeypatch.setenv("APPDIR", "/tmp/.mount_Editor")
    assert module_command("training.cli")[0] == "/opt/GvSeg/gvseg-annotate"
    assert child_environment({"HOME": "/home/me"}) == {"HOME": "/home/me"}


def test_a_child_of_an_appimage_mounts_it_again(monkeypatch) -> None:
    """The files of the AppImage disappear with the application; a training run continues."""
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", "/tmp/.mount_GvSeg/GvSeg/gvseg-annotate")
    monkeypatch.setenv("APPIMAGE", "/home/me/GvSeg.AppImage")
    monkeypatch.setenv("APPDIR", "/tmp/.mount_GvSeg")
    monkeypatch.setattr(Path, "is_mount", lambda path: path == Path("/tmp/.mount_GvSeg"))
    assert gvseg_command("dataset")[0] == "/home/me/GvSeg.AppImage"


def test_a_child_of_an_unpacked_appimage_does_not_mount_it(monkeypatch, tmp_path) -> None:
    """`--appimage-extract-and-run` unpacks it where it cannot be mounted."""
    unpacked = tmp_path / "appimage_extracted_0a1b"
    unpacked.mkdir()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(unpacked / "GvSeg" / "gvseg-annotate"))
    monkeypatch.setenv("APPIMAGE", "/home/me/GvSeg.AppImage")
    monkeypatch.setenv("APPDIR", str(unpacked))
    assert gvseg_command("dataset")[0] == sys.executable


def test_the_window_starts_without_the_libraries_of_the_network() -> None:
    """They take seconds to load, and the window appears first."""
    script = """
import sys
sys.argv = ["gvseg-annotate", "--version"]
from gvseg.parts import annotate
try:
    annotate()
except SystemExit:
    print(*{"matplotlib", "openvino", "scipy", "torch"} & set(sys.modules))
"""
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[1:] == [""], done.stdout
