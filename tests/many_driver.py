"""A command for many videos without a network; the name of a video decides how it behaves.

bad: raises a user error. fault: raises an internal error. once, always: kills its worker, the first
time or every time. slow: takes a minute. `python -c "import many_driver; many_driver.main()" LIST
OUT WORKERS` runs a list through Ray; workers import this module by name.
"""

import os
import signal
import sys
import time
from argparse import Namespace
from pathlib import Path
from types import SimpleNamespace

from gvseg.cli.batch.listing import read_list
from gvseg.cli.batch.run import run_many
from gvseg.cli.run import RunOutcome
from gvseg.errors import VideoError


def load(arguments: Namespace) -> SimpleNamespace:
    return SimpleNamespace(runtime=arguments.device)


def run_video(arguments: Namespace, load, say) -> RunOutcome:
    load(arguments)
    kind = arguments.source.stem
    (arguments.out / "first.txt").write_text("half of it")
    with (arguments.out.parent.parent / "begun.txt").open("a") as file:
        file.write(f"{kind} {os.getpid()}\n")
    begun = (arguments.out.parent.parent / "begun.txt").read_text().count(f"{kind} ")
    if kind == "bad":
        raise VideoError("No frame of it can be read.")
    if kind == "fault":
        raise ZeroDivisionError("by zero")
    if kind == "always" or (kind == "once" and begun == 1):
        os.kill(os.getpid(), signal.SIGKILL)
    if kind == "slow":
        time.sleep(60)
    sys.stderr.write(f"{kind} is seen\n")
    (arguments.out / "second.txt").write_text("the rest of it")
    return RunOutcome(done=1, wanted=1, is_stopped=False, failure=None)


def main() -> None:
    signal.signal(
        signal.SIGINT, signal.default_int_handler
    )  # shells block SIGINT for background jobs
    listed, out, workers = sys.argv[1:]
    arguments = Namespace(
        command="test",
        formats=None,
        weights=None,
        device="cpu",
        out=Path(out),
        workers=int(workers),
        ray=None,
    )
    sys.exit(run_many(arguments, read_list(Path(listed)), run_video, load))
