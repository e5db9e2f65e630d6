"""Importing a published dataset and exporting a dataset, in the real window with real files."""

import json
import shutil
import threading
from pathlib import Path
from typing import Any

import pytest
from dataset_projects import FRAMES, make_project
from published_layouts import write_davis, write_youtube_vis
from pycocotools.coco import COCO
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
)
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.dialogs import dataset_import
from gvseg.dataset_file import Dataset, add_paths
from gvseg.project import open_snapshot

WAIT_MS = 30_000


@pytest.fixture
def application(make_application: Any) -> Any:
    return make_application()


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    root = tmp_path / "zoo"
    for name, categories in (("ape", ["animal"]), ("bear", ["animal", "tree"]), ("cat", ["cat"])):
        make_project(root, name, categories)
    with Dataset.create(root) as made:
        add_paths(made, [root])
        made.assign_splits(
            {v.video_id: "val" if v.name == "cat" else "train" for v in made.videos()}
        )
    return root


@pytest.fixture
def davis(tmp_path: Path) -> Path:
    """DAVIS with the video "street" in train and "lane" in val."""
    root = write_davis(tmp_path / "DAVIS", "2017")
    for folder in ("JPEGImages", "Annotations"):
        shutil.copytree(root / folder / "480p" / "street", root / folder / "480p" / "lane")
    (root / "ImageSets" / "2017" / "val.txt").write_text("lane\n")
    return root


def trigger(application: Any, action_id: str) -> Any:
    """Trigger an action and return the dialog that it opens."""
    application.window.actions_by_id[action_id].trigger()
    dialogs = [one for one in application.window.findChildren(QDialog) if one.isVisible()]
    return dialogs[-1] if dialogs else None


def part(dialog: QDialog, kind: Any, name: str) -> Any:
    found = dialog.findChild(kind, dialog.objectName().removesuffix("Dialog") + name)
    assert found is not None, name
    return found


def words(dialog: QDialog, name: str) -> str:
    return part(dialog, QLabel, name).text()


def is_ready(dialog: QDialog) -> bool:
    return bool(part(dialog, QPushButton, "Main").isEnabled())


def press_main(dialog: QDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: is_ready(dialog), timeout=WAIT_MS)
    QTest.keyClick(dialog, Qt.Key.Key_Return)


def wait_for_end(dialog: QDialog, qtbot: QtBot) -> None:
    headline = part(dialog, QLabel, "Headline")
    qtbot.waitUntil(lambda: headline.isVisible() and bool(headline.text()), timeout=WAIT_MS)


def open_dataset(application: Any, folder: Path, qtbot: QtBot) -> None:
    application.dataset.commands.open(folder)
    rows = application.dataset.panel.rows
    qtbot.waitUntil(lambda: rows.rowCount() > 0, timeout=WAIT_MS)


