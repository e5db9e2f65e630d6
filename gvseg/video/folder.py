"""A folder of pictures as a source of frames."""

import hashlib
import os
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from natsort import natsorted

from gvseg.errors import VideoError
from gvseg.file_names import OTHER_PICTURE_SUFFIXES, PICTURE_SUFFIXES, VIDEO_SUFFIXES, readable_name
from gvseg.video.container import VideoCancelledError
from gvseg.video.index_cache import hash_head
from gvseg.video.packet_table import Progress
from gvseg.video.picture import Orientation
from gvseg.video.pixels import Picture, Pixels, is_deep
from gvseg.video.still import read_pixels, read_still, read_still_header, read_still_size
from gvseg.video.still_decoding import is_animated
from gvseg.video.value_range import find_range, spread_indexes
from gvseg.video.video import Video, VideoReference

_FRAME_RATE = 25.0  # a folder does not say; players and formats need some figure
_PICTURES_PER_REPORT = 64
_NAMED = 3


class FrameFolder(Video):
    """Pictures of a folder in natural order (frame2 before frame10), all of one size.

    EXIF orientation is applied; grey and transparent pictures become 8-bit RGB, deeper ones are
    shown by one range of values. Nothing is kept in memory: a picture is decoded each time that
    it is asked for.

    Raises:
        VideoError: no picture, two of one name, one of another size, or one that is unreadable.
        VideoCancelledError: `cancel` was set.
    """

    is_folder = True
    clock = None
    missing_frames = 0
    frame_rate = _FRAME_RATE

    def __init__(
        self,
        path: Path,
        *,
        progress: Progress | None = None,
        cancel: threading.Event | None = None,
    ) -> None:
        self._pictures = list_pictures(path)
        self.path = path
        self.name = readable_name(path.absolute().name)
        self.frame_count = len(self._pictures)
        self.height, self.width = read_still_size(self._pictures[0])
        self._is_closed = False
        longer: list[Path] = []
        for number, picture in enumerate(self._pictures):
            if cancel is not None and cancel.is_set():
                raise VideoCancelledError(path)
            if self._check_header(picture):
                longer.append(picture)
            if progress is not None and number % _PICTURES_PER_REPORT == 0:
                progress(number / self.frame_count)
        self.notes = (*_passed_over(path), *_longer_than_one(longer))
        self._find_range_by(0)
        if progress is not None:
            progress(1.0)

    def frame(self, frame_index: int) -> Picture:
        """See `Video.frame`."""
        self.check_frame(frame_index)
        if self._is_closed:
            raise VideoError(f"{self.path} is closed: open it again.")
        path = self._pictures[frame_index]
        pixels = read_pixels(path)
        self._check_size(path, pixels.shape[0], pixels.shape[1])
        if self.value_range is None and is_deep(pixels):
            self._find_range_by(frame_index)
        return self.show(pixels)

    def frame_name(self, frame_index: int) -> str:
        """The picture's file name without suffix."""
        self.check_frame(frame_index)
        return readable_name(self._pictures[frame_index].stem)

    def time_s(self, frame_index: int) -> float:
        """See `Video.time_s`; at 25 frames a second."""
        self.check_frame(frame_index)
        return frame_index / _FRAME_RATE

    @property
    def reference(self) -> VideoReference:
        """See `Video.reference`."""
        digest = hashlib.sha256(hash_head(self._pictures[0]).encode())
        total = 0
        for picture in self._pictures:
            size = picture.stat().st_size
            total += size
            digest.update(f"{picture.name}\0{size}\n".encode("utf-8", "surrogateescape"))
        return VideoReference(self.path, total, digest.hexdigest())

    @property
    def damaged_frames(self) -> frozenset[int]:
        """Always empty: an unreadable picture is an error."""
        return frozenset()

    def close(self) -> None:
        """See `Video.close`."""
        self._is_closed = True

    def _check_header(self, picture: Path) -> bool:
        """Refuse a picture of another size; whether it holds more than one frame."""
        header = read_still_header(picture)
        if header is None:
            self._check_size(picture, *read_still_size(picture))
            return picture.suffix.lower() == ".gif" and is_animated(picture)
        orientation = Orientation.of_exif(header.exif_orientation)
        self._check_size(picture, *orientation.size(header.height, header.width))
        return header.has_more_frames

    def _check_size(self, picture: Path, height: int, width: int) -> None:
        if (height, width) != (self.height, self.width):
            raise VideoError(
                f"The picture {picture} is {width}x{height} pixels, but {self._pictures[0].name} "
                f"is {self.width}x{self.height}: all frames of a folder must have one size."
            )

    def _find_range_by(self, frame_index: int) -> None:
        """Set the range by pictures over the whole folder, if this one is deep."""
        try:
            if is_deep(read_pixels(self._pictures[frame_index])):
                self.automatic_range = find_range(self._sampled(frame_index))
                self.value_range = self.automatic_range
        except VideoError:
            return  # it is named when it is asked for

    def _sampled(self, frame_index: int) -> Iterator[Pixels]:
        for place in {frame_index, *spread_indexes(self.frame_count)}:
            try:
                yield read_pixels(self._pictures[place])
            except VideoError:
                continue


