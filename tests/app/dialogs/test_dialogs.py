"""The dialogs: their input, what they reject, and the requests they emit."""

import re
import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QProgressBar,
    QScrollArea,
    QTableWidget,
    QWidget,
)
from sample_document import HEIGHT, WIDTH, SampleDocument, add_object, draw, source
from sample_workspace import button, make_workspace, story, text

from app.actions import ACTIONS, PRESETS, conflicts, keys_of
from app.dialogs.categories import CategoriesDialog
from app.dialogs.cheat_sheet import CheatSheet
from app.dialogs.import_dataset import ImportDialog
from app.dialogs.questions import (
    QuestionDialog,
    about,
    changed_video,
    moved_video,
    unreadable_project,
)
from app.dialogs.settings import SettingsDialog, weights_problem
from app.dialogs.shortcut_keys import ShortcutChoice
from app.dialogs.shortcuts import ShortcutsDialog
from app.settings import SettingsStore
from app.theme import DARK, LIGHT
from gvseg.annotation.records import Attribute, AttributeKind
from gvseg.annotation.start import start_document
from gvseg.formats import (
    ExportOptions,
    ImportCancelledError,
    guess_format,
    write_documents,
)
from gvseg.masks import Mask

# -- import ------------------------------------------------------------------------------


def import_dialog(qtbot, workspace, path: Path | None) -> ImportDialog:
    dialog = ImportDialog(workspace, path=path)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_a_file_is_read_shown_and_requested(qtbot, tmp_path):
    workspace = story()
    path = write_documents(workspace.document, tmp_path / "a.json", "ytvis").path
    dialog = import_dialog(qtbot, workspace, path)
    qtbot.waitUntil(lambda: button(dialog, "importMain").isEnabled(), timeout=10_000)
    assert text(dialog, "importSummary").startswith("rabbit: 2 objects in 1 category, 120 frames")
    with qtbot.waitSignal(dialog.import_requested) as signal:
        button(dialog, "importMain").click()
    assert len(signal.args[0].document.tracks) == 2
    assert signal.args[0].format_name == "ytvis"


def test_annotations_of_another_frame_size_are_rejected_with_the_reason(qtbot, tmp_path):
    other = SampleDocument()
    other.document = start_document(replace(source(20), width=2 * WIDTH))
    add_object(other, "bird")
    draw(other, 1, 3, Mask.from_array(np.ones((HEIGHT, 2 * WIDTH), bool)))
    path = write_documents(other.document, tmp_path / "a.json", "ytvis").path
    dialog = import_dialog(qtbot, make_workspace(20), path)
    qtbot.waitUntil(lambda: bool(text(dialog, "importProblem")), timeout=10_000)
    assert "128x48 pixels, rabbit.mp4 has 64x48" in text(dialog, "importProblem")
    assert text(dialog, "importProblem").endswith("Open their video first.")
    assert not button(dialog, "importMain").isEnabled()


def test_missing_frames_are_reported_before_the_import(qtbot, tmp_path):
    other = SampleDocument(80, ("bird",))
    draw(other, 1, 3)
    path = write_documents(other.document, tmp_path / "a.json", "ytvis").path
    dialog = import_dialog(qtbot, make_workspace(60), path)
    qtbot.waitUntil(lambda: button(dialog, "importMain").isEnabled(), timeout=10_000)
    assert "60 of 80 frames match" in text(dialog, "importEffect")
    assert "Left out 20 frames that the video does not have" in text(dialog, "importEffect")
    assert dialog.findChild(QWidget, "importJoin").isHidden()


def test_objects_with_the_same_number_are_merged_unless_switched_off(qtbot, tmp_path):
    workspace = story()
    path = write_documents(workspace.document, tmp_path / "a.json", "ytvis").path
    dialog = import_dialog(qtbot, workspace, path)
    qtbot.waitUntil(lambda: button(dialog, "importMain").isEnabled(), timeout=10_000)
    assert "2 objects (0 new)" in text(dialog, "importEffect")
    dialog.findChild(QWidget, "importJoin").click()
    assert "2 objects (2 new)" in text(dialog, "importEffect")
    with qtbot.waitSignal(dialog.import_requested) as signal:
        button(dialog, "importMain").click()
    assert not signal.args[0].join_tracks