def test_a_published_dataset_is_imported_and_opened(
    application: Any, davis: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = trigger(application, "dataset.import")
    assert not is_ready(dialog)
    part(dialog, QLineEdit, "Path").setText(str(davis))
    qtbot.waitUntil(lambda: is_ready(dialog), timeout=WAIT_MS)
    assert "DAVIS" in part(dialog, QComboBox, "Layout").currentText()
    out = tmp_path / "own"
    part(dialog, QLineEdit, "Out").setText(str(out))
    press_main(dialog, qtbot)
    wait_for_end(dialog, qtbot)
    assert words(dialog, "Headline").startswith("Imported")
    assert words(dialog, "Words") == str(out / "dataset.gvset")
    assert application.dataset.commands.path == out / "dataset.gvset"
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    with Dataset.open(out) as made:
        assert all(video.project.is_file() for video in made.videos())
        assert {v.name: v.split for v in made.videos()} == {"street": "train", "lane": "val"}


def test_a_folder_in_no_layout_is_explained_in_the_dialog(
    application: Any, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = trigger(application, "dataset.import")
    problem = part(dialog, QLabel, "Problem")
    assert problem.text() == "Choose the folder of a published dataset first."
    part(dialog, QLineEdit, "Path").setText(str(tmp_path))
    qtbot.waitUntil(lambda: "not laid out" in problem.text(), timeout=WAIT_MS)
    assert not is_ready(dialog)
    part(dialog, QLineEdit, "Path").setText(str(tmp_path / "nowhere"))
    qtbot.waitUntil(lambda: "does not exist" in problem.text(), timeout=WAIT_MS)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_slow_folder_does_not_block_the_window(
    application: Any, davis: Path, tmp_path: Path, qtbot: QtBot, monkeypatch
) -> None:
    """The layout of an earlier path does not arrive late."""
    slow, fast = (
        write_davis(tmp_path / "slow", "2017"),
        write_youtube_vis(tmp_path / "fast", "2019"),
    )
    gate = threading.Event()
    find = dataset_import.find_layouts

    def find_slowly(path: Path) -> Any:
        if path == slow:
            assert gate.wait(20)
        return find(path)

    monkeypatch.setattr(dataset_import, "find_layouts", find_slowly)
    dialog = trigger(application, "dataset.import")
    field, problem = part(dialog, QLineEdit, "Path"), part(dialog, QLabel, "Problem")
    field.setText(str(slow))
    qtbot.waitUntil(lambda: problem.text() == "Reading the folder...", timeout=WAIT_MS)
    qtbot.wait(500)
    field.setText(str(fast))
    qtbot.waitUntil(lambda: is_ready(dialog), timeout=WAIT_MS)
    gate.set()
    qtbot.wait(300)
    assert "YouTube-VIS" in part(dialog, QComboBox, "Layout").currentText()


def test_an_import_without_frames_says_what_is_missing(
    application: Any, davis: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    (davis / "JPEGImages").rename(tmp_path / "elsewhere")
    dialog = trigger(application, "dataset.import")
    part(dialog, QLineEdit, "Path").setText(str(davis))
    press_main(dialog, qtbot)
    wait_for_end(dialog, qtbot)
    assert words(dialog, "Headline").startswith("The import failed.")
    assert "No video could be imported." in words(dialog, "Words")
    part(dialog, QPushButton, "Main").click()  # Back
    part(dialog, QLineEdit, "Frames").setText(str(tmp_path / "elsewhere" / "480p"))
    press_main(dialog, qtbot)
    qtbot.waitUntil(lambda: words(dialog, "Headline").startswith("Imported"), timeout=WAIT_MS)


def test_a_stopped_import_continues_where_it_stopped(
    application: Any, davis: Path, tmp_path: Path, qtbot: QtBot, monkeypatch
) -> None:
    from app.commands import dataset_transfer

    out = tmp_path / "own"
    begun, gate = threading.Event(), threading.Event()
    run = dataset_transfer.import_dataset

    def stopped_after_one(found: Any, place: Path, **parts: Any) -> Any:
        def progress(fraction: float) -> None:
            parts_progress(fraction)
            begun.set()
            assert gate.wait(20)

        parts_progress = parts["progress"]
        return run(found, place, **{**parts, "progress": progress})

    monkeypatch.setattr(dataset_transfer, "import_dataset", stopped_after_one)
    dialog = trigger(application, "dataset.import")
    part(dialog, QLineEdit, "Path").setText(str(davis))
    qtbot.waitUntil(lambda: is_ready(dialog), timeout=WAIT_MS)
    part(dialog, QLineEdit, "Out").setText(str(out))
    press_main(dialog, qtbot)
    qtbot.waitUntil(begun.is_set, timeout=WAIT_MS)
    assert part(dialog, QPushButton, "Main").text() == "Stop"
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    gate.set()
    qtbot.waitUntil(lambda: part(dialog, QLineEdit, "Path").isVisible(), timeout=WAIT_MS)
    with Dataset.open(out) as made:
        kept = len(made.videos())
    assert kept == 1
    press_main(dialog, qtbot)
    wait_for_end(dialog, qtbot)
    assert "1 video was already in the dataset." in words(dialog, "Headline")


def test_a_dialog_closed_during_its_task_closes_when_that_has_stopped(
    application: Any, davis: Path, qtbot: QtBot, monkeypatch
) -> None:
    from app.commands import dataset_transfer
    from gvseg.formats import ImportCancelledError

    begun, gate = threading.Event(), threading.Event()

    def wait(*_: Any, cancel: threading.Event, **__: Any) -> None:
        begun.set()
        assert cancel.wait(20)
        assert gate.wait(20)
        raise ImportCancelledError

    monkeypatch.setattr(dataset_transfer, "import_dataset", wait)
    dialog = trigger(application, "dataset.import")
    part(dialog, QLineEdit, "Path").setText(str(davis))
    press_main(dialog, qtbot)
    qtbot.waitUntil(begun.is_set, timeout=WAIT_MS)
    dialog.close()
    assert dialog.isVisible()
    assert not is_ready(dialog), "it is stopping"
    gate.set()
    qtbot.waitUntil(lambda: not isValid(dialog), timeout=WAIT_MS)


def test_a_dataset_is_exported_with_its_splits(
    application: Any, dataset: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    open_dataset(application, dataset, qtbot)
    dialog = trigger(application, "dataset.export")
    choose_format(dialog, "ytvis")
    own = part(dialog, QRadioButton, "Own")
    assert own.isChecked()
    assert own.text() == "Splits of the dataset: train (2), val (1)"
    assert part(dialog, QLineEdit, "Folder").text() == str(dataset / "export-ytvis")
    out = tmp_path / "out"
    part(dialog, QLineEdit, "Folder").setText(str(out))
    part(dialog, QCheckBox, "Jpeg").setChecked(True)
    press_main(dialog, qtbot)
    wait_for_end(dialog, qtbot)
    assert words(dialog, "Headline") == "Exported 3 videos: 4 objects, 18 frames."
    found = {}
    for split in ("train", "val"):
        content = json.loads((out / f"{split}.json").read_text())
        found[split] = {video["file_names"][0].split("/")[0] for video in content["videos"]}
        for video in content["videos"]:
            assert len(video["file_names"]) == FRAMES
            for name in video["file_names"]:
                assert (out / split / "JPEGImages" / name).is_file()
    assert found == {"train": {"ape", "bear"}, "val": {"cat"}}


def test_a_second_export_goes_to_a_new_folder(
    application: Any, dataset: Path, qtbot: QtBot
) -> None:
    open_dataset(application, dataset, qtbot)
    (dataset / "export-coco").mkdir()
    dialog = trigger(application, "dataset.export")
    field = part(dialog, QLineEdit, "Folder")
    choose_format(dialog, "coco")
    assert field.text() == str(dataset / "export-coco-2")
    choose_format(dialog, "davis")
    assert field.text() == str(dataset / "export-davis")
    field.setText("/own/folder")
    choose_format(dialog, "coco")
    assert field.text() == "/own/folder"


def test_random_splits_are_those_of_the_command_line(
    application: Any, dataset: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    from gvseg.cli import main

    open_dataset(application, dataset, qtbot)
    dialog = trigger(application, "dataset.export")
    choose_format(dialog, "coco")
    part(dialog, QRadioButton, "Random").setChecked(True)
    part(dialog, QLineEdit, "Shares").setText("train=0.6,val=0.4")
    part(dialog, QSpinBox, "Seed").setValue(7)
    part(dialog, QSpinBox, "Every").setValue(2)
    part(dialog, QCheckBox, "Jpeg").setChecked(True)
    part(dialog, QLineEdit, "Folder").setText(str(tmp_path / "window"))
    press_main(dialog, qtbot)
    wait_for_end(dialog, qtbot)
    command = ["export", str(dataset), "--format", "coco", "--out", str(tmp_path / "command")]
    command += ["--split", "train=0.6,val=0.4", "--seed", "7", "--every", "2", "--jpeg-frames"]
    assert main(command) == 0
    files = sorted(p.relative_to(tmp_path / "command") for p in (tmp_path / "command").rglob("*.*"))
    assert files
    for file in files:
        own, theirs = ((tmp_path / one / file).read_bytes() for one in ("window", "command"))
        assert own == theirs, file
    read = COCO(str(tmp_path / "window" / "annotations" / "instances_train.json"))
    assert len(read.getImgIds()) == 3 * sum(1 for _ in (tmp_path / "window" / "train").iterdir())


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda d, full: part(d, QLineEdit, "Folder").setText(""), "Choose a folder to write to."),
        (lambda d, full: part(d, QLineEdit, "Folder").setText(str(full)), "is not empty"),
        (lambda d, full: part(d, QLineEdit, "Shares").setText("train=2"), "train"),
        (lambda d, full: part(d, QLineEdit, "Shares").setText("many"), "many"),
    ],
)
def test_a_wrong_choice_is_explained_and_cannot_be_exported(
    application: Any, dataset: Path, qtbot: QtBot, change: Any, message: str
) -> None:
    open_dataset(application, dataset, qtbot)
    dialog = trigger(application, "dataset.export")
    part(dialog, QRadioButton, "Random").setChecked(True)
    assert is_ready(dialog)
    change(dialog, dataset)
    assert message in words(dialog, "Problem")
    assert part(dialog, QLabel, "Problem").isVisible()
    assert not is_ready(dialog)


def test_a_missing_video_is_reported_and_nothing_is_written(
    application: Any, dataset: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    open_dataset(application, dataset, qtbot)
    (dataset / "ape.mp4").unlink()
    dialog = trigger(application, "dataset.export")
    choose_format(dialog, "ytvis")
    part(dialog, QLineEdit, "Folder").setText(str(tmp_path / "out"))
    press_main(dialog, qtbot)
    wait_for_end(dialog, qtbot)
    assert words(dialog, "Headline") == "The export failed. Nothing was written."
    assert "ape.mp4" in words(dialog, "Words")
    assert not (tmp_path / "out").exists()
    part(dialog, QPushButton, "Main").click()  # Back
    part(dialog, QCheckBox, "Jpeg").setChecked(False)
    press_main(dialog, qtbot)
    qtbot.waitUntil(lambda: words(dialog, "Headline").startswith("Exported 3"), timeout=WAIT_MS)


def test_videos_without_a_split_are_listed(
    application: Any, dataset: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    with Dataset.open(dataset) as made:
        made.set_fields([made.videos()[0].video_id], split="")
    open_dataset(application, dataset, qtbot)
    dialog = trigger(application, "dataset.export")
    choose_format(dialog, "davis")
    part(dialog, QLineEdit, "Folder").setText(str(tmp_path / "out"))
    press_main(dialog, qtbot)
    wait_for_end(dialog, qtbot)
    assert words(dialog, "Headline").endswith("1 video was left out.")
    details = part(dialog, QPlainTextEdit, "Details").toPlainText()
    assert "ape was left out: it has no split." in details


def test_what_was_exported_can_be_imported(
    application: Any, dataset: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    open_dataset(application, dataset, qtbot)
    dialog = trigger(application, "dataset.export")
    choose_format(dialog, "ytvis")
    part(dialog, QLineEdit, "Folder").setText(str(tmp_path / "out"))
    press_main(dialog, qtbot)
    wait_for_end(dialog, qtbot)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    dialog = trigger(application, "dataset.import")
    part(dialog, QLineEdit, "Path").setText(str(tmp_path / "out"))
    qtbot.waitUntil(lambda: is_ready(dialog), timeout=WAIT_MS)
    part(dialog, QLineEdit, "Out").setText(str(tmp_path / "again"))
    press_main(dialog, qtbot)
    wait_for_end(dialog, qtbot)
    with Dataset.open(tmp_path / "again") as again, Dataset.open(dataset) as before:
        assert {v.name: v.split for v in again.videos()} == {
            v.name: v.split for v in before.videos()
        }
        projects = {v.name: v.project for v in again.videos()}
    with open_snapshot(projects["bear"]) as own, open_snapshot(dataset / "bear.gvseg") as original:
        masks = [
            sorted(m.mask.counts for t in d.tracks for _, m in d.masks_of(t))
            for d in (own, original)
        ]
    assert masks[0] == masks[1]


def test_without_a_dataset_a_message_says_what_to_do(application: Any) -> None:
    assert trigger(application, "dataset.export") is None
    assert application.messages[-1].text == "Open a dataset first."


def choose_format(dialog: QDialog, name: str) -> None:
    box = part(dialog, QComboBox, "Format")
    box.setCurrentIndex(box.findData(name))
