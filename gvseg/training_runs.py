"""The files of a training run: its state, its progress, and requests to stop.

Training writes these files and the application reads them. Standard library only.
"""

import contextlib
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from gvseg.counted import counted
from gvseg.errors import OutputError

PROGRESS = "progress.jsonl"
REQUEST = "request.json"
PLAN = "plan.json"
RESULT = "result.json"
REPORT = "report.html"
LOG = "output.log"
VERDICT_FRAMES = 20
"""Smallest number of held-out frames for a verdict; with fewer, differences in scores may be
chance.
"""
VERDICT_VIDEOS = 2
"""Smallest number of held-out videos for a verdict, since frames of one video are similar."""
_LOCK = "run.lock"
_STOP = "stop"


def missing_for_verdict(frames: int, videos: int) -> str:
    """Return a message about what is missing for a verdict; "" if enough frames are held out.

    Args:
        frames: number of scored held-out frames in all videos.
        videos: number of videos with such frames.
    """
    acts = []
    if frames < VERDICT_FRAMES:
        acts.append("draw or verify objects on more frames")
    if videos < VERDICT_VIDEOS:
        acts.append("add another video")
    if not acts:
        return ""
    held = f"{counted(frames, 'frame')} of {counted(videos, 'video')}"
    return (
        f"Only {held} {'is' if frames == 1 else 'are'} held out; a verdict needs at least "
        f"{VERDICT_FRAMES} frames of {VERDICT_VIDEOS} videos. To get one, {' and '.join(acts)}."
    )


@contextlib.contextmanager
def hold(folder: Path) -> Iterator[None]:
    """Lock the folder of a run; the lock is released when the process ends for any reason.

    If nothing else was written, the lock file and new folders are removed at the end.

    Raises:
        OutputError: another run uses this folder, or it cannot be created or written.
    """
    made = [one for one in (folder, *folder.parents) if not one.exists()]
    lock = _open_locked(folder)
    try:
        with lock:
            yield
    finally:
        with contextlib.suppress(OSError):
            if [one.name for one in folder.iterdir()] == [_LOCK]:
                (folder / _LOCK).unlink()
                for one in made:
                    one.rmdir()


def _open_locked(folder: Path) -> BinaryIO:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / _LOCK).open("a+b")
    except OSError as error:
        raise OutputError(
            f"{folder} cannot be used for a run ({error.strerror}): choose another folder."
        ) from error
    if not _try_lock(lock.fileno()):
        lock.close()
        raise OutputError(
            f"Another run is using {folder}: stop it first, or choose another folder."
        )
    return lock


def is_alive(folder: Path) -> bool:
    """Return whether a run is in progress in this folder."""
    path = folder / _LOCK
    if not path.exists():
        return False
    with path.open("a+b") as file:
        return not _try_lock(file.fileno())


def ask_to_stop(folder: Path) -> None:
    """Ask the run to save and stop; it can be resumed later."""
    (folder / _STOP).touch()


def is_asked_to_stop(folder: Path) -> bool:
    """Return whether the run was asked to stop."""
    return (folder / _STOP).exists()


def forget_stop(folder: Path) -> None:
    """Cancel a request to stop, as a run does when it starts."""
    (folder / _STOP).unlink(missing_ok=True)


def read_events(folder: Path) -> list[dict[str, Any]]:
    """Return all progress events so far, in order."""
    try:
        text = (folder / PROGRESS).read_text(encoding="utf-8")
    except OSError:
        return []
    events = []
    for line in text.splitlines():
        with contextlib.suppress(ValueError):  # the last line can be incomplete
            events.append(json.loads(line))
    return [one for one in events if isinstance(one, dict)]


def read_json(folder: Path, name: str) -> dict[str, Any] | None:
    """Return the content of one of a run's JSON files; None if it does not exist yet."""
    try:
        content = json.loads((folder / name).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return content if isinstance(content, dict) else None


if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> bool:
        os.lseek(descriptor, 0, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
