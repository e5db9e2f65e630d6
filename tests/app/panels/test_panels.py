"""The docks: what they show and which edits they make."""

import numpy as np
import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from sample_workspace import (
    actions,
    add_object,
    draw,
    make_workspace,
    propagate,
    shown,
    square,
    story,
    text,
)

from app.panels.exemplars import ExemplarsPanel
from app.panels.exemplars.panel import pin_box
from app.panels.inspector import ObjectInspector
from app.panels.objects import ObjectsPanel
from app.panels.objects.model import Column
from app.panels.review import ReviewPanel
from app.panels.thumbnails import Thumbnails, tinted
from app.theme import DARK
from gvseg.annotation.edits import AcceptMasks, RemoveTrack, UpdateCategory
from gvseg.annotation.records import Attribute, AttributeKind, Category, FrameMask, Origin
from gvseg.annotation.review import FindingKind, find_in_states
from gvseg.engine.request import ClipResult, FrameResult, Similarity
from gvseg.masks import Mask

LEFT = Qt.MouseButton.LeftButton
NO_KEY = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


# -- objects -----------------------------------------------------------------------------


@pytest.fixture
def objects(qtbot):
    workspace = story()
    panel = shown(qtbot, ObjectsPanel(workspace, actions(), DARK))
    panel.workspace = workspace
    return panel


def cell(panel, row: int, column: Column, x: int | None = None) -> QPoint:
    place = panel.view.visualRect(panel.view.model().index(row, column))
    return QPoint(place.center().x() if x is None else place.left() + x, place.center().y())


def test_the_list_shows_upper_layers_first_and_a_count(objects):
    model = objects.view.model()
    assert [model.index(row, 0).data() for row in range(2)] == ["stone", "rabbit"]
    assert text(objects, "objectsCount") == "2 objects"


def test_ctrl_click_adds_to_the_selection_latest_first(objects):
    view = objects.view.viewport()
    QTest.mouseClick(view, LEFT, NO_KEY, cell(objects, 0, Column.NAME))
    assert objects.workspace.view.selected == (2,)
    QTest.mouseClick(view, LEFT, CONTROL, cell(objects, 1, Column.NAME))
    assert objects.workspace.view.selected == (1, 2)


def test_the_list_follows_the_selection(objects):
    objects.workspace.view.select(2)
    rows = [index.row() for index in objects.view.selectionModel().selectedRows()]
    assert rows == [0]


@pytest.mark.parametrize(
    ("dragged", "row", "expected"),
    [([0], -1, "bac"), ([2], 0, "acb"), ([0, 1], 3, "acb"), ([1], 1, "cba"), ([1], 2, "cba")],
)
def test_dragging_rows_changes_the_layer_order(qtbot, dragged, row, expected):
    workspace = make_workspace(names=("a", "b", "c"))
    panel = shown(qtbot, ObjectsPanel(workspace, actions(), DARK))
    model = panel.view.model()
    label = workspace.undo_label
    data = model.mimeData([model.index(one, 0) for one in dragged])
    model.dropMimeData(data, Qt.DropAction.MoveAction, row, 0, QModelIndex())
    assert "".join(model.index(one, 0).data() for one in range(3)) == expected
    assert [workspace.document.track(one).name for one in workspace.document.layer_order] == [
        *expected[::-1]
    ]
    assert (workspace.undo_label == label) == (expected == "cba")


def test_eye_and_lock_do_not_change_the_selection(objects):
    view = objects.view.viewport()
    QTest.mouseClick(view, LEFT, NO_KEY, cell(objects, 0, Column.VISIBLE))
    QTest.mouseClick(view, LEFT, NO_KEY, cell(objects, 0, Column.LOCKED))
    stone = objects.workspace.document.track(2)
    assert (stone.is_visible, stone.is_locked) == (False, True)
    assert objects.workspace.view.selected == (1,)
    objects.workspace.undo()
    assert not objects.workspace.document.track(2).is_locked


def test_a_toggle_in_a_selected_row_applies_to_all_selected_objects(objects):
    objects.workspace.view.select(1, 2)
    QTest.mouseClick(objects.view.viewport(), LEFT, NO_KEY, cell(objects, 0, Column.VISIBLE))
    tracks = objects.workspace.document.tracks
    assert not tracks[1].is_visible
    assert not tracks[2].is_visible
    objects.workspace.undo()
    assert tracks[1].is_visible
    assert tracks[2].is_visible


