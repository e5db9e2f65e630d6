"""Masks are the COCO run-length codes that pycocotools writes, read without pycocotools."""

import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from pycocotools import mask as coco_mask

from gvseg.errors import MaskError
from gvseg.masks import Mask, decode_counts, encode_counts, masks_by_label

SIDE = st.integers(1, 12)
IMAGES = hnp.arrays(np.bool_, st.tuples(SIDE, SIDE))


@given(IMAGES)
def test_pixels_survive_a_round_trip(image):
    mask = Mask.from_array(image)
    assert np.array_equal(mask.to_array(), image)
    assert mask.area == image.sum()


@given(hnp.arrays(np.uint16, st.tuples(SIDE, SIDE), elements=st.integers(0, 3)))
def test_masks_of_all_labels_equal_those_of_each_label(labels):
    expected = {label: Mask.from_array(labels == label) for label in (1, 2, 7)}
    assert masks_by_label(labels, (1, 2, 7)) == expected


@given(IMAGES)
def test_pycocotools_decodes_our_code_as_we_do(image):
    code = encode_counts(np.asarray(Mask.from_array(image).runs()))
    with warnings.catch_warnings():
        # Warnings of pycocotools with recent numpy.
        warnings.simplefilter("ignore", DeprecationWarning)
        theirs = coco_mask.decode({"size": list(image.shape), "counts": code})
    assert np.array_equal(theirs, image)


@given(IMAGES)
def test_our_code_equals_that_of_pycocotools(image):
    mask = Mask.from_array(image)
    assert encode_counts(decode_counts(mask.counts)) == mask.counts
    assert Mask.from_runs(mask.height, mask.width, mask.runs()) == mask


@given(st.lists(st.integers(0, 3), min_size=1))
def test_empty_runs_are_removed_so_that_each_mask_has_one_code(runs):
    height = sum(runs)
    if height == 0:
        return
    mask = Mask.from_runs(height, 1, runs)
    pixels = np.repeat(np.arange(len(runs)) & 1, runs).reshape(-1, 1)
    assert mask == Mask.from_array(pixels)


@given(IMAGES, st.data())
def test_set_operations_equal_those_on_pixels(image, data):
    other = data.draw(hnp.arrays(np.bool_, image.shape))
    one, two = Mask.from_array(image), Mask.from_array(other)
    assert np.array_equal((one | two).to_array(), image | other)
    assert np.array_equal((one & two).to_array(), image & other)
    assert np.array_equal((one - two).to_array(), image & ~other)
    assert np.array_equal(one.inverted().to_array(), ~image)


@pytest.mark.parametrize("code", [b"\x00", b"o", b"\xff\xff", b"ooooooooooooooo0", b"O"])
def test_refuses_a_damaged_code(code):
    with pytest.raises(MaskError):
        decode_counts(code)


def test_refuses_runs_with_another_sum():
    with pytest.raises(MaskError, match="add up to 7"):
        Mask.from_runs(2, 3, [3, 4])
    with pytest.raises(MaskError):
        Mask(2, 3, encode_counts(np.array([3, 4]))).to_array()


def test_a_huge_mask_costs_nothing_until_it_is_decoded():
    mask = Mask.empty(100_000, 100_000)
    assert mask.is_empty
    assert len(mask.counts) < 10
