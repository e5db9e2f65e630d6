"""Saying that masks are right, or taking it back."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.workspace import Level, Workspace
from gvseg.annotation.edits import Verify


class ReviewingCommands(QObject):
    """Verifies a frame, a marked range, or whole objects."""

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Action id -> what it does."""
        return {
            "review.verify": lambda: self._verify(is_verified=True),
            "review.unverify": lambda: self._verify(is_verified=False),
            "review.verify_track": self._verify_tracks,
        }

    def _verify(self, *, is_verified: bool) -> None:
        """All objects on this frame, or the selected ones (all, where none is) in the range."""
        desk = self._workspace
        frame = desk.frame_index
        first, last = desk.frame_range or (frame, frame)
        tracks = desk.selected if desk.frame_range and desk.selected else None
        label = "Verify" if is_verified else "Take verification back"
        revision = desk.document.revision
        if not desk.try_apply(Verify(tracks, first, last, is_verified, label)):
            return
        if desk.document.revision == revision:
            desk.post(Level.INFO, "There is no mask here whose mark would change.")

    def _verify_tracks(self) -> None:
        self._workspace.try_apply(Verify(self._workspace.selected, label="Verify object"))
