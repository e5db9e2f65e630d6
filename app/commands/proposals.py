"""Runs the automatic tasks and turns detected objects into proposals."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.commands.run_results import RunResults, refuse_while_running
from app.dialogs.mapping import Target
from app.dialogs.vocabulary import VocabularyDialog, is_mapped, map_classes
from app.engine_runs import EngineRunEnd
from app.engine_worker import EngineWorker
from app.language import tr, tr_later
from app.panels.clock import duration_text
from app.settings import SettingsStore
from app.wording import Decimal
from app.workspace import Level, Workspace
from gvseg.annotation.edits import Edit
from gvseg.document_runs.exemplars import settled_exemplars
from gvseg.document_runs.found_tracks import FoundTracks
from gvseg.engine.request import ClipResult, Direction, SegmentRequest
from gvseg.task import Task
from gvseg.vocabulary import VocabularyEntry

NOT_SERVED = tr_later(
    "These weights support only the exemplar task; choose others in the settings."
)


class ProposalCommands(QObject):
    """Runs an automatic task on a range and stores detected objects as proposals."""

    def __init__(
        self,
        workspace: Workspace,
        worker: EngineWorker,
        settings: SettingsStore,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._worker = worker
        self._settings = settings
        self._window = window
        self._wanted: Callable[[], object] | None = None
        self._found = FoundTracks((), Task.INSTANCE)
        self._results = RunResults(
            workspace, worker, self, edit_of=self._edit_of, report=self._report
        )
        worker.vocabulary_changed.connect(self._on_vocabulary)
        worker.load_failed.connect(self._on_failed)
        workspace.view.task_changed.connect(self._on_task)
        workspace.opened.connect(self.cancel_pending)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return the handler of each action id."""
        return {
            "proposal.frame": lambda: self.run(is_one_frame=True),
            "proposal.classes": self.show_classes,
        }

    def run(self, *, is_one_frame: bool = False) -> None:
        """Detect objects in the marked range, in the whole video, or in this frame.

        Loads the network and maps the classes first, if necessary.
        """
        workspace = self._workspace
        if refuse_while_running(workspace, self._worker):
            return
        if not self._has_vocabulary(lambda: self.run(is_one_frame=is_one_frame)):
            return
        vocabulary = self._worker.vocabulary or ()
        if not is_mapped(workspace.document, vocabulary):
            self._ask(vocabulary, lambda: self.run(is_one_frame=is_one_frame))
            return
        if not any(workspace.document.vocabulary_map[entry.name] for entry in vocabulary):
            workspace.post(
                Level.INFO,
                tr("All classes are ignored, so nothing can be detected."),
                offer=("proposal.classes", tr("Choose Classes")),
            )
            return
        here = workspace.view.frame_index
        first, last = (
            (here, here)
            if is_one_frame
            else workspace.view.frame_range or (0, workspace.view.last_frame)
        )
        self._found = FoundTracks(vocabulary, workspace.view.task)
        self._results.start(
            SegmentRequest(
                task=workspace.view.task,
                exemplars=settled_exemplars(workspace.document, first, last),
                first=first,
                last=last,
                direction=Direction.FORWARD,
            )
        )

    def show_classes(self) -> None:
        """Open the class mapping dialog as soon as the classes are known."""
        if self._has_vocabulary(self.show_classes):
            self._ask(self._worker.vocabulary or (), None)

    def cancel_pending(self) -> None:
        """Cancel a request that is waiting for the network."""
        self._wanted = None

    # -- the vocabulary ----------------------------------------------------------------

    def _has_vocabulary(self, then: Callable[[], object]) -> bool:
        """Return whether the weights have classes; if unknown, load them, then call `then`."""
        if self._worker.vocabulary is None:
            self._wanted = then
            self._worker.request_vocabulary()
            return False
        if not self._worker.vocabulary:
            self._workspace.post(Level.INFO, tr(NOT_SERVED))
            return False
        return True

    def _on_task(self, task: Task) -> None:
        if task is not Task.EXEMPLAR and self._worker.vocabulary is None:
            self._worker.request_vocabulary()

    def _on_vocabulary(self) -> None:
        if self._worker.vocabulary is None:
            self.cancel_pending()
        elif not self._worker.vocabulary and self._workspace.view.task is not Task.EXEMPLAR:
            self._workspace.view.set_task(Task.EXEMPLAR)
            self._workspace.post(Level.WARNING, tr(NOT_SERVED))
        wanted, self._wanted = self._wanted, None
        if wanted is not None and self._workspace.is_open and self._worker.vocabulary:
            wanted()

    def _on_failed(self, words: str, details: str) -> None:
        self.cancel_pending()
        self._workspace.view.set_task(Task.EXEMPLAR)
        self._workspace.post(Level.ERROR, words, details=details)

    def _ask(
        self, vocabulary: tuple[VocabularyEntry, ...], then: Callable[[], object] | None
    ) -> None:
        dialog = VocabularyDialog(
            vocabulary, self._workspace.document, self._settings.value.classes, self._window
        )
        dialog.chosen.connect(lambda targets: self._apply_mapping(vocabulary, targets, then))
        self._workspace.opened.connect(dialog.reject)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _apply_mapping(
        self,
        vocabulary: tuple[VocabularyEntry, ...],
        targets: Mapping[str, Target],
        then: Callable[[], object] | None,
    ) -> None:
        workspace = self._workspace
        if not workspace.try_apply(map_classes(workspace.document, vocabulary, targets)):
            return
        document = workspace.document
        names = {
            name: document.category(number).name if number else ""
            for name, number in document.vocabulary_map.items()
        }
        self._settings.update(classes={**self._settings.value.classes, **names})
        if then is not None:
            then()

    # -- results -----------------------------------------------------------------------

    def _edit_of(self, clips: list[ClipResult]) -> Edit:
        return self._found.edit_of(self._workspace.document, clips)

    def _report(self, end: EngineRunEnd) -> None:
        workspace = self._workspace
        found = self._found.pending(workspace.document)
        count, shown = len(found), len(found.intersection(workspace.shown_proposals))
        duration = duration_text(end.seconds)
        if not count:
            words = tr("No objects found on %n frame(s) in {duration}.", "", end.frames_done)
            workspace.post(Level.INFO, words.format(duration=duration))
            return
        if not shown:
            words = tr(
                "{proposals} on {frames} in {duration}, hidden: below a score of {score:.2f} "
                "(change the threshold in Proposals)."
            )
        elif shown < count:
            words = tr(
                "{proposals} on {frames} in {duration}, {count} of them hidden below a score of "
                "{score:.2f}; accept or reject them."
            )
        else:
            words = tr("{proposals} on {frames} in {duration}; accept or reject them.")
        words = words.format(
            proposals=tr("%n proposal(s)", "", count),
            frames=tr("%n frame(s)", "", end.frames_done),
            duration=duration,
            count=count - shown,
            score=Decimal(workspace.view.least_score),
        )
        if shown:
            workspace.post(Level.GOOD, words, offer=("proposal.next", tr("Show First")))
        else:
            workspace.post(Level.INFO, words)