def list_pictures(folder: Path) -> list[Path]:
    """The frames of a folder in natural order; hidden files are left out.

    Raises:
        VideoError: the folder cannot be read, holds no picture, or two of one name.
    """
    names = _file_names(folder)
    pictures = [folder / name for name in names if Path(name).suffix.lower() in PICTURE_SUFFIXES]
    if not pictures:
        raise VideoError(_why_empty(folder, names))
    first_of: dict[str, Path] = {}
    for picture in pictures:
        other = first_of.setdefault(readable_name(picture.stem), picture)
        if other != picture:
            raise VideoError(
                f"{other.name} and {picture.name} in {folder} have one name: keep the frames in "
                "a folder of their own."
            )
    return pictures


def read_first_picture(folder: Path) -> Picture:
    """The first frame of a folder.

    Raises:
        VideoError: as `list_pictures` and `FrameFolder`.
    """
    return read_still(list_pictures(folder)[0])


def _file_names(folder: Path) -> list[str]:
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in entries if _is_file(entry)]
    except OSError as error:
        raise VideoError(f"The folder {folder} cannot be read: {error.strerror}.") from error
    return [name for name in natsorted(sorted(names)) if not name.startswith(".")]


def _is_file(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_file()
    except OSError:  # a link that leads to itself
        return False


def _passed_over(folder: Path) -> list[str]:
    """One sentence about pictures that cannot be read."""
    counts = Counter(Path(name).suffix.lower() for name in _file_names(folder))
    others = {
        suffix: counts[suffix] for suffix in sorted(counts) if suffix in OTHER_PICTURE_SUFFIXES
    }
    if not others:
        return []
    kinds = ", ".join(f"{count} {suffix}" for suffix, count in others.items())
    return [
        f"Pictures in {folder} that cannot be read are left out ({kinds}): convert them to PNG."
    ]


def _longer_than_one(pictures: list[Path]) -> list[str]:
    """One sentence about pictures of which only the first frame is shown."""
    if not pictures:
        return []
    names = ", ".join(picture.name for picture in pictures[:_NAMED])
    more = f" and {len(pictures) - _NAMED} more" if len(pictures) > _NAMED else ""
    return [
        f"Only the first frame is shown of {names}{more}: open such a file by itself to see all "
        f"its frames."
    ]


def _why_empty(folder: Path, names: list[str]) -> str:
    suffixes = Counter(Path(name).suffix.lower() for name in names)
    words = f"The folder {folder} holds no picture that can be read"
    if others := sorted(suffix for suffix in suffixes if suffix in OTHER_PICTURE_SUFFIXES):
        return f"{words}, only {', '.join(others)}: convert them to PNG."
    if videos := [name for name in names if Path(name).suffix.lower() in VIDEO_SUFFIXES]:
        return f"{words}, but it holds videos: open one of them, such as {videos[0]}."
    try:
        inner = natsorted(
            child.name for child in folder.iterdir() if child.is_dir() and child.name[:1] != "."
        )
    except OSError:
        inner = []
    if inner:
        return f"{words}: open one of the folders in it, such as {inner[0]}."
    return f"{words} ({', '.join(sorted(PICTURE_SUFFIXES))})."
