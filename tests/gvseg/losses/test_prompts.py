"""The loss of prompts: rounds of clicks on mistakes, on an image that a network can learn."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from gvseg.losses.prompts import PromptBatch, prompt_loss
from gvseg.model.network import build_network
from tests.networks import TINY
from training.starting import freeze

SIDE = 64


@pytest.fixture
def network():
    """Return a network of which only the parts for prompts train, as in `lite-prompts`."""
    torch.manual_seed(2)
    network = build_network(replace(TINY, use_prompt_parts=True)).train()
    freeze(network, 0, ["prompts.*"])
    return network


def batch(*, has_box: bool = False) -> PromptBatch:
    """Return two bright squares on a dark ground."""
    images, truth = torch.full((2, 3, SIDE, SIDE), 40.0), torch.zeros(2, SIDE, SIDE)
    truth[:, 16:48, 8:40] = 1.0
    images += 170 * truth[:, None]
    box = torch.tensor([[-0.75, -0.5, 0.25, 0.5]]).repeat(2, 1)
    nothing = torch.zeros_like(truth)
    return PromptBatch(images, truth, torch.ones_like(truth), nothing, box if has_box else box * 0)


@pytest.mark.parametrize("has_box", [False, True], ids=["clicks", "box"])
def test_the_parts_for_prompts_learn_a_square(network, has_box):
    trained = [*network.prompts.parameters()]
    optimiser = torch.optim.AdamW(trained, lr=3e-3)
    losses = []
    for step in range(30):
        loss, _ = prompt_loss(network, batch(has_box=has_box), np.random.default_rng(step), 1.0)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        losses.append(float(loss.detach()))
    assert np.mean(losses[-5:]) < 0.5 * np.mean(losses[:3])


def test_a_frozen_encoder_gets_no_gradient_and_another_one_does(network):
    prompt_loss(network, batch(), np.random.default_rng(0), 1.0)[0].backward()
    assert all(value.grad is None for value in network.encoder.parameters())
    network.requires_grad_(requires_grad=True)
    prompt_loss(network, batch(), np.random.default_rng(0), 1.0)[0].backward()
    assert any(value.grad is not None for value in network.encoder.parameters())


def test_the_same_seed_gives_the_same_loss(network):
    network.eval()
    one, other = (prompt_loss(network, batch(), np.random.default_rng(7), 1.0)[0] for _ in range(2))
    assert torch.equal(one, other)


def test_unlabelled_pixels_do_not_count(network):
    network.eval()
    plain = batch()
    known = plain.known.clone()
    known[:, :, 48:] = 0.0
    hidden = PromptBatch(plain.images, plain.truth, known, plain.drafts, plain.boxes)
    truth = plain.truth.clone()
    truth[:, :, 48:] = 1.0
    wrong = PromptBatch(plain.images, truth, known, plain.drafts, plain.boxes)
    found = [prompt_loss(network, one, np.random.default_rng(3), 1.0)[0] for one in (hidden, wrong)]
    torch.testing.assert_close(*found)
