"""Copies masks and pastes them on one frame or many."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.canvas.view import CanvasView
from app.commands.edits import new_object
from app.dialogs.paste_range import PasteRangeDialog, PasteRequest
from app.language import tr, tr_later
from app.workspace import CopiedMask, Level, Workspace
from gvseg.annotation.edits import Edit, PasteMask, SetMask
from gvseg.annotation.records import FrameMask
from gvseg.errors import UserError
from gvseg.masks import Mask

_FRAMES_AHEAD = 9


class MaskClipboard(QObject):
    """Pastes one mask into the selected object, or several masks into their own objects."""

    def __init__(self, workspace: Workspace, canvas: CanvasView, window: QWidget) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._canvas = canvas
        self._window = window

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return the handler of each action id."""
        return {
            "edit.copy": self.copy,
            "edit.paste": self.paste,
            "edit.paste_range": self.ask_range,
        }

    def copy(self) -> None:
        """Copy the masks of the selected objects on this frame."""
        frame_index, document = self._workspace.view.frame_index, self._workspace.document
        found = []
        for track_id in self._workspace.view.selected:
            record = document.mask(track_id, frame_index)
            if record is not None:
                found.append(CopiedMask(track_id, record.mask))
        if found:
            self._workspace.view.set_copied(tuple(found))
            self._workspace.post(Level.INFO, tr("Copied %n mask(s).", "", len(found)))

    def paste(self) -> None:
        """Paste on this frame and make it an exemplar."""
        frame_index = self._canvas.frame_index
        if frame_index is not None:
            self._paste(
                tr_later("Paste mask"),
                lambda track_id, mask: SetMask(
                    track_id, frame_index, FrameMask(mask), label=tr_later("Paste mask")
                ),
            )

    def ask_range(self) -> PasteRangeDialog:
        """Ask which frames to paste to."""
        view = self._workspace.view
        here = view.frame_index
        frames = view.frame_range or (here, min(here + _FRAMES_AHEAD, view.last_frame))
        dialog = PasteRangeDialog(frames, view.last_frame, self._window)
        dialog.chosen.connect(self.paste_range)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def paste_range(self, request: PasteRequest) -> None:
        """Paste on every frame of a range, as one step."""
        document = self._workspace.document
        kept = 0

        def edit_of(track_id: int, mask: Mask) -> Edit:
            nonlocal kept
            frames = range(request.first, request.last + 1)
            free = [i for i in frames if request.replaces or not document.is_protected(track_id, i)]
            kept += len(frames) - len(free)
            return PasteMask(track_id, tuple(free), mask)

        if self._paste(tr_later("Paste masks"), edit_of) and kept:
            words = tr("%n drawn or verified mask(s) stayed unchanged.", "", kept)
            self._workspace.post(Level.INFO, words)

    def _paste(self, label: str, edit_of: Callable[[int, Mask], Edit]) -> bool:
        workspace = self._workspace
        source = workspace.source
        for one in workspace.view.copied:
            if (one.mask.height, one.mask.width) != (source.height, source.width):
                workspace.post(
                    Level.WARNING,
                    tr(
                        "The copied mask is from a video of {copied} pixels; this one has {own}."
                    ).format(
                        copied=f"{one.mask.width}x{one.mask.height}",
                        own=f"{source.width}x{source.height}",
                    ),
                )
                return False
        pasted: list[int] = []
        try:
            with workspace.group(label):
                for one in workspace.view.copied:
                    track_id = self._target(one)
                    workspace.apply(edit_of(track_id, one.mask))
                    pasted.append(track_id)
        except UserError as error:
            workspace.post(Level.WARNING, str(error))
        if pasted:
            workspace.view.select(*pasted)
        return bool(pasted)

    def _target(self, one: CopiedMask) -> int:
        """Return the object to paste a mask into, and add one if necessary."""
        workspace = self._workspace
        chosen = workspace.view.track_id if len(workspace.view.copied) == 1 else one.track_id
        if chosen is not None and chosen in workspace.document.tracks:
            return chosen
        adding = new_object(workspace.document)
        workspace.apply(adding)
        return adding.track.track_id
