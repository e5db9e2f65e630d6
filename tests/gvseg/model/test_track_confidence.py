"""Track confidence is stored in the weights file, and absent from files written without it."""

import pytest
import torch
from safetensors.torch import load_file

from gvseg.adaptation.adaptation import fingerprint
from gvseg.errors import WeightsError
from gvseg.model.track_confidence import EVIDENCE, PREFIX, TrackConfidence
from gvseg.model.weights import load_weights, save_weights
from tests.networks import TINY, tiny_network, write_tiny_weights


def test_survives_a_round_trip(tmp_path):
    torch.manual_seed(1)
    made = TrackConfidence()
    made.calibration.copy_(torch.tensor([0.7, 0.2]))
    path = tmp_path / "w.safetensors"
    save_weights(path, TINY, tiny_network().state_dict(), {}, made)
    loaded = load_weights(path)
    evidence = torch.randn(5, len(EVIDENCE))
    assert torch.allclose(loaded.track_confidence(evidence), made(evidence))
    assert fingerprint(loaded.network) == fingerprint(tiny_network())


def test_a_file_without_it_can_be_read(tmp_path):
    assert load_weights(write_tiny_weights(tmp_path)).track_confidence is None


def test_refuses_one_that_does_not_fit_and_says_what_to_do(tmp_path):
    path = tmp_path / "w.safetensors"
    state = {**tiny_network().state_dict(), PREFIX + "mean_F": torch.zeros(3)}
    save_weights(path, TINY, state, {})
    with pytest.raises(WeightsError, match="gvseg-train confidence"):
        load_weights(path)


def test_its_tensors_keep_their_names(tmp_path):
    path = tmp_path / "w.safetensors"
    save_weights(path, TINY, tiny_network().state_dict(), {}, TrackConfidence())
    assert sorted(name for name in load_file(path) if name.startswith(PREFIX)) == [
        "track_confidence.calibration",
        "track_confidence.layers.0.bias",
        "track_confidence.layers.0.weight",
        "track_confidence.layers.2.bias",
        "track_confidence.layers.2.weight",
        "track_confidence.layers.4.bias",
        "track_confidence.layers.4.weight",
        "track_confidence.mean_F",
        "track_confidence.spread_F",
    ]


def test_the_confidence_is_the_calibrated_product_of_both_outputs():
    made = TrackConfidence()
    with torch.no_grad():
        for layer in (made.layers[0], made.layers[2], made.layers[4]):
            layer.weight.zero_()
            layer.bias.zero_()
        made.layers[4].bias.copy_(torch.tensor([2.0, -1.0]))
        found = made(torch.randn(1, len(EVIDENCE)))
    product = torch.sigmoid(torch.tensor(2.0)) * torch.sigmoid(torch.tensor(-1.0))
    assert torch.allclose(found, product, atol=1e-4)
