"""Conditions that enable actions, and the application state that they depend on."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Final

from app.language import tr_later

ENGINE_BUSY: Final = tr_later("The engine is running; stop it first.")


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

    VIDEO = tr_later("Open a video first.")
    OBJECT = tr_later("Select an object first.")
    OBJECTS = tr_later("There are no objects yet.")
    TWO = tr_later("Select two objects first (Ctrl+click in the list).")
    MASK = tr_later("The selected object has no mask on this frame.")
    PIN = tr_later("This frame is not an exemplar of the selected object.")
    BEFORE = tr_later("The selected object has no mask on the previous frame.")
    EXEMPLAR = tr_later("Draw an object first: propagation needs at least one drawn mask.")
    START = tr_later("Draw an object first, or choose another task.")
    AUTOMATIC = tr_later("Choose Instance, Semantic or Panoptic in the task bar first.")
    PROPOSAL = tr_later("Select a proposal first ({proposal.next}).")
    PROPOSALS = tr_later("No proposals are shown.")
    HIDDEN = tr_later("No proposals are hidden by the score threshold.")
    RANGE = tr_later("Mark a range first ({go.mark_in} and {go.mark_out}).")
    IDLE = tr_later("The engine is running; stop it first ({edit.cancel}).")
    RUNNING = tr_later("Nothing is running.")
    COPIED = tr_later("Copy a mask first ({edit.copy}).")
    UNDO = tr_later("Nothing to undo.")
    REDO = tr_later("Nothing to redo.")
    DRAFT = tr_later("There is nothing to accept.")
    UNSAVED = tr_later("Everything is already saved.")
    ADAPTED = tr_later("Adapt to this video first.")

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
