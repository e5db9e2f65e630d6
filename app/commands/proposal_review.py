"""Accepting and rejecting proposals."""

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QObject

from app.language import tr
from app.workspace import Workspace
from gvseg.annotation.edits import AcceptProposals, Edit, RejectProposals, accepted_as
from gvseg.annotation.states import EMPTY, PRESENT


class ProposalReviewCommands(QObject):
    """Accepts, rejects and steps through proposals."""

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        workspace.view.least_score_changed.connect(self._deselect_hidden)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return the handler of each action id."""
        return {
            "proposal.next": lambda: self.step(1),
            "proposal.previous": lambda: self.step(-1),
            "proposal.accept": lambda: self.accept(self._workspace.view.proposal_id),
            "proposal.reject": lambda: self.reject(self._workspace.view.proposal_id),
            "proposal.accept_all": self.accept_shown,
            "proposal.reject_all": self.reject_shown,
            "proposal.reject_hidden": self.reject_hidden,
        }

    def accept(self, track_id: int | None) -> None:
        """Turn a proposal into an object; if it was selected, select the next one."""
        if track_id is not None:
            self._apply(track_id, AcceptProposals((track_id,)))

    def reject(self, track_id: int | None) -> None:
        """Remove a proposal; if it was selected, select the next one."""
        if track_id is not None:
            self._apply(track_id, RejectProposals((track_id,)))

    def accept_shown(self) -> None:
        """Turn all proposals above the score threshold into objects."""
        shown = self._workspace.shown_proposals
        self._workspace.try_apply(
            AcceptProposals(shown, tr("Accept %n proposal(s)", "", len(shown)))
        )

    def reject_shown(self) -> None:
        """Remove all shown proposals."""
        shown = self._workspace.shown_proposals
        self._workspace.try_apply(
            RejectProposals(shown, tr("Reject %n proposal(s)", "", len(shown)))
        )

    def reject_hidden(self) -> None:
        """Remove all proposals below the score threshold."""
        shown = self._workspace.shown_proposals
        hidden = tuple(
            one for one in sorted(self._workspace.document.proposals) if one not in shown
        )
        self._workspace.try_apply(
            RejectProposals(hidden, tr("Reject %n proposal(s)", "", len(hidden)))
        )

    def step(self, step: int) -> None:
        """Select the next (1) or previous (-1) proposal, wrapping around."""
        shown = self._workspace.shown_proposals
        if not shown:
            return
        here = self._workspace.view.proposal_id
        if here in shown:
            self.show_proposal(shown[(shown.index(here) + step) % len(shown)])
        else:
            self.show_proposal(shown[0 if step > 0 else -1])

    def show_proposal(self, track_id: int) -> None:
        """Select a proposal and show it, on this frame or where its confidence is highest."""
        workspace = self._workspace
        states = workspace.document.states(track_id)
        is_here = (states.flags & (PRESENT | EMPTY)) == PRESENT
        workspace.view.set_playing(False)
        workspace.view.select_proposal(track_id)
        if is_here.any() and not is_here[workspace.view.frame_index]:
            confidence = np.where(is_here, np.nan_to_num(states.confidence, nan=0.0), -1.0)
            workspace.view.set_frame(int(np.argmax(confidence)))

    def _deselect_hidden(self) -> None:
        if self._workspace.view.proposal_id not in self._workspace.shown_proposals:
            self._workspace.view.select_proposal(None)

    def _apply(self, track_id: int, edit: Edit) -> None:
        workspace = self._workspace
        shown = workspace.shown_proposals
        later = [one for one in shown if one > track_id]
        others = later or [one for one in shown if one < track_id]
        target = accepted_as(workspace.document, track_id)
        was_selected = workspace.view.proposal_id == track_id
        if not workspace.try_apply(edit) or not was_selected:
            return
        if others:
            self.show_proposal(others[0])
        elif isinstance(edit, AcceptProposals):
            workspace.view.select(target)
