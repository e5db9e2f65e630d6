"""The engine's thread: loads torch on first use and emits immutable results."""

import contextlib
import queue
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from app.engine_jobs import LoadJob, PrepareJob, PreviewJob, PromptJob, PromptQueue
from app.engine_runs import EngineProgress, EngineRunEnd, RateMeter, WorkResult
from app.engine_session import EngineChoice, error_text, load_engine_session
from app.language import tr
from gvseg.engine.request import ClipResult, SegmentRequest
from gvseg.errors import AdaptationError
from gvseg.masks import Mask
from gvseg.prompts import Box, Click
from gvseg.video import ValueRange, Video, open_video
from gvseg.vocabulary import VocabularyEntry

if TYPE_CHECKING:  # importing it loads torch
    from gvseg.engine.session import Session

_PARTS: Final = 1000  # total number of progress steps for work that is not a run over frames

ReportProgress: TypeAlias = Callable[[str, float, float | None], None]
"""Reports the current step, the fraction done (0..1) and the seconds left, if known."""
Work: TypeAlias = Callable[["Session", Video, ReportProgress, threading.Event], WorkResult]
"""A job that is not a run over frames; it returns its result when it ends or is cancelled."""


@dataclass(frozen=True, slots=True)
class _Run:
    run_id: int
    job: SegmentRequest | Work
    source: Path


_Job: TypeAlias = _Run | PromptJob | PrepareJob | PreviewJob | LoadJob


