"""The guarantees of a session, tested with an untrained network on a real video file."""

import threading

import numpy as np
import pytest
import torch

from gvseg.engine.propagation.sweep import Propagator
from gvseg.engine.request import Click, Direction, Exemplar, SegmentRequest
from gvseg.engine.runtime import Runtime, choose_device
from gvseg.engine.session import Session
from gvseg.errors import MaskError, RequestError
from gvseg.masks import Mask
from gvseg.task import Task
from gvseg.video import open_video
from tests.clips import encode_clip
from tests.networks import tiny_weights

HEIGHT, WIDTH, FRAMES = 70, 90, 9


@pytest.fixture(scope="module")
def video(tmp_path_factory):
    path = tmp_path_factory.mktemp("video") / "numbers.mp4"
    with open_video(encode_clip(path, frame_count=FRAMES, size=(HEIGHT, WIDTH))) as video:
        yield video


@pytest.fixture
def session():
    return Session(tiny_weights(), device="cpu")


def block(y: int, x: int, side: int = 20) -> Mask:
    pixels = np.zeros((HEIGHT, WIDTH), bool)
    pixels[y : y + side, x : x + side] = True
    return Mask.from_array(pixels)


def run(session, video, **request):
    results = [
        frame for clip in session.segment(SegmentRequest(**request), video) for frame in clip.frames
    ]
    indexes = [frame.frame_index for frame in results]
    assert len(indexes) == len(set(indexes)), "each frame is returned once"
    return {frame.frame_index: frame for frame in results}


def test_returns_every_frame_of_the_range_for_every_object(session, video):
    masks = {1: block(5, 5), 4: block(40, 50)}
    frames = run(session, video, exemplars=(Exemplar(4, masks),), first=2, last=7)
    assert sorted(frames) == [2, 3, 4, 5, 6, 7]
    for frame in frames.values():
        assert set(frame.masks) == {1, 4}
        assert all(0 <= value <= 1 for value in frame.confidences.values())
        assert all((m.height, m.width) == (HEIGHT, WIDTH) for m in frame.masks.values())


def test_no_pixel_belongs_to_two_objects(session, video):
    masks = {track: block(5 + 7 * track, 5 + 9 * track) for track in (1, 2, 3)}
    masks = {1: masks[1], 2: masks[2] - masks[1], 3: masks[3] - masks[2] - masks[1]}
    for frame in run(session, video, exemplars=(Exemplar(0, masks),)).values():
        total = sum(mask.area for mask in frame.masks.values())
        union = np.logical_or.reduce([mask.to_array() for mask in frame.masks.values()])
        assert total == union.sum()


def test_exemplars_are_returned_unchanged(session, video):
    exemplars = (Exemplar(1, {1: block(5, 5)}), Exemplar(6, {1: block(30, 40)}))
    frames = run(session, video, exemplars=exemplars)
    for exemplar in exemplars:
        frame = frames[exemplar.frame_index]
        assert frame.is_exemplar
        assert frame.masks == exemplar.masks
        assert frame.confidences == {1: 1.0}


def test_reports_how_much_the_directions_disagree_where_they_meet(session, tmp_path):
    path = encode_clip(tmp_path / "long.mp4", frame_count=13, size=(HEIGHT, WIDTH))
    one, other = block(5, 5), block(40, 60)
    exemplars = (Exemplar(0, {1: one, 2: other}), Exemplar(12, {1: other, 2: one}))
    with open_video(path) as video:
        frames = run(session, video, exemplars=exemplars)
        alone = run(session, video, exemplars=exemplars, last=6)
    told = {index: frame.disagreements for index, frame in frames.items() if frame.disagreements}
    assert list(told) == [7]
    assert all(0 < value <= 1 for value in told[7].values())
    assert set(told[7]) == {1, 2}
    assert not any(frame.disagreements for frame in alone.values())


def test_an_object_may_appear_in_any_frame(session, video):
    exemplars = (Exemplar(0, {1: block(5, 5)}), Exemplar(5, {2: block(40, 60)}))
    frames = run(session, video, exemplars=exemplars)
    assert frames[5].masks[2] == block(40, 60)
    assert (frames[5].masks[1] & block(40, 60)).is_empty
    assert all(set(frame.masks) == {1, 2} for frame in frames.values())


def test_an_exemplar_outside_the_range_is_used_but_not_returned(session, video):
    frames = run(session, video, exemplars=(Exemplar(0, {1: block(5, 5)}),), first=3, last=4)
    assert sorted(frames) == [3, 4]


@pytest.mark.parametrize(
    ("direction", "expected"),
    [(Direction.FORWARD, [4, 5, 6, 7, 8]), (Direction.BACKWARD, [0, 1, 2, 3, 4])],
)
def test_one_direction(session, video, direction, expected):
    frames = run(session, video, exemplars=(Exemplar(4, {1: block(5, 5)}),), direction=direction)
    assert sorted(frames) == expected


def test_the_same_request_gives_the_same_masks(session, video):
    request = {"exemplars": (Exemplar(0, {1: block(5, 5)}),)}
    assert run(session, video, **request) == run(session, video, **request)


def test_cancelling_keeps_finished_frames_and_starts_no_further_frame(session, video):
    cancel = threading.Event()
    request = SegmentRequest(exemplars=(Exemplar(0, {1: block(5, 5)}),))
    done = []
    for clip in session.segment(request, video, cancel=cancel):
        done += [frame.frame_index for frame in clip.frames]
        if len(done) == 4:
            cancel.set()
    assert done == [0, 1, 2, 3]


