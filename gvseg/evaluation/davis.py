"""J and F for folders of indexed PNG, laid out like DAVIS results."""

from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from gvseg.errors import FormatError
from gvseg.evaluation.progress import StartProgress, unreported
from gvseg.evaluation.sequence_folders import SequenceFolders, find_sequences
from gvseg.mask_images import MaskImages, read_foreground
from gvseg.metrics.j_and_f import IdMap, JAndF
from gvseg.metrics.j_and_f_result import JAndFResult


def evaluate_davis(
    pred: Path, gt: Path, *, start_progress: StartProgress = unreported
) -> JAndFResult:
    """Return J and F of results, compared with the ground truth.

    Frames are matched by name. Results for the first and last frame are not needed; additional
    frames and sequences in the results are ignored. If the ground truth is black and white, as in
    DAVIS 2016, all non-black pixels on both sides are one object, as in the official code.

    Args:
        pred: results: a folder of PNG for one sequence, or a folder of such folders.
        gt: ground truth, likewise.
        start_progress: called with the number of frames to score.

    Raises:
        FormatError: a folder, sequence or frame is missing, or an image cannot be read, differs in
            size, or is rejected by `JAndF.update`.
    """
    measure = JAndF()
    sequences = find_sequences(pred, gt)
    with start_progress(sum(len(one.truths) for one in sequences)) as progress:
        for sequence in sequences:
            _score(measure, sequence)
            progress.advance(len(sequence.truths))
    return measure.result()


def _score(measure: JAndF, sequence: SequenceFolders) -> None:
    truths = list(sequence.truths)
    # The first and last frames are not scored, so use the ground truth as their results.
    results = [*truths[:1], *sequence.results[1:-1], *truths[len(truths) - 1 :]][: len(truths)]
    sequence.check_exist(results)
    true_masks = MaskImages(truths)
    found_masks = MaskImages([path for path in results if path not in set(truths)])
    measure.update(
        _read_truth(truths, true_masks),
        _read_results(results, truths, found_masks, true_masks),
        sequence=sequence.name,
    )


def _read_truth(paths: list[Path], images: MaskImages) -> Iterator[IdMap]:
    for path in paths:
        yield read_foreground(path) if images.is_one_shape else images.read(path)


def _read_results(
    paths: list[Path], truths: list[Path], found: MaskImages, true: MaskImages
) -> Iterator[IdMap]:
    for path, truth in zip(paths, truths, strict=True):
        images = true if path == truth else found
        id_map = read_foreground(path) if true.is_one_shape else images.read(path)
        with Image.open(truth) as image:
            width, height = image.size
        if id_map.shape != (height, width):
            raise FormatError(
                f"{path} is {id_map.shape[1]}x{id_map.shape[0]} pixels, "
                f"but the ground truth {truth} is {width}x{height}."
            )
        yield id_map
