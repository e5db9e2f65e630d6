"""What format a file or folder most likely has."""

from pathlib import Path
from typing import Final

from PIL import Image

_LOOK_BYTES: Final = 65536

_FOLDER_SIGNS: Final = (
    ("panoptic_gt.json", "vipseg"),
    ("pred.json", "vipseg"),
    ("classes.json", "semantic-png"),
    ("SegmentationObject", "pascal"),
    ("SegmentationClass", "pascal"),
    ("data.yaml", "yolo-seg"),
    ("labels", "yolo-seg"),
    ("Annotations", "davis"),
)
"""What is in a folder of a format and in no other; the first that is there decides."""


def guess_format(path: Path) -> str | None:
    """The format that a file or folder most likely has; None where nothing speaks for any."""
    if path.is_dir():
        return _guess_folder(path)
    if not path.is_file():
        return None
    if path.suffix.lower() == ".txt":
        return "mots"
    return _guess_json(path) if path.suffix.lower() == ".json" else None


def _guess_folder(folder: Path) -> str:
    for name, form in _FOLDER_SIGNS:
        if (folder / name).exists():
            return form
    usual = folder / "annotations.json"
    jsons = [usual] if usual.is_file() else sorted(folder.glob("*.json"))
    kinds = {_guess_json(file) for file in jsons}
    if kinds == {"labelme"} or len(jsons) == 1:
        return kinds.pop()
    for picture in (*folder.glob("*.png"), *folder.glob("*/*.png")):
        return "kitti-step" if _is_rgb(picture) else "davis"
    return "mots" if any(folder.glob("*.txt")) else "davis"


def _guess_json(file: Path) -> str:
    if file.name in ("panoptic_gt.json", "pred.json"):
        return "vipseg"
    # Lists of images are long: what tells a format stands at the beginning or at the end.
    with file.open("rb") as opened:
        look = opened.read(_LOOK_BYTES)
        opened.seek(max(opened.tell(), file.stat().st_size - _LOOK_BYTES))
        look += opened.read()
    if look.lstrip().startswith(b"["):
        return "ytvis-results"
    if b'"file_names"' in look or (b'"videos"' in look and b'"image' not in look):
        return "ytvis"
    if b'"segments_info"' in look:
        return "coco-panoptic"
    return "labelme" if b'"shapes"' in look else "coco"


def _is_rgb(picture: Path) -> bool:
    try:
        with Image.open(picture) as opened:
            return opened.mode == "RGB"
    except (OSError, SyntaxError, ValueError):
        return False  # the format's reader will say what is wrong with it
