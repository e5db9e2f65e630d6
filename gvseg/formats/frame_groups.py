"""Puts frames that a file or folder names together to videos, by folders and names."""

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from natsort import natsorted

from gvseg.formats.frame_matching import frame_number, plain_name

_COLLECTIONS = frozenset(
    {"images", "image", "labels", "data", "frames", "img", "img1", "imgs", "jpegimages", "rgb"}
    | {"default", "upload", "obj_train_data", "obj_valid_data", "predict", "track"}
    | {"train", "val", "valid", "validation", "test", ".", "..", "", "/"}
)
"""Folders that collect pictures of any videos, or one part of them."""

_VIDEO_SUFFIX = re.compile(r"_(?:mp4|mov|avi|mkv|webm|m4v|wmv|mpe?g)$", re.IGNORECASE)
_FRAME_WORD = re.compile(r"[-_. ]?frames?$", re.IGNORECASE)
_LAST_NUMBER = re.compile(r"\d+(?!.*\d)")


@dataclass(frozen=True, slots=True)
class FrameFile:
    """A frame that a file or folder names.

    Attributes:
        file: its picture, relative to anything.
        size: (height, width).
        video: what the file itself says of its video; None where nothing.
    """

    file: PurePosixPath
    size: tuple[int, int]
    video: Hashable = None


@dataclass(frozen=True, slots=True)
class FrameGroup:
    """The frames of one video.

    Attributes:
        name: of the video; empty where neither folders nor names say it.
        members: places of the frames in what was given, in natural order of their names.
    """

    name: str
    members: tuple[int, ...]


def group_frames(frames: Sequence[FrameFile]) -> list[FrameGroup]:
    """The videos that frames are of.

    Frames of one folder and size are one video, whatever folders only collect pictures; where
    their numbers would come twice, of one video for each beginning of their names.
    """
    by_folder: dict[Hashable, list[int]] = {}
    for place, frame in enumerate(frames):
        key = ("video", frame.video) if frame.video is not None else _folders(frame.file)
        by_folder.setdefault((key, frame.size), []).append(place)
    groups: list[FrameGroup] = []
    for members in by_folder.values():
        first = frames[members[0]]
        folder = "/".join(_folders(first.file)[-1:])
        parts = {folder: members}
        if first.video is None:
            parts = _by_full_folder(frames, members) or _by_prefix(frames, members) or parts
        groups += [
            FrameGroup(name or folder, _in_order(frames, some)) for name, some in parts.items()
        ]
    return _with_own_names(frames, groups)


def frame_names(files: Sequence[PurePosixPath]) -> tuple[str, ...]:
    """What frames are called: the stem of their files, as much more as tells them apart."""
    for names in (tuple(file.stem for file in files), tuple(file.name for file in files)):
        if len(set(names)) == len(names):
            return names
    return tuple("_".join(file.parts) for file in files)


def _folders(file: PurePosixPath) -> tuple[str, ...]:
    return tuple(part for part in file.parent.parts if part.lower() not in _COLLECTIONS)


def _by_full_folder(frames: Sequence[FrameFile], members: list[int]) -> dict[str, list[int]] | None:
    """By whole folders, where frames of one name are in several that only collect pictures."""
    stems = {frames[place].file.stem for place in members}
    if len(stems) == len({frames[place].file for place in members}):
        return None
    found: dict[str, list[int]] = {}
    for place in members:
        found.setdefault(frames[place].file.parent.as_posix(), []).append(place)
    if len(found) < 2:
        return None
    return {PurePosixPath(folder).name: some for folder, some in found.items()}


def _by_prefix(frames: Sequence[FrameFile], members: list[int]) -> dict[str, list[int]] | None:
    """By the beginning of names, where only that tells frames of one number apart."""
    numbers = {place: frame_number(frames[place].file.stem) for place in members}
    if None in numbers.values() or len(set(numbers.values())) == len(members):
        return None
    found: dict[str, list[int]] = {}
    for place in members:
        found.setdefault(_prefix(frames[place].file.stem), []).append(place)
    is_told = all(
        1 < len(some) == len({numbers[place] for place in some}) for some in found.values()
    )
    return found if is_told else None


def _prefix(stem: str) -> str:
    """What stands before the frame number: `clip` of `clip_mp4-12_jpg.rf.<hash>`."""
    before = _LAST_NUMBER.split(plain_name(stem))[0].rstrip("-_. ")
    return _VIDEO_SUFFIX.sub("", _FRAME_WORD.sub("", before))


def _in_order(frames: Sequence[FrameFile], members: list[int]) -> tuple[int, ...]:
    return tuple(natsorted(members, key=lambda place: frames[place].file.as_posix()))


def _with_own_names(frames: Sequence[FrameFile], groups: list[FrameGroup]) -> list[FrameGroup]:
    """The groups with the size behind a name that several have: each video needs its own."""
    names = [group.name for group in groups]
    found = []
    for group in groups:
        name = group.name
        if names.count(name) > 1:
            height, width = frames[group.members[0]].size
            name = f"{name or 'images'} {width}x{height}"
        found.append(FrameGroup(name, group.members))
    return found
