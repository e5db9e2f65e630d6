"""Where a video's project file is, and where a new one goes."""

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

_MAX_PROJECTS: Final = 500  # of one folder that are looked at, the latest first


def project_of(video: Path, recent: Iterable[Path] = ()) -> Path | None:
    """Return the project that was begun for a video earlier; None for none.

    Looks for the project that names this video: beside it, among ours, among those opened lately.
    A damaged project of the video's name counts as its own, so that opening says so and nothing
    hides it.
    """
    usual = [place for place in _usual_places(video) if place.is_file()]
    lately = [path for path in recent if path.suffix == SUFFIX and path.is_file()]
    found = find_project(video, [*usual, *_beside(video.absolute().parent), *lately])
    if found is not None:
        return found
    return next((place for place in usual if _is_unreadable(place)), None)


def make_project(document: Document, warn: Callable[[str], None]) -> Project:
    """Make a document's project file in the first place that can be written.

    Raises:
        ProjectError: none can.
    """
    video = document.source.path
    first_error: ProjectError | None = None
    for names, is_beside in ((_names_beside(video), True), (_names_among_ours(video), False)):
        wanted = next(place for place in names if not place.exists())
        try:
            project = Project.create(wanted, document)
        except ProjectError as error:
            first_error = first_error or error
            continue
        if not is_beside:
            warn(f"Nothing can be written beside the video, so the project is {wanted}.")
        return project
    raise first_error or ProjectError(f"A project for {video} cannot be made.")


def _usual_places(video: Path) -> list[Path]:
    name = _stem(video)
    ours = _ours_folder()
    keyed = sorted(ours.glob(f"*-{_key(video)}*{SUFFIX}")) if ours.is_dir() else []
    return [video.with_name(name + SUFFIX), video.with_name(video.name + SUFFIX), *keyed]


def _beside(folder: Path) -> list[Path]:
    """All projects in a folder, the latest first."""
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


def _names_beside(video: Path) -> Iterator[Path]:
    """Clip.gvseg, or for a second video of that stem clip.mov.gvseg, then with numbers."""
    yield video.with_name(_stem(video) + SUFFIX)
    if not video.is_dir():
        yield video.with_name(video.name + SUFFIX)
    for number in count(2):
        yield video.with_name(f"{_stem(video)}-{number}{SUFFIX}")


def _names_among_ours(video: Path) -> Iterator[Path]:
    begin = f"{_stem(video)}-{_key(video)}"
    yield _ours_folder() / (begin + SUFFIX)
    for number in count(2):
        yield _ours_folder() / f"{begin}-{number}{SUFFIX}"


def _stem(video: Path) -> str:
    return video.name if video.is_dir() else video.stem


def _key(video: Path) -> str:
    return hashlib.sha256(os.fsencode(video.absolute())).hexdigest()[:8]


def _ours_folder() -> Path:
    return Path(platformdirs.user_data_dir("gvseg")) / "projects"


def _is_unreadable(place: Path) -> bool:
    try:
        read_source(place)
    except ProjectError:
        return True
    return False
