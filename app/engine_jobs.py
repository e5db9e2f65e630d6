"""Small jobs for the engine's thread, and which questions for masks are still worth an answer."""

import queue
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gvseg.masks import Mask
from gvseg.prompts import Box, Click


@dataclass(frozen=True, slots=True, eq=False)
class PromptJob:
    """A question for a mask; see `Session.mask_from_clicks`.

    Attributes:
        frame: H x W x 3, uint8, RGB.
        previous: the mask that the clicks refine.
    """

    job_id: int
    frame: NDArray[np.uint8]
    clicks: tuple[Click, ...]
    previous: Mask | None = None
    box: Box | None = None

    def has_same_answer(self, other: "PromptJob") -> bool:
        """Whether both ask for the same mask."""
        return (
            self.frame is other.frame
            and (self.clicks, self.box) == (other.clicks, other.box)
            and self.previous == other.previous
        )


@dataclass(frozen=True, slots=True)
class PrepareJob:
    """Encode a frame ahead of the first click."""

    frame: NDArray[np.uint8]


class PreviewJob:
    """Answer the preview that waits."""


@dataclass(frozen=True, slots=True)
class LoadJob:
    """Load the session, so that its vocabulary is known.

    Attributes:
        is_ahead: nobody waits for it; the job that needs the session reports a failure.
    """

    is_ahead: bool = False


class PromptQueue:
    """Holds the questions that wait for the engine; the GUI thread asks, the engine's answers.

    Of the clicks only the latest question counts. One preview waits at most: a later one replaces
    it.
    """

    def __init__(self) -> None:
        self._clicks: queue.Queue[PromptJob] = queue.Queue()
        self._previews: queue.Queue[PromptJob] = queue.Queue()
        self._latest_id = 0
        self._answered: tuple[PromptJob, Mask, float] | None = None

    def put(self, job: PromptJob) -> None:
        """Ask; earlier questions are not answered any more."""
        self._latest_id = job.job_id
        self._clicks.put(job)

    def put_preview(self, job: PromptJob) -> bool:
        """Ask for a preview. Return whether the engine must be woken for it."""
        is_first = self._previews.empty()
        self._previews.put(job)
        return is_first

    def take(self) -> PromptJob | None:
        """Return the question to answer; None if there is none."""
        job = _last_of(self._clicks)
        return job if job is not None and job.job_id == self._latest_id else None

    def take_preview(self) -> PromptJob | None:
        """Return the preview to answer; None if there is none."""
        return _last_of(self._previews)

    def remember(self, job: PromptJob, mask: Mask, confidence: float) -> None:
        """Keep the last answer: a click where the mouse rested was answered by its preview."""
        self._answered = (job, mask, confidence)

    def remembered(self, job: PromptJob) -> tuple[Mask, float] | None:
        """Return the last answer if it is that of this question too."""
        if self._answered is None or not self._answered[0].has_same_answer(job):
            return None
        return self._answered[1], self._answered[2]

    def forget_answer(self) -> None:
        """Forget the last answer: other weights would give another one."""
        self._answered = None


def _last_of(jobs: "queue.Queue[PromptJob]") -> PromptJob | None:
    job = None
    while not jobs.empty():
        job = jobs.get_nowait()
    return job
