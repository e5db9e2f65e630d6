"""Ctrl-C handling: the first stops at the next frame, the second immediately."""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

STDERR = 2  # print is not reentrant in a signal handler


@contextmanager
def stop_on_interrupt(
    message: str = "Stopping at the next frame (press Ctrl-C again to stop immediately).",
) -> Iterator[threading.Event]:
    """Yield an event that is set by Ctrl-C or SIGTERM, which also print `message` to stderr.

    A second Ctrl-C raises KeyboardInterrupt. Outside the main thread, where signals cannot be
    caught, the event is never set.
    """
    stop = threading.Event()
    owner = os.getpid()
    if threading.current_thread() is not threading.main_thread():
        yield stop
        return

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        if stop.is_set() or os.getpid() != owner:  # so that forked children stop immediately
            raise KeyboardInterrupt
        stop.set()
        os.write(STDERR, f"\n{message}\n".encode())

    before = {
        number: signal.signal(number, on_signal) for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
