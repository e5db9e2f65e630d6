"""Previews the mask of a click while the mouse rests on the frame."""

from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from app.canvas.tools.clicks import ClicksTool
from app.canvas.tools.tool import Pointer
from app.canvas.view import CanvasView
from app.commands.click_draft import ClickDraft
from app.engine_worker import EngineWorker
from app.workspace import PROMPT_TOOLS, Workspace
from gvseg.annotation.colours import object_colour
from gvseg.masks import Mask
from gvseg.prompts import Click

REST_MS: Final = 10
"""How long the mouse must rest before a preview, so that previews do not delay clicks; a moving
mouse reports every 8 ms.
"""


class HoverPreview(QObject):
    """Requests one preview at a time, for tools that ask the engine."""

    def __init__(
        self, workspace: Workspace, canvas: CanvasView, worker: EngineWorker, draft: ClickDraft
    ) -> None:
        super().__init__(canvas)
        self._workspace = workspace
        self._canvas = canvas
        self._draft = draft
        self._at: tuple[int, int] | None = None
        self._job_id: int | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._ask)
        canvas.pointed.connect(self._on_pointed)
        canvas.requested.connect(lambda _: self._clear())
        worker.preview_ready.connect(self._on_ready)
        workspace.opened.connect(self._clear)
        workspace.changed.connect(lambda _: self._clear())
        workspace.view.tool_changed.connect(lambda _: self._clear())
        workspace.view.frame_changed.connect(lambda _: self._clear())
        workspace.view.selection_changed.connect(self._clear)
        workspace.view.options_changed.connect(lambda _: self._clear())

    def _on_pointed(self, at: tuple[int, int] | None) -> None:
        if at == self._at:
            return
        self._clear()
        self._at = at
        if at is not None and self._is_wanted():
            self._rest.start()

    def _is_wanted(self) -> bool:
        view = self._workspace.view
        return (
            view.options.preview_clicks
            and view.options.show_masks
            and view.tool in PROMPT_TOOLS
            and not view.is_playing
            and not self._canvas.is_down
            and self._canvas.frame_index == view.frame_index
        )

    def _ask(self) -> None:
        if self._at is None or not self._is_wanted() or self._is_over_click(*self._at):
            return
        keys = QApplication.keyboardModifiers()
        is_positive = not keys & Qt.KeyboardModifier.ShiftModifier
        self._job_id = self._draft.preview(Click(*self._at, is_positive=is_positive))

    def _is_over_click(self, x: int, y: int) -> bool:
        """Return whether a press would grab an existing click instead of adding one."""
        tool = self._canvas.tool
        pointer = Pointer(x + 0.5, y + 0.5, source_px=self._canvas.source_px)
        return isinstance(tool, ClicksTool) and tool.click_at(pointer) is not None

    def _on_ready(self, job_id: int, mask: Mask) -> None:
        if job_id != self._job_id or not self._is_wanted():
            return
        self._job_id = None
        workspace = self._workspace
        document, working = workspace.document, workspace.working_id
        track = None if working is None else document.tracks.get(working)
        colour = object_colour(document.next_track_id) if track is None else track.colour
        self._canvas.decorations.show_preview(
            self._draft.cut_preview(mask), self._draft.shown_mask(), colour
        )

    def _clear(self) -> None:
        self._job_id = None
        self._rest.stop()
        self._canvas.decorations.show_preview(None)
