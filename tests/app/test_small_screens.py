"""On a small screen, the window fits and the lists have space for several rows."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QLabel, QPlainTextEdit
from pytestqt.qtbot import QtBot
from sample_document import add_object
from window_acts import key, open_on

from app.application import Application
from app.main_window import LAYOUT_VERSION
from app.panels.empty import EmptyHint
from app.panels.objects.delegate import ROW_PX as OBJECT_ROW_PX
from app.panels.timeline.painting import ROW_PX as TIMELINE_ROW_PX
from app.panels.timeline.painting import RULER_PX, STRIP_PX
from app.workspace import Level

SMALL_SCREEN_PX = 1280
LEAST_ROWS = 4
ROW_PX = 26


def test_long_names_and_a_range_do_not_widen_the_window(
    application: Application, qtbot: QtBot
) -> None:
    name = "the second rabbit from the left, behind the tall grass"
    application.workspace.view.set_range(3, 19)
    application.panels.transport.set_suggestion(f"{name}: the two directions disagree")
    application.workspace.post(Level.INFO, f"{name} is locked; unlock it to change its masks.")
    window = application.window
    assert window.minimumSizeHint().width() <= SMALL_SCREEN_PX
    shown = application.panels.transport.findChild(QLabel, "worthReason")
    assert shown is not None
    qtbot.waitUntil(lambda: shown.text().startswith("the "), timeout=2000)
    assert shown.text().endswith("agree")
    assert shown.toolTip() == f"{name}: the two directions disagree"


@pytest.mark.parametrize("size", [(1280, 688), (1366, 736)])
@pytest.mark.parametrize(
    "dock_name", ["objectsDock", "reviewDock", "commentsDock", "proposalsDock"]
)
def test_lists_show_several_rows_in_a_low_window(
    make_application: Any, clip: Path, qtbot: QtBot, size: tuple[int, int], dock_name: str
) -> None:
    application = make_application(size)
    open_on(application, clip, qtbot)
    dock = application.window.findChild(QDockWidget, dock_name)
    dock.raise_()
    # While the list is empty, the hint is shown instead.
    hint = dock.findChild(EmptyHint)
    qtbot.waitUntil(hint.isVisible)
    assert hint.height() >= LEAST_ROWS * ROW_PX


def test_a_selected_comment_does_not_move_the_timeline(
    make_application: Any, clip: Path, qtbot: QtBot
) -> None:
    application = make_application((1280, 688))
    open_on(application, clip, qtbot)
    application.panels.show_comments()
    before = application.panels.timeline.height()
    application.panels.comments.entry.requested.emit("word " * 200, None)
    whole = application.window.findChild(QPlainTextEdit, "commentWhole")
    qtbot.waitUntil(whole.isVisible)
    qtbot.wait(100)
    assert application.panels.timeline.height() == before
    assert application.panels.comments.view.viewport().height() >= 2 * ROW_PX - 8


@pytest.mark.parametrize(("size", "rows"), [((1280, 688), 6), ((1440, 868), 6)])
def test_the_initial_layout_shows_objects_and_timeline_rows(
    make_application: Any, clip: Path, qtbot: QtBot, size: tuple[int, int], rows: int
) -> None:
    application = make_application(size)
    open_on(application, clip, qtbot)
    assert (application.window.width(), application.window.height()) == size
    for number in range(8):
        add_object(application.workspace, f"object {number}")
    timeline, objects = application.panels.timeline.view, application.panels.objects.view
    assert timeline.viewport().height() >= RULER_PX + rows * TIMELINE_ROW_PX + STRIP_PX
    assert objects.viewport().height() >= LEAST_ROWS * OBJECT_ROW_PX
    assert application.canvas.height() >= 240


def test_one_key_hides_and_restores_all_panels(
    make_application: Any, clip: Path, qtbot: QtBot
) -> None:
    application = make_application((1280, 688))
    open_on(application, clip, qtbot)
    window, canvas = application.window, application.canvas
    docks = window.findChildren(QDockWidget)
    qtbot.wait(100)  # until the docks have their final sizes
    before = [(dock.isVisible(), dock.size()) for dock in docks]
    narrow = canvas.width()
    key(window, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: not any(dock.isVisible() for dock in docks))
    qtbot.waitUntil(lambda: canvas.width() > narrow + 200)
    assert window.layout_texts()[1] != bytes(window.saveState(LAYOUT_VERSION).data()).hex()
    key(window, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: [(dock.isVisible(), dock.size()) for dock in docks] == before)


def test_reset_layout_fits_the_window(make_application: Any, qtbot: QtBot) -> None:
    application = make_application((1366, 736))
    docks = [
        application.window.findChild(QDockWidget, name)
        for name in ("exemplarsDock", "inspectorDock")
    ]
    assert docks[1] in application.window.tabifiedDockWidgets(docks[0])
    application.window.resize(1400, 1000)
    qtbot.waitUntil(lambda: application.window.height() == 1000)
    application.window.actions_by_id["view.reset_layout"].trigger()
    assert not application.window.tabifiedDockWidgets(docks[0])
