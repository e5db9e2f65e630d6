"""A small annotated video made with edits, without files, engine or Qt."""

from pathlib import Path
from typing import Protocol

import numpy as np

from gvseg.annotation.colours import object_colour
from gvseg.annotation.document import Document
from gvseg.annotation.edits import AcceptMasks, AddTrack, Edit, SetMask
from gvseg.annotation.records import FrameMask, Origin, Track, VideoSource
from gvseg.annotation.start import start_document
from gvseg.masks import Mask

HEIGHT, WIDTH = 48, 64


def source(frame_count: int = 120) -> VideoSource:
    return VideoSource(
        path=Path("rabbit.mp4"),
        size_bytes=1,
        sha256="0",
        height=HEIGHT,
        width=WIDTH,
        frame_count=frame_count,
        frame_rate=25.0,
    )


def square(x: int, y: int = 8, side: int = 12) -> Mask:
    pixels = np.zeros((HEIGHT, WIDTH), bool)
    pixels[y : y + side, x : x + side] = True
    return Mask.from_array(pixels)


def snapshot(document: Document) -> tuple[object, ...]:
    """Return the content of a document as plain values, without next ids, which undo does not
    restore.
    """
    return (
        document.source,
        dict(document.categories),
        dict(document.tracks),
        dict(document.proposals),
        dict(document.vocabulary_map),
        document.layer_order,
        {i: dict(document.masks_of(i)) for i in (*document.tracks, *document.proposals)},
        {i: document.exemplar_frames(i) for i in document.tracks},
        {i: document.states(i).flags.tolist() for i in document.tracks},
        dict(document.voids()),
        {i: dict(document.frame_values_of(i)) for i in document.tracks},
        dict(document.propagated),
        dict(document.notes.comments),
        dict(document.notes.frames),
    )


class Editable(Protocol):
    """A document with an `apply` method: a workspace, or `SampleDocument`."""

    @property
    def document(self) -> Document: ...

    def apply(self, edit: Edit) -> object: ...


class SampleDocument:
    def __init__(self, frame_count: int = 120, names: tuple[str, ...] = ()) -> None:
        self.document = start_document(source(frame_count))
        for name in names:
            add_object(self, name)

    def apply(self, edit: Edit) -> object:
        return edit.apply(self.document)


def add_object(sample: Editable, name: str) -> int:
    track_id = sample.document.next_track_id
    sample.apply(
        AddTrack(Track(track_id=track_id, name=name, category_id=1, colour=object_colour(track_id)))
    )
    return track_id


def draw(sample: Editable, track_id: int, frame_index: int, mask: Mask | None = None) -> None:
    """Draw a mask, which makes the frame an exemplar."""
    sample.apply(SetMask(track_id, frame_index, FrameMask(mask or square(4 + frame_index % 40))))


def propagate(sample: Editable, track_id: int, confidences: dict[int, float]) -> None:
    """Add propagated masks with these confidences by frame."""
    sample.apply(
        AcceptMasks(
            {
                track_id: {
                    frame_index: FrameMask(
                        square(4 + frame_index % 40), Origin.PROPAGATED, confidence
                    )
                    for frame_index, confidence in confidences.items()
                }
            }
        )
    )
