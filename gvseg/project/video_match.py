"""Find the video of a project, and check that it is the annotated one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from gvseg.annotation.records import VideoSource
from gvseg.errors import ProjectError, VideoError
from gvseg.project.project import read_source
from gvseg.video import Video, open_video


@dataclass(frozen=True, slots=True)
class VideoMatch:
    """Comparison of a video with the annotated one.

    Attributes:
        is_same: whether size in bytes and hash are the same.
        fits: whether the masks fit the video's frame size and number of frames.
        reason: what differs; "" if nothing does.
    """

    is_same: bool
    fits: bool
    reason: str = ""


def find_video(source: VideoSource, project_path: Path) -> Path | None:
    """Return the path of the video, as recorded or next to the project; None if it is not found.

    If both files exist, project and video were copied together, so the one next to it counts.
    """
    beside = project_path.parent / source.path.name
    if _has_size(source, beside) or not source.path.exists():
        return beside if beside.exists() else None
    return source.path


def find_project(video: Path, projects: Iterable[Path]) -> Path | None:
    """Return the first project file that annotates a video; None if there is none.

    Projects that refer to exactly this file take precedence over those moved or copied together
    with it, and those over projects whose video was renamed.
    """
    moved = None
    renamed: list[VideoSource] = []
    paths: list[Path] = []
    for project in projects:
        try:
            known = read_source(project)
        except ProjectError:
            continue
        if _is_same_file(known.path, video):
            return project
        if moved is None and _was_moved_along(known, video, project):
            moved = project
        if find_video(known, project) is None:
            renamed.append(known)
            paths.append(project)
    if moved is None and (index := find_renamed(video, renamed)) is not None:
        return paths[index]
    return moved


def find_renamed(video: Path, lost: Sequence[VideoSource]) -> int | None:
    """Return the index of the lost video that has the content of a file; None if none has it."""
    alike = [index for index, source in enumerate(lost) if _has_size(source, video)]
    if not alike:
        return None
    try:
        with open_video(video) as opened:
            digest = opened.reference.sha256
    except VideoError:
        return None
    return next((index for index in alike if lost[index].sha256 == digest), None)


def _is_same_file(known: Path, video: Path) -> bool:
    if known == video.absolute():
        return True
    try:
        return known.samefile(video)
    except OSError:
        return False


def _was_moved_along(known: VideoSource, video: Path, project: Path) -> bool:
    if known.path.name != video.name:
        return False
    if known.path.exists():  # the file may be a copy
        return project.absolute().parent == video.absolute().parent and _has_size(known, video)
    return video.is_dir() or _has_size(known, video)


def _has_size(known: VideoSource, video: Path) -> bool:
    try:
        return video.is_file() and video.stat().st_size == known.size_bytes
    except OSError:
        return False


def compare_video(source: VideoSource, video: Video) -> VideoMatch:
    """Compare an open video with the annotated one."""
    if (video.height, video.width) != (source.height, source.width):
        return VideoMatch(
            is_same=False,
            fits=False,
            reason=f"{video.path} has {video.width}x{video.height} pixels, but the annotated "
            f"video has {source.width}x{source.height}: choose the same video.",
        )
    if video.frame_count < source.frame_count:
        return VideoMatch(
            is_same=False,
            fits=False,
            reason=f"{video.path} has {video.frame_count} frames, but the annotated video has "
            f"{source.frame_count}: choose the same video.",
        )
    reference = video.reference
    if (reference.size_bytes, reference.sha256) != (source.size_bytes, source.sha256):
        return VideoMatch(
            is_same=False,
            fits=True,
            reason=f"{video.path} is not the annotated video (its content differs), but its frames "
            f"have the same size. Masks may be shifted.",
        )
    return VideoMatch(is_same=True, fits=True)
