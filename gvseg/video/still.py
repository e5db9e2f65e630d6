"""Read one picture file as upright 8-bit RGB."""

from pathlib import Path

import cv2
import numpy as np

from gvseg.errors import VideoError
from gvseg.video.picture import Orientation, Picture
from gvseg.video.still_header import read_header


def read_still(path: Path) -> Picture:
    """H x W x 3, uint8, RGB; grey is repeated, alpha dropped, EXIF orientation applied.

    Raises:
        VideoError: names the picture and says why it cannot be read.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise VideoError(f"The picture {path} cannot be read: {error.strerror}.") from error
    picture = None
    if content:
        flags = cv2.IMREAD_COLOR | cv2.IMREAD_IGNORE_ORIENTATION
        try:
            picture = cv2.imdecode(np.frombuffer(content, np.uint8), flags)
        except cv2.error:
            picture = None
    if picture is None:
        raise VideoError(f"The picture {path} cannot be decoded: it is damaged or no picture.")
    rgb: Picture = np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB), dtype=np.uint8)
    header = read_header(content)
    return rgb if header is None else Orientation.of_exif(header.exif_orientation).apply(rgb)


def read_still_size(path: Path) -> tuple[int, int]:
    """Height and width of a picture once upright, from its header where that is understood.

    Raises:
        VideoError: as `read_still`.
    """
    try:
        with path.open("rb") as file:
            header = read_header(file)
    except OSError as error:
        raise VideoError(f"The picture {path} cannot be read: {error.strerror}.") from error
    if header is None:
        height, width = read_still(path).shape[:2]
        return height, width
    orientation = Orientation.of_exif(header.exif_orientation)
    return orientation.size(header.height, header.width)
