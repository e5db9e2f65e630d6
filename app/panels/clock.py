"""Formats times as text."""

from collections.abc import Callable

from app.language import tr
from app.workspace import Workspace


def clock_text(
    workspace: Workspace, frame_index: int, time_of: Callable[[int], float] | None = None
) -> str:
    """Return the time of a frame such as "00:13.733" or "1:02:13.733", or "" if it is unknown.

    `time_of` returns exact seconds; without it the mean frame rate is used.
    """
    if not workspace.is_open:
        return ""
    if time_of is not None:
        return moment_text(time_of(frame_index))
    rate = workspace.source.frame_rate
    return moment_text(frame_index / rate) if rate > 0 else ""


def moment_text(seconds: float) -> str:
    """Return a time in a video with milliseconds."""
    millis = max(0, round(seconds * 1000))
    hours, rest = divmod(millis, 3_600_000)
    minutes, rest = divmod(rest, 60_000)
    text = f"{minutes:02d}:{rest // 1000:02d}.{rest % 1000:03d}"
    return f"{hours}:{text}" if hours else text


def duration_text(seconds: float) -> str:
    """Return a duration such as "2 min 29 s"."""
    whole = max(0, round(seconds))
    if whole < 60:
        return tr("{seconds} s").format(seconds=whole)
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return tr("{minutes} min {seconds:02d} s").format(minutes=minutes, seconds=rest)
    hours, minutes = divmod(minutes, 60)
    return tr("{hours} h {minutes:02d} min").format(hours=hours, minutes=minutes)
