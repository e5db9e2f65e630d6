"""`gvseg dataset queue`: process many videos with the engine, one after the other."""

import argparse
import time
from typing import TYPE_CHECKING, Any

from gvseg.cli.batch.options import add_cluster_options
from gvseg.cli.dataset.arguments import add_dataset_argument
from gvseg.cli.options import add_session_options
from gvseg.console.arguments import duration, positive
from gvseg.errors import RequestError

if TYPE_CHECKING:
    from gvseg.dataset_file import Dataset
    from gvseg.dataset_file.queue import Queue, QueueJob

EPILOG = """\
Masks are saved to the projects during the run. The task propagate uses the exemplars of each
project, and imported or verified masks of objects that have no exemplar; without --videos, it adds
all marked videos, except those with imported masks on most frames. The other tasks add proposals,
which you accept or reject in the application; without --videos, they add all videos that are not
done. The queue is stored in the dataset: after a crash, continue it with --run or --start. A full
disk pauses it. The task retrain trains new weights on the whole dataset (see gvseg-train retrain),
before or after other entries.

examples:
  gvseg dataset queue data --add propagate --start
  gvseg dataset queue data --add propagate --videos clip-07 --adapt 20 --run
  gvseg dataset queue data --add retrain --minutes 60 --use --first
  gvseg dataset queue data --videos clip-07 --before clip-02
  gvseg dataset queue data --run --workers 4
  gvseg dataset queue data
  gvseg dataset queue data --pause
"""


def add_parsers(actions: Any) -> None:
    """Add the action to `gvseg dataset`."""
    parser = actions.add_parser(
        "queue",
        help="propagate or segment many videos, one after the other",
        description="Add videos to the queue, run it, or show it.",
        epilog=EPILOG,
    )
    add_dataset_argument(parser)
    parser.add_argument(
        "--add",
        metavar="TASK",
        choices=("propagate", "instance", "semantic", "panoptic", "retrain"),
        help="add videos for a task: propagate, instance, semantic or panoptic; or retrain, which "
        "trains on the dataset",
    )
    parser.add_argument(
        "--videos",
        metavar="NAME",
        nargs="+",
        default=[],
        help="names of videos, as shown by `status`",
    )
    parser.add_argument(
        "--adapt",
        metavar="SECONDS",
        type=duration,
        help="adapt the network to each video for this long first",
    )
    add_session_options(parser)
    _add_training_options(parser)
    add_cluster_options(parser)
    _add_control_options(parser)
    parser.set_defaults(run=run)


def _add_control_options(parser: argparse.ArgumentParser) -> None:
    group = parser.add_mutually_exclusive_group()
    group.add_argument(
        "--run", action="store_true", dest="run_now", help="process the queue until it is empty"
    )
    group.add_argument(
        "--start", action="store_true", help="process the queue in a background process"
    )
    group.add_argument("--pause", action="store_true", help="stop the queue at the next frame")
    place = parser.add_mutually_exclusive_group()
    place.add_argument(
        "--first", action="store_true", help="move the added or given entries to the front"
    )
    place.add_argument("--last", action="store_true", help="move them to the end")
    place.add_argument("--before", metavar="NAME", help="move them before another video")
    parser.add_argument("--retry", action="store_true", help="try failed videos again")
    parser.add_argument(
        "--remove",
        action="store_true",
        help="remove the given videos, or all that have ended, from the queue",
    )


def _add_training_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--minutes", metavar="M", type=positive, help="retrain: time limit (default: 30)"
    )
    parser.add_argument(
        "--use",
        action="store_true",
        help="retrain: use the new weights from then on if they are better",
    )
    parser.add_argument(
        "--training",
        action="store_true",
        help="apply the change to the training runs in the queue, as --videos does to videos",
    )


def run(arguments: argparse.Namespace) -> int:
    """Change, run or show the queue and return the exit status."""
    from gvseg.dataset_file import Dataset
    from gvseg.dataset_file.queue import Queue

    _check_options(arguments)
    with Dataset.open(arguments.dataset) as dataset:
        queue = Queue(dataset)
        _change(queue, arguments)
        if arguments.start or arguments.run_now:
            queue.set_paused(False)
        is_started = arguments.start and not queue.is_alive
        if is_started:
            queue.start_process(_cluster_words(arguments))
        if not arguments.run_now:
            _show(dataset, queue, is_started=is_started)
            return 0
    from gvseg.cli.dataset.queue_run import run_queue

    uses_ray = arguments.workers is not None or arguments.ray is not None
    return run_queue(arguments.dataset, cluster=arguments if uses_ray else None)


def _cluster_words(arguments: argparse.Namespace) -> list[str]:
    words = [] if arguments.workers is None else ["--workers", str(arguments.workers)]
    return words if arguments.ray is None else [*words, "--ray", arguments.ray]


def _check_options(arguments: argparse.Namespace) -> None:
    """Check that the options apply to the task and to each other.

    Raises:
        RequestError: an option would have no effect.
    """
    is_training = arguments.add == "retrain"
    if not is_training and (arguments.minutes is not None or arguments.use):
        raise RequestError("--minutes and --use apply only to --add retrain; leave them out.")
    if is_training and (arguments.adapt is not None or arguments.short_side or arguments.videos):
        raise RequestError(
            "Training uses the whole dataset; leave out --videos, --adapt and --short-side."
        )
    if is_training and arguments.device not in ("auto", "cpu", "cuda"):
        raise RequestError("--device is auto, cpu or cuda for training.")
    if arguments.adapt is not None and arguments.add != "propagate":
        raise RequestError("--adapt applies only to --add propagate; leave it out.")
    is_parallel = arguments.workers is not None or arguments.ray is not None
    if is_parallel and not (arguments.run_now or arguments.start):
        raise RequestError("--workers and --ray apply only to --run and --start.")


