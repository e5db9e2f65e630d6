"""Build the frame index of a video file.

The index must match the order in which the decoder outputs frames. In formats that store
presentation times, that order is known from the packets alone; it is compared with the decoder's
output at both ends of the stream, where cuts cause trouble. If they disagree, or the format has no
presentation times, the whole file is decoded.
"""

import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from gvseg.errors import VideoError
from gvseg.video.clock import Clock, Int64s
from gvseg.video.container import decode_packet, decode_rest, open_container, read_packets
from gvseg.video.decoder import Decoder, restamp
from gvseg.video.index import NO_TIME, FrameIndex
from gvseg.video.index_tail import cut_at_gap, cut_undecodable_tail
from gvseg.video.packet_table import PacketTable, Progress, Reporter, read_packet_table

_FORMATS_WITH_TIMES = frozenset({"mov", "mp4", "matroska", "webm", "mpegts", "flv", "nut"})
_FORMATS_WITH_COUNTS = frozenset({"mov", "mp4"})
_FORMATS_WITH_DURATION = frozenset({"mov", "mp4", "avi"})
_WHOLE_FRAME_FORMATS = frozenset({"mov", "mp4", "matroska", "webm"})
_PROGRESSIVE_OR_UNKNOWN = (0, 1)
_HEAD_FRAMES = 24
_HEAD_PACKETS = 256
_MAX_GAPS = 2


def build_index(
    path: Path,
    *,
    progress: Progress | None = None,
    cancel: threading.Event | None = None,
) -> FrameIndex:
    """Build the index of a video file by reading it once.

    Raises:
        VideoError: the file is not a video, or no frame can be decoded.
        VideoCancelledError: `cancel` was set.
    """
    reporter = Reporter(path, progress, cancel)
    container, stream = open_container(path)
    try:
        formats = frozenset(container.format.name.split(","))
        has_separate_fields = (
            getattr(stream.codec_context, "field_order", 0) not in _PROGRESSIVE_OR_UNKNOWN
            and not formats & _WHOLE_FRAME_FORMATS
        )
        table = read_packet_table(container, stream, reporter)
        expected = _declared_packets(stream, formats, table)
    finally:
        container.close()
    index = None
    if formats & _FORMATS_WITH_TIMES and not has_separate_fields:
        index = _index_by_times(path, table)
        if index is not None and expected > table.size:
            index = cut_at_gap(index, int((table.dts + table.offset).max()))
        if index is not None and index.is_seekable:
            index = cut_undecodable_tail(path, index, is_truncated=expected > table.size)
    if index is None:
        index = _index_by_decoding(path, table, reporter)
    if index.frame_count == 0:
        raise VideoError(
            f"No frame of {path} can be decoded: the file is damaged, copy or download it again."
        )
    reporter.finish()
    return replace(index, missing_frames=index.missing_frames + expected - table.size)


def _index_by_times(path: Path, table: PacketTable) -> FrameIndex | None:
    """Return the index by presentation times, or None if they are missing or wrong."""
    shown = np.flatnonzero(table.is_shown)
    if not shown.size or bool((table.pts[shown] == NO_TIME).any()):
        return None
    pts = table.pts[shown] + table.offset[shown]
    if np.unique(pts).size != pts.size:
        return None
    order = shown[np.argsort(pts, kind="stable")]
    position_of = {int(ordinal): at for at, ordinal in enumerate(order[:_HEAD_PACKETS])}
    positions = [position_of.get(ordinal, -1) for ordinal in _decode_head(path, len(order))]
    steps = np.diff(positions)
    # A gap is a damaged frame, which keeps its index. Frames out of order, or many packets without
    # a frame (separate fields), mean that packets and frames do not correspond one to one.
    is_ordered = bool(positions) and -1 not in positions and bool((steps >= 1).all())
    if not is_ordered or (steps == 2).sum() > _MAX_GAPS:
        return None
    # Frames before the first decoded one lost their references when the video was cut.
    return _make_index(order[positions[0] :], table)


def _decode_head(path: Path, frame_count: int) -> list[int]:
    """Return the ordinals of the first frames in the order the decoder outputs them."""
    container, stream = open_container(path)
    wanted = min(_HEAD_FRAMES, frame_count)
    ordinals: list[int] = []
    try:
        for ordinal, packet in enumerate(read_packets(container, stream)):
            restamp(packet, ordinal)
            ordinals.extend(_ordinals(decode_packet(stream, packet)))
            if len(ordinals) >= wanted or ordinal >= _HEAD_PACKETS:
                return ordinals[:wanted]
        ordinals.extend(_ordinals(decode_rest(stream)))
        return ordinals[:wanted]
    finally:
        container.close()


