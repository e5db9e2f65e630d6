"""Locate the parts of GvSeg outside this package: modules, commands and data files.

In a checkout they are the folders `app`, `training` and `assets`. Those names are too common to
install, so a wheel contains `gvseg_app`, `gvseg_training` and `gvseg_assets` instead: `setup.py`
copies the folders and rewrites their imports.
"""

import importlib
import importlib.util
import os
import sys
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Final

PREFIX: Final = ""  # setup.py writes "gvseg_" here when it builds a wheel


def module_name(name: str) -> str:
    """Return the import name of a module of a part: "training.cli" or "gvseg_training.cli"."""
    return PREFIX + name


def has_part(name: str) -> bool:
    """Return whether a part is installed; does not import it."""
    return importlib.util.find_spec(module_name(name)) is not None


def module_command(name: str, *arguments: str) -> list[str]:
    """Return the command line that runs a module of a part in a new process.

    Start it with `child_environment()`, so that it finds the code from any working folder.
    """
    return [program(), "-m", module_name(name), *arguments]


def has_application() -> bool:
    """Return whether the application and Qt are installed, without loading either."""
    return has_part("app") and importlib.util.find_spec("PySide6") is not None


def application_command(*arguments: str) -> list[str]:
    """Return the command line that starts the application in a new process."""
    return module_command("app", *arguments)


def application_bench_command(*arguments: str) -> list[str]:
    """Return the command line that measures the application in a new process."""
    return module_command("app.bench", *arguments)


def gvseg_command(*arguments: str) -> list[str]:
    """Return the command line that runs a command of `gvseg` in a new process, in the same way."""
    return [program(), "-m", "gvseg.cli", *arguments]


def program() -> str:
    """Return the file that runs this code in a new process: Python, or the program of the bundle.

    In a mounted AppImage this is the AppImage itself, because its files disappear with the process
    that mounted them, and a training run continues after the application closes. A machine that
    cannot mount it has unpacked the files instead.
    """
    folder, image = os.environ.get("APPDIR"), os.environ.get("APPIMAGE")
    if is_bundled() and folder and image and Path(sys.executable).is_relative_to(folder):
        return image if Path(folder).is_mount() else sys.executable
    return sys.executable


def is_bundled() -> bool:
    """Return whether this is the bundle, which contains Python; see the folder `bundle`."""
    return bool(getattr(sys, "frozen", False))


def child_environment(environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return an environment in which a child process imports the same code as this process."""
    if is_bundled():  # it finds only its own code
        return dict(environment)
    root = str(Path(__file__).resolve().parent.parent)
    paths = [root, environment.get("PYTHONPATH", "")]
    return {**environment, "PYTHONPATH": os.pathsep.join(path for path in paths if path)}


def asset_path(*names: str) -> Path:
    """Return the path of a data file, such as `asset_path("weights", "lite.safetensors")`."""
    return Path(str(files(module_name("assets")))).joinpath(*names)


def annotate() -> int:
    """Start the application: the console command `gvseg-annotate`."""
    libraries = importlib.import_module(module_name("app.system_libraries"))
    if problem := libraries.problem_with_libraries():
        sys.stderr.write(f"{problem}\n")
        return 1
    return _main("app.__main__")


def train() -> int:
    """Start training: the console command `gvseg-train`."""
    return _main("training.cli")


def _main(name: str) -> int:
    return int(importlib.import_module(module_name(name)).main() or 0)
