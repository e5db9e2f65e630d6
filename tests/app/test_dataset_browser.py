"""The dataset browser, in the real window with real videos."""

import time
from pathlib import Path
from typing import Any

import pytest
from clips import encode_clip
from dataset_projects import make_project
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from app.panels.dataset.delegate import video_width
from app.panels.dataset.model import Column, DatasetModel
from app.workspace import Level
from gvseg import training_runs
from gvseg.annotation.records import Origin
from gvseg.dataset_file import Dataset, Status, add_paths
from gvseg.dataset_file.queue import JobState, Queue, QueueTask
from gvseg.project import Project, open_snapshot


class CountingModel(DatasetModel):
    """Counts how often a view asks for data."""

    asked = 0

    def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        self.asked += 1
        return super().data(index, role)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "zoo"
    make_project(root, "ape", ["animal"])
    make_project(root, "bear", ["animal", "tree"], origin=Origin.PROPAGATED)
    encode_clip(root / "cat.mp4", frame_count=50)
    return root


@pytest.fixture
def dataset(folder: Path) -> Path:
    with Dataset.create(folder) as made:
        add_paths(made, [folder])
    return folder


@pytest.fixture
def empty_application(make_application: Any) -> Any:
    return make_application()


@pytest.fixture
def browser(empty_application: Any, dataset: Path, qtbot: QtBot) -> Any:
    """The application with the dataset browser open."""
    application = empty_application
    application.dataset.commands.open(dataset)
    qtbot.waitUntil(lambda: application.dataset.panel.rows.rowCount() == 3, timeout=20_000)
    return application


def column(application: Any, which: Column) -> list[str]:
    rows = application.dataset.panel.rows
    return [rows.index(row, which).data() for row in range(rows.rowCount())]


def trigger(application: Any, action_id: str) -> None:
    application.window.actions_by_id[action_id].trigger()


def open_name(application: Any) -> str:
    return application.workspace.source.name if application.workspace.is_open else ""


def test_the_browser_shows_a_summary_of_each_video(browser: Any, qtbot: QtBot) -> None:
    assert browser.dataset.is_browsing
    assert column(browser, Column.VIDEO) == ["ape", "bear", "cat"]
    assert column(browser, Column.STATUS) == ["Marked", "Propagated", "New"]
    assert column(browser, Column.OBJECTS) == ["1", "2", ""]
    assert column(browser, Column.VERIFIED) == ["100%", "0%", ""]
    rows = browser.dataset.panel.rows
    image = Qt.ItemDataRole.DecorationRole
    qtbot.waitUntil(
        lambda: all(rows.index(r, 0).data(image) is not None for r in range(3)), timeout=20_000
    )
    assert column(browser, Column.LENGTH) == ["0 s", "0 s", "about 2 s"]
    shown_text = browser.dataset.panel.findChild(QLabel, "datasetCounts").text()
    assert shown_text == "3 videos, 1 new, 1 marked, 1 propagated"


def test_search_filters_and_sorting(browser: Any) -> None:
    panel = browser.dataset.panel
    search = panel.findChild(QLineEdit, "datasetSearch")
    search.setText("EAR")
    assert column(browser, Column.VIDEO) == ["bear"]
    search.setText("")
    status = panel.findChild(QComboBox, "datasetStatus")
    status.setCurrentIndex(status.findText("New"))
    assert column(browser, Column.VIDEO) == ["cat"]
    status.setCurrentIndex(0)
    panel.table.sortByColumn(Column.OBJECTS, Qt.SortOrder.DescendingOrder)
    assert column(browser, Column.VIDEO) == ["bear", "ape", "cat"]


def test_scrolling_asks_the_model_little(browser: Any) -> None:
    """Painting takes a few milliseconds per frame as long as each cell is read about once."""
    panel = browser.dataset.panel
    counting = CountingModel(panel.thumbnails, panel)
    counting.set_state(panel._state)
    panel.rows.setSourceModel(counting)
    panel.table.viewport().grab()
    counting.asked = 0
    panel.table.viewport().grab()
    assert 3 <= counting.asked <= 3 * len(Column) + 3


