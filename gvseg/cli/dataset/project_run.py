"""Runs the engine on the project of one video, and saves the masks while it runs."""

import argparse
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from gvseg.annotation.candidates import count_candidates, taken_text
from gvseg.annotation.document import Document
from gvseg.annotation.edits import Edit, PinCandidates, RecordPropagated
from gvseg.annotation.propagated import exemplar_fingerprint
from gvseg.annotation.records import Propagated
from gvseg.cli.batch.listing import VideoJob
from gvseg.cli.batch.worker import Outcome, Worker
from gvseg.cli.dataset.signals import JobSignals, Report
from gvseg.cli.options import weights_in_use
from gvseg.cli.run import describe_adaptation, run_session
from gvseg.dataset_file import Dataset, begin_project, find_moved_video
from gvseg.dataset_file.queue import QueueJob, QueueTask
from gvseg.document_runs.accepting import accept_edit
from gvseg.document_runs.classes import map_by_name
from gvseg.document_runs.exemplars import drawn_exemplars, settled_exemplars
from gvseg.document_runs.found_tracks import FoundTracks
from gvseg.engine.request import ClipResult, Direction, SegmentRequest
from gvseg.errors import ProjectError, RequestError, VideoError
from gvseg.project import Project, ProjectLockedError, compare_video, read_holder
from gvseg.task import Task
from gvseg.video import Video, open_video

if TYPE_CHECKING:
    from gvseg.engine.session import Session

