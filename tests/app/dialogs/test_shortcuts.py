"""The dialog that assigns keys, and the sheet that lists them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QScrollArea, QWidget
from sample_workspace import button, text

from app.actions import ACTIONS, PRESETS, conflicts, keys_of
from app.dialogs.cheat_sheet import CheatSheet
from app.dialogs.shortcut_keys import ShortcutChoice
from app.dialogs.shortcuts import ShortcutsDialog
from app.theme import DARK, LIGHT


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
