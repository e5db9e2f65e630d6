"""Convert decoded frames to upright RGB arrays."""

import threading
from typing import Any

import numpy as np
from av.video.frame import VideoFrame, supported_np_pix_fmts
from av.video.reformatter import VideoReformatter
from numpy.typing import NDArray

from gvseg.video.pixels import Pixels, RgbImage
from gvseg.video.still_header import read_header

_BT709 = 1
_BT601 = 5
_BT2020 = 9
_UNSPECIFIED = (0, 2, 3)
# Frames of at least this size are assumed to be BT.709 if the file does not say, as in players.
_HD_HEIGHT = 720
_HD_WIDTH = 1280


class Orientation:
    """Transformation from stored to upright pixels: an optional transposition, then flips."""

    def __init__(self, *, transpose: bool, flip_rows: bool, flip_columns: bool) -> None:
        self.transpose = transpose
        self._flip_rows = flip_rows
        self._flip_columns = flip_columns

    @classmethod
    def from_frame(cls, frame: VideoFrame, coded: bytes = b"") -> "Orientation":
        """Return the orientation in a frame's display matrix, to the nearest quarter turn.

        `coded` is the frame's encoded bytes if they are a JPEG image.
        """
        try:
            side_data = frame.side_data.get("DISPLAYMATRIX")
        except ValueError:  # PyAV fails if the frame has a type of side data unknown to it
            if (header := read_header(coded)) is not None:
                return cls.from_exif(header.exif_orientation)
            return cls.from_quarter_turns(round(frame.rotation / 90))
        if side_data is None:
            return cls(transpose=False, flip_rows=False, flip_columns=False)
        a, b, _, c, d = (int(value) for value in _nine_numbers(side_data)[:5])
        # A stored pixel (x, y) is shown at (a x + c y, b x + d y).
        if abs(b) + abs(c) > abs(a) + abs(d):
            return cls(transpose=True, flip_rows=b < 0, flip_columns=c < 0)
        return cls(transpose=False, flip_rows=d < 0, flip_columns=a < 0)

    @classmethod
    def from_quarter_turns(cls, turns: int) -> "Orientation":
        """Return a rotation by quarter turns, counterclockwise."""
        return cls(
            transpose=turns % 2 == 1,
            flip_rows=turns % 4 in (1, 2),
            flip_columns=turns % 4 in (2, 3),
        )

    @classmethod
    def from_exif(cls, code: int) -> "Orientation":
        """Return an EXIF orientation, 1 to 8; any other code means 1."""
        return cls(
            transpose=code in (5, 6, 7, 8),
            flip_rows=code in (3, 4, 7, 8),
            flip_columns=code in (2, 3, 6, 7),
        )

    def apply(self, pixels: Pixels) -> Pixels:
        """Return upright pixels as a contiguous array."""
        if self.transpose:
            pixels = pixels.swapaxes(0, 1)
        if self._flip_rows:
            pixels = pixels[::-1]
        if self._flip_columns:
            pixels = pixels[:, ::-1]
        return np.ascontiguousarray(pixels)

    def size(self, height: int, width: int) -> tuple[int, int]:
        """Return the upright height and width."""
        return (width, height) if self.transpose else (height, width)


class FrameConverter:
    """Converts the decoded frames of a video to arrays of the same size. Thread-safe."""

    def __init__(self, first: VideoFrame, coded: bytes = b"") -> None:
        self._stored_height = first.height
        self._stored_width = first.width
        self._orientation = Orientation.from_frame(first, coded)
        self.height, self.width = self._orientation.size(first.height, first.width)
        self._reformatter = VideoReformatter()
        self._lock = threading.Lock()

    def to_grey(self, frame: VideoFrame) -> Pixels:
        """Return the unscaled values of a deep grey frame, upright: H x W."""
        with self._lock:
            resized = self._reformatter.reformat(
                frame, width=self._stored_width, height=self._stored_height
            )
        return self._orientation.apply(np.array(resized.to_ndarray()))

    def to_rgb(self, frame: VideoFrame) -> RgbImage:
        """Return an upright 8-bit RGB copy of a frame, without alpha.

        A frame that differs in size from the first frame is scaled to the first frame's size.
        """
        matrix = _matrix(frame)
        # RGB has no matrix, but old versions of PyAV use the frame's matrix only if that of the
        # destination differs.
        other = None if matrix is None else (_BT601 if matrix == _BT709 else _BT709)
        with self._lock:
            converted = self._reformatter.reformat(
                frame,
                width=self._stored_width,
                height=self._stored_height,
                format="rgb24",
                src_colorspace=matrix,
                dst_colorspace=other,
            )
        array = np.asarray(converted.to_ndarray(), dtype=np.uint8)
        upright = self._orientation.apply(array)
        return upright.copy() if converted is frame else upright


def is_deep_grey(frame: VideoFrame) -> bool:
    """Return whether a frame is greyscale deeper than 8 bits, as recorded by thermal cameras."""
    name = frame.format.name
    return name in supported_np_pix_fmts and name.startswith("gray") and name[4:] not in ("", "8")


def _nine_numbers(display_matrix: Any) -> NDArray[np.int32]:
    return np.frombuffer(bytes(display_matrix), np.int32, count=9)


def _matrix(frame: VideoFrame) -> int | None:
    """Return swscale's number of the frame's YCbCr matrix; None for RGB."""
    if frame.format.is_rgb:
        return None
    if frame.colorspace in _UNSPECIFIED:
        is_hd = frame.height >= _HD_HEIGHT or frame.width >= _HD_WIDTH
        return _BT709 if is_hd else _BT601
    if frame.colorspace in (_BT709, 4, 7):  # FCC and SMPTE 240M: same numbers in FFmpeg and swscale
        return frame.colorspace
    return _BT2020 if frame.colorspace in (9, 10) else _BT601
