"""Reads the list of videos given with `--videos`: a text file with one video per line."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gvseg.cli.specs import MaskSpec, mask_spec
from gvseg.errors import RequestError


@dataclass(frozen=True, slots=True)
class VideoJob:
    """One video in a list.

    Attributes:
        name: name of the folder for its results, unique in the list.
        source: absolute path of the video file or frame folder.
        masks: exemplar masks with absolute paths; empty for the automatic tasks.
    """

    name: str
    source: Path
    masks: tuple[MaskSpec, ...] = ()


def read_list(path: Path) -> tuple[VideoJob, ...]:
    """Read a list with SOURCE and tab-separated masks in each line; skip blank lines and comments.

    Relative paths start at the current folder, as on the command line.

    Raises:
        RequestError: the file cannot be read, lists no videos, or two videos have the same name.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise RequestError(f"Cannot read the list {path}: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise RequestError(f"{path} is not a list of videos: it is not UTF-8 text.") from error
    jobs: list[VideoJob] = []
    line_of: dict[str, int] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        job = _job(line, f"{path}, line {number}")
        # Some file systems ignore case.
        before = line_of.setdefault(job.name.casefold(), number)
        if before != number:
            raise RequestError(
                f"{path}: lines {before} and {number} would both write {job.name}; rename one of "
                "the videos, or use two lists with different --out folders."
            )
        jobs.append(job)
    if not jobs:
        raise RequestError(f"{path} lists no videos; write one video per line.")
    return tuple(jobs)


def with_masks_of(jobs: Sequence[VideoJob], folder: Path) -> tuple[VideoJob, ...]:
    """Return the jobs with NAME.png from a folder as the mask of frame 0, if they have no masks."""
    masks = _absolute(folder)
    return tuple(
        VideoJob(job.name, job.source, job.masks or (MaskSpec(0, masks / f"{job.name}.png"),))
        for job in jobs
    )


def _job(line: str, where: str) -> VideoJob:
    first, *rest = (part.strip() for part in line.split("\t"))
    source = _absolute(Path(first))
    name = source.name if source.is_dir() else source.stem
    if not first or not name:
        raise RequestError(f"{where} has no video; write SOURCE before the first tab.")
    specs = [mask_spec(text) for text in rest if text]
    masks = tuple(MaskSpec(spec.frame_index, _absolute(spec.path)) for spec in specs)
    return VideoJob(name, source, masks)


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 - removes ".." without resolving links
