"""A track: one identity through the clips of a request, and what is known of it so far.

Legend: K classes, E embedding channels, D width, F descriptor bins, h/w at stride 4.
"""

from dataclasses import dataclass, field

import torch
from torch import Tensor
from torch.nn import functional as F

from gvseg.engine.request import TrackLabel
from gvseg.engine.scenes.tubes import Tube

SCORES_KEPT = 50
"""Scores of the latest clips, of which a track's own is the mean."""


@dataclass(slots=True)
class SceneTrack:
    """One identity.

    Attributes:
        track_id: of the object; the same through a request.
        is_thing: whether it is counted.
        evidence_K: of its class, summed over the clips.
        appearance_E: running mean of its pixels' embeddings, of unit length.
        query_D: decoder query that found it last.
        descriptor_F: shape and position where it was seen last.
        last_frame: frame on which it was seen last; -1 for not yet.
        clips_unseen: for how many clips no query found it.
        scores: of the latest clips.
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
        """A track that knows of a tube's looks only; `update` it with the tube."""
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
        """Return its class by the evidence of all clips, and the confidence of that class."""
        return TrackLabel(int(self.evidence_K.argmax()), sum(self.scores) / len(self.scores))

    def update(
        self, tube: Tube, frames: list[int], is_thing_K: Tensor, appearance_momentum: float
    ) -> None:
        """Take in what a clip says of it.

        Args:
            tube: in the clip.
            frames: the clip's frame indexes.
            is_thing_K: which classes are things.
            appearance_momentum: how much of its appearance stays, 0..1.
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
        """Go on at another place."""
        self.evidence_K = self.evidence_K.to(device)
        self.appearance_E = self.appearance_E.to(device)
        self.query_D = self.query_D.to(device)
        self.descriptor_F = self.descriptor_F.to(device)
