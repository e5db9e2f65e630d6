"""Processes a queue without a network; frames are slow, so that a kill interrupts a video.

`python -c "import queue_driver; queue_driver.main()" DATASET SECONDS_A_FRAME`
"""

import sys
import time
from pathlib import Path

import fake_session

from gvseg.cli.dataset.queue_run import run_queue


def session_of(seconds: float):
    class Session(fake_session.Session):
        def use(self, adaptation) -> None:
            assert adaptation is None

        def segment(self, request, video, *, cancel=None):
            for clip in super().segment(request, video, cancel=cancel):
                time.sleep(seconds)
                yield clip

    return Session


def main() -> None:
    made = session_of(float(sys.argv[2]))
    sys.exit(run_queue(Path(sys.argv[1]), lambda _: made.load()))
