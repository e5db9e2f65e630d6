"""What a measurement found, for a person and for a file."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

NOTHING_S = 1e-4
"""A stage below this has no rate worth showing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchReport:
    """Figures of one measurement.

    Attributes:
        source: name of the video.
        frame_size: (width, height) of the source, in pixels.
        frames: frames measured.
        device: where the network ran, as the session says it.
        machine: processor cores, system, Python and torch.
        start_s: seconds from the request to the first propagated frame, at most (compiling).
        stages_s: seconds a frame inside each stage, with the fewest objects measured.
        frame_s_by_objects: number of objects -> seconds a frame, from video to masks, once
            running.
        frame_s_by_task: automatic task -> seconds a frame, from video to tracks, once running.
        added_object_s: seconds that one more object costs a frame (slope of a line through all).
        peak_memory_bytes: largest resident size of the process so far; None where unknown.
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
        """Plain values for a JSON file."""
        return asdict(self)

    def table(self) -> str:
        """Lines to read."""
        width, height = self.frame_size
        lines = [
            f"{self.source}: {self.frames} frames of {width}x{height}",
            f"{self.device}; {self.machine}",
            "",
            f"first propagated frame after {self.start_s:.1f} s, then:",
            "",
            f"{'stage (one object)':<24}{'ms/frame':>10}{'frames/s':>10}",
        ]
        lines += [_row(name, frame_s) for name, frame_s in self.stages_s.items()]
        lines += ["", f"{'objects, end to end':<24}{'ms/frame':>10}{'frames/s':>10}"]
        lines += [_row(str(count), frame_s) for count, frame_s in self.frame_s_by_objects.items()]
        if self.frame_s_by_task:
            lines += ["", f"{'task, end to end':<24}{'ms/frame':>10}{'frames/s':>10}"]
            lines += [_row(name, frame_s) for name, frame_s in self.frame_s_by_task.items()]
        lines.append("")
        if self.added_object_s is not None:
            lines.append(f"an added object costs {1000 * self.added_object_s:.1f} ms a frame")
        if self.peak_memory_bytes is not None:
            lines.append(f"peak memory {self.peak_memory_bytes / 2**20:.0f} MiB resident")
        return "\n".join(lines)


def _row(name: str, frame_s: float) -> str:
    rate = f"{1 / frame_s:.1f}" if frame_s > NOTHING_S else "-"
    return f"{name:<24}{1000 * frame_s:>10.1f}{rate:>10}"
