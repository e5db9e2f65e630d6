"""Synthetic clips: moving still images with masks, occluders and look-alikes.

A clip is a stack of layers, back to front: an image with its own objects, then objects cut from
other images. Each layer moves independently.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from gvseg.masks import VOID
from gvseg.synthesis.motion import Floats, Motion, MotionRange
from gvseg.synthesis.photometry import Photometry, RgbImage, motion_blur

Labels = NDArray[np.uint8]
CAMERA_MOTION = MotionRange(shift=0.05, scale=0.06, turn=0.08, shear=0.05, bend=0.012)
OBJECT_MOTION = MotionRange(shift=0.09, scale=0.09, turn=0.14, shear=0.08, bend=0.02)
SMALLEST_OBJECT_PX = 150
"""Smallest number of pixels of a propagated object in its exemplar frame."""


@dataclass(frozen=True, slots=True)
class Still:
    """An image and its objects.

    Attributes:
        image: H x W x 3, RGB.
        labels: H x W, 0 background, 1..N objects, 255 void.
    """

    image: RgbImage
    labels: Labels


@dataclass(frozen=True, slots=True)
class LabelledClip:
    """Frames with the masks of propagated objects.

    Attributes:
        images: T x H x W x 3, RGB.
        labels: T x H x W, 0 background, 1..N objects, 255 void.
        has_jump: whether frame 1 is far from frame 0 in time, so that the masks of frame 0 do not
            serve as its previous masks.
    """

    images: RgbImage
    labels: Labels
    has_jump: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipStyle:
    """Settings of clips made from stills.

    Attributes:
        canvas: side of the square frames, in pixels.
        frames: length of a clip.
        paste: share of clips with objects pasted over the background of another image.
        occluder: probability of an occluder for each additional image.
        twin: share of clips with a look-alike of an object.
        vanish: share of pasted objects that disappear for some frames.
        vanish_for_good: share of those that do not return.
        flip: share of pasted objects that are mirrored within the clip.
        smallest_window: smallest crop of real video, as a share of the short side of the frames.
        own_motion: largest shift per frame of an object against its own background, in canvas
            sides.
        camera: motion of whole images.
        object: motion of pasted objects.
    """

    canvas: int = 256
    frames: int = 3
    paste: float = 0.5
    occluder: float = 0.3
    twin: float = 0.35
    vanish: float = 0.1
    vanish_for_good: float = 0.0
    flip: float = 0.05
    smallest_window: float = 0.7
    own_motion: float = 0.08
    camera: MotionRange = CAMERA_MOTION
    object: MotionRange = OBJECT_MOTION


@dataclass(slots=True)
class Layer:
    """An image in motion.

    Attributes:
        still: the image and its objects.
        motion: its motion.
        photometry: its photometric change.
        ids: label of the image -> object id in the clip; 0 for objects that are not propagated.
        is_cut_out: whether only the labelled pixels are drawn.
        hidden: frames in which the layer is not drawn.
        flipped_from: first mirrored frame; None for no mirroring.
        own_motion: weights of the object's own motion, H x W; None for no own motion.
        video: one still of the same size per frame, if the image itself changes.
    """

    still: Still
    motion: Motion
    photometry: Photometry
    ids: dict[int, int]
    is_cut_out: bool
    hidden: frozenset[int] = frozenset()
    flipped_from: int | None = None
    own_motion: Floats | None = None
    video: tuple[Still, ...] = ()

    def at(self, frame: int) -> Still:
        """Return the image and masks of a frame."""
        return self.video[frame] if self.video else self.still


def box_of(mask: NDArray[np.bool_]) -> tuple[float, float, float, float]:
    """Return centre x, centre y, width and height of a mask's bounding box, in pixels."""
    y, x = np.nonzero(mask)
    return (
        (float(x.min()) + float(x.max())) / 2,
        (float(y.min()) + float(y.max())) / 2,
        float(x.max() - x.min() + 1),
        float(y.max() - y.min() + 1),
    )