def _index_by_decoding(path: Path, table: PacketTable, reporter: Reporter) -> FrameIndex:
    """Return the index in the order the decoder outputs frames."""
    container, stream = open_container(path)
    ordinals: list[int] = []
    try:
        for ordinal, packet in enumerate(read_packets(container, stream)):
            if ordinal >= table.size:  # truncated packets, which the table leaves out
                break
            reporter.report(packet)
            restamp(packet, ordinal)
            ordinals.extend(_ordinals(decode_packet(stream, packet)))
        ordinals.extend(_ordinals(decode_rest(stream)))
    finally:
        container.close()
    # A packet may decode to two frames (separate fields); the index keeps the first.
    unique = list(dict.fromkeys(ordinals))
    return _check_keys(path, _make_index(np.array(unique, dtype=np.int64), table))


def _make_index(frame_ordinals: Int64s, table: PacketTable) -> FrameIndex:
    stamps, is_position = table.stamps()
    frame_pts = _frame_times(frame_ordinals, table)
    frames = np.full(table.size, -1, dtype=np.int64)
    frames[frame_ordinals] = np.arange(frame_ordinals.size)
    times = table.times
    is_entry = table.is_key & (frames >= 0) & (times != NO_TIME)
    keys = np.flatnonzero(is_entry)
    if keys.size:  # entry points must have the same order in the file and in presentation
        keys = keys[frames[keys] == np.maximum.accumulate(frames[keys])]
    return FrameIndex(
        frame_ordinals=frame_ordinals.astype(np.int64),
        frame_pts=frame_pts,
        time_base=table.time_base,
        packet_stamps=stamps,
        is_stamped_by_position=is_position,
        key_ordinals=keys,
        key_times=times[keys],
        missing_frames=0,
        clock=_make_clock(frame_pts, table),
    )


def _make_clock(frame_pts: Int64s, table: PacketTable) -> Clock:
    given = table.times[table.times != NO_TIME]
    if given.size == table.size:
        given = frame_pts  # time starts at the first decodable frame
    return Clock(
        start_s=float(int(given.min()) * table.time_base) if given.size else 0.0,
        offsets_s=tuple(float(offset * table.time_base) for offset in np.unique(table.offset)),
    )


def _frame_times(frame_ordinals: Int64s, table: PacketTable) -> Int64s:
    """Return non-decreasing presentation times; evenly spaced if the file lacks any."""
    times = table.times[frame_ordinals]
    if times.size and bool((times == NO_TIME).any()):
        ticks = int(np.median(table.duration)) or round(1 / (25 * table.time_base)) or 1
        return np.arange(times.size, dtype=np.int64) * ticks
    # With decoding times only, frames get those times in ascending order.
    return np.sort(times + table.offset[frame_ordinals])


def _check_keys(path: Path, index: FrameIndex) -> FrameIndex:
    """Return the index, without its entry points if decoding from one gives the wrong frame."""
    if not index.is_seekable or len(index.key_ordinals) < 2:
        return index
    decoder = Decoder(path, index)
    try:
        for key in {1, len(index.key_ordinals) // 2, len(index.key_ordinals) - 1}:
            decoder.go_to(key)
            wanted = index.key_frames[key]
            seen: list[int] = []
            while not seen and not decoder.is_finished:
                seen = [frame_index for frame_index, _ in decoder.step()]
            if not seen or seen[0] != wanted:
                empty = np.empty(0, dtype=np.int64)
                return replace(index, key_ordinals=empty, key_times=empty)
    finally:
        decoder.close()
    return index


def _declared_packets(stream: VideoStream, formats: frozenset[str], table: PacketTable) -> int:
    """Return the number of packets the header declares, or the number read if it declares none."""
    lacking = 0
    times = table.times
    end = _declared_end(stream, formats)
    if end is not None and table.size > 1 and bool((times != NO_TIME).all()):
        steps = np.diff(np.sort(times))
        step = float(steps.mean())
        rest = end - float((times + np.maximum(table.duration, 1)).max())
        # With a variable frame rate, the last frame may simply be a long one.
        if step > 0 and rest > 0.5 * step and rest > 0.9 * float(steps.max()):
            lacking = max(round(rest / step), 1)
            if formats & _FORMATS_WITH_COUNTS and stream.frames > table.size:
                lacking = stream.frames - table.size
    return table.size + max(lacking, table.lost_packets)


def _declared_end(stream: VideoStream, formats: frozenset[str]) -> float | None:
    """Return the end of the stream that the header declares, in ticks, or None."""
    if stream.time_base is None:
        return None
    if text := stream.metadata.get("DURATION"):  # Matroska: 00:00:01.600000000
        try:
            hours, minutes, seconds = (float(part) for part in text.split(":"))
        except ValueError:
            return None
        return (hours * 3600 + minutes * 60 + seconds) / float(stream.time_base)
    if stream.duration and formats & _FORMATS_WITH_DURATION:
        return float(stream.duration + (stream.start_time or 0))
    return None


def _ordinals(frames: list[VideoFrame]) -> list[int]:
    return [frame.pts for frame in frames if frame.pts is not None]
