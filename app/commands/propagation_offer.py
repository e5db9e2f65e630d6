"""Offers to propagate a correction, for as long as the correction is there."""

from PySide6.QtCore import QObject

from app.language import tr
from app.workspace import Level, Message, Touched, Workspace


class PropagationOffer(QObject):
    """Posts an offer once per corrected mask, and withdraws it if the correction is undone."""

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._offered: tuple[int, int] | None = None
        self._message: Message | None = None
        workspace.changed.connect(self._on_changed)
        workspace.opened.connect(self._withdraw)

    def post(self, track_id: int, frame_index: int) -> None:
        """Offer to propagate an object after a correction on a frame."""
        if self._offered == (track_id, frame_index):
            return
        self._withdraw()
        self._offered = (track_id, frame_index)
        name = self._workspace.document.track(track_id).name
        self._message = self._workspace.post(
            Level.INFO,
            tr("Frame {frame} is now an exemplar of {name}.").format(frame=frame_index, name=name),
            offer=("propagate.both", tr("Propagate")),
        )

    def _on_changed(self, touched: Touched) -> None:
        if self._offered is None:
            return
        track_id, frame_index = self._offered
        document = self._workspace.document
        if track_id not in document.tracks or not document.is_pinned(track_id, frame_index):
            self._withdraw()

    def _withdraw(self) -> None:
        if self._message is not None:
            self._workspace.withdraw(self._message)
        self._offered = self._message = None