def test_objects_of_a_format_without_ids_are_never_merged(qtbot, tmp_path):
    workspace = story()
    options = ExportOptions(frames=range(1))
    path = write_documents(workspace.document, tmp_path / "out", "yolo-seg", options=options).path
    dialog = import_dialog(qtbot, workspace, path)
    qtbot.waitUntil(lambda: button(dialog, "importMain").isEnabled(), timeout=10_000)
    assert dialog.findChild(QWidget, "importJoin").isHidden()
    found = re.search(r"(\d+) objects? \((\d+) new\)", text(dialog, "importEffect"))
    assert found[1] == found[2]


def test_closing_the_dialog_stops_the_reading(qtbot, tmp_path, monkeypatch):
    stopped = threading.Event()

    def read_slowly(path, name, *, progress, cancel, **_):
        progress(0.5)
        if cancel.wait(10):
            stopped.set()
        raise ImportCancelledError("The import was cancelled; nothing was changed.")

    monkeypatch.setattr("app.dialogs.annotation_reading.read_annotations", read_slowly)
    dialog = import_dialog(qtbot, story(), tmp_path)
    bar = dialog.findChild(QProgressBar, "importProgress")
    qtbot.waitUntil(lambda: bar.value() == 500, timeout=10_000)
    dialog.reject()
    assert stopped.wait(10)


def test_the_progress_bar_is_hidden_while_no_file_is_chosen(qtbot):
    dialog = import_dialog(qtbot, story(), None)
    assert text(dialog, "importSummary") == "Choose a file or a folder first."
    assert dialog.findChild(QProgressBar).isHidden()
    assert not button(dialog, "importMain").isEnabled()


def test_a_damaged_file_is_reported(qtbot, tmp_path):
    path = tmp_path / "a.json"
    path.write_text('{"videos": 3')
    dialog = import_dialog(qtbot, story(), path)
    qtbot.waitUntil(lambda: bool(text(dialog, "importProblem")), timeout=10_000)
    assert "a.json" in text(dialog, "importProblem")


def test_the_format_is_detected(tmp_path):
    (tmp_path / "results.json").write_text('[{"video_id": 1, "segmentations": []}]')
    (tmp_path / "ytvis.json").write_text('{"videos": []}')
    (tmp_path / "coco.json").write_text('{"images": []}')
    (tmp_path / "masks").mkdir()
    Image.new("L", (4, 4)).save(tmp_path / "masks/0.png")
    assert guess_format(tmp_path / "masks").format_name == "davis"
    assert guess_format(tmp_path / "results.json").format_name == "ytvis-results"
    assert guess_format(tmp_path / "ytvis.json").format_name == "ytvis"
    assert guess_format(tmp_path / "coco.json").format_name == "coco"
    assert guess_format(tmp_path / "none.json") is None


# -- categories --------------------------------------------------------------------------


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


# -- shortcuts ---------------------------------------------------------------------------


def test_assigning_a_key_removes_it_from_other_actions():
    choice = ShortcutChoice("gvseg").reassigning("tool.brush", ("E",))
    assert choice.keys()["tool.brush"] == ("E",)
    assert choice.keys()["tool.eraser"] == ()
    assert not choice.clashes()


def test_only_differences_from_the_preset_are_stored():
    choice = ShortcutChoice("gvseg").with_keys("tool.brush", ("Q",))
    assert choice.chosen == {"tool.brush": ("Q",)}
    assert choice.with_keys("tool.brush", ACTIONS["tool.brush"].keys).chosen == {}


@pytest.fixture
def shortcuts(qtbot):
    dialog = ShortcutsDialog("gvseg", {}, DARK)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def press_new_key(dialog, qtbot, key) -> None:
    edit = dialog.findChild(QWidget, "shortcutEdit")
    edit.setFocus()
    qtbot.keyClick(edit, key)


