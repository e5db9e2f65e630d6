"""Where an export goes, what its file is called, and what it would replace."""

from pathlib import Path
from typing import Final

from gvseg.formats import FORMATS, Format


def file_name(form: Format) -> str:
    """What a format's file is called where nobody names it; no two formats share a name."""
    return f"{form.name}{form.suffix}"


FILE_SUFFIXES: Final = frozenset(form.suffix for form in FORMATS.values() if not form.is_folder)
FILE_NAMES: Final = frozenset(file_name(form) for form in FORMATS.values() if not form.is_folder)


def out_of(text: str, form: Format) -> Path:
    """Where a format goes: the place that was typed, or for a file format in a folder its file."""
    place = Path(text.strip()).expanduser()
    is_whole = form.is_folder or (place.suffix.lower() == form.suffix and not place.is_dir())
    return place if is_whole else place / file_name(form)


def has_files(out: Path) -> bool:
    """Whether something is there that an export may replace."""
    return any(out.iterdir()) if out.is_dir() else out.exists()


def replacing_text(out: Path) -> str:
    """What is asked before something is replaced."""
    if out.is_dir():
        return (
            f"The folder {out.name} is not empty. Press Replace to replace the files that have "
            "the same names, or choose another folder."
        )
    return f"{out.name} already exists. Press Replace to replace it, or choose another file."


def goal_text(out: Path, form: Format) -> str:
    """Where it goes, and what becomes of what is there."""
    if form.is_folder:
        if out.is_dir() and any(out.iterdir()):
            return f"Writes images to {out}; files of the same name are replaced."
        return f"Writes images to {out}."
    return f"{'Replaces' if out.is_file() else 'Writes'} {out}"
