"""Object colours that differ on photographs and for colour-blind users, in a fixed order."""

from typing import Final

from gvseg.annotation.records import Colour

OBJECT_COLOURS: Final[tuple[Colour, ...]] = (
    (230, 159, 0),
    (86, 180, 233),
    (0, 158, 115),
    (240, 228, 66),
    (0, 114, 178),
    (213, 94, 0),
    (204, 121, 167),
    (255, 64, 64),
    (122, 81, 232),
    (60, 220, 60),
    (255, 140, 255),
    (0, 225, 225),
    (165, 42, 42),
    (170, 200, 255),
    (128, 160, 0),
    (255, 200, 160),
    (190, 0, 140),
    (0, 90, 60),
    (150, 150, 255),
    (255, 95, 160),
)
"""The palette of Okabe and Ito (without black), then hues in between."""


def object_colour(number: int) -> Colour:
    """Return the colour of an object or category number (from 1); repeats after 20."""
    return OBJECT_COLOURS[(number - 1) % len(OBJECT_COLOURS)]
