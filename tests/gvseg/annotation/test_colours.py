"""Objects can be distinguished by colour, or by pattern if their colours look alike."""

from itertools import combinations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from gvseg.annotation.colours import (
    OBJECT_COLOURS,
    PATTERN_COUNT,
    object_colour,
    object_pattern,
)

LEAST_DISTANCE = 15
"""Distance in CIE Lab; 2.3 is the smallest difference that a trained eye sees side by side."""
LEAST_BLIND_DISTANCE = 9
# Machado, Oliveira and Fernandes (2009), full severity, on linear RGB.
BLIND = {
    "no red cones": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "no green cones": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
}


def lab(matrix: NDArray[np.float64] | None = None) -> NDArray[np.float32]:
    """Return the palette in CIE Lab, as seen through a colour-blindness matrix."""
    colours = np.array(OBJECT_COLOURS, np.float64) / 255
    if matrix is not None:
        linear = np.where(colours <= 0.04045, colours / 12.92, ((colours + 0.055) / 1.055) ** 2.4)
        linear = np.clip(linear @ matrix.T, 0, 1)
        colours = np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)
    return cv2.cvtColor(colours[None].astype(np.float32), cv2.COLOR_RGB2Lab)[0]


def test_forty_colours_are_distinct() -> None:
    colours = lab()
    assert len(colours) == 40
    distances = [np.linalg.norm(a - b) for a, b in combinations(colours, 2)]
    assert min(distances) > LEAST_DISTANCE


@pytest.mark.parametrize("eyes", BLIND)
def test_colours_that_look_alike_to_colour_blind_users_have_different_patterns(eyes: str) -> None:
    colours = lab(np.array(BLIND[eyes]))
    alike = [
        (a + 1, b + 1)
        for a, b in combinations(range(len(colours)), 2)
        if np.linalg.norm(colours[a] - colours[b]) < LEAST_BLIND_DISTANCE
    ]
    assert alike, "some could not be distinguished without patterns"
    assert all(object_pattern(a) != object_pattern(b) for a, b in alike)


def test_the_combination_of_colour_and_pattern_repeats_late() -> None:
    looks = {(object_colour(n), object_pattern(n)) for n in range(1, 121)}
    assert len(looks) == 120
    assert {object_pattern(n) for n in range(1, 50)} == set(range(PATTERN_COUNT))
