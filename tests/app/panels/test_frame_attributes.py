"""Per-frame attributes in the object dock."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QTableWidget, QWidget
from pytestqt.qtbot import QtBot
from sample_document import snapshot
from sample_workspace import actions, make_workspace, shown

from app.dialogs.attribute_table import AttributeTable
from app.panels.inspector import ObjectInspector
from app.theme import DARK
from app.workspace import Workspace
from gvseg.annotation.edits import UpdateCategory
from gvseg.annotation.records import Attribute, AttributeKind

SPEED = Attribute("speed", AttributeKind.NUMBER, is_per_frame=True)
NAME = Attribute("owner", AttributeKind.TEXT)


def inspector_of(qtbot: QtBot) -> tuple[Workspace, QWidget]:
    workspace = make_workspace(30, ("rabbit",))
    category = workspace.document.category(1)
    workspace.apply(UpdateCategory(replace(category, attributes=(SPEED, NAME))))
    workspace.view.select(1)
    return workspace, shown(qtbot, ObjectInspector(workspace, actions(), DARK))


def occluded_frames(workspace: Workspace) -> list[int]:
    values = workspace.document.frame_values_of(1)
    return [frame for frame, own in values if own.get("occluded") is True]


def choose_scope(panel: QWidget, text: str) -> None:
    scope = panel.findChild(QComboBox, "frameAttributeScope")
    assert scope.findText(text) >= 0
    scope.setCurrentText(text)


def click(panel: QWidget, name: str) -> None:
    panel.findChild(QCheckBox, f"frameAttribute.{name}").click()
    QTest.qWait(20)


def test_an_attribute_can_be_set_on_one_frame_and_undone(qtbot: QtBot) -> None:
    workspace, panel = inspector_of(qtbot)
    before = snapshot(workspace.document)
    workspace.view.set_frame(7)
    QTest.qWait(20)
    click(panel, "occluded")
    assert occluded_frames(workspace) == [7]
    assert workspace.undo_label == "Change attribute"
    workspace.view.set_frame(8)
    QTest.qWait(20)
    assert not panel.findChild(QCheckBox, "frameAttribute.occluded").isChecked()
    workspace.undo()
    assert snapshot(workspace.document) == before


def test_a_value_can_apply_until_it_changes(qtbot: QtBot) -> None:
    workspace, panel = inspector_of(qtbot)
    choose_scope(panel, "From this frame until it changes")
    for frame in (5, 12):
        workspace.view.set_frame(frame)
        QTest.qWait(20)
        click(panel, "occluded")
    assert occluded_frames(workspace) == list(range(5, 12))
    workspace.view.set_frame(8)
    QTest.qWait(20)
    click(panel, "occluded")
    assert occluded_frames(workspace) == [5, 6, 7]


def test_a_value_can_be_set_on_the_marked_range(qtbot: QtBot) -> None:
    workspace, panel = inspector_of(qtbot)
    workspace.view.set_range(3, 5)
    choose_scope(panel, "Marked range")
    field = panel.findChild(QLineEdit, "frameAttribute.speed")
    QTest.keyClicks(field, "2.5")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert dict(workspace.document.frame_values_of(1)) == {i: {"speed": 2.5} for i in (3, 4, 5)}
    workspace.view.set_range(None)
    scope = panel.findChild(QComboBox, "frameAttributeScope")
    assert scope.findText("Marked range") < 0


def test_object_attributes_are_not_per_frame(qtbot: QtBot) -> None:
    _, panel = inspector_of(qtbot)
    assert panel.findChild(QLineEdit, "attribute.owner") is not None
    assert panel.findChild(QLineEdit, "attribute.speed") is None
    assert panel.findChild(QLineEdit, "frameAttribute.owner") is None


def test_the_attribute_table_sets_which_are_per_frame(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    table = AttributeTable(holder)
    table.show_attributes((SPEED, NAME))
    rows = table.findChild(QTableWidget, "attributeRows")
    assert rows.item(0, 3).checkState() is Qt.CheckState.Checked
    with qtbot.waitSignal(table.edited) as told:
        rows.item(1, 3).setCheckState(Qt.CheckState.Checked)
    assert told.args == [(SPEED, replace(NAME, is_per_frame=True))]
