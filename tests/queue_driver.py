"""Processes a queue without a network; frames are slow, so that a kill interrupts a video.

`python -c "import queue_driver; queue_driver.main()" DATASET SECONDS_A_FRAME [RAY_WORKERS]`.
Workers of Ray import this module by name. Each process that loads the network adds its id to the
file `workers` in the dataset.
"""

import argparse
import functools
import os
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


def load(folder: Path, seconds: float, arguments: argparse.Namespace) -> fake_session.Session:
    with (folder / "workers").open("a") as file:
        file.write(f"{os.getpid()}\n")
    return session_of(seconds).load()


def main() -> None:
    folder, seconds = Path(sys.argv[1]), float(sys.argv[2])
    cluster = None
    if len(sys.argv) > 3:
        cluster = argparse.Namespace(ray=None, workers=int(sys.argv[3]), device="cpu")
    sys.exit(run_queue(folder, functools.partial(load, folder, seconds), cluster=cluster))