def test_a_conflict_is_shown_before_a_key_is_reassigned(shortcuts, qtbot):
    press_new_key(shortcuts, qtbot, Qt.Key.Key_E)
    assert text(shortcuts, "shortcutState") == "E is assigned to Eraser and will be reassigned."
    button(shortcuts, "shortcutSet").click()
    with qtbot.waitSignal(shortcuts.chosen) as signal:
        button(shortcuts, "shortcutApply").click()
    assert signal.args == ["gvseg", {"propagate.both": ("E",), "tool.eraser": ()}]


def test_a_preset_replaces_all_keys(shortcuts):
    box = shortcuts.findChild(QWidget, "shortcutPreset")
    box.setCurrentIndex(box.findData("cvat"))
    box.activated.emit(box.currentIndex())
    assert shortcuts.choice.keys() == keys_of("cvat")


def test_conflicting_keys_in_the_settings_must_be_fixed_first(qtbot):
    dialog = ShortcutsDialog("gvseg", {"tool.brush": ("E",)}, LIGHT)
    qtbot.addWidget(dialog)
    assert not button(dialog, "shortcutApply").isEnabled()
    button(dialog, "shortcutResetAll").click()
    assert button(dialog, "shortcutApply").isEnabled()


@pytest.mark.parametrize("preset", PRESETS)
def test_the_sheet_shows_the_current_keys(qtbot, preset):
    keys = keys_of(preset)
    assert not conflicts(keys)
    sheet = CheatSheet(keys, DARK)
    qtbot.addWidget(sheet)
    told = {one.text() for one in sheet.findChildren(QLabel)}
    named = {spec.title.removesuffix("...") for spec in ACTIONS.values() if keys[spec.action_id]}
    assert named | {keys["propagate.both"][0]} <= told
    assert "Return" not in told
    sheet.show()
    qtbot.keyClick(sheet, Qt.Key.Key_F1)
    assert not sheet.isVisible()


def test_the_sheet_can_be_searched_by_name_key_and_menu(qtbot):
    sheet = CheatSheet(keys_of("gvseg"), DARK)
    qtbot.addWidget(sheet)
    sheet.show()

    def shown_shortcuts() -> set[str]:
        return {one.text() for one in sheet.findChildren(QLabel) if one.isVisible()}

    find = sheet.findChild(QLineEdit, "cheatFind")
    assert sheet.focusWidget() is find
    qtbot.keyClicks(find, "brush")
    assert {"Brush", "Larger Brush", "Tools"} <= shown_shortcuts()
    assert not {"Undo", "Edit", "No shortcut matches."} & shown_shortcuts()
    find.setText("shift+del")
    assert "Delete Object" in shown_shortcuts()
    find.setText("review")
    assert "Verify Frame or Range" in shown_shortcuts()
    find.setText("no such thing")
    assert shown_shortcuts() == {"No shortcut matches."}
    find.clear()
    assert "Undo" in shown_shortcuts()


def test_the_sheet_fits_a_small_screen_without_scrolling_sideways(qtbot):
    sheet = CheatSheet(keys_of("gvseg"), DARK)
    qtbot.addWidget(sheet)
    sheet.resize(1240, 600)
    sheet.show()
    assert sheet.minimumSizeHint().width() <= 1240
    page = sheet.findChild(QScrollArea, "cheatScroll")
    assert page.widget().width() <= page.viewport().width()


# -- settings ----------------------------------------------------------------------------


def test_settings_take_effect_at_once(qtbot, tmp_path):
    store = SettingsStore(tmp_path / "settings.json")
    dialog = SettingsDialog(store)
    qtbot.addWidget(dialog)
    dialog.findChild(QWidget, "theme.light").click()
    dialog.findChild(QWidget, "lowConfidence").setValue(70)
    dialog.findChild(QWidget, "shortSide").setValue(480)
    dialog.findChild(QWidget, "adaptSeconds").setValue(45)
    assert (store.value.theme, store.value.short_side) == ("light", 480)
    assert SettingsStore(tmp_path / "settings.json").value.low_confidence == pytest.approx(0.7)
    assert SettingsStore(tmp_path / "settings.json").value.adapt_seconds == 45.0


