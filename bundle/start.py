"""The program of the bundle: the application and the commands, chosen by the name it is run under.

It is installed once, as `gvseg-annotate`; `gvseg` and `gvseg-train` are links to it. Like Python,
it runs a module with `-m MODULE`, so that GvSeg can start its child processes as usual.
"""

import importlib
import multiprocessing
import os
import runpy
import sys
from pathlib import Path


def main() -> int:
    """Run the chosen program or module and return its exit status."""
    multiprocessing.freeze_support()  # does not return in a child of multiprocessing
    _restore_environment()
    _open_missing_streams()
    if sys.argv[1:2] == ["-m"] and len(sys.argv) > 2:
        _, name = sys.argv.pop(1), sys.argv.pop(1)
        runpy.run_module(name, run_name="__main__", alter_sys=True)
        return 0
    parts = importlib.import_module("gvseg.parts")
    name = Path(sys.argv[0]).stem
    if name == "gvseg":
        return int(importlib.import_module("gvseg.cli").main())
    if name == "gvseg-train":
        return int(parts.train())
    return int(parts.annotate())


def _restore_environment() -> None:
    """Restore the environment that this program was started with, for its child processes.

    PyInstaller makes the dynamic linker find the libraries of the bundle. This process no longer
    needs the variables. System programs, such as the file manager, must find their own libraries,
    and another process of the bundle must set the variables again.
    """
    for name in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"):
        original = os.environ.pop(f"{name}_ORIG", None)
        os.environ.pop(name, None)
        if original is not None:
            os.environ[name] = original
    os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"


def _open_missing_streams() -> None:
    """Open writable streams for a program without a console, as on Windows."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))


if __name__ == "__main__":
    sys.exit(main())
