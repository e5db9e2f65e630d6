"""The report of a measurement, as text and as plain values."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

NOTHING_S = 1e-4
"""Time below which a stage's rate is not shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchReport:
    """Figures of one measurement.

    Attributes:
        source: name of the video.
        frame_size: (width, height) of the source, in pixels.
        frames: frames measured.
        device: device of the network, as the session describes it.
        machine: processor cores, operating system, Python and torch versions.
        start_s: longest time from a request to its first propagated frame, in seconds, including
            compiling.
        stages_s: seconds per frame in each stage, with the first number of objects.
        frame_s_by_objects: number of objects -> seconds per frame, from video to masks, after the
            start.
        frame_s_by_task: automatic task -> seconds per frame, from video to tracks, after the start.
        added_object_s: seconds per frame for each additional object (slope of a linear fit).
        peak_memory_bytes: largest resident size of the process so far; None if unknown.
    """

    source: str
    frame_size: tuple[int, int]
    frames: int
    device: str
    machine: str
    start_s: float
    stages_s: Mapping[str, float]
    frame_s_by_objects: Mapping[int, float]
    frame_s_by_task: Mapping[str, float]
    added_object_s: float | None
    peak_memory_bytes: int | None

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return asdict(self)

    def table(self) -> str:
        """Return the report as lines of text."""
        width, height = self.frame_size
        lines = [
            f"{self.source}: {self.frames} frames of {width}x{height}",
            f"{self.device}; {self.machine}",
            "",
            f"first propagated frame after {self.start_s:.1f} s, then:",
            "",
            f"{f'stage ({_objects(self.frame_s_by_objects)})':<24}{'ms/frame':>10}{'frames/s':>10}",
        ]
        lines += [_row(name, frame_s) for name, frame_s in self.stages_s.items()]
        lines += ["", f"{'objects, end to end':<24}{'ms/frame':>10}{'frames/s':>10}"]
        lines += [_row(str(count), frame_s) for count, frame_s in self.frame_s_by_objects.items()]
        if self.frame_s_by_task:
            lines += ["", f"{'task, end to end':<24}{'ms/frame':>10}{'frames/s':>10}"]
            lines += [_row(name, frame_s) for name, frame_s in self.frame_s_by_task.items()]
        lines.append("")
        if self.added_object_s is not None:
            cost_ms = 1000 * self.added_object_s
            lines.append(f"each additional object costs {cost_ms:.1f} ms per frame")
        if self.peak_memory_bytes is not None:
            lines.append(f"peak memory {self.peak_memory_bytes / 2**20:.0f} MiB resident")
        return "\n".join(lines)


def _objects(counts: Mapping[int, float]) -> str:
    first = next(iter(counts))
    return "one object" if first == 1 else f"{first} objects"


def _row(name: str, frame_s: float) -> str:
    rate = f"{1 / frame_s:.1f}" if frame_s > NOTHING_S else "-"
    return f"{name:<24}{1000 * frame_s:>10.1f}{rate:>10}"
