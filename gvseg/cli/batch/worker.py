"""Processes videos of a list one after the other, with one loaded network."""

import argparse
import io
import sys
import traceback
from collections.abc import Callable
from contextlib import redirect_stderr
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from gvseg.cli.batch.done import describe_job, mark_done, remove_leftovers
from gvseg.cli.batch.listing import VideoJob
from gvseg.cli.run import RunOutcome
from gvseg.errors import UserError
from gvseg.files import atomic_folder, is_disk_full

if TYPE_CHECKING:
    from gvseg.engine.session import Session

SessionLoader = Callable[[argparse.Namespace], "Session"]


class VideoRunner(Protocol):
    """Processes one video for a command."""

    def __call__(
        self,
        arguments: argparse.Namespace,
        load: SessionLoader,
        say: Callable[[str], None],
    ) -> RunOutcome:
        """Segment `arguments.source` and write the results to `arguments.out`.

        Args:
            arguments: arguments of the command.
            load: returns a session with the loaded network.
            say: called with one line for each result that was written.
        """


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome for one video.

    Attributes:
        name: name of the video.
        failure: the error in one sentence; None if the results were written.
        notes: captured stderr, line by line.
        is_stopped: whether the user stopped it before it was complete.
        is_disk_full: whether it failed because a disk is full, so that other videos would fail too.
        remark: how it was done, in one sentence; "" if there is nothing to say.
    """

    name: str
    failure: str | None = None
    notes: tuple[str, ...] = ()
    is_stopped: bool = False
    is_disk_full: bool = False
    remark: str = ""


class Worker:
    """Runs a command on videos.

    Args:
        arguments: arguments of the command; `out` is the folder for all results.
        run_video: processes one video.
        load: loads the network.
    """

    def __init__(
        self, arguments: argparse.Namespace, run_video: VideoRunner, load: SessionLoader
    ) -> None:
        self.arguments, self.run_video = arguments, run_video
        self._load = load
        self._session: Session | None = None
        self._runtime: object = None

    def open(self) -> None:
        """Load the network now instead of with the first video.

        Raises:
            WeightsError, RequestError: the weights or the device are not available.
        """
        self.ready_session()

    def run(self, job: VideoJob) -> Outcome:
        """Process a video and write its results atomically.

        Raises:
            KeyboardInterrupt: the user stopped it.
        """
        try:
            self.perform(job)
        except UserError as error:
            message = " ".join(str(error).split())
            return Outcome(job.name, message, is_disk_full=is_disk_full(error))
        except Exception as error:  # noqa: BLE001 - one failure must not stop the other videos
            if is_disk_full(error):
                return Outcome(job.name, "The disk is full.", is_disk_full=True)
            traceback.print_exc(file=sys.stderr)
            return Outcome(job.name, f"Internal error: {type(error).__name__}: {error}")
        return Outcome(job.name)

    def run_quietly(self, job: VideoJob) -> Outcome:
        """Process a video as `run`, with stderr captured in the notes of the outcome."""
        captured = io.StringIO()
        with redirect_stderr(captured):
            outcome = self.run(job)
        return replace(outcome, notes=tuple(captured.getvalue().splitlines()))

    def perform(self, job: VideoJob) -> None:
        """Process one video, without catching errors."""
        folder = self.arguments.out / job.name
        values = vars(self.arguments) | {"source": job.source, "exemplar": list(job.masks)}
        remove_leftovers(folder)
        with atomic_folder(folder) as partial:
            arguments = argparse.Namespace(**{**values, "out": partial})
            end = self.run_video(arguments, lambda _: self.ready_session(), lambda _: None)
            if end.is_stopped:
                raise KeyboardInterrupt
            if end.done < end.wanted:
                raise end.failure or RuntimeError("the engine ended early")
            mark_done(partial, describe_job(self.arguments, job))

    def forget_session(self) -> None:
        """Load the network again for the next video."""
        self._session = None

    def ready_session(self) -> "Session":
        """Return the network; it is loaded with the first video."""
        # A session that ran out of memory keeps its reduced size, so reload it for the next video.
        if self._session is None or self._session.runtime != self._runtime:
            self._session = self._load(self.arguments)
            self._runtime = self._session.runtime
        return self._session
