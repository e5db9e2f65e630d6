"""A complete retraining: figures, report, registry, and every way to interrupt it."""

import json
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from corrected_video import FRAMES, write_project
from networks import write_tiny_weights

from gvseg import training_runs
from gvseg.annotation.edits import ClearMasks
from gvseg.errors import OutputError, RequestError
from gvseg.losses.exemplar_rollout import ClipBatch
from gvseg.model.weights import load_weights
from gvseg.model_registry import BUNDLED, ModelRegistry
from gvseg.project import Project
from training import cli
from training.checkpoint import read_checkpoint
from training.retraining.preparation import prepare
from training.retraining.recipe import PHASE
from training.retraining.request import RetrainRequest, read_request
from training.retraining.run import Retraining
from training.retraining.state import RunState, read_state
from training.task_loss import TaskLoss

SMALL = replace(PHASE, canvas=64, clips=2)
STEPS = 7


@pytest.fixture
def request_of_run(tmp_path: Path) -> RetrainRequest:
    return RetrainRequest(
        sources=(str(write_project(tmp_path)),),
        base=write_tiny_weights(tmp_path),
        minutes=100.0,
        steps=STEPS,
    )


def run(folder: Path, request: RetrainRequest, **values: object) -> bool:
    if not (folder / training_runs.PLAN).exists():
        prepare(request, folder)
    return Retraining(folder, request, phase=SMALL, **values).run()


def test_a_run_ends_with_scores_a_report_and_a_verdict(request_of_run, tmp_path):
    folder, said = tmp_path / "run", []
    prepare(request_of_run, folder, said.append)
    assert said[0].startswith("Training on corrections")
    assert Retraining(folder, request_of_run, phase=SMALL, say=said.append).run()
    events = training_runs.read_events(folder)
    validated = [one for one in events if one["event"] == "validated"]
    assert [one["step"] for one in validated] == [0, STEPS]
    assert events[-1]["event"] == "end"
    result = training_runs.read_json(folder, training_runs.RESULT)
    assert result["before"] == validated[0]["j_and_f"]
    kept = next(one for one in validated if one["step"] == result["best_step"])
    assert result["after"] == kept["j_and_f"]
    assert not result["is_worth_keeping"]
    assert result["verdict"].startswith("No verdict. Only 2 frames of 1 video are held out")
    page = (folder / training_runs.REPORT).read_text(encoding="utf-8")
    assert result["verdict"].split(".")[0] in page
    assert "street: red ball (ball)" in page
    assert page.count("data:image/jpeg") >= 2


def test_a_limit_ends_even_the_steps_that_are_timed(request_of_run, tmp_path):
    assert run(tmp_path / "run", replace(request_of_run, steps=2))
    assert [step for step, _ in read_state(tmp_path / "run").history] == [0, 2]


def test_the_weights_are_those_of_the_best_step_and_record_their_base(request_of_run, tmp_path):
    folder = tmp_path / "run"
    run(folder, request_of_run)
    state = read_state(folder)
    if state.best_step == 0:
        assert not (folder / "best.safetensors").exists()
        return
    loaded = load_weights(folder / "best.safetensors")
    assert loaded.card["retrained_steps"] == state.best_step
    assert loaded.card["short_side"] == 96
    assert loaded.card["parent"] == str(request_of_run.base)


def test_a_resumed_run_follows_the_same_curve(request_of_run, tmp_path):
    whole, parts = tmp_path / "whole", tmp_path / "parts"
    run(whole, request_of_run)
    asked = []
    # It is called after every step and a few more times, so this stops in the middle of the run.
    assert not run(parts, request_of_run, should_stop=lambda: asked.append(1) or len(asked) > 2)
    assert read_state(parts).history[-1][0] == 0
    assert run(parts, read_request(parts))
    (resumed,) = [one for one in training_runs.read_events(parts) if one["event"] == "resumed"]
    assert 0 < resumed["seconds_left"] < 6000
    assert_same_weights(whole, parts)
    assert read_state(whole).history == read_state(parts).history


def assert_same_weights(one: Path, other: Path) -> None:
    ours, theirs = (
        load_weights(folder / "current.safetensors").network.state_dict() for folder in (one, other)
    )
    assert ours.keys() == theirs.keys()
    for name, tensor in ours.items():
        assert torch.equal(tensor, theirs[name]), name


