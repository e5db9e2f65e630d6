"""File names: as text that any file can hold, and which of them are pictures."""

import re

PICTURE_SUFFIXES = frozenset(
    {
        ".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".tif", ".tiff", ".bmp", ".dib",
        ".ppm", ".pgm", ".pbm", ".pnm", ".tga", ".gif", ".avif", ".jp2", ".j2k",
    }
)  # fmt: skip
"""Suffixes, in lower case, of the files in a folder that count as frames."""

OTHER_PICTURE_SUFFIXES = frozenset(
    {
        ".heic", ".heif", ".hif", ".jxl", ".exr", ".hdr", ".dng", ".cr2", ".cr3", ".nef", ".arw",
        ".orf", ".rw2", ".raf", ".raw", ".psd", ".dcm", ".fits", ".svg", ".pcx", ".xcf", ".pfm",
        ".jxr", ".wdp", ".jpx", ".jpf", ".apng", ".sgi", ".ras", ".emf", ".wmf",
    }
)  # fmt: skip
"""Suffixes of pictures that are not read in a folder; they are counted aloud."""

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
    """Return a name as valid Unicode; bytes that are not UTF-8 are read as Latin-1.

    Disks that were written long ago, and zip files, hold such names. Python keeps their bytes as
    lone surrogates, which neither JSON nor a database nor a terminal takes.
    """
    if name.isascii():
        return name
    text = _BYTE.sub(lambda match: chr(ord(match.group()) - _FIRST_BYTE), name)
    return _LONE_SURROGATE.sub("\ufffd", text)
