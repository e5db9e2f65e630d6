"""The application names a missing system library or screen instead of ending with a stack trace."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app import system_libraries
from gvseg.parts import child_environment

ROOT = Path(__file__).parents[2]
LIBRARY = "Qt/lib/libQt6Widgets.so.6"
XCB = "Qt/plugins/platforms/libqxcb.so"
WAYLAND = "Qt/plugins/platforms/libqwayland.so"
ANNOTATE = "import sys; from gvseg.parts import annotate; sys.exit(annotate())"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other wheels contain everything")


@pytest.fixture
def qt(tmp_path, monkeypatch) -> Path:
    """The folder of a package PySide6 without libraries, which is imported instead of Qt."""
    (tmp_path / "PySide6").mkdir()
    (tmp_path / "PySide6" / "__init__.py").touch()
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return tmp_path / "PySide6"


def make_library(path: Path, *, needs: str = "") -> None:
    """Make an empty library that needs another one, which does not exist."""
    if shutil.which("ld") is None:
        pytest.skip("needs binutils")
    path.parent.mkdir(parents=True, exist_ok=True)
    code, needed = path.with_suffix(".o"), path.with_name(needs or "libnothing.so")
    commands = [
        ["as", "-o", code, "/dev/null"],
        ["ld", "-shared", "-soname", needed.name, "-o", needed, code],
        ["ld", "-shared", "-o", path, code, *([needed] if needs else [])],
    ]
    for command in commands:
        subprocess.run([str(argument) for argument in command], check=True)
    needed.unlink()


def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run Python without the screen of the tests."""
    environment = child_environment()
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        environment.pop(name, None)
    paths = environment["PYTHONPATH"].split(":")
    environment["PYTHONPATH"] = ":".join([*paths[1:], paths[0]])  # the package of the test first
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment | variables,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_missing_library_is_named(qt) -> None:
    make_library(qt / LIBRARY, needs="libEGL.so.99")
    done = run("-P", "-c", ANNOTATE)
    assert done.returncode == 1
    assert "needs libEGL.so.99, which is missing" in done.stderr
    assert "apt-get install" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("variables", "missing"),
    [
        ({"DISPLAY": ":0"}, "libxcb-cursor.so.99"),
        ({"QT_QPA_PLATFORM": "xcb"}, "libxcb-cursor.so.99"),
        ({"WAYLAND_DISPLAY": "wayland-0"}, ""),
        ({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}, ""),  # Qt uses the one that loads
        ({"QT_QPA_PLATFORM": "offscreen"}, ""),
    ],
)
def test_a_library_missing_for_the_screen_is_named(qt, variables, missing) -> None:
    make_library(qt / XCB, needs="libxcb-cursor.so.99")
    make_library(qt / WAYLAND)
    script = f"from app.system_libraries import *; print(problem_with_screen({variables}))"
    said = run("-P", "-c", script).stdout
    assert (missing in said) if missing else said == "\n"


def test_a_start_without_a_screen_says_so() -> None:
    done = run("-m", "app")
    assert done.returncode == 1
    assert done.stderr.startswith("GvSeg's window needs a screen")
    assert "Traceback" not in done.stderr


def test_the_version_needs_no_screen() -> None:
    assert run("-m", "app", "--version").returncode == 0


def test_this_system_has_everything() -> None:
    assert system_libraries.problem_with_libraries() == ""
    assert system_libraries.problem_with_screen({"DISPLAY": ":0"}) == ""


def test_the_packages_are_those_that_make_installs() -> None:
    script = (ROOT / ".ci" / "system-packages").read_text(encoding="utf-8")
    packages = re.findall(r"^lib\S+\.so\S*:(\S+)$", script, re.MULTILINE)
    assert len(packages) > 10
    assert system_libraries.PACKAGES.split() == packages
