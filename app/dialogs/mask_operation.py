"""The dialog that chooses a mask operation, its width and its frames, with a preview."""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.combo_box import NoWheelComboBox
from app.dialogs.form import Form
from app.dialogs.parts import wrapped
from app.language import tr, tr_later
from app.theme import SPACE
from gvseg.mask_editing.operations import MaskOperation, OperationKind

_NAMES: Final = {
    OperationKind.REFINE_EDGE: tr_later("Refine Edge"),
    OperationKind.GROW: tr_later("Grow"),
    OperationKind.SHRINK: tr_later("Shrink"),
    OperationKind.SMOOTH: tr_later("Smooth"),
    OperationKind.FILL_HOLES: tr_later("Fill Holes"),
    OperationKind.REMOVE_ISLANDS: tr_later("Remove Small Parts"),
}
_WORDS: Final = {
    OperationKind.REFINE_EDGE: tr_later(
        "Snaps the outline to the nearest colour edge within the width."
    ),
    OperationKind.GROW: tr_later("Moves the outline out by the width."),
    OperationKind.SHRINK: tr_later("Moves the outline in by the width."),
    OperationKind.SMOOTH: tr_later("Removes bumps and dents narrower than the width."),
    OperationKind.FILL_HOLES: tr_later("Fills every hole."),
    OperationKind.REMOVE_ISLANDS: tr_later(
        "Keeps only parts with at least 5 % of the area of the largest."
    ),
}
_PREVIEW_MS: Final = 60
_BELOW_BARS_PX: Final = 120


class Scope(Enum):
    """The frames that an operation changes."""

    FRAME = "frame"
    RANGE = "range"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class OperationRequest:
    """An operation and the frames to apply it to.

    Attributes:
        keeps_verified: whether verified masks are left unchanged.
    """

    operation: MaskOperation
    scope: Scope
    keeps_verified: bool


