"""What every source of frames offers, whether a video file or a folder of pictures."""

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
    """By what a source is known again after it was moved.

    Attributes:
        path: where it was.
        size_bytes: of the file, or of all pictures of a folder together.
        sha256: hexadecimal hash of the head of the file and of the frames' times; for a folder
            of its pictures' names and sizes and the head of the first.
    """

    path: Path
    size_bytes: int
    sha256: str


class Video(ABC):
    """Frames of one source by index, counted from 0 in the order in which they are shown.

    For one thread at a time; `close` may come from another.

    Attributes:
        path: the file or folder.
        name: file name without suffix, or the folder's name.
        frame_count: frames that can be read.
        height: rows in pixels, after rotation.
        width: columns in pixels, after rotation.
        frame_rate: mean frames per second.
        missing_frames: frames at the end that the file announces and that cannot be read.
        is_folder: whether frames are pictures in a folder.
        clock: how time stamps in a file become times; None where frames are pictures without any.
        notes: what a person should know of the source, in sentences.
        automatic_range: values shown as black and as white where pictures are deeper than 8 bits,
            as found over the whole video; None for 8 bits.
        value_range: those in use; another may be set.
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
        """One frame: H x W x 3, uint8, RGB. The array is the caller's own.

        Raises:
            VideoError: no such frame, closed, or the picture is damaged.
        """

    @abstractmethod
    def frame_name(self, frame_index: int) -> str:
        """Name under which a frame's output is stored: «00012», or the picture's own stem."""

    @abstractmethod
    def time_s(self, frame_index: int) -> float:
        """When a frame is shown, in seconds after frame 0."""

    @property
    @abstractmethod
    def reference(self) -> VideoReference:
        """By what this source is known again."""

    @property
    @abstractmethod
    def damaged_frames(self) -> frozenset[int]:
        """Frames met so far that are damaged: patched up, or shown as the one before."""

    @abstractmethod
    def close(self) -> None:
        """Release files and memory; may be called twice."""

    def show(self, pixels: Pixels) -> Picture:
        """The pixels of a frame as 8-bit RGB, by the range in use where they are deeper."""
        if self.value_range is None or not is_deep(pixels):
            return to_rgb(pixels)
        return self.value_range.apply(pixels)

    def frames(
        self, first: int = 0, last: int | None = None, *, step: int = 1
    ) -> Iterator[tuple[int, Picture]]:
        """Frames from first to last, both included; with a negative step from last to first.

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
        """Refuse an index that this video does not have.

        Raises:
            VideoError: before the first frame or past the last.
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
