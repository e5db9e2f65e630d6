"""A dialog that maps each of several names to a category."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.combo_box import NoWheelComboBox
from app.dialogs.form import Form
from app.dialogs.parts import wrapped
from app.language import tr
from app.theme import SPACE

Target: TypeAlias = int | str
"""What a name is mapped to: a category id, 0 for none, or the name of a new category."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MappingRow:
    """One name to map.

    Attributes:
        name: the name.
        title: its text.
        choices: text and target of each choice.
        usual: suggested target.
        hint: tooltip of the title.
    """

    name: str
    title: str
    choices: Sequence[tuple[str, Target]]
    usual: Target
    hint: str = ""


class MappingDialog(QDialog):
    """One row per name, with a field that chooses its category.

    Signals:
        chosen(dict): name -> `Target`.
    """

    chosen = Signal(object)

    def __init__(
        self,
        *,
        title: str,
        words: str,
        rows: Sequence[MappingRow],
        name: str,
        reset: tuple[str, str],
        use: str,
        parent: QWidget | None = None,
    ) -> None:
        """Create the dialog.

        Args:
            title: title of the window.
            words: text above the rows.
            rows: the rows.
            name: start of the object names of its buttons.
            reset: object name and text of the button that sets all rows.
            use: text of the button that accepts.
            parent: parent widget.
        """
        super().__init__(parent)
        self.setWindowTitle(title)
        self._rows = {row.name: row for row in rows}
        self.fields = {row.name: self._field(row) for row in rows}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 4 * SPACE)
        layout.setSpacing(3 * SPACE)
        intro = wrapped(words, "dim", f"{name}Text")
        layout.addWidget(intro)
        layout.addWidget(self._area(), 1)
        layout.addLayout(self._buttons(name, reset, use))
        width = max(460, layout.minimumSize().width())
        inner = width - 8 * SPACE
        self.resize(width, min(640, 110 + intro.heightForWidth(inner) + 34 * len(rows)))

    def targets(self) -> dict[str, Target]:
        """Return the chosen target of each name."""
        return {
            name: row.choices[self.fields[name].currentIndex()][1]
            for name, row in self._rows.items()
        }

    def reset(self) -> None:
        """Choose the suggested target again in all rows."""
        for name, row in self._rows.items():
            targets = [target for _, target in row.choices]
            self.fields[name].setCurrentIndex(targets.index(row.usual))

    def use(self) -> None:
        """Accept the dialog and report the choices."""
        self.accept()
        self.chosen.emit(self.targets())

    def _field(self, row: MappingRow) -> NoWheelComboBox:
        field = NoWheelComboBox(self)
        field.setObjectName(f"class.{row.name}")
        field.setAccessibleName(tr("Category for {name}").format(name=row.name))
        field.addItems([text for text, _ in row.choices])
        field.setCurrentIndex([target for _, target in row.choices].index(row.usual))
        return field

    def _area(self) -> QScrollArea:
        form = Form()
        for name, row in self._rows.items():
            title = QLabel(row.title)
            title.setTextFormat(Qt.TextFormat.PlainText)
            title.setToolTip(row.hint)
            form.row(title, self.fields[name])
        rows = QWidget(self)
        column = QVBoxLayout(rows)
        column.setContentsMargins(0, 0, 2 * SPACE, 0)
        column.addLayout(form)
        column.addStretch(1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setWidget(rows)
        return area

    def _buttons(self, name: str, reset: tuple[str, str], use: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2 * SPACE)
        for suffix, text, act in (
            (*reset, self.reset),
            ("Cancel", tr("Cancel"), self.reject),
            ("Use", use, self.use),
        ):
            button = QPushButton(text, self)
            button.setObjectName(f"{name}{suffix}")
            button.setAutoDefault(False)
            button.clicked.connect(act)
            row.addWidget(button)
            if suffix == reset[0]:
                row.addStretch(1)
        button.setDefault(True)
        return row


def row_title(name: str, *, is_thing: bool) -> str:
    """Return a name with its kind."""
    kind = tr("object") if is_thing else tr("surface")
    return tr("{name} ({kind})").format(name=name, kind=kind)


def new_title(name: str) -> str:
    """Return the text of the choice that adds a category."""
    return tr("New category “{name}”").format(name=name)