class MaskOperationDialog(QDialog):
    """A dialog that stays open while the operation runs, and closes when it ends.

    Signals:
        preview_requested(object): preview a MaskOperation on the current frame; None removes it.
        apply_requested(OperationRequest): the user pressed Apply.
        stop_requested: stop the running operation.
    """

    preview_requested = Signal(object)
    apply_requested = Signal(object)
    stop_requested = Signal()

    def __init__(
        self,
        kind: OperationKind,
        widths_px: dict[OperationKind, float],
        frame_range: tuple[int, int] | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("maskOperationDialog")
        self.setWindowTitle(tr("Mask Operation"))
        self._widths = dict(widths_px)
        self._is_running = False
        self._make_fields(frame_range)
        self._keeps = QCheckBox(tr("Keep verified masks unchanged"), self)
        self._keeps.setObjectName("operationKeepsVerified")
        self._keeps.setChecked(True)
        self._shows = QCheckBox(tr("Preview on this frame"), self)
        self._shows.setObjectName("operationPreview")
        self._shows.setChecked(True)
        self._words = wrapped("", "dim", "operationWords")
        self._progress = QProgressBar(self)
        self._progress.setObjectName("operationProgress")
        self._progress.setRange(0, 1000)
        self._error = wrapped("", "warning", "operationError")
        self._apply = QPushButton(tr("Apply"), self)
        self._apply.setObjectName("operationApply")
        self._apply.setDefault(True)
        self._close = QPushButton(tr("Cancel"), self)
        self._close.setObjectName("operationCancel")
        self._soon = QTimer(self, singleShot=True, interval=_PREVIEW_MS)
        self._place()
        self._connect()
        self._kind.setCurrentIndex(self._kind.findData(kind.value))
        self._show_kind()
        self.set_running(is_running=False)

    def _make_fields(self, frame_range: tuple[int, int] | None) -> None:
        self._kind = NoWheelComboBox(self)
        self._kind.setObjectName("operationKind")
        for one, name in _NAMES.items():
            self._kind.addItem(tr(name), one.value)
        self._width = QDoubleSpinBox(self)
        self._width.setObjectName("operationWidth")
        self._width.setRange(0.5, 200)
        self._width.setDecimals(1)
        self._width.setSingleStep(1)
        self._width.setSuffix(" px")
        self._width.lineEdit().setTextMargins(SPACE, 0, SPACE, 0)
        self._width_title = QLabel(tr("&Width"), self)
        self._frames = NoWheelComboBox(self)
        self._frames.setObjectName("operationFrames")
        self._frames.addItem(tr("This frame"), Scope.FRAME.value)
        if frame_range is not None:
            first, last = frame_range
            self._frames.addItem(
                tr("Marked range, frames {first} to {last}").format(first=first, last=last),
                Scope.RANGE.value,
            )
        self._frames.addItem(tr("All frames with a mask"), Scope.ALL.value)

    @property
    def operation(self) -> MaskOperation:
        return MaskOperation(OperationKind(self._kind.currentData()), self._width.value())

    def set_progress(self, done: float) -> None:
        """Show the progress, 0..1."""
        self._progress.setValue(round(1000 * done))

    def set_running(self, *, is_running: bool) -> None:
        """Show whether the operation is running."""
        self._is_running = is_running
        for part in (self._kind, self._width, self._frames, self._keeps, self._shows, self._apply):
            part.setEnabled(not is_running)
        self._progress.setVisible(is_running)
        self._close.setText(tr("Stop") if is_running else tr("Cancel"))
        if is_running:
            self.show_error("")

    def show_error(self, text: str) -> None:
        """Show why the operation failed; "" clears the message."""
        self._error.setText(text)
        self._error.setVisible(bool(text))

    def showEvent(self, event: QShowEvent) -> None:
        # Open at the right edge, so that the preview on the canvas stays visible.
        parent = self.parentWidget()
        if parent is not None and not event.spontaneous():
            corner = QPoint(parent.width() - self.width() - 4 * SPACE, _BELOW_BARS_PX)
            self.move(parent.mapToGlobal(corner))
        super().showEvent(event)

    def reject(self) -> None:
        """Stop the running operation, or close the dialog if there is none."""
        if self._is_running:
            self.stop_requested.emit()
        else:
            super().reject()

    def _place(self) -> None:
        form = Form()
        form.row(tr("&Operation"), self._kind)
        form.add_hint(self._words)
        form.row(self._width_title, self._width)
        form.row(tr("&Frames"), self._frames)
        form.add_hint(self._keeps)
        buttons = QHBoxLayout()
        buttons.addWidget(self._shows)
        buttons.addStretch(1)
        buttons.addWidget(self._close)
        buttons.addWidget(self._apply)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 4 * SPACE)
        layout.setSpacing(3 * SPACE)
        layout.addLayout(form)
        layout.addWidget(self._progress)
        layout.addWidget(self._error)
        layout.addStretch(1)
        layout.addLayout(buttons)
        self.setMinimumWidth(440)
        self.setWindowModality(Qt.WindowModality.WindowModal)

    def _connect(self) -> None:
        self._kind.currentIndexChanged.connect(lambda _: self._show_kind())
        self._width.valueChanged.connect(self._on_width)
        self._shows.toggled.connect(lambda _: self._soon.start())
        self._soon.timeout.connect(self._preview)
        self._apply.clicked.connect(self._ask)
        self._close.clicked.connect(self.reject)

    def _show_kind(self) -> None:
        kind = self.operation.kind
        self._words.setText(tr(_WORDS[kind]))
        self._width.blockSignals(True)
        self._width.setValue(self._widths.get(kind, 1.0))
        self._width.blockSignals(False)
        for part in (self._width, self._width_title):
            part.setVisible(kind.has_width)
        self._soon.start()

    def _on_width(self, value: float) -> None:
        self._widths[self.operation.kind] = value
        self._soon.start()

    def _preview(self) -> None:
        if not self._is_running:
            self.preview_requested.emit(self.operation if self._shows.isChecked() else None)

    def _ask(self) -> None:
        scope = Scope(self._frames.currentData())
        self.apply_requested.emit(OperationRequest(self.operation, scope, self._keeps.isChecked()))
