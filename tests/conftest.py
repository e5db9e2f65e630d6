"""Fixtures for every test: no display, no user settings, no unexpected logs, no stray threads."""

import logging
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

settings.register_profile(
    "gvseg", deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
settings.load_profile("gvseg")


@pytest.fixture(autouse=True)
def _own_user_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch) -> None:
    """Keep tests from reading and writing the caches and settings of the person who runs them."""
    home = tmp_path_factory.mktemp("user")
    for variable in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(variable, str(home / variable.lower()))


@pytest.fixture(autouse=True)
def _no_unexpected_logs(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test that logs a warning; a test that expects one clears it with caplog.clear()."""
    yield
    unexpected = [
        record.getMessage()
        for record in caplog.get_records("call")
        if record.levelno >= logging.WARNING and record.name.partition(".")[0] in OURS
    ]
    assert not unexpected, f"unexpected log: {unexpected}"


@pytest.fixture(autouse=True)
def _no_stray_threads() -> Iterator[None]:
    """Fail a test that leaves one of GvSeg's threads running."""
    before = set(threading.enumerate())
    yield
    started = [t for t in set(threading.enumerate()) - before if t.name.startswith("gvseg")]
    for thread in started:
        thread.join(timeout=5)
    left = [thread.name for thread in started if thread.is_alive()]
    assert not left, f"threads still running: {left}"


OURS = frozenset({"gvseg", "app", "training"})

SHARED_DATA = Path(__file__).parent.parent.parent / "shared" / "data"


@pytest.fixture
def shared_data() -> Path:
    """Return the folder of datasets next to the repository; skip the test if it does not exist."""
    if not SHARED_DATA.is_dir():
        pytest.skip(f"needs the datasets in {SHARED_DATA}")
    return SHARED_DATA
