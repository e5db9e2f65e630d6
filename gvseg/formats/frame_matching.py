"""Matches the frames of a file to those of a video: by name, by number, or by order."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from gvseg.annotation.document import Document
from gvseg.annotation.records import VideoSource
from gvseg.errors import FormatError
from gvseg.formats.building import STARTS_AT_0, FrameStart, ImportedDocument
from gvseg.formats.read_report import Reading

FIRST_NUMBER: Final = "first_number"
"""Key of the reading that says whether frame numbers start at 0 or 1."""

_ROBOFLOW = re.compile(r"_(?:jpe?g|png|bmp|webp|tiff?)\.rf\.[0-9A-Za-z]{8,}$", re.IGNORECASE)
_LABEL_STUDIO = re.compile(r"^[0-9a-f]{8}-(?=.)")
_NUMBER = re.compile(r"\d+")
_LONGEST_NUMBER = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameMatch:
    """Which frame of a file is which frame of a video.

    Attributes:
        frames: frame index in the file -> frame index in the video.
        left_out: names of frames of the file that the video does not have.
        how: what decided.
        reading: where frame numbers start, if that was open.
    """

    frames: Mapping[int, int] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    how: Literal["name", "number", "order"] = "name"
    reading: Reading | None = None


def match_frames(
    imported: Document, target: Document, *, first_number: int | None = None
) -> FrameMatch:
    """Match the frames of a file to a video's.

    Args:
        imported: one video of what a file says.
        target: the document of the video.
        first_number: what the file calls the first frame of a video file, 0 or 1; None to tell
            it from the numbers.

    Raises:
        FormatError: neither names nor numbers of frames fit.
    """
    ours, theirs = target.source, imported.source
    start = imported.frame_start if isinstance(imported, ImportedDocument) else None
    if start is None and theirs.sha256:
        start = STARTS_AT_0
    match = _match_names(theirs, ours)
    if match is None:
        match = _match_numbers(imported, ours, start, first_number)
    as_many = theirs.frame_count == ours.frame_count
    if as_many and (match is None or (match.left_out and first_number is None)):
        return FrameMatch(frames={index: index for index in range(theirs.frame_count)}, how="order")
    if match is None:
        raise FormatError(
            f"The annotations have {theirs.frame_count} frames ({theirs.frame_name(0)}, ...), "
            f"{ours.path} has {ours.frame_count} ({ours.frame_name(0)}, ...); neither names nor "
            f"numbers fit."
        )
    return match


def plain_name(stem: str) -> str:
    """The name that a frame had before an annotation service renamed it.

    Roboflow writes `frame_3_jpg.rf.<hash>`, Label Studio `<8 hex digits>-frame_3`.
    """
    return _LABEL_STUDIO.sub("", _ROBOFLOW.sub("", stem))


def frame_number(stem: str) -> int | None:
    """The last number in a frame's name, as 12 in `clip_00012`; None where there is none."""
    found = _NUMBER.findall(plain_name(stem))
    return int(found[-1]) if found and len(found[-1]) <= _LONGEST_NUMBER else None


def _match_names(theirs: VideoSource, ours: VideoSource) -> FrameMatch | None:
    """By the names of a folder's own pictures; a video file's frames have numbers only."""
    if not ours.frame_names or not theirs.frame_names:
        return None
    for name_of in (str, plain_name):
        index_of = {name_of(name): index for index, name in enumerate(ours.frame_names)}
        if len(index_of) < ours.frame_count:
            continue
        found = {
            index: index_of[name_of(name)]
            for index, name in enumerate(theirs.frame_names)
            if name_of(name) in index_of
        }
        if found:
            return _match(theirs, found, "name")
    return None


