"""A pop-up menu of object colours."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QColorDialog,
    QGridLayout,
    QMenu,
    QPushButton,
    QToolButton,
    QWidget,
    QWidgetAction,
)

from app.language import tr
from app.theme import RADIUS, SPACE
from gvseg.annotation.colours import OBJECT_COLOURS
from gvseg.annotation.records import Colour

_COLUMNS: Final = 8
_CELL_PX: Final = 24


class SwatchMenu(QMenu):
    """Forty distinct colours, and a dialog for any other.

    Signals:
        chosen(tuple): red, green, blue.
    """

    chosen = Signal(object)

    def __init__(self, current: Colour, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("swatchMenu")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._current = current
        grid = QWidget(self)
        layout = QGridLayout(grid)
        layout.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        layout.setSpacing(SPACE)
        for place, colour in enumerate(OBJECT_COLOURS):
            layout.addWidget(self._cell(colour), place // _COLUMNS, place % _COLUMNS)
        more = QPushButton(tr("Other..."), grid)
        more.setObjectName("otherColour")
        more.clicked.connect(self._ask)
        layout.addWidget(more, len(OBJECT_COLOURS) // _COLUMNS, 0, 1, _COLUMNS)
        action = QWidgetAction(self)
        action.setDefaultWidget(grid)
        self.addAction(action)

    def _cell(self, colour: Colour) -> QToolButton:
        cell = QToolButton(self)
        name = QColor(*colour).name()
        cell.setObjectName(f"swatch.{name}")
        cell.setAccessibleName(tr("Colour {name}").format(name=name))
        cell.setFixedSize(_CELL_PX, _CELL_PX)
        ring = "palette(text)" if colour == self._current else "transparent"
        cell.setStyleSheet(
            f"QToolButton {{ background: {name}; border: 2px solid {ring};"
            f" border-radius: {RADIUS}px; }}"
            f"QToolButton:hover, QToolButton:focus {{ border-color: palette(text); }}"
        )
        cell.clicked.connect(lambda: self._choose(colour))
        return cell

    def _choose(self, colour: Colour) -> None:
        self.chosen.emit(colour)
        self.close()

    def _ask(self) -> None:
        parent = self.parentWidget()
        dialog = QColorDialog(QColor(*self._current), parent)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        # The menu closes now, but it must exist until the dialog returns a colour.
        dialog.colorSelected.connect(lambda c: self.chosen.emit((c.red(), c.green(), c.blue())))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        dialog.finished.connect(self.deleteLater)
        dialog.open()
        self.close()
