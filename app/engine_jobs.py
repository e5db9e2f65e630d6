"""Small jobs for the engine's thread, and the queue of prompts waiting for a mask."""

import queue
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gvseg.masks import Mask
from gvseg.prompts import Box, Click


@dataclass(frozen=True, slots=True, eq=False)
class PromptJob:
    """A request for a mask; see `Session.mask_from_clicks`.

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
        """Return whether both requests produce the same mask."""
        return (
            self.frame is other.frame
            and (self.clicks, self.box) == (other.clicks, other.box)
            and self.previous == other.previous
        )


@dataclass(frozen=True, slots=True)
class PrepareJob:
    """A request to encode a frame ahead of its first click."""

    frame: NDArray[np.uint8]


class PreviewJob:
    """A request to answer the waiting preview."""


@dataclass(frozen=True, slots=True)
class LoadJob:
    """A request to load the session, so that its vocabulary is known.

    Attributes:
        is_ahead: whether the load is speculative, so that a failure is not reported.
    """

    is_ahead: bool = False


class PromptQueue:
    """Passes mask requests from the GUI thread to the engine's thread.

    It keeps only the latest click request and the latest preview, and requests that must be
    answered.
    """

    def __init__(self) -> None:
        self._clicks: queue.Queue[PromptJob] = queue.Queue()
        self._previews: queue.Queue[PromptJob] = queue.Queue()
        self._latest_id = 0
        self._due: set[int] = set()
        self._answered: tuple[PromptJob, Mask, float] | None = None

    def put(self, job: PromptJob) -> None:
        """Add a request and discard earlier ones."""
        self._latest_id = job.job_id
        self._clicks.put(job)

    def must_answer(self, job_id: int) -> None:
        """Answer a request even if another one follows."""
        self._due.add(job_id)

    def put_preview(self, job: PromptJob) -> bool:
        """Add a preview. Return whether the engine has to be woken up for it."""
        is_first = self._previews.empty()
        self._previews.put(job)
        return is_first

    def take(self) -> PromptJob | None:
        """Return the request to answer, or None if there is none."""
        while not self._clicks.empty():
            job = self._clicks.get_nowait()
            if job.job_id == self._latest_id or job.job_id in self._due:
                self._due.discard(job.job_id)
                return job
        return None

    def take_preview(self) -> PromptJob | None:
        """Return the preview to answer, or None if there is none."""
        return _last_of(self._previews)

    def store_answer(self, job: PromptJob, mask: Mask, confidence: float) -> None:
        """Store the last answer, because a click often repeats its preview."""
        self._answered = (job, mask, confidence)

    def stored_answer(self, job: PromptJob) -> tuple[Mask, float] | None:
        """Return the last answer if it also answers this request."""
        if self._answered is None or not self._answered[0].has_same_answer(job):
            return None
        return self._answered[1], self._answered[2]

    def clear_answer(self) -> None:
        """Discard the last answer, because the weights changed."""
        self._answered = None


def _last_of(jobs: "queue.Queue[PromptJob]") -> PromptJob | None:
    job = None
    while not jobs.empty():
        job = jobs.get_nowait()
    return job
