"""The measurement: the same frames with 1, 2, ... objects, and the time inside each stage."""

import os
import platform
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from gvseg.bench.report import BenchReport
from gvseg.bench.stage_clock import StageClock
from gvseg.bench.synthetic import exemplar_masks
from gvseg.engine.request import Exemplar, FrameResult, SegmentRequest
from gvseg.formats.images import write_indexed
from gvseg.task import Task
from gvseg.video import Video

if TYPE_CHECKING:
    from gvseg.engine.session import Session

STAGES = ("decode", "encode", "memory read", "decode masks", "memory write", "rest", "write")
"""Stages in order; the first and the last are timed separately, the others in one run."""

OpenVideo: TypeAlias = Callable[[], AbstractContextManager[Video]]
"""Opens the video again, so that no run benefits from frames that an earlier run decoded."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Seconds until the first propagated frame, seconds of each later frame, and all frames."""

    start_s: float
    frame_s: float
    results: list[FrameResult]


def measure(
    session: "Session",
    open_again: OpenVideo,
    frames: int,
    object_counts: Sequence[int],
    scratch: Path,
    advance: Callable[[], None],
    stop: threading.Event,
) -> BenchReport:
    """Measure a session on the first frames of a video.

    Args:
        open_again: opens the video; called for each run.
        frames: number of frames; at least 4 for meaningful results.
        object_counts: number of objects of each run; the first run is also timed by stage.
        scratch: an existing folder for the files of timed writes.
        advance: called after each frame.
        stop: once set, the measurement ends early.

    Raises:
        KeyboardInterrupt: `stop` was set.
    """
    with open_again() as video:
        name, size = video.name, (video.width, video.height)
    runs = {
        count: _run(session, open_again, frames, count, advance, stop) for count in object_counts
    }
    with StageClock(wait=_finish_of(session)) as clock:
        watch_stages(clock, session)
        staged = _run(session, open_again, frames, object_counts[0], advance, stop)
        stages = {stage: spent_s / (frames - 1) for stage, spent_s in clock.seconds.items()}
    tasks = {
        task.value: _run_task(session, open_again, frames, task, advance, stop)
        for task in automatic_tasks(session)
    }
    stages["rest"] = max(0.0, staged.frame_s - sum(stages.values()))
    stages["decode"] = _time_decoding(open_again, frames) / frames
    stages["write"] = _time_writing(staged.results, size, scratch) / frames
    return BenchReport(
        source=name,
        frame_size=size,
        frames=frames,
        device=session.device_line,
        machine=machine_line(),
        start_s=max(run.start_s for run in runs.values()),
        stages_s={name: stages[name] for name in STAGES if name in stages},
        frame_s_by_objects={count: run.frame_s for count, run in runs.items()},
        frame_s_by_task=tasks,
        added_object_s=_slope({count: run.frame_s for count, run in runs.items()}),
        peak_memory_bytes=peak_memory_bytes(),
    )


def automatic_tasks(session: "Session") -> tuple[Task, ...]:
    """Return the automatic tasks that a session's weights support."""
    return tuple(task for task in Task if task is not Task.EXEMPLAR and session.vocabulary)


def watch_stages(clock: StageClock, session: "Session") -> None:
    """Wrap the methods of each stage."""
    from gvseg.engine.frame_encoding import FrameEncoding
    from gvseg.engine.memory import VideoMemory
    from gvseg.engine.propagation.sweep import Propagator

    clock.watch(FrameEncoding, "encode", "encode")
    clock.watch(VideoMemory, "lookback", "memory read")
    clock.watch(session.network.memory_reader, "forward", "memory read")
    clock.watch(Propagator, "step", "decode masks")
    clock.watch(VideoMemory, "remember", "memory write")


def peak_memory_bytes() -> int | None:
    """Return the largest resident size of this process so far; None if unknown."""
    try:
        import resource
    except ImportError:  # Windows
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def machine_line() -> str:
    """Return processor cores, system, Python and torch versions in one line."""
    import torch

    return (
        f"{os.cpu_count()} cores, {torch.get_num_threads()} threads, {platform.system()} "
        f"{platform.machine()}, Python {platform.python_version()}, torch {torch.__version__}"
    )


def _run(
    session: "Session",
    open_again: OpenVideo,
    frames: int,
    objects: int,
    advance: Callable[[], None],
    stop: threading.Event,
) -> _Run:
    results: list[FrameResult] = []
    times_s: list[float] = []
    with open_again() as video:
        masks = exemplar_masks(objects, video.height, video.width)
        request = SegmentRequest(exemplars=(Exemplar(0, masks),), first=0, last=frames - 1)
        begin_s = time.perf_counter()
        for clip in session.segment(request, video, cancel=stop):
            times_s.append(time.perf_counter())
            for frame in clip.frames:
                results.append(frame)
                advance()
    if stop.is_set():
        raise KeyboardInterrupt
    # The exemplar frame needs no network; the time of the next frame includes loading and
    # compiling.
    return _Run(
        start_s=times_s[1] - begin_s,
        frame_s=(times_s[-1] - times_s[1]) / (len(times_s) - 2),
        results=results,
    )


def _run_task(
    session: "Session",
    open_again: OpenVideo,
    frames: int,
    task: Task,
    advance: Callable[[], None],
    stop: threading.Event,
) -> float:
    """Return the seconds per frame of an automatic task after its first clip."""
    times_s: list[float] = []
    done: list[int] = []
    with open_again() as video:
        request = SegmentRequest(task=task, first=0, last=frames - 1)
        for clip in session.segment(request, video, cancel=stop):
            times_s.append(time.perf_counter())
            done.append(clip.frames_done)
            for _frame in clip.frames:
                advance()
    if stop.is_set():
        raise KeyboardInterrupt
    return (times_s[-1] - times_s[0]) / (done[-1] - done[0])


def _time_decoding(open_again: OpenVideo, frames: int) -> float:
    with open_again() as video:
        start_s = time.perf_counter()
        for _frame in video.frames(0, frames - 1):
            pass
        return time.perf_counter() - start_s


def _time_writing(results: Sequence[FrameResult], size: tuple[int, int], scratch: Path) -> float:
    width, height = size
    start_s = time.perf_counter()
    for result in results:
        labels = np.zeros((height, width), np.uint8)
        for object_id, mask in result.masks.items():
            labels[mask.to_array()] = object_id
        write_indexed(scratch / f"{result.frame_index:05d}.png", labels)
    return time.perf_counter() - start_s


def _finish_of(session: "Session") -> Callable[[], None] | None:
    if not session.runtime.device.startswith("cuda"):
        return None
    import torch

    return torch.cuda.synchronize


def _slope(frame_s: Mapping[int, float]) -> float | None:
    """Return the seconds per frame for each additional object, by least squares over all runs."""
    if len(frame_s) < 2:
        return None
    slope, _start = np.polyfit(list(frame_s), list(frame_s.values()), 1)
    return float(slope)
