"""An editable table of the attributes of a category."""

import re
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.language import tr, tr_later
from app.theme import SPACE
from app.wording import listed
from gvseg.annotation.records import Attribute, AttributeKind

_KIND_WORDS: Final = {
    AttributeKind.TEXT: tr_later("Text"),
    AttributeKind.NUMBER: tr_later("Number"),
    AttributeKind.FLAG: tr_later("Yes or no"),
    AttributeKind.CHOICE: tr_later("Choice"),
}


class AttributeTable(QWidget):
    """A table of names, kinds and choices. Rows without a name are skipped.

    Signals:
        edited(tuple): the user changed the table; carries the new attributes.
    """

    edited = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("attributeTable")
        self._is_filling = False
        self._shown: tuple[Attribute, ...] = ()
        self._table = QTableWidget(0, 4, self)
        self._table.setObjectName("attributeRows")
        self._table.setAccessibleName(tr("Attributes"))
        self._table.setHorizontalHeaderLabels(
            [tr("Name"), tr("Kind"), tr("Choices (a, b, c)"), tr("Per frame")]
        )
        self._table.verticalHeader().hide()
        self._table.setShowGrid(False)
        self._table.setMinimumHeight(112)
        header = self._table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for column, least_px in ((1, 104), (2, 112), (3, 80)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, max(least_px, header.sectionSizeHint(column)))
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._add = QPushButton(tr("Add"), self)
        self._add.setObjectName("attributeAdd")
        self._remove = QPushButton(tr("Remove"), self)
        self._remove.setObjectName("attributeRemove")
        row = QHBoxLayout()
        row.setSpacing(2 * SPACE)
        for button in (self._add, self._remove):
            button.setAutoDefault(False)
            row.addWidget(button)
        hint = QLabel(tr("Attributes of the objects of this category."), self)
        hint.setProperty("role", "small")
        row.addStretch(1)
        row.addWidget(hint)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * SPACE)
        layout.addWidget(self._table, 1)
        layout.addLayout(row)
        self._table.cellChanged.connect(self._emit_edited)
        self._remove.setEnabled(False)
        self._table.currentCellChanged.connect(lambda row: self._remove.setEnabled(row >= 0))
        self._add.clicked.connect(self._add_row)
        self._remove.clicked.connect(self._remove_row)

    def show_attributes(self, attributes: tuple[Attribute, ...]) -> None:
        """Show attributes, keeping the editors of unchanged cells."""
        if attributes == self._shown and self._table.rowCount() >= len(attributes):
            return
        self._is_filling = True
        self._shown = attributes
        self._table.setRowCount(0)
        for attribute in attributes:
            self._append(attribute)
        self._is_filling = False

    def attributes(self) -> tuple[Attribute, ...]:
        found: dict[str, Attribute] = {}
        before = {one.name: one for one in self._shown}
        for row in range(self._table.rowCount()):
            name = self._text(row, 0)
            kind_box = self._table.cellWidget(row, 1)
            if not name or name in found or not isinstance(kind_box, QComboBox):
                continue
            kind = AttributeKind(kind_box.currentData())
            choices = tuple(
                dict.fromkeys(
                    text.strip() for text in re.split("[,，、]", self._text(row, 2)) if text.strip()
                )
            )
            old = before.get(name)
            default = old.default if old is not None and old.kind is kind else None
            found[name] = Attribute(
                name=name,
                kind=kind,
                choices=choices if kind is AttributeKind.CHOICE else (),
                default=default,
                is_per_frame=self._is_checked(row),
            )
        return tuple(found.values())

    def _append(self, attribute: Attribute) -> None:
        row = self._table.rowCount()
        self._table.insertRow(row)
        self._table.setItem(row, 0, QTableWidgetItem(attribute.name))
        self._table.setItem(row, 2, QTableWidgetItem(listed(attribute.choices)))
        check = QTableWidgetItem()
        check.setFlags(Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled)
        check.setToolTip(tr("The value may differ from frame to frame"))
        state = Qt.CheckState.Checked if attribute.is_per_frame else Qt.CheckState.Unchecked
        check.setCheckState(state)
        self._table.setItem(row, 3, check)
        box = QComboBox(self._table)
        for one, words in _KIND_WORDS.items():
            box.addItem(tr(words), one.value)
        box.setCurrentIndex(box.findData(attribute.kind.value))
        box.activated.connect(self._emit_edited)
        self._table.setCellWidget(row, 1, box)

    def _is_checked(self, row: int) -> bool:
        item = self._table.item(row, 3)
        return item is not None and item.checkState() is Qt.CheckState.Checked

    def _text(self, row: int, column: int) -> str:
        item = self._table.item(row, column)
        return item.text().strip() if item is not None else ""

    def _add_row(self) -> None:
        self._is_filling = True
        self._append(Attribute(""))
        self._is_filling = False
        item = self._table.item(self._table.rowCount() - 1, 0)
        if item is not None:
            self._table.editItem(item)

    def _remove_row(self) -> None:
        if self._table.currentRow() >= 0:
            self._table.removeRow(self._table.currentRow())
            self._emit_edited()

    def _emit_edited(self) -> None:
        if not self._is_filling and (now := self.attributes()) != self._shown:
            self._shown = now
            self.edited.emit(now)
