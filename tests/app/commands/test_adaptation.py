"""Adapting to a video: progress, the file next to the project, the switch, and a restart."""

import shutil
import threading
from pathlib import Path
from typing import Any

import pytest
import torch
from fake_session import VOCABULARY
from proposal_acts import segment
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from window_acts import drag, is_shown

from app.application import Application
from app.commands.adaptation_work import AdaptationOutcome
from gvseg.adaptation.adapt import AdaptProgress
from gvseg.adaptation.adaptation import Adaptation, load_adaptation
from gvseg.errors import AdaptationError
from tests.app.conftest import ClickSession


class AdaptingSession(ClickSession):
    """Adapts in three steps, and records its requests and the adaptation of each run."""

    def __init__(self) -> None:
        super().__init__()
        self.base = "first weights"
        self.gain = 0.1
        self.changed = "decoder.x"
        self.is_lost = False
        self.asked_to_adapt: list[Any] = []
        self.steps_seen = threading.Event()
        self.in_use: Adaptation | None = None

    def adapt(
        self, exemplars: Any, video: Any, seconds: float, *, progress: Any, cancel: Any, **more: Any
    ) -> Adaptation:
        start_from = more["start_from"]
        if start_from is not None and start_from.base != self.base:
            raise AdaptationError("The adaptation was made from other weights.")
        self.asked_to_adapt.append((exemplars, seconds, start_from))
        for step in (1, 2, 3):
            progress(AdaptProgress(step, step * seconds / 3, seconds))
            self.gate.wait(10)
            if cancel.is_set():
                break
        return Adaptation(
            base=self.base,
            changes={self.changed: torch.ones(2).half()} if self.gain else {},
            steps=step + (start_from.steps if start_from else 0),
            seconds=seconds,
            score_before=0.5,
            score_after=0.5 + self.gain,
            is_lost=self.is_lost,
        )

    def use(self, adaptation: Adaptation | None) -> None:
        if adaptation is not None and adaptation.base != self.base:
            raise AdaptationError("The adaptation was made from other weights; adapt again.")
        self.in_use = adaptation


@pytest.fixture
def session() -> AdaptingSession:
    return AdaptingSession()


@pytest.fixture
def painted(application: Application, qtbot: QtBot) -> Application:
    drag(application.canvas, (40, 40), (60, 40), (60, 55))
    qtbot.waitUntil(lambda: action(application, "propagate.adapt").isEnabled(), timeout=5000)
    return application


def action(application: Application, action_id: str) -> Any:
    return application.window.actions_by_id[action_id]


def press(application: Application, action_id: str, qtbot: QtBot) -> Any:
    """Trigger an action that starts the engine, and wait until it is done."""
    qtbot.waitUntil(lambda: action(application, action_id).isEnabled(), timeout=5000)
    with qtbot.waitSignal(application.worker.finished, timeout=20_000) as end:
        action(application, action_id).trigger()
    return end.args[0]


def test_propagation_uses_the_adaptation_only_if_it_is_switched_on(
    painted: Application, clip: Path, qtbot: QtBot, session: AdaptingSession
) -> None:
    assert not action(painted, "propagate.use_adaptation").isEnabled()
    told = []
    painted.worker.progress.connect(told.append)
    press(painted, "propagate.adapt", qtbot)
    assert [one.seconds_left for one in told] == pytest.approx([40 / 3, 20 / 3, 0])
    assert "step 3" in told[-1].words
    path = clip.with_name("film.adapted.safetensors")
    assert load_adaptation(path).steps == 3
    assert painted.messages[-1].offer_id == "propagate.both"  # type: ignore[attr-defined]
    assert session.in_use is None, "nothing changes before the next run"

    press(painted, "propagate.both", qtbot)
    assert session.in_use is not None
    qtbot.waitUntil(lambda: action(painted, "propagate.use_adaptation").isChecked(), timeout=5000)
    action(painted, "propagate.use_adaptation").trigger()
    press(painted, "propagate.both", qtbot)
    assert session.in_use is None
    assert path.is_file()


def test_adapting_continues_after_a_restart(
    painted: Application, clip: Path, make_application: Any, qtbot: QtBot, session: AdaptingSession
) -> None:
    press(painted, "propagate.adapt", qtbot)
    painted.window.close()
    session.in_use = None
    again = make_application()
    again.project.open(clip)
    qtbot.waitUntil(lambda: is_shown(again), timeout=20_000)
    press(again, "propagate.both", qtbot)
    assert session.in_use is not None
    press(again, "propagate.adapt", qtbot)
    assert session.asked_to_adapt[-1][2].steps == 3
    assert load_adaptation(clip.with_name("film.adapted.safetensors")).steps == 6


def test_save_as_copies_the_adaptation(
    painted: Application, tmp_path: Path, qtbot: QtBot, session: AdaptingSession
) -> None:
    press(painted, "propagate.adapt", qtbot)
    (tmp_path / "elsewhere").mkdir()
    painted.project.save_as(tmp_path / "elsewhere" / "mine.gvseg")
    assert load_adaptation(tmp_path / "elsewhere" / "mine.adapted.safetensors").steps == 3
    press(painted, "propagate.both", qtbot)
    assert session.in_use is not None


def test_save_as_while_adapting_copies_the_result(
    painted: Application, tmp_path: Path, qtbot: QtBot, session: AdaptingSession
) -> None:
    session.gate.clear()
    with qtbot.waitSignal(painted.worker.progress, timeout=5000):
        action(painted, "propagate.adapt").trigger()
    (tmp_path / "elsewhere").mkdir()
    painted.project.save_as(tmp_path / "elsewhere" / "mine.gvseg")
    with qtbot.waitSignal(painted.worker.finished, timeout=20_000):
        session.gate.set()
    assert load_adaptation(tmp_path / "elsewhere" / "mine.adapted.safetensors").steps == 3
    press(painted, "propagate.both", qtbot)
    assert session.in_use is not None


