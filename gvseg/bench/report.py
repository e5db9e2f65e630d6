"""What a measurement found, for a person and for a file."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchReport:
    """Figures of one measurement.

    Attributes:
        source: name of the video.
        frame_size: (width, height) of the source, in pixels.
        frames: frames measured.
        device: where the network ran, as the session says it.
        machine: processor cores, system, Python and torch.
        stages_s: seconds inside each stage, for all frames with one object.
        seconds_by_objects: number of objects -> seconds from decoded frames to masks.
        added_object_s: seconds that one more object costs a frame (slope of a line through all).
        peak_memory_bytes: largest resident size of the process so far; None where unknown.
    """

    source: str
    frame_size: tuple[int, int]
    frames: int
    device: str
    machine: str
    stages_s: Mapping[str, float]
    seconds_by_objects: Mapping[int, float]
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
            f"{'stage (one object)':<24}{'ms/frame':>10}{'frames/s':>10}",
        ]
        lines += [_row(name, spent_s, self.frames) for name, spent_s in self.stages_s.items()]
        lines += ["", f"{'objects, end to end':<24}{'ms/frame':>10}{'frames/s':>10}"]
        lines += [
            _row(str(count), spent_s, self.frames)
            for count, spent_s in self.seconds_by_objects.items()
        ]
        lines.append("")
        if self.added_object_s is not None:
            lines.append(f"an added object costs {1000 * self.added_object_s:.1f} ms a frame")
        if self.peak_memory_bytes is not None:
            lines.append(f"peak memory {self.peak_memory_bytes / 2**20:.0f} MiB resident")
        return "\n".join(lines)


def _row(name: str, spent_s: float, frames: int) -> str:
    each_ms = 1000 * spent_s / frames
    rate = frames / spent_s if spent_s > 0 else float("inf")
    return f"{name:<24}{each_ms:>10.1f}{rate:>10.1f}"
