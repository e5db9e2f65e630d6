"""The contents of the canvas: the frame and its masks, as two images of the canvas's size."""

from collections.abc import Mapping

import cv2
import numpy as np
from numpy.typing import NDArray

from app.canvas.labels import LabelMap
from app.canvas.overlay import MARGIN_PX, Overlay, OverlayStyle
from app.canvas.projection import Projection
from gvseg.masks import Box, Mask

_CRISP_SCALE = 2.0  # at this scale and above, source pixels appear as squares

CanvasBox = tuple[int, int, int, int]
"""(left, top, right, bottom) in canvas pixels; right and bottom are excluded."""


class Scene:
    """The two images. Changed parts are redrawn just before the canvas paints them.

    Attributes:
        backdrop: canvas height x width x 4, BGRX.
        overlay: masks, premultiplied ARGB.
        labels: masks at source size, or None if no frame is shown.
    """

    def __init__(self) -> None:
        self.backdrop: NDArray[np.uint8] = np.zeros((1, 1, 4), np.uint8)
        self.overlay = Overlay(1, 1)
        self.labels: LabelMap | None = None
        self.projection = Projection()
        self.style = OverlayStyle()
        self.ground = (21, 22, 24)
        self._frame: NDArray[np.uint8] | None = None
        self._is_backdrop_stale = True
        self._stale: list[CanvasBox] | None = None

    def resize(self, width: int, height: int) -> None:
        self.backdrop = np.zeros((max(1, height), max(1, width), 4), np.uint8)
        self.overlay = Overlay(max(1, width), max(1, height))
        self.invalidate()

    def set_frame(self, bgrx: NDArray[np.uint8] | None) -> None:
        """Set the frame; None removes it."""
        self._frame = bgrx
        self._is_backdrop_stale = True
        if bgrx is None:
            self.labels = None
            self._stale = None
        elif self.labels is None or (self.labels.height, self.labels.width) != bgrx.shape[:2]:
            self.labels = LabelMap(*bgrx.shape[:2])
            self._stale = None

    def set_projection(self, projection: Projection) -> None:
        """Set the visible part of the frame."""
        if projection != self.projection:
            self.projection = projection
            self.invalidate()

    def set_style(self, style: OverlayStyle) -> None:
        if style != self.style:
            self.style = style
            self._stale = None

    def set_masks(self, masks: Mapping[int, Mask]) -> CanvasBox | None:
        """Set the masks. Return the canvas box that changes, or None for the whole canvas."""
        if self.labels is None:
            return None
        box = self.labels.set_masks(masks)
        if box is None:
            self._stale = None
            return None
        return self.invalidate_box(box)

    def paint(self, x: int, y: int, painted: NDArray[np.bool_], *, value: bool) -> CanvasBox:
        """Show a stroke on the lifted track. Return the canvas box that changes."""
        if self.labels is None:
            return (0, 0, 0, 0)
        self.labels.paint(x, y, painted, value=value)
        return self.invalidate_box((x, y, painted.shape[1], painted.shape[0]))

    def invalidate(self) -> None:
        """Redraw everything on the next refresh."""
        self._is_backdrop_stale = True
        self._stale = None

    def invalidate_box(self, box: Box) -> CanvasBox:
        """Redraw the masks in a source box on the next refresh. Return the box on the canvas."""
        if not box[2] or not box[3]:
            return (0, 0, 0, 0)
        margin = round(MARGIN_PX * max(1.0, self.style.pixel_ratio))
        on_canvas = self.projection.canvas_box(*box, margin=margin)
        if self._stale is not None:
            self._stale.append(on_canvas)
        return on_canvas

    def refresh(self) -> None:
        """Redraw the changed parts of both images."""
        if self._is_backdrop_stale:
            self._draw_backdrop()
            self._is_backdrop_stale = False
        if self.labels is None:
            self.overlay.pixels[:] = 0
            self._stale = []
        elif self._stale is None or len(self._stale) > 64:
            self.overlay.render(self.labels, self.projection, self.style)
        else:
            for box in self._stale:
                self.overlay.render(self.labels, self.projection, self.style, box)
        self._stale = []

    def _draw_backdrop(self) -> None:
        self.backdrop[:] = (*reversed(self.ground), 255)
        frame = self._frame
        if frame is None:
            return
        height, width = frame.shape[:2]
        canvas_height, canvas_width = self.backdrop.shape[:2]
        columns = self.projection.source_columns(0, canvas_width, width)
        rows = self.projection.source_rows(0, canvas_height, height)
        across, down = np.flatnonzero(columns >= 0), np.flatnonzero(rows >= 0)
        if not across.size or not down.size:
            return
        left, top = int(across[0]), int(down[0])
        target = self.backdrop[top : int(down[-1]) + 1, left : int(across[-1]) + 1]
        if self.projection.scale >= _CRISP_SCALE or self.projection.scale == 1:
            whole = frame.view(np.uint32)[..., 0]
            taken = np.take(whole[rows[down]], columns[across], axis=1)
            target.view(np.uint32)[..., 0] = taken
            return
        crop = frame[
            int(rows[down[0]]) : int(rows[down[-1]]) + 1,
            int(columns[across[0]]) : int(columns[across[-1]]) + 1,
        ]
        how = cv2.INTER_AREA if self.projection.scale < 1 else cv2.INTER_LINEAR
        target[:] = cv2.resize(crop, (target.shape[1], target.shape[0]), interpolation=how)
