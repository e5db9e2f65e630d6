"""Finds what to review in a document: findings, and frames worth correcting."""

from gvseg.annotation.review.findings import (
    Finding,
    FindingKind,
    Remedy,
    find_in_pixels,
    find_in_states,
)
from gvseg.annotation.review.identity import find_in_identity
from gvseg.annotation.review.measures import MaskMeasures, MeasureCache
from gvseg.annotation.review.progress import ReviewProgress, review_progress
from gvseg.annotation.review.worth import Suggestion, suggest_frames

__all__ = [
    "Finding",
    "FindingKind",
    "MaskMeasures",
    "MeasureCache",
    "Remedy",
    "ReviewProgress",
    "Suggestion",
    "find_in_identity",
    "find_in_pixels",
    "find_in_states",
    "review_progress",
    "suggest_frames",
]
