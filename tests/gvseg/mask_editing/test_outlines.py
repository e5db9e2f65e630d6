"""Growing, shrinking, smoothing, holes and islands, compared with plain arithmetic on pixels."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import ndimage

from gvseg.errors import MaskError
from gvseg.mask_editing.operations import MaskOperation, OperationKind
from gvseg.mask_editing.outlines import grow, shrink, smooth
from gvseg.mask_editing.parts import fill_holes, remove_islands
from gvseg.masks import Mask

MASKS = st.tuples(st.integers(1, 24), st.integers(1, 24)).flatmap(
    lambda size: hnp.arrays(np.bool_, size).map(Mask.from_array)
)
WIDTHS = st.integers(1, 12).map(lambda number: number / 2)


def disc(radius, centre=(40, 40), size=(80, 80)):
    rows, columns = np.mgrid[: size[0], : size[1]]
    return Mask.from_array((rows - centre[0]) ** 2 + (columns - centre[1]) ** 2 <= radius**2)


@settings(max_examples=60)
@given(mask=MASKS, width=WIDTHS)
def test_growing_adds_the_pixels_within_the_width(mask, width):
    inside = mask.to_array()
    expected = inside
    if inside.any():
        expected = ndimage.distance_transform_edt(~inside) <= width
    assert (grow(mask, width).to_array() == expected).all()


@settings(max_examples=60)
@given(mask=MASKS, width=WIDTHS)
def test_shrinking_keeps_the_pixels_deeper_than_the_width(mask, width):
    inside = mask.to_array()
    expected = inside
    if not inside.all():
        expected = inside & (ndimage.distance_transform_edt(inside) > width)
    assert (shrink(mask, width).to_array() == expected).all()


@settings(max_examples=40)
@given(mask=MASKS)
def test_cleaning_agrees_with_scipy(mask):
    inside = mask.to_array()
    assert (fill_holes(mask).to_array() == ndimage.binary_fill_holes(inside)).all()
    parts, count = ndimage.label(inside, np.ones((3, 3)))
    areas = np.bincount(parts.ravel(), minlength=count + 1)[1:]
    kept = [i + 1 for i, area in enumerate(areas) if area >= 0.05 * areas.max()]
    assert (remove_islands(mask).to_array() == np.isin(parts, kept)).all()


def test_an_object_that_the_frame_cuts_off_stays_at_the_border():
    cut = disc(20, centre=(40, 0))
    for operation in (lambda: shrink(cut, 3), lambda: smooth(cut, 6)):
        assert operation().to_array()[40, 0]
    assert shrink(cut, 3).area < cut.area


def test_smoothing_removes_bumps_and_keeps_the_shape():
    pixels = disc(24).to_array()
    pixels[14:18, 39:41] = True  # a bump of 2 pixels
    pixels[40, 60:] = False  # a slit
    after = smooth(Mask.from_array(pixels), 6)
    assert after.iou(disc(24)) > 0.98
    assert not after.to_array()[14:16, 39:41].any()
    assert after.to_array()[40, 60:63].all()


@pytest.mark.parametrize("kind", list(OperationKind))
def test_every_operation_leaves_an_empty_mask_empty(kind):
    empty = Mask.empty(8, 8)
    assert MaskOperation(kind, 2).apply(empty, np.zeros((8, 8, 3), np.uint8)).is_empty


def test_invalid_requests_say_what_is_wrong():
    with pytest.raises(MaskError, match="more than 0 pixels"):
        MaskOperation(OperationKind.GROW, 0)
    with pytest.raises(MaskError, match="without the frame's pixels"):
        MaskOperation(OperationKind.REFINE_EDGE, 4).apply(disc(10))
