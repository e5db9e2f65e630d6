"""Reads a picture of object numbers: what `--exemplar` names."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from gvseg.errors import MaskError
from gvseg.formats.pictures import PALETTE
from gvseg.masks import VOID

WHITE = 0xFFFFFF


def read_mask_picture(path: Path, height: int, width: int) -> NDArray[np.uint8]:
    """Read a mask of one frame as object numbers.

    Understood: indexed PNG (the indexes are the numbers), 8-bit grey (the values are), black and
    white (white is object 1), and RGB in the DAVIS palette, as viewers like to save it.

    Returns:
        height x width uint8: 0 background, 1..254 objects, 255 void.

    Raises:
        MaskError: no readable picture, another size, colours that are no object numbers, or no
            object in it.
    """
    try:
        with Image.open(path) as picture:
            if (picture.width, picture.height) != (width, height):
                raise MaskError(
                    f"Mask {path} has {picture.width}x{picture.height} pixels, "
                    f"the video {width}x{height}; they must be the same."
                )
            if picture.format == "JPEG":
                raise MaskError(
                    f"Mask {path} is a JPEG, which changes object numbers; save it as indexed PNG."
                )
            numbers = _numbers(picture, path)
    except FileNotFoundError as error:
        raise MaskError(f"Mask {path} does not exist.") from error
    except IsADirectoryError as error:
        raise MaskError(f"Mask {path} is a folder; name one PNG file.") from error
    except UnidentifiedImageError as error:
        raise MaskError(f"Mask {path} is not a picture; save it as indexed PNG.") from error
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise MaskError(f"Mask {path} cannot be read: {error}.") from error
    if not np.any((numbers != 0) & (numbers != VOID)):
        raise MaskError(
            f"Mask {path} is empty: no pixel belongs to an object (0 is background, 255 void)."
        )
    return numbers


def _numbers(picture: Image.Image, path: Path) -> NDArray[np.uint8]:
    if picture.mode in ("P", "1"):
        return np.array(picture, dtype=np.uint8)
    if picture.mode == "L":
        grey = np.array(picture, dtype=np.uint8)
        is_black_and_white = not np.any((grey != 0) & (grey != VOID))
        return (grey == VOID).astype(np.uint8) if is_black_and_white else grey
    if picture.mode in ("RGB", "RGBA"):
        return _numbers_of_colours(np.array(picture.convert("RGB"), dtype=np.uint32), path)
    raise MaskError(
        f"Mask {path} is a picture of mode {picture.mode}; save it as indexed PNG "
        f"(0 background, 1..254 objects, 255 void)."
    )


def _numbers_of_colours(colours: NDArray[Any], path: Path) -> NDArray[np.uint8]:
    codes = (colours[..., 0] << 16) | (colours[..., 1] << 8) | colours[..., 2]
    present, place = np.unique(codes, return_inverse=True)
    if set(present.tolist()) <= {0, WHITE}:
        return np.asarray(codes == WHITE, dtype=np.uint8)
    number_of = {int.from_bytes(PALETTE[3 * n : 3 * n + 3], "big"): n for n in range(256)}
    foreign = [code for code in present.tolist() if code not in number_of]
    if foreign:
        raise MaskError(
            f"Mask {path} is a colour picture, and its colour #{foreign[0]:06x} is none of the "
            f"DAVIS palette; save it as indexed PNG (0 background, 1..254 objects, 255 void)."
        )
    numbers = np.array([number_of[code] for code in present.tolist()], dtype=np.uint8)
    return np.asarray(numbers[place].reshape(codes.shape), dtype=np.uint8)
