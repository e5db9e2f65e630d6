"""Held-out sequences, baselines for propagation, simulated clicks and calibration.

The card compares three ways to propagate an exemplar: the network, a copy of the exemplar in every
frame, and warping it from frame to frame with optical flow.
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
from gvseg.prompts import Box
from gvseg.synthesis.clicks import next_click
from gvseg.synthesis.stills import Labels
from gvseg.video import Video
from training.datasets import read_labels

SCORING_SEED = 23
"""Seed for scoring data, the same for every recipe so that scores are comparable."""
Propagate = Callable[[Video, Labels], Iterator[Labels]]
"""Maps a video and the labels of its first frame to the labels of all frames, in order."""


@dataclass(frozen=True, slots=True)
class LabelledSequence:
    """A video with labels for every frame.

    Attributes:
        name: name of the sequence.
        images: folder of frames.
        masks: an indexed PNG for each frame.
    """

    name: str
    images: Path
    masks: tuple[Path, ...]


def find_sequences(
    root: Path, names: Sequence[str] | None = None, *, layout: str | None = None
) -> list[LabelledSequence]:
    """Return the sequences in a folder laid out as NAME/{images,masks}, or as DAVIS.

    Args:
        root: folder of sequences, or of JPEGImages and Annotations.
        names: names of the sequences; None for all.
        layout: "sequences" or "davis"; None to detect it.

    Raises:
        FormatError: the folder does not exist, or a sequence is missing.
    """
    if not root.is_dir():
        raise FormatError(f"The folder {root} does not exist: check the name.")
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
    missing = set(names or ()) - {sequence.name for sequence in sequences}
    if sequences and missing:
        raise FormatError(f"{root} has no sequence {min(missing)}: check the name.")
    if not sequences:
        raise FormatError(
            f"{root} has no sequences: use the layout NAME/images and NAME/masks, or that of DAVIS "
            "(JPEGImages and Annotations)."
        )
    return sequences


def propagate_with(session: Session, adapt_seconds: float = 0.0) -> Propagate:
    """Return propagation by the engine, adapting to each video for `adapt_seconds` first."""

    def propagate(video: Video, first: Labels) -> Iterator[Labels]:
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

    return propagate


def propagate_by_copy(video: Video, first: Labels) -> Iterator[Labels]:
    """Yield the exemplar for every frame."""
    for _ in range(video.frame_count):
        yield first


def propagate_by_flow(video: Video, first: Labels) -> Iterator[Labels]:
    """Yield the exemplar warped from frame to frame with OpenCV's DIS optical flow."""
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


@dataclass(frozen=True, slots=True)
class PromptScores:
    """Scores of the masks of simulated prompts.

    Attributes:
        click_ious: true IoU after each click, objects x clicks; once a mask is perfect, its IoU is
            repeated.
        box_ious: true IoU from a tight box, one per object.
        confidences: predicted IoU of all these masks, each object's clicks before its box.
        ious: their true IoU.
    """

    click_ious: NDArray[np.float64]
    box_ious: NDArray[np.float64]
    confidences: NDArray[np.float64]
    ious: NDArray[np.float64]


def score_prompts(
    session: Session, frames: Sequence[tuple[NDArray[np.uint8], NDArray[np.bool_]]], clicks: int
) -> PromptScores:
    """Score simulated clicks and tight boxes.

    As in the window and on the command line, every mask is made from all clicks so far.

    Args:
        session: session to evaluate.
        frames: images (H x W x 3), each with the true mask (H x W) of an object.
        clicks: number of clicks.
    """
    click_ious, box_ious = np.zeros((len(frames), clicks)), np.zeros(len(frames))
    pairs: list[tuple[float, float]] = []
    for row, (image, truth) in enumerate(frames):
        target = Mask.from_array(truth)
        given: list[Click] = []
        mask: Mask | None = None
        for count in range(clicks):
            current = np.zeros_like(truth) if mask is None else mask.to_array()
            click = next_click(truth, current, np.ones_like(truth))
            if click is not None:
                x, y, sign = click
                given.append(Click(int(x), int(y), is_positive=sign > 0))
                mask, confidence = session.mask_from_clicks(image, given)
                pairs.append((confidence, mask.iou(target)))
            click_ious[row, count] = pairs[-1][1]
        x, y, width, height = target.box
        box = Box(x, y, x + width, y + height)
        boxed, confidence = session.mask_from_clicks(image, (), box=box)
        box_ious[row] = boxed.iou(target)
        pairs.append((confidence, box_ious[row]))
    table = np.array(pairs).reshape(-1, 2)
    return PromptScores(click_ious, box_ious, table[:, 0], table[:, 1])


def fit_calibration(logits: NDArray[np.float64], ious: NDArray[np.float64]) -> tuple[float, float]:
    """Return the scale and offset of Platt scaling, fitted with cross-entropy to the true IoU."""
    from scipy.optimize import minimize

    def loss(parameters: NDArray[np.float64]) -> float:
        z = parameters[0] * logits + parameters[1]
        return float(np.mean(np.logaddexp(0, z) - ious * z))

    best = minimize(loss, np.array([1.0, 0.0]), method="Nelder-Mead")
    return float(best.x[0]), float(best.x[1])


def reliability(
    confidences: NDArray[np.float64], ious: NDArray[np.float64], bins: int = 5
) -> list[tuple[float, float, int]]:
    """Return the mean confidence, mean IoU and count of each non-empty confidence bin."""
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
    """Yield the labels of each frame."""
    for path in sequence.masks:
        yield read_labels(path)
