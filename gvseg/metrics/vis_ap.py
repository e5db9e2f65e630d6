"""Average precision and recall of video instances, as in the YouTube-VIS benchmark.

See Yang et al., "Video Instance Segmentation". These are the COCO metrics with tubes instead of
masks. The IoU of two tubes is the number of pixels that they share over all frames, divided by the
number of pixels that at least one of them has. IoU thresholds go from 0.50 to 0.95, precision is
sampled at 101 recall values, and the size of a tube is the mean area of its masks. A crowd can
match any number of predictions. Unlike in COCO, its IoU is computed in the usual way.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gvseg.errors import FormatError
from gvseg.masks import Mask
from gvseg.metrics.vis_ap_result import ClassScore, Matches, VisApResult

IOU_THRESHOLDS: Final = np.linspace(0.5, 0.95, 10)
MAX_TRACKS: Final = (1, 10, 100)
"""Number of predictions per class and video that count, highest scores first."""
AREAS: Final[Mapping[str, tuple[float, float]]] = {
    "all": (0, 1e10),
    "small": (0, 128**2),
    "medium": (128**2, 256**2),
    "large": (256**2, 1e10),
}
"""Bounds of a tube's mean area in pixels, inclusive."""


@dataclass(frozen=True, slots=True)
class VisTrack:
    """One ground-truth or predicted tube.

    Attributes:
        category: number of its class.
        masks: frame index -> mask; frames without the object are left out.
        score: score of a prediction.
        is_crowd: whether a ground-truth tube is a crowd, which need not be found.
    """

    category: int
    masks: Mapping[int, Mask]
    score: float = 1.0
    is_crowd: bool = False


@dataclass(slots=True)
class VisAp:
    """Matches predicted tubes to true ones, video by video.

    Attributes:
        names: class names, for the table.
    """

    names: Mapping[int, str] = field(default_factory=dict)
    _matches: dict[tuple[int, str], list[Matches]] = field(default_factory=dict, repr=False)
    _videos: set[str] = field(default_factory=set, repr=False)

    def update(
        self, truth: Sequence[VisTrack], prediction: Sequence[VisTrack], *, video: str = ""
    ) -> None:
        """Score a whole video.

        Args:
            truth: all ground-truth tubes of the video.
            prediction: all predicted tubes; classes without ground truth in any video are ignored.
            video: unique name; predictions with equal scores are ranked in the order of the videos.

        Raises:
            FormatError: the video was scored before.
            MaskError: masks of one frame differ in size.
        """
        if video in self._videos:
            raise FormatError(f"The video {video} was scored twice.")
        found: dict[tuple[int, str], Matches] = {}
        for category in {track.category for track in (*truth, *prediction)}:
            true_tubes = [_Tube(track) for track in truth if track.category == category]
            ranked = sorted(
                (track for track in prediction if track.category == category),
                key=lambda track: -track.score,
            )
            found_tubes = [_Tube(track) for track in ranked[: MAX_TRACKS[-1]]]
            ious = np.array([[one.iou(true) for true in true_tubes] for one in found_tubes])
            for area, bounds in AREAS.items():
                matched = _match(true_tubes, found_tubes, ious, bounds)
                found[category, area] = matched
        self._videos.add(video)
        for key, one in found.items():
            self._matches.setdefault(key, []).append(one)

    def merge(self, other: "VisAp") -> None:
        """Add the counts of another instance, for other videos.

        Raises:
            FormatError: both scored the same video.
        """
        if both := self._videos & other._videos:
            raise FormatError(f"The video {min(both)} was scored twice.")
        self._videos |= other._videos
        for key, more in other._matches.items():
            self._matches.setdefault(key, []).extend(more)

    def result(self) -> VisApResult:
        """Return the figures.

        Raises:
            FormatError: there is no ground-truth tube other than crowds.
        """
        categories = sorted({category for category, _ in self._matches})
        scored = {
            (category, area): ClassScore.of_matches(self._matches[category, area], MAX_TRACKS)
            for category in categories
            for area in AREAS
        }
        present = [one for one in categories if scored[one, "all"].wanted]
        if not present:
            raise FormatError("The ground truth has no track; nothing was scored.")
        names = {one: self.names.get(one, f"category {one}") for one in present}
        return VisApResult(names, {key: one for key, one in scored.items() if key[0] in names})


class _Tube:
    """A track with precomputed values for matching."""

    def __init__(self, track: VisTrack) -> None:
        self.score = track.score
        self.is_crowd = track.is_crowd
        self._masks = {index: (mask, mask.box) for index, mask in track.masks.items()}
        areas = [area for mask in track.masks.values() if (area := mask.area)]
        self._pixels = sum(areas)
        self.area = self._pixels / len(areas) if areas else 0.0

    def iou(self, other: "_Tube") -> float:
        """Return the intersection over union over all frames; 0 for two empty tubes."""
        shared = sum(self._shared(other))
        union = self._pixels + other._pixels - shared
        return shared / union if union else 0.0

    def is_outside(self, bounds: tuple[float, float]) -> bool:
        """Return whether the mean area is out of bounds."""
        return not bounds[0] <= self.area <= bounds[1]

    def _shared(self, other: "_Tube") -> Iterator[int]:
        for frame_index, (mask, (x, y, width, height)) in self._masks.items():
            if frame_index not in other._masks:
                continue
            other_mask, (other_x, other_y, other_width, other_height) = other._masks[frame_index]
            across = min(x + width, other_x + other_width) > max(x, other_x)
            if across and min(y + height, other_y + other_height) > max(y, other_y):
                yield (mask & other_mask).area


def _match(
    truth: Sequence[_Tube],
    found: Sequence[_Tube],
    ious: NDArray[np.float64],
    bounds: tuple[float, float],
) -> Matches:
    """Match each prediction, highest score first, to the free ground-truth tube that overlaps most.

    Optional tubes (crowds, and tubes out of bounds) are matched only if no other tube is free.
    Predictions that match them are ignored, as are unmatched predictions out of bounds.
    """
    is_optional = np.array([one.is_crowd or one.is_outside(bounds) for one in truth], np.bool_)
    is_crowd = np.array([one.is_crowd for one in truth], np.bool_)
    is_right = np.zeros((len(IOU_THRESHOLDS), len(found)), np.bool_)
    is_ignored = np.zeros_like(is_right)
    for row, threshold in enumerate(IOU_THRESHOLDS.tolist()):
        is_free = np.ones(len(truth), np.bool_)
        for column, one in enumerate(found):
            taken = -1
            if len(truth):
                is_near = is_free & (ious[column] >= threshold)
                taken = _best(ious[column], is_near & ~is_optional)
                if taken < 0:
                    taken = _best(ious[column], is_near & is_optional)
            if taken < 0:
                is_ignored[row, column] = one.is_outside(bounds)
                continue
            is_free[taken] = is_crowd[taken]
            is_ignored[row, column] = is_optional[taken]
            is_right[row, column] = not is_optional[taken]
    scores = np.array([one.score for one in found], np.float64)
    return Matches(scores, is_right, is_ignored, int(np.count_nonzero(~is_optional)))


def _best(ious: NDArray[np.float64], allowed: NDArray[np.bool_]) -> int:
    """Return the index of the largest allowed value, the last one in a tie; -1 if there is none."""
    indices = np.flatnonzero(allowed)
    if not indices.size:
        return -1
    values = ious[indices]
    return int(indices[np.flatnonzero(values == values.max())[-1]])
