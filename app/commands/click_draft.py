"""Requests masks for clicks, boxes and scribbles, and manages the resulting draft."""

from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from PySide6.QtCore import QObject, QTimer, Signal

from app.canvas.tools.clicks import ClicksTool
from app.canvas.view import CanvasView
from app.engine_worker import EngineWorker
from app.language import tr
from app.workspace import PROMPT_TOOLS, Level, Touched, Workspace
from gvseg.annotation.other_objects import without_others
from gvseg.annotation.records import FrameMask, Prompts
from gvseg.masks import Mask
from gvseg.prompts import Box, Click

REST_MS: Final = 250
"""Delay before the frame on screen is encoded in advance, to speed up the first click."""
LOAD_MS: Final = 300
"""Delay before the engine loads after opening, so that it does not slow down the first frame."""
WAITING_MS: Final = 200
"""A spinner appears if the engine has not answered within this time."""

_Asked: TypeAlias = tuple[tuple[Click, ...], Box | None]


@dataclass(slots=True)
class _Basis:
    """The mask that a draft starts from, and the masks computed so far.

    Attributes:
        start: the mask that the first click refines, or None for a new mask.
        answers: clicks and box -> their mask.
    """

    start: Mask | None = None
    answers: dict[_Asked, Mask] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.start is not None:
            self.answers[((), None)] = self.start

    def previous(self, clicks: tuple[Click, ...], box: Box | None) -> Mask | None:
        """Return the mask that the clicks refine: the known mask with the most of these clicks."""
        for count in range(len(clicks), -1, -1):
            mask = self.answers.get((clicks[:count], box))
            if mask is not None and not mask.is_empty:
                return mask
        return None


@dataclass(frozen=True, slots=True)
class _Accepted:
    """A draft that was accepted before its mask arrived, when another draft began."""

    frame_index: int
    target: int | None
    asked: _Asked
    basis: _Basis


