"""Clips of objects pasted over video and stills, with look-alikes whose paths cross.

A labelled sequence gives an object with its real deformation. Pasted several times over, it gives
clips in which the place of an object, and not its look, tells which one it is.
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
from training.real_clips import Stretch, VideoSet

DrawStill = Callable[[np.random.Generator], Still]
Path = NDArray[np.float64]
"""Frames x 2: (x, y) of an object's middle on the canvas, in pixels."""

REAL_BACKDROP = 0.6
"""Share of clips that are pasted over real video; the others lie over a moving still."""
FOLLOWED_BACKDROP = 0.65
"""Share of clips in which objects of the backdrop are followed."""
RIVAL = 0.65
"""Share of clips with a look-alike of the first object."""
FOLLOWED = 0.6
"""Share of pasted objects that are followed, as long as there are ids left."""
CROSSING = 0.6
"""Share of look-alikes whose path meets the first object's; the others move beside it."""
TURNING_BACK = 0.3
"""Share of those that part on the side from which they came."""
SAME_LIGHT = 0.6
"""Share of look-alikes that are lit as the first object is."""
RECOLOURED = 0.2
"""Share of look-alikes of another hue."""
FROM_VIDEO = 0.7
"""Share of pasted objects that come from video and not from a still."""
PASTED_CHANCE = (0.5, 0.3, 0.15, 0.05)
"""Chance of one, two, three, four objects being pasted, look-alikes apart."""
SMALLEST_SIDE, LARGEST_SIDE = 0.18, 0.7
"""Length of a pasted object in canvas sides."""
LARGEST_ZOOM = 2.0
MOST_AT_BORDER = 0.3
TRIES = 4
"""How often an object is drawn again that the frame's border cuts off."""
REAL_CALM = 0.4
"""How much an object from video turns and bends beside its own motion, against one from a still."""


@dataclass(frozen=True, slots=True)
class _Leader:
    """The object that a look-alike is made for.

    Attributes:
        path: where it goes.
        extent: its length on the canvas in frame 0, pixels.
        source: the video and segment that it comes from, if it comes from one.
        cut_out: the object itself, where it was pasted.
        layer: the layer that shows it, where it was pasted.
    """

    path: Path
    extent: float
    source: tuple[int, int] | None
    cut_out: CutOut | None = None
    layer: Layer | None = None


class PastedClips:
    """Makes clips of pasted objects.

    Args:
        videos: at least one, to take objects and backdrops from.
        draw_still: draws a picture with objects.
    """

    def __init__(self, videos: VideoSet, draw_still: DrawStill) -> None:
        self.videos, self.draw_still = videos, draw_still

    def clip(self, rng: np.random.Generator, objects: int, style: ClipStyle) -> LabelledClip:
        """Make a clip that follows up to `objects` objects (ids from 1).

        The same state of `rng` gives the same clip.
        """
        most = (objects + 1) // 2 if rng.random() < FOLLOWED_BACKDROP else 0
        behind: LabelledClip | None = None
        layers: list[Layer] = []
        leader: _Leader | None = None
        if rng.random() < REAL_BACKDROP:
            behind, leader = self._real_backdrop(rng, most, style)
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
            leader = leader or new
        if leader is not None and rng.random() < RIVAL:
            pasted.insert(min(1, len(pasted)), self._rival(rng, leader, style))
        _give_ids(rng, pasted, taken, objects)
        order = rng.permutation(len(pasted))
        return render(rng, [*layers, *(pasted[index] for index in order)], style, behind)

    def _real_backdrop(
        self, rng: np.random.Generator, most: int, style: ClipStyle
    ) -> tuple[LabelledClip, _Leader | None]:
        stretch = self.videos.stretch(rng, style.frames)
        followed = list(stretch.followable)
        rng.shuffle(followed)
        labels = stretch.labels(followed[:most])
        # The light changes once everything is pasted.
        clip = cropped_clip(rng, stretch.images, labels, style, light=0.0)
        masks = clip.labels == 1
        if not masks[0].any():
            return clip, None
        boxes = [box_of(mask) if mask.any() else None for mask in masks]
        path = _filled([None if box is None else (box[0], box[1]) for box in boxes])
        first = boxes[0] or (0.0, 0.0, 1.0, 1.0)
        return clip, _Leader(path, max(first[2], first[3]), (stretch.number, followed[0]))

    def _paste(self, rng: np.random.Generator, style: ClipStyle) -> _Leader:
        """Return an object on a path of its own."""
        source: tuple[int, int] | None = None
        if rng.random() < FROM_VIDEO and (found := self._cut_from_some_video(rng, style.frames)):
            cut_out, source = found
        else:
            cut_out = self._cut_from_some_still(rng, style.frames)
        low, high = np.log(SMALLEST_SIDE), np.log(LARGEST_SIDE)
        zoom = style.canvas * float(np.exp(rng.uniform(low, high))) / cut_out.extent
        place = rng.uniform(0.2, 0.8, 2) * style.canvas
        motion = _motion(rng, cut_out, place, min(zoom, LARGEST_ZOOM), style)
        layer = _layer(rng, cut_out, motion, Photometry(rng, style.frames, 0.7), style)
        path = place + motion.path[:, :2] * style.canvas
        return _Leader(path, cut_out.extent * motion.zoom, source, cut_out, layer)

    def _rival(self, rng: np.random.Generator, leader: _Leader, style: ClipStyle) -> Layer:
        """Return a look-alike: of the same size, in another place, crossing or beside it."""
        cut_out = leader.cut_out
        if leader.source is not None:
            cut_out = self._cut_at_another_time(rng, leader, style.frames) or cut_out
        if cut_out is None:  # The object's own video did not show it whole a second time.
            cut_out = self._cut_from_some_still(rng, style.frames)
        if rng.random() < RECOLOURED:
            cut_out = cut_out.recoloured(int(rng.integers(20, 160)))
        start = _beside(rng, leader, style.canvas)
        path, own_path = _paths(rng, leader, start)
        zoom = leader.extent / cut_out.extent * float(np.exp(rng.uniform(-0.08, 0.08)))
        motion = _motion(rng, cut_out, start, zoom, style)
        light = 0.0 if leader.layer is None else 0.7
        look = Photometry(rng, style.frames, light)
        if leader.layer is not None:
            same = leader.layer.motion
            motion.path[:, 2:], motion.bend_start = same.path[:, 2:].copy(), same.bend_start
            same.travel((own_path - own_path[0]) / style.canvas)
            look = leader.layer.photometry
        if rng.random() >= SAME_LIGHT:
            look = Photometry(rng, style.frames, 0.7)
        motion.travel((path - start) / style.canvas)
        return _layer(rng, cut_out, motion, look, style)

    def _cut_from_some_video(
        self, rng: np.random.Generator, frames: int
    ) -> tuple[CutOut, tuple[int, int]] | None:
        for _ in range(TRIES):
            stretch = self.videos.stretch(rng, frames)
            if stretch.followable:
                segment = int(rng.choice(stretch.followable))
                if cut_out := _cut_whole(stretch, segment):
                    return cut_out, (stretch.number, segment)
        return None

    def _cut_at_another_time(
        self, rng: np.random.Generator, leader: _Leader, frames: int
    ) -> CutOut | None:
        if leader.source is None:
            return None
        number, segment = leader.source
        for _ in range(TRIES):
            stretch = self.videos.stretch(rng, frames, number=number)
            if segment in stretch.followable and (cut_out := _cut_whole(stretch, segment)):
                return cut_out
        return None

    def _cut_from_some_still(self, rng: np.random.Generator, frames: int) -> CutOut:
        while True:
            still = self.draw_still(rng)
            labels = [int(label) for label in np.unique(still.labels) if 0 < label < VOID]
            if labels:
                return cut_from_still(still, int(rng.choice(labels)), frames)


