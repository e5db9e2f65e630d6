"""Ctrl-C asks long work to end at the next frame; a second one ends it at once."""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

STDERR = 2  # written to directly: a handler may run amid a print, which cannot be entered twice


@contextmanager
def stop_on_interrupt(
    words: str = "Stopping at the next frame (Ctrl-C again to stop at once).",
) -> Iterator[threading.Event]:
    """Give an event that Ctrl-C (or a polite kill) sets, and say `words` then.

    The second Ctrl-C raises KeyboardInterrupt wherever the program is. Outside the main thread
    there are no signals to catch, and the event is simply never set.
    """
    stop = threading.Event()
    owner = os.getpid()
    if threading.current_thread() is not threading.main_thread():
        yield stop
        return

    def ask(_number: int, _frame: FrameType | None) -> None:
        if stop.is_set() or os.getpid() != owner:  # a forked child is not what is to be stopped
            raise KeyboardInterrupt
        stop.set()
        os.write(STDERR, f"\n{words}\n".encode())

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