KILLED = """
import sys
from dataclasses import replace
from pathlib import Path
from training.retraining.request import read_request
from training.retraining import run
from training.trainer import Trainer
save, step = Trainer.save, Trainer._train_step
def told_save(self):
    print("saving", flush=True)
    return save(self)
def told_step(self, batch):
    print("step", flush=True)
    return step(self, batch)
Trainer.save, Trainer._train_step = told_save, told_step
recipe = run.retrain_recipe
run.retrain_recipe = lambda *asked: replace(recipe(*asked), checkpoint_minutes=1e-9)
folder = Path(sys.argv[1])
phase = replace(run.PHASE, canvas=64, clips=2)
run.Retraining(folder, read_request(folder), phase=phase).run()
"""


def start_and_kill(folder: Path, lines: int, wait_s: float) -> int:
    """Kill a run a given time after a given number of lines of output; return its exit status."""
    child = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(folder)], stdout=subprocess.PIPE, text=True
    )
    for _ in range(lines):
        child.stdout.readline()
    time.sleep(wait_s)
    child.kill()
    child.communicate()
    return child.returncode


@pytest.mark.slow
@pytest.mark.timeout(1500)
def test_a_run_that_is_killed_repeatedly_reaches_the_same_weights(request_of_run, tmp_path):
    """Ten kills at random moments: between steps, during steps, and while saving."""
    request = replace(request_of_run, steps=25)
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    run(whole, request)
    prepare(request, killed)
    rng = np.random.default_rng(7)
    for _ in range(10):
        status = start_and_kill(killed, int(rng.integers(1, 8)), float(rng.uniform(0, 0.05)))
        assert status == -signal.SIGKILL, "it was killed in the middle of the run"
    steps = read_checkpoint(killed).step
    assert 0 < steps < 25
    assert run(killed, read_request(killed))
    assert_same_weights(whole, killed)
    (_, before), *_ = read_state(whole).history
    history = read_state(killed).history
    assert history[0] == (0, before)
    assert history[-1] == read_state(whole).history[-1]


@pytest.mark.slow
def test_editing_a_project_during_training_changes_nothing(request_of_run, tmp_path):
    whole, edited = tmp_path / "whole", tmp_path / "edited"
    run(whole, request_of_run)
    prepare(request_of_run, edited)
    asked: list[int] = []

    def edit_amid() -> bool:
        asked.append(1)
        if len(asked) == 2:
            with Project.open(Path(request_of_run.sources[0])) as project:
                project.apply(ClearMasks(7, 0, FRAMES - 1))
            shutil.rmtree(tmp_path / "street")
        return False

    assert run(edited, request_of_run, should_stop=edit_amid)
    assert len(asked) > 2
    assert_same_weights(whole, edited)
    assert read_state(whole).history == read_state(edited).history


def test_running_out_of_gpu_memory_halves_the_clips_and_reports_it(
    request_of_run, tmp_path, monkeypatch
):
    forward, sizes, said = TaskLoss.forward, [], []

    def too_big(loss: TaskLoss, batch: ClipBatch, step: int, part: int) -> object:
        sizes.append(batch.images.shape[1])
        if sizes[-1] > 1:
            raise torch.OutOfMemoryError("CUDA out of memory")
        return forward(loss, batch, step, part)

    monkeypatch.setattr(TaskLoss, "forward", too_big)
    assert run(tmp_path / "run", request_of_run, say=said.append)
    assert sizes == [2] + [1] * STEPS
    assert any("continuing with 1 clips" in line for line in said)


def test_a_gpu_too_small_for_one_clip_gives_one_sentence(request_of_run, tmp_path, monkeypatch):
    def too_big(*_: object) -> None:
        raise torch.OutOfMemoryError("CUDA out of memory")

    monkeypatch.setattr(TaskLoss, "forward", too_big)
    with pytest.raises(OutputError, match="single clip per step"):
        run(tmp_path / "run", request_of_run)


def test_a_full_disk_gives_one_sentence_and_keeps_the_last_checkpoint(
    request_of_run, tmp_path, monkeypatch
):
    folder = tmp_path / "run"
    asked = []
    run(folder, request_of_run, should_stop=lambda: asked.append(1) or len(asked) > 2)
    kept = (folder / "checkpoint.safetensors").read_bytes()

    def full(_tensors: object, path: Path, **_: object) -> None:
        Path(path).write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("gvseg.model.weights.save_file", full)
    with pytest.raises(OutputError, match=r"No space left.*free some space"):
        run(folder, request_of_run)
    assert (folder / "checkpoint.safetensors").read_bytes() == kept
    assert not list(folder.glob("*.partial"))
    monkeypatch.undo()
    assert run(folder, request_of_run)


