"""Tiny test videos in which every frame shows its own number, which tests read from the pixels."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

_CELLS = 4  # the number is drawn as 16 bits: 4 x 4 black and white cells

H264 = {"bf": "3", "g": "12", "x264-params": "b-adapt=0"}
HEVC = {"x265-params": "keyint=12:min-keyint=12:bframes=3:b-adapt=0:open-gop=1:log-level=none"}
VP9 = {"g": "12", "auto-alt-ref": "1", "lag-in-frames": "10", "deadline": "realtime"}


def number_image(number: int, height: int, width: int) -> NDArray[np.uint8]:
    """Return an H x W x 3 image of the number as black and white cells."""
    bits = np.array([number >> bit & 1 for bit in range(_CELLS**2)], dtype=np.uint8)
    grid = bits.reshape(_CELLS, _CELLS)
    rows = np.arange(height) * _CELLS // height
    columns = np.arange(width) * _CELLS // width
    return np.repeat(grid[rows][:, columns, None] * 215 + 20, 3, axis=2).astype(np.uint8)


def read_number(image: NDArray[np.uint8]) -> int:
    """Return the number drawn in an upright image."""
    height, width = image.shape[:2]
    number = 0
    for bit in range(_CELLS**2):
        row, column = divmod(bit, _CELLS)
        centre = image[
            int((row + 0.3) * height / _CELLS) : int((row + 0.7) * height / _CELLS) + 1,
            int((column + 0.3) * width / _CELLS) : int((column + 0.7) * width / _CELLS) + 1,
        ]
        number |= int(centre.mean() > 128) << bit
    return number


def encode_clip(
    path: Path,
    *,
    frame_count: int = 40,
    size: tuple[int, int] = (48, 64),
    codec: str = "libx264",
    pix_fmt: str = "yuv420p",
    options: dict[str, str] | None = None,
    pts: Sequence[int] | None = None,
    rate: int = 25,
    first_number: int = 0,
    container_options: dict[str, str] | None = None,
    with_sound: bool = False,
    noise: int = 0,
) -> Path:
    """Write a video of numbered frames.

    Args:
        size: (height, width).
        pts: presentation times in ticks of 1 / rate seconds.
        noise: amplitude of the noise added to each pixel, which makes encoded frames large.
    """
    height, width = size
    random = np.random.default_rng(7)
    with av.open(str(path), "w", options=container_options or {}) as container:
        stream = container.add_stream(codec, rate=rate, options=dict(options or {}))
        stream.height, stream.width, stream.pix_fmt = height, width, pix_fmt
        stream.codec_context.time_base = Fraction(1, rate)
        sound = container.add_stream("aac", rate=8000, layout="mono") if with_sound else None
        for number in range(frame_count):
            image = number_image(first_number + number, height, width)
            if noise:
                change = random.integers(-noise, noise + 1, image.shape)
                image = np.clip(image + change, 0, 255).astype(np.uint8)
            frame = av.VideoFrame.from_ndarray(image, format="rgb24")
            frame.pts = pts[number] if pts is not None else number
            frame.time_base = Fraction(1, rate)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
        if sound is not None:
            _add_silence(container, sound, frame_count / rate)
    return path


def encode_sound(path: Path) -> Path:
    """Write a file that contains only sound."""
    with av.open(str(path), "w") as container:
        _add_silence(container, container.add_stream("aac", rate=8000, layout="mono"), 1.0)
    return path


def rotate_in_place(path: Path, degrees_clockwise: int) -> None:
    """Write a display matrix into the track header of an mp4, so that players rotate it."""
    one = 1 << 16
    matrix = {
        0: (one, 0, 0, one),
        90: (0, one, -one, 0),
        180: (-one, 0, 0, -one),
        270: (0, -one, one, 0),
    }[degrees_clockwise]
    set_display_matrix(path, matrix)


def set_display_matrix(path: Path, matrix: tuple[int, int, int, int]) -> None:
    """Write (a, b, c, d) of the display matrix (16.16 fixed point) into an mp4's track header."""
    content = bytearray(path.read_bytes())
    start = content.index(b"tkhd") + 44
    a, b, c, d = matrix
    numbers = np.array([a, b, 0, c, d, 0, 0, 0, 1 << 30], dtype=">i4")
    content[start : start + 36] = numbers.tobytes()
    path.write_bytes(bytes(content))


def write_image(path: Path, image: NDArray[np.generic]) -> Path:
    """Write RGB or grey pixels in the format given by the suffix."""
    import cv2

    pixels = np.ascontiguousarray(image[..., ::-1]) if image.ndim == 3 else image
    if image.ndim == 3 and image.shape[2] == 4:
        pixels = cv2.cvtColor(image, cv2.COLOR_RGBA2BGRA)
    done, content = cv2.imencode(path.suffix, pixels)
    assert done
    path.write_bytes(content.tobytes())
    return path


def _add_silence(container: av.container.OutputContainer, stream, seconds: float) -> None:
    for start in range(0, int(seconds * 8000), 1024):
        frame = av.AudioFrame.from_ndarray(
            np.zeros((1, 1024), np.float32), format="fltp", layout="mono"
        )
        frame.sample_rate = 8000
        frame.pts = start
        container.mux(stream.encode(frame))
    container.mux(stream.encode())
