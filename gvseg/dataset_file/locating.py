"""Find the missing videos and projects of a dataset, and record where they are now."""

import os
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
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

    If several files have the name, the one whose parent folders agree most is chosen. A file of
    another size than the annotated video is not accepted.

    Raises:
        DatasetError: the folder does not exist, or the dataset cannot be written.
    """
    if not folder.is_dir():
        raise DatasetError(f"{folder} is not a folder.")
    lost = [video for video in dataset.videos() if is_missing(video)]
    wanted = {path.name for video in lost for path in (video.video, video.project) if path}
    found = _paths_by_name(folder, wanted)
    located = Located()
    for video in lost:
        project = _locate_project(dataset, video, found)
        place = _locate_video(dataset, video, project, found)
        if project != video.project or place != video.video:
            located.names.append(video.name)
        if not place.exists() or (project is not None and not project.exists()):
            located.missing.append(video.name)
    return located


def _locate_project(
    dataset: Dataset, video: DatasetVideo, found: Mapping[str, list[Path]]
) -> Path | None:
    """Return the path of the project, recording it if it is new; unchanged if it is not found."""
    project = video.project
    if project is None or project.exists():
        return project
    for path in _most_similar_first(project, found[project.name]):
        try:
            read_source(path)
        except ProjectError:
            continue
        dataset.set_project(video.video_id, path)
        return path
    return project


def _locate_video(
    dataset: Dataset, video: DatasetVideo, project: Path | None, found: Mapping[str, list[Path]]
) -> Path:
    """Return the path of the video, recording it if it is new; unchanged if it is not found."""
    if video.video.exists():
        return video.video
    size = None
    if project is not None and project.exists():
        source = read_source(project)
        size = None if source.is_folder else source.size_bytes
    for path in _most_similar_first(video.video, found[video.video.name]):
        if size is None or (path.is_file() and path.stat().st_size == size):
            dataset.set_place(video.video_id, path)
            return path
    return video.video


def _paths_by_name(folder: Path, wanted: set[str]) -> Mapping[str, list[Path]]:
    found: defaultdict[str, list[Path]] = defaultdict(list)
    for root, folders, files in os.walk(folder):
        for name in wanted.intersection((*folders, *files)):
            found[name].append(Path(root, name).absolute())
    return found


def _most_similar_first(path: Path, candidates: Iterable[Path]) -> list[Path]:
    """Return paths sorted by the number of their last parts that agree with a path."""

    def agreement(one: Path) -> int:
        pairs = zip(path.parts[::-1], one.parts[::-1], strict=False)
        return next((k for k, (a, b) in enumerate(pairs) if a != b), len(one.parts))

    return sorted(candidates, key=lambda one: (-agreement(one), one))
