"""Records of a dataset's videos."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path


class Status(Enum):
    """Progress of a video. `IN_REVIEW` and `DONE` are set by a person; the others follow from the
    masks."""

    NEW = "new"
    MARKED = "marked"
    PROPAGATED = "propagated"
    IN_REVIEW = "in review"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Summary of a video's project.

    Attributes:
        frames: number of frames; 0 if unknown.
        frame_rate: mean frames per second; 0 if unknown.
        objects: number of tracks, without proposals.
        masks: number of masks with pixels.
        settled: number of masks that a person drew or verified.
        verified: number of masks that a person verified.
        predicted: number of masks that the engine made.
        exemplars: number of exemplar masks.
        candidates: number of imported or verified masks that become exemplars in a propagation; 0
            if most frames have masks, because the video then counts as annotated.
        proposals: number of detected tracks that nobody has accepted or rejected yet.
        accepted: number of frames that a reviewer accepted.
        needs_work: number of frames that a reviewer marked as needing work.
        open_comments: number of comments that nobody has resolved.
        categories: shared category id -> number of objects.
        changed_at: when the project last changed, in seconds since 1970; 0 without a project.
    """

    frames: int = 0
    frame_rate: float = 0.0
    objects: int = 0
    masks: int = 0
    settled: int = 0
    verified: int = 0
    predicted: int = 0
    exemplars: int = 0
    candidates: int = 0
    proposals: int = 0
    accepted: int = 0
    needs_work: int = 0
    open_comments: int = 0
    categories: Mapping[int, int] = field(default_factory=dict)
    changed_at: float = 0.0

    @property
    def settled_share(self) -> float | None:
        """Share of the masks that a person drew or verified; None without masks."""
        return self.settled / self.masks if self.masks else None

    @property
    def accepted_share(self) -> float | None:
        """Share of the frames that a reviewer accepted; None if no frame was reviewed."""
        is_reviewed = self.frames and (self.accepted or self.needs_work)
        return self.accepted / self.frames if is_reviewed else None

    @property
    def is_ready(self) -> bool:
        """True if the video has exemplars, or masks that can become exemplars, but no propagated
        masks.
        """
        return not self.predicted and bool(self.exemplars or self.candidates)

    @property
    def seconds(self) -> float:
        """Length of the video; 0 if unknown."""
        return self.frames / self.frame_rate if self.frame_rate else 0.0

    @property
    def status(self) -> Status:
        """The status derived from the masks."""
        if self.predicted or self.proposals:
            return Status.IN_REVIEW if self.verified else Status.PROPAGATED
        return Status.MARKED if self.masks or self.exemplars else Status.NEW


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetVideo:
    """One video of a dataset.

    Attributes:
        video_id: id, which never changes and is never reused.
        name: name in the dataset and in exports; unique, ignoring case.
        video: video file or frame folder.
        project: project file; None until it is created.
        status: set by a person, or derived from the masks.
        is_status_set: whether a person set the status.
        split: name of its split; "" for none.
        assignee: person who annotates it; "" for nobody.
        notes: free text.
        summary: summary of the project when it was last read.
        is_behind: whether the project still lacks changes to the categories; it gets them when
            opened.
        is_joining: whether the project has never received the categories.
    """

    video_id: int
    name: str
    video: Path
    project: Path | None
    status: Status
    is_status_set: bool
    split: str
    assignee: str
    notes: str
    summary: Summary
    is_behind: bool
    is_joining: bool
