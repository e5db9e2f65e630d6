"""Draws a row of the objects list."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.panels.objects.model import PATTERN_ROLE, STATE_ROLE, TRACK_ROLE, Column
from app.panels.patterns import PATTERN_BRUSHES
from app.theme import SMALL_TEXT_PX, SPACE, Theme, icon
from gvseg.annotation.records import Track
from gvseg.annotation.states import EMPTY, PINNED, PRESENT

ROW_PX: Final = 28
BUTTON_PX: Final = 28
_SWATCH_PX: Final = 14
NAME_LEFT_PX: Final = 2 * SPACE + _SWATCH_PX + 2 * SPACE


class ObjectDelegate(QStyledItemDelegate):
    """Draws swatch, name, category, eye and lock; the swatch shows the state on this frame."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._icons = {
            (Column.VISIBLE, True): icon("mdi6.eye-outline", theme, role="dim_text"),
            (Column.VISIBLE, False): icon("mdi6.eye-off-outline", theme, role="warning"),
            (Column.LOCKED, False): icon("mdi6.lock-open-variant-outline", theme, role="dim_text"),
            (Column.LOCKED, True): icon("mdi6.lock", theme, role="text"),
        }

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        del option, index
        return QSize(BUTTON_PX, ROW_PX)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        track = index.data(TRACK_ROLE)
        if track is None:
            return
        place: QRect = option.rect
        state = option.state
        is_selected = bool(state & QStyle.StateFlag.State_Selected)
        is_near = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        if is_selected:
            painter.fillRect(place, self._theme.colour("raised"))
        if index.column() == Column.NAME:
            self._name(painter, place, index, is_selected=is_selected)
        elif index.column() == Column.CATEGORY:
            self._category(painter, place, str(index.data()))
        elif index.column() == Column.VISIBLE or track.is_locked or is_selected or is_near:
            is_on = track.is_visible if index.column() == Column.VISIBLE else track.is_locked
            toggle_icon = self._icons[Column(index.column()), is_on]
            toggle_icon.paint(painter, place.adjusted(6, 6, -6, -6))
        painter.restore()

    def updateEditorGeometry(
        self,
        editor: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        del index
        place: QRect = option.rect
        editor.setGeometry(place.adjusted(NAME_LEFT_PX - 2 * SPACE, 1, 0, -1))

    def _name(
        self,
        painter: QPainter,
        place: QRect,
        index: QModelIndex | QPersistentModelIndex,
        *,
        is_selected: bool,
    ) -> None:
        theme, track = self._theme, index.data(TRACK_ROLE)
        if is_selected:
            painter.fillRect(place.left(), place.top(), 2, place.height(), theme.colour("accent"))
        top = place.center().y() - _SWATCH_PX // 2 + 1
        swatch = QRectF(place.left() + 2 * SPACE, top, _SWATCH_PX, _SWATCH_PX)
        self._swatch(
            painter, swatch, track, int(index.data(STATE_ROLE)), int(index.data(PATTERN_ROLE))
        )
        left = place.left() + NAME_LEFT_PX
        bounds = QRect(left, place.top(), place.right() - left, place.height())
        painter.setPen(theme.colour("text" if track.is_visible else "dim_text"))
        font = QFont(painter.font())
        font.setWeight(QFont.Weight.DemiBold if is_selected else QFont.Weight.Normal)
        painter.setFont(font)
        name = painter.fontMetrics().elidedText(
            track.name, Qt.TextElideMode.ElideRight, bounds.width()
        )
        painter.drawText(bounds, Qt.AlignmentFlag.AlignVCenter, name)

    def _swatch(
        self, painter: QPainter, place: QRectF, track: Track, flags: int, pattern: int
    ) -> None:
        """Draw a swatch: filled if the object has a mask in this frame, hollow otherwise, and
        hatched if it has a pattern or is locked."""
        colour = QColor(*track.colour)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_here = bool(flags & PRESENT) and not flags & EMPTY
        painter.setPen(QPen(colour, 2))
        painter.setBrush(colour if is_here else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), 3, 3)
        if track.is_locked or pattern:
            ink = self._theme.colour("window") if is_here else colour
            style = PATTERN_BRUSHES[pattern] if pattern else Qt.BrushStyle.BDiagPattern
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QBrush(ink, style))
            painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), 3, 3)
        if flags & EMPTY:
            painter.setPen(QPen(colour, 2))
            painter.drawLine(place.bottomLeft(), place.topRight())
        if flags & PINNED:
            painter.setPen(QPen(self._theme.colour("window"), 1))
            painter.setBrush(self._theme.colour("text"))
            centre, r = place.center(), 4.5
            corners = ((0, -r), (r, 0), (0, r), (-r, 0))
            painter.drawPolygon(QPolygonF([centre + QPointF(*corner) for corner in corners]))

    def _category(self, painter: QPainter, place: QRect, name: str) -> None:
        font = QFont(painter.font())
        font.setPixelSize(SMALL_TEXT_PX)
        painter.setFont(font)
        painter.setPen(self._theme.colour("dim_text"))
        bounds = place.adjusted(SPACE, 0, -SPACE, 0)
        text = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, bounds.width())
        painter.drawText(bounds, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text)
