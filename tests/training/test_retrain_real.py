"""On real video, corrections of the first half improve the second half and cost other videos
little.
"""

from pathlib import Path

import pytest

from gvseg import training_runs
from gvseg.engine.bundled import bundled_weights
from gvseg.engine.session import Session
from training import cli
from training.evaluate import score_sequences
from training.validation import find_sequences, propagate_with

OTHERS = ["yt-3e91f10205", "yt-6f96e91d81", "yt-f635e9568b"]
STEPS = 80


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_correcting_the_first_half_improves_the_second_and_keeps_others(
    shared_data: Path, tmp_path: Path
) -> None:
    tennis = shared_data / "video" / "tennis"  # held out from the training of the bundled weights
    folder = tmp_path / "run"
    arguments = ["retrain", f"davis:{tennis / 'masks'}", "--video", str(tennis / "images")]
    arguments += ["--hold-out", "time", "--held-out-share", "0.5", "--out", str(folder)]
    assert cli.main([*arguments, "--steps", str(STEPS), "--minutes", "1000"]) == 0
    result = training_runs.read_json(folder, training_runs.RESULT)
    assert result is not None
    assert result["after"] - result["before"] > 0.01
    others = find_sequences(shared_data / "video", OTHERS)
    before, after = (
        score_sequences(propagate_with(Session.load(weights)), others).j_and_f
        for weights in (bundled_weights(), folder / "best.safetensors")
    )
    assert after - before > -0.03
