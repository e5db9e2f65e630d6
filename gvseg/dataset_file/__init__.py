"""The dataset file: many videos with their projects, one set of categories, and splits.

Not to be confused with `gvseg.datasets`, which reads published data sets.
"""

from gvseg.dataset_file.frame_choice import states_of, verified_frames
from gvseg.dataset_file.splitting import parse_shares, split_videos
from gvseg.dataset_file.views import ProjectView, ViewedProject, view_projects

__all__ = [
    "ProjectView",
    "ViewedProject",
    "parse_shares",
    "split_videos",
    "states_of",
    "verified_frames",
    "view_projects",
]
