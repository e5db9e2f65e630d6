"""The dialog that asks for the frames to paste a mask into."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.dialogs.form import Form
from app.dialogs.parts import number_box, wrapped
from app.language import tr
from app.theme import SPACE


@dataclass(frozen=True, slots=True)
class PasteRequest:
    """The frames to paste into.

    Attributes:
        first, last: first and last frame, inclusive.
        replaces: whether drawn and verified masks are replaced too.
    """

    first: int
    last: int
    replaces: bool


class PasteRangeDialog(QDialog):
    """Asks for the first and the last frame, in either order.

    Signals:
        chosen(PasteRequest): the user pressed Paste.
    """

    chosen = Signal(object)

    def __init__(
        self, frames: tuple[int, int], last_frame: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("pasteRangeDialog")
        self.setWindowTitle(tr("Paste to Range"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._first = number_box("pasteFirst", 0, last_frame, "", frames[0])
        self._last = number_box("pasteLast", 0, last_frame, "", frames[1])
        self._replaces = QCheckBox(tr("Replace drawn and verified masks too"), self)
        self._replaces.setObjectName("pasteReplaces")
        self._count = wrapped("", "dim", "pasteCount")
        self._paste = QPushButton(tr("Paste"), self)
        self._paste.setObjectName("pasteButton")
        self._paste.setDefault(True)
        cancel = QPushButton(tr("Cancel"), self)
        cancel.setObjectName("pasteCancel")
        form = Form()
        form.row(tr("&First frame"), self._first)
        form.row(tr("&Last frame"), self._last)
        form.add_hint(self._replaces)
        form.add_hint(self._count)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self._paste)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 4 * SPACE)
        layout.setSpacing(3 * SPACE)
        layout.addLayout(form)
        layout.addLayout(buttons)
        self.setMinimumWidth(400)
        for box in (self._first, self._last):
            box.valueChanged.connect(lambda _: self._show_count())
        self._paste.clicked.connect(self._choose)
        cancel.clicked.connect(self.reject)
        self._show_count()

    def _ends(self) -> tuple[int, int]:
        ends = sorted((self._first.value(), self._last.value()))
        return ends[0], ends[1]

    def _show_count(self) -> None:
        first, last = self._ends()
        self._count.setText(tr("The copied mask is pasted to %n frame(s).", "", last - first + 1))

    def _choose(self) -> None:
        self.chosen.emit(PasteRequest(*self._ends(), self._replaces.isChecked()))
        self.accept()
