"""Operations on a mask: their kinds and widths."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gvseg.errors import MaskError
from gvseg.mask_editing.edges import refine_edge
from gvseg.mask_editing.outlines import grow, shrink, smooth
from gvseg.mask_editing.parts import fill_holes, remove_islands
from gvseg.masks import Mask


class OperationKind(Enum):
    """Kind of an operation on a mask."""

    REFINE_EDGE = "refine_edge"
    GROW = "grow"
    SHRINK = "shrink"
    SMOOTH = "smooth"
    FILL_HOLES = "fill_holes"
    REMOVE_ISLANDS = "remove_islands"

    @property
    def has_width(self) -> bool:
        """True if the operation has a width in pixels."""
        return self not in (OperationKind.FILL_HOLES, OperationKind.REMOVE_ISLANDS)

    @property
    def needs_image(self) -> bool:
        """True if the operation needs the colours of the frame."""
        return self is OperationKind.REFINE_EDGE


_BY_WIDTH: Final[dict[OperationKind, Callable[[Mask, float], Mask]]] = {
    OperationKind.GROW: grow,
    OperationKind.SHRINK: shrink,
    OperationKind.SMOOTH: smooth,
}
_PLAIN: Final[dict[OperationKind, Callable[[Mask], Mask]]] = {
    OperationKind.FILL_HOLES: fill_holes,
    OperationKind.REMOVE_ISLANDS: remove_islands,
}


@dataclass(frozen=True, slots=True)
class MaskOperation:
    """An operation on one mask.

    Attributes:
        kind: kind of operation.
        width_px: distance the outline moves, width of the bumps to remove, or search distance for
            the edge, in source pixels.
    """

    kind: OperationKind
    width_px: float = 1.0

    def __post_init__(self) -> None:
        if self.width_px <= 0:
            raise MaskError(f"A width must be more than 0 pixels, not {self.width_px:g}.")

    def apply(self, mask: Mask, pixels: NDArray[np.uint8] | None = None) -> Mask:
        """Return the changed mask.

        Args:
            mask: the mask of a frame.
            pixels: H x W x 3, uint8, RGB; needed if `kind.needs_image`.
        """
        if mask.is_empty:
            return mask
        if self.kind in _BY_WIDTH:
            return _BY_WIDTH[self.kind](mask, self.width_px)
        if self.kind in _PLAIN:
            return _PLAIN[self.kind](mask)
        if pixels is None:
            raise MaskError("The edge cannot be refined without the frame's pixels.")
        return refine_edge(mask, pixels, self.width_px)
