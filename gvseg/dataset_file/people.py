"""Counts what each person did: verified masks, reviewed frames, comments, and the time spent."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from gvseg.annotation.document import Document
from gvseg.annotation.review_notes import ReviewState

NOBODY = "unknown"
"""Name for whoever verified masks before projects stored names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """One person, as in people.csv.

    Attributes:
        videos: number of videos on which the person spent time, verified, reviewed or commented.
        minutes_spent: time spent with the videos open, without pauses.
        verified: number of masks that the person verified.
        verified_share: share of all masks, 0..1.
        accepted: number of frames that the person accepted.
        needs_work: number of frames that the person marked as needing work.
        comments: number of comments that the person wrote.
        resolved: number of comments that the person resolved.
    """

    person: str
    videos: int
    minutes_spent: float
    verified: int
    verified_share: float
    accepted: int
    needs_work: int
    comments: int
    resolved: int


@dataclass(slots=True)
class PeopleCounts:
    """Counts by person over several videos."""

    videos: Counter[str] = field(default_factory=Counter)
    seconds: Counter[str] = field(default_factory=Counter)
    verified: Counter[str] = field(default_factory=Counter)
    accepted: Counter[str] = field(default_factory=Counter)
    needs_work: Counter[str] = field(default_factory=Counter)
    comments: Counter[str] = field(default_factory=Counter)
    resolved: Counter[str] = field(default_factory=Counter)

    def add(
        self,
        document: Document,
        work: Mapping[str, Mapping[str, float]],
        verified: Mapping[str, int],
    ) -> None:
        """Add a video.

        Args:
            document: its document.
            work: person -> day -> seconds.
            verified: number of masks that each person verified.
        """
        notes = document.notes
        seconds = {person: round(sum(days.values())) for person, days in work.items()}
        states = Counter((one.state, one.reviewer) for one in notes.frames.values())
        parts = (
            (self.seconds, Counter(seconds)),
            (self.verified, Counter(verified)),
            (self.accepted, _of(states, ReviewState.ACCEPTED)),
            (self.needs_work, _of(states, ReviewState.NEEDS_WORK)),
            (self.comments, Counter(one.author for one in notes.comments.values())),
            (
                self.resolved,
                Counter(one.resolved_by for one in notes.comments.values() if not one.is_open),
            ),
        )
        for total, part in parts:
            total.update(part)
        self.videos.update({person for _, part in parts for person, count in part.items() if count})

    def rows(self, masks: int) -> list[PersonRow]:
        """Return one row for each person by name; `masks` is the number of all masks."""
        return [
            PersonRow(
                person=person,
                videos=self.videos[person],
                minutes_spent=round(self.seconds[person] / 60, 1),
                verified=self.verified[person],
                verified_share=round(self.verified[person] / masks, 4) if masks else 0.0,
                accepted=self.accepted[person],
                needs_work=self.needs_work[person],
                comments=self.comments[person],
                resolved=self.resolved[person],
            )
            for person in sorted(self.videos)
        ]


def _of(states: Mapping[tuple[ReviewState, str], int], state: ReviewState) -> Counter[str]:
    return Counter({person: number for (one, person), number in states.items() if one is state})