def clip_from_stills(
    rng: np.random.Generator,
    base: Still,
    others: list[Still],
    objects: int,
    style: ClipStyle,
) -> LabelledClip:
    """Return a clip with up to `objects` propagated objects (ids from 1).

    Args:
        rng: random generator; the same state gives the same clip.
        base: image whose objects are propagated first.
        others: at least two images, for backgrounds, occluders and more objects.
        objects: largest number of propagated objects.
        style: settings of the clip.
    """
    own = [int(label) for label in np.unique(base.labels) if 0 < label < VOID]
    rng.shuffle(own)
    own = own[:objects]
    if rng.random() < style.paste:
        layers = [backdrop(rng, others[0], {}, style)]
        layers += [cut_out(rng, base, label, index + 1, style) for index, label in enumerate(own)]
    else:
        ids = {label: index + 1 for index, label in enumerate(own)}
        layers = [backdrop(rng, base, ids, style)]
    next_id = len(own) + 1
    if own and rng.random() < style.twin:
        tracked = next_id if next_id <= objects else 0
        layers.append(cut_out(rng, base, own[0], tracked, style))
        next_id += tracked > 0
    for other in others[1:]:
        labels = [int(label) for label in np.unique(other.labels) if 0 < label < VOID]
        if not labels:
            continue
        label = int(rng.choice(labels))
        if next_id <= objects:
            layers.append(cut_out(rng, other, label, next_id, style))
            next_id += 1
        elif rng.random() < style.occluder:
            layers.append(cut_out(rng, other, label, 0, style))
    order = [0, *(1 + rng.permutation(len(layers) - 1))]
    return render(rng, [layers[index] for index in order], style)


def backdrop(
    rng: np.random.Generator, still: Still, ids: dict[int, int], style: ClipStyle
) -> Layer:
    """Return an image as a layer that fills the canvas; `ids` selects the propagated objects."""
    height, width = still.labels.shape
    zoom = style.canvas / min(height, width) * float(np.exp(rng.uniform(-0.05, 0.55)))
    if ids:
        tracked = np.isin(still.labels, list(ids))
        x, y, _, _ = box_of(tracked)
        position = rng.uniform(0.25, 0.75, 2) * style.canvas
    else:
        x, y = rng.uniform(0.35, 0.65) * width, rng.uniform(0.35, 0.65) * height
        position = rng.uniform(0.4, 0.6, 2) * style.canvas
    motion = Motion(
        rng,
        frames=style.frames,
        canvas=style.canvas,
        centre_xy=(x, y),
        position_xy=(float(position[0]), float(position[1])),
        zoom=zoom,
        strength=style.camera,
    )
    own_motion = None
    if ids and rng.random() < 0.7:
        own_motion = soft_surroundings(np.isin(still.labels, list(ids)))
    return Layer(still, motion, Photometry(rng, style.frames), ids, False, own_motion=own_motion)


def cut_out(
    rng: np.random.Generator, still: Still, label: int, object_id: int, style: ClipStyle
) -> Layer:
    """Return an object as a separate layer; `object_id` 0 leaves it unlabelled."""
    x, y, width, height = box_of(still.labels == label)
    extent = max(width, height)
    side = style.canvas * float(np.exp(rng.uniform(np.log(0.18), np.log(0.85))))
    position = rng.uniform(0.15, 0.85, 2) * style.canvas
    motion = Motion(
        rng,
        frames=style.frames,
        canvas=style.canvas,
        centre_xy=(x, y),
        position_xy=(float(position[0]), float(position[1])),
        zoom=side / extent,
        strength=style.object,
    )
    hidden = hidden_frames(rng, style)
    flips = style.frames > 1 and rng.random() < style.flip
    flipped_from = int(rng.integers(1, style.frames)) if flips else None
    one = Still(still.image, np.where(still.labels == label, np.uint8(1), np.uint8(0)))
    photometry = Photometry(rng, style.frames, 0.7)
    return Layer(one, motion, photometry, {1: object_id}, True, hidden, flipped_from)


