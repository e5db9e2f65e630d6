"""Objects with a trusted mask are segmented in windows, with nearly the same masks."""

from pathlib import Path

import numpy as np
import pytest
import torch

from gvseg.engine import compiled_network, whole_frame_turns, window_parts, window_segmenter
from gvseg.engine.bundled import bundled_weights
from gvseg.engine.compilation import Inferences
from gvseg.engine.compiled_conditioner import CompiledConditioner
from gvseg.engine.frame_encoding import FrameEncoding
from gvseg.engine.memory import MemoryLimits, VideoMemory
from gvseg.engine.runtime import Runtime
from gvseg.engine.window import Window
from gvseg.engine.window_segmenter import OUTSIDE_LOGIT, WindowSegmenter
from gvseg.model.network import GvSegNet, ObjectPrediction
from gvseg.model.weights import load_weights

pytest.importorskip("openvino", reason="needs the cpu extra (openvino)")

SIZE = (256, 384)
RUNTIME = Runtime("cpu", 256)
CENTRES = ((60, 70), (180, 110), (120, 300))
TRACKS = [4, 7, 9]
WINDOW = Window(4, 2, 8, 12)


@pytest.fixture(scope="module")
def network(tmp_path_factory) -> GvSegNet:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        patch.setattr(compiled_network, "fastest_precision", lambda: "f32")
        weights = load_weights(bundled_weights())
        return compiled_network.network_on(RUNTIME, weights.network.eval(), SIZE, 1000)


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(window_parts, "WORTH_COMPILING", 0)
    monkeypatch.setattr(window_parts, "USED_AFTER", 0)


def inside(index: int) -> np.ndarray:
    """Return three discs that move to the right, as booleans."""
    y, x = np.mgrid[: SIZE[0], : SIZE[1]]
    return np.stack([(y - cy) ** 2 + (x - cx - 2 * index) ** 2 < 32**2 for cy, cx in CENTRES])


def true_masks(index: int) -> torch.Tensor:
    return torch.from_numpy(inside(index)[None, :, 2::4, 2::4]).float()


def frame(index: int) -> np.ndarray:
    image = np.random.default_rng(0).integers(90, 130, (*SIZE, 3)).astype(np.uint8)
    for disc, colour in zip(
        inside(index), ((220, 40, 40), (40, 200, 60), (50, 60, 220)), strict=True
    ):
        image[disc] = colour
    return image


class Sweep:
    """The discs, segmented with or without windows; their true masks enter memory."""

    @torch.inference_mode()
    def __init__(self, network: GvSegNet) -> None:
        self.network = network
        self.encoding = FrameEncoding(network, RUNTIME, SIZE)
        self.memory = VideoMemory(network, 3, torch.device("cpu"), MemoryLimits())
        self.windows = WindowSegmenter(network)
        masks = true_masks(0)
        self.memory.add_exemplar(0, self.encoding.encode(frame(0)), masks, torch.ones(1, 3))
        self.memory.set_previous(masks)

    @torch.inference_mode()
    def step(self, index: int, *, in_windows: bool, trusted: float = 1.0) -> ObjectPrediction:
        features = self.encoding.encode(frame(index))
        lookback = self.memory.lookback(index)
        if in_windows:
            prediction = self.windows.segment(features, lookback, TRACKS)
        else:
            prediction = self.network.segment(features, lookback)
        named = torch.full((1, 3), trusted)
        self.memory.remember(index, features, true_masks(index), prediction.query, named)
        return prediction


def passes(monkeypatch) -> list[tuple[str, int]]:
    """Record each call of the conditioner, and its number of objects."""
    calls: list[tuple[str, int]] = []
    for name in ("in_frame", "in_windows"):
        original = getattr(CompiledConditioner, name)

        def watched(self, inputs, rows, *given, name=name, original=original):
            calls.append((name, len(rows)))
            return original(self, inputs, rows, *given)

        monkeypatch.setattr(CompiledConditioner, name, watched)
    return calls


def test_the_first_frame_is_segmented_as_by_the_network(network):
    ours, theirs = (Sweep(network).step(1, in_windows=use) for use in (True, False))
    for one, other in (
        (ours.mask_logits[0], theirs.mask_logits[0]),
        (ours.mask_logits[-1], theirs.mask_logits[-1]),
        (ours.query, theirs.query),
        (ours.confidence_logit, theirs.confidence_logit),
    ):
        torch.testing.assert_close(one, other, rtol=1e-3, atol=1e-3)


