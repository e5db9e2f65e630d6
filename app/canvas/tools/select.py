"""Selects the object under the mouse."""

from PySide6.QtCore import Qt

from app.canvas.tools.tool import Pointer, Tool


class SelectTool(Tool):
    """A click selects; with Ctrl it adds to the selection."""

    cursor = Qt.CursorShape.ArrowCursor

    def press(self, pointer: Pointer) -> None:
        """Pick."""
        self.board.request(pointer.pick(is_adding=pointer.has_control))
