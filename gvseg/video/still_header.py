"""Read the size and orientation of an image from its header, without decoding it."""

import io
import struct
from dataclasses import dataclass
from typing import BinaryIO, Literal, TypeAlias

ByteOrder: TypeAlias = Literal["<", ">"]

_JPEG_SIZE_MARKERS = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_JPEG_BARE_MARKERS = frozenset({0x01, *range(0xD0, 0xD9)})
_TIFF_WIDTH, _TIFF_HEIGHT, _TIFF_ORIENTATION = 256, 257, 274
_TIFF_SHORT = 3
_MAX_BLOCK_BYTES = 1 << 20
_MAX_BLOCKS = 4096


@dataclass(frozen=True, slots=True)
class StillHeader:
    """Metadata from an image header.

    Attributes:
        height: rows as stored, before rotation.
        width: columns as stored, before rotation.
        exif_orientation: 1 to 8; 1 if absent.
        has_more_frames: whether the file is an animation or a multi-page TIFF.
    """

    height: int
    width: int
    exif_orientation: int = 1
    has_more_frames: bool = False


def read_header(source: BinaryIO | bytes) -> StillHeader | None:
    """Return the header of a JPEG, PNG, WebP, TIFF or BMP file; None if it cannot be parsed."""
    file = io.BytesIO(source) if isinstance(source, bytes) else source
    magic = file.read(16)
    file.seek(0)
    try:
        if magic.startswith(b"\xff\xd8"):
            header = _read_jpeg(file)
        elif magic.startswith(b"\x89PNG\r\n\x1a\n"):
            header = _read_png(file)
        elif magic[:4] == b"RIFF" and magic[8:12] == b"WEBP":
            header = _read_webp(file)
        elif magic[:4] in (b"II*\0", b"MM\0*"):
            header = _read_tiff(file)
        elif magic[:2] == b"BM":
            header = _read_bmp(file)
        else:
            return None
    except (struct.error, ValueError, IndexError):
        return None
    return header if header is not None and header.height > 0 and header.width > 0 else None


def _read_jpeg(file: BinaryIO) -> StillHeader | None:
    file.seek(2)
    orientation = 1
    for _ in range(_MAX_BLOCKS):
        byte = file.read(1)
        while byte and byte != b"\xff":
            byte = file.read(1)
        while byte == b"\xff":
            byte = file.read(1)
        if not byte:
            return None
        marker = byte[0]
        if marker in _JPEG_BARE_MARKERS:
            continue
        (length,) = struct.unpack(">H", file.read(2))
        if marker in _JPEG_SIZE_MARKERS:
            _, height, width = struct.unpack(">BHH", file.read(5))
            return StillHeader(height, width, orientation)
        body = file.read(length - 2) if length > 2 else b""
        if marker == 0xE1 and body.startswith(b"Exif\0\0"):
            orientation = _exif_orientation(body[6:])
    return None


def _read_png(file: BinaryIO) -> StillHeader | None:
    file.seek(8)
    size: tuple[int, int] | None = None
    orientation, is_animated = 1, False
    for _ in range(_MAX_BLOCKS):
        start = file.read(8)
        if len(start) < 8:
            break
        length, kind = struct.unpack(">I4s", start)
        is_animated |= kind == b"acTL"
        if kind == b"IHDR":
            width, height = struct.unpack(">II", file.read(8))
            size = (height, width)
            file.seek(length - 8 + 4, io.SEEK_CUR)
        elif kind == b"eXIf" and length <= _MAX_BLOCK_BYTES:
            orientation = _exif_orientation(file.read(length))
            file.seek(4, io.SEEK_CUR)
        elif kind in (b"IDAT", b"IEND"):
            break
        else:
            file.seek(length + 4, io.SEEK_CUR)
    return None if size is None else StillHeader(*size, orientation, is_animated)


def _read_webp(file: BinaryIO) -> StillHeader | None:
    file.seek(12)
    size: tuple[int, int] | None = None
    orientation, is_animated = 1, False
    for _ in range(_MAX_BLOCKS):
        start = file.read(8)
        if len(start) < 8:
            break
        kind, length = struct.unpack("<4sI", start)
        is_animated |= kind == b"ANMF"
        after = file.tell() + length + length % 2
        if kind == b"EXIF" and length <= _MAX_BLOCK_BYTES:
            orientation = _exif_orientation(file.read(length).removeprefix(b"Exif\0\0"))
        elif size is None:
            size = _webp_size(kind, file.read(min(length, 16)))
        file.seek(after)
    return None if size is None else StillHeader(*size, orientation, is_animated)


def _webp_size(kind: bytes, body: bytes) -> tuple[int, int] | None:
    if kind == b"VP8X":
        return (
            int.from_bytes(body[7:10], "little") + 1,
            int.from_bytes(body[4:7], "little") + 1,
        )
    if kind == b"VP8 " and body[3:6] == b"\x9d\x01\x2a":
        width, height = struct.unpack("<HH", body[6:10])
        return height & 0x3FFF, width & 0x3FFF
    if kind == b"VP8L" and body[:1] == b"\x2f":
        bits = int.from_bytes(body[1:5], "little")
        return (bits >> 14 & 0x3FFF) + 1, (bits & 0x3FFF) + 1
    return None


def _read_bmp(file: BinaryIO) -> StillHeader:
    file.seek(14)
    (header_bytes,) = struct.unpack("<I", file.read(4))
    if header_bytes == 12:
        width, height = struct.unpack("<HH", file.read(4))
    else:
        width, height = struct.unpack("<ii", file.read(8))
    return StillHeader(abs(height), abs(width))  # a negative height means top row first


def _read_tiff(file: BinaryIO) -> StillHeader | None:
    fields, next_page = _tiff_directory(file)
    if _TIFF_WIDTH not in fields or _TIFF_HEIGHT not in fields:
        return None
    if fields.get(_TIFF_ORIENTATION, 1) != 1:
        return None  # decoders disagree about rotating these, so only decoding reveals the size
    height, width = fields[_TIFF_HEIGHT], fields[_TIFF_WIDTH]
    return StillHeader(height, width, has_more_frames=next_page > 0)


def _exif_orientation(block: bytes) -> int:
    try:
        return _tiff_directory(io.BytesIO(block))[0].get(_TIFF_ORIENTATION, 1)
    except (struct.error, ValueError):
        return 1


def _tiff_directory(file: BinaryIO) -> tuple[dict[int, int], int]:
    """Return the integer fields of the first directory by tag, and the offset of the next or 0."""
    start = file.read(8)
    order: ByteOrder = "<" if start[:2] == b"II" else ">"
    (offset,) = struct.unpack(order + "I", start[4:8])
    file.seek(offset)
    (count,) = struct.unpack(order + "H", file.read(2))
    fields: dict[int, int] = {}
    for _ in range(min(count, _MAX_BLOCKS)):
        tag, kind, _, value = struct.unpack(order + "HHI4s", file.read(12))
        layout = "H" if kind == _TIFF_SHORT else "I"
        fields[tag] = struct.unpack(order + layout, value[: struct.calcsize(layout)])[0]
    (after,) = struct.unpack(order + "I", file.read(4).ljust(4, b"\0"))
    return fields, after
