"""Images of frames with their masks, for reports."""

import base64
import io
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from gvseg.annotation.document import Document
from gvseg.formats.overlay import blend
from gvseg.video import Video

_WIDTH_PX: Final = 360
_LEAST_SIDE_PX: Final = 96
_MARGIN: Final = 0.6
"""Margin around an object, as a share of its longer side."""
_OPACITY: Final = 0.35
_QUALITY: Final = 82


def frame_image(document: Document, video: Video, frame_index: int, track_id: int | None) -> str:
    """Return a frame with its masks as the source of an image: a JPEG in a data URL.

    Args:
        document: its masks.
        video: the video.
        frame_index: the frame.
        track_id: the object to crop to, with a margin; None for the whole frame.

    Raises:
        VideoError: the frame cannot be decoded.
    """
    pixels = video.to_8bit_rgb(video.frame(frame_index))
    records = document.masks_on(frame_index)
    tracks = {**document.tracks, **document.proposals}
    masks = [(record.mask, tracks[one].colour) for one, record in records.items() if one in tracks]
    painted = blend(pixels, masks, _OPACITY)
    record = None if track_id is None else document.mask(track_id, frame_index)
    if record is not None and not record.mask.is_empty:
        painted = _crop(painted, record.mask.box)
    image = Image.fromarray(painted)
    wanted = min(_WIDTH_PX, image.width)
    image = image.resize((wanted, max(1, round(image.height * wanted / image.width))))
    return as_data_url(image, "JPEG", quality=_QUALITY)


def as_data_url(image: Image.Image, kind: str, **options: int) -> str:
    """Return an image as a data URL; `options` are those of Pillow's format `kind`."""
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    data = base64.b64encode(stream.getvalue()).decode("ascii")
    return f"data:image/{kind.lower()};base64,{data}"


def _crop(image: NDArray[np.uint8], box: tuple[int, int, int, int]) -> NDArray[np.uint8]:
    x, y, width, height = box
    margin = round(_MARGIN * max(width, height))
    half_x = max(width // 2 + margin, _LEAST_SIDE_PX)
    half_y = max(height // 2 + margin, _LEAST_SIDE_PX)
    middle_x, middle_y = x + width // 2, y + height // 2
    top, left = max(0, middle_y - half_y), max(0, middle_x - half_x)
    return np.ascontiguousarray(image[top : middle_y + half_y, left : middle_x + half_x])
