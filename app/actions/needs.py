"""Conditions that enable actions, and the application state that they depend on."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Final

ENGINE_BUSY: Final = "The engine is running; stop it first"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationState:
    """The parts of the application's state that actions depend on."""

    has_video: bool = False
    has_object: bool = False
    object_count: int = 0
    selected_count: int = 0
    has_mask_here: bool = False
    is_exemplar_here: bool = False
    has_mask_before: bool = False
    has_exemplar: bool = False
    is_automatic: bool = False
    is_on_proposal: bool = False
    shown_proposals: int = 0
    hidden_proposals: int = 0
    has_range: bool = False
    has_draft: bool = False
    is_running: bool = False
    is_unsaved: bool = False
    has_adaptation: bool = False
    has_copied: bool = False
    can_undo: bool = False
    can_redo: bool = False


class Need(Enum):
    """A condition for enabling an action. Its value is the message shown while it is not met, which
    may contain keys such as {go.play}."""

    VIDEO = "Open a video first."
    OBJECT = "Select an object first."
    OBJECTS = "There are no objects yet."
    TWO = "Select two objects first (Ctrl+click in the list)."
    MASK = "The selected object has no mask on this frame."
    PIN = "This frame is not an exemplar of the selected object."
    BEFORE = "The selected object has no mask on the previous frame."
    EXEMPLAR = "Draw an object first: propagation needs at least one drawn mask."
    START = "Draw an object first, or choose another task."
    AUTOMATIC = "Choose Instance, Semantic or Panoptic in the task bar first."
    PROPOSAL = "Select a proposal first ({proposal.next})."
    PROPOSALS = "No proposals are shown."
    HIDDEN = "No proposals are hidden by the score threshold."
    RANGE = "Mark a range first ({go.mark_in} and {go.mark_out})."
    IDLE = f"{ENGINE_BUSY} ({{edit.cancel}})."
    RUNNING = "Nothing is running."
    COPIED = "Copy a mask first ({edit.copy})."
    UNDO = "Nothing to undo."
    REDO = "Nothing to redo."
    DRAFT = "There is nothing to accept."
    UNSAVED = "Everything is already saved."
    ADAPTED = "Adapt to this video first."

    def is_met(self, state: ApplicationState) -> bool:
        return _met(state)[self]


@lru_cache(maxsize=4)
def _met(state: ApplicationState) -> Mapping[Need, bool]:
    """Return which needs are met, cached because every action is checked against the same state."""
    return {
        Need.VIDEO: state.has_video,
        Need.OBJECT: state.has_object,
        Need.OBJECTS: state.object_count > 0,
        Need.TWO: state.selected_count == 2,
        Need.MASK: state.has_mask_here,
        Need.PIN: state.is_exemplar_here,
        Need.BEFORE: state.has_mask_before,
        Need.EXEMPLAR: state.has_exemplar,
        Need.START: state.has_exemplar or state.is_automatic,
        Need.AUTOMATIC: state.is_automatic,
        Need.PROPOSAL: state.is_on_proposal,
        Need.PROPOSALS: state.shown_proposals > 0,
        Need.HIDDEN: state.hidden_proposals > 0,
        Need.RANGE: state.has_range,
        Need.IDLE: not state.is_running,
        Need.RUNNING: state.is_running,
        Need.COPIED: state.has_copied,
        Need.UNDO: state.can_undo,
        Need.REDO: state.can_redo,
        Need.DRAFT: state.has_draft,
        Need.UNSAVED: state.is_unsaved,
        Need.ADAPTED: state.has_adaptation,
    }
