"""The mask always obeys clicks and boxes, whatever the network predicts."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from gvseg.engine.box_prompts import BoxView
from gvseg.engine.clicks import FRAMES_CACHED, SAME_MASK, ClickSegmenter
from gvseg.engine.frame_crop import FrameCrop
from gvseg.engine.frame_encoding import FrameEncoding
from gvseg.engine.propagation.sweep import Calibration
from gvseg.engine.refinement import obey_clicks
from gvseg.engine.request import Box, Click
from gvseg.engine.runtime import Runtime
from gvseg.errors import RequestError
from gvseg.masks import Mask
from gvseg.model.network import build_network
from tests.networks import TINY, tiny_network

HEIGHT, WIDTH = 48, 64
POINTS = st.tuples(st.integers(0, WIDTH - 1), st.integers(0, HEIGHT - 1))


def frame(seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, (HEIGHT, WIDTH, 3), np.uint8)


@pytest.fixture
def segmenter() -> ClickSegmenter:
    return ClickSegmenter(tiny_network(), Runtime("cpu", 96), Calibration())


@given(
    st.lists(st.tuples(POINTS, st.booleans()), min_size=1, max_size=6, unique_by=lambda c: c[0]),
    st.booleans(),
)
def test_each_click_decides_its_own_pixel(clicks, is_full):
    given_clicks = [Click(x, y, sign) for (x, y), sign in clicks]
    mask = obey_clicks(np.full((HEIGHT, WIDTH), is_full), given_clicks)
    assert [bool(mask[c.y, c.x]) for c in given_clicks] == [c.is_positive for c in given_clicks]


def test_a_mask_that_already_obeys_stays_unchanged():
    mask = np.zeros((HEIGHT, WIDTH), bool)
    mask[10:20, 10:20] = True
    same = obey_clicks(mask, [Click(12, 12), Click(40, 40, is_positive=False)])
    assert (same == mask).all()


def test_negative_clicks_alone_need_a_mask_to_refine(segmenter):
    block = np.zeros((HEIGHT, WIDTH), bool)
    block[10:30, 10:40] = True
    negative = Click(12, 12, is_positive=False)
    mask, confidence = segmenter.segment(frame(), (negative,), Mask.from_array(block))
    assert not mask.to_array()[12, 12]
    assert 0 <= confidence <= 1
    with pytest.raises(RequestError, match="at least one positive click"):
        segmenter.segment(frame(), (negative,))


def test_the_mask_of_a_box_stays_inside_it_except_for_clicks(segmenter):
    box = Box(20, 10, 40, 30)
    mask, _ = segmenter.segment(frame(), (Click(50, 20),), None, box)
    pixels = mask.to_array().copy()
    assert pixels[20, 50]
    pixels[15:26, 45:56] = False
    pixels[10:30, 20:40] = False
    assert not pixels.any()


@pytest.mark.parametrize("box", [Box(5, 5, 5, 9), Box(-1, 0, 4, 4), Box(0, 0, WIDTH + 1, 4)])
def test_refuses_a_box_that_is_empty_or_outside(segmenter, box):
    with pytest.raises(RequestError, match="left,top,right,bottom"):
        segmenter.segment(frame(), (), None, box)


def test_a_crop_around_a_box_maps_masks_back_to_their_position():
    box = Box(20, 10, 40, 30)
    view = BoxView.around(box, (), frame(), 96)
    assert min(view.crop.image.shape[:2]) >= 96
    inside = view.to_frame(np.ones(view.crop.image.shape[:2], bool), HEIGHT, WIDTH)
    assert inside.sum() == 20 * 20
    assert inside[10:30, 20:40].all()


def test_recent_frames_are_encoded_once(segmenter, monkeypatch):
    monkeypatch.setattr("gvseg.engine.clicks.LEAST_GAIN", 100.0)  # no crops
    encoded = []
    encode = FrameEncoding.encode
    monkeypatch.setattr(
        FrameEncoding, "encode", lambda self, image: encoded.append(1) or encode(self, image)
    )
    for seed in (0, 1, 0, 1):
        segmenter.prepare(frame(seed))
        segmenter.segment(frame(seed), (Click(5, 5),))
    assert len(encoded) == 2
    for seed in range(2, 2 + FRAMES_CACHED):
        segmenter.prepare(frame(seed))
    segmenter.prepare(frame(0))
    assert len(encoded) == 2 + FRAMES_CACHED + 1


def test_a_click_next_to_a_mask_keeps_the_mask(segmenter):
    block = np.zeros((HEIGHT, WIDTH), bool)
    block[10:30, 10:40] = True
    mask, _ = segmenter.segment(
        frame(), (Click(60, 44, is_positive=False),), Mask.from_array(block)
    )
    assert (mask.to_array() == block).all()


def test_clicks_on_leaks_of_a_box_where_they_are_widest():
    view = BoxView.around(Box(20, 10, 40, 30), (), frame(), 96)
    found = np.ones(view.crop.image.shape[:2], bool)
    assert view.inside(found).sum() == round(20 * view.crop.scale) ** 2
    leaks = view.leaks(found)
    assert leaks
    assert not any(click.is_positive for click in leaks)
    assert not any(view.inside(found)[click.y, click.x] for click in leaks)
    assert view.leaks(view.inside(found)) == []


SMALL = (slice(20, 28), slice(20, 30))


@pytest.fixture
def finds_small(segmenter, monkeypatch) -> ClickSegmenter:
    """A segmenter that finds a small object in whole frames, whatever the clicks."""
    small = np.zeros((HEIGHT, WIDTH), bool)
    small[SMALL] = True
    segment = ClickSegmenter._segment

    def find_small(self, image, clicks, previous, looks=2):
        logits, confidence = segment(self, image, clicks, previous, looks)
        if image.shape == (HEIGHT, WIDTH, 3):
            logits = np.where(small, np.float32(5), np.float32(-5))
        return logits, confidence

    monkeypatch.setattr(ClickSegmenter, "_segment", find_small)
    return segmenter


def test_a_small_mask_is_segmented_closer(finds_small, monkeypatch):
    sizes = []
    encode = FrameEncoding.encode
    monkeypatch.setattr(
        FrameEncoding,
        "encode",
        lambda self, image: sizes.append(image.shape) or encode(self, image),
    )
    far = (Click(1, 1, is_positive=False), Click(62, 46, is_positive=False))
    finds_small.segment(frame(), (Click(25, 24), *far))
    assert len(sizes) == 1, "a crop with both clicks would gain too little"
    mask, _ = finds_small.segment(frame(), (Click(25, 24),))
    assert len(sizes) == 2
    rows, columns = np.nonzero(mask.to_array())
    assert rows.max(initial=0) < 40
    assert columns.max(initial=0) < 50
    finds_small.segment(frame(), (Click(25, 24), Click(22, 18, is_positive=False)))
    assert len(sizes) == 2, "the crop is encoded once"


def test_a_tighter_crop_around_the_mask_of_the_first_decides(segmenter, monkeypatch):
    coarse, fine = np.zeros((192, 256), bool), np.zeros((192, 256), bool)
    coarse[84:124, 96:144] = True
    fine[90:120, 100:140] = True
    looks = iter((coarse, coarse, fine))
    crops: list[FrameCrop] = []
    around = FrameCrop.around

    def find(self, image, clicks, previous, **kwargs):
        pixels = next(looks)
        pixels = crops[-1].enlarge(pixels) if crops else pixels
        return np.where(pixels, np.float32(5), np.float32(-5)), 0.5

    monkeypatch.setattr(ClickSegmenter, "_segment", find)
    monkeypatch.setattr(FrameCrop, "around", lambda *args: crops.append(around(*args)) or crops[-1])
    mask, _ = segmenter.segment(np.zeros((192, 256, 3), np.uint8), (Click(120, 104),))
    wide, tight = crops
    assert (wide.left, wide.top) < (tight.left, tight.top)
    assert tight.right < wide.right
    assert mask.iou(Mask.from_array(fine)) > 0.95


def test_a_further_click_on_the_mask_of_clicks_gives_the_mask_of_all_of_them(finds_small):
    first, second = Click(25, 24), Click(22, 21, is_positive=False)
    of_both, _ = finds_small.segment(frame(), (first, second))
    of_one, _ = finds_small.segment(frame(), (first,))
    assert finds_small.segment(frame(), (first, second), of_one)[0] == of_both
    third = Click(40, 40)
    of_three, _ = finds_small.segment(frame(), (first, second, third))
    assert finds_small.segment(frame(), (first, second, third), of_both)[0] == of_three


def test_the_mask_of_clicks_is_recognised_without_pixels_that_another_object_took(finds_small):
    first, second = Click(25, 24), Click(22, 21, is_positive=False)
    of_both, _ = finds_small.segment(frame(), (first, second))
    of_one, _ = finds_small.segment(frame(), (first,))
    pixels = of_one.to_array().copy()
    pixels[np.unravel_index(np.flatnonzero(pixels)[:5], pixels.shape)] = False
    cut = Mask.from_array(pixels)
    assert SAME_MASK < cut.iou(of_one) < 1
    assert finds_small.segment(frame(), (first, second), cut)[0] == of_both


def test_a_further_click_replays_no_earlier_click(monkeypatch):
    torch.manual_seed(5)
    network = build_network(replace(TINY, use_prompt_parts=True)).eval()
    segmenter, other = (ClickSegmenter(network, Runtime("cpu", 96), Calibration()) for _ in "ab")
    clicks = (Click(25, 24), Click(40, 12), Click(50, 40, is_positive=False))
    monkeypatch.setattr("gvseg.engine.clicks.LEAST_GAIN", 100.0)  # no crops
    expected, _ = other.segment(frame(), clicks)
    for count in (1, 2):
        segmenter.segment(frame(), clicks[:count])
    passes = []
    look = network.segment_from_prompts
    monkeypatch.setattr(
        network, "segment_from_prompts", lambda *args: passes.append(1) or look(*args)
    )
    assert segmenter.segment(frame(), clicks)[0] == expected
    assert len(passes) == 2


def test_a_click_on_a_painted_mask_keeps_what_was_painted(finds_small):
    first, second = Click(25, 24), Click(50, 6)
    finds_small.segment(frame(), (first,))
    painted = np.zeros((HEIGHT, WIDTH), bool)
    painted[4:44, 10:34] = True
    mask, _ = finds_small.segment(frame(), (first, second), Mask.from_array(painted))
    assert mask.to_array()[painted].all()
