"""Images deeper than 8 bits: their value range is shown, can be changed, and is saved."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from clips import encode_clip, write_image
from PySide6.QtWidgets import QDoubleSpinBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot
from window_acts import go_to, open_on

from gvseg.task import Task
from gvseg.vocabulary import VocabularyEntry


@pytest.fixture
def thermal(tmp_path: Path) -> Path:
    folder = tmp_path / "thermal"
    folder.mkdir()
    ramp = np.linspace(7000, 11000, 96 * 128).reshape(96, 128).astype(np.uint16)
    for number in range(4):
        write_image(folder / f"{number}.png", ramp)
    return folder


def part(application: Any, kind: type, name: str) -> Any:
    return application.window.findChild(kind, name)


def shown_mean(application: Any) -> float:
    return float(application.loader._last[1].mean())


def test_the_value_range_is_shown_changed_and_used_by_the_engine(
    make_application: Any, thermal: Path, qtbot: QtBot
) -> None:
    application = make_application()
    open_on(application, thermal, qtbot)
    values = part(application, QLabel, "statusValues")
    assert values.text() == "Values 7003 to 10996"
    assert not values.isHidden()
    editor = application.panels.tool_options.display.value_range
    assert not editor.isHidden()
    low = editor.findChild(QDoubleSpinBox, "valueRangeLow")
    before = shown_mean(application)
    low.setValue(10000)
    assert values.text() == "Values 10000 to 10996"
    qtbot.waitUntil(lambda: shown_mean(application) < before - 60)
    assert application.worker.value_range.low == 10000
    low.setValue(12000)
    shown = application.workspace.view.options.value_range
    assert (shown.low, shown.high) == (12000, pytest.approx(12040, abs=1))
    editor.findChild(QPushButton, "valueRangeReset").click()
    assert values.text() == "Values 7003 to 10996"
    qtbot.waitUntil(lambda: shown_mean(application) == pytest.approx(before))
    assert application.worker.value_range is None


def test_8_bit_images_have_no_value_range(
    make_application: Any, tmp_path: Path, qtbot: QtBot
) -> None:
    application = make_application()
    open_on(application, encode_clip(tmp_path / "film.mp4", frame_count=3), qtbot)
    assert part(application, QLabel, "statusValues").isHidden()
    assert application.panels.tool_options.display.value_range.isHidden()


def test_a_video_opens_with_its_last_view(
    make_application: Any, session: Any, thermal: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    session.vocabulary = (VocabularyEntry("car", True),)
    film = encode_clip(tmp_path / "film.mp4", frame_count=12)
    application = make_application()
    open_on(application, film, qtbot)
    go_to(application, 7, qtbot)
    application.workspace.view.set_task(Task.PANOPTIC)

    def open_next(path: Path) -> None:
        application.project.open(path)
        qtbot.waitUntil(
            lambda: application.workspace.is_open and application.workspace.source.path == path,
            timeout=20_000,
        )

    open_next(thermal)
    view = application.workspace.view
    assert (view.frame_index, view.task) == (0, Task.EXEMPLAR)
    application.panels.tool_options.display.value_range.findChild(
        QDoubleSpinBox, "valueRangeHigh"
    ).setValue(9000)
    go_to(application, 2, qtbot)
    open_next(film)
    assert (view.frame_index, view.task) == (7, Task.PANOPTIC)
    assert view.options.value_range is None
    application.project.close()

    again = make_application()
    open_on(again, thermal, qtbot)
    assert again.workspace.view.frame_index == 2
    assert again.workspace.view.options.value_range.high == 9000
    assert part(again, QLabel, "statusValues").text().endswith("to 9000")


def test_the_last_requested_source_is_opened(
    make_application: Any, thermal: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    film = encode_clip(tmp_path / "film.mp4", frame_count=12)
    application = make_application()
    for _ in range(5):
        application.project.open(film)
        qtbot.wait(7)
        application.project.open(thermal)
        qtbot.waitUntil(
            lambda: application.workspace.is_open and application.workspace.source.path == thermal,
            timeout=20_000,
        )
        qtbot.wait(60)
        assert application.workspace.source.path == thermal
        assert application.loader._video.path == thermal
