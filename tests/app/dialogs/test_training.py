"""Training in the application: its sources, runs that outlive the application, and models."""

import json
import time
from pathlib import Path
from typing import Any

import pytest
from corrected_video import write_project
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QSpinBox,
    QToolButton,
)
from pytestqt.qtbot import QtBot

from app.dialogs.models import ModelRow, ModelsDialog
from app.dialogs.questions import QuestionDialog
from app.dialogs.training import TrainingDialog, plan_text
from app.dialogs.training_watch import TrainingWatch
from app.theme import DARK
from app.training_run import RunPhase, TrainingRequest, TrainingRuns, read_run
from gvseg import training_runs
from gvseg.engine.bundled import bundled_weights
from gvseg.model_registry import BUNDLED, Model, ModelRegistry

PLAN = {
    "videos": [
        {
            "name": "street",
            "tracks": 2,
            "train_frames": 9,
            "masks": {"drawn": 5, "propagated": 4},
            "held_out_frames": 3,
        }
    ],
    "categories": {"ball": 2},
    "held_out_how": "the end of each video is held out",
    "skipped": ["bad.gvseg: no project"],
}


def button(dialog: Any, name: str) -> QPushButton:
    found = dialog.findChild(QPushButton, name)
    assert found is not None
    return found


def text_of(dialog: Any, name: str) -> str:
    return dialog.findChild(QLabel, name).text()


def write_run(folder: Path, *, result: bool = False, log: str = "Training\n") -> Path:
    folder.mkdir(parents=True)
    (folder / training_runs.LOG).write_text(log, encoding="utf-8")
    (folder / training_runs.PLAN).write_text(json.dumps(PLAN), encoding="utf-8")
    events = [
        {"event": "validated", "step": 0, "j_and_f": 0.8, "seconds_left": 600.0},
        {"event": "step", "step": 20, "loss": 0.5},
        {"event": "validated", "step": 40, "j_and_f": 0.83, "seconds_left": 300.0},
    ]
    lines = [json.dumps({"time": time.time(), **one}) for one in events]
    (folder / training_runs.PROGRESS).write_text("\n".join(lines) + '\n{"eve', encoding="utf-8")
    if result:
        write_result(folder)
    return folder


def write_result(folder: Path) -> None:
    content = {"model": "street", "is_worth_keeping": True, "verdict": "Keep the new weights."}
    (folder / training_runs.RESULT).write_text(json.dumps(content), encoding="utf-8")


def test_plan_text_lists_the_training_data():
    text = plan_text(PLAN)
    assert "Only 3 frames of 1 video are held out; a verdict needs at least 20 frames" in text
    assert "street: 2 objects, 9 frames to train on (5 drawn, 4 propagated); 3 held out" in text
    assert "Skipped: bad.gvseg: no project" in text


def test_the_dialog_shows_the_contents_of_a_project_and_returns_the_request(
    qtbot: QtBot, tmp_path: Path
):
    project = write_project(tmp_path)
    dialog = TrainingDialog((project,))
    qtbot.addWidget(dialog)
    assert not button(dialog, "trainingStart").isEnabled()
    qtbot.waitUntil(lambda: "street:" in text_of(dialog, "trainingHolds"), timeout=120_000)
    assert "5 drawn" in text_of(dialog, "trainingHolds")
    dialog.findChild(QSpinBox, "trainingMinutes").setValue(8)
    with qtbot.waitSignal(dialog.start_requested) as requested:
        button(dialog, "trainingStart").click()
    request = requested.args[0]
    assert request.sources == (project,)
    assert request.arguments()[:3] == [str(project), "--minutes", "8"]
    assert "propagated=0.3" in request.arguments()


def test_opening_the_advanced_part_keeps_the_buttons_on_the_screen(qtbot, tmp_path):
    dialog = TrainingDialog((tmp_path / "absent.gvseg",))
    qtbot.addWidget(dialog)
    dialog.show()
    screen = dialog.screen().availableGeometry()
    low = dialog.height()
    dialog.move(screen.left(), screen.bottom() - low - 20)
    dialog.findChild(QToolButton, "trainingAdvanced").click()
    assert dialog.height() > low + 20
    assert dialog.frameGeometry().bottom() <= screen.bottom()


