"""Random access to decoded frames, with a cache and read-ahead.

The caller's thread takes frames from the cache or, on a miss, from the decoder. While the caller
steps through frames in one direction, a background thread decodes the next frames. It releases the
decoder as soon as the caller needs it, and ends once enough frames are ready.
"""

import atexit
import threading
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

from av.video.frame import VideoFrame

from gvseg.errors import VideoError
from gvseg.video.decoder import Decoder
from gvseg.video.frame_cache import FrameCache
from gvseg.video.index import FrameIndex

Numbered: TypeAlias = tuple[int, VideoFrame]
"""A decoded frame and its index."""

_MAX_STEP = 8  # frames; a larger move is a jump, which does not start reading ahead
_AHEAD_FORWARD = 24  # frames to decode ahead
_AHEAD_BACKWARD = 64  # more than forward, because a whole group of pictures is decoded at once
_KEPT_BEHIND = 8  # frames that a pass through the video keeps in the cache
_NEAR = 12  # up to this number of frames, decoding forward is cheaper than seeking

_open_readers: "weakref.WeakSet[FrameReader]" = weakref.WeakSet()


@atexit.register
def _halt_all() -> None:
    """Stop all threads inside libav before the interpreter exits."""
    for reader in list(_open_readers):
        reader.halt()


