"""Names for classes that a format stores only as numbers."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from gvseg.annotation.changes import CategoryChange, TrackChange
from gvseg.annotation.document import Document
from gvseg.formats.class_list import CLASSES_FILE


def read_class_names(root: Path) -> dict[int, str]:
    """Return class number -> name from the list that GvSeg writes; {} without one."""
    try:
        lines = (root / CLASSES_FILE).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}
    parts = [line.partition(" ") for line in lines]
    return {int(number): name for number, _, name in parts if number.isdecimal() and name}


def name_classes(document: Document, names: Mapping[int, str]) -> None:
    """Rename the categories with these ids."""
    for category_id, category in list(document.categories.items()):
        if name := names.get(category_id):
            document.write(CategoryChange(category_id, replace(category, name=name)))
            for track in [t for t in document.tracks.values() if t.category_id == category_id]:
                _rename_track(document, track.track_id, category.name, name)


def _rename_track(document: Document, track_id: int, before: str, name: str) -> None:
    """Give a track the name that follows from its category."""
    track = document.tracks[track_id]
    if track.name.startswith(f"{before} "):
        renamed = replace(track, name=f"{name} {track.name.removeprefix(before).strip()}")
        document.write(TrackChange(track_id, renamed))
