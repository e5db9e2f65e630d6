"""The generated files, the waiting and the table of `gvseg bench --app`."""

from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from pytestqt.qtbot import QtBot

from app.bench import measures
from app.bench.clicks import measure_clicks
from app.bench.figures import Figure, Lap, table
from app.bench.made_files import make_project, make_video
from gvseg.annotation.records import VideoSource
from gvseg.cli import main
from gvseg.errors import UserError
from gvseg.project import Project
from gvseg.video import open_video


def test_a_long_video_repeats_one_group_of_frames(tmp_path: Path) -> None:
    with open_video(make_video(tmp_path / "film.mp4", 150, 48, 64)) as video:
        assert video.frame_count == 150
        assert video.time_s(149) == pytest.approx(149 / 25)
        assert (video.frame(20) == video.frame(120)).all()
        assert not (video.frame(20) == video.frame(30)).all()


def test_a_project_has_the_requested_number_of_masks(tmp_path: Path) -> None:
    with open_video(make_video(tmp_path / "film.mp4", 60, 48, 64)) as video:
        make_project(
            tmp_path / "film.gvseg",
            VideoSource.of(video, is_absolute=True),
            track_count=5,
            masks_each=60,
        )
    with Project.open(tmp_path / "film.gvseg") as project:
        masks = [record.mask for record in project.document.masks_on(59).values()]
    assert len(masks) == 5
    assert all(masks[0] & other != masks[0] for other in masks[1:])
    assert min(mask.area for mask in masks) > 100


def test_a_median_above_its_limit_is_marked() -> None:
    laps = (Lap(0.010, 0.002), Lap(0.030, 0.004), Lap(0.020, 0.003))
    slow = Figure(name="slow", laps=laps, bar_s=0.015)
    fast = Figure(name="fast", laps=laps, bar_s=0.025)
    assert [line.endswith("over") for line in table((slow, fast)).splitlines()] == [0, 1, 0]
    assert slow.to_json()["median_ms"] == pytest.approx(20)
    assert slow.to_json()["worst_ms"] == pytest.approx(30)
    assert slow.to_json()["processor_ms"] == pytest.approx(3)


class Sender(QObject):
    """Stands in for the parts of an application that `wait_for` uses."""

    frame_ready = Signal()
    preview = Signal()
    adopted = Signal()


def test_wait_for_sees_signals_emitted_before_it_connected(qtbot: QtBot, monkeypatch: Any) -> None:
    sender = Sender()
    application = Mock(loader=sender, project=sender)
    there: list[bool] = []
    sender.frame_ready.connect(lambda: there.append(True), Qt.ConnectionType.QueuedConnection)
    sender.frame_ready.emit()  # like a fast decoder
    measures.wait_for(application, lambda _: bool(there))
    monkeypatch.setattr(measures, "WAIT_MAX_MS", 10)
    with pytest.raises(UserError, match="measurement stopped"):
        measures.wait_for(application, lambda _: False)


def test_the_help_says_that_the_benchmark_creates_its_own_videos(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["bench", str(tmp_path / "film.mp4"), "--app"]) == 2
    assert "uses synthetic videos" in capsys.readouterr().err


def test_clicks_and_previews_are_timed(tmp_path: Path, qtbot: QtBot, session: Any) -> None:
    del qtbot
    figures = measure_clicks(tmp_path, lambda _: session)
    assert [len(figure.laps) for figure in figures] == [1, 7, 8]
    assert [figure.bar_s for figure in figures] == [None, 0.3, 0.1]
    clicks = [asked for asked, _ in session.asked]
    assert [len(one) for one in clicks] == [*range(1, 9), *[9] * 8]
