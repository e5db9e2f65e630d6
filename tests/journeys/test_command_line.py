"""Complete workflows on the command line with the real engine. Its weights are random, so the tests
check everything except the quality of masks.
"""

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from safetensors.torch import save_file

from gvseg.bench import synthetic_video
from gvseg.bench.synthetic import HEIGHT, WIDTH, ellipses
from gvseg.cli import main
from gvseg.model.config import ModelConfig
from gvseg.model.network import build_network
from gvseg.model.weights import save_weights

FRAMES = 5


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    torch.manual_seed(0)
    config = ModelConfig()
    path = tmp_path_factory.mktemp("weights") / "random.safetensors"
    save_weights(path, config, build_network(config).state_dict(), {})
    return path


@pytest.fixture(scope="module")
def video(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return synthetic_video(tmp_path_factory.mktemp("video"), FRAMES)


@pytest.fixture
def mask(tmp_path: Path) -> Path:
    return save(tmp_path / "mask.png", numbers_of(2))


def numbers_of(count: int) -> np.ndarray:
    numbers = np.zeros((HEIGHT, WIDTH), np.uint8)
    for number, pixels in enumerate(ellipses(count, HEIGHT, WIDTH), start=1):
        numbers[pixels] = number
    return numbers


def save(path: Path, numbers: np.ndarray) -> Path:
    image = Image.fromarray(numbers)
    image.putpalette([0, 0, 0, 128, 0, 0, 0, 128, 0])
    image.save(path)
    return path


def run(*arguments: object) -> int:
    small = ("--short-side", "192", "--device", "cpu")
    return main([*map(str, arguments), *small])


def indexes(path: Path) -> np.ndarray:
    with Image.open(path) as image:
        return np.array(image)


def test_propagates_in_every_format_and_converts_back(
    video, mask, weights, tmp_path, capsys
) -> None:
    out = tmp_path / "out"
    formats = [
        argument for name in ("davis", "ytvis", "overlay") for argument in ("--format", name)
    ]
    arguments = ("propagate", video, "--exemplar", f"2:{mask}", "--out", out, "--weights", weights)
    assert run(*arguments, *formats) == 0
    assert sorted(path.name for path in out.glob("*.png")) == [
        f"{index:05d}.png" for index in range(FRAMES)
    ]
    assert np.array_equal(indexes(out / "00002.png"), indexes(mask))
    assert (out / "overlay.mp4").stat().st_size > 0
    ytvis = json.loads((out / "annotations.json").read_text())
    assert len(ytvis["videos"][0]["file_names"]) == FRAMES
    assert "cpu" in capsys.readouterr().err
    back = tmp_path / "back"
    assert main(["convert", str(out), str(back), "--from", "ytvis", "--to", "davis"]) == 0
    assert np.array_equal(indexes(back / "00002.png"), indexes(mask))


def test_objects_can_appear_later_and_by_clicks(video, weights, tmp_path) -> None:
    first = save(tmp_path / "first.png", (numbers_of(2) == 1).astype(np.uint8))
    later = save(tmp_path / "later.png", (numbers_of(2) == 2).astype(np.uint8) * 2)
    out = tmp_path / "out"
    arguments = ("propagate", video, "--exemplar", first, "--exemplar", f"3:{later}")
    clicks = ("--click", "4:7:427,240", "--click", "4:7:5,5:-")
    assert run(*arguments, *clicks, "--out", out, "--weights", weights) == 0
    assert np.array_equal(indexes(out / "00000.png") == 1, numbers_of(2) == 1)
    assert np.array_equal(indexes(out / "00003.png") == 2, numbers_of(2) == 2)
    assert len(list(out.iterdir())) == FRAMES


def test_a_range_includes_its_last_frame(video, mask, weights, tmp_path) -> None:
    out = tmp_path / "out"
    arguments = ("propagate", video, "--exemplar", mask, "--out", out, "--weights", weights)
    assert run(*arguments, "--first", "1", "--last", "3") == 0
    assert sorted(path.stem for path in out.iterdir()) == ["00001", "00002", "00003"]


def other_safetensors(path: Path) -> None:
    save_file({"weight": torch.zeros(3)}, path)


def pickled(path: Path) -> None:
    torch.save({"weight": torch.zeros(3)}, path)


def half_of_ours(path: Path) -> None:
    config = ModelConfig()
    save_weights(path, config, {"some.weight": torch.zeros(3)}, {})


@pytest.mark.parametrize("make", [other_safetensors, pickled, half_of_ours, Path.mkdir, None])
def test_refuses_weights_of_another_program(video, mask, tmp_path, make, capsys) -> None:
    weights = tmp_path / "w.safetensors"
    if make is not None:
        make(weights)
    arguments = ("propagate", video, "--exemplar", mask, "--out", tmp_path / "out")
    assert run(*arguments, "--weights", weights) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 1
    assert "w.safetensors" in said.err
    assert not (tmp_path / "out").exists()


def test_refuses_a_missing_device(video, mask, weights, tmp_path, capsys) -> None:
    arguments = ["propagate", video, "--exemplar", mask, "--out", tmp_path / "out"]
    more = ["--weights", weights, "--device", "abacus"]
    assert main([str(argument) for argument in arguments + more]) == 2
    assert "abacus" in capsys.readouterr().err


def test_bench_reports_speed_by_stage_cost_per_object_and_memory(
    video, weights, tmp_path, capsys
) -> None:
    figures = tmp_path / "bench.json"
    arguments = ("bench", video, "--frames", "4", "--objects", "1,2", "--weights", weights)
    assert run(*arguments, "--json", figures) == 0
    table = capsys.readouterr().out
    for stage in ("decode", "encode", "memory read", "decode masks", "memory write", "write"):
        assert stage in table
    assert "each additional object costs" in table
    assert "peak memory" in table
    report = json.loads(figures.read_text())
    assert set(report["frame_s_by_objects"]) == {"1", "2"}
    assert all(report["stages_s"][stage] > 0 for stage in ("decode", "encode", "write"))
    assert report["peak_memory_bytes"] > 0
