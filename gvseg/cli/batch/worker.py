"""Does one video of a list after the other, with one network."""

import argparse
import io
import sys
import traceback
from collections.abc import Callable
from contextlib import redirect_stderr
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from gvseg.cli.batch.done import describe_job, mark_done, remove_leftovers
from gvseg.cli.batch.listing import VideoJob
from gvseg.cli.run import RunOutcome
from gvseg.errors import UserError
from gvseg.files import atomic_folder

if TYPE_CHECKING:
    from gvseg.engine.session import Session

SessionLoader = Callable[[argparse.Namespace], "Session"]


class VideoRunner(Protocol):
    """A command's work on one video."""

    def __call__(
        self,
        arguments: argparse.Namespace,
        load: SessionLoader,
        say: Callable[[str], None],
    ) -> RunOutcome:
        """Segment `arguments.source` into `arguments.out`.

        Args:
            arguments: of the command.
            load: gives the network.
            say: told where the results are.
        """


@dataclass(frozen=True, slots=True)
class Outcome:
    """How it went with a video.

    Attributes:
        name: of the video.
        failure: one sentence, or None where its results are written.
        notes: what was said meanwhile, line by line.
    """

    name: str
    failure: str | None = None
    notes: tuple[str, ...] = ()


class Worker:
    """Runs a command on videos.

    Args:
        arguments: of the command; `out` is the folder of all results.
        run_video: the command's work on one video.
        load: makes the network, once.
    """

    def __init__(
        self, arguments: argparse.Namespace, run_video: VideoRunner, load: SessionLoader
    ) -> None:
        self.arguments, self.run_video = arguments, run_video
        self._load = load
        self._session: Session | None = None
        self._runtime: object = None

    def open(self) -> None:
        """Load the network now.

        Raises:
            WeightsError, RequestError: there are no such weights, or no such device.
        """
        self._ready_session()

    def do(self, job: VideoJob) -> Outcome:
        """Write a video's results, whole or not at all.

        Raises:
            KeyboardInterrupt: a person stopped it.
        """
        try:
            self._write(job)
        except UserError as error:
            return Outcome(job.name, " ".join(str(error).split()))
        except Exception as error:  # noqa: BLE001 - one video's fault must not stop the others
            traceback.print_exc(file=sys.stderr)
            return Outcome(job.name, f"A fault in the program: {type(error).__name__}: {error}")
        return Outcome(job.name)

    def do_quietly(self, job: VideoJob) -> Outcome:
        """The same; what is said goes into the outcome's notes."""
        said = io.StringIO()
        with redirect_stderr(said):
            outcome = self.do(job)
        return Outcome(outcome.name, outcome.failure, tuple(said.getvalue().splitlines()))

    def _write(self, job: VideoJob) -> None:
        folder = self.arguments.out / job.name
        own = vars(self.arguments) | {"source": job.source, "exemplar": list(job.masks)}
        remove_leftovers(folder)
        with atomic_folder(folder) as partial:
            arguments = argparse.Namespace(**{**own, "out": partial})
            end = self.run_video(arguments, lambda _: self._ready_session(), lambda _: None)
            if end.is_stopped:
                raise KeyboardInterrupt
            if end.done < end.wanted:
                raise end.failure or RuntimeError("the engine ended early")
            mark_done(partial, describe_job(self.arguments, job))

    def _ready_session(self) -> "Session":
        # One that ran out of memory stays at a smaller size; the next video starts afresh.
        if self._session is None or self._session.runtime != self._runtime:
            self._session = self._load(self.arguments)
            self._runtime = self._session.runtime
        return self._session
