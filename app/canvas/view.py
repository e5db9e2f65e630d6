"""The canvas: shows a frame with its masks, zooms, pans and passes mouse events to the tool."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QTabletEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from app.canvas.decorations import Decorations
from app.canvas.mask_source import MaskSource
from app.canvas.pen import Pen
from app.canvas.surface import ZOOM_STEP, Surface
from app.canvas.tools.brush import BrushTool
from app.canvas.tools.factory import make_tools
from app.canvas.tools.tool import Pointer, ToolRequest
from app.canvas.tools.tool import Tool as CanvasTool
from app.language import tr
from app.workspace import Tool, ToolOptions, Touched, Workspace
from gvseg.masks import Mask

_LEFT, _RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


class CanvasView(Surface):
    """Shows the workspace and a frame. It emits requests and never changes a document.

    Attributes:
        frame_pixels: the decoded frame on screen (H x W x 3, uint8, RGB), or None.

    Signals:
        requested(ToolRequest): a tool requests an edit or a selection.
        pointed(object): (x, y) of the mouse in source pixels, or None outside the frame.
        draft_changed: the current tool started or ended a draft.
        play_toggled: the space bar was pressed briefly.
    """

    requested = Signal(object)
    pointed = Signal(object)
    draft_changed = Signal()
    play_toggled = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("canvas")
        self.setAccessibleName(tr("Canvas"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.workspace = workspace
        self._source = MaskSource(workspace)
        self.decorations = Decorations(workspace, self, self.refresh)
        self._frame_index: int | None = None
        self.frame_pixels: NDArray[np.uint8] | None = None
        self._pen = Pen()
        self._grip: QPointF | None = None
        self._is_hand = False
        self._hand_moved = False
        self._is_down = False
        self._pick: Pointer | None = None
        self._had_draft = False
        self._tools = make_tools(self)
        workspace.changed.connect(self._on_changed)
        workspace.opened.connect(self.clear)
        workspace.view.selection_changed.connect(self.restyle)
        workspace.view.proposal_changed.connect(self._show_proposals)
        workspace.view.least_score_changed.connect(self._show_proposals)
        workspace.view.options_changed.connect(self._on_view_changed)
        workspace.view.tool_changed.connect(self._on_tool_changed)
        workspace.view.tool_options_changed.connect(lambda _: self.update())
        self._tool_kind = workspace.view.tool

    # -- contents ----------------------------------------------------------------------

    @property
    def frame_index(self) -> int | None:
        """Index of the frame on screen, or None. It may lag behind the workspace."""
        return self._frame_index

    @property
    def tool(self) -> CanvasTool:
        return self._tools[self._tool_kind]

    def clear(self) -> None:
        """Remove the frame."""
        for tool in self._tools.values():
            tool.cancel()
        self._frame_index = self.frame_pixels = None
        self._source.set_draft(None)
        self.decorations.clear()
        self.scene.set_frame(None)
        self._is_fitted = True
        self.update()

    def show_frame(
        self,
        frame_index: int,
        bgrx: NDArray[np.uint8],
        pixels: NDArray[np.uint8] | None = None,
    ) -> None:
        """Show a frame (H x W x 4, BGRX) with its masks; `pixels` is the decoded RGB frame."""
        if frame_index != self._frame_index:
            self.finish()
        size_differs = self._frame_index is None
        self._frame_index = frame_index
        self.frame_pixels = pixels
        self.scene.set_frame(bgrx)
        if size_differs:
            self.fit()
        self.restyle()
        self._reload_onion_skin()
        self._reload_masks()
        self.update()

    def show_draft(self, track_id: int | None, mask: Mask | None = None) -> None:
        """Show a dashed draft instead of a track's mask; None removes the draft."""
        self._source.set_draft(None if track_id is None or mask is None else (track_id, mask))
        self.restyle()
        self._reload_masks()

    @property
    def is_down(self) -> bool:
        """True if a mouse button is down with the current tool."""
        return self._is_down

    # -- drafts ------------------------------------------------------------------------

    @property
    def has_draft(self) -> bool:
        return self.tool.has_draft

    def keep(self) -> None:
        self.tool.keep()
        self._emit_draft_changed()

    def cancel(self) -> bool:
        """Discard the draft of the tool. Return whether there was one."""
        self._is_down = False
        had = self.tool.cancel()
        self._emit_draft_changed()
        return had

    def remove_last(self) -> bool:
        """Undo the last corner or click of a draft. Return whether there was one."""
        had = self.tool.remove_last()
        self._emit_draft_changed()
        return had

    def finish(self) -> None:
        """End the current stroke and keep it, because the frame or the tool changes."""
        if self._frame_index is None:
            return
        if self._is_down:
            self._is_down = False
            self.tool.release(Pointer(0, 0))
        self.tool.keep()
        self._emit_draft_changed()

    def _emit_draft_changed(self) -> None:
        if self.has_draft != self._had_draft:
            self._had_draft = self.has_draft
            self.draft_changed.emit()

    # -- used by the tools --------------------------------------------------------

    @property
    def frame_size(self) -> tuple[int, int]:
        labels = self.scene.labels
        return (labels.height, labels.width) if labels is not None else (0, 0)

    @property
    def options(self) -> ToolOptions:
        return self.workspace.view.tool_options

    @property
    def source_px(self) -> float:
        return self.devicePixelRatioF() / self.projection.scale

    def request(self, request: ToolRequest) -> None:
        self.requested.emit(request)
        self._emit_draft_changed()

    def preview(self, x: int, y: int, painted: NDArray[np.bool_], *, is_erasing: bool) -> None:
        """Show a stroke before it becomes an edit."""
        labels = self.scene.labels
        if labels is None:
            return
        before = labels.track_ids
        labels.lift(self._source.working_track_id)
        if labels.track_ids != before:
            self.restyle()
        self.update_canvas(self.scene.paint(x, y, painted, value=not is_erasing))

    def clear_preview(self) -> None:
        if self.scene.labels is not None:
            self.scene.labels.discard_painted()
        self._reload_masks()

    def refresh(self, x: float, y: float, width: float, height: float) -> None:
        """Redraw a source box, including decorations."""
        self.update_canvas(self.projection.canvas_box(x, y, width, height, margin=2))

    def refresh_all(self) -> None:
        self.update()

    # -- reacting to the workspace -----------------------------------------------------

    def _on_changed(self, touched: Touched) -> None:
        if self._frame_index is None:
            return
        if touched.touches_frame(self._frame_index - 1):
            self._reload_onion_skin()
        if not touched.touches_frame(self._frame_index):
            return
        self.restyle()
        self._reload_masks()

    def _on_view_changed(self, _: object) -> None:
        self.restyle()
        self._reload_onion_skin()
        self._reload_masks()

    def _on_tool_changed(self, kind: Tool) -> None:
        self.finish()
        self._tool_kind = kind
        self.setCursor(self.tool.cursor)
        self._emit_draft_changed()
        self.update()

    def draw_decorations(self, painter: QPainter) -> None:
        if self._frame_index is not None:
            ratio, place = self.devicePixelRatioF(), self.projection
            scale = place.scale / ratio
            left, top = place.left / ratio, place.top / ratio
            to_widget = QTransform(scale, 0, 0, scale, left, top)
            self.decorations.draw(painter, to_widget, self.to_widget, shows_masks=self._shows_masks)
            self.tool.draw(painter, self.to_widget)
            self.decorations.spinner.draw(painter)

    def restyle(self) -> None:
        self._shows_masks = self.workspace.view.options.show_masks
        style = self._source.style(self.devicePixelRatioF())
        if style != self.scene.style:
            self.scene.set_style(style)
            self.update()

    def _show_proposals(self) -> None:
        self.restyle()
        self._reload_masks()

    def _reload_onion_skin(self) -> None:
        if self.decorations.onion_skin.reload(self._frame_index):
            self.update()

    def _reload_masks(self) -> None:
        if self._frame_index is None:
            return
        if self._is_down and self.scene.labels is not None and self.scene.labels.is_lifted:
            return  # the current stroke keeps its style until it is released
        masks = self._source.masks_on(self._frame_index)
        changed = self.scene.set_masks(masks)
        if self.decorations.tags.reload(masks) or changed is None:
            self.update()
        else:
            self.update_canvas(changed)

    # -- Qt's events -------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.MiddleButton or self._is_hand:
            self._grip = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif self._takes_mouse(event) and not self._is_down:
            pointer = self._pointer(event)
            # Ctrl+click selects with any tool; Ctrl+drag is for the tool.
            is_pick = pointer.has_control and self._tool_kind is not Tool.SELECT
            self._pick = pointer if is_pick else None
            if not is_pick:
                self._press(pointer)

    def _press(self, pointer: Pointer) -> None:
        self._pick, self._is_down = None, True
        self.tool.press(pointer)
        self._emit_draft_changed()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._takes_mouse(event) and not self._is_hand and not self._is_down:
            self._is_down = True
            self.tool.double_press(self._pointer(event))
            self._emit_draft_changed()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.decorations.spinner.follow(event.position())
        if self._grip is not None:
            moved = (event.position() - self._grip) * self.devicePixelRatioF()
            self._grip = event.position()
            self._hand_moved = True
            self._is_fitted = False
            self.set_projection(self.projection.moved(moved.x(), moved.y()))
            return
        if self._frame_index is not None:
            pointer = self._pointer(event)
            if self._pick is not None and self._pick.is_far_from(pointer):
                self._press(self._pick)
            self.tool.move(pointer, is_down=self._is_down)
            height, width = self.frame_size
            is_inside = 0 <= pointer.x < width and 0 <= pointer.y < height
            self.pointed.emit((int(pointer.x), int(pointer.y)) if is_inside else None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._grip is not None:
            self._grip = None
            self.setCursor(Qt.CursorShape.OpenHandCursor if self._is_hand else self.tool.cursor)
        elif self._pick is not None:
            self.finish()  # keep the draft before another object is selected
            self.request(self._pick.pick(is_adding=self._pick.has_shift))
            self._pick = None
        elif self._is_down and not event.buttons() & (_LEFT | _RIGHT):
            self._is_down = False
            self.tool.release(self._pointer(event))
            self._pen.lift()
            self._emit_draft_changed()

    def tabletEvent(self, event: QTabletEvent) -> None:
        self._pen.take(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        steps = event.angleDelta().y() / 120
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.workspace.view.set_tool_options(self.options.with_brush_scaled(1.15**steps))
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier or event.angleDelta().x():
            delta = event.angleDelta()
            self._is_fitted = False
            self.set_projection(self.projection.moved(delta.x(), delta.y()))
        else:
            self.zoom_by(ZOOM_STEP**steps, event.position())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self._is_hand, self._hand_moved = True, False
                self.setCursor(Qt.CursorShape.OpenHandCursor)
        elif event.key() == Qt.Key.Key_Backspace and self.remove_last():
            pass
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat() and self._is_hand:
            self._is_hand = False
            self.setCursor(self.tool.cursor)
            if not self._hand_moved:
                self.play_toggled.emit()
        else:
            super().keyReleaseEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.setCursor(self.tool.cursor)
        super().enterEvent(event)

    def leaveEvent(self, event: object) -> None:
        del event
        for tool in self._tools.values():
            if isinstance(tool, BrushTool):
                tool.hide_tip()
        self.pointed.emit(None)

    def _takes_mouse(self, event: QMouseEvent) -> bool:
        # Wait until the current frame is shown, so that no stroke edits the wrong frame.
        is_settled = self._frame_index == self.workspace.view.frame_index
        return is_settled and event.button() in (_LEFT, _RIGHT) and self.workspace.is_open

    def _pointer(self, event: QMouseEvent) -> Pointer:
        ratio = self.devicePixelRatioF()
        x, y = self.projection.to_source(event.position().x() * ratio, event.position().y() * ratio)
        pointer = Pointer.of(event, x, y, self.source_px)
        is_right = pointer.is_right or self._pen.is_eraser
        return replace(pointer, is_right=is_right, pressure=self._pen.pressure)
