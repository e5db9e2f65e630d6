"""Evaluate a network on the video itself, using only its exemplars.

The network propagates along paths and back: from each exemplar to the next or, with only one, a few
frames away. Two things count: the masks at the exemplars, compared with those that were drawn, and
how well the masks of both directions agree on the frames in between. The first alone favours a
network that was tuned to these exemplars; the second also shows whether it follows the object where
nothing was drawn.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from gvseg.adaptation.trial_score import TrialScore
from gvseg.engine.memory import MemoryLimits
from gvseg.engine.propagation.sweep import Calibration, Propagator
from gvseg.engine.request import Exemplar
from gvseg.engine.runtime import Runtime
from gvseg.engine.shared_backbone import SharedBackbone
from gvseg.errors import VideoError
from gvseg.masks import Mask
from gvseg.model.network import GvSegNet
from gvseg.video import Video

STEPS = 10
"""Number of steps from one exemplar to the next."""
STEPS_AWAY = 19
"""Number of steps away from a single exemplar."""
LONGEST_STRIDE = 2
"""Largest distance between the frames of a path that starts at a single exemplar. Ten steps of two
frames ranked networks correctly on more validation videos than five steps of six frames."""
FIRST_PASS_SHARE = 0.28
"""Share of the time for the first pass along a path, which also encodes the frames. Up to three
networks then propagate there and back."""
MOST_PATHS = 2
"""Number of paths between exemplars to evaluate, the longest first."""

Frame = NDArray[np.uint8]
Masks = Mapping[int, Mask]


@dataclass(frozen=True, slots=True)
class _Path:
    """Frames to propagate through and back.

    Attributes:
        frames: frames in order, the first of them an exemplar.
        start: drawn masks of the first frame.
        end: drawn masks of the last frame, or None; the way back then starts from the network's own
            masks.
    """

    frames: list[Frame]
    start: Masks
    end: Masks | None


class Trial:
    """Scores networks on a video.

    The networks may differ in anything but the backbone, which encodes each frame only once.

    Args:
        exemplars: exemplars with masks.
        video: source of the frames; read immediately.
        runtime: runtime of the networks.
        calibration: calibration of their confidence.
        limits: limits of their memory.
    """

    def __init__(
        self,
        exemplars: Sequence[Exemplar],
        video: Video,
        runtime: Runtime,
        calibration: Calibration,
        limits: MemoryLimits,
    ) -> None:
        self.size = (video.height, video.width)
        self.runtime, self.calibration, self.limits = runtime, calibration, limits
        self.backbone = SharedBackbone()
        ordered = sorted(exemplars, key=lambda exemplar: exemplar.frame_index)
        self.paths = _paths_between(ordered, video)
        if not self.paths:
            first = next(one for one in ordered if _visible(one.masks))
            frames = _read(video, _away(first.frame_index, video))
            self.paths = [_Path(frames, first.masks, None)]

    @property
    def knows_truth(self) -> bool:
        """True if the paths end at drawn masks."""
        return any(path.end is not None for path in self.paths)

    def shorten(
        self, network: GvSegNet, seconds: float, clock: Callable[[], float] | None = None
    ) -> None:
        """Shorten the paths to fit the time, and encode their frames if possible.

        Args:
            network: one of the networks, which propagates until its share of the time is over.
            seconds: time for the trials of all networks, at most three.
            clock: measures this time; None for the wall clock.
        """
        clock = clock or time.monotonic
        path = self.paths[0]
        until = clock() + FIRST_PASS_SHARE * seconds / len(self.paths)
        steps = 0
        masks = self._masks_along(network, path.frames, {0: _visible(path.start)})
        for steps, _ in enumerate(masks):
            if steps and clock() >= until:
                break
        self.paths = [
            _Path(_fewer(one.frames, steps, keep_end=one.end is not None), one.start, one.end)
            for one in self.paths
        ]

    def __call__(self, network: GvSegNet) -> TrialScore:
        """Return the mean scores over objects."""
        scores = [score for path in self.paths for score in self._score(network, path)]
        return TrialScore(*(float(part) for part in np.mean(scores, 0)))

    def _score(self, network: GvSegNet, path: _Path) -> list[tuple[float, float]]:
        """Return the scores at the exemplars and in between for each object visible at the start.

        Where nothing is in between, the score at the exemplars counts for both.
        """
        shown = _visible(path.start)
        there = self._propagate(network, path.frames, {0: shown})
        if path.end is None:
            joining = _last_masks(there[1:] or there)
        else:
            shown_at_end = _visible(path.end)
            joining = {0: shown_at_end} if shown_at_end else {}
        back = self._propagate(network, path.frames[::-1], joining)[::-1]
        nothing = Mask.empty(*self.size)
        scores = []
        for track, drawn in shown.items():
            ends, agreements = [], []
            end = None if path.end is None else path.end[track]
            if end is not None:
                ends.append(there[-1].get(track, nothing).iou(end))
            if end is None or not end.is_empty:  # otherwise the way back does not show it
                ends.append(back[0].get(track, nothing).iou(drawn))
                agreements = [
                    _agreement(one.get(track, nothing), other.get(track, nothing))
                    for one, other in zip(there[1:-1], back[1:-1], strict=True)
                ]
            at_exemplars = float(np.mean(ends))
            scores.append((at_exemplars, float(np.mean(agreements or at_exemplars))))
        return scores

    def _propagate(
        self, network: GvSegNet, frames: list[Frame], joining: Mapping[int, Masks]
    ) -> list[Masks]:
        """Propagate masks that join at some frames; return the masks of all frames."""
        if not joining:
            return [{} for _ in frames]
        before: list[Masks] = [{} for _ in frames[: min(joining)]]
        return before + list(self._masks_along(network, frames, joining))

    def _masks_along(
        self, network: GvSegNet, frames: list[Frame], joining: Mapping[int, Masks]
    ) -> Iterator[Masks]:
        """Yield the masks of each frame from the first where masks join."""
        tracks = sorted({track for masks in joining.values() for track in masks})
        # Compiled parts would take longer to load than so few frames, and round differently.
        work = Propagator(
            self.backbone.used_by(network.to(self.runtime.device)),
            self.runtime,
            self.size,
            tracks,
            self.calibration,
            self.limits,
        )
        for index, masks in joining.items():
            work.add_exemplar(frames[index], Exemplar(index, masks))
        first = min(joining)
        work.start(first, joining[first])
        yield joining[first]
        for index, frame in enumerate(frames[first + 1 :], start=first + 1):
            given = joining.get(index, {})
            yield {**work.step(index, frame, given).masks, **given}


def _visible(masks: Masks) -> Masks:
    return {track: mask for track, mask in masks.items() if not mask.is_empty}


def _agreement(one: Mask, other: Mask) -> float:
    """Return the IoU of two masks, or 0 if both are empty, because the object is lost in both."""
    return 0.0 if one.is_empty else one.iou(other)


def _last_masks(found: list[Masks]) -> Mapping[int, Masks]:
    """Return each object's last mask that is not empty, by its distance from the last frame."""
    last: dict[int, dict[int, Mask]] = {}
    seen: set[int] = set()
    for back, masks in enumerate(reversed(found)):
        new = {track: mask for track, mask in _visible(masks).items() if track not in seen}
        if new:
            last[back] = new
            seen |= new.keys()
    return last


