"""Polygons cover the same pixels as the mask, except for holes, which are counted."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from pycocotools import mask as coco_mask
from scipy import ndimage

from gvseg.formats.polygons import polygons_of
from gvseg.masks import Mask, decode_counts

SIDE = st.integers(1, 10)


def rasterised(rings, height, width):
    codes = coco_mask.frPyObjects(rings, height, width)
    runs = decode_counts(bytes(coco_mask.merge(codes)["counts"]))
    return Mask.from_runs(height, width, runs.tolist()).to_array()


@given(hnp.arrays(np.bool_, st.tuples(SIDE, SIDE)))
def test_pycocotools_draws_the_mask_with_its_holes_filled(pixels):
    rings, holes = polygons_of(Mask.from_array(pixels))
    if not pixels.any():
        assert (rings, holes) == ([], 0)
        return
    parts, count = ndimage.label(pixels)
    filled = np.zeros_like(pixels)
    expected_holes = 0
    for part in range(1, count + 1):
        # Pixels of a part are connected by sides, pixels of a hole by sides and corners.
        outside, outside_count = ndimage.label(
            np.pad(parts != part, 1, constant_values=True), np.ones((3, 3))
        )
        filled |= (outside != outside[0, 0])[1:-1, 1:-1]
        expected_holes += outside_count - 1
    assert len(rings) == count
    assert holes == expected_holes
    assert np.array_equal(rasterised(rings, *pixels.shape), filled)


def test_a_ring_shape_loses_its_hole_and_reports_it():
    pixels = np.zeros((12, 12), np.bool_)
    pixels[1:11, 1:11] = True
    pixels[4:6, 4:8] = False
    rings, holes = polygons_of(Mask.from_array(pixels))
    assert (len(rings), holes) == (1, 1)
