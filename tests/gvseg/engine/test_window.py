"""Windows contain the object and a margin, have few sizes, and stay inside the frame."""

import numpy as np
import torch
from hypothesis import given
from hypothesis import strategies as st

from gvseg.engine.window import LARGEST_SHARE, MARGIN, SIDES, Window, windows_around

ROWS, COLUMNS = 22, 40


def window_around(share: np.ndarray, moved: np.ndarray | None = None) -> Window | None:
    (window,) = windows_around(share[None], None if moved is None else moved[None])
    return window


def share_of(top: int, left: int, height: int, width: int) -> np.ndarray:
    share = np.zeros((ROWS, COLUMNS), np.float32)
    share[top : top + height, left : left + width] = 1.0
    return share


@given(st.integers(0, ROWS - 1), st.integers(0, COLUMNS - 1), st.integers(1, 9), st.integers(1, 12))
def test_contains_the_object_and_its_margin(top, left, height, width):
    share = share_of(top, left, height, width)
    window = window_around(share)
    assert window is not None
    bottom, right = min(ROWS, top + height), min(COLUMNS, left + width)
    assert 0 <= window.top <= max(0, top - MARGIN)
    assert 0 <= window.left <= max(0, left - MARGIN)
    assert min(ROWS, bottom + MARGIN) <= window.top + window.height <= ROWS
    assert min(COLUMNS, right + MARGIN) <= window.left + window.width <= COLUMNS
    assert window.height in (*SIDES, ROWS)
    assert window.width in (*SIDES, COLUMNS)
    assert window.height * window.width <= LARGEST_SHARE * share.size


def test_large_and_empty_objects_get_no_window():
    assert window_around(share_of(2, 2, 18, 30)) is None
    assert window_around(np.zeros((ROWS, COLUMNS), np.float32)) is None


def test_stray_pixels_do_not_enlarge_the_window():
    share = share_of(9, 9, 5, 5)
    alone = window_around(share)
    share[21, 39] = 0.1
    assert window_around(share) == alone
    share[18:, 30:] = 1.0
    assert window_around(share) != alone


def test_follows_a_mask_that_moves_but_not_one_that_spreads():
    share, moved = share_of(9, 9, 5, 5), share_of(9, 13, 5, 5)
    window = window_around(share, moved)
    assert window is not None
    assert window.left <= 9 - MARGIN
    assert window.left + window.width >= 18 + MARGIN
    moved[9:11, 38:] = 0.5  # a similar object far away
    assert window_around(share, moved) == window
    assert window_around(share, np.zeros_like(share)) == window_around(share)


def test_each_object_gets_its_own_window():
    shares = [share_of(9, 9, 5, 5), share_of(0, 30, 3, 8), share_of(9, 9, 0, 0)]
    moved = [share_of(9, 13, 5, 5), share_of(0, 0, 0, 0), share_of(3, 3, 2, 2)]
    alone = [window_around(*pair) for pair in zip(shares, moved, strict=True)]
    assert windows_around(np.stack(shares), np.stack(moved)) == alone
    assert alone[2] is None


def test_cuts_the_same_part_at_every_stride():
    window = Window(2, 3, 4, 5)
    coarse = torch.arange(8.0 * 10).reshape(1, 8, 10)
    fine = coarse.repeat_interleave(4, 1).repeat_interleave(4, 2)
    cut = window.of_first(coarse, 16)
    assert cut.shape == (1, 4, 5)
    assert torch.equal(window.of_first(fine, 4)[:, ::4, ::4], cut)
    assert torch.equal(window.of_last(fine[..., None], 4)[:, ::4, ::4, 0], cut)
