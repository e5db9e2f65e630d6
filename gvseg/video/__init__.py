"""Frame-exact random access to video files and folders of pictures."""

import threading
from pathlib import Path

from gvseg.video.clock import Clock
from gvseg.video.container import VideoCancelledError
from gvseg.video.file import VideoFile, read_first_frame
from gvseg.video.folder import FrameFolder, read_first_picture
from gvseg.video.packet_table import Progress
from gvseg.video.picture_file import PictureFile, is_picture_file
from gvseg.video.pixels import Picture
from gvseg.video.still import read_still
from gvseg.video.value_range import ValueRange
from gvseg.video.video import Video, VideoReference

__all__ = [
    "CACHE_BYTES",
    "Clock",
    "Picture",
    "Progress",
    "ValueRange",
    "Video",
    "VideoCancelledError",
    "VideoReference",
    "first_frame",
    "open_video",
]

CACHE_BYTES = 256 * 2**20
"""Decoded frames kept by default: about 80 of 1080p."""


def open_video(
    path: Path | str,
    *,
    progress: Progress | None = None,
    cancel: threading.Event | None = None,
    cache_bytes: int = CACHE_BYTES,
) -> Video:
    """Open a video file or a folder of pictures.

    The first time, a file is read whole (not decoded) to index its frames; the index is kept in
    the platform's cache folder.

    Args:
        path: the file or folder.
        progress: told the fraction done, 0..1, now and then, in the calling thread.
        cancel: when set, opening stops.
        cache_bytes: bound of the decoded frames of a file that are kept in memory.

    Raises:
        VideoError: the source cannot be used; one sentence says why.
        VideoCancelledError: `cancel` was set.
    """
    path = Path(path)
    if path.is_dir():
        return FrameFolder(path, progress=progress, cancel=cancel)
    if is_picture_file(path):
        picture = PictureFile(path, cache_bytes=cache_bytes)
        if progress is not None:
            progress(1.0)
        return picture
    return VideoFile(path, progress=progress, cancel=cancel, cache_bytes=cache_bytes)


def first_frame(path: Path | str) -> Picture:
    """The first frame of a file or folder at once, before any index: H x W x 3, uint8, RGB.

    Raises:
        VideoError: the source cannot be used.
    """
    path = Path(path)
    if path.is_dir():
        return read_first_picture(path)
    return read_still(path) if is_picture_file(path) else read_first_frame(path)
