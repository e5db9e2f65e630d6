"""Clips of objects pasted over video and stills, with distractors that cross their paths.

Objects from labelled sequences deform realistically. A distractor is a second paste of the same
object, so only its position distinguishes it from the target.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from gvseg.masks import VOID
from gvseg.synthesis.motion import Motion
from gvseg.synthesis.photometry import Photometry
from gvseg.synthesis.stills import (
    ClipStyle,
    LabelledClip,
    Layer,
    Still,
    backdrop,
    box_of,
    hidden_frames,
    render,
)
from training.crops import cropped_clip
from training.cut_outs import CutOut, cut_from_still, cut_from_video, share_at_border
from training.real_clips import FrameSample, VideoSet

DrawStill = Callable[[np.random.Generator], Still]
Path = NDArray[np.float64]
"""Frames x 2: (x, y) of an object's centre on the canvas, in pixels."""

REAL_BACKDROP = 0.6
"""Share of clips pasted over real video; the others use a moving still."""
TRACKED_BACKDROP = 0.65
"""Share of clips in which objects of the backdrop are tracked too."""
DISTRACTOR = 0.65
"""Share of clips with a distractor."""
TRACKED = 0.6
"""Share of pasted objects that are tracked, as long as ids are left."""
CROSSING = 0.6
"""Share of distractors that cross the target's path; the others move alongside it."""
TURNING_BACK = 0.3
"""Share of the crossing distractors that turn back where they meet the target."""
SAME_LIGHT = 0.6
"""Share of distractors with the target's lighting."""
RECOLOURED = 0.2
"""Share of distractors with another hue."""
FROM_VIDEO = 0.7
"""Share of pasted objects from video; the others come from stills."""
PASTED_CHANCE = (0.5, 0.3, 0.15, 0.05)
"""Probability of pasting one, two, three and four objects, without distractors."""
SMALLEST_SIDE, LARGEST_SIDE = 0.18, 0.7
"""Size range of a pasted object, as a share of the canvas side."""
LARGEST_ZOOM = 2.0
MAX_AT_BORDER = 0.3
TRIES = 4
"""Number of attempts at drawing an object that the frame's border does not cut off."""
VIDEO_MOTION = 0.4
"""Extra rotation and bending of an object from video, relative to one from a still."""


@dataclass(frozen=True, slots=True)
class _Target:
    """The object that a distractor resembles.

    Attributes:
        path: its path on the canvas.
        extent: its length on the canvas in frame 0, in pixels.
        source: the video and segment that it comes from; None for a still.
        cut_out: the object itself, if it is pasted.
        layer: its layer, if it is pasted.
    """

    path: Path
    extent: float
    source: tuple[int, int] | None
    cut_out: CutOut | None = None
    layer: Layer | None = None


