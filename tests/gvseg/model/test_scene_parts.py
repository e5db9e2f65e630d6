"""Parts of their own for the automatic tasks."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
import torch

from gvseg.model.network import GvSegNet
from gvseg.model.weights import LoadedWeights, load_weights, save_weights
from gvseg.task import Task
from tests.networks import TINY_SCENES, VOCABULARY, fresh_scene_network, scene_network
from training.starting import fresh_network

AUTOMATIC = [task for task in Task if task is not Task.EXEMPLAR]


def with_scene_parts(base: GvSegNet | None = None) -> GvSegNet:
    """Return a network, extended by untrained parts for the automatic tasks."""
    recipe = SimpleNamespace(model={"use_scene_parts": True}, vocabulary=VOCABULARY)
    return fresh_network(recipe, LoadedWeights(base or scene_network(), {})).eval()


def trained_base() -> GvSegNet:
    """Return a network without parts whose inputs for a missing object all have an effect."""
    network = fresh_scene_network().eval()
    with torch.no_grad():
        for name in ("scene.view", "memory_reader.nothing_read"):
            network.get_parameter(name).normal_()
    return network


@torch.no_grad()
def masks(network: GvSegNet, task: Task) -> torch.Tensor:
    torch.manual_seed(1)
    features = network.encode(torch.rand(4, 3, 64, 96) * 255)
    return network.segment_scene(features, 2, task).mask_logits[-1]


@torch.no_grad()
def clicked(network: GvSegNet) -> torch.Tensor:
    torch.manual_seed(1)
    features = network.encode(torch.rand(1, 3, 64, 96) * 255)
    click = (torch.tensor([[[-0.5, 0.25]]]), torch.ones(1, 1))
    return network.segment_from_prompts(features, *click, torch.zeros(1, 1, 16, 24)).mask_logits[-1]


@pytest.mark.parametrize("task", AUTOMATIC)
def test_the_parts_start_with_the_masks_of_the_network_without_them(task):
    base = trained_base()
    torch.testing.assert_close(masks(with_scene_parts(base), task), masks(base, task))


@pytest.mark.parametrize("part", ["refiner", "decoder"])
def test_each_part_changes_the_automatic_tasks_but_not_the_exemplar_task(part):
    network, plain = with_scene_parts(), scene_network()
    with torch.no_grad():
        for value in getattr(network.scene, part).parameters():
            value.add_(0.05)
    for task in AUTOMATIC:
        assert not torch.allclose(masks(network, task), masks(plain, task)), task
    assert torch.equal(clicked(network), clicked(plain))
    state = network.state_dict()
    for name, value in plain.state_dict().items():
        assert torch.equal(state[name], value), name


def test_weights_files_keep_the_parts(tmp_path):
    network = with_scene_parts()
    save_weights(tmp_path / "w.safetensors", network.config, network.state_dict(), {})
    read = load_weights(tmp_path / "w.safetensors").network
    assert torch.equal(masks(read, Task.PANOPTIC), masks(network, Task.PANOPTIC))
    assert read.scene.refiner is not None


def test_a_base_with_parts_keeps_its_own():
    base = fresh_scene_network(replace(TINY_SCENES, use_scene_parts=True)).eval()
    assert torch.equal(masks(with_scene_parts(base), Task.SEMANTIC), masks(base, Task.SEMANTIC))