def test_continues_at_a_smaller_size_when_the_gpu_is_full(session, video, monkeypatch):
    lines = []
    session.say = lines.append
    places = iter([Runtime("cpu", 64)])
    monkeypatch.setattr(Runtime, "smaller", lambda _: next(places, None))
    step, calls = Propagator.step, []

    def step_that_fails_once(self, frame_index, *rest):
        calls.append(frame_index)
        if len(calls) == 4:
            raise torch.OutOfMemoryError("CUDA out of memory")
        return step(self, frame_index, *rest)

    monkeypatch.setattr(Propagator, "step", step_that_fails_once)
    frames = run(session, video, exemplars=(Exemplar(0, {1: block(5, 5)}),))
    assert sorted(frames) == list(range(FRAMES))
    assert calls == [1, 2, 3, 4, 4, 5, 6, 7, 8]
    assert len(lines) == 1
    assert "out of memory" in lines[0]


def test_other_errors_are_raised(session, video, monkeypatch):
    def fail(*_):
        raise RuntimeError("a defect")

    monkeypatch.setattr(Propagator, "step", fail)
    with pytest.raises(RuntimeError, match="a defect"):
        run(session, video, exemplars=(Exemplar(0, {1: block(5, 5)}),))


@pytest.mark.parametrize(
    "error",
    [
        NotImplementedError("The operator 'aten::cholesky_solve' is not currently implemented"),
        RuntimeError("Adaptive pool MPS: input sizes must be divisible by output sizes."),
    ],
)
def test_falls_back_to_the_cpu_if_mps_lacks_an_operation(session, video, monkeypatch, error):
    lines = []
    session.say = lines.append
    on_cpu, step, calls = session.runtime, Propagator.step, []

    def step_that_fails_on_mps(self, frame_index, *rest):
        calls.append(frame_index)
        if len(calls) == 3:
            session.runtime = Runtime("mps", on_cpu.short_side)
            raise error
        return step(self, frame_index, *rest)

    monkeypatch.setattr(Propagator, "step", step_that_fails_on_mps)
    monkeypatch.setattr("torch.mps.empty_cache", lambda: None)
    frames = run(session, video, exemplars=(Exemplar(0, {1: block(5, 5)}),))
    assert sorted(frames) == list(range(FRAMES))
    assert calls == [1, 2, 3, 3, 4, 5, 6, 7, 8]
    assert session.runtime == on_cpu
    assert len(lines) == 1
    assert lines[0].startswith("mps lacks an operation")
    assert "continuing on cpu" in lines[0]


def test_memory_shrinks_first_and_moves_to_the_cpu_last():
    runtime, tried = Runtime("cuda", 384), []
    while runtime is not None:
        tried.append((runtime.device, runtime.short_side))
        runtime = runtime.smaller()
    assert tried == [("cuda", 384), ("cuda", 288), ("cuda", 216), ("cpu", 216)]


def test_clicks_become_an_exemplar(session, video):
    exemplar = Exemplar(2, clicks={1: (Click(30, 30), Click(80, 60, is_positive=False))})
    frames = run(session, video, exemplars=(exemplar,))
    assert sorted(frames) == list(range(FRAMES))
    mask, confidence = session.mask_from_clicks(video.frame(2), exemplar.clicks[1])
    assert frames[2].masks[1] == mask
    assert 0 <= confidence <= 1


@pytest.mark.parametrize(
    ("request_", "error", "message"),
    [
        ({"exemplars": ()}, RequestError, "no exemplar"),
        ({"exemplars": (Exemplar(FRAMES, {1: block(0, 0)}),)}, RequestError, "outside frames"),
        ({"exemplars": (Exemplar(-1, {1: block(0, 0)}),)}, RequestError, "outside frames"),
        (
            {"exemplars": (Exemplar(0, {1: block(0, 0)}),), "first": 5, "last": 2},
            RequestError,
            "reversed",
        ),
        (
            {"exemplars": (Exemplar(0, {1: block(0, 0)}),), "last": FRAMES},
            RequestError,
            "outside frames",
        ),
        ({"exemplars": (Exemplar(0, {1: Mask.empty(HEIGHT, WIDTH)}),)}, MaskError, "no pixel"),
        ({"exemplars": (Exemplar(0, {1: Mask.empty(8, 8)}),)}, MaskError, "8x8"),
        ({"exemplars": (Exemplar(0, {0: block(0, 0)}),)}, RequestError, "start at 1"),
        ({"exemplars": (Exemplar(0, clicks={1: (Click(WIDTH, 0),)}),)}, RequestError, "outside"),
        (
            {"exemplars": (Exemplar(0, clicks={1: (Click(0, 0, is_positive=False),)}),)},
            RequestError,
            "at least one positive click",
        ),
        (
            {"exemplars": (Exemplar(0, {1: block(0, 0)}), Exemplar(0, {2: block(9, 9)}))},
            RequestError,
            "two exemplars",
        ),
        ({"task": Task.SEMANTIC}, RequestError, "exemplar task only"),
    ],
)
def test_refuses_an_invalid_request_before_any_work(session, video, request_, error, message):
    with pytest.raises(error, match=message):
        session.segment(SegmentRequest(**request_), video)


def test_refuses_a_missing_device():
    with pytest.raises(RequestError, match="is not a device"):
        choose_device("toaster")
    if not torch.cuda.is_available():
        with pytest.raises(RequestError, match="no cuda device"):
            choose_device("cuda")
