"""Propagation: what the request is, and what becomes of its results."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject

from app.commands.run_results import RunResults, record_of, refuse_while_running
from app.counted import counted
from app.engine_runs import EngineRunEnd
from app.engine_worker import EngineWorker
from app.panels.clock import duration_text
from app.workspace import Level, RunKind, Workspace
from gvseg.annotation.document import Document
from gvseg.annotation.edits import AcceptMasks
from gvseg.annotation.records import FrameMask
from gvseg.engine.request import ClipResult, Direction, Exemplar, FrameResult, SegmentRequest
from gvseg.errors import RequestError
from gvseg.masks import Mask

_NO_FRAME: Final = {
    Direction.FORWARD: "This is the last frame; there is nothing to propagate to.",
    Direction.BACKWARD: "This is the first frame; there is nothing to propagate to.",
    Direction.BOTH: "The range has only one frame; mark a longer range.",
}


class PropagationCommands(QObject):
    """Starts runs, takes their masks into the document as they are made, reports the end."""

    def __init__(self, workspace: Workspace, worker: EngineWorker, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._worker = worker
        self._tracks: frozenset[int] = frozenset()
        self._results = RunResults(
            workspace, worker, self, edit_of=self._edit_of, report=self._report
        )

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Action id -> what it does."""
        return {
            "propagate.forward": lambda: self.run(RunKind.FORWARD),
            "propagate.backward": lambda: self.run(RunKind.BACKWARD),
            "propagate.range": lambda: self.run(RunKind.RANGE),
            "propagate.forward_one": lambda: self.run(RunKind.FORWARD_ONE),
            "propagate.backward_one": lambda: self.run(RunKind.BACKWARD_ONE),
            "propagate.stop": self._worker.stop,
        }

    def run(self, kind: RunKind) -> None:
        """Begin a run, or say why it cannot be."""
        workspace = self._workspace
        if refuse_while_running(workspace, self._worker):
            return
        try:
            request = propagation_request(
                workspace.document, kind, workspace.view.frame_index, workspace.view.frame_range
            )
        except RequestError as error:
            workspace.post(Level.INFO, str(error))
            return
        self._tracks = frozenset(t for e in request.exemplars for t in e.masks)
        self._results.start(request)

    def _edit_of(self, clips: list[ClipResult]) -> AcceptMasks:
        frames = [frame for clip in clips for frame in clip.frames]
        return accept_edit(self._workspace.document, frames, self._tracks)

    def _report(self, end: EngineRunEnd) -> None:
        self._workspace.post(
            Level.GOOD,
            f"Propagated to {counted(end.frames_done, 'frame')} in {duration_text(end.seconds)}.",
            offer=("review.next_worth", "Next to Correct"),
        )


def propagation_request(
    document: Document, kind: RunKind, frame_index: int, marks: tuple[int, int] | None = None
) -> SegmentRequest:
    """Return the request of a run.

    Raises:
        RequestError: no frame to propagate to, or no exemplar.
    """
    first, last, direction = _range_of(document, kind, frame_index, marks)
    end = document.source.frame_count - 1
    if first == last and end > 0:
        raise RequestError(_NO_FRAME[direction])
    frames = document.exemplars()
    if direction is not Direction.BOTH:
        # One way only: the masks of this frame are what is propagated.
        here = {i: record.mask for i, record in document.masks_on(frame_index).items()}
        frames[frame_index] = {**here, **frames.get(frame_index, {})}
    exemplars = _exemplars(document, frames)
    if not exemplars:
        raise RequestError("Draw an object first: propagation needs at least one drawn mask.")
    return SegmentRequest(exemplars=exemplars, first=first, last=last, direction=direction)


def _range_of(
    document: Document, kind: RunKind, here: int, marks: tuple[int, int] | None
) -> tuple[int, int, Direction]:
    end = document.source.frame_count - 1
    low, high = marks or (0, end)
    match kind:
        case RunKind.FORWARD:
            return here, max(high, here), Direction.FORWARD
        case RunKind.BACKWARD:
            return min(low, here), here, Direction.BACKWARD
        case RunKind.FORWARD_ONE:
            return here, min(end, here + 1), Direction.FORWARD
        case RunKind.BACKWARD_ONE:
            return max(0, here - 1), here, Direction.BACKWARD
        case _:
            return low, high, Direction.BOTH


def _exemplars(document: Document, frames: dict[int, dict[int, Mask]]) -> tuple[Exemplar, ...]:
    """Exemplars of the unlocked objects that are drawn anywhere; upper layers win overlaps."""
    drawn = {
        track_id
        for masks in frames.values()
        for track_id, mask in masks.items()
        if not mask.is_empty
    }
    made = []
    for frame_index, masks in sorted(frames.items()):
        given: dict[int, Mask] = {}
        covered: Mask | None = None
        for track_id in reversed(document.layer_order):
            if track_id not in masks or track_id not in drawn:
                continue
            mask = masks[track_id] if covered is None else masks[track_id] - covered
            covered = mask if covered is None else covered | mask
            if not document.track(track_id).is_locked:
                given[track_id] = mask
        if given:
            made.append(Exemplar(frame_index, given))
    return tuple(made)


def accept_edit(
    document: Document, frames: list[FrameResult], tracks: frozenset[int]
) -> AcceptMasks:
    """The edit that takes results in; objects deleted meanwhile are skipped."""
    masks: dict[int, dict[int, FrameMask]] = {}
    for frame in frames:
        for track_id, mask in frame.masks.items():
            if track_id not in tracks or track_id not in document.tracks:
                continue
            before = document.mask(track_id, frame.frame_index)
            if frame.is_exemplar and before is not None and before.mask == mask:
                continue  # what was given comes back; what is known of it stays
            masks.setdefault(track_id, {})[frame.frame_index] = record_of(frame, track_id)
    return AcceptMasks(masks)
