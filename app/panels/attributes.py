"""Editors for the attributes of a category."""

from collections.abc import Mapping

from PySide6.QtCore import QLocale, Signal
from PySide6.QtGui import QDoubleValidator
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QWidget

from app.combo_box import NoWheelComboBox
from app.panels.buttons import label
from app.theme import SPACE
from gvseg.annotation.records import Attribute, AttributeKind, AttributeValue


class AttributeEditors(QWidget):
    """One editor per attribute; rebuilt only when the category changes.

    Signals:
        edited(str, object): attribute name, new value.
    """

    edited = Signal(str, object)

    def __init__(self, parent: QWidget, name: str = "attribute") -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}Editors")
        self._name = name
        self._shown: tuple[Attribute, ...] = ()
        self._editors: dict[str, QWidget] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(3 * SPACE)
        self._grid.setVerticalSpacing(2 * SPACE)
        self._grid.setColumnStretch(1, 1)

    def show_attributes(
        self, attributes: tuple[Attribute, ...], values: Mapping[str, AttributeValue]
    ) -> None:
        """Show attributes with their values, or with their defaults."""
        if attributes != self._shown:
            self._build(attributes)
        for attribute in attributes:
            value = values.get(attribute.name, attribute.default)
            self._set_value(attribute, self._editors[attribute.name], value)
        self.setVisible(bool(attributes))

    def _build(self, attributes: tuple[Attribute, ...]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self._shown = attributes
        self._editors = {one.name: self._editor(one) for one in attributes}
        for row, (name, editor) in enumerate(self._editors.items()):
            self._grid.addWidget(label(name, "dim", parent=self), row, 0)
            self._grid.addWidget(editor, row, 1)

    def _editor(self, attribute: Attribute) -> QWidget:
        name = attribute.name
        editor: QWidget
        if attribute.kind is AttributeKind.FLAG:
            editor = box = QCheckBox(self)
            box.clicked.connect(lambda on: self.edited.emit(name, bool(on)))
        elif attribute.kind is AttributeKind.CHOICE:
            editor = combo = NoWheelComboBox(self)
            combo.addItems(["", *attribute.choices])
            combo.textActivated.connect(lambda text: self.edited.emit(name, text))
        else:
            editor = line = QLineEdit(self)
            if attribute.kind is AttributeKind.NUMBER:
                validator = QDoubleValidator(line)
                validator.setLocale(QLocale.c())
                line.setValidator(validator)
            line.editingFinished.connect(lambda: self._on_line(attribute, line))
        editor.setObjectName(f"{self._name}.{name}")
        editor.setAccessibleName(name)
        return editor

    def _on_line(self, attribute: Attribute, line: QLineEdit) -> None:
        if not line.isModified():
            return
        line.setModified(False)
        text = line.text()
        is_number = attribute.kind is AttributeKind.NUMBER
        self.edited.emit(attribute.name, float(text) if is_number and text else text)

    def _set_value(
        self, attribute: Attribute, editor: QWidget, value: AttributeValue | None
    ) -> None:
        if isinstance(editor, QCheckBox):
            editor.setChecked(bool(value))
        elif isinstance(editor, QComboBox):
            editor.setCurrentText("" if value is None else str(value))
        elif isinstance(editor, QLineEdit) and not editor.hasFocus():
            is_number = attribute.kind is AttributeKind.NUMBER and isinstance(value, float)
            text = f"{value:g}" if is_number else ("" if value is None else str(value))
            editor.setText(text)
