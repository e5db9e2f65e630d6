"""The categories editor: every change is an edit that can be undone."""

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QColorDialog,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.dialogs.attribute_table import AttributeTable
from app.dialogs.form import Form
from app.dialogs.parts import wrapped
from app.language import tr
from app.theme import RADIUS, SPACE
from app.workspace import Touched, Workspace
from gvseg.annotation.colours import object_colour
from gvseg.annotation.edits import AddCategory, Edit, RemoveCategory, UpdateCategory
from gvseg.annotation.records import Attribute, Category
from gvseg.errors import UserError

_ID_ROLE: Final = Qt.ItemDataRole.UserRole
_SWATCH_PX: Final = 14
_LIST_MIN_PX: Final = 220


class CategoriesDialog(QDialog):
    """A list of categories, and a form for the selected one. Not modal."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("categoriesDialog")
        self.setWindowTitle(tr("Categories"))
        self.resize(900, 460)
        self._workspace = workspace
        self._list = QTreeWidget(self)
        self._list.setObjectName("categoryList")
        self._list.setAccessibleName(tr("Categories"))
        self._list.setHeaderLabels([tr("Category"), tr("Objects")])
        self._list.setRootIsDecorated(False)
        self._list.setMinimumWidth(_LIST_MIN_PX)
        self._list.setIconSize(QSize(_SWATCH_PX, _SWATCH_PX))
        self._list.header().setStretchLastSection(False)
        self._list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self._name = QLineEdit(self)
        self._name.setObjectName("categoryName")
        self._colour = QPushButton(self)
        self._colour.setObjectName("categoryColour")
        self._colour.setAccessibleName(tr("Colour"))
        self._colour.setAutoDefault(False)
        self._colour.setFixedSize(26, 26)
        self._thing = QCheckBox(tr("Objects are countable (a thing, not stuff)"), self)
        self._thing.setObjectName("categoryThing")
        self._super = QLineEdit(self)
        self._super.setObjectName("categorySuper")
        self._super.setPlaceholderText(tr("None"))
        self._attributes = AttributeTable(self)
        self._problem = wrapped("", "error", "categoryProblem")
        self._problem.hide()
        self._target = QComboBox(self)
        self._target.setObjectName("categoryTarget")
        self._target.setToolTip(tr("Category for the objects of a deleted category"))
        self._moves = QLabel(tr("Move its objects to"))
        self._remove = QPushButton(tr("Delete"), self)
        self._remove.setObjectName("categoryDelete")
        self._remove.setAutoDefault(False)
        self._add = QPushButton(tr("New Category"), self)
        self._add.setObjectName("categoryAdd")
        self._add.setAutoDefault(False)
        self._detail = QWidget(self)
        self._lay_out()
        self._connect()
        self.refresh()

    # -- building ----------------------------------------------------------------------

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(2 * SPACE)
        left.addWidget(self._list, 1)
        left.addWidget(self._add)
        form = Form()
        named = QHBoxLayout()
        named.setSpacing(SPACE)
        named.addWidget(self._name, 1)
        named.addWidget(self._colour)
        form.row(tr("&Name"), named, self._name)
        form.row("", self._thing)
        form.row(tr("&Group"), self._super)
        form.row(tr("Attributes"), self._attributes)
        form.add_hint(self._problem)
        right = QVBoxLayout(self._detail)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(2 * SPACE)
        right.addLayout(form)
        right.addStretch(1)
        gone = QHBoxLayout()
        gone.setSpacing(2 * SPACE)
        gone.addWidget(self._remove)
        gone.addWidget(self._moves)
        gone.addWidget(self._target, 1)
        gone.addStretch(1)
        right.addLayout(gone)
        halves = QHBoxLayout()
        halves.setSpacing(4 * SPACE)
        halves.addLayout(left, 2)
        halves.addWidget(self._detail, 3)
        close = QPushButton(tr("Close"), self)
        close.setObjectName("categoriesClose")
        close.setAutoDefault(False)  # otherwise Enter in a field would close the dialog
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addWidget(wrapped(tr("Changes apply immediately and can be undone."), "small", ""), 1)
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 4 * SPACE)
        layout.setSpacing(4 * SPACE)
        layout.addLayout(halves, 1)
        layout.addLayout(foot)

    def _connect(self) -> None:
        self._list.currentItemChanged.connect(self._show_detail)
        self._name.editingFinished.connect(self._rename)
        self._colour.clicked.connect(self._choose_colour)
        self._thing.clicked.connect(lambda on: self._change(is_thing=bool(on)))
        self._super.editingFinished.connect(
            lambda: self._change(supercategory=self._super.text().strip())
        )
        self._attributes.edited.connect(self._set_attributes)
        self._add.clicked.connect(self._add_category)
        self._remove.clicked.connect(self._remove_category)
        self._workspace.changed.connect(self._on_changed)
        self._workspace.opened.connect(self.reject)

    # -- showing -----------------------------------------------------------------------

    @property
    def _category(self) -> Category | None:
        item = self._list.currentItem()
        if item is None or not self._workspace.is_open:
            return None
        return self._workspace.document.categories.get(item.data(0, _ID_ROLE))

    def refresh(self, chosen: int | None = None) -> None:
        """Update the list and select a category."""
        before = self._category
        wanted = chosen or (before.category_id if before else None)
        document = self._workspace.document
        counts = dict.fromkeys(document.categories, 0)
        for track in document.tracks.values():
            counts[track.category_id] += 1
        self._list.blockSignals(True)
        self._list.clear()
        for category in document.categories.values():
            item = QTreeWidgetItem([category.name, str(counts[category.category_id])])
            item.setData(0, _ID_ROLE, category.category_id)
            item.setIcon(0, _swatch(category))
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self._list.addTopLevelItem(item)
            if category.category_id == wanted:
                self._list.setCurrentItem(item)
        top = self._list.topLevelItem(0)
        if self._list.currentItem() is None and top is not None:
            self._list.setCurrentItem(top)
        self._list.blockSignals(False)
        self._show_detail()

    def _show_detail(self) -> None:
        category = self._category
        self._detail.setEnabled(category is not None)
        if category is None:
            return
        for line, text in ((self._name, category.name), (self._super, category.supercategory)):
            if line.text() != text:
                line.setText(text)
        self._colour.setStyleSheet(
            f"background: {QColor(*category.colour).name()}; border-radius: {RADIUS}px;"
            "min-height: 0; padding: 0;"
        )
        self._thing.setChecked(category.is_thing)
        self._attributes.show_attributes(category.attributes)
        document = self._workspace.document
        others = [one for one in document.categories.values() if one != category]
        everything = (*document.tracks.values(), *document.proposals.values())
        has_members = any(track.category_id == category.category_id for track in everything)
        self._target.clear()
        for other in others:
            self._target.addItem(other.name, other.category_id)
        self._remove.setEnabled(bool(others))
        self._remove.setToolTip("" if others else tr("A project needs at least one category."))
        for part in (self._moves, self._target):
            part.setVisible(has_members and bool(others))

    def _on_changed(self, touched: Touched) -> None:
        if touched.has_categories or touched.has_tracks:
            self.refresh()

    # -- actions -----------------------------------------------------------------------

    def _apply(self, edit: Edit) -> bool:
        """Apply an edit, or show in the dialog why it was rejected."""
        try:
            self._workspace.apply(edit)
        except UserError as error:
            self._problem.setText(str(error))
            self._problem.show()
            return False
        self._problem.hide()
        return True

    def _change(self, **fields: object) -> None:
        category = self._category
        if category is not None:
            changed = replace(category, **fields)  # type: ignore[arg-type]
            if changed != category:
                self._apply(UpdateCategory(changed))

    def _rename(self) -> None:
        category, name = self._category, self._name.text().strip()
        if category is None or name == category.name:
            return
        if not name:
            self._problem.setText(tr("A category needs a name."))
            self._problem.show()
            self._name.setText(category.name)
            return
        self._change(name=name)

    def _set_attributes(self, attributes: tuple[Attribute, ...]) -> None:
        self._change(attributes=attributes)

    def _choose_colour(self) -> None:
        category = self._category
        if category is None:
            return
        dialog = QColorDialog(QColor(*category.colour), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.colorSelected.connect(
            lambda chosen: self._change(colour=(chosen.red(), chosen.green(), chosen.blue()))
        )
        dialog.open()

    def _add_category(self) -> None:
        document = self._workspace.document
        number = document.next_category_id
        names = {one.name for one in document.categories.values()}
        name = next(
            text for k in range(number, number + 1000) if (text := f"category {k}") not in names
        )
        category = Category(category_id=number, name=name, colour=object_colour(number))
        if self._apply(AddCategory(category)):
            self.refresh(number)
            self._name.setFocus()
            self._name.selectAll()

    def _remove_category(self) -> None:
        category = self._category
        if category is not None:
            target = self._target.currentData()
            self._apply(RemoveCategory(category.category_id, target))


def _swatch(category: Category) -> QIcon:
    pixmap = QPixmap(2 * _SWATCH_PX, 2 * _SWATCH_PX)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(*category.colour))
    painter.drawRoundedRect(pixmap.rect(), 2 * RADIUS, 2 * RADIUS)
    painter.end()
    result = QIcon(pixmap)
    # Qt would tint the swatch of a selected row.
    result.addPixmap(pixmap, QIcon.Mode.Selected)
    return result
