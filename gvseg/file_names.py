"""File names as valid Unicode, and the extensions of images and videos."""

import re

IMAGE_SUFFIXES = frozenset(
    {
        ".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".tif", ".tiff", ".bmp", ".dib",
        ".ppm", ".pgm", ".pbm", ".pnm", ".tga", ".gif", ".avif", ".jp2", ".j2k",
    }
)  # fmt: skip
"""Extensions, in lower case, of image files that can be frames of a folder."""

OTHER_IMAGE_SUFFIXES = frozenset(
    {
        ".heic", ".heif", ".hif", ".jxl", ".exr", ".hdr", ".dng", ".cr2", ".cr3", ".nef", ".arw",
        ".orf", ".rw2", ".raf", ".raw", ".psd", ".dcm", ".fits", ".svg", ".pcx", ".xcf", ".pfm",
        ".jxr", ".wdp", ".jpx", ".jpf", ".apng", ".sgi", ".ras", ".emf", ".wmf",
    }
)  # fmt: skip
"""Extensions of image files that are not supported; they are skipped and reported."""

VIDEO_SUFFIXES = frozenset(
    {
        ".mp4", ".mov", ".m4v", ".mkv", ".avi", ".webm", ".mpg", ".mpeg", ".ts", ".mts", ".m2ts",
        ".wmv", ".flv", ".3gp", ".vob", ".mxf", ".ogv", ".asf",
    }
)  # fmt: skip

_BYTE = re.compile("[\udc80-\udcff]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_FIRST_BYTE = 0xDC00


def readable_name(name: str) -> str:
    """Return a name as valid Unicode; bytes that are not UTF-8 are decoded as Latin-1.

    Such names occur on old disks and in zip files. Python represents these bytes as lone
    surrogates, which JSON, databases and terminals reject.
    """
    if name.isascii():
        return name
    text = _BYTE.sub(lambda match: chr(ord(match.group()) - _FIRST_BYTE), name)
    return _LONE_SURROGATE.sub("\ufffd", text)