def _cut_whole(stretch: Stretch, segment: int) -> CutOut | None:
    """Return an object of a stretch, unless the frame's border cuts it off."""
    masks = [np.asarray(segments == segment) for segments in stretch.segments]
    if max(share_at_border(mask) for mask in masks) > MOST_AT_BORDER:
        return None
    return cut_from_video(stretch.images, masks)


def _give_ids(rng: np.random.Generator, pasted: list[Layer], taken: int, objects: int) -> None:
    """Number what is followed; the first pasted object is, where nothing of the backdrop is."""
    for index, layer in enumerate(pasted):
        is_needed = index == 0 and taken == 0
        if taken < objects and (is_needed or rng.random() < FOLLOWED):
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
    place: NDArray[np.float64],
    zoom: float,
    style: ClipStyle,
) -> Motion:
    calm = style.object.stronger(REAL_CALM)
    strength = replace(calm, shift=style.object.shift) if cut_out.is_moving else style.object
    return Motion(
        rng,
        frames=style.frames,
        canvas=style.canvas,
        centre_xy=cut_out.centre_xy,
        place_xy=(float(place[0]), float(place[1])),
        zoom=zoom,
        strength=strength,
    )


def _beside(rng: np.random.Generator, leader: _Leader, canvas: int) -> NDArray[np.float64]:
    """Draw a place beside an object, so that little of both is covered in frame 0."""
    place = leader.path[0]
    for _ in range(TRIES):
        angle = rng.uniform(-np.pi, np.pi)
        far = leader.extent * rng.uniform(0.6, 1.5)
        place = leader.path[0] + far * np.array([np.cos(angle), 0.5 * np.sin(angle)])
        if (np.abs(place / canvas - 0.5) < 0.42).all():
            break
    return np.asarray(np.clip(place, 0.05 * canvas, 0.95 * canvas))


def _paths(
    rng: np.random.Generator, leader: _Leader, start: NDArray[np.float64]
) -> tuple[Path, Path]:
    """Return the paths of a look-alike and of the object, which changes only where it is pasted."""
    frames = len(leader.path)
    if rng.random() >= CROSSING:
        wobble = rng.normal(0, 0.05 * leader.extent, (frames, 2)).cumsum(0)
        return start + leader.path - leader.path[0] + wobble - wobble[0], leader.path
    meeting = float(rng.uniform(0.3, 0.85)) * (frames - 1)
    time = np.arange(frames) / meeting
    if rng.random() < TURNING_BACK:
        time = 1 - np.abs(1 - time)
    miss = rng.normal(0, 0.12, 2) * leader.extent
    own = leader.path
    where = np.array([np.interp(meeting, np.arange(frames), own[:, axis]) for axis in (0, 1)])
    if leader.layer is not None:
        # Both go half of the way, and drift together as the object would have moved alone.
        drift = own - own[0]
        to_middle = (start - own[0]) / 2
        own = own[0] + time[:, None] * to_middle + drift
        return start - time[:, None] * (to_middle - miss) + drift, own
    return start + time[:, None] * (where + miss - start), own


def _filled(places: list[tuple[float, float] | None]) -> Path:
    """Return places, with those of hidden frames copied from the previous frame."""
    filled: list[tuple[float, float]] = []
    for place in places:
        filled.append(place or filled[-1])
    return np.array(filled)
