"""Crash reports: local files with details for developers but without the user's paths."""

import faulthandler
import os
import platform
import re
import sys
import time
from collections import deque
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final, TextIO

import platformdirs
import psutil

from gvseg import __version__

ACTIONS_MAX: Final = 30
_REPORTS_MAX: Final = 20
_REPORT_PREFIX: Final = "crash-"
_SESSION_PREFIX: Final = "session-"
_ACTIONS: Final = "Last actions:\n"
_FAULTS: Final = ("Fatal Python error:", "Windows fatal exception:")
_PACKAGES: Final = (
    "PySide6-Essentials",
    "torch",
    "openvino",
    "numpy",
    "av",
    "opencv-python-headless",
)
_FRAME: Final = re.compile(r'File "([^"]+)"')
_PATHS: Final = (
    re.compile(r"(?<=')(?:[A-Za-z]:)?[\\/][^'\n]*(?=')"),
    re.compile(r'(?<=")(?:[A-Za-z]:)?[\\/][^"\n]*(?=")'),
    re.compile(r"(?<![\w/\\:.<\"'])(?:[A-Za-z]:[\\/]|/)[^\s'\",;:]+"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CrashReport:
    """A report of one error.

    Attributes:
        path: its file, or None if it could not be written.
        text: the report without paths, as in the file.
        text_with_paths: the same with all paths.
    """

    path: Path | None
    text: str
    text_with_paths: str


class CrashReports:
    """Writes reports to a folder, and finds reports of sessions that ended in a native crash.

    While the application runs, a session file holds its last actions. Python's fault handler
    appends to it when the process crashes, so the next start can make a report of it.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or Path(platformdirs.user_state_dir("gvseg")) / "crashes"
        self._actions: deque[str] = deque(maxlen=ACTIONS_MAX)
        self._session: TextIO | None = None

    def start(self) -> None:
        """Start the session file and the fault handler, unless the folder is not writable."""
        process = psutil.Process()
        name = f"{_SESSION_PREFIX}{process.pid}-{process.create_time():.0f}.txt"
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            self._session = (self.folder / name).open("w", encoding="utf-8", buffering=1)
            self._session.write(_head())
            faulthandler.enable(self._session)

    def close(self) -> None:
        """End the session without a crash."""
        if self._session is not None:
            faulthandler.disable()
            self._session.close()
            with suppress(OSError):
                Path(self._session.name).unlink(missing_ok=True)
            self._session = None

    def record_action(self, action_id: str) -> None:
        """Record that the user invoked an action."""
        line = f"{time.strftime('%H:%M:%S')} {action_id}"
        self._actions.append(line)
        if self._session is not None:
            with suppress(OSError, ValueError):
                self._session.write(f"{line}\n")

    def write(self, details: str, private: Iterable[str] = ()) -> CrashReport:
        """Write a report of an error.

        Args:
            details: the traceback.
            private: names to leave out in addition to all paths.
        """
        actions = "\n".join(self._actions) or "none"
        full = f"{_head()}{actions}\n\n{details.rstrip()}\n"
        return self._write(full, private)

    def take_last_crash(self) -> CrashReport | None:
        """Return the report of the latest session that crashed, if it is new.

        Session files of other ended sessions are deleted.
        """
        found: CrashReport | None = None
        for path in _by_age(self.folder, _SESSION_PREFIX):
            if _is_running(path):
                continue
            with suppress(OSError):
                text = path.read_text(encoding="utf-8", errors="replace")
                path.unlink()
                if any(fault in text for fault in _FAULTS):
                    found = self._write(_with_last_actions(text))
        return found

    def _write(self, full: str, private: Iterable[str] = ()) -> CrashReport:
        text = without_paths(full, private)
        path = self.folder / f"{_REPORT_PREFIX}{time.time_ns() // 1_000_000}.txt"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            for old in _by_age(self.folder, _REPORT_PREFIX)[:-_REPORTS_MAX]:
                old.unlink()
        except OSError:
            return CrashReport(path=None, text=text, text_with_paths=full)
        return CrashReport(path=path, text=text, text_with_paths=full)


def without_paths(text: str, private: Iterable[str] = ()) -> str:
    """Return a text without file paths, except those of source files within their package."""
    text = _FRAME.sub(lambda found: f'File "{_relative(found[1])}"', text)
    for name in sorted(filter(None, private), key=len, reverse=True):
        text = text.replace(name, "<path>")
    for pattern in _PATHS:
        text = pattern.sub("<path>", text)
    return text


def _relative(source: str) -> str:
    """Return the path of a source file relative to the folder that Python imports it from."""
    if not Path(source).is_absolute():
        return source
    roots = [root for root in sys.path if root and source.startswith(root.rstrip("/\\") + os.sep)]
    longest = max(roots, key=len, default="")
    return source[len(longest) :].lstrip("/\\") if longest else Path(source).name


def _head() -> str:
    system = f"GvSeg {__version__}, Python {platform.python_version()}, {platform.platform()}"
    now = time.strftime("%Y-%m-%d %H:%M:%S")
    return "\n".join((system, ", ".join(_versions()), now, "", _ACTIONS))


def _versions() -> list[str]:
    found = []
    for name in _PACKAGES:
        with suppress(PackageNotFoundError):
            found.append(f"{name} {version(name)}")
    return found


def _with_last_actions(text: str) -> str:
    """Return the text of a session file, shortened to its last actions."""
    head, separator, rest = text.partition(_ACTIONS)
    start = min((rest.find(fault) for fault in _FAULTS if fault in rest), default=len(rest))
    actions = rest[:start].split("\n")[:-1][-ACTIONS_MAX:]
    return f"{head}{separator}{chr(10).join(actions) or 'none'}\n\n{rest[start:]}"


def _by_age(folder: Path, prefix: str) -> list[Path]:
    """Return the files with a prefix, oldest first."""
    found = []
    with suppress(OSError):
        found = sorted((path.stat().st_mtime, path) for path in folder.glob(f"{prefix}*.txt"))
    return [path for _, path in found]


def _is_running(session: Path) -> bool:
    """Return whether the process of a session file still runs."""
    try:
        pid, created = map(int, session.stem.removeprefix(_SESSION_PREFIX).split("-"))
        return bool(abs(psutil.Process(pid).create_time() - created) <= 1)
    except (ValueError, psutil.Error):
        return False