def _change(queue: "Queue", arguments: argparse.Namespace) -> None:
    from gvseg.cli.dataset.contents import find_videos
    from gvseg.dataset_file.queue import JobState, QueueTask

    dataset = queue.dataset
    chosen = {video.video_id for video in find_videos(dataset, arguments.videos)}
    before = _find_waiting(queue, arguments.before)
    task = None if arguments.add is None else QueueTask(arguments.add)
    if task is QueueTask.RETRAIN:
        named = {queue.add_training(_options(arguments))}
    elif task is not None:
        chosen = chosen or _usual_videos(dataset, task)
        if not chosen:
            raise RequestError(
                "No video has an exemplar; draw an object in one first, or give --videos."
            )
        added = set(queue.add(sorted(chosen), task, _options(arguments)))
        known = {one.job_id for one in queue.jobs() if one.video_id in chosen and one.task is task}
        named = added or known
    else:
        named = {one.job_id for one in queue.jobs() if one.video_id in chosen}
    jobs = queue.jobs()
    if arguments.training:
        named |= {job.job_id for job in jobs if job.task is QueueTask.RETRAIN}
    if arguments.retry:
        failed = [job.job_id for job in jobs if job.state is JobState.FAILED]
        queue.retry([job_id for job_id in failed if job_id in named or not named])
    if arguments.remove:
        ended = [job.job_id for job in jobs if job.state in (JobState.DONE, JobState.FAILED)]
        queue.remove(named or ended)
    if arguments.first or arguments.last or arguments.before:
        _move(queue, arguments, named, before)
    if arguments.pause:
        queue.set_paused(True)


def _find_waiting(queue: "Queue", name: str | None) -> int | None:
    """Return the first waiting job of a video.

    Raises:
        RequestError: the video is not waiting in the queue.
    """
    from gvseg.dataset_file.queue import JobState

    for job in queue.jobs() if name is not None else ():
        if job.state is JobState.WAITING and job.name.casefold() == str(name).casefold():
            return job.job_id
    if name is not None:
        raise RequestError(f"{name} is not waiting in the queue.")
    return None


def _move(
    queue: "Queue", arguments: argparse.Namespace, job_ids: set[int], before: int | None
) -> None:
    """Move entries before another one, to the front, or to the end.

    Raises:
        RequestError: no entry was given.
    """
    from gvseg.dataset_file.queue import JobState

    if not job_ids:
        raise RequestError("Give the entries to move with --videos or --training.")
    waiting = [job.job_id for job in queue.jobs() if job.state is JobState.WAITING]
    queue.move(job_ids, waiting[0] if arguments.first and waiting else before)


def _usual_videos(dataset: "Dataset", task: Any) -> set[int]:
    from gvseg.dataset_file import Status, refresh
    from gvseg.dataset_file.queue import QueueTask

    refresh(dataset)
    is_propagation = task is QueueTask.PROPAGATE
    return {
        video.video_id
        for video in dataset.videos()
        if (
            video.summary.is_ready and video.status is Status.MARKED
            if is_propagation
            else video.status is not Status.DONE
        )
    }


def _options(arguments: argparse.Namespace) -> dict[str, Any]:
    weights = None if arguments.weights is None else str(arguments.weights.absolute())
    values = {
        "adapt": arguments.adapt,
        "weights": weights,
        "device": None if arguments.device == "auto" else arguments.device,
        "short_side": arguments.short_side,
    }
    if arguments.add == "retrain":
        values = {name: values[name] for name in ("weights", "device")}
        values |= {"minutes": arguments.minutes, "use": arguments.use or None}
    return {name: value for name, value in values.items() if value is not None}


def _show(dataset: "Dataset", queue: "Queue", *, is_started: bool) -> None:
    from gvseg.dataset_file.queue import seconds_left

    jobs = queue.jobs()
    is_alive = is_started or queue.is_alive
    for job in jobs:
        print(_line(job, is_alive=is_alive))
    if not jobs:
        print("The queue is empty.")
        return
    left = seconds_left(jobs, {v.video_id: v.summary.frames for v in dataset.videos()})
    state = "paused" if queue.is_paused else "running" if is_alive else "not running"
    eta = "" if left is None else f", about {left / 60:.0f} min left"
    print(f"{state}{eta}")
    if queue.obstacle and not queue.is_alive:
        print(queue.obstacle)


def _line(job: "QueueJob", *, is_alive: bool) -> str:
    is_training = job.task.value == "retrain"
    parts = ["training"] if is_training else [job.name, job.task.value]
    is_interrupted = job.state.value == "running" and not is_alive  # its process died
    parts.append("interrupted" if is_interrupted else job.state.value)
    if is_training and job.state.value == "running" and job.total:
        parts.append(f"{job.done // 60}/{job.total // 60} min")
    elif not is_training and job.total and job.state.value in ("running", "done"):
        parts.append(f"{job.done}/{job.total} frames")
    if job.started_at and job.ended_at:
        parts.append(time.strftime("%H:%M:%S", time.gmtime(job.ended_at - job.started_at)))
    if job.message:
        parts.append(job.message)
    return "  ".join(parts)
