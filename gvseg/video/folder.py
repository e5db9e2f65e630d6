"""A folder of pictures as a source of frames."""

import hashlib
import os
import threading
from pathlib import Path

from natsort import natsorted

from gvseg.errors import VideoError
from gvseg.file_names import PICTURE_SUFFIXES, readable_name
from gvseg.video.container import VideoCancelledError
from gvseg.video.index_cache import hash_head
from gvseg.video.packet_table import Progress
from gvseg.video.picture import Picture
from gvseg.video.still import read_still, read_still_size
from gvseg.video.video import Video, VideoReference

_FRAME_RATE = 25.0  # a folder does not say; players and formats need some figure
_PICTURES_PER_REPORT = 64


class FrameFolder(Video):
    """Pictures of a folder in natural order (frame2 before frame10), all of one size.

    EXIF orientation is applied; grey, 16-bit and transparent pictures become 8-bit RGB. Nothing
    is kept in memory: a picture is decoded each time that it is asked for.

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
        for number, picture in enumerate(self._pictures):
            if cancel is not None and cancel.is_set():
                raise VideoCancelledError(path)
            self._check_size(picture, *read_still_size(picture))
            if progress is not None and number % _PICTURES_PER_REPORT == 0:
                progress(number / self.frame_count)
        if progress is not None:
            progress(1.0)

    def frame(self, frame_index: int) -> Picture:
        """See `Video.frame`."""
        self.check_frame(frame_index)
        if self._is_closed:
            raise VideoError(f"{self.path} is closed: open it again.")
        path = self._pictures[frame_index]
        picture = read_still(path)
        self._check_size(path, picture.shape[0], picture.shape[1])
        return picture

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

    def _check_size(self, picture: Path, height: int, width: int) -> None:
        if (height, width) != (self.height, self.width):
            raise VideoError(
                f"The picture {picture} is {width}x{height} pixels, but {self._pictures[0].name} "
                f"is {self.width}x{self.height}: all frames of a folder must have one size."
            )


def list_pictures(folder: Path) -> list[Path]:
    """The frames of a folder in natural order; hidden files are left out.

    Raises:
        VideoError: the folder cannot be read, holds no picture, or two of one name.
    """
    try:
        names = [entry.name for entry in os.scandir(folder) if entry.is_file()]
    except OSError as error:
        raise VideoError(f"The folder {folder} cannot be read: {error.strerror}.") from error
    pictures = [
        folder / name
        for name in natsorted(sorted(names))
        if Path(name).suffix.lower() in PICTURE_SUFFIXES and not name.startswith(".")
    ]
    if not pictures:
        raise VideoError(
            f"The folder {folder} holds no picture ({', '.join(sorted(PICTURE_SUFFIXES))})."
        )
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
