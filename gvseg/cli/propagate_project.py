"""Propagates a project from its own exemplars, and saves the masks in it."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gvseg.cli.options import load_session
from gvseg.errors import RequestError, VideoError

if TYPE_CHECKING:
    from gvseg.cli.batch.worker import SessionLoader
    from gvseg.cli.run import RunOutcome

INTERRUPTED: Final = 130
_OPTIONS: Final = ("weights", "device", "short_side", "adapt")
_OF_VIDEOS: Final = (
    "exemplar",
    "click",
    "box",
    "out",
    "formats",
    "first",
    "last",
    "objects",
    "others",
)


def propagate_project(arguments: argparse.Namespace, load: "SessionLoader" = load_session) -> int:
    """Propagate the project `arguments.source` and return the exit status.

    Raises:
        RequestError: an option applies only to videos, or there is nothing to propagate.
        ProjectError: the project cannot be used, or another program has it open.
        VideoError: its video was not found.
    """
    from gvseg.cli.dataset.project_run import ProjectJob, ProjectWorker
    from gvseg.console.interrupts import stop_on_interrupt
    from gvseg.dataset_file.queue import NO_VIDEO, JobState, QueueJob, QueueTask
    from gvseg.project import Project, find_video

    given = [name for name in _OF_VIDEOS if getattr(arguments, name) not in (None, [], 0)]
    if given:
        option = "format" if given[0] == "formats" else given[0]
        raise RequestError(
            f"--{option} applies only to videos: a project is propagated from its own exemplars, "
            "and the masks are saved in it."
        )
    path: Path = arguments.source
    with Project.open(path, is_exclusive=True) as project:
        source = project.document.source
    video = find_video(source, path)
    if video is None:
        raise VideoError(f"{source.path} was not found; put the video next to {path}.")
    values = {name: getattr(arguments, name) for name in _OPTIONS}
    queued = QueueJob(
        job_id=0,
        video_id=NO_VIDEO,
        name=path.stem,
        task=QueueTask.PROPAGATE,
        options={name: value for name, value in values.items() if value is not None},
        state=JobState.RUNNING,
        done=0,
        total=0,
        message="",
        started_at=None,
        ended_at=None,
        attempts=1,
    )
    worker = ProjectWorker(argparse.Namespace(), _refuse, load)
    done: list[int] = []
    worker.report = lambda frames, _: done.append(frames)
    with stop_on_interrupt() as stop:
        worker.stop = stop
        try:
            worker.perform(ProjectJob(name=path.stem, source=video, queued=queued, project=path))
        except KeyboardInterrupt:
            print(f"{path}: stopped after {done[-1] if done else 0} frames, which are saved")
            return INTERRUPTED
    if worker.remark:
        print(worker.remark)
    print(f"{path}: {done[-1]} frames")
    return 0


def _refuse(arguments: argparse.Namespace, load: "SessionLoader", say: object) -> "RunOutcome":
    raise TypeError("results go to the project, not to a folder")
