"""Interface of all frame sources: video files, image files and folders of images."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gvseg.errors import VideoError
from gvseg.video.clock import Clock
from gvseg.video.pixels import Pixels, RgbImage, is_deep, to_rgb
from gvseg.video.value_range import ValueRange


@dataclass(frozen=True, slots=True)
class VideoReference:
    """Identity of a video, for recognising it after it was moved.

    Attributes:
        path: last known path.
        size_bytes: size of the file, or total size of the images in a folder.
        sha256: hexadecimal hash of the start of the file and the frame times; for a folder, of the
            names and sizes of its images and the start of the first image.
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
        clock: converts timestamps in a file to times; None for images.
        notes: messages about the source for the user.
        automatic_range: value range chosen from a sample of the frames; None for 8-bit video.
        value_range: value range in use; can be set.
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
    def frame(self, frame_index: int) -> RgbImage:
        """Return a frame: H x W x 3, uint8, RGB. The caller owns the array.

        Raises:
            VideoError: the index is out of range, the source is closed, or the image is damaged.
        """

    @abstractmethod
    def frame_name(self, frame_index: int) -> str:
        """Return the name of a frame's output files: "00012", or the stem of the image file."""

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
        """Return the indices of damaged frames found so far.

        Each is either concealed by the decoder or replaced with the nearest earlier frame.
        """

    @abstractmethod
    def close(self) -> None:
        """Release files and memory; safe to call twice."""

    def to_8bit_rgb(self, pixels: Pixels) -> RgbImage:
        """Convert pixels to 8-bit RGB, using `value_range` if they are deeper."""
        if self.value_range is None or not is_deep(pixels):
            return to_rgb(pixels)
        return self.value_range.apply(pixels)

    def frames(
        self, first: int = 0, last: int | None = None, *, step: int = 1
    ) -> Iterator[tuple[int, RgbImage]]:
        """Return an iterator over frames with their indices, from `first` to `last` inclusive.

        A negative step iterates from `last` to `first`.

        Raises:
            VideoError: an end is out of range or the step is 0; reading raises as `frame` does.
        """
        last = self.frame_count - 1 if last is None else last
        self.check_frame(first)
        self.check_frame(last)
        if step == 0:
            raise VideoError("The step between frames is 0: choose another step.")
        indexes = range(first, last + 1, step) if step > 0 else range(last, first - 1, step)
        return ((frame_index, self.frame(frame_index)) for frame_index in indexes)

    def check_frame(self, frame_index: int) -> None:
        """Check that a frame index is in range.

        Raises:
            VideoError: it is not.
        """
        if not 0 <= frame_index < self.frame_count:
            raise VideoError(
                f"{self.path} has no frame {frame_index}: its {self.frame_count} frames are "
                f"numbered 0 to {self.frame_count - 1}."
            )

    def __enter__(self) -> "Video":
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()