class FrameReader:
    """Decoded frames of a file by index, in the decoder's pixel format."""

    def __init__(self, path: Path, index: FrameIndex, cache_bytes: int) -> None:
        self._path = path
        self._index = index
        self._cache = FrameCache(cache_bytes)
        self._substitutes: dict[int, int] = {}
        self._concealed: set[int] = set()
        self._decoder_lock = threading.Lock()
        self._decoder: Decoder | None = None
        self._is_closed = False
        self._cursor = -1
        self._direction = 0
        self._halt = threading.Event()
        self._worker: threading.Thread | None = None
        _open_readers.add(self)

    @property
    def cached_bytes(self) -> int:
        """Size of the decoded frames in the cache, in bytes."""
        return self._cache.size_bytes

    @property
    def damaged_frames(self) -> frozenset[int]:
        """Indices of the damaged frames found so far, concealed by the decoder or replaced."""
        return frozenset(self._substitutes.copy()) | frozenset(self._concealed.copy())

    def read(self, frame_index: int) -> VideoFrame:
        """Return a frame by index; for a damaged one, the nearest earlier frame.

        Raises:
            VideoError: the reader is closed, or no frame near the index can be decoded.
        """
        if self._is_closed:
            raise VideoError(f"{self._path} is closed: open it again.")
        direction = self._move_cursor(frame_index)
        source = self._substitutes.get(frame_index, frame_index)
        frame = self._cache.get(source)
        if frame is None:
            frame = self._decode_now(source)
        if direction:
            self._read_ahead()
        return frame

    def forget_passed(self) -> None:
        """Remove from the cache the frames that a pass through the video has left behind."""
        self._cache.forget_behind(_KEPT_BEHIND)

    def close(self) -> None:
        """Stop reading ahead, close the file and clear the cache."""
        self._is_closed = True
        self.halt()
        with self._decoder_lock:
            if self._decoder is not None:
                self._decoder.close()
                self._decoder = None
        self._cache.clear()

    def halt(self) -> None:
        """Stop reading ahead and wait for the thread to end."""
        self._halt.set()
        worker = self._worker
        if worker is not None and worker is not threading.current_thread():
            worker.join()

    def _move_cursor(self, frame_index: int) -> int:
        move = frame_index - self._cursor
        if move:
            self._direction = (1 if move > 0 else -1) if abs(move) <= _MAX_STEP else 0
        self._cursor = frame_index
        self._cache.point_at(frame_index, self._direction)
        return self._direction

    def _decode_now(self, frame_index: int) -> VideoFrame:
        self._halt.set()  # the background thread releases the decoder after its packet
        with self._decoder_lock:
            self._halt.clear()
            if self._is_closed:
                raise VideoError(f"{self._path} is closed: open it again.")
            frame = self._cache.get(frame_index)
            return frame if frame is not None else self._decode(frame_index)

    def _decode(self, frame_index: int) -> VideoFrame:
        decoder = self._open_decoder()
        before: Numbered | None = None
        after: Numbered | None = None
        if self._can_go_on(decoder, frame_index):
            found, before, after = self._run_to(decoder, frame_index)
            if found is not None:
                return found
        for attempt, key in enumerate(self._entries(frame_index)):
            decoder.go_to(key)
            found, before, after = self._run_to(decoder, frame_index)
            if found is not None:
                return found
            # The nearest entry point may itself be damaged, so try at least one before it.
            if before is not None and attempt > 0:
                break
        return self._substitute(frame_index, before, after)

    def _entries(self, frame_index: int) -> Iterator[int]:
        """Yield the entry points to try for a frame, from the nearest to the start of the video."""
        nearest = self._index.key_before(frame_index)
        key, stride = nearest, 1
        while key > 0:
            yield key
            key, stride = nearest - stride, stride * 2
        yield -1

    def _run_to(
        self, decoder: Decoder, frame_index: int
    ) -> tuple[VideoFrame | None, Numbered | None, Numbered | None]:
        """Decode up to a frame or beyond it; return it, and the nearest earlier and later frames
        decoded.
        """
        before: Numbered | None = None
        while not decoder.is_finished:
            found: VideoFrame | None = None
            after: Numbered | None = None
            for index, frame in decoder.step():
                self._keep(index, frame)
                if index == frame_index:
                    found = frame
                elif index < frame_index:
                    before = (index, frame)
                elif after is None:
                    after = (index, frame)
            if found is not None or after is not None:
                return found, before, after
        return None, before, None

    def _substitute(
        self,
        frame_index: int,
        before: Numbered | None,
        after: Numbered | None,
    ) -> VideoFrame:
        """Return the frame shown for a damaged one."""
        shown = before or after
        if shown is None:
            raise VideoError(
                f"Frame {frame_index} of {self._path} cannot be decoded: the file is damaged, copy "
                "or download it again."
            )
        first = before[0] + 1 if before else frame_index
        last = after[0] - 1 if before and after else frame_index
        for damaged in range(first, last + 1):
            self._substitutes[damaged] = shown[0]
        return shown[1]

    def _keep(self, frame_index: int, frame: VideoFrame) -> None:
        self._cache.put(frame_index, frame)
        if frame.is_corrupt:
            self._concealed.add(frame_index)

    def _can_go_on(self, decoder: Decoder, frame_index: int) -> bool:
        """Return whether to decode forward to a frame instead of seeking."""
        if decoder.is_finished or decoder.last_frame >= frame_index:
            return False
        key = self._index.key_before(frame_index)
        entry = self._index.key_frames[key] if key >= 0 else 0
        return entry <= decoder.last_frame + _NEAR

    def _open_decoder(self) -> Decoder:
        if self._decoder is None:
            self._decoder = Decoder(self._path, self._index)
        return self._decoder

    def _read_ahead(self) -> None:
        if self._worker is not None and self._worker.is_alive():
            return
        if self._next_wanted() is None:
            return
        worker = threading.Thread(
            target=self._work, name=f"gvseg read ahead {self._path.name}", daemon=True
        )
        worker.start()
        self._worker = worker  # not before `start`, because another thread may join it

    def _work(self) -> None:
        sought = -1
        while True:
            with self._decoder_lock:
                wanted = self._next_wanted()
                if self._halt.is_set() or self._is_closed or wanted is None:
                    return
                decoder = self._open_decoder()
                if not self._can_go_on(decoder, wanted):
                    if sought == wanted:
                        return  # the frame is damaged: leave it to the caller's thread
                    sought = wanted
                    decoder.go_to(self._index.key_before(wanted))
                for index, frame in decoder.step():
                    self._keep(index, frame)

    def _next_wanted(self) -> int | None:
        """Return the nearest frame ahead that is not cached; None if enough frames are ready."""
        room = self._cache.capacity_frames // 2
        cursor, direction = self._cursor, self._direction
        if direction > 0:
            end = min(cursor + min(_AHEAD_FORWARD, room), self._index.frame_count - 1)
            ahead = range(cursor + 1, end + 1)
        elif direction < 0:
            ahead = range(cursor - 1, max(cursor - min(_AHEAD_BACKWARD, room), 0) - 1, -1)
        else:
            return None
        for frame_index in ahead:
            if self._substitutes.get(frame_index, frame_index) not in self._cache:
                return frame_index
        return None
