"""The object dock: the properties of the selected object, in this frame and overall."""

from dataclasses import replace
from typing import Final

import numpy as np
from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from app.combo_box import NoWheelComboBox
from app.language import tr, tr_later
from app.panels.attributes import AttributeEditors
from app.panels.buttons import Actions, action_button, label, set_role, tabular
from app.panels.empty import EmptyHint
from app.panels.frame_attributes import FrameAttributes
from app.panels.objects.swatches import SwatchMenu
from app.theme import RADIUS, SPACE, Theme
from app.wording import Decimal, listed
from app.workspace import Touched, Workspace
from gvseg.annotation.edits import UpdateTrack
from gvseg.annotation.records import AttributeValue, Colour, Origin, Track
from gvseg.annotation.states import EMPTY, PINNED, PRESENT, VERIFIED

_ORIGINS: Final = {
    Origin.DRAWN: tr_later("Drawn"),
    Origin.PROPAGATED: tr_later("Propagated"),
    Origin.IMPORTED: tr_later("Imported"),
}
_SIZE: Final = QSize(264, 320)
_FACTS: Final = (
    tr_later("Mask"),
    tr_later("Confidence"),
    tr_later("Area"),
    tr_later("Frames"),
    tr_later("Verified"),
    tr_later("Exemplars"),
)


