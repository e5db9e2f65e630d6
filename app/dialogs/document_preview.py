"""Summary and thumbnails of a document, for the import dialog."""

import numpy as np
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QPixmap

from app.language import tr
from gvseg.annotation.document import Document


def summary(document: Document) -> str:
    """Return one line with the size of the frames and the number of objects."""
    source, tracks = document.source, len(document.tracks)
    objects = tr("%n object(s)", "", tracks)
    kinds = len(document.categories)
    categories = tr("%n category(ies)", "", kinds)
    return tr(
        "{name}: {objects} in {categories}, %n frame(s) of {width}x{height}", "", source.frame_count
    ).format(
        name=source.name,
        objects=objects,
        categories=categories,
        width=source.width,
        height=source.height,
    )


def shown_frames(document: Document, count: int) -> list[int]:
    """Return a few evenly spaced frames with masks."""
    has_mask = np.zeros(document.source.frame_count, bool)
    for track_id in document.tracks:
        has_mask[[frame_index for frame_index, _ in document.masks_of(track_id)]] = True
    frames = np.flatnonzero(has_mask)
    if not frames.size:
        return []
    places = np.linspace(0, frames.size - 1, min(count, frames.size))
    return [int(frames[round(place)]) for place in places]


def preview(document: Document, frame_index: int, size: QSize) -> QPixmap:
    """Return an image of the masks in a frame, in their colours on grey."""
    source = document.source
    scale = min(size.width() / source.width, size.height() / source.height)
    height, width = max(1, round(source.height * scale)), max(1, round(source.width * scale))
    pixels = np.full((height, width, 3), 64, np.uint8)
    rows = np.arange(height) * source.height // height
    columns = np.arange(width) * source.width // width
    for track_id, record in document.masks_on(frame_index).items():
        if track_id in document.tracks:
            inside = record.mask.to_array()[np.ix_(rows, columns)]
            pixels[inside] = document.tracks[track_id].colour
    image = QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888)
    return QPixmap.fromImage(image.copy())
