"""Draws masks in canvas pixels: fills and outlines, crisp at any zoom."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from app.canvas.labels import LabelMap
from app.canvas.projection import Projection
from gvseg.annotation.colours import object_pattern
from gvseg.annotation.records import Colour

MARGIN_PX = 6
"""Outlines and halos extend this many canvas pixels beyond a changed box."""

_OUTLINE_PX = 1.5
_SELECTED_PX = 2.5
_HALO_PX = 1.5
_HALO_ALPHA = 0.55
_DASH_PX = 4
_PITCH_PX, _HATCH_PX = 8, 2
_HATCH_ALPHA = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlayStyle:
    """How masks are drawn.

    Attributes:
        colours: track id -> colour.
        selected: tracks with the strong outline.
        dashed: tracks with a dashed outline, as used for proposals.
        opacity: opacity of fills, 0..1.
        has_outlines: whether outlines are drawn.
        has_patterns: whether fills are hatched by `object_pattern`.
        pixel_ratio: canvas pixels per device-independent pixel.
    """

    colours: Mapping[int, Colour] = field(default_factory=dict)
    selected: frozenset[int] = frozenset()
    dashed: frozenset[int] = frozenset()
    opacity: float = 0.45
    has_outlines: bool = True
    has_patterns: bool = False
    pixel_ratio: float = 1.0


class Overlay:
    """A premultiplied ARGB image the size of the canvas; parts of it can be redrawn.

    Attributes:
        pixels: height x width uint32, 0xAARRGGBB premultiplied.
    """

    def __init__(self, width: int, height: int) -> None:
        self.pixels: NDArray[np.uint32] = np.zeros((height, width), np.uint32)

    def render(
        self,
        labels: LabelMap,
        projection: Projection,
        style: OverlayStyle,
        box: tuple[int, int, int, int] | None = None,
    ) -> tuple[int, int, int, int]:
        """Redraw masks in a canvas box (left, top, right, bottom), or everywhere if None.

        Returns:
            The box that was drawn, clipped to the canvas.
        """
        height, width = self.pixels.shape
        left, top, right, bottom = box or (0, 0, width, height)
        left, top = max(0, left), max(0, top)
        right, bottom = min(width, right), min(height, bottom)
        if left >= right or top >= bottom:
            return (0, 0, 0, 0)
        # Outlines depend on pixels slightly outside the box.
        see = (
            max(0, left - MARGIN_PX),
            max(0, top - MARGIN_PX),
            min(width, right + MARGIN_PX),
            min(height, bottom + MARGIN_PX),
        )
        ranks = sample(labels, projection, see)
        drawn = _coloured(ranks, labels, style, see)
        self.pixels[top:bottom, left:right] = drawn[
            top - see[1] : bottom - see[1], left - see[0] : right - see[0]
        ]
        return (left, top, right, bottom)


def sample(
    labels: LabelMap, projection: Projection, box: tuple[int, int, int, int]
) -> NDArray[np.uint16]:
    """Return the rank at each pixel of a canvas box: height x width uint16."""
    left, top, right, bottom = box
    columns = projection.source_columns(left, right, labels.width)
    rows = projection.source_rows(top, bottom, labels.height)
    found = np.zeros((bottom - top, right - left), np.uint16)
    inside_x, inside_y = np.flatnonzero(columns >= 0), np.flatnonzero(rows >= 0)
    if inside_x.size and inside_y.size:
        wanted_rows = rows[inside_y]
        stretch = slice(int(wanted_rows[0]), int(wanted_rows[-1]) + 1)
        taken = labels.columns[columns[inside_x], stretch]
        taken = np.take(taken, wanted_rows - wanted_rows[0], axis=1)
        found[
            int(inside_y[0]) : int(inside_y[-1]) + 1, int(inside_x[0]) : int(inside_x[-1]) + 1
        ] = taken.T
    return found


def premultiplied(colour: Colour, alpha: float) -> int:
    """Return a colour as 0xAARRGGBB."""
    red, green, blue = (round(channel * alpha) for channel in colour)
    return (round(255 * alpha) << 24) | (red << 16) | (green << 8) | blue


def _coloured(
    ranks: NDArray[np.uint16],
    labels: LabelMap,
    style: OverlayStyle,
    box: tuple[int, int, int, int],
) -> NDArray[np.uint32]:
    fills = _table(labels, style, style.opacity)
    drawn = fills[ranks]
    if style.has_patterns:
        _hatch(drawn, ranks, labels, style, box)
    if style.has_outlines and ranks.any():
        inner = _edge(ranks)
        lines = _table(labels, style, 1.0)
        dashed = [labels.rank_of(track_id) for track_id in style.dashed & set(labels.track_ids)]
        if any(dashed):
            inner &= ~(np.isin(ranks, dashed) & _gaps(box))
        thickness = _OUTLINE_PX * style.pixel_ratio
        whole = _grown(inner, math.floor(thickness)) & (ranks > 0)
        rest = thickness - math.floor(thickness)
        if rest > 0.1:
            soft = _grown(inner, math.floor(thickness) + 1) & (ranks > 0) & ~whole
            blend = _table(labels, style, style.opacity + (1 - style.opacity) * rest)
            drawn[soft] = blend[ranks[soft]]
        drawn[whole] = lines[ranks[whole]]
    for track_id in style.selected:
        colour = style.colours.get(track_id, (128, 128, 128))
        own = ranks == labels.rank_of(track_id)
        gaps = _gaps(box) if track_id in style.dashed else None
        if labels.rank_of(track_id) and own.any():
            _draw_selected(drawn, own, colour, style.pixel_ratio, gaps)
    return drawn


def _hatch(
    drawn: NDArray[np.uint32],
    ranks: NDArray[np.uint16],
    labels: LabelMap,
    style: OverlayStyle,
    box: tuple[int, int, int, int],
) -> None:
    """Draw each mask's pattern, aligned to the canvas, in lines more opaque than its fill."""
    pitch, thick = (round(length * style.pixel_ratio) for length in (_PITCH_PX, _HATCH_PX))
    across = np.arange(box[0], box[2])[None, :]
    down = np.arange(box[1], box[3])[:, None]
    patterns = np.array([0, *(object_pattern(one) for one in labels.track_ids)])[ranks]
    lines = _table(labels, style, min(1.0, style.opacity + _HATCH_ALPHA))
    falling, rising = (across - down) % pitch < thick, (across + down) % pitch < thick
    level = np.broadcast_to(down % pitch < thick, ranks.shape)
    upright = np.broadcast_to(across % pitch < thick, ranks.shape)
    for pattern, line in enumerate((falling, rising, level, upright, level | upright), start=1):
        hatched = (patterns == pattern) & line
        drawn[hatched] = lines[ranks[hatched]]