class ClickDraft(QObject):
    """A draft made of clicks and a box; each click refines the mask of the earlier ones.

    Signals:
        made(int, object, FrameMask): frame index, the object or proposal that was edited (None for
            a new object), and the accepted mask.
    """

    made = Signal(int, object, object)

    def __init__(self, workspace: Workspace, canvas: CanvasView, worker: EngineWorker) -> None:
        super().__init__(canvas)
        self._workspace = workspace
        self._canvas = canvas
        self._worker = worker
        self._pixels: Any = None
        self._job_id: int | None = None
        self._frame_index = 0
        self._target: int | None = None
        self._basis = _Basis()
        self._asked: _Asked | None = None
        self._is_kept = False
        self._accepted: dict[int, _Accepted] = {}  # job id -> draft
        self._previewed = Prompts()
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._prepare)
        self._waiting = QTimer(self, singleShot=True, interval=WAITING_MS)
        self._waiting.timeout.connect(
            lambda: canvas.decorations.spinner.set_running(is_running=True)
        )
        self._load = QTimer(self, singleShot=True, interval=LOAD_MS)
        self._load.timeout.connect(worker.load_ahead)
        workspace.opened.connect(self._on_opened)
        workspace.changed.connect(self._on_changed)
        workspace.view.tool_changed.connect(self._on_tool)
        workspace.view.selection_changed.connect(self._on_selection)
        workspace.view.proposal_changed.connect(self._on_selection)
        worker.clicks_ready.connect(self._on_ready)
        worker.clicks_failed.connect(self._on_failed)

    @property
    def is_active(self) -> bool:
        """True if a mask is requested, or shown but not accepted yet."""
        return self._asked is not None

    def set_frame(self, pixels: Any) -> None:
        """Set the frame that the canvas shows next: H x W x 3, uint8, RGB, as decoded."""
        self._pixels = pixels
        self._rest.start()

    def ask(self, clicks: tuple[Click, ...], box: Box | None = None) -> None:
        """Request the mask of clicks on the current frame."""
        frame_index = self._canvas.frame_index
        if frame_index is None or self._pixels is None:
            return
        if not self.is_active:
            self._frame_index, self._target = frame_index, self._workspace.working_id
            self._basis = self._basis_on(frame_index)
        self._asked = (clicks, box)
        self._job_id = None
        if self._asked in self._basis.answers:
            self._show()
            return
        previous = self._basis.previous(clicks, box)
        has_object = previous is not None or box is not None
        if not has_object and not any(click.is_positive for click in clicks):
            self._clear()
            if clicks:
                self._workspace.post(
                    Level.INFO, tr("This frame has no mask to refine. Click on the object first.")
                )
            return
        box_to_ask = box if previous is None else None
        self._job_id = self._worker.request_clicks(self._pixels, clicks, previous, box_to_ask)
        if not self._waiting.isActive():
            self._waiting.start()

    def preview(self, click: Click) -> int | None:
        """Request a preview of one more click. Return the job id, or None if it is impossible."""
        frame_index = self._canvas.frame_index
        if frame_index is None or self._pixels is None or self._job_id is not None:
            return None
        basis, asked = self._basis, self._asked
        if asked is None:
            basis = self._basis_on(frame_index)
            prompts = self._saved(frame_index) or Prompts()
            asked = (prompts.clicks, prompts.box)
        clicks = (*asked[0], click)
        previous = basis.previous(clicks, asked[1])
        if previous is None and (asked[1] is not None or not click.is_positive):
            return None
        self._previewed = Prompts(clicks, asked[1])
        return self._worker.request_preview(self._pixels, clicks, previous)

    def cut_preview(self, mask: Mask) -> Mask:
        """Return the mask of the last preview, cut as the draft would be."""
        workspace, frame_index = self._workspace, self._canvas.frame_index or 0
        return without_others(
            workspace.document, frame_index, workspace.working_id, mask, self._previewed
        )

    def shown_mask(self) -> Mask | None:
        """Return the draft mask if there is one, else the mask of the current object."""
        if self._asked is not None:
            return self._basis.answers.get(self._asked)
        frame_index = self._canvas.frame_index
        record = None if frame_index is None else self._record(frame_index)
        return None if record is None else record.mask

    def keep(self) -> None:
        """Accept the draft now, or as soon as the engine answers."""
        if self._job_id is not None:
            self._is_kept = True
            return
        asked, target, frame_index = self._asked, self._target, self._frame_index
        basis = self._basis
        self._clear()
        if asked is not None:
            self._make(_Accepted(frame_index, target, asked, basis))
        self.show_saved()

    def discard(self) -> None:
        self._clear()
        self.show_saved()

    def show_saved(self) -> None:
        """Show the clicks of the mask on this frame, unless there is a draft."""
        frame_index = self._canvas.frame_index
        place = (self._frame_index, self._target)
        if self._is_kept and (frame_index, self._workspace.working_id) != place:
            self._set_aside()
        if self.is_active or frame_index is None or not self._workspace.is_open:
            return
        prompts = self._saved(frame_index) or Prompts()
        if isinstance(self._canvas.tool, ClicksTool):
            self._canvas.tool.show(prompts.clicks, prompts.box)

    # -- the draft ---------------------------------------------------------------------

    def _set_aside(self) -> None:
        """Wait for the mask of an accepted draft without holding up the next draft."""
        if self._job_id is not None and self._asked is not None:
            self._worker.must_answer(self._job_id)
            self._accepted[self._job_id] = _Accepted(
                self._frame_index, self._target, self._asked, self._basis
            )
        self._clear()

    def _make(self, draft: _Accepted) -> None:
        mask = draft.basis.answers.get(draft.asked)
        if mask is not None and self._is_there(draft.target):
            record = FrameMask(mask, prompts=Prompts(*draft.asked, start=draft.basis.start))
            self.made.emit(draft.frame_index, draft.target, record)

    def _store_answer(self, draft: _Accepted, mask: Mask) -> None:
        """Store the mask of a draft, without the pixels of other objects."""
        draft.basis.answers[draft.asked] = without_others(
            self._workspace.document, draft.frame_index, draft.target, mask, Prompts(*draft.asked)
        )

    def _basis_on(self, frame_index: int) -> "_Basis":
        """Return the starting point on a frame: the clicks of its mask, or the mask itself."""
        record = self._record(frame_index)
        if record is None or (record.prompts is None and record.mask.is_empty):
            return _Basis()
        if record.prompts is None:
            return _Basis(record.mask)
        prompts = record.prompts
        return _Basis(prompts.start, {(prompts.clicks, prompts.box): record.mask})

    def _on_ready(self, job_id: int, mask: Mask, _confidence: float) -> None:
        accepted = self._accepted.pop(job_id, None)
        if accepted is not None:
            self._store_answer(accepted, mask)
            self._make(accepted)
            return
        if job_id != self._job_id or self._asked is None:
            return
        self._job_id = None
        draft = _Accepted(self._frame_index, self._target, self._asked, self._basis)
        self._store_answer(draft, mask)
        if self._is_kept:
            self.keep()
        else:
            self._show()

    def _show(self) -> None:
        self._stop_waiting()
        if self._asked is None or self._canvas.frame_index != self._frame_index:
            return
        target = self._target
        shown = self._workspace.document.next_track_id if target is None else target
        self._canvas.show_draft(shown, self._basis.answers[self._asked])

    def _on_failed(self, job_id: int, words: str, details: str) -> None:
        if job_id == self._job_id:
            self._clear()
        elif self._accepted.pop(job_id, None) is None:
            return
        self._workspace.post(Level.ERROR, words, details=details)

    def _clear(self) -> None:
        self._forget()
        self._canvas.show_draft(None)

    def _forget(self) -> None:
        """Ignore pending answers, because they belong to another document."""
        self._job_id = self._asked = self._target = None
        self._basis = _Basis()
        self._is_kept = False
        self._stop_waiting()

    def _stop_waiting(self) -> None:
        self._waiting.stop()
        self._set_spinner(is_running=False)

    def _set_spinner(self, *, is_running: bool) -> None:
        self._canvas.decorations.spinner.set_running(is_running=is_running)

    # -- the workspace -----------------------------------------------------------------

    def _on_opened(self) -> None:
        self._forget()
        self._accepted.clear()
        if self._workspace.is_open:
            self._load.start()

    def _on_tool(self) -> None:
        self.show_saved()
        self._prepare()

    def _on_changed(self, touched: Touched) -> None:
        frame_index = self._canvas.frame_index
        if frame_index is not None and touched.touches_frame(frame_index):
            self.show_saved()

    def _on_selection(self) -> None:
        if self.is_active and self._workspace.working_id != self._target:
            self._canvas.keep()  # the mask belongs to the object selected when the draft began
        self.show_saved()

    def _prepare(self) -> None:
        if self._workspace.view.tool in PROMPT_TOOLS and self._pixels is not None:
            self._worker.prepare_clicks(self._pixels)

    def _saved(self, frame_index: int) -> Prompts | None:
        record = self._record(frame_index)
        return None if record is None else record.prompts

    def _record(self, frame_index: int) -> FrameMask | None:
        track_id = self._workspace.working_id
        return None if track_id is None else self._workspace.document.mask(track_id, frame_index)

    def _is_there(self, target: int | None) -> bool:
        document = self._workspace.document
        return target is None or target in document.tracks or target in document.proposals
