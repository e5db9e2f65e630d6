"""The automatic tasks of the network: queries of each task, shared weights, and classes."""

from dataclasses import replace

import pytest
import torch
from torch.nn import functional as F

from gvseg.errors import WeightsError
from gvseg.model.weights import load_weights, save_weights
from gvseg.task import Task
from tests.networks import (
    TINY_SCENES,
    VOCABULARY,
    fresh_scene_network,
    scene_network,
    tiny_network,
)

GRID = TINY_SCENES.grid_side**2


def features_of(network, frames, height=64, width=96):
    torch.manual_seed(1)
    return network.encode(torch.rand(frames, 3, height, width) * 255)


@torch.no_grad()
@pytest.mark.parametrize(
    ("task", "things", "classes"),
    [
        (Task.INSTANCE, GRID, ()),
        (Task.SEMANTIC, 0, (0, 1, 2)),
        (Task.PANOPTIC, GRID, (0, 1)),
    ],
)
def test_each_task_has_its_own_queries_and_predicts_the_whole_clip(task, things, classes):
    network = scene_network()
    prediction = network.segment_scene(features_of(network, 6), 3, task)
    count = things + len(classes)
    assert (prediction.things, prediction.classes) == (things, classes)
    assert prediction.mask_logits[-1].shape == (2, count, 3, 16, 24)
    assert prediction.class_logits.shape == (2, count, len(VOCABULARY) + 1)


def test_one_set_of_weights_serves_all_four_tasks():
    """All tasks use all parts of the network, except for queries and the vocabulary."""
    network = fresh_scene_network()
    used: dict[Task, set[str]] = {}
    for task in (Task.INSTANCE, Task.SEMANTIC, Task.PANOPTIC):
        network.zero_grad(set_to_none=True)
        prediction = network.segment_scene(features_of(network, 2), 1, task)
        total = prediction.class_logits.sum() + sum(m.sum() for m in prediction.mask_logits)
        total.backward()
        used[task] = {n for n, p in network.named_parameters() if p.grad is not None}
    network.zero_grad(set_to_none=True)
    features = features_of(network, 1)
    points, sign = torch.zeros(1, 1, 2), torch.ones(1, 1)
    clicked = network.segment_from_prompts(features, points, sign, torch.zeros(1, 1, 16, 24))
    sum(m.sum() for m in clicked.mask_logits).backward()
    used[Task.EXEMPLAR] = {n for n, p in network.named_parameters() if p.grad is not None}
    shared = set.intersection(*used.values())
    for part in ("encoder.backbone", "encoder.pixel_decoder", "conditioner", "decoder"):
        assert any(name.startswith(part) for name in shared), part
    own = {"scene", "exemplar_queries", "exemplar_classifier", "refined_query"}
    assert {name.split(".")[0] for name in set.union(*used.values()) - shared} <= {
        *own,
        "conditioner",  # prompts (clicks and masks) belong to the exemplar task only
        "encoder",  # features of the exemplar classifier
        "memory_reader",
    }


@torch.no_grad()
def test_things_have_a_descriptor_and_stuff_has_none():
    network = scene_network()
    masks = (torch.rand(1, 4, 2, 16, 24) > 0.5).float()
    torch.nn.init.normal_(network.exemplar_queries.shape_position.weight)
    described = network.exemplar_queries.describe_clip(masks, things=3)
    torch.nn.init.zeros_(network.exemplar_queries.shape_position.weight)
    assert bool((described[:, :3] != 0).any(2).all())
    assert not bool(described[:, 3:].any())


@torch.no_grad()
def test_a_clip_is_described_by_the_mean_over_the_frames_that_show_the_thing():
    network = fresh_scene_network()
    queries = network.exemplar_queries
    torch.nn.init.normal_(queries.shape_position.weight)
    masks = torch.rand(1, 1, 3, 16, 24)
    masks[:, :, 1] = 0.0
    halved = [F.avg_pool2d(masks[:, 0, [frame]], 2) for frame in (0, 2)]
    each = [queries.describe(one) for one in halved]
    torch.testing.assert_close(queries.describe_clip(masks, things=1), (each[0] + each[1]) / 2)


@torch.no_grad()
def test_classes_not_seen_in_training_have_no_query():
    network = fresh_scene_network()
    network.require_scene().queries.is_seen_K[1] = 0
    prediction = network.segment_scene(features_of(network, 1), 1, Task.SEMANTIC)
    assert prediction.classes == (0, 2)


@torch.no_grad()
def test_a_representation_starts_at_the_first_mean_and_is_updated_by_momentum():
    network = fresh_scene_network()
    queries = network.require_scene().queries
    queries.is_seen_K.zero_()
    features = features_of(network, 1)
    masks = torch.zeros(1, 3, 16, 24)
    masks[:, 0, :8] = 1
    queries.update_classes(features, masks, momentum=0.9)
    first = queries.representation_KC[0].clone()
    assert queries.is_seen_K.tolist() == [1, 0, 0]
    expected = torch.cat(
        (features.stride_16[0, :, :2].mean((1, 2)), features.stride_8[0, :, :4].mean((1, 2)))
    )
    assert torch.allclose(first, expected, atol=1e-5)
    masks = masks.flip(2)
    queries.update_classes(features, masks, momentum=0.9)
    other = torch.cat(
        (features.stride_16[0, :, 2:].mean((1, 2)), features.stride_8[0, :, 4:].mean((1, 2)))
    )
    assert torch.allclose(queries.representation_KC[0], 0.9 * first + 0.1 * other, atol=1e-5)


@torch.no_grad()
@pytest.mark.parametrize(
    "switch", ["use_shape_position", "use_task_queries", "use_task_association"]
)
def test_every_part_of_the_method_can_be_switched_off(switch):
    network = fresh_scene_network(replace(TINY_SCENES, **{switch: False}))
    prediction = network.segment_scene(features_of(network, 1), 1, Task.PANOPTIC)
    assert prediction.mask_logits[-1].isfinite().all()


def test_a_vocabulary_survives_a_round_trip_and_its_absence_is_reported(tmp_path):
    path = tmp_path / "scene.safetensors"
    save_weights(path, TINY_SCENES, scene_network().state_dict(), {})
    loaded = load_weights(path).network
    assert loaded.config.vocabulary == VOCABULARY
    assert torch.equal(
        loaded.require_scene().queries.representation_KC,
        scene_network().require_scene().queries.representation_KC,
    )
    with pytest.raises(WeightsError, match="exemplar task only"):
        tiny_network().require_scene()
