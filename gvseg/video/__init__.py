"""Frame-exact random access to video files and folders of images."""

import threading
from pathlib import Path

from gvseg.video.clock import Clock
from gvseg.video.container import VideoCancelledError
from gvseg.video.file import VideoFile, read_first_frame, stated_seconds
from gvseg.video.folder import FrameFolder, read_first_image
from gvseg.video.image_file import ImageFile, is_image_file
from gvseg.video.packet_table import Progress
from gvseg.video.pixels import RgbImage
from gvseg.video.still import read_still
from gvseg.video.value_range import ValueRange
from gvseg.video.video import Video, VideoReference

__all__ = [
    "CACHE_BYTES",
    "Clock",
    "Progress",
    "RgbImage",
    "ValueRange",
    "Video",
    "VideoCancelledError",
    "VideoReference",
    "first_frame",
    "open_video",
    "stated_seconds",
]

CACHE_BYTES = 256 * 2**20
"""Default size of the frame cache: about 80 frames of 1080p."""


def open_video(
    path: Path | str,
    *,
    progress: Progress | None = None,
    cancel: threading.Event | None = None,
    cache_bytes: int = CACHE_BYTES,
) -> Video:
    """Open a video file or a folder of images.

    The first time a video is opened, all its packets are read to build an index of its frames. The
    index is saved in the user's cache folder.

    Args:
        path: the file or folder.
        progress: called in this thread with the fraction done, 0 to 1.
        cancel: set this event to stop.
        cache_bytes: size limit of the cache of decoded frames, in bytes; folders have no cache.

    Raises:
        VideoError: the source cannot be read; the message says why.
        VideoCancelledError: `cancel` was set.
    """
    path = Path(path)
    if path.is_dir():
        return FrameFolder(path, progress=progress, cancel=cancel)
    if is_image_file(path):
        image = ImageFile(path, cache_bytes=cache_bytes)
        if progress is not None:
            progress(1.0)
        return image
    return VideoFile(path, progress=progress, cancel=cancel, cache_bytes=cache_bytes)


def first_frame(path: Path | str) -> RgbImage:
    """Return the first frame of a file or folder without an index: H x W x 3, uint8, RGB.

    Raises:
        VideoError: the source cannot be used.
    """
    path = Path(path)
    if path.is_dir():
        return read_first_image(path)
    return read_still(path) if is_image_file(path) else read_first_frame(path)
