"""The dialog of categories and their attributes."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QTableWidget, QWidget
from sample_workspace import button, story, text

from app.dialogs.categories import CategoriesDialog
from gvseg.annotation.records import Attribute, AttributeKind


@pytest.fixture
def categories(qtbot):
    workspace = story()
    dialog = CategoriesDialog(workspace)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.workspace = workspace
    return dialog


def names(dialog) -> list[str]:
    return [one.name for one in dialog.workspace.document.categories.values()]


def test_a_new_category_can_be_named_immediately(categories, qtbot):
    button(categories, "categoryAdd").click()
    line = categories.findChild(QLineEdit, "categoryName")
    line.setText("animal")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert names(categories) == ["object", "animal"]
    assert categories.isVisible()
    categories.workspace.undo()
    categories.workspace.undo()
    assert names(categories) == ["object"]


def test_the_headings_of_attributes_are_whole(categories, qtbot):
    header = categories.findChild(QTableWidget, "attributeRows").horizontalHeader()
    qtbot.waitUntil(header.isVisible)
    for column in range(header.count()):
        assert header.sectionSize(column) >= header.sectionSizeHint(column)


@pytest.mark.parametrize("name", ["categoryName", "categorySuper"])
@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_accepts_the_field_and_keeps_the_dialog_open(categories, qtbot, name, key):
    line = categories.findChild(QLineEdit, name)
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, "vehicle")
    qtbot.keyClick(line, key)
    category = categories.workspace.document.category(1)
    assert "vehicle" in (category.name, category.supercategory)
    assert categories.isVisible()
    assert names(categories) == [category.name]


def test_a_duplicate_name_is_rejected_in_the_dialog(categories):
    button(categories, "categoryAdd").click()
    line = categories.findChild(QLineEdit, "categoryName")
    line.setText("object")
    line.editingFinished.emit()
    assert text(categories, "categoryProblem") == "A category named object already exists."


def test_objects_of_a_deleted_category_move_to_the_chosen_one(categories):
    button(categories, "categoryAdd").click()
    categories.refresh(1)
    button(categories, "categoryDelete").click()
    document = categories.workspace.document
    assert {track.category_id for track in document.tracks.values()} == {2}
    assert not button(categories, "categoryDelete").isEnabled()


def test_attributes_are_edited_in_a_table(categories):
    button(categories, "attributeAdd").click()
    table = categories.findChild(QWidget, "attributeRows")
    table.item(0, 2).setText("sits, runs, sits")
    kind = table.cellWidget(0, 1)
    kind.setCurrentIndex(kind.findData("choice"))
    table.item(0, 0).setText("pose")
    (attribute,) = categories.workspace.document.category(1).attributes
    assert attribute == Attribute("pose", AttributeKind.CHOICE, ("sits", "runs"))
