"""The tool that selects objects."""

from PySide6.QtCore import Qt

from app.canvas.tools.tool import Pointer, Tool


class SelectTool(Tool):
    """Selects the object under a click; Ctrl adds it to the selection."""

    cursor = Qt.CursorShape.ArrowCursor

    def press(self, pointer: Pointer) -> None:
        self.board.request(pointer.pick(is_adding=pointer.has_control))
