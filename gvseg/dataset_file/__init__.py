"""The dataset file: many videos with their projects, one set of categories, and splits.

Not to be confused with `gvseg.datasets`, which reads published datasets.
"""

from gvseg.dataset_file.adding import (
    Addition,
    add_found,
    add_paths,
    begin_project,
    find_joining,
    free_path,
    new_document,
)
from gvseg.dataset_file.dataset import (
    FILE_NAME,
    PROJECTS_FOLDER,
    SUFFIX,
    Dataset,
    dataset_path,
)
from gvseg.dataset_file.exporting import (
    ExportChoices,
    ExportContents,
    ExportPlan,
    dataset_contents,
    plan_export,
)
from gvseg.dataset_file.frame_choice import states_of, verified_frames
from gvseg.dataset_file.joining import Joining, JoiningCategory
from gvseg.dataset_file.records import DatasetVideo, Status, Summary
from gvseg.dataset_file.refreshing import find_moved_video, refresh, refresh_video
from gvseg.dataset_file.shared_categories import (
    adopt_categories,
    adopt_everywhere,
    adopt_on_opening,
    link_categories,
)
from gvseg.dataset_file.splitting import parse_shares, split_videos
from gvseg.dataset_file.views import ProjectView, ViewedProject, view_projects

__all__ = [
    "FILE_NAME",
    "PROJECTS_FOLDER",
    "SUFFIX",
    "Addition",
    "Dataset",
    "DatasetVideo",
    "ExportChoices",
    "ExportContents",
    "ExportPlan",
    "Joining",
    "JoiningCategory",
    "ProjectView",
    "Status",
    "Summary",
    "ViewedProject",
    "add_found",
    "add_paths",
    "adopt_categories",
    "adopt_everywhere",
    "adopt_on_opening",
    "begin_project",
    "dataset_contents",
    "dataset_path",
    "find_joining",
    "find_moved_video",
    "free_path",
    "link_categories",
    "new_document",
    "parse_shares",
    "plan_export",
    "refresh",
    "refresh_video",
    "split_videos",
    "states_of",
    "verified_frames",
    "view_projects",
]
