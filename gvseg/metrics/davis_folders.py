"""J and F of folders of indexed PNG, laid out as DAVIS results are."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image

from gvseg.errors import FormatError
from gvseg.metrics.j_and_f import IdMap, JAndF
from gvseg.metrics.j_and_f_result import JAndFResult
from gvseg.metrics.sequence_folders import find_sequences

_ID_MODES = ("P", "L", "1")


def evaluate_davis(pred: Path, gt: Path) -> JAndFResult:
    """Score results against the truth.

    Both are a folder of PNG for one sequence, or a folder of such folders. Frames are matched by
    name; results of the first and the last frame of the truth are not needed, and further frames
    and sequences of the results are ignored.

    Args:
        pred: the results.
        gt: the truth.

    Raises:
        FormatError: a folder, sequence or frame is missing, a picture cannot be read or has
            another size, or as `JAndF.update`.
    """
    measure = JAndF()
    for sequence in find_sequences(pred, gt):
        truths = list(sequence.truths)
        # The first and the last frame do not count: the truth stands in for their results.
        results = [*truths[:1], *sequence.results[1:-1], *truths[len(truths) - 1 :]][: len(truths)]
        sequence.check_there(results)
        measure.update(
            _read_all(truths, truths), _read_all(results, truths), sequence=sequence.name
        )
    return measure.result()


def _read_all(paths: list[Path], truths: list[Path]) -> Iterator[IdMap]:
    for path, truth in zip(paths, truths, strict=True):
        id_map = _read_ids(path)
        if path != truth:
            with Image.open(truth) as picture:
                width, height = picture.size
            if id_map.shape != (height, width):
                raise FormatError(
                    f"{path} is {id_map.shape[1]}x{id_map.shape[0]} pixels, "
                    f"the truth {truth} {width}x{height}."
                )
        yield id_map


def _read_ids(path: Path) -> IdMap:
    try:
        with Image.open(path, formats=["PNG"]) as picture:
            if picture.mode not in _ID_MODES:
                raise FormatError(
                    f"{path} is a picture of mode {picture.mode}, not an indexed or grey PNG of "
                    "8 bits."
                )
            return np.array(picture, dtype=np.uint8)
    except FileNotFoundError as error:
        raise FormatError(f"{path} does not exist.") from error
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise FormatError(f"{path} is not a PNG that can be read ({error}).") from error
