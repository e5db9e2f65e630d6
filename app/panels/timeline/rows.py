"""Which rows the timeline shows."""

from typing import Final

from app.workspace import Workspace

SUM_ROW: Final = 0
"""Stands for all objects together; no object has this id."""
ROWS_MAX: Final = 12
"""With more objects, only the selected ones have rows of their own."""


def rows_of(workspace: Workspace, *, is_expanded: bool) -> tuple[int, ...]:
    """Track ids from the top row to the bottom one, upper layers first."""
    if not workspace.is_open:
        return ()
    order = tuple(reversed(workspace.document.layer_order))
    if is_expanded or len(order) <= ROWS_MAX:
        return order
    chosen = set(workspace.selected)
    return (SUM_ROW, *(track_id for track_id in order if track_id in chosen))
