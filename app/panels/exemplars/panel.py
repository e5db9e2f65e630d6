"""The exemplars dock: one thumbnail per frame."""

from functools import partial
from typing import Final

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QMenu,
    QStackedLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.language import tr, tr_later
from app.panels.buttons import Actions, action_button, label
from app.panels.empty import EmptyHint
from app.panels.exemplars.model import FRAME_ROLE, IMAGE_ROLE, TRACKS_ROLE, ExemplarsModel
from app.panels.thumbnails import Thumbnails
from app.theme import RADIUS, SMALL_TEXT_PX, SPACE, Theme, icon
from app.workspace import Workspace
from gvseg.annotation.edits import UnpinExemplar

_TILE: Final = QSize(112, 84)
_IMAGE_PX: Final = 63
_PIN_PX: Final = 20
_DOTS_MAX: Final = 4
NO_EXEMPLAR = tr_later("Propagation needs at least one drawn mask.")


class ExemplarsPanel(QWidget):
    """Shows exemplar frames. Clicking a tile goes to its frame; clicking its pin unpins it."""

    def __init__(
        self,
        workspace: Workspace,
        thumbnails: Thumbnails,
        actions: Actions,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("exemplarsPanel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._workspace, self._actions = workspace, actions
        self._model = ExemplarsModel(workspace, thumbnails, self)
        self._tiles = _Tiles(workspace, theme, self)
        self.view = ExemplarsView(self)
        self.view.setModel(self._model)
        self.view.setItemDelegate(self._tiles)
        self._count = label("", "dim", "exemplarsCount", self)
        self._empty = EmptyHint("mdi6.pin-outline", tr(NO_EXEMPLAR), theme, self)
        head = QHBoxLayout()
        head.setContentsMargins(2 * SPACE, SPACE, SPACE, SPACE)
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(action_button(actions, "propagate.pin", self))
        self._stack = QStackedLayout()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addLayout(self._stack, 1)
        self.view.clicked.connect(lambda index: workspace.view.set_frame(index.data(FRAME_ROLE)))
        self.view.activated.connect(lambda index: workspace.view.set_frame(index.data(FRAME_ROLE)))
        self.view.unpin_requested.connect(lambda index: self.unpin(index.data(FRAME_ROLE)))
        self.view.customContextMenuRequested.connect(self._show_menu)
        workspace.view.frame_changed.connect(self._on_frame)
        for signal in (self._model.modelReset, self._model.dataChanged):
            signal.connect(self._refresh)
        self._refresh()

    def set_theme(self, theme: Theme) -> None:
        self._tiles.set_theme(theme)
        self._empty.set_theme(theme)
        self.view.viewport().update()

    def unpin(self, frame_index: int, track_id: int | None = None) -> None:
        """Unpin a frame for one object, or for all."""
        chosen = self._model.tracks_of(frame_index) if track_id is None else (track_id,)
        with self._workspace.group(tr_later("Unpin exemplar")):
            for one in chosen:
                self._workspace.try_apply(UnpinExemplar(one, frame_index))

    def _show_menu(self, at: QPoint) -> None:
        index = self.view.indexAt(at)
        if not index.isValid():
            return
        frame_index, tracks = index.data(FRAME_ROLE), index.data(TRACKS_ROLE)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(
            tr("Go to frame {frame}").format(frame=frame_index),
            lambda: self._workspace.view.set_frame(frame_index),
        )
        menu.addSeparator()
        for one in tracks if len(tracks) > 1 else ():
            name = self._workspace.document.track(one).name.replace("&", "&&")
            menu.addAction(
                tr("Unpin for {name}").format(name=name), partial(self.unpin, frame_index, one)
            )
        menu.addAction(tr("Unpin"), lambda: self.unpin(frame_index))
        menu.popup(self.view.viewport().mapToGlobal(at))

    def _on_frame(self, frame_index: int) -> None:
        row = self._model.row_of(frame_index)
        if row is not None:
            self.view.scrollTo(self._model.index(row))
        self.view.viewport().update()

    def _refresh(self) -> None:
        count = self._model.rowCount()
        self._count.setText(tr("%n exemplar(s)", "", count) if count else tr("No exemplars"))
        self._stack.setCurrentIndex(0 if count else 1)


class ExemplarsView(QListView):
    """Shows the tiles in rows. Clicking the pin in a tile's corner, or Delete, unpins its frame.

    Signals:
        unpin_requested(QModelIndex): the user unpinned a frame.
    """

    unpin_requested = Signal(QModelIndex)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("exemplarsList")
        self.setAccessibleName(tr("Exemplars"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setSpacing(SPACE)
        self.setMouseTracking(True)
        # Even in a low window, one tile with its number is fully visible.
        self.setMinimumHeight(_TILE.height())
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def sizeHint(self) -> QSize:
        return QSize(240, _TILE.height() + 4 * SPACE)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        index = self.indexAt(at)
        is_left = event.button() is Qt.MouseButton.LeftButton
        if index.isValid() and is_left and pin_box(self.visualRect(index)).contains(at):
            self.unpin_requested.emit(index)
        else:
            super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        arrows = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and index.isValid():
            self.unpin_requested.emit(index)
        elif event.key() in arrows:
            super().keyPressEvent(event)
        else:
            event.ignore()


class _Tiles(QStyledItemDelegate):
    """Draws a thumbnail, its frame index and the colours of its objects."""

    def __init__(self, workspace: Workspace, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._pin = icon("mdi6.pin-off-outline", theme)

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        del option, index
        return _TILE

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        place: QRect = option.rect
        state = option.state
        image_box = QRect(place.left(), place.top(), place.width(), _IMAGE_PX)
        theme = self._theme
        is_here = index.data(FRAME_ROLE) == self._workspace.view.frame_index
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rounded = QPainterPath()
        rounded.addRoundedRect(QRectF(image_box).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        painter.setClipPath(rounded)
        painter.fillRect(image_box, theme.colour("canvas"))
        image = index.data(IMAGE_ROLE)
        if image is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            size = image.size().scaled(image_box.size(), Qt.AspectRatioMode.KeepAspectRatio)
            spot = QRect(image_box.topLeft(), size)
            spot.moveCenter(image_box.center())
            painter.drawImage(spot, image)
        painter.setClipping(False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("accent" if is_here else "line"), 2 if is_here else 1))
        painter.drawRoundedRect(image_box.adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        self._caption(painter, place, index, is_here=is_here)
        if state & QStyle.StateFlag.State_MouseOver:
            corner = pin_box(place)
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.setBrush(theme.colour("raised"))
            painter.drawRoundedRect(corner, RADIUS, RADIUS)
            self._pin.paint(painter, corner.adjusted(3, 3, -3, -3))
        painter.restore()

    def _caption(
        self,
        painter: QPainter,
        place: QRect,
        index: QModelIndex | QPersistentModelIndex,
        *,
        is_here: bool,
    ) -> None:
        font = painter.font()
        font.setPixelSize(SMALL_TEXT_PX)
        painter.setFont(font)
        painter.setPen(self._theme.colour("text" if is_here else "dim_text"))
        line = QRect(
            place.left() + 2,
            place.top() + _IMAGE_PX,
            place.width() - 4,
            _TILE.height() - _IMAGE_PX,
        )
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, str(index.data(FRAME_ROLE)))
        tracks = [one for one in index.data(TRACKS_ROLE) if one in self._workspace.document.tracks]
        x = line.right() - 8
        painter.setPen(Qt.PenStyle.NoPen)
        for track_id in tracks[-_DOTS_MAX:]:
            painter.setBrush(QColor(*self._workspace.document.tracks[track_id].colour))
            painter.drawRoundedRect(QRect(x, line.center().y() - 3, 8, 8), 2, 2)
            x -= 11
        if len(tracks) > _DOTS_MAX:
            painter.setPen(self._theme.colour("dim_text"))
            rest = QRect(x - 22, line.top(), 28, line.height())
            more = f"+{len(tracks) - _DOTS_MAX}"
            painter.drawText(
                rest, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, more
            )


def pin_box(tile: QRect) -> QRect:
    """Return the rectangle of the pin in a tile."""
    return QRect(tile.right() - _PIN_PX - SPACE + 1, tile.top() + SPACE, _PIN_PX, _PIN_PX)
