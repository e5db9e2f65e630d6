"""Clicks through the engine: asks, shows the draft, keeps it when told."""

from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.canvas.view import CanvasView
from app.engine_worker import EngineWorker
from app.workspace import Level, Tool, Workspace
from gvseg.engine.request import Click
from gvseg.masks import Mask

REST_MS = 250
"""How long a frame must be shown before it is encoded ahead of the first click."""


class ClickDraft(QObject):
    """One draft of clicks at a time.

    Signals:
        made(int, Mask): frame index and mask of a draft that was kept.
    """

    made = Signal(int, object)

    def __init__(self, workspace: Workspace, canvas: CanvasView, worker: EngineWorker) -> None:
        super().__init__(canvas)
        self._workspace = workspace
        self._canvas = canvas
        self._worker = worker
        self._pixels: Any = None
        self._job_id: int | None = None
        self._frame_index = 0
        self._mask: Mask | None = None
        self._start: Mask | None = None
        self._is_kept = False
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._prepare)
        workspace.opened.connect(self._forget)
        workspace.view.tool_changed.connect(lambda _tool: self._rest.start())
        worker.clicks_ready.connect(self._on_ready)
        worker.clicks_failed.connect(self._on_failed)

    def set_frame(self, pixels: Any) -> None:
        """The frame on the canvas: H x W x 3, uint8, RGB, as filmed."""
        self._pixels = pixels
        self._rest.start()

    def ask(self, clicks: tuple[Click, ...]) -> None:
        """Ask for the mask of these clicks on the frame on the canvas."""
        frame_index = self._canvas.frame_index
        if frame_index is None or self._pixels is None:
            return
        if self._job_id is None and self._mask is None:
            self._start = self._mask_here(frame_index)
        if self._start is None and not any(click.is_positive for click in clicks):
            self._clear()
            self._workspace.post(
                Level.INFO, "There is no mask here to refine. Click on the object first."
            )
            return
        self._frame_index = frame_index
        # The first click starts a new mask; further ones correct its mask, if that has
        # arrived by now.
        is_further = len(clicks) > 1 and self._mask is not None
        previous = self._mask if is_further else self._start
        self._job_id = self._worker.request_clicks(self._pixels, clicks, previous)

    def _prepare(self) -> None:
        if self._workspace.view.tool is Tool.CLICKS and self._pixels is not None:
            self._worker.prepare_clicks(self._pixels)

    def keep(self) -> None:
        """Keep the draft; one that is still being made is kept when it comes."""
        if self._job_id is not None:
            self._is_kept = True
        elif self._mask is not None:
            mask, frame_index = self._mask, self._frame_index
            self._clear()
            self.made.emit(frame_index, mask)

    def discard(self) -> None:
        """Discard the draft."""
        self._clear()

    def _on_ready(self, job_id: int, mask: Mask, _confidence: float) -> None:
        if job_id != self._job_id:
            return
        self._job_id = None
        self._mask = mask
        if self._is_kept:
            self.keep()
        elif self._canvas.frame_index == self._frame_index:
            track_id = self._workspace.working_id
            shown = self._workspace.document.next_track_id if track_id is None else track_id
            self._canvas.show_draft(shown, mask)

    def _on_failed(self, job_id: int, words: str, details: str) -> None:
        if job_id == self._job_id:
            self._clear()
            self._workspace.post(Level.ERROR, words, details=details)

    def _clear(self) -> None:
        self._forget()
        self._canvas.show_draft(None)

    def _forget(self) -> None:
        """Wait for no answer any more: one for another document must not come into this one."""
        self._job_id = self._mask = self._start = None
        self._is_kept = False

    def _mask_here(self, frame_index: int) -> Mask | None:
        track_id = self._workspace.working_id
        record = None
        if track_id is not None:
            record = self._workspace.document.mask(track_id, frame_index)
        return None if record is None or record.mask.is_empty else record.mask
