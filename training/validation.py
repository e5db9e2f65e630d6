"""Held-out material, and how weights do on it: propagation, clicks and confidence.

The three ways to follow an exemplar that the card compares: the network, a copy of the exemplar
on every frame, and a warp of it from frame to frame by optical flow.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from natsort import natsorted
from numpy.typing import NDArray

from gvseg.engine.request import Click, Direction, Exemplar, SegmentRequest
from gvseg.engine.session import Session
from gvseg.errors import FormatError
from gvseg.masks import VOID, Mask
from gvseg.synthesis.clicks import next_click
from gvseg.synthesis.stills import Labels
from gvseg.video import Video
from training.datasets import read_labels

DRAW = 23
"""Seed of what is drawn to score on: the same for every recipe, so that scores compare."""
Propagate = Callable[[Video, Labels], Iterator[Labels]]
"""A video and the labels of its first frame to the labels of every frame, in order."""


@dataclass(frozen=True, slots=True)
class LabelledSequence:
    """A video with labels for every frame.

    Attributes:
        name: of the sequence.
        images: folder of frames.
        masks: one indexed PNG a frame.
    """

    name: str
    images: Path
    masks: tuple[Path, ...]


def find_sequences(
    root: Path, names: Sequence[str] | None = None, *, layout: str | None = None
) -> list[LabelledSequence]:
    """Sequences laid out as ROOT/NAME/{images,masks}, or as DAVIS lays them out.

    Args:
        root: folder of sequences, or of JPEGImages and Annotations.
        names: which of them; None takes all.
        layout: `sequences` or `davis`; None tells by the folders.

    Raises:
        FormatError: there is none.
    """
    if not root.is_dir():
        raise FormatError(f"There is no folder {root} to look for sequences in.")
    if layout is None:
        layout = "davis" if (root / "JPEGImages").is_dir() else "sequences"
    if layout == "davis":
        pairs = [
            (folder, root / "Annotations" / folder.relative_to(root / "JPEGImages"))
            for folder in natsorted((root / "JPEGImages").rglob("*"))
            if folder.is_dir() and any(folder.glob("*.jpg"))
        ]
    else:
        pairs = [(f / "images", f / "masks") for f in natsorted(root.iterdir()) if f.is_dir()]
    sequences = []
    for images, masks in pairs:
        name = images.parent.name if images.name == "images" else images.name
        labels = tuple(natsorted(masks.glob("*.png")))
        if labels and (names is None or name in names):
            sequences.append(LabelledSequence(name, images, labels))
    strangers = set(names or ()) - {sequence.name for sequence in sequences}
    if sequences and strangers:
        raise FormatError(f"{root} holds no sequence {min(strangers)}.")
    if not sequences:
        raise FormatError(
            f"{root} holds no sequences (NAME/images with NAME/masks, or JPEGImages with "
            "Annotations)."
        )
    return sequences


def propagate_with(session: Session, adapt_seconds: float = 0.0) -> Propagate:
    """Following as the engine does it; before each video adapting to its exemplar for so long."""

    def follow(video: Video, first: Labels) -> Iterator[Labels]:
        tracks = [int(track) for track in np.unique(first) if 0 < track < VOID]
        exemplar = Exemplar(0, {track: Mask.from_array(first == track) for track in tracks})
        request = SegmentRequest(exemplars=(exemplar,), direction=Direction.FORWARD)
        if adapt_seconds:
            session.use(session.adapt((exemplar,), video, adapt_seconds))
        for clip in session.segment(request, video):
            for frame in clip.frames:
                labels = np.zeros(first.shape, np.uint8)
                for track, mask in frame.masks.items():
                    labels[mask.to_array()] = track
                yield labels

    return follow


def propagate_by_copy(video: Video, first: Labels) -> Iterator[Labels]:
    """The exemplar on every frame."""
    for _ in range(video.frame_count):
        yield first


def propagate_by_flow(video: Video, first: Labels) -> Iterator[Labels]:
    """The exemplar warped from frame to frame by OpenCV's DIS optical flow."""
    flow = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
    height, width = first.shape
    y, x = np.mgrid[:height, :width].astype(np.float32)
    labels, before = first, None
    for _, frame in video.frames():
        grey = cv2.cvtColor(frame, cv2.COLOR_RGB2GRAY)
        if before is not None:
            back = flow.calc(grey, before, np.zeros((height, width, 2), np.float32))
            labels = np.asarray(
                cv2.remap(labels, x + back[..., 0], y + back[..., 1], cv2.INTER_NEAREST), np.uint8
            )
        before = grey
        yield labels


def click_ious(
    session: Session, frames: Sequence[tuple[NDArray[np.uint8], NDArray[np.bool_]]], clicks: int
) -> NDArray[np.float64]:
    """IoU after each click of a simulated annotator: frames x clicks.

    Args:
        session: whose clicks are measured.
        frames: pictures (H x W x 3) with the truth (H x W) of one object each.
        clicks: how many are given at most; where nothing is wrong any more, the last IoU stays.
    """
    table = np.zeros((len(frames), clicks))
    for row, (picture, truth) in enumerate(frames):
        target = Mask.from_array(truth)
        given: list[Click] = []
        mask: Mask | None = None
        iou = 0.0
        for count in range(clicks):
            current = np.zeros_like(truth) if mask is None else mask.to_array()
            click = next_click(truth, current, np.ones_like(truth))
            if click is not None:
                x, y, sign = click
                given.append(Click(int(x), int(y), is_positive=sign > 0))
                mask, _ = session.mask_from_clicks(picture, given, mask)
                iou = mask.iou(target)
            table[row, count] = iou
    return table


def fit_calibration(logits: NDArray[np.float64], ious: NDArray[np.float64]) -> tuple[float, float]:
    """Scale and offset of Platt's sigmoid, least cross-entropy against the true IoU."""
    from scipy.optimize import minimize

    def loss(parameters: NDArray[np.float64]) -> float:
        z = parameters[0] * logits + parameters[1]
        return float(np.mean(np.logaddexp(0, z) - ious * z))

    best = minimize(loss, np.array([1.0, 0.0]), method="Nelder-Mead")
    return float(best.x[0]), float(best.x[1])


def reliability(
    confidences: NDArray[np.float64], ious: NDArray[np.float64], bins: int = 5
) -> list[tuple[float, float, int]]:
    """For each bin of confidence that holds any: mean confidence, mean IoU, how many."""
    which = np.minimum((confidences * bins).astype(int), bins - 1)
    return [
        (
            float(confidences[which == b].mean()),
            float(ious[which == b].mean()),
            int((which == b).sum()),
        )
        for b in range(bins)
        if (which == b).any()
    ]


def sequence_labels(sequence: LabelledSequence) -> Iterator[Labels]:
    """Labels frame by frame."""
    for path in sequence.masks:
        yield read_labels(path)
