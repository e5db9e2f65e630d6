"""What tells finished results from others: a file in the video's folder that says how they were
made. It comes with the folder, which appears whole.
"""

import argparse
import glob
import json
import shutil
from pathlib import Path
from typing import Any

from gvseg.cli.batch.listing import VideoJob
from gvseg.errors import OutputError

MARKER = ".gvseg-job.json"
SETTINGS = ("command", "formats", "first", "last", "adapt", "task", "min_score", "short_side")


def describe_job(arguments: argparse.Namespace, job: VideoJob) -> dict[str, Any]:
    """What decides a video's results, as JSON has it."""
    settings = {name: getattr(arguments, name, None) for name in SETTINGS}
    return {
        **settings,
        "weights": None if arguments.weights is None else str(arguments.weights),
        "source": str(job.source),
        "masks": [f"{mask.frame_index}:{mask.path}" for mask in job.masks],
    }


def is_done(folder: Path, description: dict[str, Any]) -> bool:
    """Whether a folder holds the results of this very job.

    Raises:
        OutputError: there is something else in its place.
    """
    if not folder.exists():
        return False
    try:
        found = json.loads((folder / MARKER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        found = None
    if not isinstance(found, dict):
        raise OutputError(
            f"{folder} is there already, and not from a list of videos; move it away or name "
            "another --out."
        )
    other = [name for name, value in description.items() if found.get(name) != value]
    if other:
        raise OutputError(
            f"{folder} holds results made with another setting ({', '.join(other)}); delete it "
            "to have it made again, or name another --out."
        )
    return True


def mark_done(folder: Path, description: dict[str, Any]) -> None:
    """Say in a folder how its results were made."""
    (folder / MARKER).write_text(json.dumps(description, indent=1), encoding="utf-8")


def remove_leftovers(folder: Path) -> None:
    """Remove what a worker left that was killed while it wrote a video's folder."""
    for partial in folder.parent.glob(f".{glob.escape(folder.name[:80])}.????????.partial"):
        shutil.rmtree(partial, ignore_errors=True)
