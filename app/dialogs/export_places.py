"""The target of an export: its path, its file name, and what it would replace."""

from pathlib import Path
from typing import Final

from app.language import tr
from gvseg.formats import FORMATS, Format


def file_name(form: Format) -> str:
    """Return the default file name of a format, which no other format uses."""
    return f"{form.name}{form.suffix}"


FILE_SUFFIXES: Final = frozenset(form.suffix for form in FORMATS.values() if not form.is_folder)
FILE_NAMES: Final = frozenset(file_name(form) for form in FORMATS.values() if not form.is_folder)


def target_path(text: str, form: Format) -> Path:
    """Return the target path: the typed path, or the format's default file in a typed folder."""
    place = Path(text.strip()).expanduser()
    is_whole = form.is_folder or (place.suffix.lower() == form.suffix and not place.is_dir())
    return place if is_whole else place / file_name(form)


def has_files(out: Path) -> bool:
    """Return whether an export may replace files there."""
    return any(out.iterdir()) if out.is_dir() else out.exists()


def place_problem(text: str, form: Format) -> str:
    """Return why nothing can be written to the typed path; "" if it can."""
    if not text:
        return (
            tr("Choose a folder to write to.")
            if form.is_folder
            else tr("Choose a file to write to.")
        )
    out = target_path(text, form)
    if not out.exists() or out.is_dir() is form.is_folder:
        return ""
    if form.is_folder:
        return tr("{out} is a file; choose another folder.").format(out=out)
    return tr("{out} is a folder; choose another file.").format(out=out)


def replacing_text(out: Path) -> str:
    """Return the question before files are replaced."""
    if out.is_dir():
        return tr(
            "The folder {name} is not empty. Press Replace to replace the files that "
            "have the same names, or choose another folder."
        ).format(name=out.name)
    return tr("{name} already exists. Press Replace to replace it, or choose another file.").format(
        name=out.name
    )


def target_text(out: Path, form: Format) -> str:
    """Return the target and what happens to existing files."""
    if form.is_folder:
        if out.is_dir() and any(out.iterdir()):
            return tr("Writes images to {out}; files of the same name are replaced.").format(
                out=out
            )
        return tr("Writes images to {out}.").format(out=out)
    words = tr("Replaces {out}") if out.is_file() else tr("Writes {out}")
    return words.format(out=out)
