"""Clicks use the encoder that OpenVINO compiled for any size, once there is one."""

from dataclasses import replace

import pytest
import torch

from gvseg.engine import encoder_for_prompts
from gvseg.engine.encoder_for_prompts import EncoderForPrompts, for_prompts
from gvseg.model.network import build_network
from gvseg.model.pixel_decoder import FrameEncoder
from tests.networks import TINY, tiny_network

pytest.importorskip("openvino")


@pytest.fixture(autouse=True)
def short_work(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(encoder_for_prompts, "WORTH_COMPILING", 2)


def image(height: int, width: int) -> torch.Tensor:
    torch.manual_seed(height)
    pixels = torch.randint(0, 256, (1, 3, height, width), dtype=torch.uint8)
    return pixels.contiguous(memory_format=torch.channels_last)


def until_compiled(encoder: EncoderForPrompts) -> None:
    for _ in range(3):
        encoder(image(64, 64))
        encoder._begun.result()


@torch.inference_mode()
def test_features_of_all_sizes_are_those_of_the_original():
    network = tiny_network()
    fast = for_prompts(network, "cpu")
    until_compiled(fast.encoder)
    assert fast.encoder._part() is not None
    for size in ((64, 64), (64, 96), (128, 64)):
        features = zip(fast.encode(image(*size)), network.encode(image(*size)), strict=True)
        for ours, theirs in features:
            assert ours.shape == theirs.shape
            assert torch.allclose(ours, theirs, atol=1e-4)


@torch.inference_mode()
def test_a_few_images_are_not_worth_compiling():
    encoder = EncoderForPrompts(tiny_network().encoder)
    encoder._begun.result()
    encoder(image(64, 64))
    encoder(image(64, 64))
    assert encoder._begun.result() is None


@torch.inference_mode()
def test_the_next_session_finds_the_compiled_encoder():
    until_compiled(EncoderForPrompts(tiny_network().encoder))
    later = EncoderForPrompts(tiny_network().encoder)
    assert later._begun.result() is not None


def test_without_openvino_the_original_encodes(monkeypatch):
    monkeypatch.setenv("GVSEG_OPENVINO", "0")
    assert isinstance(for_prompts(tiny_network(), "cpu").encoder, FrameEncoder)


def test_the_original_network_is_left_as_it_is():
    network = tiny_network()
    for_prompts(network, "cpu")
    assert isinstance(network.encoder, FrameEncoder)


@torch.inference_mode()
@pytest.mark.parametrize("with_openvino", ["0", "1"])
def test_clicks_use_the_encoder_of_their_own_if_the_network_has_one(monkeypatch, with_openvino):
    monkeypatch.setenv("GVSEG_OPENVINO", with_openvino)
    torch.manual_seed(3)
    config = replace(TINY, use_prompt_parts=True, use_prompt_encoder=True)
    network = build_network(config).eval()
    encoded = for_prompts(network, "cpu").encode(image(64, 64))
    assert torch.equal(encoded.stride_4, network.prompts.encoder(image(64, 64)).stride_4)
    assert not torch.allclose(encoded.stride_4, network.encode(image(64, 64)).stride_4)
