"""Frames are prepared in the background while others are segmented, with the same results."""

import threading
from pathlib import Path

import numpy as np
import pytest
import torch

from gvseg.engine import compiled_network
from gvseg.engine.ahead import Ahead, with_next
from gvseg.engine.compiled_encoder import CompiledEncoder
from gvseg.engine.compiled_network import FRAMES_WORTH_COMPILING
from gvseg.engine.request import Exemplar, SegmentRequest
from gvseg.engine.session import Session
from gvseg.masks import Mask
from gvseg.task import Task
from gvseg.video import open_video
from tests.clips import encode_clip
from tests.networks import scene_weights, tiny_weights

FRAMES = FRAMES_WORTH_COMPILING + 2
SIZE = (96, 128)


def frame(value: int) -> np.ndarray:
    return np.full((*SIZE, 3), value, np.uint8)


def test_each_item_comes_with_the_next_one():
    assert list(with_next("abc")) == [("a", "b"), ("b", "c"), ("c", None)]
    assert list(with_next([])) == []


def test_work_for_a_frame_is_done_once_in_another_thread():
    ahead: Ahead[threading.Thread] = Ahead()
    one, other = frame(1), frame(1)
    ahead.begin(one, threading.current_thread)
    assert ahead.take(other) is None, "an equal frame is another one"
    assert ahead.take(one) not in (None, threading.main_thread())
    assert ahead.take(one) is None


def test_results_of_frames_that_were_passed_over_are_dropped():
    ahead: Ahead[int] = Ahead()
    frames = [frame(value) for value in range(3)]
    for value, one in enumerate(frames):
        ahead.begin(one, lambda value=value: value)
    assert ahead.take(frames[1]) == 1
    assert ahead.take(frames[0]) is None
    assert ahead.take(frames[2]) == 2


def test_an_error_is_raised_where_the_result_is_needed():
    ahead: Ahead[int] = Ahead()
    one = frame(0)

    def fail() -> int:
        raise MemoryError("no memory")

    ahead.begin(one, fail)
    with pytest.raises(MemoryError, match="no memory"):
        ahead.take(one)


@pytest.fixture
def encoded_in(monkeypatch) -> list[threading.Thread]:
    """The threads in which frames are encoded."""
    threads = []
    forward = CompiledEncoder.forward

    def watch(self, images):
        threads.append(threading.current_thread())
        return forward(self, images)

    monkeypatch.setattr(CompiledEncoder, "forward", watch)
    return threads


@pytest.mark.parametrize("task", [Task.EXEMPLAR, Task.PANOPTIC])
def test_the_masks_are_those_of_a_single_thread(task, encoded_in, tmp_path, monkeypatch):
    pytest.importorskip("openvino", reason="needs the cpu extra (openvino)")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(compiled_network, "fastest_precision", lambda: "f32")
    film = encode_clip(tmp_path / "film.mp4", frame_count=FRAMES, size=SIZE)
    threads = torch.get_num_threads()
    found = {}
    try:
        for count in (1, 2):
            torch.set_num_threads(count)
            encoded_in.clear()
            found[count] = masks_of(film, task)
            in_background = [one for one in encoded_in if one is not threading.main_thread()]
            assert len(encoded_in) == FRAMES, "no frame is encoded twice"
            assert len(in_background) == (0 if count == 1 else FRAMES - len(first_frames(task)))
    finally:
        torch.set_num_threads(threads)
    assert found[1] == found[2]


def first_frames(task: Task) -> range:
    """Frames that nothing comes before: the exemplar and the next one, or the first clip."""
    return range(2) if task is Task.EXEMPLAR else range(3)


def masks_of(film: Path, task: Task) -> list[dict[int, Mask]]:
    weights = tiny_weights() if task is Task.EXEMPLAR else scene_weights()
    session = Session(weights, device="cpu", short_side=96)
    shown = np.zeros(SIZE, bool)
    shown[20:60, 30:80] = True
    exemplars = (Exemplar(0, {1: Mask.from_array(shown)}),) if task is Task.EXEMPLAR else ()
    request = SegmentRequest(task=task, exemplars=exemplars, first=0, last=FRAMES - 1)
    with open_video(film) as video:
        return [dict(one.masks) for clip in session.segment(request, video) for one in clip.frames]
