"""Operations on the masks of selected objects, on this frame or on many frames."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.canvas.view import CanvasView
from app.commands.background_work import BackgroundWork
from app.commands.mask_work import MaskPlan, Reshaped, interpolating, reshaping
from app.dialogs.mask_operation import MaskOperationDialog, OperationRequest, Scope
from app.language import tr, tr_later
from app.workspace import Level, Workspace
from gvseg.annotation.edits import AcceptMasks, Compound, ReshapeMasks, SetMask
from gvseg.annotation.edits.masks import check_unlocked
from gvseg.annotation.records import FrameMask, Origin
from gvseg.annotation.states import PINNED, VERIFIED
from gvseg.errors import UserError
from gvseg.mask_editing.operations import MaskOperation, OperationKind
from gvseg.masks import Mask

_LABELS: Final = {
    OperationKind.REFINE_EDGE: tr_later("Refine edge"),
    OperationKind.GROW: tr_later("Grow mask"),
    OperationKind.SHRINK: tr_later("Shrink mask"),
    OperationKind.SMOOTH: tr_later("Smooth mask"),
    OperationKind.FILL_HOLES: tr_later("Fill holes"),
    OperationKind.REMOVE_ISLANDS: tr_later("Remove small parts"),
}
_WIDTHS_PX: Final = {
    OperationKind.REFINE_EDGE: 6.0,
    OperationKind.GROW: 1.0,
    OperationKind.SHRINK: 1.0,
    OperationKind.SMOOTH: 6.0,
}
_MANY_FRAMES: Final = 100
_ACTIONS: Final = {
    "mask.refine": OperationKind.REFINE_EDGE,
    "mask.grow": OperationKind.GROW,
    "mask.shrink": OperationKind.SHRINK,
    "mask.smooth": OperationKind.SMOOTH,
    "edit.fill_holes": OperationKind.FILL_HOLES,
    "edit.drop_specks": OperationKind.REMOVE_ISLANDS,
}


class MaskOperationCommands(QObject):
    """Applies operations, each as one undo step for all frames and objects.

    On the current frame the result is a drawn mask and an exemplar, as after painting. On many
    frames masks keep their origin, so propagation may still replace them.
    """

    def __init__(self, workspace: Workspace, canvas: CanvasView, window: QWidget) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._canvas = canvas
        self._window = window
        self._widths: dict[OperationKind, float] = dict(_WIDTHS_PX)
        self._kind = OperationKind.REFINE_EDGE
        self._dialog: MaskOperationDialog | None = None
        self._label = ""
        self.work = BackgroundWork(self)
        self.work.finished.connect(self._apply_result)
        self.work.failed.connect(self._show_failure)
        self.work.stopped.connect(self._report_stopped)
        workspace.leaving.connect(self.shut_down)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return the handler of each action id."""
        now: dict[str, Callable[[], object]] = {
            action_id: partial(self.apply_here, kind) for action_id, kind in _ACTIONS.items()
        }
        return {**now, "mask.operation": self.ask, "mask.interpolate": self.interpolate}

    def shut_down(self) -> None:
        """Stop the running operation."""
        self.work.shut_down()
        if self._dialog is not None:
            self._dialog.set_running(is_running=False)
            self._dialog.reject()

    # -- this frame --------------------------------------------------------------------

    def apply_here(self, kind: OperationKind) -> None:
        """Apply an operation to the selected objects on the current frame."""
        self._apply_here(MaskOperation(kind, _WIDTHS_PX.get(kind, 1.0)))

    def _apply_here(self, operation: MaskOperation) -> None:
        label, frame_index = _LABELS[operation.kind], self._canvas.frame_index
        changed = self._changed_here(operation, self._workspace.view.selected)
        if frame_index is None:
            return
        parts = [
            SetMask(track_id, frame_index, FrameMask(mask), label=label)
            for track_id, mask in changed.items()
            if not mask.is_empty
        ]
        if parts:
            self._workspace.try_apply(Compound(tuple(parts), label))
        elif changed:
            self._post_vanished(len(changed))
        else:
            self._workspace.post(
                Level.INFO, tr("{label}: nothing to change on this frame.").format(label=tr(label))
            )

    def _changed_here(
        self, operation: MaskOperation, track_ids: tuple[int, ...]
    ) -> dict[int, Mask]:
        """Return track id -> new mask for the objects on this frame that would change."""
        document, frame_index = self._workspace.document, self._canvas.frame_index
        found: dict[int, Mask] = {}
        for track_id in track_ids:
            record = None if frame_index is None else document.mask(track_id, frame_index)
            if record is not None and not record.mask.is_empty:
                after = operation.apply(record.mask, self._pixels())
                if after != record.mask:
                    found[track_id] = after
        return found

    def _pixels(self) -> NDArray[np.uint8] | None:
        return self._canvas.frame_pixels

    # -- the dialog --------------------------------------------------------------------

    def ask(self) -> MaskOperationDialog:
        dialog = MaskOperationDialog(
            self._kind, self._widths, self._workspace.view.frame_range, self._window
        )
        self._dialog = dialog
        dialog.preview_requested.connect(self._preview)
        dialog.apply_requested.connect(self._start)
        dialog.stop_requested.connect(self.work.stop)
        dialog.finished.connect(self._on_closed)
        self.work.progress.connect(dialog.set_progress)
        dialog.show()
        return dialog

    def _preview(self, operation: MaskOperation | None) -> None:
        track_id = self._workspace.view.track_id
        mask = None
        if operation is not None and track_id is not None:
            mask = self._changed_here(operation, (track_id,)).get(track_id)
        self._canvas.show_draft(track_id if mask is not None else None, mask)

    def _start(self, request: OperationRequest) -> None:
        self._kind = request.operation.kind
        self._widths[self._kind] = request.operation.width_px
        if request.scope is Scope.FRAME:
            self._apply_here(request.operation)
            self._end()
            return
        view = self._workspace.view
        whole = (0, view.last_frame)
        first, last = (view.frame_range or whole) if request.scope is Scope.RANGE else whole
        plan = MaskPlan(request.operation, view.selected, first, last, request.keeps_verified)
        self._label = _LABELS[self._kind]
        if not self._may_change(view.selected):
            return
        if self._dialog is not None:
            self._dialog.set_running(is_running=True)
        workspace = self._workspace
        self.work.start(reshaping(plan, workspace.project_path, workspace.document))

    def _may_change(self, track_ids: tuple[int, ...]) -> bool:
        try:
            for track_id in track_ids:
                check_unlocked(self._workspace.document, track_id)
        except UserError as error:
            self._show_failure(str(error), "")
            return False
        return True

    def _on_closed(self) -> None:
        self._canvas.show_draft(None)
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None

    def _end(self) -> None:
        if self._dialog is not None:
            self._dialog.set_running(is_running=False)
            self._dialog.accept()

    def _report_stopped(self) -> None:
        self._end()
        self._workspace.post(Level.INFO, tr("Stopped; no mask was changed."))

    def _show_failure(self, words: str, details: str) -> None:
        if self._dialog is not None:
            self._dialog.set_running(is_running=False)
            self._dialog.show_error(words)
        if details or self._dialog is None:
            self._workspace.post(Level.WARNING, words, details=details)

    # -- results -----------------------------------------------------------------------

    def _apply_result(self, result: object) -> None:
        self._end()
        if isinstance(result, Reshaped):
            self._apply_reshaped(result)
        elif isinstance(result, dict):
            self._apply_interpolated(result)

    def _apply_reshaped(self, made: Reshaped) -> None:
        document = self._workspace.document
        parts, count = [], 0
        for track_id, masks in made.after.items():
            # Masks edited in the meantime are kept.
            still = {
                frame_index: mask
                for frame_index, mask in masks.items()
                if (record := document.mask(track_id, frame_index)) is not None
                and record.mask == made.before[track_id, frame_index]
            }
            count += len(still)
            parts.append(ReshapeMasks(track_id, still, label=self._label))
        if count and self._workspace.try_apply(Compound(tuple(parts), self._label)):
            words = tr("{label}: %n mask(s) changed.", "", count).format(label=tr(self._label))
            self._workspace.post(Level.GOOD, words)
        elif not made.vanished:
            self._workspace.post(
                Level.INFO,
                tr("{label}: no mask in these frames would change.").format(label=tr(self._label)),
            )
        if made.vanished:
            self._post_vanished(made.vanished)

    def _post_vanished(self, count: int) -> None:
        words = tr("Skipped %n mask(s) that would have vanished.", "", count)
        self._workspace.post(Level.WARNING, words)

    # -- interpolation between drawn masks ---------------------------------------------

    def interpolate(self) -> None:
        """Interpolate the frames between the drawn masks around this frame."""
        workspace = self._workspace
        track_id = workspace.view.track_id
        if track_id is None or not self._may_change((track_id,)):
            return
        ends = self._drawn_around(track_id, workspace.view.frame_index)
        if isinstance(ends, str):
            workspace.post(Level.INFO, ends)
            return
        count = ends[1][0] - ends[0][0] - 1
        if count > _MANY_FRAMES:
            workspace.post(
                Level.INFO,
                tr("Interpolating %n mask(s); press Esc to stop.", "", count),
            )
        self.work.start(interpolating(track_id, ends))

    def _drawn_around(
        self, track_id: int, frame_index: int
    ) -> tuple[tuple[int, Mask], tuple[int, Mask]] | str:
        """Return the drawn masks around a frame, or why there is nothing to interpolate."""
        document = self._workspace.document
        name = document.track(track_id).name
        states = document.states(track_id)
        drawn = {
            *states.frames_from(Origin.DRAWN).tolist(),
            *states.frames_from(Origin.IMPORTED).tolist(),
            *states.frames_with(PINNED | VERIFIED).tolist(),
        }
        later = min((i for i in drawn if i > frame_index), default=None)
        if later is None and frame_index in drawn:
            later = frame_index
        earlier = max((i for i in drawn if i <= frame_index and i != later), default=None)
        if earlier is None or later is None:
            return tr("Draw {name} on both sides of the gap, then try again.").format(name=name)
        ends = []
        for place in (earlier, later):
            record = document.mask(track_id, place)
            if record is None or record.mask.is_empty:
                return tr("{name} is marked as not in frame {frame}; draw it there first.").format(
                    name=name, frame=place
                )
            ends.append((place, record.mask))
        if later - earlier < 2:
            return tr("There is no frame between {earlier} and {later}.").format(
                earlier=earlier, later=later
            )
        return ends[0], ends[1]

    def _apply_interpolated(self, masks: Mapping[int, Mapping[int, FrameMask]]) -> None:
        edit = AcceptMasks(masks, label=tr_later("Interpolate"))
        if self._workspace.try_apply(edit):
            for frames in masks.values():
                words = tr("Interpolated %n mask(s): frames {first} to {last}.", "", len(frames))
                words = words.format(first=min(frames), last=max(frames))
                self._workspace.post(Level.GOOD, words)
