"""Find the last frame that can really be decoded: a download that broke off ends in nothing."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from gvseg.video.decoder import Decoder
from gvseg.video.index import FrameIndex

_MAX_FRAMES_CHECKED = 600
_HOLE = 1.5  # times the usual step between frames


def find_end(path: Path, index: FrameIndex, *, is_suspect: bool) -> FrameIndex:
    """Cut off the frames after the last that comes out of the decoder.

    Args:
        path: the video file.
        index: its index as the packets tell it.
        is_suspect: whether something is already known to be missing; then the end is looked at
            however long that takes.
    """
    keys = len(index.key_ordinals)
    if not is_suspect and index.frame_count - index.key_frames[-1] > _MAX_FRAMES_CHECKED:
        return index  # one endless group of pictures, and no sign of damage
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


def cut_at_hole(index: FrameIndex, last_dts: int) -> FrameIndex:
    """Cut off frames that follow a lost one: those coded early, whose turn comes after it.

    Args:
        index: of a file that is known to break off.
        last_dts: latest decoding time that was read, in ticks: nothing lost is shown before it.
    """
    steps = np.diff(index.frame_pts)
    if not steps.size:
        return index
    wide = (steps > _HOLE * float(np.median(steps))) & (index.frame_pts[1:] > last_dts)
    return _cut(index, int(np.argmax(wide)) + 1) if bool(wide.any()) else index


def _search_end(decoder: Decoder, index: FrameIndex) -> int:
    """Last decodable frame when the last group of pictures is dead, by halving."""
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
    """Last frame that comes out of one group of pictures; -1 for none."""
    decoder.go_to(key)
    is_last = key + 1 == len(index.key_frames)
    end = index.frame_count if is_last else index.key_frames[key + 1]
    last = -1
    while not decoder.is_finished:
        for frame_index, frame in decoder.step():
            if frame_index >= end:
                return last
            if frame.is_corrupt:  # patched up from its neighbours
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