def test_an_unreadable_source_is_reported_and_disables_the_start_button(qtbot, tmp_path):
    bad = tmp_path / "bad.gvseg"
    bad.write_bytes(b"no project")
    dialog = TrainingDialog((bad,))
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: "bad.gvseg" in text_of(dialog, "trainingHolds"), timeout=120_000)
    assert not button(dialog, "trainingStart").isEnabled()
    dialog.findChild(QListWidget, "trainingSources").setCurrentRow(0)
    button(dialog, "trainingRemove").click()
    assert "Add a project" in text_of(dialog, "trainingHolds")


def test_a_run_is_read_from_its_folder(tmp_path):
    folder = write_run(tmp_path / "run")
    with training_runs.hold(folder):
        view = read_run(folder, is_alive=training_runs.is_alive(folder))
    assert view.phase is RunPhase.RUNNING
    assert view.scores == ((0, 0.8), (40, 0.83))
    assert view.losses == ((20, 0.5),)
    assert view.seconds_left == pytest.approx(300, abs=5)
    assert read_run(folder, is_alive=False).phase is RunPhase.STOPPED
    failed = write_run(tmp_path / "failed", log="gvseg-train: There is no weights file x.\n")
    view = read_run(failed, is_alive=False)
    assert (view.phase, view.problem) == (
        RunPhase.FAILED,
        "There is no weights file x.",
    )


def test_a_failed_run_gives_the_reason_and_can_be_resumed(qtbot, tmp_path):
    log = "step 40: held-out J&F 0.83\nTraceback (most recent call last):\nOSError: no space\n"
    write_run(tmp_path / "runs" / "20260101-120000", log=log)
    dialog = open_watch(TrainingRuns(tmp_path / "runs"), qtbot)
    assert text_of(dialog, "trainingState") == "This run failed."
    assert "OSError: no space" in text_of(dialog, "trainingWords")
    assert button(dialog, "training.resume").isVisible()


def test_the_time_left_is_computed_since_the_last_resume(tmp_path):
    folder = write_run(tmp_path / "run")
    events = [
        {"event": "validated", "step": 40, "j_and_f": 0.8, "seconds_left": 300.0, "time": 1.0},
        {"event": "resumed", "seconds_left": 290.0, "time": time.time()},
    ]
    text = "\n".join(json.dumps(one) for one in events)
    (folder / training_runs.PROGRESS).write_text(text, encoding="utf-8")
    assert read_run(folder, is_alive=True).seconds_left == pytest.approx(290, abs=5)


def open_watch(runs: TrainingRuns, qtbot: QtBot) -> TrainingWatch:
    dialog = TrainingWatch(runs, DARK)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_both_dialogs_fit_on_a_small_screen_with_many_videos(qtbot, tmp_path):
    many = [{**PLAN["videos"][0], "name": f"street at noon, camera {k}"} for k in range(40)]
    folder = write_run(tmp_path / "runs" / "20260101-120000")
    (folder / training_runs.PLAN).write_text(json.dumps({**PLAN, "videos": many}), encoding="utf-8")
    watch = open_watch(TrainingRuns(tmp_path / "runs"), qtbot)
    assert "camera 2 and 37 more" in text_of(watch, "trainingWords")
    assert watch.minimumSizeHint().width() < 800
    asking = TrainingDialog()
    qtbot.addWidget(asking)
    asking.findChild(QLabel, "trainingHolds").setText(plan_text({**PLAN, "videos": many}))
    assert asking.minimumSizeHint().height() < 720


