"""Read the texts of widgets as a user sees them, and find those that are cut off."""

from collections.abc import Iterator
from math import ceil
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QDockWidget,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QSizePolicy,
    QSpinBox,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
    QTextEdit,
    QToolButton,
    QWidget,
)

from app.panels.elided import ElidedLabel

OPEN, CLOSE = "\N{LEFT CEILING}", "\N{RIGHT FLOOR}"
_ROWS = 3
_FILLER = 200 * " length"
_TOP = QModelIndex()
_ICON_ONLY = Qt.ToolButtonStyle.ToolButtonIconOnly


class _OursOnly(QTranslator):
    """Changes our texts, but not Qt's, which have contexts."""

    def translate(
        self, context: str, text: str, comment: str | None = None, count: int = -1
    ) -> str | None:
        if context or not text:
            return None
        body = text.removesuffix("...")
        return self.changed(body) + text[len(body) :]

    def changed(self, text: str) -> str:
        raise NotImplementedError

    def isEmpty(self) -> bool:
        return False


class Marked(_OursOnly):
    """Marks the start and the end of every text."""

    def changed(self, text: str) -> str:
        return f"{OPEN}{text}{CLOSE}"


class Longer(_OursOnly):
    """Lengthens every text by a share of its length, with words of ordinary length."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self._share = share

    def changed(self, text: str) -> str:
        more = ceil(self._share * len(text))
        return text + _FILLER[len(_FILLER) - more :]


def unmarked(text: str) -> str:
    """Return a text without its marked parts, which may be nested."""
    depth, kept = 0, []
    for character in text:
        if character == CLOSE:
            depth -= 1
        elif character == OPEN:
            depth += 1
        elif not depth:
            kept.append(character)
    return "".join(kept)


def texts_of(widget: QWidget) -> Iterator[str]:
    """Return the texts of a widget: its label, its tooltip and its name for screen readers."""
    yield widget.toolTip()
    yield widget.statusTip()
    yield widget.accessibleName()
    if widget.isWindow() or isinstance(widget, QDockWidget):
        yield widget.windowTitle()
    for action in widget.actions():
        yield from _texts_of_action(action)
    match widget:
        case QLabel() | QAbstractButton():
            yield widget.text()
        case QLineEdit() | QPlainTextEdit() | QTextEdit():
            yield widget.placeholderText()
        case QComboBox():
            yield from (widget.itemText(place) for place in range(widget.count()))
        case QMenu():
            yield widget.title()
        case QSpinBox():
            yield widget.specialValueText()
            yield widget.prefix()
        case QTabBar():
            yield from (widget.tabText(place) for place in range(widget.count()))
        case QAbstractItemView() if not isinstance(widget, QHeaderView) and widget.model():
            yield from _texts_of_model(widget.model())


def _texts_of_action(action: QAction) -> Iterator[str]:
    yield from (action.text(), action.iconText(), action.toolTip(), action.statusTip())


def _texts_of_model(model: QAbstractItemModel) -> Iterator[str]:
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(_TOP)
    for column in range(columns):
        values: list[Any] = [model.headerData(column, Qt.Orientation.Horizontal, roles[0])]
        for row in range(min(_ROWS, model.rowCount(_TOP))):
            values += [model.data(model.index(row, column, _TOP), role) for role in roles]
        yield from (value for value in values if isinstance(value, str))


def is_cut(widget: QWidget) -> bool:
    """Return whether a label, a button, a list of choices or a header is too small for its text."""
    if isinstance(widget, QHeaderView):
        return any(_is_section_cut(widget, place) for place in range(widget.count()))
    if isinstance(widget, QComboBox):
        return _is_choice_cut(widget)
    if isinstance(widget, ElidedLabel) or not isinstance(widget, QLabel | QAbstractButton):
        return False  # the tooltip of an elided label has the whole text
    if not widget.text().strip():
        return False
    if widget.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Ignored:
        return False  # a hint; its tooltip also has the whole text
    if isinstance(widget, QToolButton) and widget.toolButtonStyle() is _ICON_ONLY:
        return False
    if isinstance(widget, QLabel) and widget.wordWrap():
        return widget.height() < widget.heightForWidth(widget.width())
    return widget.width() < widget.sizeHint().width() - 1


def _is_section_cut(header: QHeaderView, place: int) -> bool:
    if header.orientation() is Qt.Orientation.Vertical or header.isSectionHidden(place):
        return False
    return header.sectionSize(place) < header.sectionSizeHint(place)


def _is_choice_cut(box: QComboBox) -> bool:
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    field = box.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, box
    )
    return box.fontMetrics().horizontalAdvance(box.currentText()) > field.width()
