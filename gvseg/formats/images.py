"""Reads and writes image files: indexed, grey and RGB PNG of labels, and frames as JPEG."""

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
from gvseg.mask_images import PALETTE

JPEG_QUALITY: Final = 92
_MAX_BYTES: Final = 2**29
_EXIF_ORIENTATION: Final = 0x0112
_QUARTER_TURNS: Final = (5, 6, 7, 8)
"""EXIF orientations that swap height and width."""
_SIGNATURE: Final = ("Software", "GvSeg")


def write_indexed(path: Path, labels: NDArray[Any]) -> None:
    """Write H x W labels 0..255 as an indexed PNG with the DAVIS palette."""
    image = Image.fromarray(np.ascontiguousarray(labels, np.uint8), mode="L")
    image.putpalette(PALETTE)
    image.save(path, format="PNG", pnginfo=_signature())


def is_written_by_gvseg(path: Path) -> bool:
    """Return whether an image was written by `write_indexed` or `write_rgb`."""
    try:
        with Image.open(path, formats=["PNG"]) as image:
            key, value = _SIGNATURE
            return image.info.get(key) == value
    except (OSError, SyntaxError, ValueError):
        return False


def write_grey(path: Path, labels: NDArray[Any]) -> None:
    """Write H x W labels as a grey PNG, with 8 bits up to 255 and 16 bits above."""
    kind: type[np.uint8] | type[np.uint16] = np.uint8 if labels.max(initial=0) < 256 else np.uint16
    Image.fromarray(np.ascontiguousarray(labels, kind)).save(path, format="PNG")


def write_ids_as_rgb(path: Path, ids: NDArray[Any]) -> None:
    """Write H x W ids below 2**24 as an RGB PNG: id = R + 256 G + 65536 B."""
    ids = np.ascontiguousarray(ids, np.uint32)
    rgb = np.stack([ids & 255, (ids >> 8) & 255, (ids >> 16) & 255], axis=-1)
    write_rgb(path, rgb)


def write_rgb(path: Path, rgb: NDArray[Any]) -> None:
    """Write an H x W x 3 array as an 8-bit PNG."""
    image = Image.fromarray(np.ascontiguousarray(rgb, np.uint8))
    image.save(path, format="PNG", pnginfo=_signature())


def _signature() -> PngInfo:
    signature = PngInfo()
    signature.add_text(*_SIGNATURE)
    return signature


def write_jpeg(path: Path, rgb: NDArray[np.uint8]) -> None:
    """Write an H x W x 3 frame as JPEG."""
    Image.fromarray(rgb).save(path, format="JPEG", quality=JPEG_QUALITY, subsampling=0)


def read_image(path: Path, modes: Sequence[str]) -> NDArray[Any]:
    """Read a PNG in one of these Pillow modes: H x W, or H x W x channels.

    Raises:
        EntryError: the file is missing, damaged, too large, or in another mode.
    """
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise EntryError(path, "", f"the file has more than {_MAX_BYTES} bytes")
        # Decode from memory, so that a damaged length field cannot cause a huge allocation.
        with Image.open(io.BytesIO(path.read_bytes()), formats=["PNG"]) as image:
            if image.width * image.height > MAX_FRAME_PIXELS:
                size = f"{image.width}x{image.height}"
                raise EntryError(path, "", f"the image is too large ({size} pixels)")
            if image.mode not in modes:
                wanted = " or ".join(modes)
                reason = f"the image has mode {image.mode}, but must be {wanted}"
                raise EntryError(path, "", reason)
            return np.asarray(image)
    except FileNotFoundError as error:
        raise EntryError(path, "", "the image does not exist") from error
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
    """Return the displayed (height, width) of an image, without decoding it.

    Raises:
        FormatError: the file is missing, not an image, or too large.
    """
    try:
        with Image.open(path) as image:
            width, height = image.size
            if _orientation(image) in _QUARTER_TURNS:
                width, height = height, width
    except FileNotFoundError as error:
        raise FormatError(f"{path} does not exist.") from error
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise FormatError(f"{path} is not a readable image ({error}).") from error
    if width * height > MAX_FRAME_PIXELS or width * height == 0:
        raise FormatError(f"{path}: {width}x{height} pixels is not a valid frame size.")
    return height, width


def _orientation(image: Image.Image) -> object:
    try:
        return image.getexif().get(_EXIF_ORIENTATION)
    except (OSError, SyntaxError, ValueError, KeyError, TypeError, struct.error):
        return None  # damaged metadata does not make the image unusable


def image_mode(path: Path) -> str:
    """Return the Pillow mode of an image, without decoding it; empty if it is not an image."""
    try:
        with Image.open(path) as opened:
            return opened.mode
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return ""  # the format's reader reports what is wrong


def image_folders(root: Path) -> list[Path]:
    """Return the folders below `root` that contain .png images, without hidden ones.

    Raises:
        FormatError: there are none.
    """
    folders = sorted(
        folder
        for folder in {image.parent for image in root.rglob("*.png")}
        if not any(part.startswith(".") for part in folder.relative_to(root).parts)
    )
    if not folders:
        raise FormatError(f"{root} contains no .png images.")
    return folders


def list_images(folder: Path, suffix: str = ".png") -> list[Path]:
    """Return the images of a folder in natural order (frame 2 before frame 10).

    Raises:
        FormatError: it is not a folder, or contains no images.
    """
    if not folder.is_dir():
        raise FormatError(f"{folder} is not a folder.")
    found = [
        path
        for path in folder.iterdir()
        if path.suffix.lower() == suffix and not path.name.startswith(".") and path.is_file()
    ]
    if not found:
        raise FormatError(f"{folder} contains no {suffix} images.")
    return natsorted(found, key=lambda path: path.name)
