"""What holds for every test: no display, no user settings, no unexpected log, no stray thread."""

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
    """Caches and settings of the person who runs the tests are neither read nor written."""
    home = tmp_path_factory.mktemp("user")
    for variable in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(variable, str(home / variable.lower()))


@pytest.fixture(autouse=True)
def _no_unexpected_logs(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A warning in the log fails the test; one that is meant is cleared with caplog.clear()."""
    yield
    unexpected = [
        record.getMessage()
        for record in caplog.get_records("call")
        if record.levelno >= logging.WARNING and record.name.partition(".")[0] in OURS
    ]
    assert not unexpected, f"unexpected log: {unexpected}"


@pytest.fixture(autouse=True)
def _no_stray_threads() -> Iterator[None]:
    """A test that starts a thread of ours ends it."""
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
    """The data set folder beside the repo; tests that need it are skipped where it is not."""
    if not SHARED_DATA.is_dir():
        pytest.skip(f"needs the data sets in {SHARED_DATA}")
    return SHARED_DATA