def _match_numbers(
    imported: Document, ours: VideoSource, start: FrameStart | None, first_number: int | None
) -> FrameMatch | None:
    theirs = imported.source
    numbers = _numbers(theirs)
    if numbers is None:
        return None
    if not theirs.frame_names:
        # Frames of which the file says nothing neither fit nor miss.
        spoken = _spoken_frames(imported)
        numbers = spoken if spoken else numbers
    is_position = start is not None and start.is_position
    if ours.frame_names and not is_position and first_number is None:
        match = _match_picture_numbers(theirs, ours, numbers)
        if match is not None:
            return match
        if theirs.frame_names:
            return None
    reading = _first_number(ours, numbers, start, first_number)
    first = int(reading.chosen)
    index_of = range(len(numbers)) if theirs.frame_names else numbers
    pairs = zip(index_of, numbers, strict=True)
    found = {index: number - first for index, number in pairs}
    found = {index: place for index, place in found.items() if 0 <= place < ours.frame_count}
    if not found:
        return None
    is_open = first_number is not None or (0 not in numbers and not is_position)
    return _match(theirs, found, "number", reading if is_open else None, index_of)


def _match_picture_numbers(
    theirs: VideoSource, ours: VideoSource, numbers: list[int]
) -> FrameMatch | None:
    """By the numbers in the names of a folder's pictures, where they fit all of the file's."""
    picture_numbers = _numbers(ours)
    if picture_numbers is None:
        return None
    by_number = {number: index for index, number in enumerate(picture_numbers)}
    index_of = range(len(numbers)) if theirs.frame_names else numbers
    pairs = zip(index_of, numbers, strict=True)
    found = {index: by_number[number] for index, number in pairs if number in by_number}
    # Numbers alone are places rather than names if not all are found.
    if not found or (not theirs.frame_names and len(found) < len(numbers)):
        return None
    return _match(theirs, found, "number", None, index_of)


def _spoken_frames(imported: Document) -> list[int]:
    """Indices of the frames on which the file has a mask or void."""
    found = {index for index, _ in imported.voids()}
    for track_id in imported.tracks:
        found.update(index for index, _ in imported.masks_of(track_id))
    return sorted(found)


def _numbers(source: VideoSource) -> list[int] | None:
    """The number in each frame's name; None where they are not there or not unique."""
    if not source.frame_names:
        # A file that only has its frames in order says nothing of numbers.
        return None if source.is_folder else list(range(source.frame_count))
    numbers = [frame_number(name) for name in source.frame_names]
    known = [number for number in numbers if number is not None]
    return known if len(set(known)) == len(numbers) else None


def _first_number(
    ours: VideoSource, numbers: list[int], start: FrameStart | None, first_number: int | None
) -> Reading:
    """Whether the first frame is called 0 or 1, from all numbers that the file has."""
    least, most, count = min(numbers), max(numbers), ours.frame_count
    chosen, reason = "0", f"the file has frames {least} to {most}"
    if first_number is not None:
        chosen, reason = str(first_number), "as you chose"
    elif least == 0:
        reason = "the file has a frame 0"
    elif most == count:
        chosen, reason = "1", f"the file's frames run to {most}, and the video has {count} frames"
    elif start is not None:
        chosen, reason = str(start.number), start.reason
    elif least == 1 and most < count:
        chosen, reason = "1", "the file has a frame 1 and no frame 0"
    return Reading(
        key=FIRST_NUMBER,
        title="Frame numbers",
        chosen=chosen,
        choices={"0": "The first frame is number 0", "1": "The first frame is number 1"},
        reason=reason,
    )


def _match(
    theirs: VideoSource,
    found: dict[int, int],
    how: Literal["name", "number"],
    reading: Reading | None = None,
    index_of: Sequence[int] | None = None,
) -> FrameMatch:
    """A match whose other frames are left out; `index_of` are the frames that count."""
    frames = range(theirs.frame_count) if index_of is None else index_of
    left_out = tuple(theirs.frame_name(index) for index in frames if index not in found)
    return FrameMatch(frames=found, left_out=left_out, how=how, reading=reading)
