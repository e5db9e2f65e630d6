"""The interface of all frame sources: video files and folders of images."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from gvseg.errors import VideoError
from gvseg.video.clock import Clock
from gvseg.video.pixels import Picture, Pixels, is_deep, to_rgb
from gvseg.video.value_range import ValueRange


@dataclass(frozen=True, slots=True)
class VideoReference:
    """The identity of a source, to recognise it after it was moved.

    Attributes:
        path: last known path.
        size_bytes: size of the file, or total size of the images in a folder.
        sha256: hexadecimal hash of the head of the file and of the frames' times; for a
            folder, of its images' names and sizes and the head of the first.
    """

    path: Path
    size_bytes: int
    sha256: str


class Video(ABC):
    """Frames of one source by index, from 0 in presentation order.

    Not thread-safe, except that another thread can call `close`.

    Attributes:
        path: the file or folder.
        name: file name without suffix, or the folder's name.
        frame_count: number of readable frames.
        height: rows in pixels, after rotation.
        width: columns in pixels, after rotation.
        frame_rate: mean frames per second.
        missing_frames: number of frames at the end that the file declares but that cannot be read.
        is_folder: whether the frames are images in a folder.
        clock: converts time stamps in a file to times; None for images, which have none.
        notes: sentences on the source for the user.
        automatic_range: values shown as black and as white where pictures are deeper than 8 bits,
            as found over the whole video; None for 8 bits.
        value_range: values in use; can be set.
    """

    path: Path
    name: str
    frame_count: int
    height: int
    width: int
    frame_rate: float
    missing_frames: int
    is_folder: bool
    clock: Clock | None
    notes: tuple[str, ...] = ()
    automatic_range: ValueRange | None = None
    value_range: ValueRange | None = None

    @abstractmethod
    def frame(self, frame_index: int) -> Picture:
        """Return a frame: H x W x 3, uint8, RGB. The caller owns the array.

        Raises:
            VideoError: the index is out of range, the source is closed, or the image is damaged.
        """

    @abstractmethod
    def frame_name(self, frame_index: int) -> str:
        """Return the name of a frame's output files: «00012», or the image's stem."""

    @abstractmethod
    def time_s(self, frame_index: int) -> float:
        """Return the time of a frame in seconds after frame 0."""

    @property
    @abstractmethod
    def reference(self) -> VideoReference:
        """Return the identity of this source."""

    @property
    @abstractmethod
    def damaged_frames(self) -> frozenset[int]:
        """Return the damaged frames found so far: repaired or replaced by the previous one."""

    @abstractmethod
    def close(self) -> None:
        """Release files and memory; can be called twice."""

    def show(self, pixels: Pixels) -> Picture:
        """Convert the pixels of a frame to 8-bit RGB, with the current range if they are deeper."""
        if self.value_range is None or not is_deep(pixels):
            return to_rgb(pixels)
        return self.value_range.apply(pixels)

    def frames(
        self, first: int = 0, last: int | None = None, *, step: int = 1
    ) -> Iterator[tuple[int, Picture]]:
        """Yield the frames from first to last, inclusive; with a negative step, from last to first.

        Raises:
            VideoError: as `frame`, for either end at once; or a step of 0.
        """
        last = self.frame_count - 1 if last is None else last
        self.check_frame(first)
        self.check_frame(last)
        if step == 0:
            raise VideoError("The step between frames must not be 0.")
        indexes = range(first, last + 1, step) if step > 0 else range(last, first - 1, step)
        return ((frame_index, self.frame(frame_index)) for frame_index in indexes)

    def check_frame(self, frame_index: int) -> None:
        """Check that an index is in the video.

        Raises:
            VideoError: the index is before the first frame or after the last.
        """
        if not 0 <= frame_index < self.frame_count:
            raise VideoError(
                f"{self.path} has no frame {frame_index}: its {self.frame_count} frames are "
                f"numbered 0 to {self.frame_count - 1}."
            )

    def __enter__(self) -> "Video":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
