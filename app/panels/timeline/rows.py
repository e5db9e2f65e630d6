"""Determines the rows of the timeline."""

from typing import Final

from app.workspace import Workspace
from gvseg.annotation.document import Document
from gvseg.annotation.records import Track

SUM_ROW: Final = 0
"""Id of the row that sums all objects; no object has this id."""
ROWS_MAX: Final = 12
"""With more objects than this, only selected ones have their own rows."""


def rows_of(workspace: Workspace, *, is_expanded: bool) -> tuple[int, ...]:
    """Return ids from top to bottom: objects, upper layers first, then proposals."""
    if not workspace.is_open:
        return ()
    order = tuple(reversed(workspace.document.layer_order))
    if not is_expanded and len(order) > ROWS_MAX:
        chosen = set(workspace.view.selected)
        order = (SUM_ROW, *(track_id for track_id in order if track_id in chosen))
    return (*order, *workspace.shown_proposals)


def track_of(document: Document, track_id: int) -> Track | None:
    """Return the object or proposal of a row, or None if it no longer exists."""
    return document.tracks.get(track_id) or document.proposals.get(track_id)
