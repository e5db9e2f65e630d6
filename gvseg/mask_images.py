"""Reads object numbers from mask images of any kind.

Indexed and grey PNG contain object numbers: 0 background, 1 to 254 objects, 255 void. Tools also
write masks of a single object in black and white, with soft edges, as transparency, or in one
colour. A single grey image can be ambiguous, so all images of a video are interpreted together.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from pathlib import Path
from typing import Any, Final, NoReturn, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from gvseg.errors import MaskFileError
from gvseg.files import is_endless
from gvseg.masks import VOID

Numbers: TypeAlias = NDArray[np.uint8]
"""H x W: 0 background, 1 to 254 objects, 255 void."""

FEW_LEVELS: Final = 8
"""An image with more grey levels must have soft edges, or object numbers without large gaps."""
_HALF: Final = 126
"""Threshold at half of white, lowered for rounding in blurred masks."""
_MIN_EDGE_SHARE: Final = 0.9
_MIN_FLAT_SHARE: Final = 0.3
_MIN_PLAIN_SHARE: Final = 0.25
_MAX_MEAN_GAP: Final = 3.0
_NOISE: Final = 16
_MAX_BYTES: Final = 2**29
_MAX_PIXELS: Final = 2**26


def _davis_palette() -> bytes:
    """Return 256 RGB colours: the bits of the index, interleaved over red, green and blue."""
    colours = np.zeros((256, 3), np.uint8)
    index = np.arange(256)
    for bit in range(8):
        for channel in range(3):
            colours[:, channel] |= (((index >> (3 * bit + channel)) & 1) << (7 - bit)).astype(
                np.uint8
            )
    return colours.tobytes()


PALETTE: Final = _davis_palette()
_NUMBER_OF: Final = {int.from_bytes(PALETTE[3 * n : 3 * n + 3], "big"): n for n in range(256)}


class _Kind(Enum):
    BLANK = "all black"
    COLOURED = "object numbers as colours"
    NUMBERS = "object numbers as grey levels"
    PLAIN = "one object, black and white"
    SOFT = "one object with soft edges"


@dataclass(frozen=True, slots=True)
class _Image:
    """The possible interpretations of an image.

    Attributes:
        kind: the most likely interpretation of this image alone.
        numbers: object numbers; None if its colours are not numbers.
        coverage: coverage of each pixel by a single object, 0..255; None if the colours distinguish
            several objects.
    """

    kind: _Kind
    numbers: Numbers | None
    coverage: Numbers | None


class MaskImages:
    """The mask images of one video, all interpreted in the same way."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths = tuple(paths)

    @cached_property
    def is_one_shape(self) -> bool:
        """True if the images show a single object in black and white.

        Raises:
            MaskFileError: the images contradict each other.
        """
        first_of: dict[_Kind, Path] = {}
        for path in self._paths:
            try:
                kind = _load(path).kind
            except MaskFileError:
                continue  # the error is reported when the image is read
            first_of.setdefault(kind, path)
            if kind is _Kind.COLOURED:
                break
        soft = first_of.get(_Kind.SOFT)
        if _Kind.COLOURED in first_of and soft is not None:
            raise MaskFileError(
                f"{soft} has soft edges, but {first_of[_Kind.COLOURED]} contains object numbers; "
                f"save all masks as indexed PNG."
            )
        if soft is not None:
            return True
        has_numbers = _Kind.COLOURED in first_of or _Kind.NUMBERS in first_of
        return _Kind.PLAIN in first_of and not has_numbers

    def read(self, path: Path) -> Numbers:
        """Return the object numbers in one of the images; soft edges are thresholded at half.

        Raises:
            MaskFileError: the image cannot be read, or its colours are not object numbers.
        """
        is_one_shape = self.is_one_shape
        image = _load(path)
        if is_one_shape and image.coverage is not None:
            return (image.coverage >= _HALF).astype(np.uint8)
        if image.numbers is None:
            raise MaskFileError(
                f"{path} shows one object in a colour, but other images in the folder contain "
                f"object numbers; save all masks as indexed PNG."
            )
        return image.numbers


def read_mask_numbers(path: Path) -> Numbers:
    """Return the object numbers in a single image.

    Raises:
        MaskFileError: as `MaskImages.read`.
    """
    return MaskImages([path]).read(path)


def read_foreground(path: Path) -> Numbers:
    """Return 1 where an image is not background, as in the evaluation code of DAVIS 2016, else 0.

    Raises:
        MaskFileError: as `MaskImages.read`.
    """
    image = _load(path)
    values = image.coverage if image.numbers is None else image.numbers
    return np.asarray(values != 0, np.uint8)


