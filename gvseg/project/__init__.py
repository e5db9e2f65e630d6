"""Project files: a document and its history in one SQLite database."""

from gvseg.project.holders import read_holders
from gvseg.project.locations import make_project, project_next_to, project_of, usual_project
from gvseg.project.lock import (
    LockHolder,
    ProjectLockedError,
    login_name,
    read_holder,
)
from gvseg.project.pool import ProjectPool
from gvseg.project.project import SUFFIX, Project, open_snapshot, read_source
from gvseg.project.salvage import SalvageReport, salvage
from gvseg.project.video_match import VideoMatch, compare_video, find_renamed, find_video

__all__ = [
    "SUFFIX",
    "LockHolder",
    "Project",
    "ProjectLockedError",
    "ProjectPool",
    "SalvageReport",
    "VideoMatch",
    "compare_video",
    "find_renamed",
    "find_video",
    "login_name",
    "make_project",
    "open_snapshot",
    "project_next_to",
    "project_of",
    "read_holder",
    "read_holders",
    "read_source",
    "salvage",
    "usual_project",
]