def test_cells_show_thumbnail_text_and_selection(browser: Any, qtbot: QtBot) -> None:
    table, rows = browser.dataset.panel.table, browser.dataset.panel.rows
    image = Qt.ItemDataRole.DecorationRole
    qtbot.waitUntil(lambda: rows.index(0, 0).data(image) is not None, timeout=20_000)

    def colours(column: Column) -> set[int]:
        """Return the colours of the first row's cell, which need not be in view before."""
        table.scrollTo(rows.index(0, column))
        shown = table.viewport().grab(table.visualRect(rows.index(0, column))).toImage()
        return {
            shown.pixel(x, y) for x in range(shown.width()) for y in range(2, shown.height() - 2)
        }

    plain = colours(Column.STATUS)
    assert len(plain) > 3, "the text is anti-aliased"
    assert len(colours(Column.REVIEW)) == 1, "an empty cell"
    thumbnail = rows.index(0, 0).data(image).toImage()
    assert thumbnail.pixel(48, 27) in colours(Column.VIDEO)
    assert thumbnail.pixel(48, 27) not in plain
    # selectRow() would depend on the keys that Qt believes to be held.
    row = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
    table.selectionModel().select(rows.index(0, Column.VIDEO), row)
    assert table.selectionModel().isSelected(rows.index(0, Column.REVIEW))
    assert colours(Column.REVIEW) != {min(plain)}
    assert not colours(Column.REVIEW) & plain


def test_long_names_get_room_until_the_user_resizes_the_column(
    browser: Any, dataset: Path, qtbot: QtBot
) -> None:
    panel = browser.dataset.panel
    names = ["street-crossing-in-the-rain-07", "n" * 90]

    def rename(name: str) -> None:
        with Dataset.open(dataset) as opened:
            opened.set_fields([opened.videos()[0].video_id], name=name)
        qtbot.waitUntil(lambda: name in column(browser, Column.VIDEO), timeout=20_000)

    rename(names[0])
    room = panel.table.columnWidth(Column.VIDEO) - video_width(0)
    assert room >= panel.table.fontMetrics().horizontalAdvance(names[0])
    row = column(browser, Column.VIDEO).index(names[0])
    tip = panel.rows.index(row, Column.VIDEO).data(Qt.ItemDataRole.ToolTipRole)
    assert tip.splitlines()[0] == names[0]
    panel.table.setColumnWidth(Column.VIDEO, 150)
    rename(names[1])
    assert panel.table.columnWidth(Column.VIDEO) == 150


def test_keys_step_through_the_videos_quickly(browser: Any, qtbot: QtBot) -> None:
    for name in ("ape", "bear", "cat"):
        started = time.perf_counter()
        trigger(browser, "dataset.next_video")
        qtbot.waitUntil(lambda wanted=name: open_name(browser) == wanted, timeout=20_000)
        seconds = time.perf_counter() - started
        assert not browser.dataset.is_browsing
    assert seconds < 10  # well under a second on an idle machine
    trigger(browser, "dataset.next_video")
    assert open_name(browser) == "cat"
    trigger(browser, "dataset.previous_video")
    qtbot.waitUntil(lambda: open_name(browser) == "bear", timeout=20_000)


def test_a_new_video_gets_its_project_with_the_shared_categories(
    browser: Any, dataset: Path, qtbot: QtBot
) -> None:
    ids = {video.name: video.video_id for video in browser.dataset.commands._dataset.videos()}
    browser.dataset.panel.open_requested.emit(ids["cat"])
    qtbot.waitUntil(lambda: open_name(browser) == "cat", timeout=20_000)
    names = [one.name for one in browser.workspace.document.categories.values()]
    assert names == ["animal", "tree"]
    assert browser.workspace.project_path == dataset / "projects" / "cat.gvseg"


def test_opening_a_video_applies_categories_renamed_in_the_dataset(
    browser: Any, dataset: Path, qtbot: QtBot
) -> None:
    from dataclasses import replace

    with Dataset.open(dataset) as other:
        animal = other.categories()[1]
        other.put_category(replace(animal, name="creature"))
    trigger(browser, "dataset.next_video")
    qtbot.waitUntil(lambda: open_name(browser) == "ape", timeout=20_000)
    names = [one.name for one in browser.workspace.document.categories.values()]
    assert "creature" in names
    assert "animal" not in names


def test_a_project_opened_without_its_dataset_adopts_renamed_categories(
    empty_application: Any, dataset: Path, qtbot: QtBot
) -> None:
    from dataclasses import replace

    with Dataset.open(dataset) as other:
        other.put_category(replace(other.categories()[1], name="creature"))
    empty_application.project.open(dataset / "bear.gvseg")
    qtbot.waitUntil(lambda: open_name(empty_application) == "bear", timeout=20_000)
    names = [one.name for one in empty_application.workspace.document.categories.values()]
    assert "creature" in names
    with Dataset.open(dataset) as other:
        assert not next(video for video in other.videos() if video.name == "bear").is_behind


