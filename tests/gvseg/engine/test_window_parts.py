"""Parts for windows are compiled in the background, and used from the same window on."""

import threading
import time

import pytest

from gvseg.engine import window_parts
from gvseg.engine.window_parts import WindowParts
from tests.networks import tiny_network

pytest.importorskip("openvino", reason="needs the cpu extra (openvino)")

SIZE = (8, 12)


class SlowCompiler:
    """Replaces `compile_part`; finishes when told to."""

    def __init__(self) -> None:
        self.finish = threading.Event()
        self.calls = 0

    def __call__(self, *_given: object, model: str) -> str:
        assert model == "model"
        self.calls += 1
        self.finish.wait(20)
        return "part"


@pytest.fixture
def compiler(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(window_parts, "WORTH_COMPILING", 2)
    monkeypatch.setattr(window_parts, "USED_AFTER", 3)
    slow = SlowCompiler()
    monkeypatch.setattr(window_parts, "convert", lambda *_: "model")
    monkeypatch.setattr(window_parts, "compile_part", slow)
    yield slow
    slow.finish.set()


def parts(cancel: threading.Event) -> WindowParts:
    return WindowParts(tiny_network(), "f32", cancel.is_set)


def test_results_do_not_depend_on_how_long_compiling_takes(compiler):
    compiler.finish.set()
    ours = parts(threading.Event())
    found = []
    for _ in range(7):
        found.append(ours(*SIZE))
        time.sleep(0.02)
    assert found == [None] * 5 + ["part"] * 2
    assert compiler.calls == 1


def test_a_run_goes_on_while_a_part_is_compiled(compiler):
    ours = parts(threading.Event())
    assert [ours(*SIZE) for _ in range(5)] == [None] * 5
    threading.Timer(0.2, compiler.finish.set).start()
    assert ours(*SIZE) == "part", "waits for it in the sixth window"


def test_a_stop_is_answered_while_a_part_is_compiled(compiler):
    cancel = threading.Event()
    ours = parts(cancel)
    for _ in range(5):
        ours(*SIZE)
    threading.Timer(0.2, cancel.set).start()
    started = time.monotonic()
    assert ours(*SIZE) is None
    assert time.monotonic() - started < 5, "far less than compiling takes"
    assert not compiler.finish.is_set()
