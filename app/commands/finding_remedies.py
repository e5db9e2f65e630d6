"""Fixes for a finding: swap objects, split one, or go to the frame to correct it."""

import numpy as np
from PySide6.QtCore import QObject

from app.commands.run_results import refuse_while_running
from app.engine_worker import EngineWorker
from app.language import tr
from app.wording import all_of
from app.workspace import Level, Tool, Workspace
from gvseg.annotation.document import Document
from gvseg.annotation.edits import Edit, SplitParts, SwapIdentities
from gvseg.annotation.review import Finding, Remedy
from gvseg.annotation.states import PINNED, VERIFIED


class FindingRemedies(QObject):
    """Applies remedies, each as one undo step."""

    def __init__(self, workspace: Workspace, worker: EngineWorker, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._worker = worker

    def apply(self, finding: Finding, remedy: Remedy) -> None:
        """Apply a remedy and go to the first frame that it affects."""
        view = self._workspace.view
        view.set_playing(False)
        if remedy is Remedy.CORRECT:
            view.select(finding.track_id)
            view.set_frame(finding.worst)
            view.set_tool(Tool.CLICKS)
        elif not refuse_while_running(self._workspace, self._worker):
            if remedy is Remedy.SWAP:
                self._swap(finding)
            else:
                self._split(finding)

    def _swap(self, finding: Finding) -> None:
        document, other_id = self._workspace.document, finding.other_id
        if other_id is None:
            return
        last = last_to_swap(document, (finding.track_id, other_id), finding.first)
        names = all_of(document.track(one).name for one in (finding.track_id, other_id))
        edit = SwapIdentities(finding.track_id, other_id, finding.first, last)
        self._make(
            edit,
            finding,
            tr("Swapped {names} in frames {first} to {last}.").format(
                names=names, first=finding.first, last=last
            ),
        )

    def _split(self, finding: Finding) -> None:
        document = self._workspace.document
        new_id = document.next_track_id
        edit = SplitParts(finding.track_id, finding.first, finding.last)
        name = document.track(finding.track_id).name
        words = tr("Split {name} in frames {first} to {last}.").format(
            name=name, first=finding.first, last=finding.last
        )
        if self._make(edit, finding, words):
            self._workspace.view.select(new_id)

    def _make(self, edit: Edit, finding: Finding, words: str) -> bool:
        workspace = self._workspace
        if not workspace.try_apply(edit):
            return False
        workspace.view.select(finding.track_id)
        workspace.view.set_frame(finding.first)
        workspace.post(Level.GOOD, words, offer=("edit.undo", tr("Undo")))
        return True


def last_to_swap(document: Document, track_ids: tuple[int, ...], first: int) -> int:
    """Return the last frame to swap, which precedes the next exemplar or verified frame."""
    last = document.source.frame_count - 1
    for track_id in track_ids:
        flags = document.states(track_id).flags[first + 1 :]
        confirmed = np.flatnonzero(flags & (PINNED | VERIFIED))
        if confirmed.size:
            last = min(last, first + int(confirmed[0]))
    return last