def test_a_window_of_the_whole_frame_gives_the_features_of_the_frame(network):
    sweep = Sweep(network)
    with torch.inference_mode():
        features = sweep.encoding.encode(frame(1))
        cues = network.collect_cues(features, sweep.memory.lookback(1))
        conditioner = network.conditioner
        inputs = conditioner.inputs(features, cues)
        inferences = Inferences()
        whole, terms = conditioner.in_frame(inputs, [0, 2], inferences)
        inferences.finish()
        everything = Window(0, 0, SIZE[0] // 16, SIZE[1] // 16)
        part = conditioner.windows(*everything.size)
        assert part is not None
        ours = conditioner.in_windows(
            inputs, [0, 2], [everything] * 2, list(terms), part, inferences
        )
        inferences.finish()
    for one, other in zip(ours, whole, strict=True):
        torch.testing.assert_close(one, other, rtol=1e-3, atol=1e-3)


def test_masks_in_windows_are_nearly_those_of_whole_frames(network, monkeypatch):
    calls = passes(monkeypatch)
    with_windows, without = Sweep(network), Sweep(network)
    for index in range(1, 6):
        ours = with_windows.step(index, in_windows=True).mask_logits[-1][0] > 0
        theirs = without.step(index, in_windows=False).mask_logits[-1][0] > 0
        common, union = (ours & theirs).flatten(1).sum(1), (ours | theirs).flatten(1).sum(1)
        assert (common / union).min() > 0.97
    assert "in_windows" in dict(calls)


def test_nothing_is_found_outside_of_windows(network, monkeypatch):
    monkeypatch.setattr(window_segmenter, "windows_around", lambda share, _: [WINDOW] * len(share))
    sweep = Sweep(network)
    sweep.step(1, in_windows=True)
    is_outside = sweep.step(2, in_windows=True).mask_logits[-1][0] == OUTSIDE_LOGIT
    expected = torch.ones_like(is_outside)
    expected[(..., *WINDOW.slices(4))] = False
    assert torch.equal(is_outside, expected)


def test_each_object_returns_to_the_whole_frame_after_some_frames(network, monkeypatch):
    monkeypatch.setattr(whole_frame_turns, "TRUSTED_BETWEEN", 3)
    monkeypatch.setattr(window_segmenter, "windows_around", lambda share, _: [WINDOW] * len(share))
    sweep, calls = Sweep(network), passes(monkeypatch)
    for index in range(1, 10):
        sweep.step(index, in_windows=True)
    whole = sum(rows for name, rows in calls if name == "in_frame")
    windowed = sum(rows for name, rows in calls if name == "in_windows")
    assert whole + windowed == 27
    # Never all objects in one frame, except in the first.
    assert [rows for name, rows in calls if name == "in_frame"] == [3] + [1] * (whole - 3)
    assert 6 <= whole - 3 <= 9


def test_objects_without_a_trusted_mask_return_more_often(network, monkeypatch):
    monkeypatch.setattr(window_segmenter, "windows_around", lambda share, _: [WINDOW] * len(share))
    sweep, calls = Sweep(network), passes(monkeypatch)
    for index in range(1, 8):
        sweep.step(index, in_windows=True, trusted=0.0)
    assert calls == [("in_frame", 3)] + [("in_frame", 1), ("in_windows", 2)] * 6


def test_objects_without_a_mask_need_the_whole_frame(network, monkeypatch):
    sweep, calls = Sweep(network), passes(monkeypatch)
    for index in range(1, 4):
        sweep.memory.set_previous(torch.zeros(1, 3, SIZE[0] // 4, SIZE[1] // 4))
        sweep.step(index, in_windows=True)
    assert calls == [("in_frame", 3)] * 3


def test_rare_windows_are_not_worth_compiling(network, monkeypatch):
    monkeypatch.setattr(window_parts, "WORTH_COMPILING", 3)
    monkeypatch.setattr(window_parts, "USED_AFTER", 2)
    window = Window(0, 2, 16, 8)
    monkeypatch.setattr(window_segmenter, "windows_around", lambda share, _: [window] * len(share))
    sweep, calls = Sweep(network), passes(monkeypatch)
    for index in range(1, 4):
        sweep.step(index, in_windows=True)
    assert calls == [("in_frame", 3), ("in_frame", 3), ("in_frame", 2), ("in_windows", 1)]


def test_masks_that_the_caller_trusts_need_no_refined_query(network, monkeypatch):
    monkeypatch.setattr(window_segmenter, "windows_around", lambda share, _: [WINDOW] * len(share))
    sweep, calls = Sweep(network), passes(monkeypatch)
    sweep.step(1, in_windows=True, trusted=0.0)
    with torch.inference_mode():
        features, lookback = sweep.encoding.encode(frame(2)), sweep.memory.lookback(2)
        sweep.windows.segment(features, lookback, TRACKS, [True, False, True])
    assert calls == [("in_frame", 3), ("in_frame", 1), ("in_windows", 2)]


def test_a_new_sweep_starts_with_whole_frames(network, monkeypatch):
    sweep = Sweep(network)
    sweep.step(1, in_windows=True)
    calls = passes(monkeypatch)
    sweep.windows.forget()
    sweep.step(2, in_windows=True)
    assert calls == [("in_frame", 3)]


def test_many_lost_objects_take_turns_in_the_whole_frame(network, monkeypatch):
    monkeypatch.setattr(whole_frame_turns, "LOST_AT_ONCE", 1)
    sweep, calls = Sweep(network), passes(monkeypatch)
    for index in range(1, 5):
        sweep.memory.set_previous(torch.zeros(1, 3, SIZE[0] // 4, SIZE[1] // 4))
        logits = sweep.step(index, in_windows=True).mask_logits[-1][0]
        is_skipped = (logits == OUTSIDE_LOGIT).flatten(1).all(1)
        assert is_skipped.sum() == (0 if index == 1 else 2)
    assert calls == [("in_frame", 3), *[("in_frame", 1)] * 3]
