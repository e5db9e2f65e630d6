"""Find the project file of a video, or choose a path for a new one."""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from itertools import count
from pathlib import Path
from typing import Final

import platformdirs

from gvseg.annotation.document import Document
from gvseg.errors import ProjectError
from gvseg.project.project import SUFFIX, Project, read_source
from gvseg.project.video_match import find_project

_MAX_PROJECTS: Final = 500  # number of most recent projects to check per folder


def project_of(video: Path, recent: Iterable[Path] = ()) -> Path | None:
    """Return the existing project of a video; None if there is none.

    Checks projects next to the video, in the user's data folder, and in `recent`. An unreadable
    project with the video's name also counts, so that opening it reports the damage.
    """
    opened = [path for path in recent if path.suffix == SUFFIX and path.is_file()]
    return _find(video, _usual_paths(video), [*_projects_in(video.absolute().parent), *opened])


def usual_project(video: Path) -> Path | None:
    """Return the project of a video at one of the paths where GvSeg creates it."""
    return _find(video, _usual_paths(video))


def project_next_to(video: Path) -> Path | None:
    """Return the project of a video, if it is next to it and has the usual name."""
    return _find(video, _names_like(video))


def make_project(document: Document, warn: Callable[[str], None], person: str = "") -> Project:
    """Create a project for a document, next to the video or else in the user's data folder.

    Args:
        document: the document.
        warn: called with a message if the project is not next to the video.

    Raises:
        ProjectError: no project can be written.
    """
    video = document.source.path
    first_error: ProjectError | None = None
    for names, is_next_to in ((_names_next_to(video), True), (_names_in_data(video), False)):
        path = next(name for name in names if not name.exists())
        try:
            project = Project.create(path, document, person=person)
        except ProjectError as error:
            first_error = first_error or error
            continue
        if not is_next_to:
            warn(f"The folder of the video is not writable, so the project is saved as {path}.")
        return project
    raise first_error or ProjectError(f"A project for {video} cannot be created.")


def _find(video: Path, names: Iterable[Path], others: Iterable[Path] = ()) -> Path | None:
    usual = [path for path in names if path.is_file()]
    found = find_project(video, [*usual, *others])
    return found or next((path for path in usual if _is_unreadable(path)), None)


def _usual_paths(video: Path) -> list[Path]:
    data = _data_folder()
    keyed = sorted(data.glob(f"*-{_key(video)}*{SUFFIX}")) if data.is_dir() else []
    return [*_names_like(video), *keyed]


def _names_like(video: Path) -> list[Path]:
    """Return clip.gvseg and clip.mov.gvseg."""
    return [video.with_name(_stem(video) + SUFFIX), video.with_name(video.name + SUFFIX)]


def _projects_in(folder: Path) -> list[Path]:
    """Return the projects in a folder, the most recent first."""
    try:
        with os.scandir(folder) as entries:
            found = [
                (entry.stat().st_mtime, entry.name)
                for entry in entries
                if entry.name.endswith(SUFFIX) and entry.name[:1] != "." and entry.is_file()
            ]
    except OSError:
        return []
    return [folder / name for _, name in sorted(found, reverse=True)[:_MAX_PROJECTS]]


def _names_next_to(video: Path) -> Iterator[Path]:
    """Yield clip.gvseg, clip.mov.gvseg, clip-2.gvseg, clip-3.gvseg and so on."""
    yield video.with_name(_stem(video) + SUFFIX)
    if not video.is_dir():
        yield video.with_name(video.name + SUFFIX)
    for number in count(2):
        yield video.with_name(f"{_stem(video)}-{number}{SUFFIX}")


def _names_in_data(video: Path) -> Iterator[Path]:
    begin = f"{_stem(video)}-{_key(video)}"
    yield _data_folder() / (begin + SUFFIX)
    for number in count(2):
        yield _data_folder() / f"{begin}-{number}{SUFFIX}"


def _stem(video: Path) -> str:
    return video.name if video.is_dir() else video.stem


def _key(video: Path) -> str:
    return hashlib.sha256(os.fsencode(video.absolute())).hexdigest()[:8]


def _data_folder() -> Path:
    return Path(platformdirs.user_data_dir("gvseg")) / "projects"


def _is_unreadable(path: Path) -> bool:
    try:
        read_source(path)
    except ProjectError:
        return True
    return False