def _table(labels: LabelMap, style: OverlayStyle, alpha: float) -> NDArray[np.uint32]:
    """Return the premultiplied colour of each rank, or 0 for rank 0."""
    grey = (128, 128, 128)
    colours = [style.colours.get(track_id, grey) for track_id in labels.track_ids]
    table = np.zeros(len(colours) + 1, np.uint32)
    if colours:
        channels = np.rint(np.array([(255, *one) for one in colours]) * alpha).astype(np.uint32)
        table[1:] = channels @ np.array([1 << 24, 1 << 16, 1 << 8, 1], np.uint32)
    return table


def _edge(ranks: NDArray[np.uint16]) -> NDArray[np.bool_]:
    """Return the mask pixels that border another rank, ignoring the border of the view."""
    edge = np.zeros(ranks.shape, np.bool_)
    down = ranks[1:] != ranks[:-1]
    across = ranks[:, 1:] != ranks[:, :-1]
    edge[1:] |= down
    edge[:-1] |= down
    edge[:, 1:] |= across
    edge[:, :-1] |= across
    return edge & (ranks > 0)


def _grown(pixels: NDArray[np.bool_], thickness: int) -> NDArray[np.bool_]:
    if thickness <= 1:
        return pixels
    size = 2 * thickness - 1
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))
    return np.asarray(cv2.dilate(pixels.view(np.uint8), kernel), np.uint8).view(np.bool_)


def _gaps(box: tuple[int, int, int, int]) -> NDArray[np.bool_]:
    across = np.arange(box[0], box[2])[None, :] // _DASH_PX
    down = np.arange(box[1], box[3])[:, None] // _DASH_PX
    return np.asarray((across + down) % 2 == 1)


def _draw_selected(
    drawn: NDArray[np.uint32],
    own: NDArray[np.bool_],
    colour: Colour,
    pixel_ratio: float,
    gaps: NDArray[np.bool_] | None,
) -> None:
    line = _grown(_edge(own.astype(np.uint16)), int(_SELECTED_PX * pixel_ratio + 0.5)) & own
    if gaps is not None:
        line &= ~gaps
    halo = _grown(own, 1 + int(_HALO_PX * pixel_ratio + 0.5)) & ~own
    drawn[line] = premultiplied(colour, 1.0)
    drawn[halo] = premultiplied((0, 0, 0), _HALO_ALPHA)
