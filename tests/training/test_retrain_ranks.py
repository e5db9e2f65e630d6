"""`torchrun -m training retrain`: two processes train the same run as one, stop together and
resume.
"""

import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from corrected_video import write_project
from networks import write_tiny_weights

from gvseg import training_runs
from gvseg.model.weights import load_weights
from training import cli
from training.retraining import recipe, run
from training.retraining.state import read_state

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1500)]

ROOT = Path(__file__).parent.parent.parent
STEPS = 12
COMMAND = """
import sys
from dataclasses import replace
from training import cli
from training.retraining import run
run.PHASE = replace(run.PHASE, canvas=64, clips=1)
run.FEWEST_STEPS = run.MOST_STEPS = 6
sys.exit(cli.main(sys.argv[1:]))
"""


def start_ranks(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    command = folder / "command.py"
    command.write_text(COMMAND, encoding="utf-8")
    runner = [sys.executable, "-m", "torch.distributed.run", "--nproc-per-node", "2"]
    return subprocess.Popen(
        [*runner, "--standalone", str(command), "retrain", *arguments, "--device", "cpu"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def words_of(folder: Path, steps: int = STEPS) -> list[str]:
    project, base = write_project(folder), write_tiny_weights(folder)
    return [str(project), "--base", str(base), "--minutes", "1000", "--steps", str(steps)]


def curve(folder: Path) -> list[tuple[int, float]]:
    events = training_runs.read_events(folder)
    return [(one["step"], one["j_and_f"]) for one in events if one["event"] == "validated"]


def assert_near(ours: Path, theirs: Path) -> None:
    states = [
        load_weights(one / "current.safetensors").network.state_dict() for one in (ours, theirs)
    ]
    for name, tensor in states[0].items():
        torch.testing.assert_close(states[1][name], tensor, rtol=1e-3, atol=1e-4)


@pytest.fixture
def one_thread():
    """Use one thread, as each rank does, because sums in another order diverge over the steps."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.mark.usefixtures("one_thread")
def test_two_ranks_train_what_one_trains_with_twice_the_batches(tmp_path, monkeypatch):
    arguments = words_of(tmp_path)
    child = start_ranks(tmp_path, *arguments, "--out", str(tmp_path / "ranks"))
    out, err = child.communicate(timeout=900)
    assert child.returncode == 0, err
    assert out.count("report:") == err.count("Training on corrections") == 1, "only one rank prints"
    monkeypatch.setattr(run, "PHASE", replace(run.PHASE, canvas=64, clips=1))
    monkeypatch.setattr(recipe, "OPTIMISER", replace(recipe.OPTIMISER, accumulate=2))
    monkeypatch.setattr(run, "FEWEST_STEPS", 6)
    monkeypatch.setattr(run, "MOST_STEPS", 6)
    assert cli.main(["retrain", *arguments, "--out", str(tmp_path / "one"), "--device", "cpu"]) == 0
    ours, theirs = curve(tmp_path / "one"), curve(tmp_path / "ranks")
    assert [step for step, _ in theirs] == [step for step, _ in ours] == [0, 6, 12]
    assert [score for _, score in theirs] == pytest.approx([s for _, s in ours], abs=5e-3)
    assert_near(tmp_path / "one", tmp_path / "ranks")


def test_paused_ranks_resume(tmp_path):
    folder = tmp_path / "run"
    child = start_ranks(tmp_path, *words_of(tmp_path, 100_000), "--out", str(folder))
    while len(curve(folder)) < 2:
        assert child.poll() is None, child.communicate()
        time.sleep(0.1)
    training_runs.ask_to_stop(folder)
    _, err = child.communicate(timeout=300)
    assert child.returncode != 0
    assert err.count("continue with") == 1, err
    scored = len(curve(folder))
    steps = read_state(folder).history[-1][0] + 6
    child = start_ranks(tmp_path, "--out", str(folder), "--resume", "--steps", str(steps))
    _, err = child.communicate(timeout=900)
    assert child.returncode == 0, err
    assert training_runs.read_json(folder, training_runs.RESULT) is not None
    assert [step for step, _ in curve(folder)][scored - 1 :] == [steps - 6, steps]


def test_an_error_of_the_main_rank_is_printed_once(tmp_path):
    child = start_ranks(tmp_path, str(tmp_path / "no.gvseg"), "--out", str(tmp_path / "run"))
    _, err = child.communicate(timeout=300)
    assert child.returncode != 0
    assert err.count("gvseg-train: ") == 1, err
