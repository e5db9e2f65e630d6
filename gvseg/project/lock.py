"""Locks that keep two people from writing to one project, even on different machines.

A project that is open has a small file next to it, `.clip.gvseg.lock`, which names the person and
the machine. SQLite's own locks cannot do this: they do not record who holds them, and in WAL mode
they do not work between machines.
"""

import getpass
import hashlib
import json
import os
import socket
import sys
import threading
import time
import uuid
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from gvseg.errors import ProjectError

BEAT_S: Final = 30.0
"""Interval at which an open project renews the time of its lock file."""
STALE_S: Final = 300.0
"""A lock of another machine that was not renewed for this time is stale."""
NAME_MAX_BYTES: Final = 200
"""Longer names of projects are shortened in the names of their locks."""
LOCK_SUFFIX: Final = ".lock"


@dataclass(frozen=True, slots=True, kw_only=True)
class LockHolder:
    """Who has a project open.

    Attributes:
        person: name of the person; "" if the lock file cannot be read.
        host: name of the machine.
        since: when the project was opened, in seconds since 1970.
        silent_s: seconds since the lock was last renewed.
        is_gone: whether the program that made the lock has certainly ended.
        is_here: whether it runs on this machine.
        token: distinguishes this lock from all others.
    """

    person: str
    host: str
    since: float
    silent_s: float
    is_gone: bool
    is_here: bool
    token: str

    @property
    def is_stale(self) -> bool:
        """True if the program has ended, or its machine has not renewed the lock for minutes."""
        return self.is_gone or (self.silent_s > STALE_S and not self.is_here)

    @property
    def description(self) -> str:
        """Where and by whom the project is open, as in "open on lab-3 by Ann since 14:05"."""
        opened = time.localtime(self.since)
        is_today = opened[:3] == time.localtime()[:3]
        when = time.strftime("%H:%M" if is_today else "%Y-%m-%d %H:%M", opened)
        return f"open on {self.host} by {self.person or 'somebody'} since {when}"


class ProjectLockedError(ProjectError):
    """Another program has the project open.

    Attributes:
        holder: who has it open.
    """

    def __init__(self, path: Path, holder: LockHolder) -> None:
        self.holder = holder
        advice = (
            f"The lock has not been renewed for {holder.silent_s / 60:.0f} minutes."
            if holder.is_stale
            else "Close it there, or open it read-only."
        )
        super().__init__(f"{path} is {holder.description}. {advice}")


class ProjectLock:
    """The lock of an open project; a thread renews it until `release`.

    In one process, a project may be opened several times; the last `release` removes the lock.
    """

    def __init__(self, path: Path, token: str, person: str) -> None:
        self._path = path
        self._token = token
        self._person = person
        self._is_held = True
        self._users = 1
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._renew, name="project lock", daemon=True)
        self._thread.start()

    def check(self) -> None:
        """Check that nobody has taken over the lock, for example while this machine was asleep.

        Raises:
            ProjectError: somebody has; nothing may be written to the project.
        """
        found = _read(self._path)
        if found is None:  # removed by hand, or the folder was temporarily unavailable
            with suppress(OSError):
                _write_new(self._path, self._token, self._person)
        elif found["token"] != self._token:
            holder = read_holder(self._path)
            where = "open elsewhere" if holder is None else holder.description
            raise ProjectError(
                f"{self._path} was taken over and is now {where}: save your later changes as "
                "another project."
            )

    def release(self) -> None:
        """Remove the lock unless the project is open again in this process; safe to call twice."""
        with _guard:
            if not self._is_held:
                return
            self._users -= 1
            if self._users:
                return
            self._is_held = False
            _held.pop(_key(self._path), None)
        self._ended.set()
        self._thread.join()
        found = _read(self._path)
        if found is not None and found["token"] == self._token:
            with suppress(OSError):
                lock_path(self._path).unlink()

    def has_token(self, token: str) -> bool:
        """Return whether this is the lock with a token."""
        return self._token == token

    def use_again(self) -> None:
        """Count another opening in this process."""
        self._users += 1

    def _renew(self) -> None:
        while not self._ended.wait(BEAT_S):
            found = _read(self._path)
            if found is not None and found["token"] == self._token:
                with suppress(OSError):
                    os.utime(lock_path(self._path))


_held: dict[str, ProjectLock] = {}
_guard = threading.Lock()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_held.clear)


def lock_project(path: Path, person: str = "", *, takes_over: str = "") -> ProjectLock:
    """Lock a project. A lock whose program has ended is replaced.

    Args:
        path: the project file.
        person: name of the person; the login name if "".
        takes_over: token of a stale lock that may be replaced.

    Raises:
        ProjectLockedError: another program has the project open, or its machine crashed.
        OSError: the lock file cannot be written.
    """
    with _guard:
        known = _held.get(_key(path))
        if known is not None:
            known.use_again()
            return known
        token, name = uuid.uuid4().hex, person or login_name()
        for _ in range(3):
            try:
                _write_new(path, token, name)
            except FileExistsError:
                holder = read_holder(path)
                if holder is None:
                    continue  # released meanwhile
                if not (holder.is_gone or (holder.is_stale and holder.token == takes_over)):
                    raise ProjectLockedError(path, holder) from None
                _remove_stale(path, holder)
            else:
                lock = _held[_key(path)] = ProjectLock(path, token, name)
                return lock
    holder = read_holder(path)
    if holder is None:
        raise ProjectError(f"{path} is being opened by another program; try again.")
    raise ProjectLockedError(path, holder)


