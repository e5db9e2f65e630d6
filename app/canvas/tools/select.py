"""Selects the object under the mouse."""

import math

from PySide6.QtCore import Qt

from app.canvas.tools.tool import PickRequest, Pointer, Tool


class SelectTool(Tool):
    """A click selects; with Ctrl it adds to the selection."""

    cursor = Qt.CursorShape.ArrowCursor

    def press(self, pointer: Pointer) -> None:
        """Pick."""
        self.board.request(
            PickRequest(math.floor(pointer.x), math.floor(pointer.y), pointer.has_control)
        )