QUEUE_PERSON: Final = "the queue"
"""Name in the lock of a project that a worker has open."""
_SAVE_S: Final = 1.0
"""Interval between saves of masks; each save costs one write to the disk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectJob(VideoJob):
    """A job of the queue, for a worker of many videos; `source` is the video.

    Attributes:
        queued: the job.
        project: its project, which exists and has the shared categories.
        signals: folder for the signals between the queue and workers on other machines; None if
            the worker runs in the process of the queue.
    """

    queued: QueueJob
    project: Path
    signals: Path | None = None


def project_job(dataset: Dataset, queued: QueueJob, signals: Path | None = None) -> ProjectJob:
    """Return a job with its video and project; the project is created if there is none.

    Only the process of the queue writes to the dataset, because SQLite files cannot be shared by
    several machines.

    Raises:
        UserError: the video or project cannot be used.
    """
    entry = dataset.video(queued.video_id)
    path = find_moved_video(entry, dataset.folder)
    if path is None:
        raise VideoError(
            f"{entry.video} does not exist; connect its drive, or run gvseg dataset locate."
        )
    if path != entry.video:
        dataset.set_place(queued.video_id, path)
    with begin_project(dataset, queued.video_id) as project:
        place = project.path.absolute()
    return ProjectJob(name=queued.name, source=path, queued=queued, project=place, signals=signals)


def release_abandoned(project: Path) -> None:
    """Remove the lock that a worker left on a machine that crashed minutes ago.

    A person's lock stays, because only people can know whether someone still works there.

    Raises:
        ProjectError: the project cannot be opened.
    """
    holder = read_holder(project)
    if holder is not None and holder.is_stale and holder.person == QUEUE_PERSON:
        with suppress(ProjectLockedError):  # somebody was faster
            Project.open(project, person=QUEUE_PERSON, takes_over=holder.token).close()


class ProjectWorker(Worker):
    """A worker of many videos whose results go into projects instead of folders.

    Attributes:
        stop: set it to stop at the next frame.
        report: called with the number of finished frames and the total; None for a worker on
            another machine, which uses the job's signals.
        remark: how the current video was processed, if there is something to say.
    """

    stop: threading.Event
    report: Report | None = None
    remark: str = ""

    def open(self) -> None:
        """Do nothing, because the options of a job name the network to load."""

    def run(self, job: VideoJob) -> Outcome:
        """See `Worker.run`; a stopped video also has an outcome."""
        self.remark = ""
        try:
            return replace(super().run(job), remark=self.remark)
        except KeyboardInterrupt:
            return Outcome(job.name, is_stopped=True)

    def perform(self, job: VideoJob) -> None:
        """Run the engine on one video.

        Raises:
            KeyboardInterrupt: `stop` was set; the finished masks are in the project.
            UserError: the video or project cannot be used, or the request does not fit.
        """
        if not isinstance(job, ProjectJob):
            raise TypeError("expected a job of the queue")
        queued = job.queued
        report = self.report
        if report is None:
            self.stop = threading.Event()
            report = JobSignals(_folder_of(job), queued.job_id).reporter(self.stop)
        with ExitStack() as stack:
            video = stack.enter_context(open_video(job.source, cancel=self.stop))
            run = _ProjectRun(job.project)
            stack.callback(run.close)
            match = compare_video(run.document.source, video)
            if not match.fits:
                raise VideoError(match.reason)
            report(0, video.frame_count)
            session = self._session_for(queued.options)
            saver = _ClipSaver(run, report, video.frame_count)
            if queued.task is QueueTask.PROPAGATE:
                self._propagate(session, video, run, saver, report)
            else:
                self._segment(session, video, run, saver, Task(queued.task.value))

    def _session_for(self, options: Mapping[str, Any]) -> "Session":
        """Return the network that the options of a job name.

        Training in the queue can change the model in use during a run.
        """
        weights = options.get("weights")
        arguments = argparse.Namespace(
            weights=Path(weights) if weights else weights_in_use(),
            device=options.get("device", "auto"),
            short_side=options.get("short_side"),
            adapt=options.get("adapt"),
        )
        if arguments != self.arguments:
            self.arguments = arguments
            self.forget_session()
        return self.ready_session()

    def _propagate(
        self,
        session: "Session",
        video: Video,
        run: "_ProjectRun",
        saver: "_ClipSaver",
        report: Report,
    ) -> None:
        candidates = PinCandidates(run.document.layer_order)
        if pinned := count_candidates(run.document, candidates.track_ids):
            run.apply(lambda _: candidates)
            self.remark = taken_text(pinned)
        document = run.document
        exemplars = drawn_exemplars(document, document.exemplars())
        if not exemplars:
            raise RequestError(
                "Nothing to propagate; draw an object first, or verify a mask of it."
            )
        request = SegmentRequest(exemplars=exemplars, first=0, last=video.frame_count - 1)
        session.use(None)
        if self.arguments.adapt is not None:
            self._adapt(session, request, video, report)
        tracks = frozenset(track_id for one in exemplars for track_id in one.masks)
        made_from = {track_id: exemplar_fingerprint(document, track_id) for track_id in tracks}

        def edit_of(now: Document, clips: list[ClipResult]) -> Edit:
            return accept_edit(now, [frame for clip in clips for frame in clip.frames], tracks)

        def conclude() -> None:
            # As in the application, record the exemplars and weights that produced the masks.
            mark, last = str(self.arguments.weights or ""), video.frame_count - 1
            runs = {
                track_id: Propagated(f"{exemplars_mark} {mark}".strip(), 0, last)
                for track_id, exemplars_mark in made_from.items()
                if exemplars_mark
            }
            run.apply(lambda _: RecordPropagated(runs))

        saver.edit_of = edit_of
        is_adapted = self.arguments.adapt is not None
        self._run(session, request, video, saver, None if is_adapted else conclude)

    def _adapt(
        self, session: "Session", request: SegmentRequest, video: Video, report: Report
    ) -> None:
        adaptation = session.adapt(
            request.exemplars,
            video,
            self.arguments.adapt,
            progress=lambda _: report(0, video.frame_count),
            cancel=self.stop,
            is_patient=True,
        )
        session.use(adaptation)
        outcome = describe_adaptation(adaptation, is_stopped=self.stop.is_set())
        self.remark = f"{self.remark} Adaptation: {outcome}.".lstrip()

    def _segment(
        self,
        session: "Session",
        video: Video,
        run: "_ProjectRun",
        saver: "_ClipSaver",
        task: Task,
    ) -> None:
        vocabulary = session.vocabulary
        run.apply(lambda now: map_by_name(now, vocabulary))
        if not any(run.document.vocabulary_map.get(entry.name) for entry in vocabulary):
            raise RequestError(
                "None of the classes of the weights is a category of the dataset; add categories "
                f"such as {vocabulary[0].name}."
                if vocabulary
                else "These weights have no class names; choose other weights."
            )
        last = video.frame_count - 1
        request = SegmentRequest(
            task=task,
            exemplars=settled_exemplars(run.document, 0, last),
            first=0,
            last=last,
            direction=Direction.FORWARD,
        )
        saver.edit_of = FoundTracks(vocabulary, task).edit_of
        self._run(session, request, video, saver)

    def _run(
        self,
        session: "Session",
        request: SegmentRequest,
        video: Video,
        saver: "_ClipSaver",
        conclude: Callable[[], None] | None = None,
    ) -> None:
        with saver.run.grouped():
            try:
                end = run_session(session, request, video, self.stop, saver)
            finally:
                saver.save()
            if conclude is not None and end.done == end.wanted:
                conclude()
        if end.is_stopped:
            raise KeyboardInterrupt
        if end.done < end.wanted:
            raise end.failure or RuntimeError("the engine ended early")


class _ProjectRun:
    """An open project that another program may edit while the engine runs.

    After such an edit, the project is opened again and our edit is applied to its new state. As in
    every propagation, masks that a person has drawn or verified in the meantime are kept.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._project = Project.open(path, person=QUEUE_PERSON)
        self._is_grouped = False

    @property
    def document(self) -> Document:
        return self._project.document

    def apply(self, edit_of: Callable[[Document], Edit]) -> None:
        try:
            self._project.apply(edit_of(self.document))
        except ProjectError:
            self._project.close()
            self._project = Project.open(self._path, person=QUEUE_PERSON)
            if self._is_grouped:
                self._project.history.begin_group("Propagate")
            self._project.apply(edit_of(self.document))

    def grouped(self) -> ExitStack:
        """Combine all edits inside into one undo step."""
        self._is_grouped = True
        self._project.history.begin_group("Propagate")
        stack = ExitStack()
        stack.callback(self._end_group)
        return stack

    def close(self) -> None:
        self._project.close()

    def _end_group(self) -> None:
        self._is_grouped = False
        self._project.history.end_group()


class _ClipSaver:
    """Saves clips to the project about once per second.

    Attributes:
        run: the open project.
        edit_of: returns the edit that adds clips to a document.
        frames: indices of the finished frames.
    """

    edit_of: Callable[[Document, list[ClipResult]], Edit]

    def __init__(self, run: _ProjectRun, report: Report, total: int) -> None:
        self.run = run
        self.frames: set[int] = set()
        self._report, self._total = report, total
        self._waiting: list[ClipResult] = []
        self._saved_at = time.monotonic()

    def add(self, clip: ClipResult) -> None:
        self._waiting.append(clip)
        self.frames.update(frame.frame_index for frame in clip.frames)
        if time.monotonic() - self._saved_at >= _SAVE_S:
            self.save()

    def save(self) -> None:
        waiting, self._waiting = self._waiting, []
        if waiting:
            self.run.apply(lambda document: self.edit_of(document, waiting))
        self._saved_at = time.monotonic()
        self._report(len(self.frames), self._total)


def _folder_of(job: ProjectJob) -> Path:
    if job.signals is None:
        raise TypeError("a job for another machine needs a folder for its signals")
    return job.signals
