"""Frame source for folders of images."""

import hashlib
import os
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from natsort import natsorted

from gvseg.errors import VideoError
from gvseg.file_names import IMAGE_SUFFIXES, OTHER_IMAGE_SUFFIXES, VIDEO_SUFFIXES, readable_name
from gvseg.video.container import VideoCancelledError
from gvseg.video.frame_conversion import Orientation
from gvseg.video.index_cache import hash_head
from gvseg.video.packet_table import Progress
from gvseg.video.pixels import Pixels, RgbImage, is_deep
from gvseg.video.still import read_pixels, read_still, read_still_header, read_still_size
from gvseg.video.still_decoding import is_animated
from gvseg.video.value_range import find_range, sample_indices
from gvseg.video.video import Video, VideoReference

_FRAME_RATE = 25.0  # a folder has no frame rate, but players and export formats need one
_IMAGES_PER_REPORT = 64
_MAX_NAMES = 3


class FrameFolder(Video):
    """Images in a folder in natural order (frame2 before frame10), all of the same size.

    EXIF orientation is applied. Images become 8-bit RGB without alpha; deeper ones are mapped with
    one value range for the whole folder. Nothing is cached: each call decodes the image again.

    Raises:
        VideoError: the folder has no images, an image is unreadable, two share a name, or their
            sizes differ.
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
        self._images = list_images(path)
        self.path = path
        self.name = readable_name(path.absolute().name)
        self.frame_count = len(self._images)
        self.height, self.width = read_still_size(self._images[0])
        self._is_closed = False
        animated: list[Path] = []
        for number, image in enumerate(self._images):
            if cancel is not None and cancel.is_set():
                raise VideoCancelledError(path)
            if self._check_header(image):
                animated.append(image)
            if progress is not None and number % _IMAGES_PER_REPORT == 0:
                progress(number / self.frame_count)
        self.notes = (*_note_skipped(path), *_note_animated(animated))
        self._set_range(0)
        if progress is not None:
            progress(1.0)

    def frame(self, frame_index: int) -> RgbImage:
        """See `Video.frame`."""
        self.check_frame(frame_index)
        if self._is_closed:
            raise VideoError(f"{self.path} is closed: open it again.")
        path = self._images[frame_index]
        pixels = read_pixels(path)
        self._check_size(path, pixels.shape[0], pixels.shape[1])
        if self.value_range is None and is_deep(pixels):
            self._set_range(frame_index)
        return self.to_8bit_rgb(pixels)

    def frame_name(self, frame_index: int) -> str:
        """Return the image's file name without its suffix."""
        self.check_frame(frame_index)
        return readable_name(self._images[frame_index].stem)

    def time_s(self, frame_index: int) -> float:
        """See `Video.time_s`; folders play at 25 frames per second."""
        self.check_frame(frame_index)
        return frame_index / _FRAME_RATE

    @property
    def reference(self) -> VideoReference:
        """See `Video.reference`."""
        digest = hashlib.sha256(hash_head(self._images[0]).encode())
        total = 0
        for image in self._images:
            size = image.stat().st_size
            total += size
            digest.update(f"{image.name}\0{size}\n".encode("utf-8", "surrogateescape"))
        return VideoReference(self.path, total, digest.hexdigest())

    @property
    def damaged_frames(self) -> frozenset[int]:
        """Always empty: reading a damaged image raises an error."""
        return frozenset()

    def close(self) -> None:
        """See `Video.close`."""
        self._is_closed = True

    def _check_header(self, image: Path) -> bool:
        """Check the image's size; return whether the file contains more than one frame."""
        header = read_still_header(image)
        if header is None:
            self._check_size(image, *read_still_size(image))
            return image.suffix.lower() == ".gif" and is_animated(image)
        orientation = Orientation.from_exif(header.exif_orientation)
        self._check_size(image, *orientation.size(header.height, header.width))
        return header.has_more_frames

    def _check_size(self, image: Path, height: int, width: int) -> None:
        if (height, width) != (self.height, self.width):
            raise VideoError(
                f"The image {image} is {width}x{height} pixels, but {self._images[0].name} "
                f"is {self.width}x{self.height}: resize the images or move this one elsewhere."
            )

    def _set_range(self, frame_index: int) -> None:
        """Choose the value range from a sample of the folder if this image is deep."""
        try:
            if is_deep(read_pixels(self._images[frame_index])):
                self.automatic_range = find_range(self._sample_frames(frame_index))
                self.value_range = self.automatic_range
        except VideoError:
            return  # `frame` reports a damaged image when it is read

    def _sample_frames(self, frame_index: int) -> Iterator[Pixels]:
        for index in {frame_index, *sample_indices(self.frame_count)}:
            try:
                yield read_pixels(self._images[index])
            except VideoError:
                continue


def list_images(folder: Path) -> list[Path]:
    """Return the images in a folder in natural order, without hidden files.

    Raises:
        VideoError: the folder cannot be read, has no images, or two images share a name.
    """
    names = _file_names(folder)
    images = [folder / name for name in names if Path(name).suffix.lower() in IMAGE_SUFFIXES]
    if not images:
        raise VideoError(_why_empty(folder, names))
    first_of: dict[str, Path] = {}
    for image in images:
        other = first_of.setdefault(readable_name(image.stem), image)
        if other != image:
            raise VideoError(
                f"{other.name} and {image.name} in {folder} share a name: remove or rename one "
                "of them, or move the frames to a folder of their own."
            )
    return images


def read_first_image(folder: Path) -> RgbImage:
    """Return the first frame of a folder.

    Raises:
        VideoError: as for `list_images`, or the image cannot be read.
    """
    return read_still(list_images(folder)[0])


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
    except OSError:  # a symbolic link that points to itself
        return False


def _note_skipped(folder: Path) -> list[str]:
    counts = Counter(Path(name).suffix.lower() for name in _file_names(folder))
    others = {suffix: counts[suffix] for suffix in sorted(counts) if suffix in OTHER_IMAGE_SUFFIXES}
    if not others:
        return []
    kinds = ", ".join(f"{count} {suffix}" for suffix, count in others.items())
    return [
        f"Some images in {folder} cannot be read and were skipped ({kinds}): convert them to PNG."
    ]


def _note_animated(images: list[Path]) -> list[str]:
    if not images:
        return []
    names = ", ".join(image.name for image in images[:_MAX_NAMES])
    more = f" and {len(images) - _MAX_NAMES} more" if len(images) > _MAX_NAMES else ""
    return [
        f"Only the first frame of {names}{more} is used: open such a file by itself to see all "
        f"its frames."
    ]


def _why_empty(folder: Path, names: list[str]) -> str:
    suffixes = Counter(Path(name).suffix.lower() for name in names)
    problem = f"The folder {folder} has no readable images"
    if others := sorted(suffix for suffix in suffixes if suffix in OTHER_IMAGE_SUFFIXES):
        return f"{problem}, only {', '.join(others)}: convert them to PNG."
    if videos := [name for name in names if Path(name).suffix.lower() in VIDEO_SUFFIXES]:
        return f"{problem}, but it has videos: open one of them, such as {videos[0]}."
    try:
        inner = natsorted(
            child.name for child in folder.iterdir() if child.is_dir() and child.name[:1] != "."
        )
    except OSError:
        inner = []
    if inner:
        return f"{problem}: open one of the folders in it, such as {inner[0]}."
    return f"{problem}: choose a folder of {', '.join(sorted(IMAGE_SUFFIXES))} files."
