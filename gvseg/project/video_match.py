"""Find the video of a project, and check that it is the annotated one."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gvseg.annotation.records import VideoSource
from gvseg.errors import ProjectError
from gvseg.project.project import read_source

if TYPE_CHECKING:
    from gvseg.video import Video


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
    """Return the path of the video, as recorded or next to the project; None if it is not found."""
    for path in (source.path, project_path.parent / source.path.name):
        if path.exists():
            return path
    return None


def find_project(video: Path, projects: Iterable[Path]) -> Path | None:
    """Return the first project file that annotates a video; None if there is none.

    Projects that refer to exactly this file take precedence over those moved together with it.
    """
    moved = None
    for project in projects:
        try:
            known = read_source(project)
        except ProjectError:
            continue
        if _is_same_file(known.path, video):
            return project
        if moved is None and _was_moved_along(known, video):
            moved = project
    return moved


def _is_same_file(known: Path, video: Path) -> bool:
    if known == video.absolute():
        return True
    try:
        return known.samefile(video)
    except OSError:
        return False


def _was_moved_along(known: VideoSource, video: Path) -> bool:
    try:
        if known.path.name != video.name or known.path.exists():
            return False
        return video.is_dir() or video.stat().st_size == known.size_bytes
    except OSError:
        return False


def compare_video(source: VideoSource, video: "Video") -> VideoMatch:
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