def test_status_split_and_assignee_can_be_set_for_selected_videos(
    browser: Any, dataset: Path, qtbot: QtBot
) -> None:
    panel, commands = browser.dataset.panel, browser.dataset.commands
    panel.table.selectAll()
    chosen = panel.selected()
    assert len(chosen) == 3
    menu = panel.menu_of(chosen)
    statuses = next(a.menu() for a in menu.actions() if a.text() == "Set Status")
    next(a for a in statuses.actions() if a.text() == "Done").trigger()
    commands.ask_text = lambda title, _: "val" if title == "New Split" else "Ana"
    panel.new_split_requested.emit(chosen[:1])
    panel.assignee_requested.emit(chosen)
    with Dataset.open(dataset) as other:
        videos = other.videos()
    assert {video.status for video in videos} == {Status.DONE}
    assert [video.split for video in videos] == ["val", "", ""]
    assert {video.assignee for video in videos} == {"Ana"}
    qtbot.waitUntil(lambda: column(browser, Column.SPLIT) == ["val", "", ""], timeout=20_000)


def test_the_queue_can_be_filled_and_paused(
    browser: Any, dataset: Path, qtbot: QtBot, monkeypatch
) -> None:
    started: list[Path] = []
    monkeypatch.setattr(Queue, "start_process", lambda queue: started.append(queue.folder))
    from gvseg.annotation.edits import PinExemplar

    with Project.open(dataset / "ape.gvseg") as project:
        project.apply(PinExemplar(1, 0))
    panel = browser.dataset.panel
    browser.dataset.commands._read_dataset()
    qtbot.waitUntil(
        lambda: browser.dataset.commands._dataset.videos()[0].summary.exemplars == 1, timeout=20_000
    )
    panel.findChild(QPushButton, "datasetPropagate").click()
    assert started == [dataset / "queue"]
    qtbot.waitUntil(lambda: column(browser, Column.QUEUE)[0] == "propagate waiting", timeout=20_000)
    words = panel.findChild(QLabel, "datasetQueue")
    qtbot.waitUntil(lambda: words.text().startswith("1 job in the queue"), timeout=20_000)
    panel.queue.pause_requested.emit(True)
    qtbot.waitUntil(lambda: "paused" in words.text(), timeout=20_000)
    ape = browser.dataset.commands._dataset.videos()[0].video_id
    panel.dequeue_requested.emit([ape])
    with Dataset.open(dataset) as other:
        assert [job.state for job in Queue(other).jobs() if job.state is JobState.WAITING] == []


def test_a_running_training_is_shown(browser: Any, dataset: Path, qtbot: QtBot) -> None:
    words = browser.dataset.panel.findChild(QLabel, "datasetQueue")
    with Dataset.open(dataset) as other, training_runs.hold(dataset / "queue"):
        queue = Queue(other)
        queue.add_training()
        assert queue.claim() is not None
        qtbot.waitUntil(lambda: ", Train on the dataset" in words.text(), timeout=20_000)
    qtbot.waitUntil(lambda: ", interrupted" in words.text(), timeout=20_000)


def test_a_dropped_folder_of_videos_becomes_a_dataset(
    empty_application: Any, folder: Path, qtbot: QtBot
) -> None:
    application = empty_application
    application.project.ask = lambda question, then: then("make")
    application.window.dropped.emit(folder)
    qtbot.waitUntil(lambda: application.dataset.panel.rows.rowCount() == 3, timeout=20_000)
    assert (folder / "dataset.gvset").is_file()


def test_many_dropped_videos_join_the_open_dataset(
    browser: Any, tmp_path: Path, qtbot: QtBot
) -> None:
    paths = [encode_clip(tmp_path / f"{name}.mp4", frame_count=3) for name in ("x", "y")]
    browser.window.several_dropped.emit(paths)
    qtbot.waitUntil(lambda: browser.dataset.panel.rows.rowCount() == 5, timeout=20_000)


def test_a_dropped_dataset_opens(empty_application: Any, dataset: Path, qtbot: QtBot) -> None:
    empty_application.window.dropped.emit(dataset)
    qtbot.waitUntil(lambda: empty_application.dataset.panel.rows.rowCount() == 3, timeout=20_000)


def test_edits_appear_in_the_browser(browser: Any, dataset: Path, qtbot: QtBot) -> None:
    trigger(browser, "dataset.next_video")
    qtbot.waitUntil(lambda: open_name(browser) == "ape", timeout=20_000)
    from gvseg.annotation.edits import ClearMasks

    browser.workspace.apply(ClearMasks(1, 0, 10))
    trigger(browser, "dataset.browse")
    assert browser.dataset.is_browsing
    qtbot.waitUntil(lambda: column(browser, Column.STATUS)[0] == "New", timeout=20_000)
    with open_snapshot(dataset / "ape.gvseg") as document:
        assert not list(document.masks_of(1))
    trigger(browser, "dataset.browse")
    assert not browser.dataset.is_browsing