def _paths_between(ordered: Sequence[Exemplar], video: Video) -> list[_Path]:
    """Return the longest paths between neighbouring exemplars with common objects."""
    common = [(one, other, set(one.masks) & set(other.masks)) for one, other in pairwise(ordered)]
    pairs = [pair for pair in common if any(not pair[0].masks[i].is_empty for i in pair[2])]
    pairs.sort(key=lambda pair: pair[0].frame_index - pair[1].frame_index)
    paths = []
    for one, other, tracks in pairs[:MOST_PATHS]:
        indexes = np.linspace(one.frame_index, other.frame_index, STEPS + 1)
        wanted = [int(index) for index in dict.fromkeys(indexes.round())]
        frames = _read(video, wanted)
        if len(frames) == len(wanted):
            start, end = ({i: e.masks[i] for i in sorted(tracks)} for e in (one, other))
            paths.append(_Path(frames, start, end))
    return paths


def _fewer(frames: list[Frame], steps: int, *, keep_end: bool) -> list[Frame]:
    """Return the first frame and at most `steps` more, spread to the end or directly after the
    first.
    """
    if len(frames) <= steps + 1:
        return frames
    if not keep_end:
        return frames[: steps + 1]
    indexes = np.linspace(0, len(frames) - 1, steps + 1).round().astype(int)
    return [frames[index] for index in indexes]


def _read(video: Video, indexes: list[int]) -> list[Frame]:
    """Return the frames up to the first that cannot be decoded."""
    frames: list[Frame] = []
    for index in indexes:
        try:
            frames.append(video.frame(index))
        except VideoError:
            break
    return frames


def _away(start: int, video: Video) -> list[int]:
    """Return frame indices from the exemplar towards the farther end of the video."""
    last = video.frame_count - 1
    step = 1 if last - start >= start else -1
    room = max(start, last - start)
    stride = max(1, min(LONGEST_STRIDE, room // STEPS_AWAY))
    return [start + step * stride * count for count in range(min(STEPS_AWAY, room // stride) + 1)]
