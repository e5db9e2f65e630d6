"""Converts training data to documents, for layouts that no interchange format reads."""

from pathlib import Path

from gvseg.annotation.document import Document
from gvseg.datasets.annotated_video import VOID_SEGMENT, AnnotatedVideo, ImageFrames
from gvseg.errors import FormatError
from gvseg.formats.building import DocumentBuilder, source_from_frames
from gvseg.formats.job import ReadJob
from gvseg.formats.labels import masks_of_labels
from gvseg.formats.read_report import EntryError
from gvseg.vocabulary import VocabularyEntry


def document_of(video: AnnotatedVideo, job: ReadJob) -> Document:
    """Return the labels of a video as a document; a damaged label image is left out.

    Raises:
        FormatError: none of its frames has labels that can be read.
    """
    frames = video.frames
    if not isinstance(frames, ImageFrames):
        raise TypeError("expected a folder of images")
    names = tuple(path.stem for path in frames.paths)
    builder = DocumentBuilder(source_from_frames(video.name, names, *frames.size(0)))
    category_of: dict[VocabularyEntry, int] = {}
    for entry in dict.fromkeys(video.categories.values()):
        category_of[entry] = len(category_of) + 1
        builder.add_category(category_of[entry], entry.name, is_thing=entry.is_thing)
    track_of: dict[int, int] = {}
    job.total_steps = len(video.labelled)
    read = 0
    for position in video.labelled:
        with job.entry():
            try:
                segments = video.segments(position)
            except FormatError as error:
                raise _entry_error(video, position, error) from error
            read += 1
            for number, mask in masks_of_labels(segments):
                if number == VOID_SEGMENT:
                    builder.add_void(position, mask)
                    continue
                if number not in track_of:
                    found = video.category_of(number)
                    category_id = category_of[found] if found else builder.add_default_category()
                    track_of[number] = builder.new_track_for(_identity(video, number), category_id)
                builder.add_mask(track_of[number], position, mask)
        job.step()
    if not read:
        raise FormatError(f"None of the label images of {video.name} can be read.")
    return builder.document


def _identity(video: AnnotatedVideo, segment_id: int) -> int | None:
    """Return the number of an object within its class; None for a segment without one."""
    return segment_id % video.label_divisor or None if video.label_divisor > 1 else segment_id


def _entry_error(video: AnnotatedVideo, position: int, error: FormatError) -> EntryError:
    location = video.labels.location(position)
    return EntryError(Path(location), "", str(error).removeprefix(location).strip(" :."))
