"""Painting on a run-length code gives the same result as painting on pixels."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from gvseg.annotation.painting import paint_box
from gvseg.masks import Mask

SIDE = st.integers(1, 12)
PICTURES = hnp.arrays(np.bool_, st.tuples(SIDE, SIDE))


@given(PICTURES, PICTURES, st.integers(-14, 14), st.integers(-14, 14), st.booleans())
def test_painting_a_box_changes_only_its_pixels(picture, brush, x, y, value):
    expected = picture.copy()
    for row, column in np.argwhere(brush):
        if 0 <= row + y < picture.shape[0] and 0 <= column + x < picture.shape[1]:
            expected[row + y, column + x] = value
    painted = paint_box(Mask.from_array(picture), x, y, brush, value=value)
    assert painted == Mask.from_array(expected)


def test_long_runs_of_a_4k_frame_survive():
    picture = np.zeros((2160, 3840), np.bool_)
    picture[1000:1400, 1500:2000] = True
    picture[7, 3] = picture[-1, -1] = True
    mask = Mask.from_array(picture)
    brush = np.ones((40, 40), np.bool_)
    picture[100:140, 3000:3040] = True
    assert paint_box(mask, 3000, 100, brush, value=True) == Mask.from_array(picture)
