"""Evaluate a network on the video itself, using only its exemplars.

With several exemplars, the network propagates from one to the next, and the result is compared with
the mask there. With one exemplar, it propagates a few frames away and back again. Both show real
changes of appearance, which copies of an exemplar lack.
"""

import time
from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from gvseg.engine.compiled_network import network_on
from gvseg.engine.memory import MemoryLimits
from gvseg.engine.propagation.sweep import Calibration, Propagator
from gvseg.engine.request import Exemplar
from gvseg.engine.runtime import Runtime
from gvseg.errors import VideoError
from gvseg.masks import Mask
from gvseg.model.network import GvSegNet
from gvseg.video import Video

STEPS = 10
"""Number of steps per path."""
LONGEST_STRIDE = 2
"""Largest distance between frames of a path. Ten steps of two frames ranked networks correctly on
more validation videos than five steps of six frames."""
LONGEST_LEGS = 2
"""Number of paths between exemplars to evaluate, the longest first."""

Frame = NDArray[np.uint8]
Masks = Mapping[int, Mask]


class Trial:
    """Scores networks on a video; calling it returns a mean IoU, 0..1.

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
        self.legs: list[tuple[list[Frame], Masks, Masks | None]] = []
        ordered = sorted(exemplars, key=lambda exemplar: exemplar.frame_index)
        legs = [
            (a, b)
            for a, b in pairwise(ordered)
            if any(not a.masks[i].is_empty for i in _both(a, b))
        ]
        legs.sort(key=lambda leg: leg[0].frame_index - leg[1].frame_index)
        for start, end in legs[:LONGEST_LEGS]:
            indexes = np.linspace(start.frame_index, end.frame_index, STEPS + 1)
            wanted = [int(index) for index in dict.fromkeys(indexes.round())]
            frames = _read(video, wanted)
            if len(frames) < len(wanted):
                continue
            common = _both(start, end)
            self.legs.append(
                (frames, {i: start.masks[i] for i in common}, {i: end.masks[i] for i in common})
            )
        if not self.legs:
            first = next(one for one in ordered if any(not m.is_empty for m in one.masks.values()))
            frames = _read(video, _away(first.frame_index, video))
            self.legs.append((frames, first.masks, None))

    @property
    def knows_truth(self) -> bool:
        """True if the paths end at drawn masks."""
        return any(truth is not None for _, _, truth in self.legs)

    def shorten(self, network: GvSegNet, seconds: float) -> None:
        """Drop frames so that scoring a network takes about `seconds`, if possible."""
        frames, given, _ = self.legs[0]
        began = time.monotonic()
        shown = {track: mask for track, mask in given.items() if not mask.is_empty}
        self._propagate(network, frames[:2], shown)
        step_s = time.monotonic() - began
        passes = sum(1 if truth is not None else 2 for _, _, truth in self.legs)
        steps = max(1, int(seconds / max(step_s * passes, 1e-6)))
        self.legs = [
            (_fewer(frames, steps, keep_end=truth is not None), given, truth)
            for frames, given, truth in self.legs
        ]

    def __call__(self, network: GvSegNet) -> float:
        """Return the mean IoU at the ends of the paths."""
        scores = []
        for frames, given, truth in self.legs:
            shown = {track: mask for track, mask in given.items() if not mask.is_empty}
            found = self._propagate(network, frames, shown)
            if truth is None:
                found = {track: mask for track, mask in found.items() if not mask.is_empty}
                found = self._propagate(network, frames[::-1], found) if found else {}
                truth = shown
            nothing = Mask.empty(*self.size)
            scores += [found.get(track, nothing).iou(truth[track]) for track in shown]
        return float(np.mean(scores))

    def _propagate(self, network: GvSegNet, frames: list[Frame], masks: Masks) -> dict[int, Mask]:
        """Propagate the masks of the first frame and return those of the last."""
        tracks = sorted(masks)
        work = Propagator(
            network_on(self.runtime, network, self.size, len(frames)),
            self.runtime,
            self.size,
            tracks,
            self.calibration,
            self.limits,
        )
        work.add_exemplar(frames[0], Exemplar(0, masks))
        work.start(masks)
        found = dict(masks)
        for index, frame in enumerate(frames[1:], start=1):
            found = work.step(index, frame, {}).masks
        return found


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


def _both(start: Exemplar, end: Exemplar) -> list[int]:
    """Return the objects that both exemplars name."""
    return sorted(set(start.masks) & set(end.masks))


def _away(start: int, video: Video) -> list[int]:
    """Return frame indices from the exemplar towards the farther end of the video."""
    last = video.frame_count - 1
    step = 1 if last - start >= start else -1
    room = max(start, last - start)
    stride = max(1, min(LONGEST_STRIDE, room // STEPS))
    return [start + step * stride * count for count in range(min(STEPS, room // stride) + 1)]
