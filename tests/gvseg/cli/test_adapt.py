"""`gvseg propagate --adapt` adapts and reports the result; Ctrl-C ends only the adaptation."""

import os
import signal
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import fake_session
import numpy as np
import pytest
from PIL import Image

from gvseg.cli import main
from tests.clips import encode_clip

FRAMES = 4


class Session(fake_session.Session):
    """Adapts until it is cancelled or the steps run out."""

    made: "list[Session]" = []  # noqa: RUF012 - one list for the class, emptied by the fixture
    interrupt_at: int | None = None
    is_better = True
    has_only_edges = False
    is_lost = False
    most_steps = 5

    @classmethod
    def load(cls, weights=None, **options):
        session = super().load(weights, **options)
        cls.made.append(session)
        return session

    def adapt(self, exemplars, video, seconds, *, progress, cancel):
        self.seconds, self.exemplars = seconds, exemplars
        steps = 0
        if self.interrupt_at == 0:
            os.kill(os.getpid(), signal.SIGINT)
        while steps < self.most_steps and not cancel.is_set():
            steps += 1
            progress(SimpleNamespace(steps=steps, seconds_done=steps, seconds_wanted=seconds))
            if steps == self.interrupt_at:
                os.kill(os.getpid(), signal.SIGINT)
        return SimpleNamespace(
            steps=steps,
            seconds=1.25,
            score_before=0.5,
            score_after=0.75,
            is_empty=not self.is_better or not steps,
            has_only_edges=self.has_only_edges,
            is_lost=self.is_lost,
        )

    def use(self, adaptation):
        self.used = adaptation


@pytest.fixture
def session(monkeypatch):
    module = ModuleType("gvseg.engine.session")
    module.Session = Session
    monkeypatch.setitem(sys.modules, "gvseg.engine.session", module)
    monkeypatch.setattr(Session, "made", [])
    return Session


@pytest.fixture
def arguments(tmp_path: Path) -> list[str]:
    video = encode_clip(tmp_path / "clip.mp4", frame_count=FRAMES, size=(48, 64))
    numbers = np.zeros((48, 64), np.uint8)
    numbers[5:20, 5:30] = 1
    Image.fromarray(numbers).save(tmp_path / "mask.png")
    out = tmp_path / "out"
    return ["propagate", str(video), "--exemplar", str(tmp_path / "mask.png"), "--out", str(out)]


def test_propagates_with_the_adapted_network(session, arguments, tmp_path, capsys):
    assert main([*arguments, "--adapt", "2.5"]) == 0
    (made,) = session.made
    assert made.seconds == 2.5
    assert set(made.exemplars[0].masks) == {1}
    assert made.used.steps == 5
    said = capsys.readouterr().err
    assert "5 steps in 1.2 s" in said
    assert "0.500 -> 0.750" in said
    assert len(list((tmp_path / "out").iterdir())) == FRAMES


def test_reports_that_there_was_no_gain(session, arguments, capsys, monkeypatch):
    monkeypatch.setattr(session, "is_better", False)
    assert main([*arguments, "--adapt", "2"]) == 0
    assert "no change: not better on this video" in capsys.readouterr().err


def test_says_if_only_edges_are_tuned(session, arguments, capsys, monkeypatch):
    monkeypatch.setattr(session, "has_only_edges", True)
    assert main([*arguments, "--adapt", "2"]) == 0
    assert "edges of masks tuned" in capsys.readouterr().err
    assert session.made[0].used is not None


def test_says_why_no_step_was_taken(session, arguments, capfd, monkeypatch):
    lost, short, ended = (
        "lost within a few frames",
        "time limit was too short",
        "before the first step",
    )

    def said() -> str:
        assert main([*arguments, "--adapt", "2"]) == 0
        return capfd.readouterr().err

    monkeypatch.setattr(session, "most_steps", 0)
    assert short in (words_said := said())
    assert lost not in words_said
    monkeypatch.setattr(session, "interrupt_at", 0)
    assert ended in (words_said := said())
    assert lost not in words_said
    monkeypatch.setattr(session, "is_lost", True)
    assert lost in said()


def test_ctrl_c_ends_only_the_adaptation(session, arguments, tmp_path, capfd, monkeypatch):
    monkeypatch.setattr(session, "interrupt_at", 2)
    assert main([*arguments, "--adapt", "2"]) == 0
    assert session.made[0].used.steps == 2
    assert "propagating with the result so far" in capfd.readouterr().err
    assert len(list((tmp_path / "out").iterdir())) == FRAMES


def test_does_not_adapt_without_the_option(session, arguments):
    assert main(arguments) == 0
    assert not hasattr(session.made[0], "used")


@pytest.mark.parametrize("seconds", ["0", "-3", "soon", "nan", "inf"])
def test_refuses_an_invalid_time(session, arguments, seconds, capsys):
    with pytest.raises(SystemExit) as ended:
        main([*arguments, f"--adapt={seconds}"])
    assert ended.value.code == 2
    assert "positive number of seconds" in capsys.readouterr().err
    assert not session.made
