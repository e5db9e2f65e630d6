"""Frames of a video file, for training in several processes."""

import os
from pathlib import Path

from gvseg.errors import FormatError, VideoError
from gvseg.video import RgbImage, Video, open_video

_CACHE_BYTES = 16 * 2**20
"""Size of the frame cache; small, because clips are sampled from the whole video."""


class VideoFrames:
    """Frames of a video file; each process opens it on first use."""

    def __init__(self, path: Path, frame_count: int, size: tuple[int, int]) -> None:
        self.path = path
        self._frame_count = frame_count
        self._size = size
        self._video: Video | None = None
        self._process = 0

    def __len__(self) -> int:
        """See `Frames`."""
        return self._frame_count

    def __reduce__(self) -> tuple[type["VideoFrames"], tuple[Path, int, tuple[int, int]]]:
        """Pickle the path of the file, not the open file."""
        return VideoFrames, (self.path, self._frame_count, self._size)

    def size(self, position: int) -> tuple[int, int]:
        """See `Frames`."""
        return self._size

    def image(self, position: int) -> RgbImage:
        """See `Frames`."""
        try:
            # A decoder must not be shared with the parent process.
            if self._video is None or self._process != os.getpid():
                self._video = open_video(self.path, cache_bytes=_CACHE_BYTES)
                self._process = os.getpid()
            return self._video.frame(position)
        except VideoError as error:
            raise FormatError(str(error)) from error