def test_training_ends_without_further_gain():
    state = RunState(clips=2)
    for step, score in enumerate((0.5, 0.5, 0.4, 0.5009, 0.3, 0.5)):
        assert not state.is_stale
        state = state.after(step, score)
    assert state.best_step == 0
    assert state.is_stale
    assert state.after(6, 0.6).after(7, 0.6009).best_step == 6


def test_the_command_trains_and_registers_a_model_without_using_it(
    request_of_run, tmp_path, monkeypatch, capsys
):
    monkeypatch.setattr("training.retraining.run.PHASE", SMALL)
    folder = tmp_path / "street-run"
    arguments = ["retrain", *request_of_run.sources, "--base", str(request_of_run.base)]
    arguments += ["--out", str(folder), "--steps", "3", "--minutes", "100", "--device", "cpu"]
    assert cli.main(arguments) == 0
    printed = capsys.readouterr()
    assert "Training on corrections" in printed.err
    assert "report:" in printed.out
    assert cli.main(arguments) == 2
    assert "--resume" in capsys.readouterr().err
    registry = ModelRegistry()
    assert registry.current.name == BUNDLED
    if "model:" in printed.out:
        assert registry.find("street-run").parent == str(request_of_run.base)
        assert cli.main(["models", "use", "street-run"]) == 0
        assert registry.current.name == "street-run"
        assert cli.main(["models", "rollback"]) == 0
    assert registry.current.name == BUNDLED


def test_refuses_a_folder_with_a_run_in_progress(request_of_run, tmp_path, capsys):
    folder = tmp_path / "run"
    assert not training_runs.is_alive(folder)
    with training_runs.hold(folder):
        assert training_runs.is_alive(folder)
        assert cli.main(["retrain", *request_of_run.sources, "--out", str(folder)]) == 2
        assert "Another run is using" in capsys.readouterr().err
    assert not training_runs.is_alive(folder)


@pytest.mark.parametrize("wrong", ["source", "base", "replay", "device", "name"])
def test_a_rejected_run_leaves_nothing(request_of_run, tmp_path, capsys, wrong):
    arguments = {
        "source": [str(tmp_path / "none.gvseg")],
        "base": ["--base", str(tmp_path / "cut.safetensors")],
        "replay": ["--replay", str(tmp_path / "none.toml"), "--replay-root", str(tmp_path)],
        "device": ["--device", "cuda"],
        "name": ["--name", "my model"],
    }
    if wrong == "device" and torch.cuda.is_available():
        pytest.skip("there is such a device")
    (tmp_path / "cut.safetensors").write_bytes(request_of_run.base.read_bytes()[:500])
    base = [] if wrong == "base" else ["--base", str(request_of_run.base)]
    out = tmp_path / "runs" / "first"
    command = ["retrain", *request_of_run.sources, *arguments[wrong], *base, "--out", str(out)]
    assert cli.main(command) == 2
    assert capsys.readouterr().err.splitlines()[-1].startswith("gvseg-train: ")
    assert not out.parent.exists()


def test_a_resumed_run_keeps_the_name_of_its_model(request_of_run, tmp_path, monkeypatch):
    folder = tmp_path / "20260101-120000"
    prepare(replace(request_of_run, name="street"), folder)
    ended = {"verdict": "Keep.", "weights": str(request_of_run.base), "best_step": 1}
    ended |= {"minutes": 1.0, "before": 0.5, "after": 0.6}

    def end(retraining: Retraining) -> bool:
        (retraining.folder / training_runs.RESULT).write_text(json.dumps(ended), "utf-8")
        return True

    monkeypatch.setattr(Retraining, "run", end)
    assert cli.main(["retrain", "--out", str(folder), "--resume"]) == 0
    assert [model.name for model in ModelRegistry().models()] == [BUNDLED, "street"]


def test_a_folder_with_other_files_is_unchanged(request_of_run, tmp_path):
    precious = tmp_path / "mine" / "data" / "measured.csv"
    precious.parent.mkdir(parents=True)
    precious.write_text("years of work")
    with pytest.raises(OutputError, match="contains data from something other than a retraining"):
        prepare(request_of_run, tmp_path / "mine")
    assert precious.read_text() == "years of work"


def test_progress_can_be_read_while_it_is_written(tmp_path):
    (tmp_path / training_runs.PROGRESS).write_text('{"event": "start"}\n{"event": "st', "utf-8")
    assert training_runs.read_events(tmp_path) == [{"event": "start"}]


def test_only_an_existing_run_can_be_resumed(tmp_path):
    with pytest.raises(RequestError, match="no retraining that can be resumed"):
        read_request(tmp_path)
