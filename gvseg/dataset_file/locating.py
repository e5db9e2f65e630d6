"""Find the missing videos and projects of a dataset, and record where they are now."""

import os
from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path

from gvseg.dataset_file.dataset import Dataset
from gvseg.dataset_file.records import DatasetVideo
from gvseg.errors import DatasetError, ProjectError
from gvseg.project import read_source


@dataclass(slots=True)
class Located:
    """Result of a search for missing files.

    Attributes:
        names: videos of which something was found.
        missing: names of the videos of which something is still missing.
    """

    names: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def is_missing(video: DatasetVideo) -> bool:
    """Return whether a video or its project is not at its recorded path."""
    paths = (video.video, video.project)
    return any(path is not None and not os.path.exists(path) for path in paths)  # noqa: PTH110


def locate(dataset: Dataset, folder: Path) -> Located:
    """Search a folder for all missing videos and projects, by name.

    If several files have the name, the one whose parent folders agree most is chosen. A file is not
    accepted if its size differs from that of the annotated video, if another video uses it, or if
    it may just as well be another missing file.

    Raises:
        DatasetError: the folder does not exist, or the dataset cannot be written.
    """
    if not folder.is_dir():
        raise DatasetError(f"{folder} is not a folder.")
    lost = [video for video in dataset.videos() if is_missing(video)]
    found = _Found(folder, [path for one in dataset.videos() for path in (one.video, one.project)])
    located = Located()
    for video in lost:
        project = _locate_project(dataset, video, found)
        place = _locate_video(dataset, video, project, found)
        if project != video.project or place != video.video:
            located.names.append(video.name)
        if not place.exists() or (project is not None and not project.exists()):
            located.missing.append(video.name)
    return located


def _locate_project(dataset: Dataset, video: DatasetVideo, found: "_Found") -> Path | None:
    """Return the path of the project, recording it if it is new; unchanged if it is not found."""
    project = video.project
    if project is None or project.exists():
        return project
    for path in found.candidates(project):
        try:
            read_source(path)
        except ProjectError:
            continue
        dataset.set_project(video.video_id, path)
        return path
    return project


def _locate_video(
    dataset: Dataset, video: DatasetVideo, project: Path | None, found: "_Found"
) -> Path:
    """Return the path of the video, recording it if it is new; unchanged if it is not found."""
    if video.video.exists():
        return video.video
    size = None
    if project is not None:
        with suppress(ProjectError):  # a missing or damaged project is reported elsewhere
            source = read_source(project)
            size = None if source.is_folder else source.size_bytes
    for path in found.candidates(video.video):
        if size is None or (path.is_file() and path.stat().st_size == size):
            dataset.set_place(video.video_id, path)
            return path
    return video.video


class _Found:
    """Files and folders that have the name of a missing one.

    Args:
        folder: folder to search.
        recorded: all paths of the dataset.
    """

    def __init__(self, folder: Path, recorded: Iterable[Path | None]) -> None:
        self._used: set[Path] = set()
        self._lost: defaultdict[str, set[Path]] = defaultdict(set)
        for path in recorded:
            if path is not None and path.exists():
                self._used.add(path)
            elif path is not None:
                self._lost[path.name].add(path)
        self._found: defaultdict[str, list[Path]] = defaultdict(list)
        for root, folders, files in os.walk(folder):
            for name in self._lost.keys() & {*folders, *files}:
                self._found[name].append(Path(root, name).absolute())

    def candidates(self, lost: Path) -> list[Path]:
        """Return the paths where a missing file may be now, the most similar path first."""
        others = self._lost[lost.name] - {lost}
        fitting = [
            (_agreement(lost, path), path)
            for path in self._found[lost.name]
            if path not in self._used
            and all(_agreement(lost, path) > _agreement(other, path) for other in others)
        ]
        return [path for _, path in sorted(fitting, key=lambda one: (-one[0], one[1]))]


def _agreement(one: Path, other: Path) -> int:
    """Return how many of the last parts of two paths agree."""
    pairs = zip(one.parts[::-1], other.parts[::-1], strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