@pytest.mark.parametrize(
    ("typed", "taken"), [("40", 64), ("1", 64), ("64", 64), ("352", 352), ("0", 0)]
)
def test_a_typed_short_side_is_at_least_the_minimum(qtbot, tmp_path, typed, taken):
    store = SettingsStore(tmp_path / "settings.json")
    store.update(short_side=480)
    dialog = SettingsDialog(store)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    side = dialog.findChild(QWidget, "shortSide")
    side.setFocus()
    qtbot.waitUntil(side.hasFocus)
    side.selectAll()
    qtbot.keyClicks(side, typed)
    qtbot.keyClick(side, Qt.Key.Key_Tab)
    assert store.value.short_side == taken
    assert side.text() == (f"{taken} px" if taken else "Default")


def test_the_short_side_steps_between_default_and_minimum(qtbot, tmp_path):
    store = SettingsStore(tmp_path / "settings.json")
    dialog = SettingsDialog(store)
    qtbot.addWidget(dialog)
    side = dialog.findChild(QWidget, "shortSide")
    seen = []
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down):
        qtbot.keyClick(side, key)
        seen.append(store.value.short_side)
    assert seen == [64, 96, 64, 0, 0]


def test_a_weights_path_in_the_home_folder_is_stored_in_full(qtbot, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    (tmp_path / "mine.safetensors").touch()
    store = SettingsStore(tmp_path / "settings.json")
    dialog = SettingsDialog(store)
    qtbot.addWidget(dialog)
    dialog.findChild(QLineEdit, "weights").setText("~/mine.safetensors")
    assert store.value.weights == str(tmp_path / "mine.safetensors")


def test_files_that_are_not_weights_are_rejected(qtbot, tmp_path):
    store = SettingsStore(tmp_path / "settings.json")
    dialog = SettingsDialog(store)
    qtbot.addWidget(dialog)
    (tmp_path / "a.pth").touch()
    (tmp_path / "a.safetensors").touch()
    line = dialog.findChild(QLineEdit, "weights")
    line.setText(str(tmp_path / "a.pth"))
    assert "safetensors" in text(dialog, "weightsProblem")
    assert store.value.weights == ""
    line.setText(str(tmp_path / "a.safetensors"))
    assert store.value.weights == str(tmp_path / "a.safetensors")
    assert weights_problem("nowhere.safetensors") == "File nowhere.safetensors does not exist."


# -- questions ---------------------------------------------------------------------------

QUESTIONS = {
    "moved": moved_video(Path("a.gvseg"), Path("a.mp4")),
    "changed": changed_video("a.mp4 differs."),
    "newer": unreadable_project(
        "a.gvseg is from a newer GvSeg; nothing was changed.", Path("a.mp4")
    ),
    "about": about(),
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_answer_is_emitted_and_closing_means_cancel(qtbot, name):
    question = QUESTIONS[name]
    for choice in question.choices:
        dialog = QuestionDialog(question, DARK)
        qtbot.addWidget(dialog)
        dialog.open()
        with qtbot.waitSignal(dialog.chosen) as signal:
            button(dialog, f"answer.{choice.choice_id}").click()
        assert signal.args == [choice.choice_id]
    dialog = QuestionDialog(question, LIGHT)
    qtbot.addWidget(dialog)
    dialog.open()
    with qtbot.waitSignal(dialog.chosen) as signal:
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert signal.args == ["cancel"]


def test_previews_show_masks_in_their_colours():
    from PySide6.QtCore import QSize

    from app.dialogs.import_dataset import preview, shown_frames

    workspace = SampleDocument(60, ("bird",))
    draw(workspace, 1, 12)
    assert shown_frames(workspace.document, 3) == [12]
    image = preview(workspace.document, 12, QSize(WIDTH, HEIGHT)).toImage()
    colour = image.pixelColor(18, 10)
    assert np.allclose(colour.getRgb()[:3], workspace.document.track(1).colour, atol=2)
