"""Matches frames in a file to frames of a video by name, number or order."""

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
"""Key of the `Reading` for whether frame numbers start at 0 or 1."""

_ROBOFLOW = re.compile(r"_(?:jpe?g|png|bmp|webp|tiff?)\.rf\.[0-9A-Za-z]{8,}$", re.IGNORECASE)
_LABEL_STUDIO = re.compile(r"^[0-9a-f]{8}-(?=.)")
_NUMBER = re.compile(r"\d+")
_LONGEST_NUMBER = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameMatch:
    """Frames of a file matched to frames of a video.

    Attributes:
        frames: frame index in the file -> frame index in the video.
        left_out: names of frames in the file that the video does not have.
        how: how frames were matched.
        reading: whether frame numbers start at 0 or 1, if this was ambiguous.
    """

    frames: Mapping[int, int] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    how: Literal["name", "number", "order"] = "name"
    reading: Reading | None = None


def match_frames(
    imported: Document, target: Document, *, first_number: int | None = None
) -> FrameMatch:
    """Match the frames of a file to those of a video.

    Args:
        imported: the annotations of one video in the file.
        target: the document of the video.
        first_number: number of the first frame in the file, 0 or 1; None to detect it.

    Raises:
        FormatError: frames match neither by name nor by number, and their counts differ.
    """
    ours, theirs = target.source, imported.source
    start = imported.frame_start if isinstance(imported, ImportedDocument) else None
    if start is None and theirs.sha256:
        start = STARTS_AT_0
    match = _match_names(theirs, ours)
    if match is None:
        match = _match_numbers(imported, ours, start, first_number)
    has_same_count = theirs.frame_count == ours.frame_count
    if has_same_count and (match is None or (match.left_out and first_number is None)):
        return FrameMatch(frames={index: index for index in range(theirs.frame_count)}, how="order")
    if match is None:
        raise FormatError(
            f"The annotations have {theirs.frame_count} frames ({theirs.frame_name(0)}, ...), "
            f"{ours.path} has {ours.frame_count} ({ours.frame_name(0)}, ...); they match neither "
            f"by name nor by number."
        )
    return match


def plain_name(stem: str) -> str:
    """Return the original name of a frame that an annotation service renamed.

    Roboflow writes `frame_3_jpg.rf.<hash>`, Label Studio `<8 hex digits>-frame_3`.
    """
    return _LABEL_STUDIO.sub("", _ROBOFLOW.sub("", stem))


def frame_number(stem: str) -> int | None:
    """Return the last number in a frame's name, such as 12 for `clip_00012`; None if none."""
    found = _NUMBER.findall(plain_name(stem))
    return int(found[-1]) if found and len(found[-1]) <= _LONGEST_NUMBER else None


def _match_names(theirs: VideoSource, ours: VideoSource) -> FrameMatch | None:
    """Match by image names, for a video that is a folder of images."""
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
        # Frames without annotations do not count as matched or missing.
        numbers = _annotated_frames(imported) or numbers
    is_position = start is not None and start.is_position
    if ours.frame_names and not is_position and first_number is None:
        match = _match_image_numbers(theirs, ours, numbers)
        if match is not None:
            return match
        if theirs.frame_names:
            return None
    reading = _first_number(ours, numbers, start, first_number)
    first = int(reading.chosen)
    index_of = range(len(numbers)) if theirs.frame_names else numbers
    pairs = zip(index_of, numbers, strict=True)
    found = {index: number - first for index, number in pairs}
    found = {index: target for index, target in found.items() if 0 <= target < ours.frame_count}
    if not found:
        return None
    is_open = first_number is not None or (0 not in numbers and not is_position)
    return _match(theirs, found, "number", reading if is_open else None, index_of)


def _match_image_numbers(
    theirs: VideoSource, ours: VideoSource, numbers: list[int]
) -> FrameMatch | None:
    """Match by the numbers in image names, for a video that is a folder of images."""
    image_numbers = _numbers(ours)
    if image_numbers is None:
        return None
    by_number = {number: index for index, number in enumerate(image_numbers)}
    index_of = range(len(numbers)) if theirs.frame_names else numbers
    pairs = zip(index_of, numbers, strict=True)
    found = {index: by_number[number] for index, number in pairs if number in by_number}
    # Without frame names, numbers that are not all found are probably positions.
    if not found or (not theirs.frame_names and len(found) < len(numbers)):
        return None
    return _match(theirs, found, "number", None, index_of)


def _annotated_frames(imported: Document) -> list[int]:
    """Return the indices of frames with a mask or void."""
    found = {index for index, _ in imported.voids()}
    for track_id in imported.tracks:
        found.update(index for index, _ in imported.masks_of(track_id))
    return sorted(found)


def _numbers(source: VideoSource) -> list[int] | None:
    """Return the number in each frame's name; None if some have none or they are not unique."""
    if not source.frame_names:
        # An ordered list of frames does not imply frame numbers.
        return None if source.is_folder else list(range(source.frame_count))
    numbers = [frame_number(name) for name in source.frame_names]
    known = [number for number in numbers if number is not None]
    return known if len(set(known)) == len(numbers) else None


def _first_number(
    ours: VideoSource, numbers: list[int], start: FrameStart | None, first_number: int | None
) -> Reading:
    """Decide whether the first frame is 0 or 1, from all frame numbers in the file."""
    lowest, highest, count = min(numbers), max(numbers), ours.frame_count
    chosen, reason = "0", f"the file has frames {lowest} to {highest}"
    if first_number is not None:
        chosen, reason = str(first_number), "as you chose"
    elif lowest == 0:
        reason = "the file has a frame 0"
    elif highest == count:
        chosen = "1"
        reason = f"the last frame in the file is {highest}, and the video has {count} frames"
    elif start is not None:
        chosen, reason = str(start.number), start.reason
    elif lowest == 1 and highest < count:
        chosen, reason = "1", "the file has a frame 1 but no frame 0"
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
    """Return a match; frames of `index_of` (or all frames) that were not found are left out."""
    frames = range(theirs.frame_count) if index_of is None else index_of
    left_out = tuple(theirs.frame_name(index) for index in frames if index not in found)
    return FrameMatch(frames=found, left_out=left_out, how=how, reading=reading)
