"""Marks the folders of finished videos with a file that describes the job.

Folders are published atomically, so the file exists only if all results do.
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
    """Return everything that affects the results of a video, as JSON values."""
    settings = {name: getattr(arguments, name, None) for name in SETTINGS}
    return {
        **settings,
        "weights": None if arguments.weights is None else str(arguments.weights),
        "source": str(job.source),
        "masks": [f"{mask.frame_index}:{mask.path}" for mask in job.masks],
    }


def is_done(folder: Path, description: dict[str, Any]) -> bool:
    """Return whether a folder contains the results of exactly this job.

    Raises:
        OutputError: the folder contains something else.
    """
    if not folder.exists():
        return False
    try:
        found = json.loads((folder / MARKER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        found = None
    if not isinstance(found, dict):
        raise OutputError(
            f"{folder} already exists, and was not written for a list of videos; move it or choose "
            "another --out."
        )
    different = [name for name, value in description.items() if found.get(name) != value]
    if different:
        raise OutputError(
            f"{folder} contains results with other settings ({', '.join(different)}); delete it to "
            "replace them, or choose another --out."
        )
    return True


def mark_done(folder: Path, description: dict[str, Any]) -> None:
    """Write the description of the job into the folder of its results."""
    (folder / MARKER).write_text(json.dumps(description, indent=1), encoding="utf-8")


def remove_leftovers(folder: Path) -> None:
    """Remove partial folders left by a worker that was killed."""
    for partial in folder.parent.glob(f".{glob.escape(folder.name[:80])}.????????.partial"):
        shutil.rmtree(partial, ignore_errors=True)
