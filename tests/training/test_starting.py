"""The network that a run starts from: the weights of its base, extended according to the recipe."""

from dataclasses import replace
from types import SimpleNamespace

import torch

from gvseg.model.network import build_network
from gvseg.model.weights import LoadedWeights
from tests.networks import TINY, tiny_weights
from training.starting import RECENT_SHARE, fresh_network

RECIPE = SimpleNamespace(model={"use_recent_read": True}, vocabulary=())


def test_a_base_without_the_recent_read_shares_its_weights_for_the_previous_mask():
    base = tiny_weights()
    before = base.network.conditioner.cues_8.weight[:, 2:].clone()
    network = fresh_network(RECIPE, base)
    found, previous = network.conditioner.recent.masks_8.weight, network.conditioner.cues_8.weight
    torch.testing.assert_close(found, RECENT_SHARE * before)
    torch.testing.assert_close(found + previous[:, 2:], before)
    assert torch.equal(base.network.conditioner.cues_8.weight[:, 2:], before)


def test_a_base_with_the_recent_read_keeps_its_own():
    torch.manual_seed(5)
    network = build_network(replace(TINY, use_recent_read=True)).eval()
    with torch.no_grad():
        network.conditioner.recent.masks_8.weight.fill_(0.25)
    kept = fresh_network(RECIPE, LoadedWeights(network, {}))
    assert (kept.conditioner.recent.masks_8.weight == 0.25).all()
