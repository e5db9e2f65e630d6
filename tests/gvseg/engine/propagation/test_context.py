"""A run of some objects: the others compete for pixels and stay unchanged."""

import numpy as np
import pytest
import torch

from gvseg.engine.propagation.context import hold, rows_of
from gvseg.engine.request import Exemplar, KnownMasks, SegmentRequest
from gvseg.engine.session import Session
from gvseg.errors import MaskError, RequestError
from gvseg.masks import Mask
from gvseg.video import open_video
from tests.clips import encode_clip
from tests.networks import tiny_weights

HEIGHT, WIDTH, FRAMES = 64, 96, 7


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


ONE, OTHER, THIRD = block(2, 2), block(40, 60), block(2, 60)


def run(session, video, **request):
    results = [
        frame for clip in session.segment(SegmentRequest(**request), video) for frame in clip.frames
    ]
    return {frame.frame_index: frame for frame in results}


def test_returns_only_the_requested_objects(session, video) -> None:
    exemplars = (Exemplar(0, {1: ONE, 2: OTHER}), Exemplar(5, {2: OTHER}))
    frames = run(session, video, exemplars=exemplars, objects=frozenset({1}))
    assert sorted(frames) == list(range(FRAMES))
    assert all(set(frame.masks) == {1} for frame in frames.values())
    assert all(set(frame.confidences) == {1} for frame in frames.values())
    assert [i for i, frame in frames.items() if frame.is_exemplar] == [0]


def test_frames_that_only_the_others_need_are_not_counted(session, video) -> None:
    exemplars = (Exemplar(0, {1: ONE, 2: OTHER}), Exemplar(5, {2: OTHER}))
    request = SegmentRequest(exemplars=exemplars, objects=frozenset({1}), first=0, last=3)
    clips = list(session.segment(request, video))
    assert [clip.frames_done for clip in clips] == [1, 2, 3, 4]
    assert {clip.frames_wanted for clip in clips} == {4}


def test_settled_masks_of_other_objects_keep_their_pixels(session, video) -> None:
    # All but a corner belongs to two other objects, one with exemplars and one without.
    second = Mask.from_array(np.arange(WIDTH)[None].repeat(HEIGHT, 0) >= 30)
    third = Mask.from_array(np.arange(HEIGHT)[:, None].repeat(WIDTH, 1) >= 40) - second
    context = {k: KnownMasks({2: second, 9: third}, frozenset({2, 9})) for k in range(1, FRAMES)}
    exemplars = (Exemplar(0, {1: ONE, 2: OTHER}),)
    frames = run(session, video, exemplars=exemplars, objects=frozenset({1}), context=context)
    for index in range(1, FRAMES):
        assert (frames[index].masks[1] & (second | third)).is_empty, index
    without = run(session, video, exemplars=exemplars, objects=frozenset({1}))
    assert any(not (without[k].masks[1] & second).is_empty for k in range(1, FRAMES)), (
        "the context made no difference, so this test proves nothing"
    )


def test_exemplars_of_other_objects_keep_their_pixels(session, video) -> None:
    whole = Mask.from_array(np.ones((HEIGHT, WIDTH), bool))
    exemplars = (Exemplar(0, {1: ONE, 2: OTHER}), Exemplar(3, {2: whole}))
    frames = run(session, video, exemplars=exemplars, objects=frozenset({1}))
    assert frames[3].masks[1].is_empty


@pytest.mark.parametrize(("agrees", "is_held"), [(True, True), (False, False)])
def test_an_unsettled_mask_counts_where_the_network_agrees(agrees: bool, is_held: bool) -> None:
    known = KnownMasks({2: OTHER})
    coarse = torch.zeros(1, 3, 16, 24)
    coarse[0, 1, 10:15, 15:20] = 1
    predicted = torch.zeros(1, 2, 16, 24)
    predicted[0, 1] = coarse[0, 1] if agrees else coarse[0, 1].flip(0)
    logits = torch.where(predicted > 0, 3.0, -3.0)
    logits[0, 0] = 1.0  # the propagated object claims everything that the other does not
    held = hold(known, [1, 2], coarse, logits)
    assert held.is_held_N.tolist() == [False, is_held]
    assert held.masks == ((OTHER,) if is_held else ())
    inside = held.logits_1Nhw[0, :, 12, 17].tolist()
    assert (inside[1] > inside[0]) == is_held


def test_a_settled_mask_counts_whatever_the_network_predicts() -> None:
    known = KnownMasks({2: OTHER, 7: THIRD}, frozenset({2, 7}))
    rows = rows_of(known, [1, 2])
    assert rows == [None, OTHER, THIRD]
    coarse = torch.zeros(1, 3, 16, 24)
    coarse[0, 1, 10:15, 15:20] = coarse[0, 2, :5, 15:20] = 1
    held = hold(known, [1, 2], coarse, torch.full((1, 2, 16, 24), 5.0))
    assert held.masks == (OTHER, THIRD)
    assert held.logits_1Nhw[0, 0, 2, 17] < 0, "the object without a row also keeps its pixels"
    assert held.logits_1Nhw[0, 0, 8, 2] > 0


@pytest.mark.parametrize(
    ("request_", "error"),
    [
        ({"objects": frozenset({3})}, RequestError),
        ({"objects": frozenset()}, RequestError),
        ({"context": {1: KnownMasks({1: ONE})}, "objects": frozenset({1})}, RequestError),
        ({"context": {1: KnownMasks({2: Mask.empty(3, 3)})}, "objects": {1}}, MaskError),
    ],
)
def test_refuses_invalid_requests_before_any_work(session, video, request_, error) -> None:
    with pytest.raises(error):
        session.segment(
            SegmentRequest(exemplars=(Exemplar(0, {1: ONE, 2: OTHER}),), **request_), video
        )
