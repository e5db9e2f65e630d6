"""The per-frame attributes of the selected object."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.combo_box import NoWheelComboBox
from app.language import tr, tr_later
from app.panels.attributes import AttributeEditors
from app.panels.buttons import label
from app.theme import SPACE
from app.workspace import Workspace
from gvseg.annotation.edits import SetFrameValue
from gvseg.annotation.frame_values import (
    attributes_per_frame,
    last_with_same_value,
    value_everywhere,
    values_on,
)
from gvseg.annotation.records import AttributeValue, Track

_HERE: Final = tr_later("This frame")
_ONWARD: Final = tr_later("From this frame until it changes")
_RANGE: Final = tr_later("Marked range")


class FrameAttributes(QWidget):
    """Edits the values on the current frame, in the marked range, or up to the next change.

    Signals:
        edited(SetFrameValue): a value was changed.
    """

    edited = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("frameAttributes")
        self._workspace = workspace
        self._track_id = 0
        self._scope = NoWheelComboBox(self)
        self._scope.setObjectName("frameAttributeScope")
        self._scope.setAccessibleName(tr("Frames that a change applies to"))
        self._scope.setToolTip(tr("Frames that a change applies to"))
        self._scope.addItems([tr(_HERE), tr(_ONWARD)])
        self._editors = AttributeEditors(self, "frameAttribute")
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(label(tr("On"), "dim", parent=self))
        head.addWidget(self._scope, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * SPACE)
        layout.addLayout(head)
        layout.addWidget(self._editors)
        self._editors.edited.connect(self._change)
        workspace.view.range_changed.connect(self._offer_range)
        workspace.opened.connect(self._offer_range)

    def show_for(self, track: Track) -> None:
        """Show the values of an object on the current frame."""
        document = self._workspace.document
        self._track_id = track.track_id
        attributes = attributes_per_frame(document, track.track_id)
        values = values_on(document, track.track_id, self._workspace.view.frame_index)
        for one in attributes:
            usual = value_everywhere(document, track.track_id, one.name)
            if usual is not None:
                values.setdefault(one.name, usual)
        self._editors.show_attributes(attributes, values)

    def _offer_range(self) -> None:
        has_range = self._workspace.is_open and self._workspace.view.frame_range is not None
        place = self._scope.findText(tr(_RANGE))
        if has_range and place < 0:
            self._scope.addItem(tr(_RANGE))
        elif not has_range and place >= 0:
            self._scope.removeItem(place)

    def _change(self, name: str, value: AttributeValue) -> None:
        document, view = self._workspace.document, self._workspace.view
        first = last = view.frame_index
        if self._scope.currentText() == tr(_ONWARD):
            last = last_with_same_value(document, self._track_id, first, name)
        elif self._scope.currentText() == tr(_RANGE) and view.frame_range is not None:
            first, last = view.frame_range
        # Clearing a field restores the object's own value.
        wanted = None if value == "" else value
        self.edited.emit(SetFrameValue(self._track_id, name, wanted, first, last))
