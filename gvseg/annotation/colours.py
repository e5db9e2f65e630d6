"""Object colours that stand out in photographs and are distinct for colour-blind users."""

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
    (0, 0, 255),
    (45, 60, 165),
    (135, 165, 90),
    (180, 255, 120),
    (180, 240, 210),
    (105, 60, 90),
    (105, 0, 210),
    (150, 75, 0),
    (255, 135, 150),
    (210, 45, 90),
    (240, 15, 195),
    (0, 105, 135),
    (210, 210, 120),
    (30, 75, 255),
    (150, 15, 195),
    (15, 135, 120),
    (90, 180, 195),
    (255, 210, 255),
    (60, 255, 180),
    (120, 135, 210),
)
"""The palette of Okabe and Ito without black, then hues in between. The last 20 differ as much as
possible from all earlier ones, also for people with red-green colour blindness."""
PATTERN_COUNT: Final = 6
"""Number of patterns, which distinguish similar colours: plain, four hatchings and a grid."""


def object_colour(number: int) -> Colour:
    """Return the colour of an object or category number (from 1); repeats after 40."""
    return OBJECT_COLOURS[(number - 1) % len(OBJECT_COLOURS)]


def object_pattern(number: int) -> int:
    """Return the pattern of an object number (from 1), below PATTERN_COUNT; 0 is plain."""
    return (number - 1) % PATTERN_COUNT
