"""What format a file most likely has."""

from pathlib import Path
from typing import Final

_LOOK_BYTES: Final = 65536


def guess_format(path: Path) -> str | None:
    """The format that a file or folder most likely has; None where nothing speaks for any."""
    if path.is_dir():
        usual = path / "annotations.json"
        if usual.is_file():
            return guess_format(usual)
        has_pictures_alone = any(path.glob("*.json")) and not any(path.glob("*.png"))
        return "labelme" if has_pictures_alone else "davis"
    if path.suffix.lower() != ".json" or not path.is_file():
        return None
    # Lists of images are long: what tells a format stands at the beginning or at the end.
    with path.open("rb") as file:
        look = file.read(_LOOK_BYTES)
        file.seek(max(file.tell(), path.stat().st_size - _LOOK_BYTES))
        look += file.read()
    if look.lstrip().startswith(b"["):
        return "ytvis-results"
    if b'"file_names"' in look or (b'"videos"' in look and b'"images"' not in look):
        return "ytvis"
    if b'"segments_info"' in look:
        return "coco-panoptic"
    return "labelme" if b'"shapes"' in look else "coco"
