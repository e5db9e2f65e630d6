"""Controls the mouse by keyboard: moves the pointer, and presses and releases the button."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QCursor, QMouseEvent
from PySide6.QtWidgets import QApplication

from app.canvas.view import CanvasView
from app.workspace import Tool, Workspace

_LEFT, _NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
_STEP_PX: Final = 8.0
"""Distance that a key moves the pointer for tools without a brush size, in screen pixels."""
_MARGIN_PX: Final = 24
_NEAR_PX: Final = 2
_WAYS: Final = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}


class PointerCommands(QObject):
    """Sends mouse events to the canvas, so that every tool works without a mouse."""

    def __init__(self, workspace: Workspace, canvas: CanvasView) -> None:
        super().__init__(canvas)
        self._workspace = workspace
        self._canvas = canvas
        self._at: tuple[float, float] | None = None
        canvas.pointed.connect(self._on_pointed)
        workspace.opened.connect(self._on_opened)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return the handler of each action id."""
        coarse = {f"pointer.{way}": partial(self._step, *to) for way, to in _WAYS.items()}
        fine = {f"pointer.pixel_{way}": partial(self._move, *to) for way, to in _WAYS.items()}
        return {**coarse, **fine, "pointer.tap": self.tap, "pointer.hold": self.hold}

    def tap(self) -> None:
        """Click, or release the button if it is held down."""
        if not self._canvas.is_down:
            self._send(QEvent.Type.MouseButtonPress)
        self._send(QEvent.Type.MouseButtonRelease)

    def hold(self) -> None:
        """Press and hold the button, or release it."""
        is_down = self._canvas.is_down
        self._send(QEvent.Type.MouseButtonRelease if is_down else QEvent.Type.MouseButtonPress)

    def _step(self, right: int, down: int) -> None:
        step_px = _STEP_PX
        if self._workspace.view.tool in (Tool.BRUSH, Tool.ERASER):
            step_px = self._workspace.view.tool_options.diameter_px / 4
        step = max(1.0, step_px * self._canvas.source_px)
        self._move(right * step, down * step)

    def _move(self, right: float, down: float) -> None:
        """Move the pointer by a number of source pixels, within the frame."""
        height, width = self._canvas.frame_size
        if not height:
            return  # no frame has been shown yet
        x, y = self._place()
        self._at = (min(max(0.5, x + right), width - 0.5), min(max(0.5, y + down), height - 0.5))
        self._scroll_to_pointer()
        self._send(QEvent.Type.MouseMove)
        if self._canvas.isActiveWindow():
            QCursor.setPos(self._canvas.mapToGlobal(self._on_widget()))

    def _place(self) -> tuple[float, float]:
        """Return the pointer's position in source pixels; it starts in the middle of the view."""
        if self._at is None:
            ratio, place = self._canvas.devicePixelRatioF(), self._canvas.projection
            middle = self._canvas.rect().center()
            self._at = place.to_source(middle.x() * ratio, middle.y() * ratio)
        return self._at

    def _on_widget(self) -> QPoint:
        return QPointF(*self._canvas.to_widget(*self._place())).toPoint()

    def _scroll_to_pointer(self) -> None:
        """Scroll if the pointer would leave the view."""
        inside = self._canvas.rect().adjusted(_MARGIN_PX, _MARGIN_PX, -_MARGIN_PX, -_MARGIN_PX)
        at = self._on_widget()
        right = min(0, inside.right() - at.x()) + max(0, inside.left() - at.x())
        down = min(0, inside.bottom() - at.y()) + max(0, inside.top() - at.y())
        whole = self._canvas.rect()
        if not whole.contains(at) and (right or down):
            ratio = self._canvas.devicePixelRatioF()
            self._canvas.set_projection(self._canvas.projection.moved(right * ratio, down * ratio))

    def _send(self, kind: QEvent.Type) -> None:
        at = QPointF(*self._canvas.to_widget(*self._place()))
        is_held = kind == QEvent.Type.MouseButtonPress or (
            kind == QEvent.Type.MouseMove and self._canvas.is_down
        )
        event = QMouseEvent(
            kind,
            at,
            self._canvas.mapToGlobal(at),
            _NONE if kind == QEvent.Type.MouseMove else _LEFT,
            _LEFT if is_held else _NONE,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(self._canvas, event)

    def _on_pointed(self, at: tuple[int, int] | None) -> None:
        """Follow the mouse, ignoring events sent by this object."""
        if at is None:
            return
        there = (at[0] + 0.5, at[1] + 0.5)
        if self._at is not None:
            way = QPointF(*self._canvas.to_widget(*there)).toPoint() - self._on_widget()
            is_own = (int(self._at[0]), int(self._at[1])) == at
            if is_own or way.manhattanLength() <= _NEAR_PX:
                return
        self._at = there

    def _on_opened(self) -> None:
        self._at = None
