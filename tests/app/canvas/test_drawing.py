"""Labels, overlay and projection, checked against masks drawn on whole frames."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.canvas.labels import LabelMap
from app.canvas.overlay import MARGIN_PX, Overlay, OverlayStyle, premultiplied
from app.canvas.projection import Projection
from app.canvas.scene import Scene
from app.canvas.tools.brush import capsule
from app.canvas.tools.polygon import polygon_pixels
from gvseg.masks import Mask

HEIGHT, WIDTH = 40, 60
RED, BLUE = (255, 0, 0), (0, 0, 255)


def disc(x: float, y: float, radius: float) -> Mask:
    rows, columns = np.mgrid[:HEIGHT, :WIDTH]
    return Mask.from_array((columns - x) ** 2 + (rows - y) ** 2 <= radius**2)


def drawn(labels: LabelMap, projection: Projection, style: OverlayStyle) -> "np.ndarray[Any, Any]":
    overlay = Overlay(200, 150)
    overlay.render(labels, projection, style)
    return overlay.pixels


STYLE = OverlayStyle(colours={1: RED, 2: BLUE}, selected=frozenset({2}))


def test_upper_layers_cover_lower_ones() -> None:
    labels = LabelMap(HEIGHT, WIDTH)
    labels.set_masks({1: disc(20, 20, 10), 2: disc(28, 20, 10)})
    assert labels.columns[15, 20] == 1
    assert labels.columns[25, 20] == 2
    assert labels.columns[0, 0] == 0


def test_set_masks_returns_the_changed_box() -> None:
    labels = LabelMap(HEIGHT, WIDTH)
    first, second = disc(20, 20, 5), disc(40, 20, 5)
    assert labels.set_masks({1: first, 2: second}) is None
    assert labels.set_masks({1: first, 2: second}) == (0, 0, 0, 0)
    assert labels.set_masks({1: first, 2: disc(45, 20, 5)}) == (35, 15, 16, 11)


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(0, 60), st.integers(0, 40)), max_size=6))
def test_partial_updates_equal_a_full_redraw(changes: list[tuple[int, int, int]]) -> None:
    labels, masks = LabelMap(HEIGHT, WIDTH), {n: disc(15 * n, 20, 9) for n in (1, 2, 3)}
    labels.set_masks(masks)
    for track_id, x, y in changes:
        masks[track_id] = disc(x, y, y % 13) if y else Mask.empty(HEIGHT, WIDTH)
        labels.lift(track_id)
        labels.set_masks(masks)
        fresh = LabelMap(HEIGHT, WIDTH)
        fresh.set_masks(masks)
        assert (labels.columns == fresh.columns).all()


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 30), st.booleans()), max_size=8))
def test_painted_pixels_equal_those_of_the_edited_document(
    dabs: list[tuple[int, int, bool]],
) -> None:
    labels = LabelMap(HEIGHT, WIDTH)
    masks = {1: disc(15, 20, 9), 2: disc(25, 20, 9), 3: disc(40, 20, 9)}
    labels.set_masks(masks)
    labels.lift(2)
    own = masks[2].to_array().copy()
    for x, y, value in dabs:
        dab = np.ones((10, 10), bool)
        labels.paint(x, y, dab, value=value)
        own[y : y + 10, x : x + 10] = value
    shown = labels.columns.copy()
    labels.set_masks(masks | {2: Mask.from_array(own)})
    assert (labels.columns == shown).all()


@pytest.mark.parametrize("scale", [0.37, 1.0, 1.5, 8.0])
def test_fills_are_crisp_at_any_zoom(scale: float) -> None:
    labels = LabelMap(HEIGHT, WIDTH)
    mask = disc(20, 20, 10)
    labels.set_masks({1: mask})
    projection = Projection(scale, 7, -5)
    style = OverlayStyle(colours={1: RED}, opacity=0.5, has_outlines=False)
    pixels = drawn(labels, projection, style)
    inside = mask.to_array()
    for row in range(0, 150, 7):
        for column in range(0, 200, 7):
            x, y = projection.to_source(column + 0.5, row + 0.5)
            is_inside = 0 <= x < WIDTH and 0 <= y < HEIGHT and inside[int(y), int(x)]
            assert pixels[row, column] == (premultiplied(RED, 0.5) if is_inside else 0)


def test_redrawing_a_box_equals_redrawing_everything() -> None:
    scene = Scene()
    scene.resize(200, 150)
    scene.set_frame(np.zeros((HEIGHT, WIDTH, 4), np.uint8))
    scene.set_projection(Projection(2.5, 11, 3))
    scene.set_style(STYLE)
    scene.set_masks({1: disc(20, 20, 8), 2: disc(40, 20, 8)})
    scene.refresh()
    scene.set_masks({1: disc(20, 20, 8), 2: disc(44, 22, 6)})
    scene.refresh()
    partly = scene.overlay.pixels.copy()
    scene.invalidate()
    scene.refresh()
    assert (scene.overlay.pixels == partly).all()


def test_the_outline_width_does_not_depend_on_the_zoom() -> None:
    labels = LabelMap(HEIGHT, WIDTH)
    pixels = np.zeros((HEIGHT, WIDTH), bool)
    pixels[10:30, 10:50] = True
    labels.set_masks({1: Mask.from_array(pixels)})
    style = OverlayStyle(colours={1: RED}, opacity=0.0)
    for scale in (2.0, 4.0):
        row = drawn(labels, Projection(scale, 0, 0), style)[int(20 * scale)]
        left = int(10 * scale)
        assert row[left - 1] == 0
        assert row[left] == premultiplied(RED, 1.0)
        assert 0 < row[left + 1] < premultiplied(RED, 1.0)
        assert row[left + 3] == 0


def test_the_selected_object_has_a_dark_halo_within_the_margin() -> None:
    labels = LabelMap(HEIGHT, WIDTH)
    labels.set_masks({2: disc(30, 20, 8)})
    pixels = drawn(labels, Projection(2.0, 0, 0), STYLE)
    _, columns = np.nonzero(pixels)
    assert columns.min() >= 22 * 2 - MARGIN_PX
    halo = premultiplied((0, 0, 0), 0.55)
    assert (pixels == halo).any()


@given(
    st.floats(0.05, 60),
    st.floats(0, 200),
    st.floats(0, 150),
    st.floats(0.5, 2),
)
def test_zooming_keeps_the_point_under_the_pointer_in_place(
    scale: float, x: float, y: float, factor: float
) -> None:
    before = Projection(scale, 3, 4)
    source = before.to_source(x, y)
    after = before.zoomed(factor, x, y).to_canvas(*source)
    assert abs(after[0] - x) <= 0.51
    assert abs(after[1] - y) <= 0.51


def test_a_dab_is_a_disc_of_at_least_one_pixel() -> None:
    dab = capsule((5.5, 5.5), (5.5, 5.5), 3, (11, 11))
    assert dab[5, 2:9].all()
    assert not dab[2, 2]
    assert capsule((5.1, 5.9), (5.1, 5.9), 0.5, (11, 11)).sum() == 1


def test_a_polygon_covers_the_pixels_inside_its_edges() -> None:
    found = polygon_pixels([(10, 10), (20, 10), (20, 15), (10, 15)], (HEIGHT, WIDTH))
    assert found is not None
    x, y, pixels = found
    assert (x, y) == (10, 10)
    assert pixels.shape == (5, 10)
    assert pixels.mean() > 0.95


def test_each_mask_has_its_own_pattern_aligned_to_the_canvas() -> None:
    labels = LabelMap(HEIGHT, WIDTH)
    labels.set_masks({n: disc(6 + 10 * n, 20, 4.5) for n in range(1, 5)})
    projection = Projection(scale=3.0)
    plain = OverlayStyle(colours=dict.fromkeys(range(1, 5), RED), has_outlines=False)
    hatched = OverlayStyle(
        colours=plain.colours, has_outlines=False, has_patterns=True, opacity=plain.opacity
    )
    before, after = drawn(labels, projection, plain), drawn(labels, projection, hatched)
    cells = [np.s_[50:70, 30 * n + 10 : 30 * n + 28] for n in range(1, 5)]
    changed = [(before != after)[cell] for cell in cells]
    assert not changed[0].any(), "the first pattern is plain"
    assert all(0.1 < one.mean() < 0.5 for one in changed[1:])
    assert not np.array_equal(changed[1], changed[2])
    assert len({bytes(one) for one in changed}) == 4
    part = Overlay(200, 150)
    part.pixels[:] = before
    part.render(labels, projection, hatched, (70, 40, 140, 90))
    assert np.array_equal(part.pixels[40:90, 70:140], after[40:90, 70:140])