class EngineWorker(QObject):
    """Owns the session and the only thread that uses it; clicks are answered between the clips
    of a run.

    Signals (delivered in the GUI thread):
        device_changed(str): "cpu (2 threads), lite", or "" while nothing is loaded.
        loading_changed(bool): the network is being loaded.
        vocabulary_changed: `vocabulary` changed.
        load_failed(str, str): `request_vocabulary` failed: message, traceback.
        running_changed(bool): a run started or ended.
        stopping: the run will stop after the current frame.
        progress(EngineProgress): regularly during a run.
        clip_ready(int, ClipResult): run id, and the masks of a finished clip.
        finished(EngineRunEnd): a run finished, was stopped or failed.
        clicks_ready(int, Mask, float): job id, mask and confidence.
        clicks_failed(int, str, str): job id, message, traceback.
        preview_ready(int, Mask): job id and mask.
    """

    device_changed = Signal(str)
    loading_changed = Signal(bool)
    vocabulary_changed = Signal()
    load_failed = Signal(str, str)
    running_changed = Signal(bool)
    stopping = Signal()
    progress = Signal(object)
    clip_ready = Signal(int, object)
    finished = Signal(object)
    clicks_ready = Signal(int, object, float)
    clicks_failed = Signal(int, str, str)
    preview_ready = Signal(int, object)
    _ended = Signal(object)
    _loaded = Signal(object, object)

    def __init__(
        self,
        load_session: Callable[[EngineChoice], "Session"] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._load_session = load_session or load_engine_session
        self._choice = EngineChoice()
        self._jobs: queue.Queue[_Job | None] = queue.Queue()
        self._prompts = PromptQueue()
        self._prepared: NDArray[np.uint8] | None = None
        self._is_shut_down = False
        self._cancel = threading.Event()
        self._next_id = 1
        self._run_id: int | None = None
        self._run_frames: tuple[int, int] | None = None
        self._thread: threading.Thread | None = None
        self._session: Session | None = None
        self._session_choice: EngineChoice | None = None
        self.value_range: ValueRange | None = None  # of images deeper than 8 bits
        self._before_run: Callable[[Session, SegmentRequest], None] = lambda _, __: None
        self._vocabulary: tuple[VocabularyEntry, ...] | None = None
        self._loaded.connect(self._on_loaded)
        self._ended.connect(self._on_ended)

    @property
    def is_running(self) -> bool:
        return self._run_id is not None

    @property
    def run_id(self) -> int | None:
        """Id of the active run."""
        return self._run_id

    @property
    def choice(self) -> EngineChoice:
        """Options for loading the session of the next job."""
        return self._choice

    @property
    def run_frames(self) -> tuple[int, int] | None:
        """First and last frame of the active run, or None if there is no run over frames."""
        return self._run_frames if self.is_running else None

    @property
    def vocabulary(self) -> tuple[VocabularyEntry, ...] | None:
        """The classes that the weights know, or None until a session is loaded."""
        return self._vocabulary

    def choose(self, choice: EngineChoice) -> None:
        """Switch to other weights or another device, starting with the next job."""
        is_other = choice.weights != self._choice.weights
        self._choice = choice
        if is_other:
            self._vocabulary = None
            self.vocabulary_changed.emit()

    def request_vocabulary(self) -> None:
        """Load the session; `vocabulary_changed` or `load_failed` follows.

        During a run, the signal is emitted after the run.
        """
        self._put(LoadJob())

    def set_before_run(self, prepare: Callable[["Session", SegmentRequest], None]) -> None:
        """Set a function of (session, request) that the engine's thread calls before each run."""
        self._before_run = prepare

    def start_run(self, request: SegmentRequest, source: Path) -> int | None:
        """Start a run and return its id, or None if one is active."""
        return self._start(request, source)

    def start_work(self, work: Work, source: Path) -> int | None:
        """Start a job that does not run over frames. Return its id, or None if a run is active."""
        return self._start(work, source)

    def _start(self, job: SegmentRequest | Work, source: Path) -> int | None:
        if self.is_running:
            return None
        self._run_id = self._take_id()
        self._run_frames = None
        if isinstance(job, SegmentRequest) and job.last is not None:
            self._run_frames = (job.first, job.last)
        self._cancel.clear()
        self._put(_Run(self._run_id, job, source))
        self.running_changed.emit(True)
        return self._run_id

    def stop(self) -> None:
        """Stop the run at the next frame; finished frames are kept."""
        self._cancel.set()
        if self.is_running:
            self.stopping.emit()

    def load_ahead(self) -> None:
        """Start loading the network before the first click or run needs it."""
        self._put(LoadJob(is_ahead=True))

    def request_clicks(
        self,
        frame: NDArray[np.uint8],
        clicks: tuple[Click, ...],
        previous: Mask | None = None,
        box: Box | None = None,
    ) -> int:
        """Request the mask of clicks on a frame (H x W x 3, uint8, RGB) and return the job id.

        Only the latest request is answered (see `must_answer`); a run does it between two clips.
        """
        job = PromptJob(self._take_id(), frame, clicks, previous, box)
        self._prompts.put(job)
        self._put(job)
        return job.job_id

    def must_answer(self, job_id: int) -> None:
        """Answer a request for clicks even if another one follows."""
        self._prompts.must_answer(job_id)

    def request_preview(
        self, frame: NDArray[np.uint8], clicks: tuple[Click, ...], previous: Mask | None = None
    ) -> int | None:
        """Request the mask that a click would make. Return the job id, or None during a run.

        Clicks take priority, and a new preview replaces a waiting one.
        """
        if self.is_running:
            return None
        job = PromptJob(self._take_id(), frame, clicks, previous)
        if self._prompts.put_preview(job):
            self._put(PreviewJob())
        return job.job_id

    def prepare_clicks(self, frame: NDArray[np.uint8]) -> None:
        """Load the network and encode a frame in advance, unless a click or a run comes first."""
        if self._run_id is None:
            self._prepared = frame
            self._put(PrepareJob(frame))

    def shut_down(self) -> None:
        self._is_shut_down = True
        self.stop()
        if self._thread is not None:
            self._jobs.put(None)
            self._thread.join()
            self._thread = None

    def _take_id(self) -> int:
        self._next_id += 1
        return self._next_id

    def _put(self, job: "_Job") -> None:
        if self._is_shut_down:
            return  # a new thread would outlive the application
        self._jobs.put(job)
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="gvseg-engine", daemon=True)
            self._thread.start()

    def _on_loaded(self, choice: EngineChoice, vocabulary: tuple[VocabularyEntry, ...]) -> None:
        if choice.weights == self._choice.weights and vocabulary != self._vocabulary:
            self._vocabulary = vocabulary
            self.vocabulary_changed.emit()

    def _on_ended(self, end: EngineRunEnd) -> None:
        self._run_id = None
        self.running_changed.emit(False)
        self.finished.emit(end)

    # -- in the engine's thread --------------------------------------------------------

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            if isinstance(job, _Run):
                self._ended.emit(self._run(job))
            elif isinstance(job, LoadJob):
                self._load(job)
            elif isinstance(job, PreviewJob):
                self._answer_preview()
            elif isinstance(job, PrepareJob):
                self._prepare(job)
            else:
                self._answer_clicks()

    def _ready_session(self) -> "Session":
        if self._session is None or self._session_choice != self._choice:
            choice = self._choice
            self._session = None
            self._prompts.clear_answer()
            self.loading_changed.emit(True)
            try:
                self._session = self._load_session(choice)
                self._session_choice = choice
            finally:
                self.loading_changed.emit(False)
            self.device_changed.emit(str(self._session.device_line))
            self._loaded.emit(choice, self._session.vocabulary)
        return self._session

    def _load(self, job: LoadJob) -> None:
        try:
            session = self._ready_session()
        except Exception as caught:  # noqa: BLE001 - becomes a message, as for a run
            if not job.is_ahead:
                self.load_failed.emit(error_text(caught), traceback.format_exc())
        else:
            self._loaded.emit(self._session_choice, session.vocabulary)

    def _run(self, run: _Run) -> EngineRunEnd:
        started = time.monotonic()
        done, wanted = 0, 0
        error, details, needs_adapting = "", "", False
        result: WorkResult | None = None
        try:
            session = self._ready_session()
            meter, report = RateMeter(), self._progress_reporter(run.run_id)
            with open_video(run.source, cancel=self._cancel) as video:
                if self.value_range is not None and video.automatic_range is not None:
                    video.value_range = self.value_range
                if self._cancel.is_set():
                    pass  # stopped while the network was loaded
                elif not isinstance(run.job, SegmentRequest):
                    result = run.job(session, video, report, self._cancel)
                else:
                    words = tr("Preparing the network for this frame size")
                    session.before_compiling = lambda: report(words, 0.0, None)
                    self._before_run(session, run.job)
                    for clip in session.segment(run.job, video, cancel=self._cancel):
                        done, wanted = clip.frames_done, clip.frames_wanted
                        self._report_clip(run.run_id, clip, meter)
                        self._answer_clicks()
                        if self._cancel.is_set():
                            break
        except Exception as caught:  # noqa: BLE001 - becomes a message instead of a crash
            error, details = error_text(caught), traceback.format_exc()
            needs_adapting = isinstance(caught, AdaptationError)
        is_stopped = self._cancel.is_set()
        return EngineRunEnd(
            run_id=run.run_id,
            frames_done=done,
            frames_wanted=wanted,
            seconds=time.monotonic() - started,
            is_stopped=is_stopped,
            error="" if is_stopped else error,
            details=details,
            needs_adapting=needs_adapting,
            result=result,
        )

    def _progress_reporter(self, run_id: int) -> ReportProgress:
        def tell(words: str, done: float, seconds_left: float | None) -> None:
            self.progress.emit(
                EngineProgress(
                    run_id=run_id,
                    frames_done=round(_PARTS * done),
                    frames_wanted=_PARTS,
                    seconds_left=seconds_left,
                    words=words,
                )
            )
            self._answer_clicks()

        return tell

    def _report_clip(self, run_id: int, clip: ClipResult, meter: RateMeter) -> None:
        self.clip_ready.emit(run_id, clip)
        is_given = all(frame.is_exemplar for frame in clip.frames)
        rate = meter.add(clip.frames_done, time.monotonic(), is_given=is_given)
        left = clip.frames_wanted - clip.frames_done
        self.progress.emit(
            EngineProgress(
                run_id=run_id,
                frames_done=clip.frames_done,
                frames_wanted=clip.frames_wanted,
                frames_per_s=rate,
                seconds_left=left / rate if rate > 0 else None,
            )
        )

    def _prepare(self, job: PrepareJob) -> None:
        self._answer_clicks()
        if job.frame is not self._prepared or self._run_id is not None:
            return
        # A failure is reported by the click or run that needs the network.
        with contextlib.suppress(Exception):
            self._ready_session().prepare_clicks(job.frame)

    def _answer_clicks(self) -> None:
        job = self._prompts.take()
        if job is None:
            return
        try:
            mask, confidence = self._answer_to(job)
            self.clicks_ready.emit(job.job_id, mask, confidence)
        except Exception as caught:  # noqa: BLE001 - as above
            self.clicks_failed.emit(job.job_id, error_text(caught), traceback.format_exc())

    def _answer_preview(self) -> None:
        self._answer_clicks()
        job = self._prompts.take_preview()
        if job is None or self._run_id is not None:
            return
        # A failure is reported by the click that needs the mask.
        with contextlib.suppress(Exception):
            mask, _ = self._answer_to(job)
            self.preview_ready.emit(job.job_id, mask)

    def _answer_to(self, job: PromptJob) -> tuple[Mask, float]:
        session = self._ready_session()
        answer = self._prompts.stored_answer(job)
        if answer is None:
            mask, confidence = session.mask_from_clicks(
                job.frame, job.clicks, job.previous, job.box
            )
            answer = (mask, float(confidence))
            self._prompts.store_answer(job, *answer)
        return answer
