"""Frame source for video files."""

import hashlib
import threading
from collections.abc import Iterator
from pathlib import Path

import av
from av.video.frame import VideoFrame

from gvseg.errors import VideoError
from gvseg.file_names import readable_name
from gvseg.video.container import decode_packet, decode_rest, open_container, read_packets
from gvseg.video.frame_conversion import FrameConverter, is_deep_grey
from gvseg.video.index import FrameIndex
from gvseg.video.index_build import build_index
from gvseg.video.index_cache import hash_head, load_index, store_index
from gvseg.video.packet_table import Progress
from gvseg.video.pixels import RgbImage
from gvseg.video.reader import FrameReader
from gvseg.video.value_range import find_range, sample_indices
from gvseg.video.video import Video, VideoReference

_DEFAULT_RATE = 25.0


class VideoFile(Video):
    """Frames of a video file by index; memory use does not depend on the length of the video.

    Frames are rotated upright and converted to 8-bit RGB without alpha; greyscale deeper than
    8 bits is mapped with one value range for the whole video. A damaged frame keeps its index and
    shows the nearest earlier frame.

    Args:
        path: the file.
        progress: called with the fraction read, 0 to 1, while the index is built.
        cancel: set this event to stop building the index.
        cache_bytes: size limit of the cache of decoded frames, in bytes.

    Raises:
        VideoError: the file is not a readable video.
        VideoCancelledError: `cancel` was set.
    """

    is_folder = False

    def __init__(
        self,
        path: Path,
        *,
        progress: Progress | None = None,
        cancel: threading.Event | None = None,
        cache_bytes: int,
    ) -> None:
        first, coded = _decode_first(path)
        index = load_index(path)
        if index is None:
            index = build_index(path, progress=progress, cancel=cancel)
            store_index(path, index)
        elif progress is not None:
            progress(1.0)
        self._index = index
        self._reader = FrameReader(path, index, cache_bytes)
        self._converter = FrameConverter(first, coded)
        self._head_hash = hash_head(path)
        self._size_bytes = path.stat().st_size
        self.path = path
        self.name = readable_name(path.stem)
        self.frame_count = index.frame_count
        self.height, self.width = self._converter.height, self._converter.width
        self.frame_rate = _mean_rate(index)
        self.missing_frames = index.missing_frames
        self.clock = index.clock
        if is_deep_grey(first):
            frames = (self._reader.read(index) for index in sample_indices(self.frame_count))
            self.automatic_range = find_range(
                self._converter.to_grey(frame) for frame in frames if is_deep_grey(frame)
            )
            self.value_range = self.automatic_range

    def frame(self, frame_index: int) -> RgbImage:
        """See `Video.frame`."""
        self.check_frame(frame_index)
        frame = self._reader.read(frame_index)
        if self.value_range is not None and is_deep_grey(frame):
            return self.value_range.apply(self._converter.to_grey(frame))
        return self._converter.to_rgb(frame)

    def frames(
        self, first: int = 0, last: int | None = None, *, step: int = 1
    ) -> Iterator[tuple[int, RgbImage]]:
        """See `Video.frames`; the cache keeps only a few of the frames that were passed."""
        return self._passing(super().frames(first, last, step=step))

    def _passing(self, frames: Iterator[tuple[int, RgbImage]]) -> Iterator[tuple[int, RgbImage]]:
        for numbered in frames:
            yield numbered
            self._reader.forget_passed()

    def frame_name(self, frame_index: int) -> str:
        """Return the frame index, zero-padded to five digits."""
        self.check_frame(frame_index)
        return f"{frame_index:05d}"

    def time_s(self, frame_index: int) -> float:
        """See `Video.time_s`; frames are evenly spaced if the file's timestamps never advance."""
        self.check_frame(frame_index)
        if self._index.frame_pts[-1] == self._index.frame_pts[0]:
            return frame_index / self.frame_rate
        ticks = int(self._index.frame_pts[frame_index]) - int(self._index.frame_pts[0])
        return float(ticks * self._index.time_base)

    @property
    def reference(self) -> VideoReference:
        """See `Video.reference`."""
        digest = hashlib.sha256(self._head_hash.encode())
        digest.update(self._index.frame_pts.astype("<i8").tobytes())
        return VideoReference(self.path, self._size_bytes, digest.hexdigest())

    @property
    def damaged_frames(self) -> frozenset[int]:
        """See `Video.damaged_frames`."""
        return self._reader.damaged_frames

    @property
    def cached_bytes(self) -> int:
        """Size of the decoded frames in the cache, in bytes; at most `cache_bytes`."""
        return self._reader.cached_bytes

    def close(self) -> None:
        """See `Video.close`."""
        self._reader.close()


def read_first_frame(path: Path) -> RgbImage:
    """Return the first frame of a video file, without building an index.

    Raises:
        VideoError: the file is not a readable video.
    """
    frame, coded = _decode_first(path)
    converter = FrameConverter(frame, coded)
    if is_deep_grey(frame):
        values = converter.to_grey(frame)
        value_range = find_range([values])
        if value_range is not None:
            return value_range.apply(values)
    return converter.to_rgb(frame)


def stated_seconds(path: Path) -> float | None:
    """Return the length stated in the header of a video file, without reading the whole file.

    Headers can be wrong; the frames of an opened video are exact.

    Raises:
        VideoError: the file is not a readable video.
    """
    container, stream = open_container(path)
    try:
        if stream.duration is not None and stream.time_base is not None:
            return float(stream.duration * stream.time_base)
        return None if container.duration is None else container.duration / av.time_base
    finally:
        container.close()


def _decode_first(path: Path) -> tuple[VideoFrame, bytes]:
    """Return the first frame and, for Motion JPEG, its encoded bytes."""
    container, stream = open_container(path)
    coded = b""
    try:
        for packet in read_packets(container, stream):
            if not coded and stream.codec_context.name == "mjpeg":
                coded = bytes(packet)
            for frame in decode_packet(stream, packet):
                return frame, coded
        for frame in decode_rest(stream):
            return frame, coded
    finally:
        container.close()
    raise VideoError(
        f"No frame of {path} can be decoded: the file is damaged, copy or download it again."
    )


def _mean_rate(index: FrameIndex) -> float:
    span_s = float((int(index.frame_pts[-1]) - int(index.frame_pts[0])) * index.time_base)
    return (index.frame_count - 1) / span_s if span_s > 0 else _DEFAULT_RATE
