"""A network with compiled parts gives the same masks as eager torch, and is compiled once."""

import os
import threading
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from gvseg.engine import compiled_network
from gvseg.engine.compilation import begin_compiling, cache_path, fastest_precision
from gvseg.engine.compiled_network import FRAMES_WORTH_COMPILING, network_on
from gvseg.engine.compiled_refiner import CompiledRefiner
from gvseg.engine.frame_encoding import FrameEncoding
from gvseg.engine.memory import MemoryLimits, VideoMemory
from gvseg.engine.request import Exemplar, SegmentRequest
from gvseg.engine.runtime import Runtime
from gvseg.engine.session import Session
from gvseg.masks import Mask
from gvseg.model import sparse_read
from gvseg.model.network import GvSegNet, build_network
from gvseg.task import Task
from gvseg.video import open_video
from tests.clips import encode_clip
from tests.networks import TINY, TINY_SCENES, tiny_network, tiny_weights

pytest.importorskip("openvino", reason="needs the cpu extra (openvino)")

SIZE = (96, 128)
RUNTIME = Runtime("cpu", 96)


@pytest.fixture(scope="module")
def shared_cache(tmp_path_factory) -> Path:
    """A cache folder that all tests share, so that each part is compiled only once."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def _cache(shared_cache: Path, monkeypatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(shared_cache))
    monkeypatch.setattr(compiled_network, "fastest_precision", lambda: "f32")
    # The affinity of an untrained network is flat: tiny differences would decide which entries of
    # memory are the largest. Read all of them.
    for number in ("TOP_ENTRIES", "SLOTS"):
        monkeypatch.setattr(sparse_read, number, 10**6)


def compiled(network: GvSegNet, frames: int = FRAMES_WORTH_COMPILING) -> GvSegNet:
    return network_on(RUNTIME, network, SIZE, frames)


def kept_parts() -> list[Path]:
    return list(Path(os.environ["XDG_CACHE_HOME"]).rglob("*.blob"))


def frame(seed: int) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, (*SIZE, 3)).astype(np.uint8)


def predict(
    network: GvSegNet, objects: int, trusted: torch.Tensor | None = None
) -> list[torch.Tensor]:
    """Return mask logits and memory values of a few frames after an exemplar."""
    encoding = FrameEncoding(network, RUNTIME, SIZE)
    memory = VideoMemory(network, objects, torch.device("cpu"), MemoryLimits(trust=0.0))
    masks = torch.zeros(1, objects, SIZE[0] // 4, SIZE[1] // 4)
    for row in range(objects):
        masks[0, row, 5 * row : 5 * row + 6, 4:20] = 1.0
    named = torch.ones(1, objects)
    memory.add_exemplar(0, encoding.encode(frame(0)), masks, named)
    memory.set_previous(masks)
    found = []
    for index in (1, 2, 3):
        features = encoding.encode(frame(index))
        prediction = network.segment(features, memory.lookback(index))
        masks = prediction.mask_logits[-1].sigmoid()
        memory.remember(
            index, features, masks, prediction.query, named if trusted is None else trusted
        )
        found += [prediction.mask_logits[-1], memory.last.memory.value]
    return found


def assert_alike(ours: torch.Tensor, theirs: torch.Tensor, largest: float = 1e-3) -> None:
    assert ours.shape == theirs.shape
    assert ((ours - theirs).norm() / theirs.norm()).item() < largest


@torch.no_grad()
@pytest.mark.parametrize("objects", [1, 3])
def test_any_number_of_objects_gets_the_same_masks_as_in_eager_torch(objects):
    network = tiny_network()
    fast = compiled(network)
    assert fast is not network
    for ours, theirs in zip(predict(fast, objects), predict(network, objects), strict=True):
        assert_alike(ours, theirs)


@torch.no_grad()
def test_an_object_that_is_not_trusted_gets_no_values_because_nothing_reads_them():
    network, trusted = tiny_network(), torch.tensor([[1.0, 0.0, 1.0]])
    ours, theirs = (predict(one, 3, trusted) for one in (compiled(network), network))
    for index in range(0, len(ours), 2):
        assert_alike(ours[index], theirs[index])
        assert not ours[index + 1][:, 1].any()
        assert_alike(ours[index + 1][:, ::2], theirs[index + 1][:, ::2])


@torch.no_grad()
def test_bf16_differs_little(monkeypatch):
    if fastest_precision() != "bf16":
        pytest.skip("this processor has no bf16")
    monkeypatch.setattr(compiled_network, "fastest_precision", fastest_precision)
    network = tiny_network()
    for ours, theirs in zip(predict(compiled(network), 2), predict(network, 2), strict=True):
        assert ours.dtype == torch.float32
        assert_alike(ours, theirs, largest=0.05)


@torch.no_grad()
@pytest.mark.parametrize("use_recent_read", [False, True])
@pytest.mark.parametrize("use_matched_masks", [False, True])
def test_supports_the_recent_read_and_matched_masks(use_recent_read, use_matched_masks):
    torch.manual_seed(4)
    settings = {"use_recent_read": use_recent_read, "use_matched_masks": use_matched_masks}
    network = build_network(replace(TINY, **settings)).eval()
    added = (network.conditioner.recent, network.conditioner.matched)
    for parameter in (value for part in added if part is not None for value in part.parameters()):
        torch.nn.init.normal_(parameter, std=0.1)  # these weights are zero in a new network
    for ours, theirs in zip(predict(compiled(network), 2), predict(network, 2), strict=True):
        assert_alike(ours, theirs)


@torch.no_grad()
@pytest.mark.parametrize("use_scene_parts", [False, True])
@pytest.mark.parametrize("precision", ["f32", "bf16"])
def test_supports_the_automatic_tasks(use_scene_parts, precision, monkeypatch):
    if precision == "bf16":
        if fastest_precision() != "bf16":
            pytest.skip("this processor has no bf16")
        monkeypatch.setattr(compiled_network, "fastest_precision", fastest_precision)
    largest = {"f32": 1e-3, "bf16": 0.05}[precision]
    torch.manual_seed(3)
    network = build_network(replace(TINY_SCENES, use_scene_parts=use_scene_parts)).eval()
    fast = network_on(RUNTIME, network, SIZE, FRAMES_WORTH_COMPILING, is_scene=True)
    assert isinstance(fast.scene.refiner, CompiledRefiner) == use_scene_parts
    ours, theirs = (
        net.segment_scene(
            net.encode(torch.from_numpy(np.stack([frame(i) for i in range(3)])).movedim(3, 1)),
            3,
            Task.INSTANCE,
        )
        for net in (fast, network)
    )
    assert_alike(ours.mask_logits[-1], theirs.mask_logits[-1], largest)
    assert_alike(ours.class_logits, theirs.class_logits, largest)


def test_propagation_does_not_compile_the_refiner():
    network = build_network(replace(TINY_SCENES, use_scene_parts=True)).eval()
    assert compiled(network).scene is network.scene


def test_few_frames_are_not_worth_compiling_but_use_cached_parts(monkeypatch, tmp_path):
    few = FRAMES_WORTH_COMPILING - 1
    network = tiny_network()
    compiled(network)
    monkeypatch.setattr(compiled_network, "compile_part", None)
    assert compiled(network, few) is not network
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert compiled(network, few) is network


def test_a_cancelled_run_compiles_no_further_part(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    session = Session(tiny_weights(), device="cpu", short_side=96)
    cancel = threading.Event()
    calls = []

    def before_compiling() -> None:
        calls.append(len(kept_parts()))
        cancel.set()

    session.before_compiling = before_compiling
    frames = FRAMES_WORTH_COMPILING + 1
    exemplar = Exemplar(0, {1: Mask.from_array(np.ones(SIZE, bool))})
    request = SegmentRequest(exemplars=(exemplar,))
    with open_video(encode_clip(tmp_path / "v.mp4", frame_count=frames, size=SIZE)) as video:
        clips = list(session.segment(request, video, cancel=cancel))
    assert calls == [0], "asked once, before the first part"
    begin_compiling(lambda: None).result()  # after all parts begun before
    assert len(kept_parts()) == 1, "a part that was begun is kept for the next run"
    assert [frame.frame_index for clip in clips for frame in clip.frames] == [0]


def test_a_stop_does_not_wait_for_a_part_to_be_compiled(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    cancel, finish = threading.Event(), threading.Event()
    monkeypatch.setattr(compiled_network, "compile_part", lambda *_, **__: finish.wait(60))
    network = tiny_network()
    threading.Timer(0.2, cancel.set).start()
    started = time.monotonic()
    ours = network_on(RUNTIME, network, SIZE, FRAMES_WORTH_COMPILING, is_cancelled=cancel.is_set)
    took = time.monotonic() - started
    finish.set()
    assert ours is network
    assert took < 20


def test_other_weights_and_sizes_have_separate_parts():
    def path(seed: int, width: int) -> Path:
        torch.manual_seed(seed)
        return cache_path(torch.nn.Linear(3, 3), [torch.zeros(1, width)], "f32")

    assert path(1, 3) == path(1, 3)
    assert len({path(1, 3), path(2, 3), path(1, 4)}) == 3


@torch.no_grad()
def test_recompiles_damaged_files():
    network = tiny_network()
    compiled(network)
    assert kept_parts()
    for path in kept_parts():
        path.write_bytes(path.read_bytes()[:100])
    for ours, theirs in zip(predict(compiled(network), 1), predict(network, 1), strict=True):
        assert_alike(ours, theirs)


def test_an_unwritable_cache_does_no_harm(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert compiled(tiny_network()) is not tiny_network()


def test_openvino_can_be_switched_off(monkeypatch):
    monkeypatch.setenv("GVSEG_OPENVINO", "0")
    assert compiled(tiny_network()) is tiny_network()
