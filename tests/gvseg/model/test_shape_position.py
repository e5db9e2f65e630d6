"""The descriptor, compared with a slow reference implementation of its definition."""

import math

import numpy as np
import pytest
import torch

from gvseg.model.shape_position import relative_change, shape_position_descriptor

ANGLES, RADII, WIDTH = 36, 12, 128


def slow_descriptor(mask: np.ndarray) -> np.ndarray:
    """Compute the descriptor pixel by pixel and bin by bin."""
    height, width = mask.shape
    result = np.zeros((ANGLES, RADII))
    inside = [(y, x) for y in range(height) for x in range(width) if mask[y, x]]
    if not inside:
        return result.ravel()
    centre_y = sum(y + 0.5 for y, _ in inside) / len(inside)
    centre_x = sum(x + 0.5 for _, x in inside) / len(inside)
    reach = 0.5 * math.hypot(height, width)

    def is_boundary(y: int, x: int) -> bool:
        around = [(y + dy, x + dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1)]
        return any(not (0 <= v < height and 0 <= u < width) or not mask[v, u] for v, u in around)

    boundary = [(y, x) for y, x in inside if is_boundary(y, x)]
    for y, x in boundary:
        dy, dx = np.float32(y + 0.5 - centre_y), np.float32(x + 0.5 - centre_x)
        angle = math.atan2(dy, dx) / (2 * math.pi) % 1.0
        angle_bin = min(int(angle * ANGLES), ANGLES - 1)
        radius_bin = min(int(math.hypot(dy, dx) / reach * RADII), RADII - 1)
        result[angle_bin, radius_bin] += 1 / len(boundary)
    for a in range(ANGLES):
        for r in range(RADII):
            angle = (a + 0.5) * 2 * math.pi / ANGLES
            radius = (r + 0.5) * reach / RADII
            x, y = centre_x + radius * math.cos(angle), centre_y + radius * math.sin(angle)
            if not (0 <= x < width and 0 <= y < height):
                result[a, r] = -1 / math.sqrt(WIDTH)
    return result.ravel()


def describe(*masks: np.ndarray) -> torch.Tensor:
    return shape_position_descriptor(
        torch.from_numpy(np.stack(masks)).float(), ANGLES, RADII, WIDTH
    )


def blank() -> np.ndarray:
    return np.zeros((40, 61), bool)


def disc(y: float, x: float, radius: float) -> np.ndarray:
    rows, columns = np.mgrid[:40, :61]
    return (rows - y) ** 2 + (columns - x) ** 2 <= radius**2


def ring() -> np.ndarray:
    return disc(20, 30, 12) & ~disc(20, 30, 5)


def bar_at_the_border() -> np.ndarray:
    mask = blank()
    mask[0:9, 0:30] = True
    return mask


def one_pixel() -> np.ndarray:
    mask = blank()
    mask[17, 23] = True
    return mask


@pytest.mark.parametrize(
    "mask",
    [
        disc(15.3, 22.1, 9),
        ring(),
        disc(10, 10, 5) | disc(28, 47, 8),
        bar_at_the_border(),
        one_pixel(),
        ~blank(),
        np.random.default_rng(5).random((40, 61)) > 0.7,
    ],
    ids=["disc", "hole", "two parts", "at the border", "one pixel", "everything", "noise"],
)
def test_matches_the_definition(mask):
    fast = describe(mask)[0].numpy()
    slow = slow_descriptor(mask)
    # A pixel exactly between two bins may fall either way in float32.
    moved = np.abs(fast - slow) > 1e-5
    assert moved.sum() <= 2
    assert fast[fast > 0].sum() == pytest.approx(slow[slow > 0].sum(), abs=1e-5)


def test_an_empty_mask_gives_zeros_and_does_not_affect_others():
    together = describe(blank(), ring())
    assert (together[0] == 0).all()
    assert torch.equal(together[1], describe(ring())[0])


def test_translation_changes_position_but_not_shape():
    here, there = describe(disc(20, 25, 6), disc(20, 33, 6))
    kept = (here >= 0) & (there >= 0)
    assert torch.allclose(here[kept], there[kept], atol=0.02)
    assert ((here < 0) != (there < 0)).any()


def test_scaling_moves_counts_outward():
    small, large = describe(disc(20, 30, 5), disc(20, 30, 14))

    def mean_radius(h: torch.Tensor) -> float:
        votes = h.clamp(min=0).reshape(ANGLES, RADII).sum(0)
        return float((votes * torch.arange(RADII)).sum() / votes.sum())

    assert mean_radius(large) > mean_radius(small) + 2


def test_a_quarter_turn_moves_counts_by_nine_angles():
    mask = np.zeros((41, 41), bool)
    mask[12:21, 18:36] = True
    upright = shape_position_descriptor(torch.from_numpy(mask)[None].float())[0]
    turned = shape_position_descriptor(torch.from_numpy(np.rot90(mask, -1).copy())[None].float())[0]
    rolled = upright.reshape(ANGLES, RADII).roll(9, 0).flatten()
    assert (rolled - turned).abs().sum() < 0.25


def test_the_relative_change_is_0_for_equal_and_large_for_different_shapes():
    h = describe(ring(), disc(10, 10, 4))
    assert relative_change(h[:1], h[:1]).item() == 0
    assert relative_change(h[:1], h[1:]).item() > 0.2


def test_half_precision_does_not_shift_the_centre():
    masks = torch.zeros(4, 88, 160)
    for number in range(4):
        masks[number, 30 + 7 * number : 77, 60 + 11 * number : 155] = 1.0
    exact = shape_position_descriptor(masks)
    with torch.autocast("cpu", torch.bfloat16):
        assert torch.equal(shape_position_descriptor(masks), exact)


def test_no_gradient_flows_through():
    mask = torch.rand(1, 20, 20, requires_grad=True)
    assert not shape_position_descriptor(mask).requires_grad
