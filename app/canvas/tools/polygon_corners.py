"""A polygon drawn corner by corner; with *Snap to Edges*, its sides follow edges in the image."""

from app.canvas.tools.polygon import OutlineTool
from app.canvas.tools.tool import Board, Pointer
from gvseg.mask_editing.livewire import Livewire, nearest_edge

_SNAP_PX = 6
"""Maximum distance that a corner moves to snap to an edge, in screen pixels."""
_REACH_PX = 240
_LEAST_REACH_PX = 48
_MOST_REACH_PX = 256


class PolygonTool(OutlineTool):
    """Draws a polygon; a click on the first corner or a double click closes it."""

    def __init__(self, board: Board) -> None:
        super().__init__(board)
        self._wire: Livewire | None = None
        self._path: list[tuple[float, float]] = []
        # The number of corners that each click added, because undo removes them together.
        self._added: list[int] = []

    def press(self, pointer: Pointer) -> None:
        """Add a corner, or grab an existing one."""
        if not self.corners:
            self._begin(self._snapped(pointer))
            self._added = [1]
        elif not self.is_closed and len(self.corners) >= 3 and self._corner_at(pointer) == 0:
            self.corners += self._path_to(*self.corners[0])[:-1]
            self.is_closed = True
        elif not self.grab_corner(pointer):
            if self.is_closed:
                self.keep()
                self._begin(self._snapped(pointer))
                self._added = [1]
            else:
                found = self._snapped(pointer)
                path = self._path_to(*self._inside(found))
                self.corners += path
                self._added.append(len(path))
        self._path = []
        self.board.refresh_all()

    def move(self, pointer: Pointer, *, is_down: bool) -> None:
        """Drag the grabbed corner, or show the path to the mouse."""
        self._path = []
        if self.board.options.snaps and self.corners and not self.is_closed and not is_down:
            self._path = self._path_to(*self._inside(self._snapped(pointer)))
        super().move(pointer, is_down=is_down)

    def double_press(self, pointer: Pointer) -> None:
        """Close the outline and keep it."""
        del pointer
        self.keep()

    def keep(self) -> None:
        """Close the outline along the edge and paint the inside."""
        if len(self.corners) >= 3 and not self.is_closed:
            self.corners += self._path_to(*self.corners[0])[:-1]
        self._clear_wire()
        super().keep()

    def cancel(self) -> bool:
        self._clear_wire()
        return super().cancel()

    def remove_last(self) -> bool:
        """Undo the last click by removing all corners that it added."""
        count = self._added.pop() if self._added and not self.is_closed else 1
        had = super().remove_last()
        if had and count > 1:
            del self.corners[-(count - 1) :]
        self._path = []
        return had

    def _pending(self) -> list[tuple[float, float]]:
        return self._path or super()._pending()

    def _clear_wire(self) -> None:
        self._wire = None
        self._path = []
        self._added = []

    def _snapped(self, pointer: Pointer) -> Pointer:
        """Return the mouse position, moved to the strongest edge nearby."""
        pixels = self.board.frame_pixels
        height, width = self.board.frame_size
        is_inside = 0 <= pointer.x < width and 0 <= pointer.y < height
        if not self.board.options.snaps or pixels is None or not is_inside:
            return pointer
        reach_px = max(1, round(_SNAP_PX * pointer.source_px))
        x, y = nearest_edge(pixels, (int(pointer.x), int(pointer.y)), reach_px)
        return Pointer(
            x + 0.5,
            y + 0.5,
            is_right=pointer.is_right,
            has_shift=pointer.has_shift,
            source_px=pointer.source_px,
        )

    def _path_to(self, x: float, y: float) -> list[tuple[float, float]]:
        """Return the corners from the last one to a point, following edges if snapping is on."""
        pixels = self.board.frame_pixels
        if not self.board.options.snaps or pixels is None:
            return [(x, y)]
        height, width = self.board.frame_size
        start = _pixel_at(*self.corners[-1], width, height)
        if self._wire is None or self._wire.start != start or self._wire.pixels is not pixels:
            reach_px = round(_REACH_PX * self.board.source_px)
            reach_px = min(max(_LEAST_REACH_PX, reach_px), _MOST_REACH_PX)
            self._wire = Livewire(pixels, start, reach_px)
        return [*self._wire.path_to(*_pixel_at(x, y, width, height))[:-1], (x, y)]


def _pixel_at(x: float, y: float, width: int, height: int) -> tuple[int, int]:
    return min(max(0, int(x)), width - 1), min(max(0, int(y)), height - 1)
