"""Draws the cells of the table of videos."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.panels.dataset.model import NUMBERS, Column
from app.panels.dataset.thumbnails import THUMBNAIL_PX

_PAD_PX: Final = 6
_GAP_PX: Final = 8
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_MIDDLE: Final = Qt.TextElideMode.ElideMiddle
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class VideoDelegate(QStyledItemDelegate):
    """Draws thumbnail and text of a cell.

    While the table scrolls, each frame draws a hundred cells. The usual delegate asks the model for
    seven roles of each cell and lays out its text through the style sheet, which takes too long.
    """

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        column = index.column()
        text = index.data()
        palette: QPalette = option.palette
        place: QRect = option.rect
        role = QPalette.ColorRole.Text
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(place, palette.brush(QPalette.ColorRole.Highlight))
            role = QPalette.ColorRole.HighlightedText
        place = place.adjusted(_PAD_PX, 0, -_PAD_PX, 0)
        if column == Column.VIDEO:
            thumbnail = index.data(Qt.ItemDataRole.DecorationRole)
            if thumbnail is not None:
                top = place.top() + (place.height() - THUMBNAIL_PX.height()) // 2
                painter.drawPixmap(place.left(), top, thumbnail)
            place.setLeft(place.left() + THUMBNAIL_PX.width() + _GAP_PX)
        if not text:
            return
        metrics = option.fontMetrics
        if metrics.horizontalAdvance(text) > place.width():
            # Names of videos often differ only at the end.
            mode = _MIDDLE if column == Column.VIDEO else Qt.TextElideMode.ElideRight
            text = metrics.elidedText(text, mode, place.width())
        painter.setPen(palette.color(role))
        painter.drawText(place, _RIGHT if column in NUMBERS else _LEFT, text)


def video_width(text_px: int) -> int:
    """Return the width of the column of videos for names of a width, in pixels."""
    return THUMBNAIL_PX.width() + _GAP_PX + 2 * _PAD_PX + text_px