def test_an_invalid_model_name_is_reported_before_training(qtbot, tmp_path):
    dialog = TrainingDialog((write_project(tmp_path),), base=bundled_weights())
    qtbot.addWidget(dialog)
    name = dialog.findChild(QLineEdit, "trainingName")
    name.setText("my model")
    qtbot.waitUntil(lambda: "street:" in text_of(dialog, "trainingHolds"), timeout=120_000)
    assert "'my model' is not a valid name for a model" in text_of(dialog, "trainingNameProblem")
    assert not button(dialog, "trainingStart").isEnabled()
    name.setText("my-model")
    assert button(dialog, "trainingStart").isEnabled()
    arguments = dialog.request().arguments()
    assert arguments[arguments.index("--base") + 1] == str(bundled_weights())


def test_an_earlier_run_is_found_watched_and_stopped(qtbot, tmp_path):
    folder = write_run(tmp_path / "runs" / "20260101-120000")
    runs = TrainingRuns(tmp_path / "runs")
    with training_runs.hold(folder):
        dialog = TrainingWatch(runs, DARK)
        qtbot.addWidget(dialog)
        dialog.show()
        assert "You can close GvSeg" in text_of(dialog, "trainingState")
        assert "0.800 before, 0.830 at step 40" in text_of(dialog, "trainingWords")
        assert "5 min left" in text_of(dialog, "trainingWords")
        button(dialog, "training.stop").click()
        assert training_runs.is_asked_to_stop(folder)
        with qtbot.waitSignal(runs.changed, timeout=5000):
            pass
        assert text_of(dialog, "trainingState") == "Saving and stopping..."
        assert not button(dialog, "training.stop").isEnabled()
    qtbot.waitUntil(lambda: button(dialog, "training.resume").isVisible(), timeout=10_000)
    runs.watch(None)


def test_a_discarded_earlier_run_is_deleted_once_it_has_ended(qtbot, tmp_path):
    folder = write_run(tmp_path / "runs" / "20260101-120000")
    runs = TrainingRuns(tmp_path / "runs")
    with training_runs.hold(folder):
        dialog = open_watch(runs, qtbot)
        button(dialog, "training.discard").click()
        assert folder.exists()
        (question,) = dialog.findChildren(QuestionDialog)
        button(question, "answer.discard").click()
        assert not dialog.isVisible()
        assert training_runs.is_asked_to_stop(folder)
    qtbot.waitUntil(lambda: not folder.exists(), timeout=10_000)


def test_discarding_a_run_with_scores_needs_confirmation(qtbot, tmp_path):
    folder = write_run(tmp_path / "runs" / "20260101-120000")
    dialog = open_watch(TrainingRuns(tmp_path / "runs"), qtbot)
    button(dialog, "training.discard").click()
    (question,) = dialog.findChildren(QuestionDialog)
    qtbot.keyClick(question, Qt.Key.Key_Return)
    assert folder.exists()
    assert dialog.isVisible()


def test_the_end_of_a_run_is_reported_while_another_is_watched(application, qtbot):
    runs = application.training.runs
    write_run(runs.folder / "20260101-120000", result=True)
    going = write_run(runs.folder / "20260102-120000")
    with training_runs.hold(going):
        application.training.find_runs()
        dialog = application.training.show_runs()
        assert "You can close GvSeg" in text_of(dialog, "trainingState")
        dialog.findChild(QComboBox, "trainingRunChoice").setCurrentIndex(1)
        assert text_of(dialog, "trainingState") == "Finished."
        dialog.reject()
        assert not [one for one in application.messages if "Training" in one.text]
    qtbot.waitUntil(lambda: bool(application.messages), timeout=10_000)
    assert "Training stopped" in application.messages[-1].text
    assert application.messages[-1].offer_id == "model.runs"


def test_a_run_that_ended_while_the_application_was_closed_is_reported_once(application, qtbot):
    folder = write_run(application.training.runs.folder / "20260101-120000")
    with training_runs.hold(folder):
        application.training.find_runs()
        application.training.runs._timer.stop()  # as if the application had been closed
    write_result(folder)
    told = len(application.messages)
    for _ in range(2):
        application.training.find_runs()
    assert [one.text for one in application.messages[told:]] == [
        "Training is finished. Keep the new weights."
    ]


