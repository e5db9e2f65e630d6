"""Finds out which projects annotate which videos."""

import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from gvseg.annotation.records import VideoSource
from gvseg.errors import ProjectError
from gvseg.project import SUFFIX, find_renamed, find_video, read_source, usual_project


@dataclass(slots=True)
class Matches:
    """Videos with their projects.

    Attributes:
        project_of: the project of each video; None if it has none.
        problems: one sentence for each project that cannot be added.
    """

    project_of: dict[Path, Path | None]
    problems: list[str] = field(default_factory=list)

    def join(self, video: Path, project: Path) -> None:
        """Record a project; the first project of a video is kept."""
        kept = self.project_of.get(video)
        if kept is None:
            self.project_of[video] = project
        elif kept != project:
            self.problems.append(explain_second_project(project, kept))


def explain_second_project(project: Path, kept: Path) -> str:
    """Return why a project is not added."""
    return (
        f"{project} was not added, because {kept} annotates the same video; to compare them, run "
        "gvseg dataset agreement."
    )


def match_projects(videos: Collection[Path], projects: Collection[Path]) -> Matches:
    """Match videos and projects by the recorded path, by the folder, or by the content.

    Args:
        videos: absolute paths; their projects are found even if they are not given.
        projects: absolute paths; their videos are added.
    """
    matches = Matches(dict.fromkeys(videos))
    lost = _match_places(matches, videos, projects)
    for video, project in list(matches.project_of.items()):
        if project is None and (found := _project_of_renamed(video, lost) or usual_project(video)):
            matches.join(video, found)
            lost.pop(found, None)
    for project, source in lost.items():
        if project in projects:
            matches.join(source.path.absolute(), project)
    return matches


def _match_places(
    matches: Matches, videos: Collection[Path], projects: Collection[Path]
) -> dict[Path, VideoSource]:
    """Match projects whose video is where it should be, and return the others."""
    video_at = {os.path.realpath(video): video for video in videos}
    lost: dict[Path, VideoSource] = {}
    for project in [*projects, *_others_next_to(videos, projects)]:
        is_given = project in projects
        try:
            source = read_source(project)
        except ProjectError as error:
            if is_given:
                matches.problems.append(str(error))
            continue
        place = find_video(source, project)
        if place is None:
            lost[project] = source
            continue
        video = video_at.get(os.path.realpath(place))
        if video is None and is_given:
            video = video_at[os.path.realpath(place)] = place.absolute()
        if video is not None and (is_given or matches.project_of[video] is None):
            matches.join(video, project)
    return lost


def _others_next_to(videos: Collection[Path], projects: Collection[Path]) -> Iterator[Path]:
    """Yield the projects in the folders of the videos that are not among the given ones."""
    for folder in dict.fromkeys(video.parent for video in videos):
        for path in sorted(folder.glob(f"[!.]*{SUFFIX}")):
            if path not in projects:
                yield path


def _project_of_renamed(video: Path, lost: dict[Path, VideoSource]) -> Path | None:
    """Return the project in the video's folder that annotates it under an earlier name."""
    near = [project for project in lost if project.parent == video.parent]
    index = find_renamed(video, [lost[project] for project in near])
    return None if index is None else near[index]
