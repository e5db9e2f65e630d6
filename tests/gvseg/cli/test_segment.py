"""`gvseg segment` detects, classifies, tracks and writes objects; the network is real but
untrained.
"""

import json

import numpy as np
import pytest
from PIL import Image

from gvseg.cli import main
from gvseg.formats import read_documents
from gvseg.model.network import build_network
from gvseg.model.weights import save_weights
from tests.clips import encode_clip
from tests.networks import TINY_SCENES, VOCABULARY, scene_network, write_tiny_weights

FRAMES, HEIGHT, WIDTH = 5, 70, 90


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    folder = tmp_path_factory.mktemp("video")
    return encode_clip(folder / "drive.mp4", frame_count=FRAMES, size=(HEIGHT, WIDTH))


@pytest.fixture(scope="module")
def weights(tmp_path_factory):
    path = tmp_path_factory.mktemp("weights") / "scene.safetensors"
    save_weights(path, TINY_SCENES, scene_network().state_dict(), {"short_side": 96})
    return path


def segment(source, weights, *more):
    arguments = ["segment", str(source), "--weights", str(weights), "--device", "cpu"]
    return main([*arguments, *map(str, more)])


def test_semantic_writes_a_named_class_for_every_pixel(source, weights, tmp_path):
    assert segment(source, weights, "--task", "semantic", "--out", tmp_path / "out") == 0
    images = sorted((tmp_path / "out").glob("*.png"))
    assert len(images) == FRAMES
    numbers = np.unique([np.array(Image.open(path)) for path in images])
    classes = json.loads((tmp_path / "out" / "classes.json").read_text())["categories"]
    assert [row["name"] for row in classes] == [entry.name for entry in VOCABULARY]
    assert set(numbers) <= {row["id"] for row in classes}


def test_panoptic_covers_the_frame_in_vipseg_layout(source, weights, tmp_path):
    status = segment(
        source, weights, "--task", "panoptic", "--min-score", 0, "--out", tmp_path / "out"
    )
    assert status == 0
    (document,) = read_documents(tmp_path / "out", "vipseg")
    for frame_index in range(FRAMES):
        pixels = sum(
            record.mask.to_array().astype(int) for record in document.masks_on(frame_index).values()
        )
        assert pixels.min() == pixels.max() == 1


def test_instances_are_written_to_youtube_vis_with_scores_and_classes(source, weights, tmp_path):
    status = segment(
        source,
        weights,
        *("--task", "instance", "--min-score", 0, "--format", "ytvis-results"),
        *("--out", tmp_path / "found.json"),
    )
    assert status == 0
    rows = json.loads((tmp_path / "found.json").read_text())
    assert rows, "an untrained network finds something if every score is accepted"
    things = {n for n, entry in enumerate(VOCABULARY, start=1) if entry.is_thing}
    assert {row["category_id"] for row in rows} <= things
    assert all(0 <= row["score"] <= 1 for row in rows)
    assert all(len(row["segmentations"]) == FRAMES for row in rows)


def test_writes_only_the_requested_range(source, weights, tmp_path):
    segment(
        source, weights, "--task", "semantic", "--first", 1, "--last", 2, "--out", tmp_path / "out"
    )
    assert [path.stem for path in sorted((tmp_path / "out").glob("*.png"))] == ["00001", "00002"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--min-score", "1.5"), "between 0 and 1"),
        (("--first", "9"), "frame"),
        (("--format", "pascal"), "pascal"),
    ],
)
def test_bad_input_writes_nothing(source, weights, tmp_path, capsys, arguments, message):
    out = tmp_path / "out"
    assert segment(source, weights, "--task", "semantic", "--out", out, *arguments) == 2
    error = capsys.readouterr().err.strip().splitlines()[-1]
    assert message in error
    assert not out.exists()


def test_refuses_weights_without_classes(source, tmp_path, capsys):
    weights = write_tiny_weights(tmp_path)
    assert segment(source, weights, "--task", "panoptic", "--out", tmp_path / "out") == 2
    assert "exemplar task only" in capsys.readouterr().err


def test_refuses_weights_that_have_not_seen_a_class(source, tmp_path, capsys):
    weights = tmp_path / "new.safetensors"
    save_weights(weights, TINY_SCENES, build_network(TINY_SCENES).state_dict(), {"short_side": 96})
    assert segment(source, weights, "--task", "semantic", "--out", tmp_path / "out") == 2
    assert "have not seen any class" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
