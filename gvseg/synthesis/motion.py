"""Smooth random motion of an image, as the source position of each output pixel."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class MotionRange:
    """Strength of the motion between frames; lengths are in canvas sides.

    Attributes:
        shift: largest shift per frame.
        scale: largest change of log size per frame.
        turn: largest rotation per frame, in radians.
        shear: largest change of shear per frame.
        bend: largest elastic displacement per frame.
        jitter: independent motion of each frame, relative to the constant velocity.
    """

    shift: float = 0.06
    scale: float = 0.06
    turn: float = 0.10
    shear: float = 0.06
    bend: float = 0.02
    jitter: float = 0.4

    def stronger(self, factor: float) -> "MotionRange":
        """Return the range with all motion except jitter multiplied by `factor`."""
        return MotionRange(
            shift=self.shift * factor,
            scale=self.scale * factor,
            turn=self.turn * factor,
            shear=self.shear * factor,
            bend=self.bend * factor,
            jitter=self.jitter,
        )


class Motion:
    """A trajectory: an affine map and an elastic field for each frame.

    Args:
        rng: random generator.
        frames: length of the clip.
        canvas: side of the square output, in pixels.
        centre_xy: source pixel that maps to `position_xy` in frame 0.
        position_xy: position of that pixel on the canvas in frame 0, in pixels.
        zoom: canvas pixels per source pixel in frame 0.
        strength: strength of the motion.
    """

    GRID = 5

    def __init__(
        self,
        rng: np.random.Generator,
        *,
        frames: int,
        canvas: int,
        centre_xy: tuple[float, float],
        position_xy: tuple[float, float],
        zoom: float,
        strength: MotionRange,
    ) -> None:
        self.canvas = canvas
        self.centre_xy = np.array(centre_xy)
        self.position_xy = np.array(position_xy)
        self.zoom = zoom
        limits = np.array(
            [
                strength.shift,
                strength.shift,
                strength.scale,
                strength.turn,
                strength.shear,
                strength.shear,
            ]
        )
        velocity = rng.uniform(-limits, limits)
        steps = velocity + strength.jitter * rng.uniform(-limits, limits, (frames, 6))
        steps[0] = 0.0
        self.path = np.cumsum(steps, axis=0)
        # Rotation and shear also differ between clips, not only between frames.
        self.path[:, 3:] += rng.normal(0, [0.1, 0.06, 0.06])
        self.is_flipped = bool(rng.random() < 0.5)
        bend = strength.bend * canvas
        self.bend_start = rng.normal(0, 1.5 * bend, (self.GRID, self.GRID, 2))
        self.bend_step = rng.normal(0, bend, (self.GRID, self.GRID, 2))

    def travel(self, shift_xy: NDArray[np.float64]) -> None:
        """Set the shift of each frame from `position_xy`: frames x 2, in canvas sides."""
        self.path[:, :2] = shift_xy

    def source_xy(self, frame: int) -> Floats:
        """Return the source pixel of each canvas pixel of a frame: H x W x 2."""
        shift_x, shift_y, log_scale, turn, shear_x, shear_y = self.path[frame]
        zoom = self.zoom * np.exp(log_scale)
        cos, sin = np.cos(turn), np.sin(turn)
        forward = zoom * (
            np.array([[cos, -sin], [sin, cos]]) @ np.array([[1.0, shear_x], [shear_y, 1.0]])
        )
        if self.is_flipped:
            forward = forward @ np.diag([-1.0, 1.0])
        inverse = np.linalg.inv(forward)
        position = self.position_xy + np.array([shift_x, shift_y]) * self.canvas
        bend = (self.bend_start + frame * self.bend_step).astype(np.float32)
        size = (self.canvas, self.canvas)
        field = cv2.resize(bend, size, interpolation=cv2.INTER_CUBIC)
        y, x = np.mgrid[: self.canvas, : self.canvas].astype(np.float32)
        x = x + field[..., 0] - np.float32(position[0])
        y = y + field[..., 1] - np.float32(position[1])
        return np.stack(
            (
                inverse[0, 0] * x + inverse[0, 1] * y + self.centre_xy[0],
                inverse[1, 0] * x + inverse[1, 1] * y + self.centre_xy[1],
            ),
            axis=2,
        ).astype(np.float32)