def test_an_object_can_be_renamed_in_the_list(objects, qtbot):
    objects.begin_rename()
    editor = objects.view.findChild(QLineEdit)
    editor.setText("hare")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: objects.workspace.document.track(1).name == "hare")
    assert objects.workspace.undo_label == "Rename object"


def test_renaming_again_leaves_the_open_editor_alone(objects):
    objects.begin_rename()
    editor = objects.view.findChild(QLineEdit)
    editor.setText("ha")
    objects.begin_rename()
    assert objects.view.findChildren(QLineEdit) == [editor]
    assert objects.workspace.document.track(1).name == "rabbit"


def test_renaming_again_in_an_inactive_window_opens_no_second_editor(objects):
    """Qt would warn about it, which fails the test."""
    objects.hide()
    objects.show()
    objects.begin_rename()
    objects.begin_rename()
    assert len(objects.view.findChildren(QLineEdit)) == 1


def test_undo_removes_an_object_whose_name_is_being_edited(objects):
    add_object(objects.workspace, "moon")
    objects.workspace.view.select(3, 1)
    objects.begin_rename()
    objects.view.findChild(QLineEdit).setText("ha")
    objects.workspace.undo()
    assert [one.name for one in objects.workspace.document.tracks.values()] == ["rabbit", "stone"]
    assert objects.workspace.redo_label == "Add object"


def test_the_swatch_opens_a_colour_menu(objects, qtbot):
    QTest.mouseClick(objects.view.viewport(), LEFT, NO_KEY, cell(objects, 0, Column.NAME, 12))
    menu = objects.findChild(QWidget, "swatchMenu")
    menu.findChild(QWidget, "swatch.#009e73").click()
    assert objects.workspace.document.track(2).colour == (0, 158, 115)


def test_objects_can_be_found_by_name(qtbot):
    workspace = make_workspace(10, tuple(f"sheep {k}" for k in range(12)))
    panel = shown(qtbot, ObjectsPanel(workspace, actions(), DARK))
    panel.findChild(QLineEdit, "objectsFilter").setText("sheep 11")
    assert panel.view.model().rowCount() == 1


def test_letters_are_left_to_the_shortcuts(objects):
    objects.view.setFocus()
    QTest.keyClick(objects.view, Qt.Key.Key_S)
    assert objects.workspace.view.selected == (1,)


def test_an_empty_list_explains_what_to_do(qtbot):
    workspace = make_workspace(10)
    panel = shown(qtbot, ObjectsPanel(workspace, actions(), DARK))
    assert text(panel, "emptyHint") == "Paint or click on the frame to mark your first object."
    workspace.close()
    assert text(panel, "emptyHint") == "Open a video to begin."


def test_the_menu_lists_the_categories(objects, qtbot):
    objects.show_menu(QPoint(10, 10))
    menu = objects.findChild(QWidget, "objectsMenu")
    assert "Category" in [action.text() for action in menu.actions()]
    menu.close()


# -- exemplars ---------------------------------------------------------------------------


@pytest.fixture
def exemplars(qtbot):
    workspace = story()
    thumbnails = Thumbnails()
    panel = shown(qtbot, ExemplarsPanel(workspace, thumbnails, actions(), DARK))
    panel.workspace, panel.thumbnails = workspace, thumbnails
    qtbot.waitUntil(lambda: panel.view.model().rowCount() == 4)
    return panel


def frames_shown(panel) -> list[str]:
    model = panel.view.model()
    return [model.index(row).data() for row in range(model.rowCount())]


def test_exemplars_are_in_frame_order(exemplars):
    assert frames_shown(exemplars) == ["Frame 0", "Frame 10", "Frame 60", "Frame 70"]
    draw(exemplars.workspace, 1, 30)
    assert "Frame 30" in frames_shown(exemplars)
    exemplars.workspace.undo()
    assert "Frame 30" not in frames_shown(exemplars)


def test_clicking_an_exemplar_goes_to_its_frame(exemplars):
    place = exemplars.view.visualRect(exemplars.view.model().index(2))
    QTest.mouseClick(exemplars.view.viewport(), LEFT, NO_KEY, place.center())
    assert exemplars.workspace.view.frame_index == 60


def test_the_pin_unpins_a_frame_and_undo_restores_it(exemplars):
    corner = pin_box(exemplars.view.visualRect(exemplars.view.model().index(2))).center()
    QTest.mouseClick(exemplars.view.viewport(), LEFT, NO_KEY, corner)
    assert "Frame 60" not in frames_shown(exemplars)
    assert exemplars.workspace.document.mask(1, 60) is not None
    exemplars.workspace.undo()
    assert "Frame 60" in frames_shown(exemplars)


