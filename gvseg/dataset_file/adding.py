"""Finds videos and projects in folders, and adds them to a dataset."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from gvseg.annotation.document import Document
from gvseg.annotation.edits import AddCategory
from gvseg.annotation.records import VideoSource
from gvseg.annotation.start import start_document
from gvseg.dataset_file.dataset import PROJECTS_FOLDER, Dataset
from gvseg.dataset_file.joining import Joining, map_categories, read_joining
from gvseg.dataset_file.matching import explain_second_project, match_projects
from gvseg.dataset_file.refreshing import refresh
from gvseg.dataset_file.shared_categories import adopt_categories
from gvseg.errors import DatasetError
from gvseg.file_names import IMAGE_SUFFIXES, VIDEO_SUFFIXES
from gvseg.formats.frame_groups import COLLECTIONS
from gvseg.project import SUFFIX as PROJECT_SUFFIX
from gvseg.project import Project, project_of
from gvseg.video import open_video


@dataclass(slots=True)
class Addition:
    """Result of adding videos.

    Attributes:
        video_ids: the videos, in the order of their paths.
        problems: one sentence for each file that could not be added or read.
        matched: names of categories that the projects and the dataset had in common.
        mapped: category of the projects -> category of the dataset, where they differ.
        new_categories: names of categories that were added to the dataset.
    """

    video_ids: list[int] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    matched: list[str] = field(default_factory=list)
    mapped: dict[str, str] = field(default_factory=dict)
    new_categories: list[str] = field(default_factory=list)


def add_paths(
    dataset: Dataset, paths: Iterable[Path], names: Mapping[str, str] = MappingProxyType({})
) -> Addition:
    """Add videos and projects to a dataset.

    Args:
        dataset: the dataset.
        paths: video files, frame folders, projects, and folders to search for any of them.
        names: category of the projects -> category of the dataset, which is added if it does not
            exist; other categories are matched by name.

    Returns:
        The videos; a project that cannot be read is reported and does not stop the others.

    Raises:
        DatasetError: a path does not exist, nothing was found, or categories do not fit. Nothing
            was added.
    """
    return add_found(dataset, find_joining(dataset, paths), names)


def find_joining(dataset: Dataset, paths: Iterable[Path]) -> Joining:
    """Return the videos and projects at these paths, with the categories of new projects.

    Raises:
        DatasetError: a path does not exist, or nothing was found.
    """
    videos: dict[Path, None] = {}
    projects: dict[Path, None] = {}
    for path in paths:
        if not path.exists():
            raise DatasetError(f"{path} does not exist.")
        _search(Path(os.path.abspath(path)), videos, projects)  # noqa: PTH100 - removes ".."
    matches = match_projects(videos, projects)
    if not matches.project_of and not matches.problems:
        raise DatasetError("No video, frame folder or project was found there.")
    return read_joining(dataset, matches)


def add_found(
    dataset: Dataset, joining: Joining, names: Mapping[str, str] = MappingProxyType({})
) -> Addition:
    """Add what `find_joining` found; see `add_paths`.

    Raises:
        DatasetError: categories do not fit. Nothing was added.
    """
    added = Addition(problems=list(joining.matches.problems))
    before = {category.name for category in dataset.categories().values()}
    joining.check(names)
    with dataset.transaction():
        for video, project in joining.matches.project_of.items():
            video_id = dataset.add_video(video, project, _usual_name(video))
            added.video_ids.append(video_id)
            kept = dataset.video(video_id).project
            if project is None:
                continue
            if kept is not None and kept != project:
                added.problems.append(explain_second_project(project, kept))
            elif project in joining.categories and not dataset.links(video_id):
                map_categories(dataset, video_id, project, joining.categories[project], names)
    added.problems += refresh(dataset)
    after = [category.name for category in dataset.categories().values()]
    pooled = {category.name: names.get(category.name, category.name) for category in joining.pooled}
    added.matched = [old for old, new in pooled.items() if old == new and new in before]
    added.mapped = {old: new for old, new in pooled.items() if old != new}
    added.new_categories = [name for name in after if name not in before]
    return added


def begin_project(
    dataset: Dataset, video_id: int, source: VideoSource | None = None, person: str = ""
) -> Project:
    """Open the project of a video, creating it in `projects/` if none is found.

    The project receives the shared categories.

    Args:
        dataset: the dataset.
        video_id: the video.
        source: metadata of the video if it is open; otherwise it is opened if needed.
        person: who opens the project; the login name if "".

    Raises:
        DatasetError: the video is not in the dataset.
        ProjectError: the project cannot be opened or created.
        VideoError: the video cannot be opened.
    """
    entry = dataset.video(video_id)
    if entry.project is None:
        found = project_of(entry.video)
        if found is not None and dataset.find_project(found) is None:
            dataset.set_project(video_id, found)
            entry = dataset.video(video_id)
    if entry.project is not None:
        project = Project.open(entry.project, person=person)
    else:
        if source is None:
            with open_video(entry.video) as opened:
                source = VideoSource.of(opened, is_absolute=True)
        path = free_path(dataset.folder / PROJECTS_FOLDER, entry.name)
        project = Project.create(path, new_document(dataset, source), person=person)
        dataset.set_project(video_id, path)
        dataset.put_links(video_id, {number: number for number in dataset.categories()})
    try:
        adopt_categories(dataset, video_id, project)
    except BaseException:
        project.close()
        raise
    return project


def new_document(dataset: Dataset, source: VideoSource) -> Document:
    """Return an empty document with the shared categories, or the default one without any."""
    categories = dataset.categories()
    if not categories:
        return start_document(source)
    document = Document(source)
    for category in categories.values():
        AddCategory(category).apply(document)
    return document


def free_path(folder: Path, name: str) -> Path:
    """Return the path of a new project; a number is appended if a file of that name exists."""
    path, number = folder / f"{name}{PROJECT_SUFFIX}", 1
    while path.exists():
        number += 1
        path = folder / f"{name}-{number}{PROJECT_SUFFIX}"
    return path


def _usual_name(video: Path) -> str:
    """Return the name of a frame folder, or of the first folder above it that is not generic."""
    if not video.is_dir():
        return ""
    names = (folder.name for folder in (video, *video.parents))
    return next((name for name in names if name.lower() not in COLLECTIONS), "")


def _search(path: Path, videos: dict[Path, None], projects: dict[Path, None]) -> None:
    if path.suffix == PROJECT_SUFFIX:
        projects.setdefault(path)
    elif not path.is_dir():
        videos.setdefault(path)
    else:
        for folder, folders, files in os.walk(path):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            place = Path(folder)
            shown = sorted(name for name in files if not name.startswith("."))
            suffixes = {Path(name).suffix.lower() for name in shown}
            if suffixes & IMAGE_SUFFIXES:
                videos.setdefault(place)
                folders.clear()
            for name in shown:
                suffix = Path(name).suffix.lower()
                if suffix == PROJECT_SUFFIX:
                    projects.setdefault(place / name)
                elif suffix in VIDEO_SUFFIXES:
                    videos.setdefault(place / name)
