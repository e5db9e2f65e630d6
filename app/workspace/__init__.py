"""The open document, its view state, and the only path by which it is edited."""

from app.workspace.records import (
    BRUSH_MAX_PX,
    PROMPT_TOOLS,
    CopiedMask,
    Level,
    Message,
    ObjectScope,
    RunKind,
    SaveState,
    Tool,
    ToolOptions,
    Touched,
    ViewOptions,
)
from app.workspace.workspace import Workspace

__all__ = [
    "BRUSH_MAX_PX",
    "PROMPT_TOOLS",
    "CopiedMask",
    "Level",
    "Message",
    "ObjectScope",
    "RunKind",
    "SaveState",
    "Tool",
    "ToolOptions",
    "Touched",
    "ViewOptions",
    "Workspace",
]
