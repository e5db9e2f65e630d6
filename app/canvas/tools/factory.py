"""Creates the tools."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from app.canvas.tools.brush import BrushTool
from app.canvas.tools.clicks import ClicksTool, Drag
from app.canvas.tools.polygon import LassoTool, RectangleTool
from app.canvas.tools.polygon_corners import PolygonTool
from app.canvas.tools.select import SelectTool
from app.canvas.tools.tool import Board
from app.canvas.tools.tool import Tool as CanvasTool
from app.canvas.tools.wand import WandTool
from app.workspace import Tool

_MAKERS: Final[Mapping[Tool, Callable[[Board], CanvasTool]]] = MappingProxyType(
    {
        Tool.SELECT: SelectTool,
        Tool.BRUSH: BrushTool,
        Tool.ERASER: lambda board: BrushTool(board, is_eraser=True),
        Tool.POLYGON: PolygonTool,
        Tool.LASSO: LassoTool,
        Tool.BOX: RectangleTool,
        Tool.WAND: WandTool,
        Tool.CLICKS: ClicksTool,
        Tool.BOX_PROMPT: ClicksTool,
        Tool.SCRIBBLE: lambda board: ClicksTool(board, Drag.SCRIBBLE),
    }
)


def make_tools(board: Board) -> dict[Tool, CanvasTool]:
    return {kind: make(board) for kind, make in _MAKERS.items()}