def test_a_trained_model_is_used_only_on_request(qtbot, tmp_path):
    write_run(tmp_path / "runs" / "20260101-120000", result=True)
    runs = TrainingRuns(tmp_path / "runs")
    dialog = TrainingWatch(runs, DARK)
    qtbot.addWidget(dialog)
    dialog.show()
    assert button(dialog, "training.keep").isVisible()
    assert "Keep the new weights." in text_of(dialog, "trainingWords")
    with qtbot.waitSignal(dialog.use_requested) as used:
        button(dialog, "training.use").click()
    assert used.args == ["street"]


def test_a_run_that_fails_to_start_gives_the_reason(qtbot, tmp_path):
    runs = TrainingRuns(tmp_path / "runs")
    request = TrainingRequest(
        sources=(tmp_path / "none.gvseg",), minutes=1, weights_percent={"drawn": 100}
    )
    folder = runs.start(request)
    qtbot.waitUntil(lambda: runs.view(folder).phase is RunPhase.FAILED, timeout=120_000)
    assert "none.gvseg does not exist" in runs.view(folder).problem
    runs.discard(folder)
    assert runs.folders() == []


def test_models_can_be_used_rolled_back_and_removed(qtbot, tmp_path):
    registry = ModelRegistry(tmp_path / "models")
    registry.add(Model(name="street", path=bundled_weights(), parent=BUNDLED, scores={"J&F": 0.9}))
    dialog = ModelsDialog(registry, DARK)
    qtbot.addWidget(dialog)
    dialog.select("street")
    with qtbot.waitSignal(dialog.changed):
        button(dialog, "models.use").click()
    assert states(dialog) == ["", "In use"]
    assert "J&F 0.900" in lines(dialog)
    assert any(line.startswith("Trained from bundled on") for line in lines(dialog))
    dialog.select("street")
    remove(dialog)
    assert "street is in use" in text_of(dialog, "modelsProblem")
    button(dialog, "models.back").click()
    assert registry.current.name == BUNDLED
    dialog.select("street")
    remove(dialog, "cancel")
    assert registry.find("street")
    with qtbot.assertNotEmitted(dialog.changed):
        remove(dialog)
    assert [one.name for one in registry.models()] == [BUNDLED]


def rows(dialog: ModelsDialog) -> list[ModelRow]:
    shown = dialog.findChild(QListWidget, "modelsList")
    return [shown.itemWidget(shown.item(place)) for place in range(shown.count())]


def states(dialog: ModelsDialog) -> list[str]:
    return [row.findChild(QLabel, "modelState").text() for row in rows(dialog)]


def lines(dialog: ModelsDialog) -> list[str]:
    labels = [row.findChildren(QLabel, "modelLine") for row in rows(dialog)]
    return [line.text() for row in labels for line in row]


def remove(dialog: ModelsDialog, answer: str = "remove") -> None:
    button(dialog, "models.remove").click()
    button(dialog.findChildren(QuestionDialog)[-1], f"answer.{answer}").click()


def test_the_dialog_says_that_weights_in_the_settings_override_models(application, tmp_path):
    ModelRegistry().add(Model(name="street", path=bundled_weights()))
    (tmp_path / "mine.safetensors").touch()
    application.settings.update(weights=str(tmp_path / "mine.safetensors"))
    dialog = application.training.show_models()
    assert states(dialog) == ["", ""]
    assert "mine.safetensors from the settings" in text_of(dialog, "modelsNote")
    dialog.select(BUNDLED)
    button(dialog, "models.use").click()
    assert states(dialog) == ["In use", ""]
    assert dialog.findChild(QLabel, "modelsNote").isHidden()
    assert application.settings.value.weights == ""
    dialog.accept()


def test_the_application_uses_the_chosen_model(application, qtbot):
    registry = ModelRegistry()
    path = registry.add(Model(name="street", path=bundled_weights())).path
    application.training.use("street")
    assert application.worker._choice.weights == path
    assert "uses the model street" in application.messages[-1].text
    dialog = application.training.show_models()
    button(dialog, "models.back").click()
    assert application.worker._choice.weights is None
    dialog.accept()
