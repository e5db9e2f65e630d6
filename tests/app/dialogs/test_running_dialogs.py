"""Dialogs in the running application: they read and write real files and can be stopped."""

import json
import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QProgressBar, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from window_acts import CONTROL, drag, go_to, key

from app.application import Application
from app.commands import exports
from app.dialogs.export_dataset import ExportDialog
from app.dialogs.import_dataset import ImportDialog
from gvseg.formats import read_documents, write_documents
from gvseg.masks import Mask


def open_dialog(application: Application, kind: type[Any], code: Any) -> Any:
    key(application.window, code, CONTROL)
    (dialog,) = [one for one in application.window.findChildren(kind) if one.isVisible()]
    return dialog


def text_of(dialog: QWidget, name: str) -> str:
    label = dialog.findChild(QLabel, name)
    assert label is not None
    return label.text()


def press(dialog: QWidget, name: str) -> None:
    button = dialog.findChild(QPushButton, name)
    assert button is not None
    assert button.isEnabled()
    button.click()


def open_export_dialog(application: Application, format_name: str, out: Path) -> Any:
    dialog = open_dialog(application, ExportDialog, Qt.Key.Key_E)
    box = dialog.findChild(QWidget, "exportFormat")
    box.setCurrentIndex(box.findData(format_name))
    dialog.findChild(QLineEdit, "exportFolder").setText(str(out))
    return dialog


def choose_import(dialog: Any, path: Path) -> None:
    dialog.findChild(QLineEdit, "importPath").setText(str(path))


@pytest.fixture
def drawn(application: Application, qtbot: QtBot) -> Mask:
    """Draw a mask of Object 1 on frame 3 and return it."""
    go_to(application, 3, qtbot)
    drag(application.canvas, (40, 40), (60, 40))
    record = application.workspace.document.mask(1, 3)
    assert record is not None
    return record.mask


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """An event; exports wait for it at each frame."""
    go_on = threading.Event()

    def write(*arguments: Any, progress: Any, **options: Any) -> Any:
        def told(done: float) -> None:
            progress(done)
            go_on.wait(10)

        return write_documents(*arguments, progress=told, **options)

    monkeypatch.setattr(exports, "write_documents", write)
    return go_on


def test_an_export_shows_progress_and_other_programs_can_read_it(
    application: Application,
    qtbot: QtBot,
    tmp_path: Path,
    drawn: Mask,
    held: threading.Event,
) -> None:
    dialog = open_export_dialog(application, "davis", tmp_path / "out")
    press(dialog, "exportMain")
    bar = dialog.findChild(QProgressBar)
    qtbot.waitUntil(lambda: 0 < bar.value() < bar.maximum(), timeout=10_000)
    held.set()
    qtbot.waitUntil(lambda: text_of(dialog, "exportHeadline") != "", timeout=10_000)
    assert text_of(dialog, "exportHeadline") == "Wrote 24 frames with 1 object."
    (read,) = read_documents(tmp_path / "out", "davis")
    assert read.mask(1, 3).mask == drawn  # type: ignore[union-attr]


def test_a_stopped_export_leaves_no_files(
    application: Application,
    qtbot: QtBot,
    tmp_path: Path,
    drawn: Mask,
    held: threading.Event,
) -> None:
    dialog = open_export_dialog(application, "ytvis", tmp_path / "out" / "a.json")
    press(dialog, "exportMain")
    bar = dialog.findChild(QProgressBar)
    qtbot.waitUntil(lambda: bar.value() > 0, timeout=10_000)
    with qtbot.waitSignal(application.exports.stopped, timeout=10_000):
        key(dialog, Qt.Key.Key_Escape)
        held.set()
    assert dialog.isVisible()
    assert not [path for path in tmp_path.rglob("*.json*") if path.parent.name == "out"]
    press(dialog, "exportMain")
    qtbot.waitUntil(lambda: (tmp_path / "out" / "a.json").exists(), timeout=10_000)


def test_edits_during_an_export_are_not_exported(
    application: Application,
    qtbot: QtBot,
    tmp_path: Path,
    drawn: Mask,
    held: threading.Event,
) -> None:
    dialog = open_export_dialog(application, "davis", tmp_path / "out")
    press(dialog, "exportMain")
    bar = dialog.findChild(QProgressBar)
    qtbot.waitUntil(lambda: bar.value() > 0, timeout=10_000)
    drag(application.canvas, (20, 20), (100, 80))
    assert application.workspace.document.mask(1, 3).mask != drawn  # type: ignore[union-attr]
    with qtbot.waitSignal(application.exports.written, timeout=10_000):
        held.set()
    (read,) = read_documents(tmp_path / "out", "davis")
    assert read.mask(1, 3).mask == drawn  # type: ignore[union-attr]


def test_importing_an_export_restores_the_masks_in_one_step(
    application: Application, qtbot: QtBot, tmp_path: Path, drawn: Mask
) -> None:
    path = write_documents(application.workspace.document, tmp_path / "a.json", "ytvis").path
    key(application.canvas, Qt.Key.Key_Z, CONTROL)
    assert not application.workspace.document.tracks
    dialog = open_dialog(application, ImportDialog, Qt.Key.Key_I)
    choose_import(dialog, path)
    qtbot.waitUntil(lambda: text_of(dialog, "importEffect") != "", timeout=10_000)
    assert "1 object (1 new), 1 mask." in text_of(dialog, "importEffect")
    press(dialog, "importMain")
    (track_id,) = application.workspace.document.tracks
    assert application.workspace.document.mask(track_id, 3).mask == drawn  # type: ignore[union-attr]
    assert application.messages[-1].text.startswith("Imported a.json.")  # type: ignore[attr-defined]
    application.window.activateWindow()
    key(application.canvas, Qt.Key.Key_Z, CONTROL)
    assert not application.workspace.document.tracks


def test_closing_the_import_dialog_while_reading_changes_nothing(
    application: Application, qtbot: QtBot, tmp_path: Path, drawn: Mask
) -> None:
    path = write_documents(application.workspace.document, tmp_path / "a.json", "ytvis").path
    revision = application.workspace.document.revision
    dialog = open_dialog(application, ImportDialog, Qt.Key.Key_I)
    with qtbot.waitSignal(dialog.destroyed):
        choose_import(
            dialog, path
        )  # immediately, because a small file is read before its progress bar appears
        key(dialog, Qt.Key.Key_Escape)
    assert application.workspace.document.revision == revision


def test_another_file_can_be_chosen_after_a_damaged_one(
    application: Application, qtbot: QtBot, tmp_path: Path, drawn: Mask
) -> None:
    good = write_documents(application.workspace.document, tmp_path / "a.json", "ytvis").path
    content = json.loads(good.read_text())
    content["annotations"][0]["segmentations"][3]["counts"] = "~~~"
    bad = tmp_path / "bad.json"
    bad.write_text(json.dumps(content))
    dialog = open_dialog(application, ImportDialog, Qt.Key.Key_I)
    choose_import(dialog, bad)
    qtbot.waitUntil(lambda: "bad.json" in text_of(dialog, "importProblem"), timeout=10_000)
    choose_import(dialog, good)
    qtbot.waitUntil(lambda: text_of(dialog, "importEffect") != "", timeout=10_000)
    assert dialog.findChild(QLabel, "importProblem").isHidden()