def _load(path: Path) -> _Image:
    if is_endless(path):
        raise MaskFileError(f"{path} is not a file; save the mask as indexed PNG.")
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise MaskFileError(f"{path}: the file has more than {_MAX_BYTES} bytes.")
        # Decode from memory, so that a damaged length field cannot cause a huge allocation.
        with Image.open(io.BytesIO(path.read_bytes())) as image:
            if image.width * image.height > _MAX_PIXELS:
                raise MaskFileError(
                    f"{path}: the image is too large ({image.width}x{image.height} pixels)."
                )
            found = _interpret(image, path)
            is_shape = found.kind in (_Kind.PLAIN, _Kind.SOFT, _Kind.BLANK)
            if image.format == "JPEG" and not is_shape:
                raise MaskFileError(
                    f"{path} is a JPEG, which distorts object numbers; save it as indexed PNG."
                )
            return found
    except FileNotFoundError as error:
        raise MaskFileError(f"{path} does not exist.") from error
    except IsADirectoryError as error:
        raise MaskFileError(f"{path} is a folder; give a PNG file.") from error
    except UnidentifiedImageError as error:
        raise MaskFileError(f"{path} is not an image; save it as indexed PNG.") from error
    except (
        OSError,
        SyntaxError,
        ValueError,
        EOFError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ) as error:
        raise MaskFileError(f"{path} is not a readable image ({error}).") from error


def _interpret(image: Image.Image, path: Path) -> _Image:
    if image.mode == "1":
        return _interpret_coverage(np.array(image, np.uint8) * VOID)
    if image.mode == "P":
        return _interpret_indices(image, path)
    if image.mode == "L":
        return _interpret_grey(np.array(image, np.uint8), path)
    if image.mode in ("I;16", "I;16B", "I"):
        return _interpret_16_bit(np.asarray(image).astype(np.int64), path)
    if image.mode in ("LA", "La", "RGBA", "RGBa", "PA"):
        pixels = np.array(image.convert("RGBA"), np.uint8)
        alpha = pixels[..., 3]
        if alpha.min() != alpha.max():
            return _interpret_transparency(pixels[..., :3], alpha)
        return _interpret_colours(pixels[..., :3], path)
    if image.mode == "RGB":
        return _interpret_colours(np.array(image, np.uint8), path)
    _refuse(path, f"has the image mode {image.mode}")


def _refuse(path: Path, what: str) -> NoReturn:
    raise MaskFileError(
        f"Mask {path} {what}; save it as indexed PNG (0 background, 1..254 objects, 255 void)."
    )


def _interpret_coverage(coverage: Numbers) -> _Image:
    """Interpret an image that can only show a single object."""
    if not coverage.any():
        return _Image(_Kind.BLANK, coverage, coverage)
    is_plain = not np.any((coverage != 0) & (coverage != VOID))
    return _Image(_Kind.PLAIN if is_plain else _Kind.SOFT, None, coverage)


def _interpret_grey(grey: Numbers, path: Path, numbers: Numbers | None = None) -> _Image:
    """Interpret grey levels as a single object, or as object numbers."""
    numbers = grey if numbers is None else numbers
    counts = np.bincount(grey.ravel(), minlength=256)
    levels = np.flatnonzero(counts[1:255]) + 1
    if not levels.size:
        return _Image(_Kind.PLAIN if counts[VOID] else _Kind.BLANK, numbers, grey)
    if _is_edge(grey, levels):
        return _Image(_Kind.SOFT, numbers, grey)
    if levels.size > FEW_LEVELS and not _are_numbers(grey, levels):
        _refuse(
            path,
            f"has {levels.size} grey levels, which are neither object numbers nor the soft edges "
            f"of one object",
        )
    return _Image(_Kind.NUMBERS, numbers, grey)


def _is_edge(grey: Numbers, levels: NDArray[Any]) -> bool:
    """Return whether intermediate levels occur only between black and white areas."""
    is_dark, is_bright = grey <= _NOISE, grey >= VOID - _NOISE
    if grey.max() < _HALF or np.count_nonzero(is_dark | is_bright) < _MIN_PLAIN_SHARE * grey.size:
        return False  # all values are below half of white, or it is a photo
    inner = (grey > 0) & (grey < VOID)
    square = np.ones((3, 3), np.uint8)
    between = (cv2.erode(grey, square) < grey) & (grey < cv2.dilate(grey, square))
    if levels.size > FEW_LEVELS and levels[-1] >= VOID - _NOISE:
        # JPEG compression leaves noise near black and near white.
        between |= is_dark | is_bright
    elif grey.max() < VOID and levels.size <= FEW_LEVELS:
        return False
    return bool(np.count_nonzero(between & inner) >= _MIN_EDGE_SHARE * np.count_nonzero(inner))


