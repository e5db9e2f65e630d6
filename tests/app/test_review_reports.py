"""The report, and the review columns of the dataset browser, in the real window."""

import html
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from lock_holder import project_held
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot
from review_acts import trigger, write_comment
from window_acts import drag, go_to, key

from app.panels.dataset.model import Column
from app.workspace import Level
from gvseg.dataset_file import Dataset, add_paths


def write_report(application: Any, action_id: str, out: Path, qtbot: QtBot) -> str:
    shown: list[Path] = []
    reports = application.collaboration.reports
    reports.ask_file, reports.show_file = lambda suggested: out, shown.append
    trigger(application, action_id)
    qtbot.waitUntil(lambda: shown == [out], timeout=300_000)
    assert application.messages[-1].level is Level.GOOD
    return out.read_text(encoding="utf-8")


def test_the_menu_writes_a_report_and_opens_it(ann: Any, tmp_path: Path, qtbot: QtBot) -> None:
    drag(ann.canvas, (20, 20), (40, 20))
    write_comment(ann, "Cut <here> & there", on_object=True)
    page = write_report(ann, "review.report", tmp_path / "report.html", qtbot)
    assert html.escape("Cut <here> & there") in page
    assert "data:image/jpeg;base64," in page
    assert "Ann" in page


def column(application: Any, which: Column) -> list[str]:
    rows = application.dataset.panel.rows
    return [rows.index(row, which).data() for row in range(rows.rowCount())]


@pytest.fixture
def browser(ann: Any, clip: Path, tmp_path: Path, qtbot: QtBot) -> Any:
    """The browser with two videos: the first is reviewed, the other has no project yet."""
    ann.workspace.view.set_range(0, 4)
    key(ann.window, Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier)
    ann.workspace.view.set_range(None)
    go_to(ann, 2, qtbot)
    key(ann.window, Qt.Key.Key_W, Qt.KeyboardModifier.ShiftModifier)
    write_comment(ann, "Here")
    path = ann.workspace.project_path
    trigger(ann, "file.close")
    root = tmp_path / "zoo"
    root.mkdir()
    shutil.copy(clip, root / "wolf.mp4")
    with Dataset.create(root) as made:
        add_paths(made, [path, root / "wolf.mp4"])
    ann.dataset.commands.open(root)
    qtbot.waitUntil(lambda: ann.dataset.panel.rows.rowCount() == 2, timeout=20_000)
    return ann


def test_the_browser_shows_and_filters_by_review(browser: Any, qtbot: QtBot) -> None:
    share = 100 * 4 // 24
    wanted = [f"{share} % accepted, 1 needs work", ""]
    qtbot.waitUntil(lambda: column(browser, Column.REVIEW) == wanted, timeout=20_000)
    assert column(browser, Column.COMMENTS) == ["1", ""]
    names = column(browser, Column.VIDEO)
    box = browser.dataset.panel.findChild(QComboBox, "datasetReview")
    for choice, expected in {
        "Needs work": names[:1],
        "Open comments": names[:1],
        "Partly reviewed": names[:1],
        "All frames accepted": [],
        "Not reviewed": names[1:],
    }.items():
        box.setCurrentIndex(box.findText(choice))
        assert column(browser, Column.VIDEO) == expected, choice


def test_the_browser_shows_who_has_a_video_open(browser: Any, qtbot: QtBot) -> None:
    (path,) = [video.project for video in browser.dataset.commands._dataset.videos()][:1]
    with project_held(path, "Bo"):
        wanted = [f"Bo on {os.uname().nodename}", ""]
        qtbot.waitUntil(lambda: column(browser, Column.OPEN_BY) == wanted, timeout=20_000)
    qtbot.waitUntil(lambda: column(browser, Column.OPEN_BY) == ["", ""], timeout=20_000)


def test_the_report_of_a_dataset_lists_every_video(
    browser: Any, tmp_path: Path, qtbot: QtBot
) -> None:
    page = write_report(browser, "dataset.report", tmp_path / "report.html", qtbot)
    assert "<td>wolf</td><td>no project yet</td>" in page
    assert "Here" in page
