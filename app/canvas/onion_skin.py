"""The onion skin: dotted outlines of the previous frame."""

from typing import Final

import cv2
import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from app.workspace import Workspace
from gvseg.annotation.records import Colour
from gvseg.masks import Mask

_DOT_PX: Final = 2.0
_STEP_PX: Final = 7.0
_DASH_PX: Final = 0.02
_SHADE_PX: Final = 3.5
_SHADE: Final = QColor(0, 0, 0, 130)


class OnionSkin:
    """Outlines in source pixels, recomputed only when the masks or the frame change."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._masks: dict[int, Mask] = {}
        self._paths: dict[int, QPainterPath] = {}
        self._lines: list[tuple[Colour, QPainterPath]] = []

    @property
    def is_empty(self) -> bool:
        return not self._lines

    def reload(self, frame_index: int | None) -> bool:
        """Load the masks of the previous frame, if shown. Return whether they changed."""
        before, self._masks = self._masks, self._masks_before(frame_index)
        previous, self._paths = self._paths, {}
        for track_id, mask in self._masks.items():
            is_same = before.get(track_id) == mask
            self._paths[track_id] = previous[track_id] if is_same else outline(mask)
        tracks = self._workspace.document.tracks if self._masks else {}
        lines = [(tracks[one].colour, path) for one, path in self._paths.items()]
        differs = lines != self._lines
        self._lines = lines
        return differs

    def draw(self, painter: QPainter, to_widget: QTransform) -> None:
        """Draw light dots on a dark line, so that they are visible on any frame."""
        if self.is_empty:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, path in self._lines:
            line = to_widget.map(path)
            for pen in (_dots(_SHADE, _SHADE_PX), _dots(QColor(*colour).lighter(130), _DOT_PX)):
                painter.setPen(pen)
                painter.drawPath(line)
        painter.restore()

    def _masks_before(self, frame_index: int | None) -> dict[int, Mask]:
        view = self._workspace.view.options
        is_wanted = view.onion_skin and view.show_masks and self._workspace.is_open
        if not is_wanted or not frame_index:
            return {}
        document = self._workspace.document
        return {
            track_id: record.mask
            for track_id, record in document.masks_on(frame_index - 1).items()
            if document.tracks[track_id].is_visible and not record.mask.is_empty
        }


def outline(mask: Mask) -> QPainterPath:
    """Return the outlines of a mask and its holes, through the centres of its border pixels."""
    left, top, width, height = mask.box
    pixels = mask.to_array()[top : top + height, left : left + width].astype(np.uint8)
    contours, _ = cv2.findContours(pixels, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    path = QPainterPath()
    for contour in contours:
        corners = contour[:, 0] + (left + 0.5, top + 0.5)
        points = [QPointF(float(x), float(y)) for x, y in corners]
        path.addPolygon(QPolygonF([*points, points[0]]))
    return path


def _dots(colour: QColor, width_px: float) -> QPen:
    # A dash of length 0 with round caps is a dot; lengths are in pen widths.
    pen = QPen(colour, width_px, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.RoundCap)
    pen.setDashPattern([_DASH_PX / width_px, (_STEP_PX - _DASH_PX) / width_px])
    return pen
