"""The parts of the import dialog that show the ambiguities and omitted entries of a file."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from app.dialogs.form import Form
from app.dialogs.parts import details_box, wrapped
from app.language import tr
from app.theme import SPACE
from app.wording import with_label
from gvseg.formats import Omission, Reading

_MOST_LISTED: Final = 1000
_LIST_PX: Final = 64


class ReadingChoices(QWidget):
    """Lets the user resolve each ambiguity of a file, and gives the reason for the default.

    Signals:
        chosen(str, str): key of an ambiguity, and the chosen value.
    """

    chosen = Signal(str, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("importReadings")
        self._readings: tuple[Reading, ...] = ()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._rows: QWidget | None = None

    def show_readings(self, readings: Sequence[Reading]) -> None:
        """Show a row for each ambiguity."""
        if tuple(readings) == self._readings and self._rows is not None:
            return
        self._readings = tuple(readings)
        if self._rows is not None:
            self._layout.removeWidget(self._rows)
            self._rows.deleteLater()
        self._rows = QWidget(self)
        form = Form()
        for reading in self._readings:
            name = f"reason_{reading.key}"
            if len(reading.choices) > 1:
                form.row(reading.title, self._switch(reading))
                reason = f"{reading.reason[:1].upper()}{reading.reason[1:]}."
                form.add_hint(wrapped(reason, "dim", name))
            else:
                words = with_label(reading.choices[reading.chosen], f"{reading.reason}.")
                form.row(reading.title, wrapped(words, "", name))
        self._rows.setLayout(form)
        self._layout.addWidget(self._rows)
        self.setVisible(bool(self._readings))

    def _switch(self, reading: Reading) -> QComboBox:
        switch = QComboBox(self._rows)
        switch.setObjectName(f"reading_{reading.key}")
        for value, words in reading.choices.items():
            switch.addItem(words, value)
        switch.setCurrentIndex(switch.findData(reading.chosen))
        switch.setMinimumContentsLength(24)
        switch.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        switch.activated.connect(lambda _: self.chosen.emit(reading.key, str(switch.currentData())))
        return switch


class OmissionList(QWidget):
    """The entries of a file that an import omits, each with its location and the reason."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._title = wrapped("", "warning", "importOmissions")
        self._list = details_box("importOmissionList")
        self._list.setMinimumHeight(_LIST_PX)
        self._list.setMaximumHeight(_LIST_PX)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE)
        layout.addWidget(self._title)
        layout.addWidget(self._list)
        self.hide()

    def show_omissions(self, omissions: Sequence[Omission]) -> None:
        """List the omitted entries, or hide the list if there are none."""
        count = len(omissions)
        self._title.setText(tr("%n entry(ies) cannot be read and will be left out:", "", count))
        lines = [str(omission) for omission in omissions[:_MOST_LISTED]]
        if count > _MOST_LISTED:
            lines.append(tr("... and {count} more.").format(count=count - _MOST_LISTED))
        self._list.setPlainText("\n".join(lines))
        self.setVisible(count > 0)
