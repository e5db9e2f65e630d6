"""The timeline with mouse handling: scrub, mark a range, zoom and hover."""

from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from app.panels.thumbnails import Thumbnails
from app.panels.timeline.hover import HoverCard
from app.panels.timeline.painting import GUTTER_PX, ROW_PX, RULER_PX
from app.panels.timeline.rows import SUM_ROW
from app.panels.timeline.surface import TimelineSurface
from app.theme import Theme
from app.workspace import Workspace

_HOVER_MS: Final = 150
_GRIP_PX: Final = 5
_WHEEL_STEP: Final = 1.25


class TimelineView(TimelineSurface):
    """Adds mouse handling to the timeline.

    A click goes to a frame and selects the row's object or proposal. A drag scrubs; Shift+drag
    marks a range with draggable ends. The wheel zooms at the pointer, pans with Shift, and scrolls
    over the names. The middle button pans.

    Signals:
        menu_requested(QPoint): a row was right-clicked; its object is now selected.
        show_requested(int): the name of a proposal was clicked.
    """

    menu_requested = Signal(QPoint)
    show_requested = Signal(int)

    def __init__(
        self, workspace: Workspace, thumbnails: Thumbnails, theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(workspace, theme, parent)
        self._drag = ""
        self._drag_from = 0
        self._drag_at = QPointF()
        self._hover_at = QPoint()
        self._card = HoverCard(workspace, thumbnails, self)
        self._hover_timer = QTimer(self, singleShot=True, interval=_HOVER_MS)
        self._hover_timer.timeout.connect(self._show_card)
        workspace.opened.connect(self._hide_card)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._hide_card()
        if not self._workspace.is_open:
            return
        x, y = event.position().x(), event.position().y()
        self._drag_at = event.position()
        if event.button() is Qt.MouseButton.MiddleButton:
            self._drag = "pan"
        elif event.button() is Qt.MouseButton.LeftButton:
            self._select_row(x, y, event.modifiers())
            if x >= GUTTER_PX:
                self._begin_drag(x, y, event.modifiers())

    def _select_row(self, x: float, y: float, modifiers: Qt.KeyboardModifier) -> None:
        track_id = self.row_at(y)
        if not track_id:
            return
        if track_id in self._workspace.document.proposals:
            if x < GUTTER_PX:
                self.show_requested.emit(track_id)
            else:
                self._workspace.view.select_proposal(track_id)
            return
        selected = self._workspace.view.selected
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            others = tuple(one for one in selected if one != track_id)
            wanted = others if track_id in selected else (*selected, track_id)
            self._workspace.view.select(*wanted)
        elif track_id not in selected:
            self._workspace.view.select(track_id)

    def _begin_drag(self, x: float, y: float, modifiers: Qt.KeyboardModifier) -> None:
        frame_index = self._axis.frame_at(x)
        grip = self._grip_at(x, y)
        if grip is not None and self._workspace.view.frame_range is not None:
            self._drag = "range"
            self._drag_from = self._workspace.view.frame_range[1 - grip]
            return
        self._is_dragging = True
        self._drag_from = frame_index
        self._drag = "range" if modifiers & Qt.KeyboardModifier.ShiftModifier else "scrub"
        self._workspace.view.set_playing(False)
        self._workspace.view.set_frame(frame_index)

    def _grip_at(self, x: float, y: float) -> int | None:
        """Return which end of the range is under the pointer (0 or 1), or None for neither."""
        marked = self._workspace.view.frame_range
        if marked is None or y >= RULER_PX:
            return None
        ends = (self._axis.x_of(marked[0]), self._axis.x_of(marked[1] + 1))
        near = [end for end in (1, 0) if abs(ends[end] - x) <= _GRIP_PX]
        return near[0] if near else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._workspace.is_open:
            return
        x, y = event.position().x(), event.position().y()
        frame_index = self._axis.frame_at(x)
        if self._drag == "pan":
            self._set_axis(self._axis.panned(self._drag_at.x() - x))
            self._drag_at = event.position()
        elif self._drag == "range":
            self._workspace.view.set_range(self._drag_from, frame_index)
            self._workspace.view.set_frame(frame_index)
        elif self._drag == "scrub":
            self._workspace.view.set_frame(frame_index)
        else:
            shape = Qt.CursorShape
            is_grip = self._grip_at(x, y) is not None
            self.viewport().setCursor(shape.SizeHorCursor if is_grip else shape.ArrowCursor)
            self._plan_card(event.position().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        del event
        self._drag = ""
        self._is_dragging = False

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.position().y() < RULER_PX:
            self.zoom_to_whole()
        else:
            self.mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        track_id = self.row_at(event.pos().y())
        if track_id and track_id in self._workspace.document.tracks:
            if track_id not in self._workspace.view.selected:
                self._workspace.view.select(track_id)
            self._hide_card()
            self.menu_requested.emit(event.globalPos())

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._hide_card()
        x, delta = event.position().x(), event.angleDelta()
        turned = delta.y() or delta.x()
        is_panning = event.modifiers() & Qt.KeyboardModifier.ShiftModifier or not delta.y()
        if x < GUTTER_PX:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() - round(turned / 120 * ROW_PX))
        elif is_panning:
            self._set_axis(self._axis.panned(-turned / 120 * 80))
        else:
            self._set_axis(self._axis.zoomed(_WHEEL_STEP ** (turned / 120), x))
        event.accept()

    # -- the hover card ----------------------------------------------------------------

    def _plan_card(self, at: QPoint) -> None:
        self._hover_at = at
        if at.x() < GUTTER_PX:
            self._hide_card()
        elif self._card.isVisible():
            self._show_card()
        else:
            self._hover_timer.start()

    def _show_card(self) -> None:
        if not self._workspace.is_open or not self.viewport().underMouse():
            return
        frame_index = self._axis.frame_at(self._hover_at.x())
        row = self.row_at(self._hover_at.y())
        track_id = row or self._workspace.working_id
        above = QPoint(self._hover_at.x(), 0)
        self._card.show_for(
            frame_index,
            self.time_text(frame_index),
            track_id if row != SUM_ROW else None,
            self.viewport().mapToGlobal(above),
        )

    def _hide_card(self) -> None:
        self._hover_timer.stop()
        self._card.hide()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Leave:
            self._hide_card()
        return super().viewportEvent(event)
