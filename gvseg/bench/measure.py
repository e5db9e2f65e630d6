"""The measurement: the same frames with 1, 2, ... objects, and the time inside each stage."""

import os
import platform
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from gvseg.bench.report import BenchReport
from gvseg.bench.stage_clock import StageClock
from gvseg.bench.synthetic import exemplar_masks
from gvseg.engine.request import Exemplar, FrameResult, SegmentRequest
from gvseg.formats.pictures import write_indexed
from gvseg.video import Video

if TYPE_CHECKING:
    from gvseg.engine.session import Session

STAGES = ("decode", "encode", "memory read", "decode masks", "memory write", "rest", "write")


def measure(
    session: "Session",
    video: Video,
    frames: int,
    object_counts: Sequence[int],
    scratch: Path,
    advance: Callable[[], None],
    stop: threading.Event,
) -> BenchReport:
    """Measure a session on the first frames of a video.

    Args:
        frames: how many frames.
        object_counts: how many objects, one run each; the first is the one timed by stage.
        scratch: an existing folder for files that are written to be timed.
        advance: called after each frame.
        stop: set it to end early.

    Raises:
        KeyboardInterrupt: `stop` was set.
    """
    warm_up(session, video, stop)
    seconds = {
        count: _run(session, video, frames, count, advance, stop)[0] for count in object_counts
    }
    with StageClock(wait=_finish_of(session)) as clock:
        watch_stages(clock, session, video)
        whole_s, results = _run(session, video, frames, object_counts[0], advance, stop)
        stages = dict(clock.seconds)
    stages["rest"] = max(0.0, whole_s - sum(stages.values()))
    stages["write"] = _time_writing(results, video, scratch)
    return BenchReport(
        source=video.name,
        frame_size=(video.width, video.height),
        frames=frames,
        device=session.device_line,
        machine=machine_line(),
        stages_s={name: stages[name] for name in STAGES if name in stages},
        seconds_by_objects=seconds,
        added_object_s=_slope(seconds, frames),
        peak_memory_bytes=peak_memory_bytes(),
    )


def watch_stages(clock: StageClock, session: "Session", video: Video) -> None:
    """Wrap what the stages are made of."""
    from gvseg.engine.frame_encoding import FrameEncoding
    from gvseg.engine.memory import VideoMemory
    from gvseg.engine.propagation import Propagation

    clock.watch(video, "frame", "decode")
    clock.watch(FrameEncoding, "encode", "encode")
    clock.watch(VideoMemory, "lookback", "memory read")
    clock.watch(session.network.memory_reader, "forward", "memory read")
    clock.watch(Propagation, "step", "decode masks")
    clock.watch(VideoMemory, "remember", "memory write")


def warm_up(session: "Session", video: Video, stop: threading.Event) -> None:
    """Two frames that are not counted: first calls compile, allocate and page in."""
    _run(session, video, min(2, video.frame_count), 1, lambda: None, stop)


def peak_memory_bytes() -> int | None:
    """Largest resident size of this process so far; None where the system does not say."""
    try:
        import resource
    except ImportError:  # Windows
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def machine_line() -> str:
    """Processor cores, system, Python and torch in one line."""
    import torch

    return (
        f"{os.cpu_count()} cores, {torch.get_num_threads()} threads, {platform.system()} "
        f"{platform.machine()}, Python {platform.python_version()}, torch {torch.__version__}"
    )


def _run(
    session: "Session",
    video: Video,
    frames: int,
    objects: int,
    advance: Callable[[], None],
    stop: threading.Event,
) -> tuple[float, list[FrameResult]]:
    masks = exemplar_masks(objects, video.height, video.width)
    request = SegmentRequest(exemplars=(Exemplar(0, masks),), first=0, last=frames - 1)
    results: list[FrameResult] = []
    start_s = time.perf_counter()
    for clip in session.segment(request, video, cancel=stop):
        for frame in clip.frames:
            results.append(frame)
            advance()
    if stop.is_set():
        raise KeyboardInterrupt
    return time.perf_counter() - start_s, results


def _time_writing(results: Sequence[FrameResult], video: Video, scratch: Path) -> float:
    start_s = time.perf_counter()
    for result in results:
        labels = np.zeros((video.height, video.width), np.uint8)
        for object_id, mask in result.masks.items():
            labels[mask.to_array()] = object_id
        write_indexed(scratch / f"{result.frame_index:05d}.png", labels)
    return time.perf_counter() - start_s


def _finish_of(session: "Session") -> Callable[[], None] | None:
    if not session.place.device.startswith("cuda"):
        return None
    import torch

    return torch.cuda.synchronize


def _slope(seconds: Mapping[int, float], frames: int) -> float | None:
    """Seconds a frame that one more object costs: least squares through all runs."""
    if len(seconds) < 2:
        return None
    slope, _start = np.polyfit(list(seconds), [spent / frames for spent in seconds.values()], 1)
    return float(slope)