def read_holder(path: Path, *, is_exact: bool = True) -> LockHolder | None:
    """Return who has a project open; None if nobody has, or this process has.

    Args:
        path: the project file.
        is_exact: whether to measure the age of the lock by the clock of the file system, which
            writes a small file, instead of the clock of this machine.
    """
    found = _read(path)
    known = _held.get(_key(path))
    if found is None or (known is not None and known.has_token(found["token"])):
        return None
    with suppress(OSError):
        is_gone, is_here = _has_ended(found), found["scope"] == _scope()
        now = _folder_time(path) if is_exact and not is_here else time.time()
        return LockHolder(
            person=found["person"],
            host=found["host"],
            since=found["since"],
            silent_s=max(0.0, now - lock_path(path).stat().st_mtime),
            is_gone=is_gone,
            is_here=is_here and not is_gone,
            token=found["token"],
        )
    return None


def is_open_on_other_machine(path: Path) -> bool:
    """Return whether a program on another machine has a project open."""
    found = _read(path)
    if found is None or found["scope"] == _scope():
        return False
    holder = read_holder(path)
    return holder is not None and not holder.is_stale


def lock_path(path: Path) -> Path:
    """Return the path of a project's lock file."""
    name = Path(_key(path)).name
    if len(os.fsencode(name)) > NAME_MAX_BYTES:
        name = f"{name[:40]}-{hashlib.sha256(os.fsencode(name)).hexdigest()[:16]}"
    return Path(_key(path)).with_name(f".{name}{LOCK_SUFFIX}")


def login_name() -> str:
    """Return the login name of the user."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"


def _key(path: Path) -> str:
    return os.path.realpath(path)


def _read(path: Path) -> dict[str, Any] | None:
    """Return the content of a lock file; None if there is none."""
    file = lock_path(path)
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except OSError:
        text = ""
    found: Any = None
    with suppress(ValueError):
        found = json.loads(text)
    usual = {"person": "", "host": "another machine", "scope": "", "pid": 0, "started": ""}
    with suppress(OSError):
        usual |= {"since": file.stat().st_mtime, "token": f"unreadable {file.stat().st_ino}"}
        known = found if isinstance(found, dict) else {}
        return {
            key: known[key] if type(known.get(key)) is type(value) else value
            for key, value in usual.items()
        }
    return None


def _write_new(path: Path, token: str, person: str) -> None:
    """Create the lock file with its content in one step.

    Raises:
        FileExistsError: there is one.
    """
    file = lock_path(path)
    content = {
        "person": person,
        "host": socket.gethostname(),
        "scope": _scope(),
        "pid": os.getpid(),
        "started": _start_of(os.getpid()),
        "since": time.time(),
        "token": token,
    }
    partial = file.with_name(f"{file.name[:-5]}.{token[:8]}.lock")
    try:
        with partial.open("x", encoding="utf-8") as stream:
            json.dump(content, stream)
        try:
            os.link(partial, file)
        except FileExistsError:
            raise
        except OSError:  # a file system without hard links
            with file.open("x", encoding="utf-8") as stream:
                json.dump(content, stream)
    finally:
        with suppress(OSError):
            partial.unlink()


def _remove_stale(path: Path, holder: LockHolder) -> None:
    """Remove a lock that was left behind, unless somebody else has just replaced it."""
    file = lock_path(path)
    aside = file.with_name(f"{file.name[:-5]}.{uuid.uuid4().hex[:8]}.lock")
    with suppress(OSError):
        file.rename(aside)
        try:
            content = json.loads(aside.read_text(encoding="utf-8"))
            is_other = isinstance(content, dict) and content.get("token") != holder.token
        except ValueError:
            is_other = False
        if is_other:
            with suppress(FileExistsError):
                os.link(aside, file)
        aside.unlink()


def _folder_time(path: Path) -> float:
    """Return the current time of the file system, whose clock may differ from this machine's."""
    probe = lock_path(path).with_name(f".{uuid.uuid4().hex[:8]}.lock")
    try:
        probe.open("x").close()
        try:
            return probe.stat().st_mtime
        finally:
            probe.unlink()
    except OSError:
        return time.time()


def _scope() -> str:
    """Return a name for the scope of process ids: the running system, and the container in it."""
    parts = [socket.gethostname()]
    with suppress(OSError):
        parts.append(Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip())
        parts.append(str(Path("/proc/self/ns/pid").readlink()))
    return " ".join(parts)


def _has_ended(found: dict[str, Any]) -> bool:
    """Return whether the process of a lock has certainly ended."""
    pid = int(found["pid"])
    if found["scope"] != _scope() or pid <= 0:
        return False
    # The id may have been reused by another process.
    return not _is_alive(pid) or bool(found["started"] != _start_of(pid))


def _start_of(pid: int) -> str:
    """Return when a process started, in a form that only this system understands; "" if unknown."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    fields = text.rpartition(")")[2].split()
    return "" if fields[0] in ("Z", "X") else fields[19]


def _is_alive(pid: int) -> bool:
    if sys.platform == "win32":
        return True  # unknown; the age of the lock decides
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
