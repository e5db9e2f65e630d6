"""Pictures of numbers on the disk: indexed, RGB and 16-bit PNG, and frames as jpg."""

import io
import struct
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from natsort import natsorted
from numpy.typing import NDArray
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from gvseg.errors import FormatError
from gvseg.formats.building import MAX_FRAME_PIXELS
from gvseg.formats.read_report import EntryError
from gvseg.mask_pictures import PALETTE

JPEG_QUALITY: Final = 92
_MOST_BYTES: Final = 2**29
_ORIENTATION: Final = 0x0112
_ON_THEIR_SIDE: Final = (5, 6, 7, 8)
"""EXIF orientations of pictures that are shown after a quarter turn."""
_MADE_HERE: Final = ("Software", "GvSeg")


def write_indexed(path: Path, labels: NDArray[Any]) -> None:
    """Write H x W numbers 0..255 as a palette PNG (mode P, the DAVIS palette)."""
    picture = Image.fromarray(np.ascontiguousarray(labels, np.uint8), mode="L")
    picture.putpalette(PALETTE)
    picture.save(path, format="PNG", pnginfo=_signature())


def is_made_here(path: Path) -> bool:
    """Whether `write_indexed` or `write_rgb` made a picture."""
    try:
        with Image.open(path, formats=["PNG"]) as picture:
            key, value = _MADE_HERE
            return picture.info.get(key) == value
    except (OSError, SyntaxError, ValueError):
        return False


def write_grey(path: Path, labels: NDArray[Any]) -> None:
    """Write H x W numbers as a grey PNG, of 8 bits up to 255, of 16 bits beyond."""
    kind: type[np.uint8] | type[np.uint16] = np.uint8 if labels.max(initial=0) < 256 else np.uint16
    Image.fromarray(np.ascontiguousarray(labels, kind)).save(path, format="PNG")


def write_ids_as_rgb(path: Path, ids: NDArray[Any]) -> None:
    """Write H x W ids below 2**24 as RGB PNG: id = R + 256 G + 65536 B."""
    ids = np.ascontiguousarray(ids, np.uint32)
    rgb = np.stack([ids & 255, (ids >> 8) & 255, (ids >> 16) & 255], axis=-1)
    write_rgb(path, rgb)


def write_rgb(path: Path, rgb: NDArray[Any]) -> None:
    """Write an H x W x 3 array as 8-bit PNG."""
    picture = Image.fromarray(np.ascontiguousarray(rgb, np.uint8))
    picture.save(path, format="PNG", pnginfo=_signature())


def _signature() -> PngInfo:
    signature = PngInfo()
    signature.add_text(*_MADE_HERE)
    return signature


def write_jpeg(path: Path, rgb: NDArray[np.uint8]) -> None:
    """Write an H x W x 3 frame as jpg."""
    Image.fromarray(rgb).save(path, format="JPEG", quality=JPEG_QUALITY, subsampling=0)


def read_picture(path: Path, modes: Sequence[str]) -> NDArray[Any]:
    """Read a picture whose mode is one of `modes`: H x W, or H x W x 3 for RGB.

    Raises:
        FormatError: missing, damaged, too large, or of another mode.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise EntryError(path, "", f"the file has more than {_MOST_BYTES} bytes")
        # From memory: a damaged length then asks for no more than there is.
        with Image.open(io.BytesIO(path.read_bytes()), formats=["PNG"]) as picture:
            if picture.width * picture.height > MAX_FRAME_PIXELS:
                size = f"{picture.width}x{picture.height}"
                raise EntryError(path, "", f"{size} pixels are too many")
            if picture.mode not in modes:
                wanted = " or ".join(modes)
                reason = f"a picture of mode {picture.mode}, where {wanted} is needed"
                raise EntryError(path, "", reason)
            return np.asarray(picture)
    except FileNotFoundError as error:
        raise EntryError(path, "", "the picture does not exist") from error
    except (
        OSError,
        SyntaxError,
        ValueError,
        EOFError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ) as error:
        raise EntryError(path, "", f"the PNG cannot be read ({error})") from error


def read_size(path: Path) -> tuple[int, int]:
    """(height, width) of a picture as it is shown, without its pixels.

    Raises:
        FormatError: missing, not a picture, or too large.
    """
    try:
        with Image.open(path) as picture:
            width, height = picture.size
            if _orientation(picture) in _ON_THEIR_SIDE:
                width, height = height, width
    except FileNotFoundError as error:
        raise FormatError(f"{path} does not exist.") from error
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise FormatError(f"{path} is not a picture that can be read ({error}).") from error
    if width * height > MAX_FRAME_PIXELS or width * height == 0:
        raise FormatError(f"{path}: a picture of {width}x{height} pixels cannot be a frame.")
    return height, width


def _orientation(picture: Image.Image) -> object:
    try:
        return picture.getexif().get(_ORIENTATION)
    except (OSError, SyntaxError, ValueError, KeyError, TypeError, struct.error):
        return None  # a picture with damaged notes is still a picture


def picture_mode(path: Path) -> str:
    """Pillow's mode of a picture, without its pixels; empty where it is none."""
    try:
        with Image.open(path) as opened:
            return opened.mode
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return ""  # the format's reader says what is wrong with it


def picture_folders(root: Path) -> list[Path]:
    """The folders below `root` with .png pictures in them, but for hidden ones.

    Raises:
        FormatError: there is none.
    """
    folders = sorted(
        folder
        for folder in {picture.parent for picture in root.rglob("*.png")}
        if not any(part.startswith(".") for part in folder.relative_to(root).parts)
    )
    if not folders:
        raise FormatError(f"{root} has no .png pictures in it.")
    return folders


def list_pictures(folder: Path, suffix: str = ".png") -> list[Path]:
    """The pictures of a folder in natural order (frame 2 before frame 10).

    Raises:
        FormatError: no folder, or none in it.
    """
    if not folder.is_dir():
        raise FormatError(f"{folder} is not a folder.")
    found = [
        path
        for path in folder.iterdir()
        if path.suffix.lower() == suffix and not path.name.startswith(".") and path.is_file()
    ]
    if not found:
        raise FormatError(f"{folder} has no {suffix} pictures in it.")
    return natsorted(found, key=lambda path: path.name)