def test_a_video_opened_by_hand_is_not_part_of_the_dataset(
    browser: Any, dataset: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    other = encode_clip(tmp_path / "other.mp4", frame_count=4)
    browser.project.open(other)
    qtbot.waitUntil(lambda: open_name(browser) == "other", timeout=20_000)
    assert browser.dataset.commands._current is None
    with Dataset.open(dataset) as opened:
        assert {video.name for video in opened.videos()} == {"ape", "bear", "cat"}


def test_a_damaged_dataset_is_reported(empty_application: Any, tmp_path: Path) -> None:
    bad = tmp_path / "dataset.gvset"
    bad.write_bytes(b"no dataset")
    empty_application.dataset.commands.open(bad)
    assert not empty_application.dataset.commands.is_open
    assert bad.read_bytes() == b"no dataset"


def test_missing_videos_are_named_and_located(
    browser: Any, dataset: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    panel = browser.dataset.panel
    shown = panel.findChild(QLabel, "datasetMissing")
    button = panel.findChild(QPushButton, "datasetLocate")
    assert shown.isHidden()
    archive = tmp_path / "archive"
    archive.mkdir()
    for name in ("bear.mp4", "bear.gvseg", "cat.mp4"):
        (dataset / name).rename(archive / name)
    qtbot.waitUntil(button.isVisible, timeout=20_000)
    assert shown.text() == "2 videos or their projects were not found."
    assert column(browser, Column.STATUS) == ["Marked", "Not found", "Not found"]
    ids = {video.name: video.video_id for video in browser.dataset.commands.dataset.videos()}
    panel.open_requested.emit(ids["cat"])
    assert "cat.mp4 was not found" in browser.messages[-1].text
    browser.dataset.commands.choose_folder = lambda _: archive
    button.click()
    qtbot.waitUntil(button.isHidden, timeout=20_000)
    assert browser.messages[-1].text == "2 videos located."
    assert column(browser, Column.STATUS) == ["Marked", "Propagated", "New"]
    panel.open_requested.emit(ids["bear"])
    qtbot.waitUntil(lambda: open_name(browser) == "bear", timeout=20_000)


def test_a_renamed_video_is_located_by_its_file(browser: Any, dataset: Path, qtbot: QtBot) -> None:
    panel = browser.dataset.panel
    (dataset / "ape.mp4").rename(dataset / "gorilla.mp4")
    ids = {video.name: video.video_id for video in browser.dataset.commands.dataset.videos()}
    qtbot.waitUntil(lambda: column(browser, Column.STATUS)[0] == "Not found", timeout=20_000)
    browser.dataset.commands.choose_place = lambda *_: dataset / "gorilla.mp4"
    menu = panel.menu_of([ids["ape"]])
    next(one for one in menu.actions() if one.text() == "Locate Video...").trigger()
    qtbot.waitUntil(lambda: column(browser, Column.STATUS)[0] == "Marked", timeout=20_000)
    panel.open_requested.emit(ids["ape"])
    qtbot.waitUntil(lambda: open_name(browser) == "gorilla", timeout=20_000)


def test_a_full_disk_is_named_above_the_paused_queue(
    browser: Any, dataset: Path, qtbot: QtBot
) -> None:
    shown = browser.dataset.panel.findChild(QLabel, "datasetObstacle")
    assert shown.isHidden()
    sentence = "The disk of /data is full. Free some space, then run the queue again."
    with Dataset.open(dataset) as other:
        queue = Queue(other)
        queue.add([video.video_id for video in other.videos()], QueueTask.PROPAGATE)
        queue.set_paused(True, sentence)
    qtbot.waitUntil(lambda: shown.text() == sentence, timeout=20_000)
    assert shown.isVisible()
    button = browser.dataset.panel.findChild(QPushButton, "datasetPause")
    assert button.text() == "Run Queue"
    assert button.isEnabled()
    with Dataset.open(dataset) as other:
        Queue(other).set_paused(False)
    qtbot.waitUntil(shown.isHidden, timeout=20_000)


def test_messages_do_not_cover_the_buttons_of_the_queue(browser: Any, qtbot: QtBot) -> None:
    toasts, queue = browser.panels.toasts, browser.dataset.panel.queue
    browser.workspace.post(Level.INFO, "Hello")
    pages = browser.window.pages

    def is_clear() -> bool:
        top = queue.mapTo(pages, QPoint()).y()
        return toasts.isVisible() and toasts.geometry().bottom() < top

    qtbot.waitUntil(is_clear, timeout=5000)
    queue.findChild(QPushButton, "datasetQueueToggle").click()
    qtbot.waitUntil(is_clear, timeout=5000)