def test_escape_keeps_the_adaptation_so_far(
    painted: Application, clip: Path, qtbot: QtBot, session: AdaptingSession
) -> None:
    session.gate.clear()
    with qtbot.waitSignal(painted.worker.finished, timeout=20_000):
        with qtbot.waitSignal(painted.worker.progress, timeout=5000):
            action(painted, "propagate.adapt").trigger()
        action(painted, "edit.cancel").trigger()
        session.gate.set()
    assert load_adaptation(clip.with_name("film.adapted.safetensors")).steps == 1


def test_adapted_edges_are_used_and_said_to_be_all_that_changed(
    painted: Application, clip: Path, qtbot: QtBot, session: AdaptingSession
) -> None:
    session.changed = "edges.change.weight"
    end = press(painted, "propagate.adapt", qtbot)
    assert end.result.outcome is AdaptationOutcome.ONLY_EDGES
    assert end.result.summary.startswith("Edges adapted")
    assert clip.with_name("film.adapted.safetensors").exists()
    press(painted, "propagate.both", qtbot)
    assert session.in_use is not None


def test_adapting_without_a_gain_leaves_no_file(
    painted: Application, clip: Path, qtbot: QtBot, session: AdaptingSession
) -> None:
    press(painted, "propagate.adapt", qtbot)
    session.gain = 0.0
    end = press(painted, "propagate.adapt", qtbot)
    assert end.result.outcome is AdaptationOutcome.NO_GAIN
    assert "lost" not in end.result.summary
    session.is_lost = True
    end = press(painted, "propagate.adapt", qtbot)
    assert end.result.outcome is AdaptationOutcome.OBJECT_LOST
    assert "an exemplar on a later frame" in end.result.summary
    assert not clip.with_name("film.adapted.safetensors").exists()
    press(painted, "propagate.both", qtbot)
    assert session.in_use is None


def test_the_result_of_adapting_does_not_widen_the_window(
    application: Application, qtbot: QtBot, session: AdaptingSession
) -> None:
    drag(application.canvas, (40, 40), (60, 40))
    before = application.window.minimumSizeHint().width()
    session.gain, session.is_lost = 0.0, True
    shown_text = press(application, "propagate.adapt", qtbot).result.summary
    shown = application.window.findChild(QLabel, "statusDone")
    assert shown.text().startswith("Adapting did not improve")
    assert shown.toolTip() == shown_text
    assert application.window.minimumSizeHint().width() < max(before, 1280)


def test_stopping_before_the_first_step_is_reported(
    painted: Application, qtbot: QtBot, session: AdaptingSession
) -> None:
    loading, go_on = threading.Event(), threading.Event()

    def load(_: object) -> AdaptingSession:
        loading.set()
        go_on.wait(10)
        return session

    painted.worker._load_session = load
    painted.settings.update(use_adaptation=False)
    with qtbot.waitSignal(painted.worker.finished, timeout=20_000):
        action(painted, "propagate.adapt").trigger()
        qtbot.waitUntil(loading.is_set)
        action(painted, "edit.cancel").trigger()
        go_on.set()
    message = painted.messages[-1]  # type: ignore[attr-defined]
    assert message.text == "Stopped before the first step; nothing has changed."
    assert not message.offer_id
    assert not painted.settings.value.use_adaptation


def test_the_result_of_adapting_is_not_reported_for_another_video(
    painted: Application, clip: Path, tmp_path: Path, qtbot: QtBot, session: AdaptingSession
) -> None:
    session.gate.clear()
    with qtbot.waitSignal(painted.worker.progress, timeout=5000):
        action(painted, "propagate.adapt").trigger()
    other = tmp_path / "other" / "second.mp4"
    other.parent.mkdir()
    shutil.copy(clip, other)
    painted.project.open(other)
    qtbot.waitUntil(lambda: painted.workspace.source.path == other, timeout=20_000)
    with qtbot.waitSignal(painted.worker.finished, timeout=20_000):
        session.gate.set()
    told = [one.text for one in painted.messages]  # type: ignore[attr-defined]
    assert not [text for text in told if text.startswith("Adapted")]
    assert load_adaptation(clip.with_name("film.adapted.safetensors")).steps == 1


def test_an_adaptation_of_other_weights_does_not_affect_automatic_tasks(
    painted: Application, qtbot: QtBot, session: AdaptingSession
) -> None:
    session.vocabulary = VOCABULARY
    press(painted, "propagate.adapt", qtbot)
    session.base = "second weights"
    segment(painted, qtbot)
    assert painted.workspace.document.proposals
    assert "different weights" not in painted.messages[-1].text  # type: ignore[attr-defined]


def test_an_adaptation_of_other_weights_is_rejected_and_can_be_replaced(
    painted: Application, qtbot: QtBot, session: AdaptingSession
) -> None:
    press(painted, "propagate.adapt", qtbot)
    session.base = "second weights"
    end = press(painted, "propagate.both", qtbot)
    assert "adapt again" in end.error
    offer = painted.messages[-1]  # type: ignore[attr-defined]
    assert (offer.offer_id, offer.offer_text) == ("propagate.adapt", "Adapt Again")
    press(painted, "propagate.adapt", qtbot)
    assert session.asked_to_adapt[-1][2] is None
    assert not press(painted, "propagate.both", qtbot).error
    assert session.in_use is not None


def test_the_adapt_button_is_next_to_propagate_in_the_exemplar_task(painted: Application) -> None:
    button = painted.window.findChild(object, "button.propagate.adapt")
    assert button is not None
    assert button.isVisible()
    assert button.isEnabled()
