"""`gvseg evaluate` prints figures, writes them to a file, and reports input that cannot be compared
in one line.
"""

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from gvseg.cli import main

FRAMES = 5


def write_sequence(folder: Path, shift_px: int = 0) -> Path:
    folder.mkdir(parents=True)
    for index in range(FRAMES):
        numbers = np.zeros((60, 80), np.uint8)
        numbers[20:40, 10 + index + shift_px : 40 + index + shift_px] = 1
        image = Image.fromarray(numbers)
        image.putpalette([0, 0, 0, 128, 0, 0])
        image.save(folder / f"{index:05d}.png")
    return folder


@pytest.fixture
def truth(tmp_path: Path) -> Path:
    return write_sequence(tmp_path / "truth")


def evaluate(pred: Path, gt: Path, *more: object) -> int:
    try:
        return main(["evaluate", str(pred), str(gt), "--metric", "jf", *map(str, more)])
    except SystemExit as ended:
        return int(ended.code or 0)


def test_perfect_results_score_one(truth, tmp_path, capsys) -> None:
    pred = write_sequence(tmp_path / "pred")
    assert evaluate(pred, truth, "--json", tmp_path / "jf.json") == 0
    assert "J&F" in capsys.readouterr().out
    assert "1.0" in (tmp_path / "jf.json").read_text()


def test_shifted_results_score_less(truth, tmp_path) -> None:
    pred = write_sequence(tmp_path / "pred", shift_px=10)
    figures = tmp_path / "deep" / "jf.json"
    assert evaluate(pred, truth, "--json", figures) == 0
    assert 0.3 < json.loads(figures.read_text())["j_and_f"] < 0.8


def test_a_folder_of_sequences(tmp_path, capsys) -> None:
    for name in ("walk", "run"):
        write_sequence(tmp_path / "truth" / name)
        write_sequence(tmp_path / "pred" / name)
    assert evaluate(tmp_path / "pred", tmp_path / "truth") == 0
    said = capsys.readouterr().out
    assert "walk" in said
    assert "run" in said


def test_reports_a_missing_frame(truth, tmp_path, capsys) -> None:
    pred = write_sequence(tmp_path / "pred")
    (pred / "00002.png").unlink()
    assert evaluate(pred, truth, "--json", tmp_path / "jf.json") == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "00002" in said.err
    assert len(said.err.splitlines()) == 1
    assert not (tmp_path / "jf.json").exists()


def test_reports_a_missing_folder(truth, tmp_path, capsys) -> None:
    assert evaluate(tmp_path / "none", truth) == 2
    assert "none" in capsys.readouterr().err


def test_a_metric_that_does_not_exist(truth, capsys) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["evaluate", str(truth), str(truth), "--metric", "beauty"])
    assert "beauty" in capsys.readouterr().err