def test_thumbnails_show_the_masks(exemplars):
    exemplars.thumbnails.put(0, np.zeros((480, 640, 3), np.uint8))
    image = exemplars.view.model().index(0).data(Qt.ItemDataRole.UserRole + 2)
    assert image.pixelColor(image.width() // 6, image.height() // 4).red() > 50


def test_a_thumbnail_is_requested_once():
    thumbnails, asked = Thumbnails(), []
    thumbnails.wanted.connect(asked.append)
    assert thumbnails.get(3) is None
    assert thumbnails.get(3) is None
    assert asked == [3]
    thumbnails.put(3, np.zeros((2160, 3840, 3), np.uint8))
    assert thumbnails.get(3).height() <= 144


def test_tinting_does_not_change_the_original_thumbnail():
    thumbnails = Thumbnails()
    thumbnails.put(0, np.zeros((48, 64, 3), np.uint8))
    image = thumbnails.get(0)
    whole = Mask.from_array(np.ones((48, 64), bool))
    assert tinted(image, [(whole, (200, 100, 0))]).pixelColor(3, 3).red() == 110
    assert image.pixelColor(3, 3).red() == 0


# -- inspector ---------------------------------------------------------------------------


@pytest.fixture
def inspector(qtbot):
    workspace = story()
    panel = shown(qtbot, ObjectInspector(workspace, actions(), DARK))
    panel.workspace = workspace
    return panel


def test_the_inspector_shows_facts_about_this_frame_and_overall(inspector):
    assert text(inspector, "fact.mask") == "Propagated"
    assert text(inspector, "fact.confidence").startswith("0.7")
    assert text(inspector, "fact.frames") == "90 of 120"
    assert text(inspector, "fact.verified") == "31 of 90"
    assert text(inspector, "fact.exemplars") == "2"


def test_the_inspector_follows_frame_and_selection(inspector, qtbot):
    inspector.workspace.view.select(2)
    inspector.workspace.view.set_frame(70)
    qtbot.waitUntil(lambda: text(inspector, "fact.mask") == "Not in this frame")
    inspector.workspace.view.select()
    qtbot.waitUntil(lambda: inspector._stack.currentIndex() == 1)


def test_renaming_in_the_inspector_is_one_edit(inspector, qtbot):
    line = inspector.findChild(QLineEdit, "objectName")
    line.setText("hare")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert inspector.workspace.document.track(1).name == "hare"
    inspector.workspace.undo()
    assert inspector.workspace.document.track(1).name == "rabbit"


def test_attributes_of_the_category_can_be_set(inspector, qtbot):
    attributes = (
        Attribute("pose", AttributeKind.CHOICE, ("sits", "runs")),
        Attribute("hidden", AttributeKind.FLAG),
        Attribute("age", AttributeKind.NUMBER),
    )
    category = Category(category_id=1, name="animal", attributes=attributes)
    inspector.workspace.apply(UpdateCategory(category))
    qtbot.waitUntil(lambda: inspector.findChild(QWidget, "attribute.pose") is not None)
    inspector.findChild(QWidget, "attribute.hidden").click()
    pose = inspector.findChild(QWidget, "attribute.pose")
    pose.setCurrentText("runs")
    pose.textActivated.emit("runs")
    age = inspector.findChild(QLineEdit, "attribute.age")
    qtbot.keyClicks(age, "2.5")
    qtbot.keyClick(age, Qt.Key.Key_Return)
    track = inspector.workspace.document.track(1)
    assert track.attributes == {"hidden": True, "pose": "runs", "age": 2.5}


# -- review ------------------------------------------------------------------------------


@pytest.fixture
def review(qtbot):
    workspace = story()
    panel = shown(qtbot, ReviewPanel(workspace, actions(), DARK))
    panel.workspace = workspace
    qtbot.waitUntil(lambda: panel.view.model().rowCount() > 0)
    return panel


def test_findings_are_in_frame_order(review):
    model = review.view.model()
    rows = [[model.index(row, k).data() for k in range(3)] for row in range(model.rowCount())]
    assert rows[0][:2] == ["31 to 34", "rabbit"]
    assert all("confidence" in row[2] for row in rows)
    assert text(review, "reviewFigures") == "31 of 151 masks verified (21 %)"


def test_next_and_previous_step_through_the_findings(review):
    review.workspace.view.set_frame(0)
    visited = []
    while review.go_to_finding(1):
        visited.append((review.workspace.view.frame_index, review.workspace.view.track_id))
    assert visited == sorted(visited)
    assert len(visited) == review.view.model().rowCount()
    assert review.go_to_finding(-1)
    assert (review.workspace.view.frame_index, review.workspace.view.track_id) == visited[-2]


def test_filters_choose_the_kinds_of_findings(review, qtbot):
    for kind in FindingKind:
        review.findChild(QWidget, f"find.{kind.value}").setChecked(False)
    qtbot.waitUntil(lambda: review.view.model().rowCount() == 0)
    assert text(review, "emptyHint") == "Choose what to check for."
    review.findChild(QWidget, "find.unverified").setChecked(True)
    qtbot.waitUntil(lambda: review.view.model().rowCount() > 0)


def test_the_list_is_called_empty_only_after_the_search(review, qtbot):
    for kind in FindingKind:
        review.findChild(QWidget, f"find.{kind.value}").setChecked(False)
    qtbot.waitUntil(lambda: review.view.model().rowCount() == 0)
    review.findChild(QWidget, f"find.{FindingKind.SPLIT.value}").setChecked(True)
    assert text(review, "emptyHint") == "Searching..."
    qtbot.waitUntil(lambda: text(review, "emptyHint") == "No findings.")


def test_an_object_can_be_deleted_while_it_is_searched(review, qtbot, monkeypatch):
    workspace = review.workspace

    def find_and_delete(document, track_id, *arguments, **options):
        found = find_in_states(document, track_id, *arguments, **options)
        if track_id == 1:
            workspace.apply(RemoveTrack(1))
        return found

    monkeypatch.setattr("app.panels.findings.find_in_states", find_and_delete)
    with qtbot.waitSignal(review._model.searched):
        review.findChild(QWidget, "find.unverified").setChecked(True)
    model = review.view.model()
    assert 1 not in workspace.document.tracks
    assert "rabbit" not in {model.index(row, 1).data() for row in range(model.rowCount())}


def test_the_fixes_of_a_finding_go_with_its_object(review):
    review.go_to_finding(1)
    button = review.findChild(QWidget, "fix.correct")
    assert button.isEnabled()
    review.workspace.apply(RemoveTrack(review.workspace.view.track_id))
    assert not button.isEnabled()
    assert button.toolTip() == "This object has been deleted."


def test_a_corrected_frame_is_no_longer_a_finding(review, qtbot):
    before = review.view.model().rowCount()
    propagate(review.workspace, 2, {100: 0.1})
    qtbot.waitUntil(lambda: review.view.model().rowCount() == before + 1)
    draw(review.workspace, 2, 100)
    qtbot.waitUntil(lambda: review.view.model().rowCount() == before)


def test_changes_during_a_search_are_found(review, qtbot):
    model = review.view.model()
    before = model.rowCount()
    model.refresh(frozenset({2}))
    model._begin()
    next(model._scan)  # the states of the object have been read
    propagate(review.workspace, 2, {100: 0.1})
    qtbot.waitUntil(lambda: not model.is_searching)
    assert model.rowCount() == before + 1


def test_an_identity_swap_is_listed_with_its_first_frame(review, qtbot):
    masks = {1: square(4, y=2), 2: square(24, y=2)}
    for track_id, other in ((1, 2), (2, 1)):
        frames = tuple(
            FrameResult(
                frame_index=index,
                masks={track_id: masks[track_id]},
                confidences={track_id: 0.9},
                similarities={track_id: Similarity(0.6, 0.9, other)},
            )
            for index in range(90, 96)
        )
        review.store_similarities(ClipResult(frames=frames, frames_done=1, frames_wanted=1))
    for track_id, mask in masks.items():
        record = FrameMask(mask, Origin.PROPAGATED, 0.9)
        review.workspace.apply(AcceptMasks({track_id: dict.fromkeys(range(90, 96), record)}))
    model = review.view.model()

    def found():
        rows = [[model.index(row, column).data() for column in range(3)] for row in range(99)]
        return [row for row in rows if row[2] and row[2].startswith("swapped with")]

    qtbot.waitUntil(lambda: len(found()) == 1)
    assert found() == [["90 to 95", "rabbit", "swapped with stone"]], "one for both objects"
