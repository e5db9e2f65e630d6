"""Painting on a run-length code gives the same result as painting on pixels."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from gvseg.annotation.painting import paint_box
from gvseg.masks import Mask

SIDE = st.integers(1, 12)
IMAGES = hnp.arrays(np.bool_, st.tuples(SIDE, SIDE))


@given(IMAGES, IMAGES, st.integers(-14, 14), st.integers(-14, 14), st.booleans())
def test_painting_a_box_changes_only_its_pixels(image, brush, x, y, value):
    expected = image.copy()
    for row, column in np.argwhere(brush):
        if 0 <= row + y < image.shape[0] and 0 <= column + x < image.shape[1]:
            expected[row + y, column + x] = value
    painted = paint_box(Mask.from_array(image), x, y, brush, value=value)
    assert painted == Mask.from_array(expected)


def test_long_runs_of_a_4k_frame_survive():
    image = np.zeros((2160, 3840), np.bool_)
    image[1000:1400, 1500:2000] = True
    image[7, 3] = image[-1, -1] = True
    mask = Mask.from_array(image)
    brush = np.ones((40, 40), np.bool_)
    image[100:140, 3000:3040] = True
    assert paint_box(mask, 3000, 100, brush, value=True) == Mask.from_array(image)