class PastedClips:
    """Creates clips of pasted objects.

    Args:
        videos: source of objects and backdrops; at least one video.
        draw_still: draws a still with objects.
    """

    def __init__(self, videos: VideoSet, draw_still: DrawStill) -> None:
        self.videos, self.draw_still = videos, draw_still

    def clip(self, rng: np.random.Generator, objects: int, style: ClipStyle) -> LabelledClip:
        """Return a clip with up to `objects` tracked objects (ids from 1).

        The same state of `rng` gives the same clip.
        """
        most = (objects + 1) // 2 if rng.random() < TRACKED_BACKDROP else 0
        behind: LabelledClip | None = None
        layers: list[Layer] = []
        target: _Target | None = None
        if rng.random() < REAL_BACKDROP:
            behind, target = self._real_backdrop(rng, most, style)
            taken = int(behind.labels[behind.labels < VOID].max(initial=0))
        else:
            still = self.draw_still(rng)
            own = [int(label) for label in np.unique(still.labels) if 0 < label < VOID]
            rng.shuffle(own)
            ids = {label: index + 1 for index, label in enumerate(own[:most])}
            layers.append(backdrop(rng, still, ids, style))
            taken = len(ids)
        pasted = []
        for _ in range(1 + int(rng.choice(len(PASTED_CHANCE), p=PASTED_CHANCE))):
            new = self._paste(rng, style)
            if new.layer is not None:
                pasted.append(new.layer)
            target = target or new
        if target is not None and rng.random() < DISTRACTOR:
            pasted.insert(min(1, len(pasted)), self._distractor(rng, target, style))
        _give_ids(rng, pasted, taken, objects)
        order = rng.permutation(len(pasted))
        return render(rng, [*layers, *(pasted[index] for index in order)], style, behind)

    def _real_backdrop(
        self, rng: np.random.Generator, most: int, style: ClipStyle
    ) -> tuple[LabelledClip, _Target | None]:
        sample = self.videos.sample(rng, style.frames)
        tracked = list(sample.trackable)
        rng.shuffle(tracked)
        labels = sample.labels(tracked[:most])
        # `render` changes the lighting of the whole clip later.
        clip = cropped_clip(rng, sample.images, labels, style, light=0.0)
        masks = clip.labels == 1
        if not masks[0].any():
            return clip, None
        boxes = [box_of(mask) if mask.any() else None for mask in masks]
        path = _fill_gaps([None if box is None else (box[0], box[1]) for box in boxes])
        first = boxes[0] or (0.0, 0.0, 1.0, 1.0)
        return clip, _Target(path, max(first[2], first[3]), (sample.number, tracked[0]))

    def _paste(self, rng: np.random.Generator, style: ClipStyle) -> _Target:
        """Return an object pasted along a random path."""
        source: tuple[int, int] | None = None
        if rng.random() < FROM_VIDEO and (found := self._cut_from_some_video(rng, style.frames)):
            cut_out, source = found
        else:
            cut_out = self._cut_from_some_still(rng, style.frames)
        low, high = np.log(SMALLEST_SIDE), np.log(LARGEST_SIDE)
        zoom = style.canvas * float(np.exp(rng.uniform(low, high))) / cut_out.extent
        start = rng.uniform(0.2, 0.8, 2) * style.canvas
        motion = _motion(rng, cut_out, start, min(zoom, LARGEST_ZOOM), style)
        layer = _layer(rng, cut_out, motion, Photometry(rng, style.frames, 0.7), style)
        path = start + motion.path[:, :2] * style.canvas
        return _Target(path, cut_out.extent * motion.zoom, source, cut_out, layer)

    def _distractor(self, rng: np.random.Generator, target: _Target, style: ClipStyle) -> Layer:
        """Return a distractor of the target's size that crosses its path or moves alongside."""
        cut_out = target.cut_out
        if target.source is not None:
            cut_out = self._cut_at_another_time(rng, target, style.frames) or cut_out
        if cut_out is None:  # the video does not show the whole object a second time
            cut_out = self._cut_from_some_still(rng, style.frames)
        if rng.random() < RECOLOURED:
            cut_out = cut_out.recoloured(int(rng.integers(20, 160)))
        start = _position_beside(rng, target, style.canvas)
        path, own_path = _paths(rng, target, start)
        zoom = target.extent / cut_out.extent * float(np.exp(rng.uniform(-0.08, 0.08)))
        motion = _motion(rng, cut_out, start, zoom, style)
        light = 0.0 if target.layer is None else 0.7
        look = Photometry(rng, style.frames, light)
        if target.layer is not None:
            same = target.layer.motion
            motion.path[:, 2:], motion.bend_start = same.path[:, 2:].copy(), same.bend_start
            same.travel((own_path - own_path[0]) / style.canvas)
            look = target.layer.photometry
        if rng.random() >= SAME_LIGHT:
            look = Photometry(rng, style.frames, 0.7)
        motion.travel((path - start) / style.canvas)
        return _layer(rng, cut_out, motion, look, style)

    def _cut_from_some_video(
        self, rng: np.random.Generator, frames: int
    ) -> tuple[CutOut, tuple[int, int]] | None:
        for _ in range(TRIES):
            sample = self.videos.sample(rng, frames)
            if sample.trackable:
                segment = int(rng.choice(sample.trackable))
                if cut_out := _cut_whole(sample, segment):
                    return cut_out, (sample.number, segment)
        return None

    def _cut_at_another_time(
        self, rng: np.random.Generator, target: _Target, frames: int
    ) -> CutOut | None:
        if target.source is None:
            return None
        number, segment = target.source
        for _ in range(TRIES):
            sample = self.videos.sample(rng, frames, number=number)
            if segment in sample.trackable and (cut_out := _cut_whole(sample, segment)):
                return cut_out
        return None

    def _cut_from_some_still(self, rng: np.random.Generator, frames: int) -> CutOut:
        while True:
            still = self.draw_still(rng)
            labels = [int(label) for label in np.unique(still.labels) if 0 < label < VOID]
            if labels:
                return cut_from_still(still, int(rng.choice(labels)), frames)


