"""Video panoptic quality, as in the evaluation of VIPSeg.

See Kim et al., "Video Panoptic Segmentation", and Miao et al., "Large-scale Video Panoptic
Segmentation in the Wild". Each window of 1, 2, 4 or 6 frames is treated as one volume in which
segments are tubes. Two tubes of a class match if their IoU, without void pixels of the ground
truth, is above one half. The PQ of a class is the sum of the IoU of its matches, divided by the
number of matches plus half the number of unmatched tubes. The VPQ of a window length is the mean
over classes, and VPQ is the mean over window lengths.
"""

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from gvseg.errors import FormatError
from gvseg.metrics.frame_pairs import check_same_size, count_values, pair_frames
from gvseg.metrics.vpq_result import ClassCounts, VpqResult
from gvseg.vocabulary import VocabularyEntry

WINDOWS = (1, 2, 4, 6)
COCO_PANOPTIC_VOID = 0
MAX_ID = 2**24 - 1


@dataclass(frozen=True, slots=True)
class Segment:
    """One segment of a panoptic image.

    Attributes:
        category: number of its class.
        is_crowd: whether it is a crowd, which counts neither as found nor as missed.
    """

    category: int
    is_crowd: bool = False


@dataclass(frozen=True, slots=True)
class PanopticFrame:
    """One frame of truth or prediction.

    Attributes:
        ids: H x W segment ids 0..2**24 - 1, constant for an object through the video; 0 is void.
        segments: the segment of each id in the image, except 0.
    """

    ids: NDArray[np.uint32]
    segments: Mapping[int, Segment]


@dataclass(frozen=True, slots=True)
class _FrameCounts:
    """Statistics of a frame: pixels of every pair of ids, and the segments of both sides."""

    shared: Counter[tuple[int, int]]
    true: Mapping[int, Segment]
    found: Mapping[int, Segment]


_Counts: TypeAlias = dict[tuple[int, int], ClassCounts]


@dataclass(slots=True)
class Vpq:
    """Matches tubes over windows of frames.

    Attributes:
        categories: class number -> class; all classes that truth and prediction may contain.
    """

    categories: Mapping[int, VocabularyEntry]
    _counts: _Counts = field(default_factory=dict, repr=False)

    def update(
        self,
        truth: Iterable[PanopticFrame],
        prediction: Iterable[PanopticFrame],
        *,
        sequence: str = "",
    ) -> None:
        """Score a whole video, frame by frame.

        Args:
            truth: every frame in order.
            prediction: the same for the result; its crowd flags are ignored.
            sequence: name for messages.

        Raises:
            FormatError: lengths or sizes differ, ids and segments do not match, or a class is
                unknown.
        """
        counts: _Counts = {}
        window: deque[_FrameCounts] = deque(maxlen=max(WINDOWS))
        for frame_index, (true, found) in enumerate(pair_frames(truth, prediction, sequence)):
            check_same_size(true.ids, found.ids, frame_index, sequence)
            frame = _count_frame(true, found)
            self._check(frame, f"frame {frame_index} of {sequence or 'the sequence'}")
            window.append(frame)
            for length in WINDOWS:
                if len(window) >= length:
                    _Volume(list(window)[-length:]).count(length, counts)
        _add(self._counts, counts)

    def merge(self, other: "Vpq") -> None:
        """Add the counts of another instance, for other videos and the same classes."""
        _add(self._counts, other._counts)

    def result(self) -> VpqResult:
        """Return the figures.

        Raises:
            FormatError: no segment was scored.
        """
        if not self._counts:
            raise FormatError(
                "Neither the ground truth nor the prediction has a segment; nothing was scored."
            )
        counts = {key: replace(one) for key, one in self._counts.items()}
        return VpqResult(dict(self.categories), WINDOWS, counts)

    def _check(self, frame: _FrameCounts, where: str) -> None:
        true_ids = {true_id for true_id, _ in frame.shared} - {COCO_PANOPTIC_VOID}
        found_ids = {found_id for _, found_id in frame.shared} - {COCO_PANOPTIC_VOID}
        for ids, segments, side in (
            (true_ids, frame.true, "truth"),
            (found_ids, frame.found, "prediction"),
        ):
            if unknown := ids - segments.keys():
                raise FormatError(
                    f"The {side} does not give the class of segment {min(unknown)} in {where}."
                )
            if absent := segments.keys() - ids:
                raise FormatError(
                    f"The {side} lists segment {min(absent)} in {where}, which has no pixels there."
                )
            for segment_id, segment in segments.items():
                if segment.category not in self.categories:
                    raise FormatError(
                        f"In the {side}, segment {segment_id} of {where} has class "
                        f"{segment.category}, which the ground truth does not list."
                    )


def _count_frame(true: PanopticFrame, found: PanopticFrame) -> _FrameCounts:
    both = (true.ids.astype(np.uint64) << np.uint64(24)) | found.ids.astype(np.uint64)
    shared = {(value >> 24, value & MAX_ID): n for value, n in count_values(both).items()}
    return _FrameCounts(Counter(shared), dict(true.segments), dict(found.segments))


class _Volume:
    """Return the tubes of one window of frames."""

    def __init__(self, frames: Iterable[_FrameCounts]) -> None:
        self.shared: Counter[tuple[int, int]] = Counter()
        self.true: dict[int, Segment] = {}
        self.found: dict[int, Segment] = {}
        for frame in frames:
            self.shared.update(frame.shared)
            for known, segments in ((self.true, frame.true), (self.found, frame.found)):
                for segment_id, segment in segments.items():
                    # The first frame decides a tube's class.
                    known.setdefault(segment_id, segment)
        self.true_area: Counter[int] = Counter()
        self.found_area: Counter[int] = Counter()
        for (true_id, found_id), pixels in self.shared.items():
            self.true_area[true_id] += pixels
            self.found_area[found_id] += pixels

    def count(self, length: int, counts: _Counts) -> None:
        """Count matches, misses and false positives."""
        matches = list(self._matches())
        for true_id, _, iou in matches:
            _at(counts, length, self.true[true_id].category).match(iou)
        matched = {true_id for true_id, _, _ in matches}
        for true_id, segment in self.true.items():
            if not segment.is_crowd and true_id not in matched:
                _at(counts, length, segment.category).missed += 1
        # If a class has several crowds, only the last one is used, as in the official evaluation.
        crowds = {one.category: true_id for true_id, one in self.true.items() if one.is_crowd}
        matched = {found_id for _, found_id, _ in matches}
        for found_id, segment in self.found.items():
            excused = self.shared[COCO_PANOPTIC_VOID, found_id]
            if segment.category in crowds:
                excused += self.shared[crowds[segment.category], found_id]
            if found_id not in matched and 2 * excused <= self.found_area[found_id]:
                _at(counts, length, segment.category).false += 1

    def _matches(self) -> Iterator[tuple[int, int, float]]:
        """Return (true id, predicted id, IoU) of tubes of one class with an IoU above one half."""
        for (true_id, found_id), pixels in self.shared.items():
            true, found = self.true.get(true_id), self.found.get(found_id)
            if true is None or found is None or true.is_crowd or true.category != found.category:
                continue
            union = self.true_area[true_id] + self.found_area[found_id] - pixels
            union -= self.shared[COCO_PANOPTIC_VOID, found_id]
            if 2 * pixels > union:
                yield true_id, found_id, pixels / union


def _at(counts: _Counts, length: int, category: int) -> ClassCounts:
    return counts.setdefault((length, category), ClassCounts())


def _add(counts: _Counts, more: _Counts) -> None:
    for (length, category), one in more.items():
        _at(counts, length, category).add(one)
