"""The settings dialog: what takes effect, and what it rejects."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from sample_workspace import text

from app.dialogs.settings import SettingsDialog, weights_problem
from app.settings import SettingsStore


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