def _are_numbers(grey: Numbers, levels: NDArray[Any]) -> bool:
    """Return whether many grey levels can be object numbers: small gaps between them, and flat
    areas.
    """
    if (levels[-1] - levels[0]) / (levels.size - 1) > _MAX_MEAN_GAP:
        return False
    square = np.ones((3, 3), np.uint8)
    is_flat = cv2.erode(grey, square) == cv2.dilate(grey, square)
    inner = (grey > 0) & (grey < VOID)
    return bool(np.count_nonzero(is_flat & inner) >= _MIN_FLAT_SHARE * np.count_nonzero(inner))


def _interpret_indices(image: Image.Image, path: Path) -> _Image:
    """Interpret palette indices as object numbers, unless a grey palette shows a single object."""
    numbers = np.array(image, np.uint8)
    colours = np.repeat(np.arange(256, dtype=np.uint8)[:, None], 3, axis=1)
    palette = np.array(image.getpalette("RGB") or [], np.uint8).reshape(-1, 3)
    colours[: len(palette)] = palette
    used = np.unique(numbers)
    if np.any(colours[used] != colours[used, :1]):
        return _Image(_Kind.COLOURED, numbers, None)
    return _interpret_grey(colours[:, 0][numbers], path, numbers)


def _interpret_16_bit(values: NDArray[np.int64], path: Path) -> _Image:
    if values.min() < 0 or values.max() > 0xFFFF:
        _refuse(path, f"has values from {values.min()} to {values.max()}")
    if values.max() <= VOID:
        return _interpret_grey(values.astype(np.uint8), path)
    grey = (values // 257).astype(np.uint8)
    found = _interpret_grey(grey, path)
    if found.kind is _Kind.NUMBERS:
        _refuse(path, f"has values up to {values.max()}")
    return _interpret_coverage(grey)


def _interpret_transparency(rgb: Numbers, alpha: Numbers) -> _Image:
    """Interpret opaque pixels as a single object, or as several in colours of the DAVIS palette."""
    visible = alpha >= _HALF
    codes = np.unique(_codes(rgb[visible])).tolist()
    if set(codes) == {0, 0xFFFFFF}:
        return _interpret_coverage(np.minimum(rgb[..., 0], alpha))
    numbers = {_NUMBER_OF[code] for code in codes if code in _NUMBER_OF} - {0}
    if numbers and all(code in _NUMBER_OF for code in codes):
        opaque = np.where(visible[..., None], rgb, 0).astype(np.uint8)
        return _Image(_Kind.COLOURED, _numbers_of(opaque), None)
    return _interpret_coverage(alpha)


def _interpret_colours(rgb: Numbers, path: Path) -> _Image:
    codes = np.unique(_codes(rgb)).tolist()
    is_grey = all(code % 0x10101 == 0 for code in codes)
    if any(codes) and all(code in _NUMBER_OF for code in codes):
        return _Image(_Kind.COLOURED, _numbers_of(rgb), None)
    if is_grey:
        return _interpret_grey(rgb[..., 0], path)
    unknown = next(code for code in codes if code not in _NUMBER_OF)
    coverage = _coverage_of_one_colour(rgb)
    if coverage is None:
        _refuse(path, f"has the colour #{unknown:06x}, which is not in the DAVIS palette")
    return _interpret_coverage(coverage)


def _coverage_of_one_colour(rgb: Numbers) -> Numbers | None:
    """Return the coverage by the brightest colour; None unless all pixels are shades of it."""
    total = rgb.sum(axis=-1, dtype=np.int64)
    brightest = rgb.reshape(-1, 3)[total.argmax()].astype(np.float64)
    share = total / brightest.sum()
    if not (total == 0).any() or np.abs(share[..., None] * brightest - rgb).max() > 2:
        return None
    coverage = np.rint(share * VOID).astype(np.uint8)
    levels = np.unique(coverage[(coverage > 0) & (coverage < VOID)])
    return coverage if not levels.size or _is_edge(coverage, levels) else None


def _codes(rgb: Numbers) -> NDArray[np.uint32]:
    wide = rgb.astype(np.uint32)
    return np.asarray(wide[..., 0] << 16 | wide[..., 1] << 8 | wide[..., 2], np.uint32)


def _numbers_of(rgb: Numbers) -> Numbers:
    present, inverse = np.unique(_codes(rgb), return_inverse=True)
    numbers = np.array([_NUMBER_OF[code] for code in present.tolist()], np.uint8)
    return np.asarray(numbers[inverse].reshape(rgb.shape[:2]), np.uint8)
