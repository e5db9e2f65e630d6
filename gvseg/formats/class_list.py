"""A list of class names next to the files of a format that stores only class numbers."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

CLASSES_FILE: Final = "classes.txt"


def write_class_list(root: Path, names: Mapping[int, str]) -> None:
    """Write one line per class: its number in the files, and its name."""
    lines = [f"{number} {' '.join(name.split())}\n" for number, name in sorted(names.items())]
    (root / CLASSES_FILE).write_text("".join(lines), encoding="utf-8")
