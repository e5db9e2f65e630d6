"""Ctrl-C stops long work at the next frame; a second Ctrl-C stops it immediately."""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

STDERR = 2  # written to directly: print is not reentrant in a signal handler


@contextmanager
def stop_on_interrupt(
    words: str = "Stopping at the next frame (press Ctrl-C again to stop immediately).",
) -> Iterator[threading.Event]:
    """Yield an event that Ctrl-C or SIGTERM sets, printing `words` to stderr.

    A second Ctrl-C raises KeyboardInterrupt. Outside the main thread, where signals cannot be
    caught, the event is never set.
    """
    stop = threading.Event()
    owner = os.getpid()
    if threading.current_thread() is not threading.main_thread():
        yield stop
        return

    def ask(_number: int, _frame: FrameType | None) -> None:
        if stop.is_set() or os.getpid() != owner:  # not for forked children
            raise KeyboardInterrupt
        stop.set()
        os.write(STDERR, f"\n{words}\n".encode())

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
