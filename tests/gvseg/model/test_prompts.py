"""Parts of their own for prompts, and boxes as maps."""

from dataclasses import replace
from types import SimpleNamespace

import torch

from gvseg.model.network import GvSegNet, build_network
from gvseg.model.prompts import box_map, box_target
from gvseg.model.weights import LoadedWeights, load_weights, save_weights
from tests.networks import TINY, tiny_weights
from training.starting import fresh_network

HEIGHT, WIDTH = 64, 96
NO_BOX = torch.zeros(1, 4)
CLICK = (torch.tensor([[[-0.5, 0.25]]]), torch.ones(1, 1))


def with_prompt_parts() -> GvSegNet:
    """Return the tiny network, extended by untrained parts for prompts."""
    recipe = SimpleNamespace(model={"use_prompt_parts": True}, vocabulary=())
    return fresh_network(recipe, tiny_weights()).eval()


def clicked(network: GvSegNet, box: torch.Tensor | None = None) -> torch.Tensor:
    torch.manual_seed(1)
    features = network.encode(torch.rand(1, 3, HEIGHT, WIDTH) * 255)
    nothing = torch.zeros(1, 1, HEIGHT // 4, WIDTH // 4)
    return network.segment_from_prompts(features, *CLICK, nothing, box).mask_logits[-1]


def test_a_box_covers_whole_cells_and_shares_of_cells():
    box = torch.tensor([[-1.0, -0.5, 0.25, 0.5]])  # columns 0 to 2.5 of 4, rows 1 to 3 of 4
    expected = torch.zeros(4, 4)
    expected[1:3, :2], expected[1:3, 2] = 1.0, 0.5
    torch.testing.assert_close(box_map(box, (4, 4))[0, 0], expected)


def test_no_box_gives_empty_maps():
    assert not box_map(NO_BOX, (4, 6)).any()
    assert not box_target(NO_BOX, (4, 6)).any()


def test_the_classifiers_target_is_highest_in_the_middle_of_the_box():
    target = box_target(torch.tensor([[-0.5, -1.0, 1.0, 0.0]]), (20, 20))[0, 0]
    assert divmod(int(target.argmax()), 20) in {(4, 12), (5, 12), (4, 11), (5, 11)}
    assert not target[:, :5].any()
    assert not target[10:].any()


@torch.no_grad()
def test_the_parts_start_with_the_masks_of_the_network_without_them():
    torch.testing.assert_close(clicked(with_prompt_parts()), clicked(tiny_weights().network.eval()))


@torch.no_grad()
def test_trained_parts_change_masks_of_prompts_but_not_propagation():
    network, plain = with_prompt_parts(), tiny_weights().network
    for value in network.prompts.parameters():
        value.add_(0.05)
    assert not torch.allclose(clicked(network), clicked(plain))
    state = network.state_dict()
    for name, value in plain.state_dict().items():
        assert torch.equal(state[name], value), name


@torch.no_grad()
def test_a_box_changes_the_mask_and_gives_the_query_without_clicks():
    network = with_prompt_parts()
    assert not torch.allclose(
        clicked(network, torch.tensor([[-0.8, -0.8, 0.8, 0.8]])), clicked(network)
    )
    features = network.encode(torch.rand(1, 3, HEIGHT, WIDTH) * 255)
    nothing = torch.zeros(1, 1, HEIGHT // 4, WIDTH // 4)
    points, sign = torch.zeros(1, 1, 2), torch.zeros(1, 1)
    found = network.segment_from_prompts(features, points, sign, nothing, torch.ones(1, 4) * 0.5)
    assert torch.isfinite(found.mask_logits[-1]).all()


def test_weights_files_keep_the_parts(tmp_path):
    network = with_prompt_parts()
    save_weights(tmp_path / "w.safetensors", network.config, network.state_dict(), {})
    read = load_weights(tmp_path / "w.safetensors").network
    assert read.prompts is not None
    for name, value in network.prompts.state_dict().items():
        assert torch.equal(read.prompts.state_dict()[name], value)


def test_a_base_with_parts_keeps_its_own():
    torch.manual_seed(5)
    base = build_network(replace(TINY, use_prompt_parts=True)).eval()
    recipe = SimpleNamespace(model={"use_prompt_parts": True}, vocabulary=())
    kept = fresh_network(recipe, LoadedWeights(base, {}))
    assert torch.equal(
        kept.prompts.confidence.layers[0].weight, base.prompts.confidence.layers[0].weight
    )
