"""The bars, messages and the start page: what they show and which actions they offer."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QWidget
from sample_workspace import actions, add_object, shown, story, text

from app.engine_runs import EngineProgress, EngineRunEnd
from app.panels import messages
from app.panels.clock import duration_text, moment_text
from app.panels.elided import ElidedLabel
from app.panels.exemplars import ExemplarsPanel
from app.panels.inspector import ObjectInspector
from app.panels.messages import SaveBar, Toasts
from app.panels.mode_bar import ModeBar
from app.panels.objects import ObjectsPanel
from app.panels.proposals import ProposalsPanel
from app.panels.recent import RecentItem
from app.panels.review import ReviewPanel
from app.panels.start import StartPage
from app.panels.status import StatusItems
from app.panels.thumbnails import Thumbnails
from app.panels.tool_options import ToolOptionsBar, diameter_of, step_of
from app.panels.transport import TransportBar
from app.theme import DARK, LIGHT
from app.workspace import BRUSH_MAX_PX, Level, Message, SaveState, Tool
from gvseg.annotation.edits import SetMask
from gvseg.annotation.records import FrameMask
from gvseg.masks import Mask

# -- bars --------------------------------------------------------------------------------


def test_the_transport_bar_shows_and_sets_the_current_frame(qtbot):
    workspace = story()
    bar = shown(qtbot, TransportBar(workspace, actions(), DARK), (1000, 40))
    box = bar.findChild(QWidget, "frameBox")
    assert box.value() == 42
    assert text(bar, "frameLast") == "/ 119"
    assert text(bar, "frameTime") == "00:01.680"
    box.setValue(100)
    assert workspace.view.frame_index == 100
    bar.set_time_source(lambda frame_index: frame_index * 0.5)
    assert text(bar, "frameTime") == "00:50.000"
    workspace.view.set_range(10, 19)
    qtbot.waitUntil(lambda: text(bar, "rangeText") == "10 to 19, 10 frames", timeout=2000)
    workspace.view.set_range(10)
    qtbot.waitUntil(lambda: text(bar, "rangeText") == "10 to 10, 1 frame", timeout=2000)
    workspace.view.set_range(10, 19)
    bar.set_zoom(1.5)
    assert text(bar, "zoom") == "150 %"
    bar.set_suggestion("confidence 0.41")
    assert bar.findChild(QLabel, "worthReason").isVisible()


@pytest.mark.parametrize("word", ["mask ", "マスク"])
def test_an_elided_text_uses_all_lines_in_any_writing(qtbot, word):
    parent = shown(qtbot, QWidget(), (400, 60))
    label = ElidedLabel("plan", parent, lines=2)
    label.resize(300, 40)
    label.set_whole(whole := 80 * word)
    one_line = label.fontMetrics().elidedText(whole, Qt.TextElideMode.ElideMiddle, 300)
    assert len(label.text()) > 1.6 * len(one_line)
    label.set_whole(fits := one_line[:8] + one_line[:8])
    assert label.text() == fits


def test_a_reason_is_elided_only_if_it_does_not_fit(qtbot):
    reason = "tricolour dog behind the tall grass by the fence: confidence 0.47"
    bar = shown(qtbot, TransportBar(story(), actions(), DARK), (1600, 40))
    bar.set_suggestion(reason)
    qtbot.waitUntil(lambda: text(bar, "worthReason") == reason, timeout=2000)
    bar.resize(bar.minimumSizeHint().width(), 40)
    qtbot.waitUntil(lambda: text(bar, "worthReason") != reason, timeout=2000)
    assert text(bar, "worthReason").endswith("0.47")
    assert bar.findChild(QLabel, "worthReason").toolTip() == reason


def test_the_main_button_propagates_stops_and_explains_why_it_is_disabled(qtbot):
    workspace = story()
    table = actions()
    bar = shown(qtbot, ModeBar(workspace, table, DARK), (800, 44))
    pressed = []
    for name in ("propagate.both", "propagate.stop"):
        table[name].triggered.connect(lambda _=False, name=name: pressed.append(name))
    go = bar.findChild(QPushButton, "goButton")
    go.click()
    bar.set_running(True)
    assert go.text() == "Stop"
    go.click()
    bar.set_running(False)
    assert pressed == ["propagate.both", "propagate.stop"]
    table["propagate.both"].setEnabled(False)
    bar.set_reason("Draw an object first.")
    assert not go.isEnabled()
    assert bar.findChild(QLabel, "goReason").isVisible()


def test_the_plan_of_a_run_is_whole_on_a_small_screen(qtbot):
    bar = shown(qtbot, ModeBar(story(), actions(), DARK), (912, 43))
    plan = "3 of 6 objects: adds 148 masks, replaces 88 propagated masks, keeps 4 drawn or verified"
    bar.set_plan(plan, "3 of 6 objects: adds 148 masks, replaces 88 propagated masks")
    qtbot.waitUntil(lambda: text(bar, "goPlan") == plan)
    assert bar.height() == 43
    bar.resize(660, 43)
    qtbot.waitUntil(lambda: text(bar, "goPlan") != plan)
    assert bar.findChild(QLabel, "goPlan").toolTip() == plan


def test_unsupported_tasks_are_disabled_with_the_reason(qtbot):
    bar = shown(qtbot, ModeBar(story(), actions(), DARK), (800, 44))
    assert bar.findChild(QWidget, "task.exemplar").isEnabled()
    for name in ("task.instance", "task.semantic", "task.panoptic"):
        button = bar.findChild(QWidget, name)
        assert button.isEnabled()
        bar.set_exemplar_only(True)
        assert not button.isEnabled()
        assert "these weights support only the exemplar task" in button.toolTip()
        bar.set_exemplar_only(False)


def test_the_bar_shows_the_options_of_the_current_tool(qtbot):
    workspace = story()
    bar = shown(qtbot, ToolOptionsBar(workspace, actions(), DARK), (900, 40))
    bar.findChild(QWidget, "brushSize").setValue(60)
    assert workspace.view.tool_options.diameter_px == 60
    workspace.view.set_tool(Tool.POLYGON)
    assert text(bar, "toolName") == "Polygon"
    assert not bar.findChild(QWidget, "brushSize").isVisible()
    assert bar.findChild(QWidget, "button.tool.subtract").isVisible()
    bar.findChild(QWidget, "opacitySlider").setValue(80)
    assert workspace.view.options.opacity == pytest.approx(0.8)
    bar.findChild(QWidget, "contrastSlider").setValue(50)
    bar.findChild(QWidget, "looksReset").click()
    assert workspace.view.options.contrast == 0


def test_the_hint_explains_what_to_do_with_the_draft(qtbot):
    workspace, table = story(), actions()
    bar = shown(qtbot, ToolOptionsBar(workspace, table, DARK), (900, 40))
    workspace.view.set_tool(Tool.POLYGON)
    table["edit.accept"].setEnabled(False)
    assert text(bar, "toolHint") == "Click around the object to add corners"
    table["edit.accept"].setEnabled(True)
    assert text(bar, "toolHint").endswith("Enter to keep, Esc to discard")


@pytest.mark.parametrize("tool", list(Tool))
def test_the_hint_is_whole_on_a_small_screen(qtbot, tool):
    workspace, table = story(), actions()
    bar = shown(qtbot, ToolOptionsBar(workspace, table, DARK), (912, 40))
    workspace.view.set_tool(tool)
    table["edit.accept"].setEnabled(True)
    hint = bar.findChild(QLabel, "toolHint")
    qtbot.waitUntil(lambda: hint.width() > 100)
    needed = hint.fontMetrics().boundingRect(
        hint.contentsRect(), Qt.TextFlag.TextWordWrap, hint.text()
    )
    assert needed.width() <= hint.width()
    assert needed.height() <= hint.height()
    assert bar.sizeHint().height() <= 40, "the bar is not higher than with one line"


def test_if_space_is_short_the_range_is_shown_without_its_length(qtbot):
    workspace = story()
    bar = shown(qtbot, TransportBar(workspace, actions(), DARK), (1000, 40))
    workspace.view.set_range(10, 19)
    bar.set_suggestion("the second rabbit: confidence 0.41")
    bar.resize(bar.minimumSizeHint().width(), 40)
    qtbot.waitUntil(lambda: text(bar, "rangeText") == "10 to 19", timeout=2000)
    assert bar.findChild(QLabel, "rangeText").toolTip() == "10 to 19, 10 frames"


def test_hints_name_the_current_keys(qtbot):
    workspace, table = story(), actions()
    bar = shown(qtbot, ToolOptionsBar(workspace, table, DARK), (900, 40))
    workspace.view.set_tool(Tool.BOX)
    assert text(bar, "toolHint") == "Drag corners to move them; Enter to keep, Esc to discard"
    table["edit.accept"].setShortcut("F8")
    table["edit.cancel"].setShortcuts([])
    assert (
        text(bar, "toolHint") == "Drag corners to move them; F8 to keep, Cancel or Stop to discard"
    )


def test_the_brush_slider_has_finer_steps_for_small_brushes():
    assert diameter_of(0) == 1
    assert diameter_of(100) == BRUSH_MAX_PX
    assert all(abs(step_of(diameter_of(step)) - step) <= 1 for step in range(40, 101))


def test_the_status_bar_shows_the_run(qtbot):
    workspace = story()
    items = shown(qtbot, StatusItems(workspace, actions()), (1000, 30))
    items.show_running(True)
    items.show_loading(True)
    assert text(items, "statusRun") == "Loading the network..."
    items.show_loading(False)
    assert text(items, "statusRun") == "Starting..."
    assert items.findChild(QWidget, "button.propagate.stop").isVisible()
    items.show_progress(
        EngineProgress(
            run_id=1, frames_done=412, frames_wanted=1320, frames_per_s=6.1, seconds_left=149
        )
    )
    assert text(items, "statusRun") == "412 of 1320, 6.1 frames/s, 2 min 29 s left"
    assert items.findChild(QWidget, "button.propagate.stop").isVisible()
    items.show_stopping()
    items.show_progress(EngineProgress(run_id=1, frames_done=413, frames_wanted=1320))
    assert text(items, "statusRun") == "Stopping..."
    assert not items.findChild(QWidget, "button.propagate.stop").isVisible()
    items.show_end(
        EngineRunEnd(run_id=1, frames_done=412, frames_wanted=1320, seconds=60, is_stopped=True)
    )
    assert not items.findChild(QWidget, "statusProgress").isVisible()
    assert text(items, "statusDone") == "Stopped; 412 of 1320 frames kept"
    items.show_device("cpu (2 threads)")
    assert text(items, "statusDevice") == "cpu (2 threads)"
    add_object(workspace, "bird")
    workspace.undo()
    assert text(items, "statusDone") == "Undid: Add object"


def test_a_stopping_run_says_which_step_it_waits_for(qtbot):
    items = shown(qtbot, StatusItems(story(), actions()), (1000, 30))
    items.show_running(True)
    words = "Preparing the network for this frame size"
    items.show_progress(EngineProgress(run_id=1, frames_done=0, frames_wanted=9, words=words))
    assert text(items, "statusRun") == words
    items.show_stopping()
    assert text(items, "statusRun") == f"{words}; stops after this step"
    items.show_running(True)
    items.show_stopping()
    assert text(items, "statusRun") == "Stopping..."


# -- messages ----------------------------------------------------------------------------


@pytest.fixture
def toasts(qtbot):
    over = shown(qtbot, QWidget(), (800, 600))
    return Toasts(over, DARK)


def test_a_message_can_offer_an_action(toasts, qtbot):
    toasts.show_message(
        Message(level=Level.GOOD, text="Done.", offer_id="propagate.both", offer_text="Go on")
    )
    with qtbot.waitSignal(toasts.offer_taken) as signal:
        toasts.findChild(QPushButton, "toastOffer").click()
    assert signal.args == ["propagate.both"]
    assert not toasts.isVisible()


def test_details_can_be_shown_and_copied(toasts, qapp):
    toasts.show_message(Message(level=Level.ERROR, text="It failed.", details="Traceback: x"))
    toasts.findChild(QPushButton, "toastFold").click()
    assert toasts.findChild(QWidget, "toastDetails").isVisible()
    toasts.findChild(QPushButton, "toastCopy").click()
    assert qapp.clipboard().text() == "It failed.\n\nTraceback: x"
    toasts.findChild(QWidget, "toastClose").click()
    assert not toasts.isVisible()


def test_equal_messages_are_shown_once_and_the_stack_is_limited(toasts):
    for k in (1, 1, 2, 3, 4, 5):
        toasts.show_message(Message(level=Level.ERROR, text=f"Fault {k}."))
    told = [one.message.text for one in toasts._toasts]
    assert told == ["Fault 2.", "Fault 3.", "Fault 4.", "Fault 5."]


def test_an_error_disappears_only_while_the_window_is_active(toasts, qtbot, monkeypatch):
    monkeypatch.setitem(messages._STAYS_MS, Level.ERROR, 30)
    monkeypatch.setattr(messages.Toast, "isActiveWindow", lambda _: False)
    toasts.show_message(Message(level=Level.ERROR, text="It failed."))
    qtbot.wait(150)
    assert toasts.isVisible()
    monkeypatch.setattr(messages.Toast, "isActiveWindow", lambda _: True)
    qtbot.waitUntil(lambda: not toasts.isVisible(), timeout=2000)


def test_an_error_stays_while_its_details_are_shown(toasts, qtbot, monkeypatch):
    monkeypatch.setitem(messages._STAYS_MS, Level.ERROR, 30)
    toasts.show_message(Message(level=Level.ERROR, text="It failed.", details="Traceback: x"))
    toasts.findChild(QPushButton, "toastFold").click()
    qtbot.wait(150)
    assert toasts.isVisible()


def test_if_space_is_short_the_oldest_unread_message_is_removed(qtbot):
    toasts = Toasts(shown(qtbot, QWidget(), (800, 300)), DARK)
    toasts.show_message(Message(level=Level.ERROR, text="It failed.", details="Traceback: x"))
    toasts.show_message(Message(level=Level.GOOD, text="Older."))
    toasts.findChild(QPushButton, "toastFold").click()
    for k in range(2):
        toasts.show_message(Message(level=Level.INFO, text=f"Newer {k}."))
    told = [one.message.text for one in toasts._toasts]
    assert told == ["It failed.", "Newer 1."]
    details = toasts.findChild(QWidget, "toastDetails")
    assert details.parentWidget().rect().contains(details.geometry())


def test_a_failed_save_shows_a_bar_with_remedies(qtbot):
    workspace = story()
    bar = SaveBar(workspace, LIGHT)
    qtbot.addWidget(bar)
    assert bar.isHidden()
    workspace.save_changed.emit(SaveState(error="The disk is full."))
    assert not bar.isHidden()
    assert text(bar, "saveBarText") == "Your changes are not saved. The disk is full."
    with qtbot.waitSignal(bar.save_as_requested):
        bar.findChild(QPushButton, "saveElsewhere").click()


def test_the_start_page_offers_existing_recent_items(qtbot, tmp_path):
    kept = tmp_path / "a & b.mp4"
    kept.touch()
    page = shown(qtbot, StartPage(actions(), DARK), (700, 500))
    page.set_recent((RecentItem(path=kept, summary="2 objects, 3 of 9 frames", verified=0.5),))
    card = page.findChild(QPushButton, "recent.0")
    assert card.accessibleName() == "Open a & b.mp4, 2 objects, 3 of 9 frames"
    assert card.findChild(QProgressBar).value() == 500
    with qtbot.waitSignal(page.open_requested) as signal:
        card.click()
    assert signal.args == [kept]
    page.show_opening("Reading the index...", 0.5)
    assert text(page, "startOpening") == "Reading the index..."


@pytest.mark.parametrize("height", [300, 700])
def test_cards_of_recent_work_keep_their_height_in_a_low_window(qtbot, height):
    page = shown(qtbot, StartPage(actions(), DARK), (900, 500))
    page.set_recent((RecentItem(path=Path("a.mp4"), summary="2 objects", verified=0.5),))
    page.resize(900, height)
    card = page.findChild(QPushButton, "recent.0")
    qtbot.waitUntil(lambda: card.height() >= card.sizeHint().height(), timeout=2000)


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_everything_draws_in_both_themes(qtbot, theme):
    workspace, table = story(), actions(theme)
    workspace.apply(SetMask(2, 42, FrameMask(Mask.empty(48, 64))))
    for panel in (
        ObjectsPanel(workspace, table, theme),
        ExemplarsPanel(workspace, Thumbnails(), table, theme),
        ObjectInspector(workspace, table, theme),
        ReviewPanel(workspace, table, theme),
        ProposalsPanel(workspace, table, theme),
        ModeBar(workspace, table, theme),
        TransportBar(workspace, table, theme),
        ToolOptionsBar(workspace, table, theme),
        StartPage(table, theme),
    ):
        qtbot.addWidget(panel)
        panel.set_theme(theme)
        assert not panel.grab().isNull()


def test_times_are_formatted_for_people():
    assert moment_text(13.733) == "00:13.733"
    assert moment_text(3733.0) == "1:02:13.000"
    assert duration_text(59.4) == "59 s"
    assert duration_text(149) == "2 min 29 s"
    assert duration_text(3700) == "1 h 01 min"
