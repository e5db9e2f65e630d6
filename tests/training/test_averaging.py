"""`gvseg-train average` averages weights of consecutive runs and refuses others."""

from dataclasses import replace
from pathlib import Path

import pytest
import torch

from gvseg.engine.bundled import bundled_weights
from gvseg.model.config import ModelConfig
from gvseg.model.network import build_network
from gvseg.model.weights import load_weights, save_weights
from tests.networks import TINY
from training.cli import main
from training.release import card_text
from training.starting import earlier_runs

FIRST = {"recipe": "first", "steps": 5, "hours": 0.1}
SECOND = {"recipe": "second", "steps": 3, "hours": 0.1, "before": [FIRST]}


def write_weights(path: Path, card: dict, seed: int, config: ModelConfig = TINY) -> Path:
    torch.manual_seed(seed)
    save_weights(path, config, build_network(config).state_dict(), card)
    return path


def test_every_tensor_is_the_mean_and_the_card_lists_the_runs(tmp_path, capsys) -> None:
    one = write_weights(tmp_path / "one.safetensors", FIRST, 1)
    two = write_weights(tmp_path / "two.safetensors", SECOND, 2)
    out = tmp_path / "mean.safetensors"
    assert main(["average", str(one), str(two), "--out", str(out)]) == 0
    assert str(out) in capsys.readouterr().out
    mean = load_weights(out)
    assert mean.card == SECOND | {"mean_of": ["first", "second"]}
    before, after = (load_weights(path).network.state_dict() for path in (one, two))
    for name, tensor in mean.network.state_dict().items():
        torch.testing.assert_close(tensor, (before[name] + after[name]) / 2)


def test_a_run_that_gained_an_encoder_for_clicks_started_with_a_copy_of_the_encoder(tmp_path):
    with_parts = replace(TINY, use_prompt_parts=True)
    with_encoder = replace(with_parts, use_prompt_encoder=True)
    one = write_weights(tmp_path / "one.safetensors", FIRST, 1, with_parts)
    two = write_weights(tmp_path / "two.safetensors", SECOND, 2, with_encoder)
    out = tmp_path / "mean.safetensors"
    assert main(["average", str(one), str(two), "--out", str(out)]) == 0
    before, after, mean = (load_weights(path).network for path in (one, two, out))
    started, ended = before.encoder.state_dict(), after.prompts.encoder.state_dict()
    for name, tensor in mean.prompts.encoder.state_dict().items():
        torch.testing.assert_close(tensor, (started[name] + ended[name]) / 2)


def test_half_precision_halves_the_file_size(tmp_path) -> None:
    one = write_weights(tmp_path / "one.safetensors", FIRST, 1)
    out = tmp_path / "half.safetensors"
    assert main(["average", str(one), "--half", "--out", str(out)]) == 0
    assert out.stat().st_size < 0.6 * one.stat().st_size
    assert load_weights(out).card == FIRST
    before, after = (load_weights(path).network.state_dict() for path in (one, out))
    for name, tensor in after.items():
        assert tensor.dtype == before[name].dtype
        torch.testing.assert_close(tensor, before[name].half().to(tensor.dtype))


def test_the_card_says_which_weights_were_averaged() -> None:
    begun_with = FIRST | {"mean_of": ["zeroth", "first"]}
    last = {"recipe": "second", "steps": 3, "hours": 0.1}
    card = last | {"before": earlier_runs(begun_with), "mean_of": ["first", "second", "second"]}
    page = card_text("made", load_weights(bundled_weights()).card | card, [])
    assert "`second` started from the mean of the weights after zeroth, first." in page
    assert "the mean of the weights after first, second (2 times)." in page


@pytest.mark.parametrize("card", [{"recipe": "other", "steps": 1, "hours": 0.1}, {}])
def test_refuses_weights_of_unrelated_runs(tmp_path, capsys, card) -> None:
    one = write_weights(tmp_path / "one.safetensors", card, 1)
    two = write_weights(tmp_path / "two.safetensors", SECOND, 2)
    out = tmp_path / "mean.safetensors"
    assert main(["average", str(one), str(two), "--out", str(out)]) == 2
    assert "was not trained from" in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (replace(TINY, value_width=64), TINY),
        (TINY, replace(TINY, use_prompt_parts=True, use_prompt_encoder=True)),
    ],
)
def test_refuses_weights_of_another_network(tmp_path, capsys, first, second) -> None:
    one = write_weights(tmp_path / "one.safetensors", FIRST, 1, first)
    two = write_weights(tmp_path / "two.safetensors", SECOND, 2, second)
    assert main(["average", str(one), str(two), "--out", str(tmp_path / "mean.safetensors")]) == 2
    assert "different networks" in capsys.readouterr().err
