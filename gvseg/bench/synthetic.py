"""A synthetic video with exemplar masks for measurements: ellipses that move over noise."""

from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from gvseg.masks import Mask

HEIGHT, WIDTH, RATE = 480, 854, 25
SEED = 0


def ellipses(count: int, height: int, width: int, *, shift_px: int = 0) -> list[NDArray[np.bool_]]:
    """Return disjoint ellipses as a list of height x width arrays."""
    rows, columns = np.mgrid[0:height, 0:width]
    found = []
    for number in range(count):
        centre_x = (number + 0.5) * width / count + shift_px
        x = (columns - centre_x) / (0.35 * width / max(count, 2))
        y = (rows - height / 2) / (0.3 * height)
        found.append(x * x + y * y < 1.0)
    return found


def exemplar_masks(count: int, height: int, width: int) -> dict[int, Mask]:
    """Return the ellipses as masks, by object id from 1."""
    pixels = ellipses(count, height, width)
    return {number: Mask.from_array(mask) for number, mask in enumerate(pixels, start=1)}


def synthetic_video(folder: Path, frames: int) -> Path:
    """Write a video of 854x480 pixels and return its path."""
    path = folder / "synthetic.mp4"
    random = np.random.default_rng(SEED)
    ground = random.integers(60, 120, (HEIGHT, WIDTH, 3), dtype=np.uint8)
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mpeg4", rate=RATE)
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        for frame_index in range(frames):
            shift_px = round(20 * np.sin(frame_index / 8))
            image = ground.copy()
            for number, mask in enumerate(ellipses(5, HEIGHT, WIDTH, shift_px=shift_px)):
                image[mask] = (40 * number, 220 - 30 * number, 128)
            frame = av.VideoFrame.from_ndarray(image, format="rgb24")
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path
