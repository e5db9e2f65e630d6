"""Identify image formats from a file's first bytes, and explain why an image cannot be read."""

from pathlib import Path
from typing import Final

HEAD_BYTES: Final = 64
WITHOUT_MAGIC: Final = "TGA"
"""The only format without magic bytes, recognised by its suffix."""

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
_END_MARKERS: Final = {"JPEG": b"\xff\xd9", "PNG": b"IEND\xaeB`\x82"}
_LFS: Final = b"version https://git-lfs"


def identify_format(head: bytes, suffix: str = "") -> str:
    """Return the name of an image format from a file's first bytes; "" if it is unknown."""
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WebP"
    if head[4:8] == b"ftyp":
        brands = [head[at : at + 4] for at in (8, *range(16, len(head) - 3, 4))]
        if brands[0] == b"mif1" and b"avif" in brands:
            return "AVIF"
        return _BRANDS.get(brands[0], "")
    if head[:1] == b"P" and head[1:2] in b"1234567" and head[2:3].isspace():
        return "PNM"
    return WITHOUT_MAGIC if head and suffix.lower() == ".tga" else ""


def explain_unreadable(path: Path, content: bytes) -> str:
    """Return a message that says why an image cannot be read and what to do."""
    kind = identify_format(content[:HEAD_BYTES], path.suffix)
    if not content:
        return f"The image {path} is empty (0 bytes): copy or download it again."
    if content.startswith(_LFS):
        return f"{path} is a Git LFS pointer, not the image itself: run git lfs pull."
    if kind in _UNREADABLE:
        return f"{path} is a {kind} file, which GvSeg cannot read: convert it to PNG or JPEG."
    if not kind:
        return f"{path} has the name of an image, but its content is something else: check it."
    end = _END_MARKERS.get(kind)
    if end is not None and content.rstrip(b"\0").endswith(end):
        return (
            f"The {kind} image {path} uses an unsupported encoding or is corrupt: save it again as "
            f"an 8- or 16-bit PNG."
        )
    return f"The image {path} cannot be decoded: it is damaged, copy or download it again."
