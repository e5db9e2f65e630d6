"""A person's yes or no to what the engine found."""

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QObject

from app.counted import counted
from app.workspace import Workspace
from gvseg.annotation.edits import AcceptProposals, Edit, RejectProposals, accepted_as
from gvseg.annotation.states import EMPTY, PRESENT


class ProposalReviewCommands(QObject):
    """Accepts, rejects, and leads from one proposal to the next."""

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        workspace.view.least_score_changed.connect(self._drop_hidden)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Action id -> what it does."""
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
        """Make an object of a proposal; where it was looked at, look at the next one."""
        if track_id is not None:
            self._judge(track_id, AcceptProposals((track_id,)))

    def reject(self, track_id: int | None) -> None:
        """Take a proposal away; where it was looked at, look at the next one."""
        if track_id is not None:
            self._judge(track_id, RejectProposals((track_id,)))

    def accept_shown(self) -> None:
        """Make objects of all proposals of at least the least score."""
        shown = self._workspace.shown_proposals
        self._workspace.try_apply(AcceptProposals(shown, f"Accept {_counted(shown)}"))

    def reject_shown(self) -> None:
        """Remove all proposals that are shown."""
        shown = self._workspace.shown_proposals
        self._workspace.try_apply(RejectProposals(shown, f"Reject {_counted(shown)}"))

    def reject_hidden(self) -> None:
        """Remove all proposals that are hidden for their low score."""
        shown = self._workspace.shown_proposals
        hidden = tuple(
            one for one in sorted(self._workspace.document.proposals) if one not in shown
        )
        self._workspace.try_apply(RejectProposals(hidden, f"Reject {_counted(hidden)}"))

    def step(self, step: int) -> None:
        """Look at the next proposal (1) or the one before (-1); around the end to the start."""
        shown = self._workspace.shown_proposals
        if not shown:
            return
        here = self._workspace.view.proposal_id
        if here in shown:
            self.look_at(shown[(shown.index(here) + step) % len(shown)])
        else:
            self.look_at(shown[0 if step > 0 else -1])

    def look_at(self, track_id: int) -> None:
        """Look at a proposal: on this frame if it is here, else where the engine is surest."""
        workspace = self._workspace
        states = workspace.document.states(track_id)
        is_here = (states.flags & (PRESENT | EMPTY)) == PRESENT
        workspace.view.set_playing(False)
        workspace.view.look_at_proposal(track_id)
        if is_here.any() and not is_here[workspace.view.frame_index]:
            sureness = np.where(is_here, np.nan_to_num(states.confidence, nan=0.0), -1.0)
            workspace.view.set_frame(int(np.argmax(sureness)))

    def _drop_hidden(self) -> None:
        if self._workspace.view.proposal_id not in self._workspace.shown_proposals:
            self._workspace.view.look_at_proposal(None)

    def _judge(self, track_id: int, edit: Edit) -> None:
        workspace = self._workspace
        shown = workspace.shown_proposals
        later = [one for one in shown if one > track_id]
        others = later or [one for one in shown if one < track_id]
        target = accepted_as(workspace.document, track_id)
        is_looked_at = workspace.view.proposal_id == track_id
        if not workspace.try_apply(edit) or not is_looked_at:
            return
        if others:
            self.look_at(others[0])
        elif isinstance(edit, AcceptProposals):
            workspace.view.select(target)


def _counted(track_ids: tuple[int, ...]) -> str:
    return counted(len(track_ids), "proposal")
