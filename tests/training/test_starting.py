"""The network that a run starts from: the weights of its base, extended according to the recipe."""

from dataclasses import replace
from types import SimpleNamespace

import torch
from torch.nn import functional as F

from gvseg.model.network import build_network
from gvseg.model.weights import LoadedWeights
from tests.networks import TINY, tiny_weights
from training.starting import (
    KEY_SHARPNESS,
    MATCHED_SHARE,
    RECENT_SHARE,
    freeze,
    fresh_network,
    start_unit_keys,
)

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


MATCHED = SimpleNamespace(model={"use_matched_masks": True}, vocabulary=())


def test_a_base_without_matched_masks_gives_them_part_of_the_scores_weights():
    base = tiny_weights()
    network = fresh_network(MATCHED, base)
    score = base.network.conditioner.cues_8.weight[:, 0, 0, 0]
    found = network.conditioner.matched.masks_8.weight[:, :4, 0, 0].sum(1)
    torch.testing.assert_close(found, MATCHED_SHARE * score)


@torch.no_grad()
def test_unit_keys_start_with_the_distances_between_the_features():
    torch.manual_seed(6)
    network = build_network(replace(TINY, use_matched_masks=True)).eval()
    images = torch.rand(4, 3, 64, 64) * 255
    start_unit_keys(network, images)
    features = network.encode(images)
    key_PC = features.key.transpose(0, 1).flatten(1).T
    feature_PC = F.normalize(features.stride_16.transpose(0, 1).flatten(1).T, dim=1)
    cosines = torch.stack([(key_PC @ key_PC.T).flatten(), (feature_PC @ feature_PC.T).flatten()])
    assert torch.corrcoef(cosines)[0, 1] > 0.95
    # Every pixel of memory has the same sharpness, so that none is preferred by all pixels.
    strength = features.shrinkage * network.memory_reader.scale
    torch.testing.assert_close(strength, torch.full_like(strength, KEY_SHARPNESS / 2))


OWN_ENCODER = {"use_prompt_parts": True, "use_prompt_encoder": True}


def test_an_encoder_for_prompts_starts_as_a_copy_of_the_encoder():
    recipe = SimpleNamespace(model=OWN_ENCODER, vocabulary=())
    network = fresh_network(recipe, tiny_weights())
    copied = network.prompts.encoder.state_dict()
    for name, tensor in network.encoder.state_dict().items():
        assert torch.equal(copied[name], tensor)
        assert copied[name].data_ptr() != tensor.data_ptr()


def test_frozen_stages_are_frozen_in_both_encoders():
    network = build_network(replace(TINY, **OWN_ENCODER))
    trained = freeze(network, 3, ["prompts.*"])
    assert not any(name.startswith("encoder.") for name in trained)
    prefix = "prompts.encoder.backbone."
    ours = {name.removeprefix(prefix) for name in trained if name.startswith(prefix)}
    assert {name.split(".")[1] for name in ours} == {"3", "4", "5", "6"}
