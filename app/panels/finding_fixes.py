"""Buttons that fix a finding."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.language import tr, tr_later
from app.panels.buttons import set_role
from app.theme import SPACE
from app.workspace import Workspace
from gvseg.annotation.review import Finding, FindingKind, Remedy

_TEXTS: Final = {
    Remedy.SWAP: tr_later("Swap"),
    Remedy.SPLIT: tr_later("Split Off"),
    Remedy.CORRECT: tr_later("Correct Here"),
}


class FindingFixes(QWidget):
    """The buttons Swap, Split Off and Correct Here; the recommended one is highlighted.

    Signals:
        requested(Finding, Remedy): a button was pressed.
    """

    requested = Signal(object, object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findingFixes")
        self._workspace = workspace
        self._finding: Finding | None = None
        self._buttons = {remedy: self._button(remedy) for remedy in Remedy}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE)
        for button in self._buttons.values():
            layout.addWidget(button)
        self.set_finding(None)

    def set_finding(self, finding: Finding | None) -> None:
        """Set the finding to fix; None disables the buttons."""
        self._finding = finding
        is_known = finding is not None and finding.kind.is_of_identity
        first = finding.remedy if finding is not None and is_known else None
        for remedy, button in self._buttons.items():
            reason = self._why_not(remedy)
            button.setEnabled(not reason)
            button.setToolTip(reason or self._words(remedy))
            set_role(button, "main" if remedy is first else "")

    def _button(self, remedy: Remedy) -> QPushButton:
        button = QPushButton(tr(_TEXTS[remedy]), self)
        button.setObjectName(f"fix.{remedy.name.lower()}")
        button.clicked.connect(lambda: self._press(remedy))
        return button

    def _press(self, remedy: Remedy) -> None:
        if self._finding is not None:
            self.requested.emit(self._finding, remedy)

    def _why_not(self, remedy: Remedy) -> str:
        finding = self._finding
        if finding is None:
            return tr("Choose a finding in the list first.")
        tracks = self._workspace.document.tracks if self._workspace.is_open else {}
        if finding.track_id not in tracks:
            return tr("This object has been deleted.")
        if remedy is Remedy.SWAP and finding.other_id not in tracks:
            return tr("This finding involves one object only.")
        if remedy is Remedy.SPLIT and finding.kind is not FindingKind.SPLIT:
            return tr("The object has only one part here.")
        return ""

    def _words(self, remedy: Remedy) -> str:
        finding = self._finding
        if finding is None:
            return ""
        document = self._workspace.document
        name = document.track(finding.track_id).name
        if remedy is Remedy.SWAP and finding.other_id is not None:
            other = document.track(finding.other_id).name
            return tr(
                "Swaps the masks of {name} and {other} from frame {first} on, up to the "
                "next exemplar or verified frame."
            ).format(name=name, other=other, first=finding.first)
        if remedy is Remedy.SPLIT:
            return tr("Gives the part that is not {name} to a new object.").format(name=name)
        return tr("Goes to frame {worst}, selects {name} and switches to the Clicks tool.").format(
            worst=finding.worst, name=name
        )
