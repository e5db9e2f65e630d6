"""The score of a network on the video that it is adapted to."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TrialScore:
    """Scores of a network on the video itself, 0..1.

    Attributes:
        at_exemplars: mean IoU with the drawn masks.
        between: agreement of the masks of both directions on the frames in between.
    """

    at_exemplars: float
    between: float

    @property
    def mean(self) -> float:
        """The mean of both."""
        return (self.at_exemplars + self.between) / 2
