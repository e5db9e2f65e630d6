"""Finds what the window needs from a Linux system but does not get, before Qt is loaded.

Otherwise the import of Qt fails with a stack trace, or Qt aborts the process.
"""

import ctypes
import importlib.util
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

PACKAGES: Final = (
    "libgl1 libegl1 libdbus-1-3 libfontconfig1 libglib2.0-0 libgssapi-krb5-2 libxkbcommon0 "
    "libxkbcommon-x11-0 libx11-xcb1 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 "
    "libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-sync1 libxcb-xfixes0 libxcb-xkb1"
)
"""The Debian packages of the libraries that Qt needs and its wheel does not contain."""
_WIDGETS: Final = "Qt/lib/libQt6Widgets.so.6"
_PLUGINS: Final = {
    "wayland": "Qt/plugins/platforms/libqwayland.so",
    "xcb": "Qt/plugins/platforms/libqxcb.so",
}
_SCREENS: Final = {"wayland": "WAYLAND_DISPLAY", "xcb": "DISPLAY"}


def problem_with_libraries() -> str:
    """Return why Qt cannot be loaded and what to do, or "" if it can."""
    return _explained(_missing(_WIDGETS))


def problem_with_screen(environment: Mapping[str, str] = os.environ) -> str:
    """Return why Qt cannot open a window and what to do, or "" if it can."""
    if sys.platform != "linux":
        return ""
    if chosen := environment.get("QT_QPA_PLATFORM", "").partition(":")[0]:
        plugins = [chosen]
    else:
        plugins = [name for name, variable in _SCREENS.items() if environment.get(variable)]
    if not plugins:
        return (
            "GvSeg's window needs a screen, but neither DISPLAY nor WAYLAND_DISPLAY is set. Start "
            "it in a desktop session, or use the command gvseg, which works without a screen."
        )
    missing = [_missing(_PLUGINS[name]) if name in _PLUGINS else "" for name in plugins]
    return _explained(missing[0]) if all(missing) else ""


def _explained(missing: str) -> str:
    if not missing:
        return ""
    return (
        f"GvSeg's window needs {missing}, which is missing on this system. Install it. On Debian "
        "and Ubuntu, this command installs all libraries that the window needs:\n"
        f"    sudo apt-get install fontconfig {PACKAGES}"
    )


def _missing(library: str) -> str:
    """Return the first library that one of Qt's libraries needs and the system lacks, or ""."""
    found = importlib.util.find_spec("PySide6") if sys.platform == "linux" else None
    for folder in (found.submodule_search_locations or []) if found is not None else []:
        path = Path(folder, library)
        if not path.is_file():
            continue  # Qt was not installed from its wheel
        try:
            ctypes.CDLL(str(path))
        except OSError as error:
            name, fault, _ = str(error).partition(": cannot open shared object file")
            return name if fault else ""
    return ""
