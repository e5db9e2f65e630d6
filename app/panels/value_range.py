"""The editor of the values shown as black and as white in images deeper than 8 bits."""

from dataclasses import replace

from PySide6.QtWidgets import QDoubleSpinBox, QGridLayout, QPushButton, QWidget

from app.language import tr
from app.panels.buttons import label
from app.theme import SPACE
from app.workspace import ViewOptions, Workspace
from gvseg.video.value_range import ValueRange

_MOST = 1e9
_STEPS = 100  # from black to white


class ValueRangeEditor(QWidget):
    """Two numbers and a button for the automatic range, hidden for 8-bit images."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("valueRangeEditor")
        self._workspace = workspace
        self._automatic: ValueRange | None = None
        self._low = self._number("valueRangeLow", tr("Black at value"))
        self._high = self._number("valueRangeHigh", tr("White at value"))
        reset = QPushButton(tr("Automatic range"), self)
        reset.setObjectName("valueRangeReset")
        reset.setToolTip(tr("Use the range found over the whole video"))
        reset.clicked.connect(lambda: self._choose(None))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(3 * SPACE)
        grid.setVerticalSpacing(2 * SPACE)
        grid.setColumnStretch(1, 1)
        for row, box in enumerate((self._low, self._high)):
            grid.addWidget(label(box.accessibleName(), parent=self), row, 0)
            grid.addWidget(box, row, 1)
        grid.addWidget(reset, 2, 1)
        workspace.view.options_changed.connect(self._show)
        self.set_automatic(None)

    def set_automatic(self, automatic: ValueRange | None) -> None:
        """Set the automatic range of the open video, which is None for 8-bit images."""
        self._automatic = automatic
        self.setVisible(automatic is not None)
        if automatic is not None:
            span = automatic.high - automatic.low
            for box in (self._low, self._high):
                box.setDecimals(0 if span >= _STEPS else 3)
                box.setSingleStep(span / _STEPS)
        self._show(self._workspace.view.options)

    def _number(self, name: str, title: str) -> QDoubleSpinBox:
        box = QDoubleSpinBox(self)
        box.setObjectName(name)
        box.setAccessibleName(title)
        box.setRange(-_MOST, _MOST)
        box.setKeyboardTracking(False)
        box.valueChanged.connect(self._on_number)
        return box

    def _on_number(self) -> None:
        low, high = self._low.value(), self._high.value()
        if low >= high:  # move the other number too
            step = self._low.singleStep()
            low, high = (low, low + step) if self.sender() is self._low else (high - step, high)
        self._choose(ValueRange(low, high))

    def _choose(self, value_range: ValueRange | None) -> None:
        view = self._workspace.view
        view.set_options(replace(view.options, value_range=value_range))

    def _show(self, options: ViewOptions) -> None:
        shown = options.value_range or self._automatic
        if shown is None:
            return
        for box, value in ((self._low, shown.low), (self._high, shown.high)):
            box.blockSignals(True)
            box.setValue(value)
            box.blockSignals(False)
