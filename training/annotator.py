"""A simulated annotator: draws true masks where the review leads to, until the video is right."""

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
    """Draws true masks: of frame 0 first, then of one frame after the other that it is led to.

    Args:
        session: that follows what is drawn.
        pictures: folder of frames.
        truth: of every frame.
    """

    def __init__(self, session: Session, pictures: Path, truth: Truth) -> None:
        self.session = session
        self.truth = truth
        self.tracks = [int(number) for number in np.unique(truth[0]) if number not in (0, 255)]
        self.video = open_video(pictures)
        self.document = start_document(VideoSource.of(self.video), self.tracks)
        self.disagreement: dict[tuple[int, int], float] = {}
        self.frames: list[int] = []

    def draw(self, *frames: int) -> None:
        """Draw the true masks of these frames."""
        self.frames += frames
        for frame_index in frames:
            for track, mask in self.true_masks(frame_index).items():
                SetMask(track, frame_index, FrameMask(mask)).apply(self.document)

    def true_masks(self, frame_index: int) -> dict[int, Mask]:
        """Track -> mask of one frame."""
        numbers = self.truth[frame_index]
        return {track: Mask.from_array(numbers == track) for track in self.tracks}

    def propagate(self) -> None:
        """As the app does: from everything drawn, in both directions."""
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
        """The frame that the review leads to first; None where it finds nothing to look at."""
        found = suggest_frames(
            self.document, MeasureCache(), disagreement=self.disagreement, count_max=1
        )
        return found[0].frame_index if found else None

    def j_and_f(self) -> float:
        """Mean of J and F over all objects, by the protocol of DAVIS; drawn frames count, too."""
        measure = JAndF()
        measure.update(self.truth, self.predicted())
        return measure.result().j_and_f

    def predicted(self) -> Iterator[NDArray[np.uint8]]:
        """Object ids of every frame as the document has them."""
        for frame_index, numbers in enumerate(self.truth):
            found = np.zeros_like(numbers)
            for track, record in self.document.masks_on(frame_index).items():
                found[record.mask.to_array()] = track
            yield found


def annotate(annotator: Annotator, quality: float, most: int) -> list[float]:
    """J&F after each frame drawn, until it reaches a quality or the most frames are drawn.

    Args:
        annotator: who has drawn nothing yet.
        quality: J&F that is enough, 0..1.
        most: frames that are drawn at most.
    """
    scores: list[float] = []
    wanted: int | None = 0
    while wanted is not None:
        annotator.draw(wanted)
        annotator.propagate()
        scores.append(annotator.j_and_f())
        is_enough = scores[-1] >= quality or len(scores) == most
        wanted = None if is_enough else annotator.suggested()
    return scores


def copy_part(
    sequence: LabelledSequence,
    folder: Path,
    *,
    begin: float = 0.0,
    every: int = 1,
    is_reversed: bool = False,
) -> tuple[Path, Truth]:
    """Frames of a labelled sequence as a video of their own, with their labels.

    Args:
        sequence: with labels for every frame.
        folder: to be made.
        begin: share of the sequence that is left out before, 0..1.
        every: so manyth frame is taken.
        is_reversed: from the last frame to the first.

    Raises:
        FormatError: fewer than three frames are left, or a picture is missing.
    """
    chosen = sequence.masks[int(begin * len(sequence.masks)) :: every]
    if len(chosen) < 3:
        raise FormatError(f"{sequence.name}: {len(chosen)} frames are too few; take more of them.")
    pictures = {path.stem: path for path in sequence.images.iterdir()}
    folder.mkdir(parents=True)
    truth: Truth = []
    for place, labels in enumerate(chosen[::-1] if is_reversed else chosen):
        if labels.stem not in pictures:
            raise FormatError(f"{sequence.images} has no picture for the labels {labels.name}.")
        picture = pictures[labels.stem]
        shutil.copyfile(picture, folder / f"{place:05d}{picture.suffix}")
        truth.append(read_labels(labels))
    return folder, truth
