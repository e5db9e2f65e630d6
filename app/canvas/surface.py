"""The drawing part of the canvas: two images, zoom, pan and a hint."""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.canvas.projection import Projection
from app.canvas.scene import CanvasBox, Scene
from app.theme import Theme

ZOOM_STEP: Final = 1.25


class Surface(QWidget):
    """Draws a scene; subclasses draw on top of it in `draw_decorations`.

    Signals:
        zoom_changed(float): canvas pixels per source pixel.
    """

    zoom_changed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.scene = Scene()
        self.hint = ""
        self._is_fitted = True
        self._shows_masks = True

    def draw_decorations(self, painter: QPainter) -> None:
        """Draw on top of the scene."""

    def restyle(self) -> None:
        """Update the style, for example after the device pixel ratio changed."""

    @property
    def projection(self) -> Projection:
        """The mapping of source pixels to device pixels of the canvas."""
        return self.scene.projection

    def minimumSizeHint(self) -> QSize:
        return QSize(320, 200)

    def set_theme(self, theme: Theme) -> None:
        ground = theme.colour("canvas")
        self.scene.ground = (ground.red(), ground.green(), ground.blue())
        self.scene.invalidate()
        self.update()

    def set_hint(self, text: str) -> None:
        """Show a hint at the bottom of the frame; "" removes it."""
        if text != self.hint:
            self.hint = text
            self.update()

    # -- zoom and pan ------------------------------------------------------------------

    def fit(self) -> None:
        """Fit the whole frame into the view, and keep it fitted when the window is resized."""
        self._is_fitted = True
        if self.scene.labels is not None:
            box = (0.0, 0.0, float(self.scene.labels.width), float(self.scene.labels.height))
            self.set_projection(Projection.fitted(box, self._canvas_size()))

    def zoom_to(self, scale: float) -> None:
        """Set the zoom about the centre. At 1, a source pixel covers one device pixel."""
        self.zoom_by(scale / self.projection.scale)

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom about a position in the widget, by default the centre."""
        self._is_fitted = False
        ratio = self.devicePixelRatioF()
        centre = QPointF(self.width() / 2, self.height() / 2) if at is None else at
        self.set_projection(self.projection.zoomed(factor, centre.x() * ratio, centre.y() * ratio))

    def zoom_to_box(self, box: tuple[int, int, int, int]) -> None:
        """Zoom to a source box with a margin."""
        self._is_fitted = False
        margin = min(self._canvas_size()) // 6
        self.set_projection(Projection.fitted(box, self._canvas_size(), margin))

    def set_projection(self, projection: Projection) -> None:
        self.scene.set_projection(projection)
        self.update()
        # Emit even if unchanged, because closing a video clears the zoom display.
        self.zoom_changed.emit(projection.scale)

    def _canvas_size(self) -> tuple[int, int]:
        ratio = self.devicePixelRatioF()
        return max(1, round(self.width() * ratio)), max(1, round(self.height() * ratio))

    def update_canvas(self, box: CanvasBox) -> None:
        if box[0] < box[2] and box[1] < box[3]:
            ratio = self.devicePixelRatioF()
            rectangle = QRectF(box[0], box[1], box[2] - box[0], box[3] - box[1])
            self.update(
                QRectF(rectangle.topLeft() / ratio, rectangle.size() / ratio).toAlignedRect()
            )

    def to_widget(self, x: float, y: float) -> tuple[float, float]:
        ratio = self.devicePixelRatioF()
        canvas_x, canvas_y = self.projection.to_canvas(x, y)
        return canvas_x / ratio, canvas_y / ratio

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.scene.resize(*self._canvas_size())
        self.restyle()
        if self._is_fitted:
            self.fit()
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if (self.scene.backdrop.shape[1], self.scene.backdrop.shape[0]) != self._canvas_size():
            self.scene.resize(*self._canvas_size())
            self.restyle()
        self.scene.refresh()
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        backdrop = _image(self.scene.backdrop, QImage.Format.Format_RGB32)
        overlay = _image(self.scene.overlay.pixels, QImage.Format.Format_ARGB32_Premultiplied)
        # Qt clips the painting to the parts of this rectangle that need it.
        inside = QRectF(event.rect())
        source = QRectF(inside.topLeft() * ratio, inside.size() * ratio)
        painter.drawImage(inside, backdrop, source)
        if self._shows_masks:
            painter.drawImage(inside, overlay, source)
        self.draw_decorations(painter)
        if self.hint:
            self._draw_hint(painter)
        painter.end()

    def _draw_hint(self, painter: QPainter) -> None:
        metrics = painter.fontMetrics()
        width, height = metrics.horizontalAdvance(self.hint) + 24, metrics.height() + 12
        box = QRect((self.width() - width) // 2, self.height() - height - 16, width, height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(20, 22, 25, 215))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(QColor(235, 235, 235))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.hint)


def _image(pixels: NDArray[np.generic], image_format: QImage.Format) -> QImage:
    """Return an image that shares the array's memory; the array must outlive it."""
    height, width = pixels.shape[:2]
    return QImage(pixels.data, width, height, pixels.strides[0], image_format)
