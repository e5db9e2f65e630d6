"""Creates large videos and projects in seconds by writing a few encoded frames many times."""

from fractions import Fraction
from pathlib import Path
from typing import Final

import av
import numpy as np
from numpy.typing import NDArray

from gvseg.annotation.colours import object_colour
from gvseg.annotation.edits import AcceptMasks, AddTrack
from gvseg.annotation.history import History
from gvseg.annotation.records import FrameMask, Origin, Track, VideoSource
from gvseg.annotation.start import start_document
from gvseg.masks import Mask
from gvseg.project import Project

RATE: Final = 25
_GROUP: Final = 50
"""Number of distinct frames, which is also the key frame interval."""


def make_video(path: Path, frame_count: int, height: int, width: int) -> Path:
    """Write an H.264 video that repeats one group of 50 frames."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=RATE)
        stream.height, stream.width, stream.pix_fmt = height, width, "yuv420p"
        stream.options = {"preset": "veryfast", "g": str(_GROUP), "bf": "2", "sc_threshold": "0"}
        stream.codec_context.time_base = Fraction(1, RATE)
        group = min(_GROUP, frame_count)
        packets = []
        for image in _images(group, height, width):
            frame = av.VideoFrame.from_ndarray(image, format="rgb24")
            packets += stream.encode(frame)
        packets += stream.encode(None)
        ticks = [
            (packet.pts or 0, packet.dts or 0, packet.is_keyframe, bytes(packet))
            for packet in packets
        ]
        tick = packets[0].time_base
        step = round(1 / (RATE * tick))
        for start in range(0, frame_count, group):
            for pts, dts, is_key, content in ticks:
                packet = av.Packet(content)
                packet.stream, packet.time_base = stream, tick
                packet.pts, packet.dts = pts + start * step, dts + start * step
                packet.is_keyframe = is_key
                container.mux(packet)
    return path


def _images(count: int, height: int, width: int) -> list[NDArray[np.uint8]]:
    """Return frames of a square moving over smooth noise."""
    random = np.random.default_rng(0)
    coarse = random.integers(60, 160, (height // 8 + 1, width // 8 + 1, 3), np.uint8)
    ground = coarse.repeat(8, 0).repeat(8, 1)[:height, :width]
    side = height // 4
    result = []
    for number in range(count):
        image = ground.copy()
        left = number * (width - side) // count
        image[side : 2 * side, left : left + side] = (220, 180, 40)
        result.append(image)
    return result


def make_project(path: Path, source: VideoSource, track_count: int, masks_each: int) -> None:
    """Write a project with adjacent objects, each with masks on its first frames."""
    document = start_document(source)
    history = History(document)
    for _ in range(track_count):
        add_object(history)
    if masks_each:
        for number, track_id in enumerate(document.tracks):
            record = FrameMask(_ellipse(source, number, track_count), Origin.PROPAGATED, 0.8)
            history.apply(AcceptMasks({track_id: dict.fromkeys(range(masks_each), record)}))
    Project.create(path, document).close()


def add_object(history: History) -> None:
    track_id = history.document.next_track_id
    track = Track(
        track_id=track_id,
        name=f"Object {track_id}",
        category_id=1,
        colour=object_colour(track_id),
    )
    history.apply(AddTrack(track))


def _ellipse(source: VideoSource, number: int, count: int) -> Mask:
    """Return one of `count` ellipses on a grid, with the ragged outline of a predicted mask."""
    across = int(np.ceil(np.sqrt(count)))
    cell_x, cell_y = source.width / across, source.height / across
    rows, columns = np.mgrid[: int(cell_y), : int(cell_x)].astype(np.float32)
    x, y = columns / cell_x * 2 - 1, rows / cell_y * 2 - 1
    wave = 0.8 + 0.1 * np.sin(12 * np.arctan2(y, x))
    left, top = int(number % across * cell_x), int(number // across * cell_y)
    pixels = np.zeros((source.height, source.width), np.bool_)
    pixels[top : top + rows.shape[0], left : left + rows.shape[1]] = x * x + y * y < wave
    return Mask.from_array(pixels)
