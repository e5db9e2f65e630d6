"""A simulated annotator on real video: suggested frames are worth more than evenly spaced ones."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from gvseg.annotation.edits import AcceptMasks, SetMask
from gvseg.annotation.records import FrameMask, Origin, VideoSource
from gvseg.annotation.review import MeasureCache, suggest_frames
from gvseg.annotation.start import start_document
from gvseg.engine.request import Exemplar, SegmentRequest
from gvseg.engine.session import Session
from gvseg.masks import Mask
from gvseg.metrics.j_and_f import JAndF
from gvseg.video import open_video

CORRECTIONS = 3
SHORT_SIDE = 192
STEP = 2
"""Every second frame: motion is faster, and the test as well."""

Truth = list[NDArray[np.uint8]]


class Annotator:
    """Draws true masks: of frame 0 first, then of one frame after the other that it is led to.

    Args:
        pictures: folder of frames.
        truth: H x W of object ids, one a frame.
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

    def suggested(self) -> int:
        """The frame that the review leads to first."""
        first, *_ = suggest_frames(
            self.document, MeasureCache(), disagreement=self.disagreement, count_max=1
        )
        return first.frame_index

    def j_and_f(self) -> float:
        """Mean of J and F over all objects, by the protocol of DAVIS."""
        measure = JAndF()
        measure.update(self.truth, self.predicted())
        return measure.result().j_and_f

    def predicted(self) -> Iterator[NDArray[np.uint8]]:
        for frame_index, numbers in enumerate(self.truth):
            found = np.zeros_like(numbers)
            for track, record in self.document.masks_on(frame_index).items():
                found[record.mask.to_array()] = track
            yield found


def sequence(data: Path, name: str, folder: Path, *, is_reversed: bool) -> tuple[Path, Truth]:
    """Every second frame of a labelled video, from its first or from its last."""
    pictures = sorted((data / "video" / name / "images").iterdir())[::STEP]
    if is_reversed:
        pictures.reverse()
    folder.mkdir()
    for place, picture in enumerate(pictures):
        (folder / f"{place:05d}{picture.suffix}").symlink_to(picture)
    masks = [picture.parent.parent / "masks" / f"{picture.stem}.png" for picture in pictures]
    return folder, [np.asarray(Image.open(path), np.uint8) for path in masks]


def evenly(total: int) -> list[int]:
    """Frames that cut a video into equal parts."""
    return [round(total * (k + 1) / (CORRECTIONS + 1)) for k in range(CORRECTIONS)]


def up_to_the_end(total: int) -> list[int]:
    """Frames evenly spaced from the first to the last."""
    return [round((total - 1) * (k + 1) / CORRECTIONS) for k in range(CORRECTIONS)]


def one_by_one(annotator: Annotator) -> None:
    annotator.draw(0)
    for _ in range(CORRECTIONS):
        annotator.propagate()
        annotator.draw(annotator.suggested())
    annotator.propagate()


def all_at_once(spread: Callable[[int], Sequence[int]]) -> Callable[[Annotator], None]:
    def annotate(annotator: Annotator) -> None:
        annotator.draw(0, *spread(len(annotator.truth)))
        annotator.propagate()

    return annotate


@pytest.mark.slow
def test_suggested_corrections_are_worth_more_than_evenly_spaced_ones(
    shared_data: Path, tmp_path: Path
) -> None:
    session = Session.load(device="cpu", short_side=SHORT_SIDE)
    ways = {
        "suggested": one_by_one,
        "evenly": all_at_once(evenly),
        "to the end": all_at_once(up_to_the_end),
    }
    scores: dict[str, list[float]] = {way: [] for way in ways}
    for name in ("schoolgirls", "tennis"):
        for is_reversed in (False, True):
            folder = tmp_path / f"{name}-{is_reversed}"
            pictures, truth = sequence(shared_data, name, folder, is_reversed=is_reversed)
            for way, annotate in ways.items():
                annotator = Annotator(session, pictures, truth)
                annotate(annotator)
                scores[way].append(annotator.j_and_f())
                annotator.video.close()
    means = {way: float(np.mean(values)) for way, values in scores.items()}
    assert means["suggested"] > max(means["evenly"], means["to the end"]), scores
