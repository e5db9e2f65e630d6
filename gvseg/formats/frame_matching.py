"""Matches the frames of a file to those of a video: by name, by number, or by order."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from gvseg.annotation.document import Document
from gvseg.annotation.records import VideoSource
from gvseg.errors import FormatError
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
    match = _match_names(theirs, ours)
    if match is None:
        match = _match_numbers(theirs, ours, first_number)
    as_many = theirs.frame_count == ours.frame_count
    if as_many and (match is None or len(match.frames) < theirs.frame_count):
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
    theirs: VideoSource, ours: VideoSource, first_number: int | None
) -> FrameMatch | None:
    numbers = _numbers(theirs)
    if numbers is None:
        return None
    index_of = _numbers(ours) if ours.frame_names else None
    if ours.frame_names and index_of is None:
        return None
    if index_of is not None:
        by_number = {number: index for index, number in enumerate(index_of)}
        found = {i: by_number[number] for i, number in enumerate(numbers) if number in by_number}
        return _match(theirs, found, "number") if found else None
    reading = _first_number(ours, numbers, first_number)
    first = int(reading.chosen)
    found = {i: n - first for i, n in enumerate(numbers) if 0 <= n - first < ours.frame_count}
    is_open = first_number is not None or 0 not in numbers
    return _match(theirs, found, "number", reading if is_open else None) if found else None


def _numbers(source: VideoSource) -> list[int] | None:
    """The number in each frame's name; None where they are not there or not unique."""
    if not source.frame_names:
        # A file that only has its frames in order says nothing of numbers.
        return None if source.is_folder else list(range(source.frame_count))
    numbers = [frame_number(name) for name in source.frame_names]
    known = [number for number in numbers if number is not None]
    return known if len(set(known)) == len(numbers) else None


def _first_number(ours: VideoSource, numbers: list[int], first_number: int | None) -> Reading:
    """Whether the first frame is called 0 or 1, from all numbers that the file has."""
    least, most = min(numbers), max(numbers)
    chosen, reason = "0", f"the file has frames {least} to {most}"
    if first_number is not None:
        chosen, reason = str(first_number), "as you chose"
    elif least >= 1 and most == ours.frame_count:
        chosen = "1"
        reason = f"the file's frames run to {most}, and the video has {ours.frame_count} frames"
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
) -> FrameMatch:
    left_out = tuple(
        theirs.frame_name(index) for index in range(theirs.frame_count) if index not in found
    )
    return FrameMatch(frames=found, left_out=left_out, how=how, reading=reading)
