"""Tools turn mouse events in source pixels into edit requests; they never change a document."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import ClassVar, Final, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent, QPainter

from app.workspace import ToolOptions
from gvseg.prompts import Box, Click


@dataclass(frozen=True, slots=True, eq=False)
class PaintRequest:
    """Pixels to add to or remove from the mask of the current object.

    Attributes:
        x, y: left column and top row of the box, inside the frame.
        painted: h x w bool.
        label: label of the undo step.
    """

    x: int
    y: int
    painted: NDArray[np.bool_]
    is_erasing: bool
    label: str


@dataclass(frozen=True, slots=True)
class ClicksRequest:
    """Asks the engine for the mask of the clicks and the box of a draft."""

    clicks: tuple[Click, ...]
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class PickRequest:
    """Selects the object at a source pixel; with `is_adding`, keeps the other selected objects."""

    x: int
    y: int
    is_adding: bool


class Ending(Enum):
    """How a draft ends."""

    KEEP = "keep"
    DISCARD = "discard"


ToolRequest: TypeAlias = PaintRequest | ClicksRequest | PickRequest | Ending


_DRAG_PX: Final = 4
"""Distance at which a click becomes a drag, in screen pixels."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """A mouse event as tools receive it.

    Attributes:
        x, y: in source pixels, as floats; may lie outside the frame.
        is_right: whether the right button is pressed.
        has_shift, has_control, has_alt: modifier keys that are down.
        source_px: source pixels per device-independent pixel, for distances on the screen.
        pressure: pen pressure, 0..1; 1 for a mouse.
    """

    x: float
    y: float
    is_right: bool = False
    has_shift: bool = False
    has_control: bool = False
    has_alt: bool = False
    source_px: float = 1.0
    pressure: float = 1.0

    @classmethod
    def of(cls, event: QMouseEvent, x: float, y: float, source_px: float) -> "Pointer":
        """Convert a Qt event whose position has been mapped to source pixels."""
        keys, right = event.modifiers(), Qt.MouseButton.RightButton
        return cls(
            x,
            y,
            is_right=event.button() == right or bool(event.buttons() & right),
            has_shift=bool(keys & Qt.KeyboardModifier.ShiftModifier),
            has_control=bool(keys & Qt.KeyboardModifier.ControlModifier),
            has_alt=bool(keys & Qt.KeyboardModifier.AltModifier),
            source_px=source_px,
        )

    def is_far_from(self, other: "Pointer") -> bool:
        """Return whether the mouse was dragged between two events, not just clicked."""
        return math.hypot(self.x - other.x, self.y - other.y) > _DRAG_PX * self.source_px

    def pick(self, *, is_adding: bool) -> PickRequest:
        """Return the request to select the object at this position."""
        return PickRequest(math.floor(self.x), math.floor(self.y), is_adding)


class Board(Protocol):
    """The part of the canvas that tools use."""

    @property
    def frame_size(self) -> tuple[int, int]:
        """(height, width) of the frame."""
        ...

    @property
    def frame_pixels(self) -> NDArray[np.uint8] | None:
        """The decoded frame (H x W x 3, uint8, RGB), or None if there is none."""
        ...

    @property
    def options(self) -> ToolOptions:
        """The tool options."""
        ...

    @property
    def source_px(self) -> float:
        """Source pixels per device-independent pixel of the screen."""
        ...

    def request(self, request: ToolRequest) -> None:
        """Request an edit or a selection."""
        ...

    def preview(self, x: int, y: int, painted: NDArray[np.bool_], *, is_erasing: bool) -> None:
        """Show painted pixels before the edit is applied; the box lies inside the frame."""
        ...

    def clear_preview(self) -> None: ...

    def refresh(self, x: float, y: float, width: float, height: float) -> None:
        """Redraw decorations in a source box."""
        ...

    def refresh_all(self) -> None:
        """Redraw all decorations."""
        ...


ToCanvas: TypeAlias = Callable[[float, float], tuple[float, float]]
"""Maps a source position to the widget, in device-independent pixels."""


class Tool:
    """Base class of tools. By default, mouse events do nothing.

    Attributes:
        cursor: mouse cursor over the frame.
    """

    cursor: ClassVar[Qt.CursorShape] = Qt.CursorShape.CrossCursor

    def __init__(self, board: Board) -> None:
        self.board = board

    @property
    def has_draft(self) -> bool:
        """True if there is a draft that Enter keeps."""
        return False

    def press(self, pointer: Pointer) -> None:
        pass

    def move(self, pointer: Pointer, *, is_down: bool) -> None:
        pass

    def release(self, pointer: Pointer) -> None:
        pass

    def double_press(self, pointer: Pointer) -> None:
        self.press(pointer)

    def keep(self) -> None:
        """Keep the draft, after Enter or because the tool or the frame changes."""

    def cancel(self) -> bool:
        """Discard the draft (Escape). Return whether there was one."""
        return False

    def remove_last(self) -> bool:
        """Undo one step of a draft. Return whether there was one."""
        return False

    def draw(self, painter: QPainter, to_canvas: ToCanvas) -> None:
        """Draw decorations over the frame."""
