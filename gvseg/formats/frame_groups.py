"""Groups frames into videos by their folders and names."""

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from natsort import natsorted

from gvseg.formats.frame_matching import frame_number, plain_name

COLLECTIONS = frozenset(
    {"images", "image", "labels", "data", "frames", "img", "img1", "imgs", "jpegimages", "rgb"}
    | {"default", "upload", "obj_train_data", "obj_valid_data", "predict", "track"}
    | {"color", "colour", "origin", "pictures"}
    | {"train", "val", "valid", "validation", "test", ".", "..", "", "/"}
)
"""Names of folders that do not identify a video."""

_VIDEO_SUFFIX = re.compile(r"_(?:mp4|mov|avi|mkv|webm|m4v|wmv|mpe?g)$", re.IGNORECASE)
_FRAME_WORD = re.compile(r"[-_. ]?frames?$", re.IGNORECASE)
_LAST_NUMBER = re.compile(r"\d+(?!.*\d)")


@dataclass(frozen=True, slots=True)
class FrameFile:
    """A frame listed in an annotation file or found in a folder.

    Attributes:
        file: relative path of its image.
        size: (height, width).
        video: id of its video in the file, if it has one.
    """

    file: PurePosixPath
    size: tuple[int, int]
    video: Hashable = None


@dataclass(frozen=True, slots=True)
class FrameGroup:
    """The frames of one video.

    Attributes:
        name: name of the video; empty if neither folders nor file names contain one.
        members: indices of its frames in the input, in natural order of their names.
    """

    name: str
    members: tuple[int, ...]


def group_frames(frames: Sequence[FrameFile]) -> list[FrameGroup]:
    """Group frames into videos.

    Frames in the same folder with the same size are one video; folders such as `images` or `train`
    are ignored. If frame numbers then repeat, frames are split by full folder or name prefix.
    """
    by_folder: dict[Hashable, list[int]] = {}
    for index, frame in enumerate(frames):
        key = ("video", frame.video) if frame.video is not None else _folders(frame.file)
        by_folder.setdefault((key, frame.size), []).append(index)
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
    return _with_unique_names(frames, groups)


def frame_names(files: Sequence[PurePosixPath]) -> tuple[str, ...]:
    """Return unique frame names: the file stems if unique, else file names, else whole paths."""
    for names in (tuple(file.stem for file in files), tuple(file.name for file in files)):
        if len(set(names)) == len(names):
            return names
    return tuple("_".join(file.parts) for file in files)


def _folders(file: PurePosixPath) -> tuple[str, ...]:
    return tuple(part for part in file.parent.parts if part.lower() not in COLLECTIONS)


def _by_full_folder(frames: Sequence[FrameFile], members: list[int]) -> dict[str, list[int]] | None:
    """Group by full folder if the same stem occurs in several folders; otherwise return None."""
    stems = {frames[index].file.stem for index in members}
    if len(stems) == len({frames[index].file for index in members}):
        return None
    found: dict[str, list[int]] = {}
    for index in members:
        found.setdefault(frames[index].file.parent.as_posix(), []).append(index)
    if len(found) < 2:
        return None
    return {PurePosixPath(folder).name: some for folder, some in found.items()}


def _by_prefix(frames: Sequence[FrameFile], members: list[int]) -> dict[str, list[int]] | None:
    """Group by name prefix if this makes frame numbers unique; otherwise return None."""
    numbers = {index: frame_number(frames[index].file.stem) for index in members}
    if None in numbers.values() or len(set(numbers.values())) == len(members):
        return None
    found: dict[str, list[int]] = {}
    for index in members:
        found.setdefault(_prefix(frames[index].file.stem), []).append(index)
    is_unique = all(
        1 < len(some) == len({numbers[index] for index in some}) for some in found.values()
    )
    return found if is_unique else None


def _prefix(stem: str) -> str:
    """Return the part before the frame number: `clip` for `clip_mp4-12_jpg.rf.<hash>`."""
    before = _LAST_NUMBER.split(plain_name(stem))[0].rstrip("-_. ")
    return _VIDEO_SUFFIX.sub("", _FRAME_WORD.sub("", before))


def _in_order(frames: Sequence[FrameFile], members: list[int]) -> tuple[int, ...]:
    return tuple(natsorted(members, key=lambda index: frames[index].file.as_posix()))


def _with_unique_names(frames: Sequence[FrameFile], groups: list[FrameGroup]) -> list[FrameGroup]:
    """Make group names unique by appending the frame size to those that occur several times."""
    names = [group.name for group in groups]
    found = []
    for group in groups:
        name = group.name
        if names.count(name) > 1:
            height, width = frames[group.members[0]].size
            name = f"{name or 'images'} {width}x{height}"
        found.append(FrameGroup(name, group.members))
    return found
