"""Cut frames that cannot be decoded from the end of an index, as after an aborted download."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from gvseg.video.decoder import Decoder
from gvseg.video.index import FrameIndex

_MAX_FRAMES_CHECKED = 600
_GAP = 1.5  # in units of the usual step between frames


def cut_undecodable_tail(path: Path, index: FrameIndex, *, is_truncated: bool) -> FrameIndex:
    """Return the index up to the last frame that can be decoded.

    Args:
        path: the video file.
        index: its index, built from the packets.
        is_truncated: whether packets are known to be missing; the end is then always checked, even
            if its group of pictures is long.
    """
    keys = len(index.key_ordinals)
    if not is_truncated and index.frame_count - index.key_frames[-1] > _MAX_FRAMES_CHECKED:
        return index  # a very long group of pictures without signs of damage
    decoder = Decoder(path, index)
    try:
        last = _last_decoded(decoder, index, keys - 1)
        if last < 0:
            last = _search_end(decoder, index)
    finally:
        decoder.close()
    if last < 0 or last == index.frame_count - 1:
        return index
    return _cut(index, last + 1)


def cut_at_gap(index: FrameIndex, last_dts: int) -> FrameIndex:
    """Return the index up to the first lost frame.

    The file may still contain later frames, because encoders store some frames before earlier ones.

    Args:
        index: index of a truncated file.
        last_dts: latest decoding time read, in ticks; all lost frames have later presentation
            times.
    """
    steps = np.diff(index.frame_pts)
    if not steps.size:
        return index
    wide = (steps > _GAP * float(np.median(steps))) & (index.frame_pts[1:] > last_dts)
    return _cut(index, int(np.argmax(wide)) + 1) if bool(wide.any()) else index


def _search_end(decoder: Decoder, index: FrameIndex) -> int:
    """Return the last decodable frame, by bisection; the last group of pictures has none."""
    dead = len(index.key_ordinals) - 1
    alive, last, stride = -1, -1, 1
    while dead > 0 and alive < 0:
        probe = max(dead - stride, 0)
        found = _last_decoded(decoder, index, probe)
        if found >= 0:
            alive, last = probe, found
        else:
            dead, stride = probe, stride * 2
    while alive >= 0 and dead - alive > 1:
        middle = (alive + dead) // 2
        found = _last_decoded(decoder, index, middle)
        if found >= 0:
            alive, last = middle, found
        else:
            dead = middle
    return last


def _last_decoded(decoder: Decoder, index: FrameIndex, key: int) -> int:
    """Return the last frame decoded from a group of pictures; -1 if there is none."""
    decoder.go_to(key)
    is_last = key + 1 == len(index.key_frames)
    end = index.frame_count if is_last else index.key_frames[key + 1]
    last = -1
    while not decoder.is_finished:
        for frame_index, frame in decoder.step():
            if frame_index >= end:
                return last
            if frame.is_corrupt:  # the decoder conceals it with its neighbours
                continue
            last = max(last, frame_index)
        if last == end - 1:
            return last
    return last


def _cut(index: FrameIndex, frame_count: int) -> FrameIndex:
    kept = [key for key, frame in enumerate(index.key_frames) if frame < frame_count]
    return replace(
        index,
        frame_ordinals=index.frame_ordinals[:frame_count],
        frame_pts=index.frame_pts[:frame_count],
        key_ordinals=index.key_ordinals[kept],
        key_times=index.key_times[kept],
        missing_frames=index.missing_frames + index.frame_count - frame_count,
    )
