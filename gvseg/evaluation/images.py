"""mIoU, VC and STQ for folders of PNG with class numbers, or with KITTI-STEP panoptic maps."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

import numpy as np

from gvseg.evaluation.class_names import check_names
from gvseg.evaluation.progress import FrameProgress, StartProgress, unreported
from gvseg.evaluation.sequence_folders import SequenceFolders, find_sequences
from gvseg.formats.images import read_image
from gvseg.formats.json_fields import read_json
from gvseg.formats.semantic_png import CLASSES
from gvseg.masks import VOID
from gvseg.metrics.miou import ClassMap, MIou, MIouResult
from gvseg.metrics.stq import INSTANCE_BITS, StepMap, Stq, StqResult
from gvseg.metrics.video_consistency import VideoConsistency, VideoConsistencyResult

_UNNAMED = 0
"""Value of a pixel without a class, if `classes.json` defines the values."""

_Frame = TypeVar("_Frame")


class _ClassMeasure(Protocol):
    def update(
        self, truth: Iterable[ClassMap], prediction: Iterable[ClassMap], *, sequence: str = ""
    ) -> None: ...


def evaluate_miou(
    pred: Path,
    gt: Path,
    *,
    void: Sequence[int] = (),
    shift: int = 0,
    start_progress: StartProgress = unreported,
) -> MIouResult:
    """Return the mean IoU over classes.

    Args:
        pred: results: grey or indexed PNG of class numbers.
        gt: ground truth, likewise.
        void: ground-truth values to ignore in addition to 255.
        shift: added to class numbers of the results to match the ground truth.
        start_progress: called with the number of frames to score.

    Raises:
        FormatError: images are missing, damaged or differ in size, or the classes differ.
    """
    folders = _ClassFolders(pred, gt, shift)
    measure = MIou(folders.void | set(void), folders.names)
    folders.score(measure, start_progress)
    return measure.result()


def evaluate_vc(
    pred: Path,
    gt: Path,
    *,
    void: Sequence[int] = (),
    shift: int = 0,
    start_progress: StartProgress = unreported,
) -> VideoConsistencyResult:
    """Return the video consistency; arguments and errors as for `evaluate_miou`."""
    folders = _ClassFolders(pred, gt, shift)
    measure = VideoConsistency(folders.void | set(void))
    folders.score(measure, start_progress)
    return measure.result()


def evaluate_stq(
    pred: Path,
    gt: Path,
    *,
    things: Sequence[int] = (),
    start_progress: StartProgress = unreported,
) -> StqResult:
    """Return the segmentation and tracking quality of KITTI-STEP folders.

    Args:
        pred: results: RGB PNG, class in R, instance in G and B.
        gt: ground truth, likewise.
        things: class numbers of things; empty for all classes with instances in the ground truth.
        start_progress: called with the number of frames to score.

    Raises:
        FormatError: images are missing, damaged or differ in size.
    """
    sequences = find_sequences(pred, gt)
    for sequence in sequences:
        sequence.check_exist(sequence.results)
    measure = Stq(frozenset(things) or _things(sequences))
    with start_progress(sum(len(one.truths) for one in sequences)) as progress:
        for sequence in sequences:
            truth = _advancing(map(_read_step, sequence.truths), progress)
            measure.update(truth, map(_read_step, sequence.results), sequence=sequence.name)
    return measure.result()


class _ClassFolders:
    """Folders with images of class numbers, from the results and the ground truth, and the class
    names.
    """

    def __init__(self, pred: Path, gt: Path, shift: int) -> None:
        self._sequences = find_sequences(pred, gt)
        for sequence in self._sequences:
            sequence.check_exist(sequence.results)
        first = self._sequences[0]
        self.names = _read_names(gt, first.truths[0].parent)
        pred_names = _read_names(pred, first.result_folder)
        check_names({number + shift: name for number, name in pred_names.items()}, self.names)
        self.void = frozenset({VOID, *_unnamed(self.names)})
        # Values that the shift moves out of 0..255 have no class.
        shifted = np.arange(256) + shift
        shifted[[VOID, *_unnamed(pred_names)]] = VOID
        self._shifted = np.where((shifted < 0) | (shifted > VOID), VOID, shifted).astype(np.uint8)

    def score(self, measure: _ClassMeasure, start_progress: StartProgress) -> None:
        """Update a metric with every frame."""
        with start_progress(sum(len(one.truths) for one in self._sequences)) as progress:
            for sequence in self._sequences:
                truth = _advancing(map(_read_classes, sequence.truths), progress)
                found = (self._shifted[_read_classes(path)] for path in sequence.results)
                measure.update(truth, found, sequence=sequence.name)


def _read_classes(path: Path) -> ClassMap:
    return np.asarray(read_image(path, ("L", "P")), np.uint8)


def _read_step(path: Path) -> StepMap:
    rgb = read_image(path, ("RGB",)).astype(np.uint32)
    numbers = (rgb[..., 0] << INSTANCE_BITS) | (rgb[..., 1] << 8) | rgb[..., 2]
    return np.asarray(numbers, np.uint32)


def _things(sequences: Sequence[SequenceFolders]) -> frozenset[int]:
    """Return the classes with an instance number anywhere in the ground truth."""
    found: set[int] = set()
    for sequence in sequences:
        for path in sequence.truths:
            numbers = np.unique(_read_step(path))
            has_instance = (numbers & ((1 << INSTANCE_BITS) - 1)) > 0
            found.update((numbers[has_instance] >> INSTANCE_BITS).tolist())
    return frozenset(found - {VOID})


def _read_names(*folders: Path) -> dict[int, str]:
    """Return class number -> name from the first `classes.json` in these folders; empty if none."""
    for folder in folders:
        if (folder / CLASSES).is_file():
            entries = read_json(folder / CLASSES).items("categories")
            return {entry.integer("id"): entry.text("name") for entry in entries}
    return {}


def _unnamed(names: dict[int, str]) -> list[int]:
    return [_UNNAMED] if names and _UNNAMED not in names else []


def _advancing(frames: Iterable[_Frame], progress: FrameProgress) -> Iterator[_Frame]:
    for frame in frames:
        yield frame
        progress.advance()
