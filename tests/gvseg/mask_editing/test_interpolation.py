"""Shapes between two masks."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gvseg.errors import MaskError
from gvseg.mask_editing.interpolation import interpolate
from gvseg.masks import Mask

HEIGHT, WIDTH = 90, 120


def ellipse(x, y, across, down):
    rows, columns = np.mgrid[:HEIGHT, :WIDTH]
    return Mask.from_array(((columns - x) / across) ** 2 + ((rows - y) / down) ** 2 <= 1)


ELLIPSES = st.builds(
    ellipse, st.integers(30, 90), st.integers(30, 60), st.integers(4, 25), st.integers(4, 25)
)


@settings(max_examples=40)
@given(first=ELLIPSES, last=ELLIPSES)
def test_the_ends_are_the_masks_themselves(first, last):
    assert interpolate(first, last, 0.0).iou(first) > 0.99
    assert interpolate(first, last, 1.0).iou(last) > 0.99


@pytest.mark.parametrize("share", [0.25, 0.5, 0.75])
def test_an_ellipse_that_moves_and_grows_stays_an_ellipse(share):
    first, last = ellipse(20, 30, 8, 12), ellipse(95, 60, 20, 9)
    between = [20 + 75 * share, 30 + 30 * share, 8 * 2.5**share, 12 * 0.75**share]
    assert interpolate(first, last, share).iou(ellipse(*between)) > 0.93


def test_a_shape_that_moves_farther_than_its_width_does_not_vanish():
    first, last = ellipse(15, 45, 6, 6), ellipse(105, 45, 6, 6)
    middle = interpolate(first, last, 0.5)
    assert middle.iou(ellipse(60, 45, 6, 6)) > 0.9


def test_a_shape_turns_into_another():
    square = np.zeros((HEIGHT, WIDTH), bool)
    square[30:60, 40:70] = True
    first, last = Mask.from_array(square), ellipse(54.5, 44.5, 17, 17)
    areas = [interpolate(first, last, share).area for share in np.linspace(0, 1, 9)]
    assert all(min(first.area, last.area) * 0.9 < area for area in areas)
    assert max(areas) < 1.1 * max(first.area, last.area)


def test_holes_are_kept():
    ring = ellipse(40, 45, 20, 20) - ellipse(40, 45, 8, 8)
    moved = ellipse(80, 45, 20, 20) - ellipse(80, 45, 8, 8)
    assert not interpolate(ring, moved, 0.5).to_array()[45, 60]


def test_a_line_of_pixels_can_be_interpolated():
    pixels = np.zeros((HEIGHT, WIDTH), bool)
    pixels[10, 20:40] = True
    first = Mask.from_array(pixels)
    last = Mask.from_array(np.roll(pixels, 30, axis=0))
    middle = interpolate(first, last, 0.5)
    assert middle.to_array()[25, 25:35].all()


def test_shapes_that_leave_the_frame_are_clipped():
    first, last = ellipse(2, 45, 20, 20), ellipse(118, 45, 20, 20)
    for share in np.linspace(0, 1, 5):
        assert not interpolate(first, last, share).is_empty


def test_refuses_empty_masks_and_different_sizes():
    with pytest.raises(MaskError, match="empty mask cannot be interpolated"):
        interpolate(Mask.empty(8, 8), Mask.empty(8, 8), 0.5)
    with pytest.raises(MaskError, match="different frame sizes"):
        interpolate(Mask.empty(8, 8), Mask.empty(8, 9), 0.5)
