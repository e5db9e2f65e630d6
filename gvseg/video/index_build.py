"""Build the frame index of a file: from its packets alone where that is exact, else by decoding.

The truth is the order in which the decoder shows frames. For formats whose packets carry their
presentation time that order is known without decoding; what the file claims is checked against
the decoder at its two ends, where streams are cut, and any disagreement sends us to decoding.
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
from gvseg.video.index_tail import cut_at_hole, find_end
from gvseg.video.packet_table import PacketTable, Progress, Reporter, read_packet_table

_FORMATS_WITH_TIMES = frozenset({"mov", "mp4", "matroska", "webm", "mpegts", "flv", "nut"})
_FORMATS_WITH_COUNTS = frozenset({"mov", "mp4"})
_FORMATS_WITH_DURATION = frozenset({"mov", "mp4", "avi"})
_WHOLE_PICTURE_FORMATS = frozenset({"mov", "mp4", "matroska", "webm"})
_PROGRESSIVE_OR_UNKNOWN = (0, 1)
_HEAD_FRAMES = 24
_HEAD_PACKETS = 256
_MAX_HOLES = 2


def build_index(
    path: Path,
    *,
    progress: Progress | None = None,
    cancel: threading.Event | None = None,
) -> FrameIndex:
    """Read a video file once and tell which packet is which frame.

    Raises:
        VideoError: not a video, or no frame of it can be decoded.
        VideoCancelledError: `cancel` was set.
    """
    reporter = Reporter(path, progress, cancel)
    container, stream = open_container(path)
    try:
        formats = frozenset(container.format.name.split(","))
        fields_apart = (
            getattr(stream.codec_context, "field_order", 0) not in _PROGRESSIVE_OR_UNKNOWN
            and not formats & _WHOLE_PICTURE_FORMATS
        )
        table = read_packet_table(container, stream, reporter)
        expected = _announced_frames(stream, formats, table)
    finally:
        container.close()
    index = None
    if formats & _FORMATS_WITH_TIMES and not fields_apart:
        index = _index_by_times(path, table)
        if index is not None and expected > table.size:
            index = cut_at_hole(index, int((table.dts + table.offset).max()))
        if index is not None and index.is_seekable:
            index = find_end(path, index, is_suspect=expected > table.size)
    if index is None:
        index = _index_by_decoding(path, table, reporter)
    if index.frame_count == 0:
        raise VideoError(
            f"No frame of {path} can be decoded: the file is damaged, copy or download it again."
        )
    reporter.finish()
    return replace(index, missing_frames=index.missing_frames + expected - table.size)


def _index_by_times(path: Path, table: PacketTable) -> FrameIndex | None:
    """The index that presentation times give; None where they do not hold."""
    shown = np.flatnonzero(table.is_shown)
    if not shown.size or bool((table.pts[shown] == NO_TIME).any()):
        return None
    pts = table.pts[shown] + table.offset[shown]
    if np.unique(pts).size != pts.size:
        return None
    order = shown[np.argsort(pts, kind="stable")]
    place_of = {int(ordinal): place for place, ordinal in enumerate(order[:_HEAD_PACKETS])}
    places = [place_of.get(ordinal, -1) for ordinal in _decode_head(path, len(order))]
    steps = np.diff(places)
    # A hole is damage and keeps its index; frames out of order, or a packet without a frame
    # time and again (fields apart), say that these packets are not one frame each.
    if not places or -1 in places or bool((steps < 1).any()) or (steps == 2).sum() > _MAX_HOLES:
        return None
    # Frames before the first that comes out were cut off from their references by an editor.
    return _make_index(order[places[0] :], table)


def _decode_head(path: Path, frame_count: int) -> list[int]:
    """Ordinals of the first frames in the order in which the decoder shows them."""
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
    """The index that the decoder's own order gives."""
    container, stream = open_container(path)
    ordinals: list[int] = []
    try:
        for ordinal, packet in enumerate(read_packets(container, stream)):
            if ordinal >= table.size:  # the rest is cut off
                break
            reporter.report(packet)
            restamp(packet, ordinal)
            ordinals.extend(_ordinals(decode_packet(stream, packet)))
        ordinals.extend(_ordinals(decode_rest(stream)))
    finally:
        container.close()
    # A packet may give two frames (fields apart); its first stands for it.
    unique = list(dict.fromkeys(ordinals))
    return _without_doubtful_keys(path, _make_index(np.array(unique, dtype=np.int64), table))


def _make_index(frame_ordinals: Int64s, table: PacketTable) -> FrameIndex:
    stamps, is_position = table.stamps()
    frame_pts = _frame_times(frame_ordinals, table)
    frames = np.full(table.size, -1, dtype=np.int64)
    frames[frame_ordinals] = np.arange(frame_ordinals.size)
    times = table.times
    is_entry = table.is_key & (frames >= 0) & (times != NO_TIME)
    keys = np.flatnonzero(is_entry)
    if keys.size:  # entry points must lie in the same order in the file and on the screen
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
        given = frame_pts  # frames before the first that can be decoded do not count
    return Clock(
        start_s=float(int(given.min()) * table.time_base) if given.size else 0.0,
        offsets_s=tuple(float(offset * table.time_base) for offset in np.unique(table.offset)),
    )


def _frame_times(frame_ordinals: Int64s, table: PacketTable) -> Int64s:
    """Presentation times that never run backward, made up evenly where the file has none."""
    times = table.times[frame_ordinals]
    if times.size and bool((times == NO_TIME).any()):
        ticks = int(np.median(table.duration)) or round(1 / (25 * table.time_base)) or 1
        return np.arange(times.size, dtype=np.int64) * ticks
    # Where packets only say when they are decoded, shown frames take those times in order.
    return np.sort(times + table.offset[frame_ordinals])


def _without_doubtful_keys(path: Path, index: FrameIndex) -> FrameIndex:
    """The index without entry points, if starting at one of them shows other frames."""
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


def _announced_frames(stream: VideoStream, formats: frozenset[str], table: PacketTable) -> int:
    """How many packets the header says there are; as many as were read if it does not say."""
    lacking = 0
    times = table.times
    end = _announced_end(stream, formats)
    if end is not None and table.size > 1 and bool((times != NO_TIME).all()):
        steps = np.diff(np.sort(times))
        step = float(steps.mean())
        rest = end - float((times + np.maximum(table.duration, 1)).max())
        # In a file of variable rate a long last frame is no loss.
        if step > 0 and rest > 0.5 * step and rest > 0.9 * float(steps.max()):
            lacking = max(round(rest / step), 1)
            if formats & _FORMATS_WITH_COUNTS and stream.frames > table.size:
                lacking = stream.frames - table.size
    return table.size + max(lacking, table.lost_packets)


def _announced_end(stream: VideoStream, formats: frozenset[str]) -> float | None:
    """When the stream should end, in ticks of its own clock, where its header says so."""
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