def _cut_whole(sample: FrameSample, segment: int) -> CutOut | None:
    """Return an object of a sample; None if the frame's border cuts it off."""
    masks = [np.asarray(segments == segment) for segments in sample.segments]
    if max(share_at_border(mask) for mask in masks) > MAX_AT_BORDER:
        return None
    return cut_from_video(sample.images, masks)


def _give_ids(rng: np.random.Generator, pasted: list[Layer], taken: int, objects: int) -> None:
    """Give ids to tracked layers. If the backdrop has no tracked object, the first layer always
    gets one.
    """
    for index, layer in enumerate(pasted):
        is_needed = index == 0 and taken == 0
        if taken < objects and (is_needed or rng.random() < TRACKED):
            taken += 1
            layer.ids[1] = taken


def _layer(
    rng: np.random.Generator, cut_out: CutOut, motion: Motion, look: Photometry, style: ClipStyle
) -> Layer:
    hidden = hidden_frames(rng, style)
    first = cut_out.stills[0]
    return Layer(first, motion, look, {1: 0}, True, hidden, video=cut_out.stills)


def _motion(
    rng: np.random.Generator,
    cut_out: CutOut,
    position: NDArray[np.float64],
    zoom: float,
    style: ClipStyle,
) -> Motion:
    reduced = style.object.stronger(VIDEO_MOTION)
    strength = replace(reduced, shift=style.object.shift) if cut_out.is_moving else style.object
    return Motion(
        rng,
        frames=style.frames,
        canvas=style.canvas,
        centre_xy=cut_out.centre_xy,
        position_xy=(float(position[0]), float(position[1])),
        zoom=zoom,
        strength=strength,
    )


def _position_beside(rng: np.random.Generator, target: _Target, canvas: int) -> NDArray[np.float64]:
    """Draw a position near the target with little overlap in frame 0."""
    position = target.path[0]
    for _ in range(TRIES):
        angle = rng.uniform(-np.pi, np.pi)
        distance = target.extent * rng.uniform(0.6, 1.5)
        position = target.path[0] + distance * np.array([np.cos(angle), 0.5 * np.sin(angle)])
        if (np.abs(position / canvas - 0.5) < 0.42).all():
            break
    return np.asarray(np.clip(position, 0.05 * canvas, 0.95 * canvas))


def _paths(
    rng: np.random.Generator, target: _Target, start: NDArray[np.float64]
) -> tuple[Path, Path]:
    """Return the paths of a distractor and of its target; an unpasted target keeps its path."""
    frames = len(target.path)
    if rng.random() >= CROSSING:
        wobble = rng.normal(0, 0.05 * target.extent, (frames, 2)).cumsum(0)
        return start + target.path - target.path[0] + wobble - wobble[0], target.path
    meeting = float(rng.uniform(0.3, 0.85)) * (frames - 1)
    time = np.arange(frames) / meeting
    if rng.random() < TURNING_BACK:
        time = 1 - np.abs(1 - time)
    miss = rng.normal(0, 0.12, 2) * target.extent
    own = target.path
    meeting_point = np.array(
        [np.interp(meeting, np.arange(frames), own[:, axis]) for axis in (0, 1)]
    )
    if target.layer is not None:
        # Each moves half the distance, in addition to the target's original motion.
        drift = own - own[0]
        to_middle = (start - own[0]) / 2
        own = own[0] + time[:, None] * to_middle + drift
        return start - time[:, None] * (to_middle - miss) + drift, own
    return start + time[:, None] * (meeting_point + miss - start), own


def _fill_gaps(positions: list[tuple[float, float] | None]) -> Path:
    """Return positions, with those of hidden frames copied from the previous frame."""
    filled: list[tuple[float, float]] = []
    for position in positions:
        filled.append(position or filled[-1])
    return np.array(filled)
