"""The line for a new comment, and what it is about."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from app.combo_box import NoWheelComboBox
from app.language import tr
from app.theme import SPACE
from app.workspace import Workspace


class CommentEntry(QWidget):
    """A line of text, and a choice between the frame and the selected object.

    Signals:
        requested(str, object): add a comment to the frame, or to an object (its id).
        edited: the user typed.
        left: the user pressed Esc.
    """

    requested = Signal(str, object)
    edited = Signal()
    left = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._about = NoWheelComboBox(self)
        self._about.setObjectName("commentAbout")
        self._about.setAccessibleName(tr("Subject of the comment"))
        self._about.setSizeAdjustPolicy(
            NoWheelComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._about.setMinimumContentsLength(7)
        self._line = _Line(self)
        self._line.setObjectName("commentText")
        self._line.setAccessibleName(tr("New comment"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE)
        layout.addWidget(self._about)
        layout.addWidget(self._line, 1)
        self._line.returnPressed.connect(self._send)
        self._line.textEdited.connect(self.edited)
        self._line.escaped.connect(self.left)

    def begin(self) -> None:
        """Move the keyboard focus to the line."""
        self._line.setFocus()

    def clear(self) -> None:
        self._line.clear()

    def refresh(self) -> None:
        """Show the current frame and the selected object."""
        workspace = self._workspace
        self.setEnabled(workspace.is_open)
        if not workspace.is_open:
            self._about.clear()
            return
        frame = workspace.view.frame_index
        self._line.setPlaceholderText(tr("Comment on frame {frame}").format(frame=frame))
        choices: list[tuple[str, int | None]] = [(tr("Frame {frame}").format(frame=frame), None)]
        track_id = workspace.view.track_id
        if track_id is not None:
            choices.append((workspace.document.track(track_id).name, track_id))
        known = [self._about.itemData(place) for place in range(self._about.count())]
        if known != [track_id for _, track_id in choices]:
            self._about.clear()
            for name, data in choices:
                self._about.addItem(name, data)
            self._about.setCurrentIndex(len(choices) - 1)
        for place, (name, _) in enumerate(choices):
            self._about.setItemText(place, name)

    def _send(self) -> None:
        if text := self._line.text().strip():
            self.requested.emit(text, self._about.currentData())


class _Line(QLineEdit):
    """Keeps Enter and Esc, which are shortcuts elsewhere.

    Signals:
        escaped: Esc was pressed.
    """

    escaped = Signal()

    def event(self, event: QEvent) -> bool:
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in keys
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)