def hidden_frames(rng: np.random.Generator, style: ClipStyle) -> frozenset[int]:
    """Draw the frames in which a pasted object is absent, never the first."""
    if style.frames <= 2 or rng.random() >= style.vanish:
        return frozenset()
    start = int(rng.integers(1, style.frames - 1))
    stop = int(rng.integers(start + 1, style.frames))
    if style.vanish_for_good and rng.random() < style.vanish_for_good:
        stop = style.frames
    return frozenset(range(start, stop))


def soft_surroundings(inside: NDArray[np.bool_]) -> Floats:
    """Return weights (H x W) that are 1 inside a mask and fall off smoothly around it."""
    spread = 0.06 * min(inside.shape)
    soft = cv2.GaussianBlur(cv2.dilate(inside.astype(np.float32), np.ones((5, 5))), (0, 0), spread)
    return np.clip(1.5 * soft, 0, 1).astype(np.float32)


def render(
    rng: np.random.Generator,
    layers: list[Layer],
    style: ClipStyle,
    behind: LabelledClip | None = None,
) -> LabelledClip:
    """Return a clip with layers drawn back to front and a photometric change.

    Args:
        rng: random generator.
        layers: the layers; the first must fill the canvas unless `behind` is given.
        style: size, length and own motion of the clip.
        behind: background clip of the same size.
    """
    shape = (style.frames, style.canvas, style.canvas)
    images = np.empty((*shape, 3), np.uint8) if behind is None else behind.images.copy()
    labels = np.zeros(shape, np.uint8) if behind is None else behind.labels.copy()
    shift_step = rng.uniform(-style.own_motion, style.own_motion, 2) * style.canvas
    look = Photometry(rng, style.frames, 0.6)
    smear = int(rng.integers(3, 12)) if rng.random() < 0.15 else 0
    smear_angle = float(rng.uniform(0, np.pi))
    for frame in range(style.frames):
        for layer in layers:
            if frame in layer.hidden:
                continue
            _paint(layer, frame, images[frame], labels[frame], shift_step)
        images[frame] = look.apply(images[frame], frame)
        if smear:
            images[frame] = motion_blur(images[frame], smear, smear_angle)
    return LabelledClip(images, labels)


def _paint(
    layer: Layer, frame: int, image: RgbImage, labels: Labels, shift_step: NDArray[np.float64]
) -> None:
    """Draw a layer over a frame, in place."""
    source = layer.motion.source_xy(frame)
    if layer.flipped_from is not None and frame >= layer.flipped_from:
        source[..., 0] = 2 * np.float32(layer.motion.centre_xy[0]) - source[..., 0]
    if layer.own_motion is not None:
        weight = cv2.remap(
            layer.own_motion, source[..., 0], source[..., 1], cv2.INTER_LINEAR, borderValue=0.0
        )
        shift = (shift_step * frame / layer.motion.zoom).astype(np.float32)
        source = source - weight[..., None] * shift
    x, y = source[..., 0], source[..., 1]
    still = layer.at(frame)
    drawn = np.asarray(
        cv2.remap(still.image, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101),
        np.uint8,
    )
    if not layer.is_cut_out:
        image[:] = layer.photometry.apply(drawn, frame)
        # The image is reflected outside its borders, where a tracked object may appear again.
        beyond = VOID if layer.ids else 0
        raw = cv2.remap(still.labels, x, y, cv2.INTER_NEAREST, borderValue=beyond)
        table = np.zeros(256, np.uint8)
        table[VOID] = VOID
        for label, object_id in layer.ids.items():
            table[label] = object_id
        labels[:] = table[raw]
        return
    alpha = cv2.remap(still.labels.astype(np.float32), x, y, cv2.INTER_LINEAR, borderValue=0.0)
    inside = alpha > 0.5
    if not inside.any():
        return
    soft = cv2.GaussianBlur(alpha, (0, 0), 0.8)[..., None]
    painted = layer.photometry.apply(drawn, frame)
    image[:] = (soft * painted + (1 - soft) * image).astype(np.uint8)
    labels[inside] = layer.ids[1]
