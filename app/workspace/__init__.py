"""The open document and its view state. Every edit goes through the workspace."""

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
