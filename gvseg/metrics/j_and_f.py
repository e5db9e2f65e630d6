"""Region similarity J and contour accuracy F, as the DAVIS benchmark defines them.

See Perazzi et al., "A Benchmark Dataset and Evaluation Methodology for Video Object Segmentation".
In the semi-supervised protocol of DAVIS 2017, the first frame is given and the last is not scored.
All objects of the first frame have equal weight. J&F is the mean of the two means.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from gvseg.errors import FormatError
from gvseg.masks import VOID
from gvseg.metrics.frame_pairs import check_same_size, pair_frames
from gvseg.metrics.j_and_f_result import JAndFResult, ObjectScore, Statistics

IdMap: TypeAlias = NDArray[np.uint8]
"""H x W: 0 background, 1..254 objects, 255 void."""

BoolMap: TypeAlias = NDArray[np.bool_]
"""H x W."""

BOUND_FRACTION = 0.008
"""Largest distance of matching contours, as a share of the frame's diagonal."""


@dataclass(slots=True)
class JAndF:
    """Accumulates J and F over sequences.

    As in the semi-supervised protocol of DAVIS 2017, the objects are the ids from 1 to the largest
    in the first ground-truth frame, and the first and last frame are not scored.
    """

    _frames: dict[tuple[str, int], list[tuple[float, float]]] = field(default_factory=dict)

    def update(
        self,
        truth: Iterable[IdMap],
        prediction: Iterable[IdMap],
        *,
        sequence: str = "",
    ) -> None:
        """Score a whole sequence, frame by frame.

        Void pixels of the truth are ignored; void in a prediction is background.

        Args:
            truth: H x W uint8 object ids of every frame in order, from the first.
            prediction: the same for the result; its first and last frames are ignored.
            sequence: unique name.

        Raises:
            FormatError: lengths or sizes differ, there are fewer than three frames, the first frame
                has no object, the sequence was scored before, or a predicted id is not in the
                truth.
        """
        scores: dict[int, list[tuple[float, float]]] = {}
        ids_seen: set[int] = set()
        ids_predicted: set[int] = set()
        count = 0
        pairs = pair_frames(truth, prediction, sequence)
        for frame_index, is_inner, (true_ids, found_ids) in _mark_inner(pairs):
            count = frame_index + 1
            ids_seen.update(_ids(true_ids))
            if frame_index == 0:
                scores = {number: [] for number in range(1, max(ids_seen, default=0) + 1)}
            if not is_inner:
                continue
            check_same_size(true_ids, found_ids, frame_index, sequence)
            ids_predicted.update(_ids(found_ids))
            for number, values in scores.items():
                values.append(_score(true_ids, found_ids, number))
        self._check(sequence, count, scores, ids_predicted - ids_seen)
        self._frames.update({(sequence, number): rows for number, rows in scores.items()})

    def merge(self, other: "JAndF") -> None:
        """Add the counts of another instance, for other sequences.

        Raises:
            FormatError: both scored the same sequence.
        """
        if both := self._frames.keys() & other._frames.keys():
            raise FormatError(f"The sequence {min(both)[0]} was scored twice.")
        self._frames.update(other._frames)

    def result(self) -> JAndFResult:
        """Return the figures.

        Raises:
            FormatError: nothing was scored.
        """
        if not self._frames:
            raise FormatError("No sequence was scored.")
        return JAndFResult(
            tuple(
                _object_score(sequence, number, np.array(rows))
                for (sequence, number), rows in sorted(self._frames.items())
            )
        )

    def _check(
        self, sequence: str, count: int, scores: Mapping[int, object], strangers: set[int]
    ) -> None:
        name = sequence or "The sequence"
        if any(known == sequence for known, _ in self._frames):
            raise FormatError(f"The sequence {sequence} was scored twice.")
        if count < 3:
            raise FormatError(
                f"{name} has {count} frames, but at least three are needed: the first and last "
                f"are not scored."
            )
        if not scores:
            raise FormatError(f"{name} has no object in the first frame of the truth.")
        if strangers:
            raise FormatError(
                f"{name}: the prediction has object {min(strangers)}, which the ground truth "
                f"does not have."
            )


def region_similarity(truth: BoolMap, prediction: BoolMap, void: BoolMap | None = None) -> float:
    """Return J of one object in one frame: IoU outside void; 1 if both masks are empty.

    Args:
        truth, prediction: H x W masks of the object.
        void: H x W, pixels to ignore.
    """
    if void is not None:
        truth, prediction = truth & ~void, prediction & ~void
    union = int(np.count_nonzero(truth | prediction))
    return int(np.count_nonzero(truth & prediction)) / union if union else 1.0


