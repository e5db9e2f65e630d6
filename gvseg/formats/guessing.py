"""What format a file most likely has."""

from pathlib import Path


def guess_format(path: Path) -> str | None:
    """The format that a file or folder most likely has; None where nothing speaks for any."""
    if path.is_dir():
        usual = path / "annotations.json"
        return guess_format(usual) if usual.is_file() else "davis"
    if path.suffix.lower() != ".json" or not path.is_file():
        return None
    with path.open("rb") as file:
        head = file.read(4096).lstrip()
    if head.startswith(b"["):
        return "ytvis-results"
    # A file of one size tells by its first keys; a long list of images may hide the rest.
    if b'"videos"' in head or b'"file_names"' in head:
        return "ytvis"
    if b'"segments_info"' in head:
        return "coco-panoptic"
    return "labelme" if b'"shapes"' in head else "coco"
