"""Simulated annotator who corrects the frames that the review suggests until J&F is high enough."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from gvseg.annotation.edits import AcceptMasks, SetMask
from gvseg.annotation.records import FrameMask, Origin, VideoSource
from gvseg.annotation.review import MeasureCache, suggest_frames
from gvseg.annotation.start import start_document
from gvseg.engine.request import Exemplar, SegmentRequest
from gvseg.engine.session import Session
from gvseg.errors import FormatError
from gvseg.masks import Mask
from gvseg.metrics.j_and_f import JAndF
from gvseg.video import open_video
from training.datasets import read_labels
from training.validation import LabelledSequence

Truth: TypeAlias = list[NDArray[np.uint8]]
"""H x W of object ids, one per frame."""


class Annotator:
    """Simulated annotator who draws ground-truth masks.

    Args:
        session: propagates the drawn masks.
        images: folder of frames.
        truth: labels of every frame.
    """

    def __init__(self, session: Session, images: Path, truth: Truth) -> None:
        self.session = session
        self.truth = truth
        self.tracks = [int(number) for number in np.unique(truth[0]) if number not in (0, 255)]
        self.video = open_video(images)
        self.document = start_document(VideoSource.of(self.video), self.tracks)
        self.disagreement: dict[tuple[int, int], float] = {}
        self.frames: list[int] = []

    def draw(self, *frames: int) -> None:
        """Draw the ground-truth masks of these frames."""
        self.frames += frames
        for frame_index in frames:
            for track, mask in self.true_masks(frame_index).items():
                SetMask(track, frame_index, FrameMask(mask)).apply(self.document)

    def true_masks(self, frame_index: int) -> dict[int, Mask]:
        """Return the ground-truth mask of each track in a frame."""
        numbers = self.truth[frame_index]
        return {track: Mask.from_array(numbers == track) for track in self.tracks}

    def propagate(self) -> None:
        """Propagate everything drawn in both directions, as the application does."""
        exemplars = tuple(Exemplar(frame, self.true_masks(frame)) for frame in sorted(self.frames))
        self.disagreement = {}
        masks: dict[int, dict[int, FrameMask]] = {track: {} for track in self.tracks}
        for clip in self.session.segment(SegmentRequest(exemplars=exemplars), self.video):
            for frame in clip.frames:
                for track, mask in frame.masks.items():
                    record = FrameMask(mask, Origin.PROPAGATED, frame.confidences[track])
                    masks[track][frame.frame_index] = record
                for track, value in frame.disagreements.items():
                    self.disagreement[track, frame.frame_index] = value
        AcceptMasks(masks).apply(self.document)

    def suggested(self) -> int | None:
        """Return the first frame that the review suggests; None if it suggests none."""
        found = suggest_frames(
            self.document, MeasureCache(), disagreement=self.disagreement, count_max=1
        )
        return found[0].frame_index if found else None

    def j_and_f(self) -> float:
        """Return J&F by the DAVIS protocol; drawn frames are scored too."""
        measure = JAndF()
        measure.update(self.truth, self.predicted())
        return measure.result().j_and_f

    def predicted(self) -> Iterator[NDArray[np.uint8]]:
        """Yield the object ids of every frame in the document: H x W."""
        for frame_index, numbers in enumerate(self.truth):
            found = np.zeros_like(numbers)
            for track, record in self.document.masks_on(frame_index).items():
                found[record.mask.to_array()] = track
            yield found


def annotate(annotator: Annotator, quality: float, frames_max: int) -> list[float]:
    """Draw suggested frames, starting with frame 0, and return J&F after each.

    Args:
        annotator: an annotator who has drawn nothing yet.
        quality: stop at this J&F, 0 to 1.
        frames_max: stop after drawing this many frames.
    """
    scores: list[float] = []
    next_frame: int | None = 0
    while next_frame is not None:
        annotator.draw(next_frame)
        annotator.propagate()
        scores.append(annotator.j_and_f())
        is_finished = scores[-1] >= quality or len(scores) == frames_max
        next_frame = None if is_finished else annotator.suggested()
    return scores


def copy_part(
    sequence: LabelledSequence,
    folder: Path,
    *,
    begin: float = 0.0,
    every: int = 1,
    is_reversed: bool = False,
) -> tuple[Path, Truth]:
    """Copy frames of a labelled sequence to a new folder; return the folder and their labels.

    Args:
        sequence: labels for every frame.
        folder: folder to create.
        begin: share of the sequence to skip at the start, 0 to 1.
        every: copy every n-th frame.
        is_reversed: copy from the last frame to the first.

    Raises:
        FormatError: fewer than three frames remain, or an image is missing.
    """
    chosen = sequence.masks[int(begin * len(sequence.masks)) :: every]
    if len(chosen) < 3:
        raise FormatError(
            f"{sequence.name}: {len(chosen)} frames are too few; lower --begin or --every."
        )
    images = {path.stem: path for path in sequence.images.iterdir()}
    folder.mkdir(parents=True)
    truth: Truth = []
    for index, labels in enumerate(chosen[::-1] if is_reversed else chosen):
        if labels.stem not in images:
            raise FormatError(
                f"{sequence.images} has no image for the labels {labels.name}: add it, or remove "
                "the labels."
            )
        image = images[labels.stem]
        shutil.copyfile(image, folder / f"{index:05d}{image.suffix}")
        truth.append(read_labels(labels))
    return folder, truth