def contour_accuracy(
    truth: BoolMap,
    prediction: BoolMap,
    void: BoolMap | None = None,
    *,
    bound_fraction: float = BOUND_FRACTION,
) -> float:
    """Return F of one object in one frame: agreement of the outlines within a small distance.

    Args:
        truth, prediction: H x W masks of the object.
        void: H x W, pixels that count as background in both.
        bound_fraction: this distance as a share of the frame's diagonal, rounded up to pixels.
    """
    if void is not None:
        truth, prediction = truth & ~void, prediction & ~void
    bound_px = math.ceil(bound_fraction * float(np.linalg.norm(truth.shape)))
    crop = _crop(truth | prediction)
    if crop is None:
        return 1.0
    true_outline, found_outline = _outline(truth[crop]), _outline(prediction[crop])
    true_count = int(np.count_nonzero(true_outline))
    found_count = int(np.count_nonzero(found_outline))
    if true_count == 0 or found_count == 0:
        return 1.0 if true_count == found_count else 0.0
    precision = np.count_nonzero(found_outline & _near(true_outline, bound_px)) / found_count
    recall = np.count_nonzero(true_outline & _near(found_outline, bound_px)) / true_count
    both = precision + recall
    return 2 * precision * recall / both if both else 0.0


def _outline(mask: BoolMap) -> BoolMap:
    """Return the pixels that differ from their right, lower or lower right neighbour."""
    outline = np.zeros_like(mask)
    outline[:-1, :-1] = (
        (mask[:-1, :-1] ^ mask[:-1, 1:])
        | (mask[:-1, :-1] ^ mask[1:, :-1])
        | (mask[:-1, :-1] ^ mask[1:, 1:])
    )
    outline[-1, :-1] = mask[-1, :-1] ^ mask[-1, 1:]
    outline[:-1, -1] = mask[:-1, -1] ^ mask[1:, -1]
    return outline


def _near(outline: BoolMap, bound_px: int) -> BoolMap:
    """Dilate an outline by a disk of the given radius."""
    distance = cv2.distanceTransform(
        np.logical_not(outline).astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_PRECISE
    )
    # Squared distances are integers, so comparing half a step above the radius is safe from
    # rounding.
    return np.asarray(distance <= math.sqrt(bound_px**2 + 0.5), dtype=np.bool_)


def _crop(union: BoolMap) -> tuple[slice, slice] | None:
    """Return the crop that contains both masks and their outlines; None if empty.

    The row above and the column to the left can contain outline pixels. Two rows below and two
    columns to the right separate the border of the crop from that of the frame, where outlines
    differ.
    """
    rows, columns = np.flatnonzero(union.any(axis=1)), np.flatnonzero(union.any(axis=0))
    if not rows.size:
        return None
    return (
        slice(max(int(rows[0]) - 1, 0), int(rows[-1]) + 3),
        slice(max(int(columns[0]) - 1, 0), int(columns[-1]) + 3),
    )


def _score(true_ids: IdMap, found_ids: IdMap, number: int) -> tuple[float, float]:
    truth, prediction, void = true_ids == number, found_ids == number, true_ids == VOID
    return region_similarity(truth, prediction, void), contour_accuracy(truth, prediction, void)


def _object_score(sequence: str, number: int, rows: NDArray[np.float64]) -> ObjectScore:
    j_frames, f_frames = rows[:, 0], rows[:, 1]
    return ObjectScore(
        sequence=sequence,
        object_id=number,
        j=Statistics.of_frames(j_frames),
        f=Statistics.of_frames(f_frames),
        j_frames=tuple(j_frames.tolist()),
        f_frames=tuple(f_frames.tolist()),
    )


def _mark_inner(
    pairs: Iterator[tuple[IdMap, IdMap]],
) -> Iterator[tuple[int, bool, tuple[IdMap, IdMap]]]:
    """Yield the frames with their index and whether they are between the first and the last."""
    held = next(pairs, None)
    frame_index = 0
    while held is not None:
        following = next(pairs, None)
        yield frame_index, frame_index > 0 and following is not None, held
        held, frame_index = following, frame_index + 1


def _ids(id_map: IdMap) -> set[int]:
    return set(np.flatnonzero(np.bincount(id_map.ravel(), minlength=256)).tolist()) - {0, VOID}
