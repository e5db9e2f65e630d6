"""The list of videos that `--videos` names: a text file, one video a line."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gvseg.cli.specs import MaskSpec, mask_spec
from gvseg.errors import RequestError


@dataclass(frozen=True, slots=True)
class VideoJob:
    """One video of a list.

    Attributes:
        name: of the folder that its results get; no other video of the list has it.
        source: video file or frame folder, absolute.
        masks: its exemplars, absolute; none for the automatic tasks.
    """

    name: str
    source: Path
    masks: tuple[MaskSpec, ...] = ()


def read_list(path: Path) -> tuple[VideoJob, ...]:
    """Read a list: SOURCE, and behind tabs any masks; blank lines and those after # are skipped.

    Paths start where the command is called, as they do on the command line.

    Raises:
        RequestError: the file cannot be read, names no video, or two of one name.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise RequestError(f"Cannot read the list {path}: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise RequestError(f"{path} is no list of videos: it is not UTF-8 text.") from error
    jobs: list[VideoJob] = []
    line_of: dict[str, int] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        job = _job(line, f"{path}, line {number}")
        # Some file systems do not tell capitals from small letters.
        before = line_of.setdefault(job.name.casefold(), number)
        if before != number:
            raise RequestError(
                f"{path}: lines {before} and {number} would both write {job.name}; rename one "
                "of the two videos, or give them lists and --out folders of their own."
            )
        jobs.append(job)
    if not jobs:
        raise RequestError(f"{path} names no video; write one on each line.")
    return tuple(jobs)


def with_masks_of(jobs: Sequence[VideoJob], folder: Path) -> tuple[VideoJob, ...]:
    """Give each video without masks the one of its name in a folder: NAME.png, frame 0."""
    place = _absolute(folder)
    return tuple(
        VideoJob(job.name, job.source, job.masks or (MaskSpec(0, place / f"{job.name}.png"),))
        for job in jobs
    )


def _job(line: str, where: str) -> VideoJob:
    first, *rest = (part.strip() for part in line.split("\t"))
    source = _absolute(Path(first))
    name = source.name if source.is_dir() else source.stem
    if not first or not name:
        raise RequestError(f"{where} names no video.")
    specs = [mask_spec(text) for text in rest if text]
    masks = tuple(MaskSpec(spec.frame_index, _absolute(spec.path)) for spec in specs)
    return VideoJob(name, source, masks)


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 - also takes ".." away, and follows no link
