"""Operations that use the colours of an image (magic wand, livewire, refined edges), and soft
mattes.
"""

import cv2
import numpy as np
import pytest

from gvseg.mask_editing.colour_flood import ColourFlood
from gvseg.mask_editing.edges import refine_edge
from gvseg.mask_editing.livewire import Livewire
from gvseg.mask_editing.matte import matte_of
from gvseg.mask_editing.outlines import grow, shrink
from gvseg.masks import Mask

CENTRE, RADIUS = (100, 75), 50
BACK, FRONT = (60, 60, 70), (190, 170, 90)


@pytest.fixture(scope="module")
def disc():
    rows, columns = np.mgrid[:150, :200]
    return Mask.from_array((columns - CENTRE[0]) ** 2 + (rows - CENTRE[1]) ** 2 <= RADIUS**2)


@pytest.fixture(scope="module")
def image(disc):
    """Return an image of a disc as a camera sees it, with noise and an edge two pixels wide."""
    pixels = np.where(disc.to_array()[..., None], FRONT, BACK).astype(np.float32)
    pixels = cv2.GaussianBlur(pixels, (0, 0), 1.0)
    pixels += np.random.default_rng(0).normal(0, 4, pixels.shape)
    return np.clip(pixels, 0, 255).astype(np.uint8)


def test_the_wand_selects_the_region_of_one_colour(image, disc):
    found = Mask.from_array(ColourFlood(image).region(*CENTRE, 20))
    assert found.iou(disc) > 0.95
    ground = Mask.from_array(ColourFlood(image).region(3, 3, 20))
    assert ground.iou(disc.inverted()) > 0.95


def test_a_larger_tolerance_selects_more_and_zero_selects_the_pixel(image):
    flood = ColourFlood(image)
    areas = [int(flood.region(*CENTRE, tolerance).sum()) for tolerance in (0, 4, 10, 30, 150)]
    assert areas == sorted(areas)
    assert areas[0] >= 1
    assert areas[-1] == image.shape[0] * image.shape[1]


def test_separate_regions_of_the_same_colour_are_not_joined():
    pixels = np.full((20, 60, 3), BACK, np.uint8)
    pixels[5:15, 5:15] = pixels[5:15, 40:50] = FRONT
    found = ColourFlood(pixels).region(8, 8, 10)
    assert found.sum() == 100
    assert found[5:15, 5:15].all()


def test_the_tolerance_is_a_distance_in_lab():
    """The neutral greys 119 and 144 have an L* of 50.0 and 59.6."""
    pixels = np.full((4, 8, 3), 119, np.uint8)
    pixels[:, 4:] = 144
    assert ColourFlood(pixels).region(0, 0, 9).sum() == 16
    assert ColourFlood(pixels).region(0, 0, 10.5).sum() == 32


def test_a_path_follows_the_edge(image):
    wire = Livewire(image, (CENTRE[0], CENTRE[1] - RADIUS))
    path = wire.path_to(CENTRE[0] + RADIUS, CENTRE[1])
    assert path[-1] == (CENTRE[0] + RADIUS + 0.5, CENTRE[1] + 0.5)
    assert 4 <= len(path) <= 40
    for x, y in path:
        assert abs(np.hypot(x - CENTRE[0] - 0.5, y - CENTRE[1] - 0.5) - RADIUS) < 3
    angles = [np.arctan2(y - CENTRE[1], x - CENTRE[0]) for x, y in path]
    assert angles == sorted(angles)


def test_a_path_out_of_reach_is_straight(image):
    wire = Livewire(image, (10, 10), reach_px=20)
    assert wire.path_to(150, 100) == [(150.5, 100.5)]


@pytest.mark.parametrize("change", [lambda m: grow(m, 3), lambda m: shrink(m, 3)])
def test_an_imprecise_edge_is_moved_to_the_true_one(image, disc, change):
    rough = change(disc)
    refined = refine_edge(rough, image, 6)
    assert refined.iou(disc) > 0.97 > rough.iou(disc)


def test_refining_keeps_a_true_edge_and_changes_nothing_outside_the_band(image, disc):
    assert refine_edge(disc, image, 6).iou(disc) > 0.97
    far = Mask.from_array(np.roll(disc.to_array(), 60, axis=1))
    changed = refine_edge(far, image, 5).to_array() != far.to_array()
    band = grow(far, 5).to_array() & ~shrink(far, 5).to_array()
    assert not changed[~band].any()


def test_the_outline_stays_where_the_colours_are_the_same(disc):
    grey = np.full((150, 200, 3), 128, np.uint8)
    assert refine_edge(disc, grey, 6).iou(disc) > 0.97


def test_the_opacity_of_a_matte_rises_over_its_feather(disc):
    soft = matte_of(disc, 8)
    hard = matte_of(disc, 0)
    assert set(np.unique(hard)) == {0, 255}
    row = soft[CENTRE[1], CENTRE[0] :].astype(int)
    assert (np.diff(row) <= 0).all()
    rising = np.flatnonzero((row > 0) & (row < 255))
    assert rising.size == pytest.approx(8, abs=1)
    assert rising.mean() == pytest.approx(RADIUS + 0.5, abs=1)
    assert ((soft > 127) == disc.to_array()).mean() > 0.999
