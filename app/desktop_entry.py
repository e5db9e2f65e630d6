"""Installs the menu entry, icon and file type of GvSeg on a Linux desktop, for the current user.

The files follow the freedesktop.org specifications for desktop entries, MIME types and icons.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from gvseg.errors import OutputError
from gvseg.files import atomic_file
from gvseg.parts import asset_path, is_bundled, program

COMMAND: Final = "gvseg-annotate"
_FILES: Final = {
    "gvseg.desktop": "applications/gvseg.desktop",
    "gvseg.xml": "mime/packages/gvseg.xml",
    "gvseg.svg": "icons/hicolor/scalable/apps/gvseg.svg",
    "gvseg-project.svg": "icons/hicolor/scalable/mimetypes/application-x-gvseg.svg",
    "gvseg-dataset.svg": "icons/hicolor/scalable/mimetypes/application-x-gvseg-dataset.svg",
}
"""File in assets/desktop -> its path in the user's data folder."""


def add_to_menu() -> str:
    """Write the files and refresh the desktop database. Return a message for the user.

    Raises:
        OutputError: this is not a Linux desktop, or a file cannot be written.
    """
    command = _quoted(_command())
    for name, target in _targets().items():
        text = asset_path("desktop", name).read_text(encoding="utf-8")
        with atomic_file(target) as partial:
            partial.write_text(text.replace("{command}", command), encoding="utf-8")
    _refresh()
    return "GvSeg is in the application menu and opens .gvseg and .gvset files."


def remove_from_menu() -> str:
    """Delete the files. Return a message for the user.

    Raises:
        OutputError: this is not a Linux desktop, or a file cannot be deleted.
    """
    for target in _targets().values():
        try:
            target.unlink(missing_ok=True)
        except OSError as error:
            raise OutputError(f"{target} cannot be deleted: {error.strerror}.") from error
    _refresh()
    return "GvSeg is no longer in the application menu."


def icon_path() -> Path:
    return asset_path("desktop", "gvseg.svg")


def _targets() -> dict[str, Path]:
    if sys.platform != "linux":
        raise OutputError("Menu entries are supported on Linux desktops only.")
    return {name: _data_folder() / place for name, place in _FILES.items()}


def _data_folder() -> Path:
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")


def _command() -> Path:
    """Return the installed command; menu entries cannot run a source checkout."""
    if is_bundled():
        return Path(program())
    beside = Path(sys.executable).with_name(COMMAND)
    found = beside if beside.is_file() else shutil.which(COMMAND)
    if found is None:
        raise OutputError(f"The command {COMMAND} is not installed; run: pip install -e '.[app]'")
    return Path(found)


def _quoted(path: Path) -> str:
    r"""Return a path quoted for the Exec key of a desktop entry.

    The key is unescaped twice: as a string of the file, then as a quoted argument.
    """
    text = str(path).replace("%", "%%")
    for character in '\\"`$':
        text = text.replace(character, f"\\{character}")
    return '"' + text.replace("\\", "\\\\") + '"'


def _refresh() -> None:
    """Refresh the databases of desktops that do not watch the folders."""
    root = _data_folder()
    for tool, folder in (
        ("update-desktop-database", root / "applications"),
        ("update-mime-database", root / "mime"),
        ("gtk-update-icon-cache", root / "icons" / "hicolor"),
    ):
        if shutil.which(tool):
            subprocess.run([tool, str(folder)], capture_output=True, check=False)