class ObjectInspector(QWidget):
    """Edits the name, colour, category and attributes, and shows the other properties."""

    def __init__(
        self, workspace: Workspace, actions: Actions, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("objectInspector")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._workspace = workspace
        self._low = 0.6
        self._name = QLineEdit(self)
        self._name.setObjectName("objectName")
        self._name.setAccessibleName(tr("Name"))
        self._colour = QPushButton(self)
        self._colour.setObjectName("objectColour")
        self._colour.setAccessibleName(tr("Colour"))
        self._colour.setToolTip(tr("Change colour"))
        self._colour.setFixedSize(26, 26)
        self._category = NoWheelComboBox(self)
        self._category.setObjectName("objectCategory")
        self._attributes = AttributeEditors(self)
        self._frame_attributes = FrameAttributes(workspace, self)
        self._facts = {name: label("", "", f"fact.{name.lower()}", self) for name in _FACTS}
        self._empty = EmptyHint("mdi6.shape-outline", tr("No object selected."), theme, self)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._page(actions))
        self._stack.addWidget(self._empty)
        # Combine several signals into one update.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.refresh)
        self._connect()
        self.refresh()

    def set_theme(self, theme: Theme) -> None:
        self._empty.set_theme(theme)

    def set_low_confidence(self, low: float) -> None:
        """Set the threshold of low confidence, 0..1."""
        self._low = low
        self.refresh()

    def sizeHint(self) -> QSize:
        return _SIZE

    def _page(self, actions: Actions) -> QWidget:
        page = QWidget(self)
        grid = QGridLayout()
        grid.setHorizontalSpacing(3 * SPACE)
        grid.setVerticalSpacing(2 * SPACE)
        grid.setColumnStretch(1, 1)
        named = QHBoxLayout()
        named.setSpacing(SPACE)
        named.addWidget(self._name, 1)
        named.addWidget(self._colour)
        grid.addWidget(label(tr("Name"), "dim"), 0, 0)
        grid.addLayout(named, 0, 1)
        grid.addWidget(label(tr("Category"), "dim"), 1, 0)
        grid.addWidget(self._category, 1, 1)
        facts = QGridLayout()
        facts.setHorizontalSpacing(3 * SPACE)
        facts.setVerticalSpacing(SPACE)
        facts.setColumnStretch(1, 1)
        for row, (name, value) in enumerate(self._facts.items()):
            facts.addWidget(label(tr(name), "dim"), row, 0)
            tabular(value)
            value.setAlignment(Qt.AlignmentFlag.AlignRight)
            facts.addWidget(value, row, 1)
        acts = QHBoxLayout()
        acts.setSpacing(SPACE)
        for action_id in ("propagate.pin", "propagate.unpin", "review.verify", "edit.not_here"):
            acts.addWidget(action_button(actions, action_id, self))
        acts.addStretch(1)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        layout.setSpacing(3 * SPACE)
        layout.addLayout(grid)
        layout.addWidget(self._attributes)
        layout.addWidget(self._frame_attributes)
        layout.addWidget(_line(page))
        layout.addLayout(facts)
        layout.addLayout(acts)
        layout.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(page)
        scroll.viewport().setAutoFillBackground(False)
        page.setAutoFillBackground(False)
        return scroll

    def _connect(self) -> None:
        workspace = self._workspace
        self._name.editingFinished.connect(self._rename)
        self._category.activated.connect(self._recategorise)
        self._colour.clicked.connect(self._choose_colour)
        self._attributes.edited.connect(self._set_attribute)
        self._frame_attributes.edited.connect(workspace.try_apply)
        workspace.opened.connect(self.refresh)
        workspace.view.selection_changed.connect(self._soon.start)
        workspace.view.frame_changed.connect(lambda _: self._soon.start())
        workspace.changed.connect(self._on_changed)

    def _on_changed(self, touched: Touched) -> None:
        if self._workspace.view.track_id in touched.track_ids or touched.has_categories:
            self._soon.start()

    # -- showing -----------------------------------------------------------------------

    @property
    def _track(self) -> Track | None:
        if not self._workspace.is_open or self._workspace.view.track_id is None:
            return None
        return self._workspace.document.tracks.get(self._workspace.view.track_id)

    def refresh(self) -> None:
        track = self._track
        self._stack.setCurrentIndex(1 if track is None else 0)
        if track is None:
            return
        if not self._name.hasFocus():
            self._name.setText(track.name)
        self._colour.setStyleSheet(
            f"background: {QColor(*track.colour).name()}; border-radius: {RADIUS}px;"
            "min-height: 0; padding: 0;"
        )
        document = self._workspace.document
        names = sorted(document.categories.values(), key=lambda one: one.name.casefold())
        self._category.clear()
        for category in names:
            self._category.addItem(category.name, category.category_id)
        self._category.setCurrentIndex(self._category.findData(track.category_id))
        attributes = document.category(track.category_id).attributes
        everywhere = tuple(one for one in attributes if not one.is_per_frame)
        self._attributes.show_attributes(everywhere, track.attributes)
        self._frame_attributes.show_for(track)
        self._show_facts(track)

    def _show_facts(self, track: Track) -> None:
        document, frame_index = self._workspace.document, self._workspace.view.frame_index
        record = document.mask(track.track_id, frame_index)
        facts = self._facts
        set_role(facts["Confidence"], "")
        if record is None:
            facts["Mask"].setText(tr("None on this frame"))
            facts["Confidence"].setText("\N{EN DASH}")
            facts["Area"].setText("\N{EN DASH}")
        else:
            is_empty = record.mask.is_empty
            words = [tr("Not in this frame") if is_empty else tr(_ORIGINS[record.origin])]
            words += [tr("verified")] if record.is_verified else []
            facts["Mask"].setText(listed(words))
            confidence = record.confidence
            facts["Confidence"].setText(
                "\N{EN DASH}" if confidence is None else f"{Decimal(confidence):.2f}"
            )
            is_open = not record.is_verified and record.origin.is_machine_made
            if confidence is not None and confidence < self._low and is_open:
                set_role(facts["Confidence"], "warning")
            facts["Area"].setText(
                f"{record.mask.area:,} px".replace(",", "\N{NARROW NO-BREAK SPACE}")
            )
        states = document.states(track.track_id)
        present = int(np.count_nonzero((states.flags & (PRESENT | EMPTY)) == PRESENT))
        verified = int(np.count_nonzero(states.flags & VERIFIED))
        facts["Frames"].setText(
            tr("{count} of {total}").format(count=present, total=states.flags.size)
        )
        said = int(np.count_nonzero(states.flags & PRESENT))
        facts["Verified"].setText(tr("{count} of {total}").format(count=verified, total=said))
        facts["Exemplars"].setText(str(int(np.count_nonzero(states.flags & PINNED))))

    # -- actions -----------------------------------------------------------------------

    def _rename(self) -> None:
        track, name = self._track, self._name.text().strip()
        if track is not None and name and name != track.name:
            self._workspace.try_apply(
                UpdateTrack(replace(track, name=name), tr_later("Rename object"))
            )

    def _recategorise(self, place: int) -> None:
        track = self._track
        if track is not None:
            category_id = int(self._category.itemData(place))
            self._workspace.try_apply(
                UpdateTrack(replace(track, category_id=category_id), tr_later("Change category"))
            )

    def _choose_colour(self) -> None:
        track = self._track
        if track is not None:
            menu = SwatchMenu(track.colour, self)
            menu.chosen.connect(self._recolour)
            menu.popup(self._colour.mapToGlobal(self._colour.rect().bottomLeft()))

    def _recolour(self, colour: Colour) -> None:
        track = self._track
        if track is not None:
            self._workspace.try_apply(
                UpdateTrack(replace(track, colour=colour), tr_later("Change colour"))
            )

    def _set_attribute(self, name: str, value: AttributeValue) -> None:
        track = self._track
        if track is not None:
            values = {**track.attributes, name: value}
            self._workspace.try_apply(
                UpdateTrack(replace(track, attributes=values), tr_later("Change attribute"))
            )


def _line(parent: QWidget) -> QLabel:
    line = QLabel(parent)
    line.setFixedHeight(1)
    line.setStyleSheet("background: palette(mid);")
    return line
