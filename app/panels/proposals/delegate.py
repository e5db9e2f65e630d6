"""Draws a row of the proposals list."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.panels.proposals.model import HERE_ROLE, ROW_ROLE, Column, Row
from app.theme import SMALL_TEXT_PX, SPACE, Theme, icon

ROW_PX: Final = 28
BUTTON_PX: Final = 28
_SWATCH_PX: Final = 14
_NAME_LEFT_PX: Final = 2 * SPACE + _SWATCH_PX + 2 * SPACE
_RIGHT: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class ProposalDelegate(QStyledItemDelegate):
    """Draws a dashed swatch (filled if it is in this frame), name, frames, score and buttons."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._icons = {
            Column.ACCEPT: icon("mdi6.check", theme, role="good"),
            Column.REJECT: icon("mdi6.close", theme, role="error"),
        }

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        if index.column() not in (Column.FRAMES, Column.SCORE):
            return QSize(BUTTON_PX, ROW_PX)
        width = QFontMetrics(_figures_font(option.font)).horizontalAdvance(str(index.data()))
        return QSize(width + 2 * SPACE, ROW_PX)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row: Row | None = index.data(ROW_ROLE)
        if row is None:
            return
        place: QRect = option.rect
        column = Column(index.column())
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if is_selected:
            painter.fillRect(place, self._theme.colour("raised"))
        if column is Column.NAME:
            if is_selected:
                accent = self._theme.colour("accent")
                painter.fillRect(place.left(), place.top(), 2, place.height(), accent)
            self._swatch(painter, place, QColor(*row.track.colour), is_here=index.data(HERE_ROLE))
            self._text(painter, place.adjusted(_NAME_LEFT_PX, 0, 0, 0), str(index.data()))
        elif column in self._icons:
            self._icons[column].paint(painter, place.adjusted(5, 5, -5, -5))
        else:
            self._figures(painter, place, str(index.data()))
        painter.restore()

    def _swatch(self, painter: QPainter, place: QRect, colour: QColor, *, is_here: bool) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = place.center().y() - _SWATCH_PX / 2 + 1
        box = QRectF(place.left() + 2 * SPACE, top, _SWATCH_PX, _SWATCH_PX).adjusted(1, 1, -1, -1)
        fill = QColor(colour)
        fill.setAlphaF(0.45)
        painter.setPen(QPen(colour, 2, Qt.PenStyle.DotLine))
        painter.setBrush(fill if is_here else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 3, 3)

    def _text(self, painter: QPainter, bounds: QRect, text: str) -> None:
        painter.setPen(self._theme.colour("text"))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, bounds.width())
        painter.drawText(bounds, Qt.AlignmentFlag.AlignVCenter, shown)

    def _figures(self, painter: QPainter, place: QRect, text: str) -> None:
        painter.setFont(_figures_font(painter.font()))
        painter.setPen(self._theme.colour("dim_text"))
        painter.drawText(place.adjusted(0, 0, -SPACE, 0), _RIGHT, text)


def _figures_font(font: QFont) -> QFont:
    result = QFont(font)
    result.setPixelSize(SMALL_TEXT_PX)
    result.setFeature(QFont.Tag.fromString("tnum"), 1)
    return result
