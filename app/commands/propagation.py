"""Starts propagation and applies its results to the document."""

import contextlib
from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from app.commands.run_plan import NOTHING_CHANGED, RunOptions, RunPlan, plan_run, plan_texts
from app.commands.run_request import request_of
from app.commands.run_results import RunResults, refuse_while_running
from app.engine_runs import EngineRunEnd
from app.engine_worker import EngineWorker
from app.language import tr
from app.library_texts import tr_library
from app.panels.clock import duration_text
from app.workspace import Level, ObjectScope, RunKind, Touched, Workspace
from gvseg.annotation.candidates import count_candidates, taken_text
from gvseg.annotation.edits import AcceptMasks, PinCandidates, RecordPropagated
from gvseg.annotation.propagated import exemplar_fingerprint
from gvseg.annotation.records import Propagated
from gvseg.document_runs.accepting import accept_edit
from gvseg.engine.request import ClipResult, Exemplar
from gvseg.errors import UserError
from gvseg.task import Task

_REST_MS: Final = 60
SCOPES: Final = {
    "propagate.scope_changed": ObjectScope.CHANGED,
    "propagate.scope_selected": ObjectScope.SELECTED,
    "propagate.scope_all": ObjectScope.ALL,
}


class PropagationCommands(QObject):
    """Starts runs, applies their masks as they arrive, and reports the result.

    Args:
        network_mark: returns a mark of the network of the next run; masks from another network are
            outdated.

    Signals:
        plan_changed(str, str): what the next run will add and replace, in full and in short, or
            "" if it cannot start.
    """

    plan_changed = Signal(str, str)

    def __init__(
        self,
        workspace: Workspace,
        worker: EngineWorker,
        parent: QObject,
        *,
        network_mark: Callable[[], str] = lambda: "",
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._worker = worker
        self._network_mark = network_mark
        self._tracks: frozenset[int] = frozenset()
        self._fingerprints: dict[int, str] = {}
        self._runs: dict[int, Propagated] = {}
        self._results = RunResults(
            workspace,
            worker,
            self,
            edit_of=self._edit_of,
            report=self._report,
            conclude=lambda: RecordPropagated(self._runs),
        )
        self._soon = QTimer(self, singleShot=True, interval=_REST_MS)
        self._soon.timeout.connect(self._emit_plan)
        workspace.changed.connect(self._on_changed)
        workspace.opened.connect(self._on_opened)
        for signal in (
            workspace.view.selection_changed,
            workspace.view.range_changed,
            workspace.view.run_scope_changed,
            workspace.view.task_changed,
            worker.running_changed,
        ):
            signal.connect(self._soon.start)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return the handler of each action id."""
        choose = self._workspace.view.set_run_scope
        return {
            "propagate.all": lambda: self.run(RunKind.BOTH, ObjectScope.ALL),
            "propagate.forward": lambda: self.run(RunKind.FORWARD),
            "propagate.backward": lambda: self.run(RunKind.BACKWARD),
            "propagate.range": lambda: self.run(RunKind.RANGE),
            "propagate.forward_one": lambda: self.run(RunKind.FORWARD_ONE),
            "propagate.backward_one": lambda: self.run(RunKind.BACKWARD_ONE),
            "propagate.stop": self._worker.stop,
            **{action_id: partial(choose, scope) for action_id, scope in SCOPES.items()},
        }

    def run(self, kind: RunKind, scope: ObjectScope | None = None) -> None:
        """Start a run of the chosen scope, or show why it cannot start."""
        workspace = self._workspace
        if refuse_while_running(workspace, self._worker):
            return
        document = workspace.document
        try:
            plan = self._plan(kind, scope)
            if not plan.track_ids:
                workspace.post(
                    Level.INFO, tr(NOTHING_CHANGED), offer=("propagate.all", tr("Propagate All"))
                )
                return
            pin_first(workspace, plan)
            request = request_of(document, plan, workspace.view.frame_index)
        except UserError as error:
            workspace.post(Level.INFO, str(error))
            return
        self._tracks = frozenset(plan.track_ids)
        self._runs = {
            track_id: Propagated(self._fingerprint_of(track_id), plan.first, plan.last)
            for track_id in plan.track_ids
            if self._fingerprint_of(track_id)
        }
        self._results.start(request)

    def _plan(self, kind: RunKind, scope: ObjectScope | None = None) -> RunPlan:
        view = self._workspace.view
        options = RunOptions(
            kind=kind,
            here=view.frame_index,
            marks=view.frame_range,
            scope=scope or view.run_scope,
            selected=view.selected,
        )
        return plan_run(self._workspace.document, options, self._fingerprint_of)

    def _fingerprint_of(self, track_id: int) -> str:
        if track_id not in self._fingerprints:
            found = exemplar_fingerprint(self._workspace.document, track_id)
            self._fingerprints[track_id] = found
        exemplars = self._fingerprints[track_id]
        return f"{exemplars} {self._network_mark()}".strip() if exemplars else ""

    def _on_changed(self, touched: Touched) -> None:
        for track_id in touched.track_ids:
            self._fingerprints.pop(track_id, None)
        self._soon.start()

    def _on_opened(self) -> None:
        self._fingerprints.clear()
        self._soon.start()

    def refresh_plan(self) -> None:
        """Schedule an update of the plan, because the network changed."""
        self._soon.start()

    def _emit_plan(self) -> None:
        workspace = self._workspace
        words = short = ""
        is_idle = workspace.is_open and not self._worker.is_running
        if is_idle and workspace.view.task is Task.EXEMPLAR:
            with contextlib.suppress(UserError):  # reported when a run is requested
                words, short = plan_texts(workspace.document, self._plan(RunKind.BOTH))
        self.plan_changed.emit(words, short)

    def _edit_of(self, clips: list[ClipResult]) -> AcceptMasks:
        frames = [frame for clip in clips for frame in clip.frames]
        return accept_edit(self._workspace.document, frames, self._tracks)

    def _report(self, end: EngineRunEnd) -> None:
        self._workspace.post(
            Level.GOOD,
            tr("Propagated to %n frame(s) in {duration}.", "", end.frames_done).format(
                duration=duration_text(end.seconds)
            ),
            offer=("review.next_worth", tr("Next to Correct")),
        )


def pin_first(workspace: Workspace, plan: RunPlan) -> None:
    """Pin imported and verified masks of objects that have no exemplar, and say so.

    Raises:
        ProjectError: the project cannot be written.
    """
    if taken := count_candidates(workspace.document, plan.pinned_first):
        workspace.apply(PinCandidates(plan.pinned_first))
        workspace.post(Level.INFO, tr_library(taken_text(taken)))


def all_exemplars(workspace: Workspace) -> tuple[Exemplar, ...]:
    """Return the exemplars of all unlocked objects; those without one get theirs first.

    Raises:
        RequestError: no unlocked object has an exemplar.
        ProjectError: the project cannot be written.
    """
    document = workspace.document
    options = RunOptions(kind=RunKind.BOTH, here=0)
    plan = plan_run(document, options, partial(exemplar_fingerprint, document))
    pin_first(workspace, plan)
    return request_of(document, plan, options.here).exemplars
