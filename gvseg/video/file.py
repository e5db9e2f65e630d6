"""A video file as a source of frames."""

import hashlib
import threading
from pathlib import Path

from av.video.frame import VideoFrame

from gvseg.errors import VideoError
from gvseg.file_names import readable_name
from gvseg.video.container import decode_packet, decode_rest, open_container, read_packets
from gvseg.video.index import FrameIndex
from gvseg.video.index_build import build_index
from gvseg.video.index_cache import hash_head, load_index, store_index
from gvseg.video.packet_table import Progress
from gvseg.video.picture import PictureMaker, is_deep_grey
from gvseg.video.pixels import Picture
from gvseg.video.reader import FrameReader
from gvseg.video.value_range import find_range, spread_indexes
from gvseg.video.video import Video, VideoReference

_DEFAULT_RATE = 25.0


class VideoFile(Video):
    """Frame-exact access to a video file, with memory independent of its length.

    Rotation is applied, alpha is dropped, colours are converted to 8 bits; deep grey uses one value
    range for the whole video. A damaged frame keeps its index and shows the previous frame.

    Args:
        path: the file.
        progress: called with the share of the file that is read, 0..1, while its index is built.
        cancel: once set, building the index stops.
        cache_bytes: limit of the cache of decoded frames, bytes.

    Raises:
        VideoError: not a readable video.
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
        self._maker = PictureMaker(first, coded)
        self._head_hash = hash_head(path)
        self._size_bytes = path.stat().st_size
        self.path = path
        self.name = readable_name(path.stem)
        self.frame_count = index.frame_count
        self.height, self.width = self._maker.height, self._maker.width
        self.frame_rate = _mean_rate(index)
        self.missing_frames = index.missing_frames
        self.clock = index.clock
        if is_deep_grey(first):
            places = spread_indexes(self.frame_count)
            frames = (self._reader.read(place) for place in places)
            self.automatic_range = find_range(
                self._maker.values(frame) for frame in frames if is_deep_grey(frame)
            )
            self.value_range = self.automatic_range

    def frame(self, frame_index: int) -> Picture:
        """See `Video.frame`."""
        self.check_frame(frame_index)
        frame = self._reader.read(frame_index)
        if self.value_range is not None and is_deep_grey(frame):
            return self.value_range.apply(self._maker.values(frame))
        return self._maker.make(frame)

    def frame_name(self, frame_index: int) -> str:
        """Five digits or more."""
        self.check_frame(frame_index)
        return f"{frame_index:05d}"

    def time_s(self, frame_index: int) -> float:
        """See `Video.time_s`; from the file's timestamps, evenly spaced where they do not
        advance."""
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
        """Bytes of decoded frames in the cache; at most `cache_bytes`."""
        return self._reader.cached_bytes

    def close(self) -> None:
        """See `Video.close`."""
        self._reader.close()


def read_first_frame(path: Path) -> Picture:
    """Return the first frame of a video file, without building an index.

    Raises:
        VideoError: not a readable video.
    """
    frame, coded = _decode_first(path)
    maker = PictureMaker(frame, coded)
    if is_deep_grey(frame):
        values = maker.values(frame)
        value_range = find_range([values])
        if value_range is not None:
            return value_range.apply(values)
    return maker.make(frame)


def _decode_first(path: Path) -> tuple[VideoFrame, bytes]:
    """Return the first frame, and its coded packet if it is a JPEG image."""
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
