"""An encoder that does not train is encoded without gradients; its keys may still train."""

import pytest
import torch

from gvseg.losses.encoding import encode_frames
from gvseg.model.network import build_network
from tests.networks import TINY

KEYS = "encoder.pixel_decoder.key."


@pytest.fixture
def images() -> torch.Tensor:
    torch.manual_seed(2)
    return torch.rand(5, 3, 64, 64) * 255  # one more than are encoded at once on a CPU


@pytest.mark.parametrize("trained", ["", KEYS, "encoder.pixel_decoder."])
def test_gradients_reach_what_trains_and_nothing_else(images, trained):
    torch.manual_seed(1)
    network = build_network(TINY)
    for name, value in network.named_parameters():
        value.requires_grad_(bool(trained) and name.startswith(trained))
    features = encode_frames(network, images)
    assert features.key.requires_grad == bool(trained)
    assert features.stride_16.requires_grad == (trained == "encoder.pixel_decoder.")
    if trained:
        (features.key.square().sum() + features.stride_4.sum()).backward()
        reached = {name for name, value in network.named_parameters() if value.grad is not None}
        assert f"{KEYS}weight" in reached
        assert all(name.startswith(trained) for name in reached)


@torch.no_grad()
def test_half_precision_changes_the_features_little(images):
    torch.manual_seed(1)
    network = build_network(TINY).requires_grad_(requires_grad=False)
    for ours, theirs in zip(encode_frames(network, images), network.encode(images), strict=True):
        assert ours.dtype == torch.float32
        assert (ours - theirs).abs().mean() < 0.05 * theirs.abs().mean() + 1e-3
