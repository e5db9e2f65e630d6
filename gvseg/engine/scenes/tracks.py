"""Tracks of the automatic tasks through the clips of a request.

Legend: K classes, E embedding channels, D width, F descriptor bins, h/w at stride 4.
"""

from dataclasses import dataclass, field

import torch
from torch import Tensor
from torch.nn import functional as F

from gvseg.engine.request import TrackLabel
from gvseg.engine.scenes.tubes import Tube

SCORES_KEPT = 50
"""Number of recent clips whose mean score is a track's score."""


@dataclass(slots=True)
class SceneTrack:
    """State of a track.

    Attributes:
        track_id: object id, constant during a request.
        is_thing: whether it is a thing rather than stuff.
        evidence_K: class evidence, summed over the clips.
        appearance_E: running mean of its pixel embeddings, of unit length.
        query_D: decoder query that last detected it.
        descriptor_F: shape-position descriptor where it was last visible.
        last_frame: last frame where it was visible; -1 before the first.
        clips_unseen: number of clips since a query last detected it.
        scores: scores of the latest clips.
    """

    track_id: int
    is_thing: bool
    evidence_K: Tensor
    appearance_E: Tensor
    query_D: Tensor
    descriptor_F: Tensor
    last_frame: int = -1
    clips_unseen: int = 0
    scores: list[float] = field(default_factory=list)

    @classmethod
    def begun_by(cls, tube: Tube, track_id: int) -> "SceneTrack":
        """Return a new track for a tube; `update` must follow."""
        return cls(
            track_id=track_id,
            is_thing=tube.is_thing,
            evidence_K=torch.zeros_like(tube.probability_K),
            appearance_E=tube.appearance_E,
            query_D=tube.query_D,
            descriptor_F=tube.descriptor_TF[-1],
        )

    @property
    def label(self) -> TrackLabel:
        """The class with the most evidence over all clips, and the track's score."""
        return TrackLabel(int(self.evidence_K.argmax()), sum(self.scores) / len(self.scores))

    def update(
        self, tube: Tube, frames: list[int], is_thing_K: Tensor, appearance_momentum: float
    ) -> None:
        """Update the track with its tube in a clip.

        Args:
            tube: tube in the clip.
            frames: the clip's frame indices.
            is_thing_K: 1 for thing classes.
            appearance_momentum: weight of the old appearance, 0..1.
        """
        stays = appearance_momentum if self.scores else 0.0
        self.appearance_E = F.normalize(
            stays * self.appearance_E + (1 - stays) * tube.appearance_E, dim=0
        )
        if tube.is_thing:
            self.evidence_K = self.evidence_K + tube.probability_K * is_thing_K
        else:
            self.evidence_K[tube.category] += 1.0
        self.query_D = tube.query_D
        self.scores.append(tube.score)
        del self.scores[:-SCORES_KEPT]
        seen = [t for t in range(len(frames)) if bool((tube.logits_Thw[t] > 0).any())]
        if seen:
            self.descriptor_F = tube.descriptor_TF[seen[-1]]
            self.last_frame = frames[seen[-1]]

    def move_to(self, device: torch.device) -> None:
        """Move the tensors to another device."""
        self.evidence_K = self.evidence_K.to(device)
        self.appearance_E = self.appearance_E.to(device)
        self.query_D = self.query_D.to(device)
        self.descriptor_F = self.descriptor_F.to(device)
