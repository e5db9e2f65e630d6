"""Tells from a file's first bytes what it holds, and why a picture cannot be read."""

from pathlib import Path
from typing import Final

HEAD_BYTES: Final = 64
UNNAMED: Final = "TGA"
"""The one format that says nothing of itself: the suffix must do."""

_MAGIC: Final = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"II+\0", "TIFF"),
    (b"MM\0+", "TIFF"),
    (b"\0\0\0\x0cjP  \r\n\x87\n", "JPEG 2000"),
    (b"\xff\x4f\xff\x51", "JPEG 2000"),
    (b"\xff\x0a", "JPEG XL"),
    (b"\0\0\0\x0cJXL ", "JPEG XL"),
    (b"8BPS", "Photoshop"),
    (b"v/1\x01", "OpenEXR"),
    (b"%PDF", "PDF"),
)
_BRANDS: Final = {
    b"avif": "AVIF",
    b"avis": "AVIF sequence",
    b"heic": "HEIC",
    b"heix": "HEIC",
    b"heim": "HEIC",
    b"heis": "HEIC",
    b"mif1": "HEIC",
    b"hevc": "HEIC",
    b"msf1": "HEIC",
}
_UNREADABLE: Final = frozenset({"HEIC", "JPEG XL", "Photoshop", "OpenEXR", "PDF"})
_ENDS: Final = {"JPEG": b"\xff\xd9", "PNG": b"IEND\xaeB`\x82"}
_LFS: Final = b"version https://git-lfs"


def tell_kind(head: bytes, suffix: str = "") -> str:
    """Return the name of the picture format that a file begins with; "" for none known."""
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WebP"
    if head[4:8] == b"ftyp":
        brands = [head[place : place + 4] for place in (8, *range(16, len(head) - 3, 4))]
        if brands[0] == b"mif1" and b"avif" in brands:
            return "AVIF"
        return _BRANDS.get(brands[0], "")
    if head[:1] == b"P" and head[1:2] in b"1234567" and head[2:3].isspace():
        return "PNM"
    return UNNAMED if head and suffix.lower() == ".tga" else ""


def explain_unreadable(path: Path, content: bytes) -> str:
    """Return the sentence that says why a picture cannot be read, and what to do."""
    kind = tell_kind(content[:HEAD_BYTES], path.suffix)
    if not content:
        return f"The picture {path} is empty (0 bytes): copy or download it again."
    if content.startswith(_LFS):
        return f"{path} is a Git LFS pointer, not the picture itself: run git lfs pull."
    if kind in _UNREADABLE:
        return f"{path} is a {kind} file, which cannot be read here: convert it to PNG or JPEG."
    if not kind:
        return f"{path} is named like a picture, but its content is none: check the file."
    end = _ENDS.get(kind)
    if end is not None and content.rstrip(b"\0").endswith(end):
        return (
            f"The {kind} picture {path} is coded in a way that cannot be decoded here, or damaged "
            f"inside: save it again as an 8- or 16-bit PNG."
        )
    return f"The picture {path} cannot be decoded: it is damaged, copy or download it again."
