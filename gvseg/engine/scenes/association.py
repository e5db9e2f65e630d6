"""Task-oriented association (paper, section 3.3): link the tubes of neighbouring clips into tracks.

Things are linked by similarity, with Hungarian assignment. Stuff is linked by class only. Confident
tubes start tracks. Memory alone can continue a track for a few clips, and a lost track can resume
by appearance.

Legend: K classes, h/w at stride 4.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

import numpy as np
import torch
from scipy.optimize import linear_sum_assignment
from torch import Tensor

from gvseg.engine.scenes.propagated import PropagatedTube
from gvseg.engine.scenes.similarity import LinkRule, cosines, covered_share, similarity_matrix
from gvseg.engine.scenes.tracks import SceneTrack
from gvseg.engine.scenes.tubes import Tube
from gvseg.model.shape_position import shape_position_descriptor


class Association:
    """The tracks of one request.

    Args:
        first_id: object id of the first track.
        birth_score: smallest score of a tube that starts a track.
        is_thing_K: which classes are things.
        by_appearance_and_position: whether to use the paper's similarity or, for the ablation, only
            decoder queries.
        rule: weights and thresholds of the links.
        describe: computes descriptors of masks, as for the tubes.
    """

    def __init__(
        self,
        first_id: int,
        birth_score: float,
        is_thing_K: Tensor,
        *,
        by_appearance_and_position: bool = True,
        rule: LinkRule | None = None,
        describe: Callable[[Tensor], Tensor] = shape_position_descriptor,
    ) -> None:
        self.next_id = first_id
        self.birth_score = birth_score
        self.is_thing_K = is_thing_K
        self.by_appearance_and_position = by_appearance_and_position
        self.rule = rule or LinkRule()
        self.describe = describe
        self.things: dict[int, SceneTrack] = {}
        self.classes: dict[int, SceneTrack] = {}

    def link(
        self,
        tubes: list[Tube],
        frames: list[int],
        propagated: Mapping[int, PropagatedTube] = MappingProxyType({}),
    ) -> list[tuple[SceneTrack, Tube]]:
        """Return the tubes of a clip with their tracks, except things that cannot start a track.

        Args:
            tubes: tubes of the clip.
            frames: frame indices of the clip; the first can be the last of the previous clip.
            propagated: object id -> tube that memory propagated into the clip. A detected thing
                gets a combined mask; an undetected thing can continue with the propagated mask.
        """
        rows = [tube for tube in tubes if tube.is_thing]
        linked: list[tuple[SceneTrack, Tube]] = []
        taken: set[int] = set()
        for track, row in self._assign(rows, frames[0], propagated):
            linked.append((track, _combine(rows[row], propagated.get(track.track_id))))
            track.clips_unseen = 0
            taken.add(row)
        seen = {track.track_id for track, _ in linked}
        linked += self._continue(propagated, seen, [tube.logits_Thw > 0 for _, tube in linked])
        tracked = [tube.logits_Thw > 0 for _, tube in linked]
        for row, tube in enumerate(rows):
            is_free = row not in taken and tube.score >= self.birth_score
            if is_free and covered_share(tube.logits_Thw, tracked) < self.rule.covered:
                track = self._begin(tube)
                self.things[track.track_id] = track
                linked.append((track, tube))
        for tube in tubes:
            if not tube.is_thing:
                if tube.category not in self.classes:
                    self.classes[tube.category] = self._begin(tube)
                linked.append((self.classes[tube.category], tube))
        for track, tube in linked:
            track.update(tube, frames, self.is_thing_K, self.rule.momentum)
        end = frames[-1] - self.rule.patience
        self.things = {i: track for i, track in self.things.items() if track.last_frame >= end}
        return linked

    def move_to(self, device: torch.device) -> None:
        """Move the tracks to another device."""
        self.is_thing_K = self.is_thing_K.to(device)
        for track in (*self.things.values(), *self.classes.values()):
            track.move_to(device)

    def _assign(
        self, tubes: list[Tube], first_frame: int, propagated: Mapping[int, PropagatedTube]
    ) -> list[tuple[SceneTrack, int]]:
        """Return the tracks that continue or resume, each with the index of its tube."""
        tracks = list(self.things.values())
        if not tubes or not tracks:
            return []
        if self.by_appearance_and_position:
            similarity, is_allowed = similarity_matrix(
                tracks, tubes, first_frame, propagated, self.rule
            )
        else:
            similarity = cosines([t.query_D for t in tracks], [t.query_D for t in tubes])
            is_allowed = similarity > 0.0
        chosen = linear_sum_assignment(np.where(is_allowed, similarity, -1.0), maximize=True)
        return [
            (tracks[row], int(column))
            for row, column in zip(*chosen, strict=True)
            if is_allowed[row, column]
        ]

    def _continue(
        self, propagated: Mapping[int, PropagatedTube], seen: set[int], found: list[Tensor]
    ) -> list[tuple[SceneTrack, Tube]]:
        """Return undetected things that continue with a confident propagated mask.

        Args:
            propagated: things that memory propagated.
            seen: object ids that queries detected.
            found: masks of the detected things, T x h x w.
        """
        continued = []
        for track_id, tube in propagated.items():
            track = self.things.get(track_id)
            if track is None or track_id in seen:
                continue
            track.clips_unseen += 1
            is_sure = (
                tube.confidence >= self.rule.propagated_confidence
                and covered_share(tube.logits_Thw, found) < self.rule.covered
            )
            if is_sure and track.clips_unseen <= self.rule.propagated_clips:
                continued.append((track, self._from_memory(track, tube)))
        return continued

    def _from_memory(self, track: SceneTrack, propagated: PropagatedTube) -> Tube:
        """Return a propagated thing as a tube, with the track's class and appearance."""
        return Tube(
            logits_Thw=propagated.logits_Thw,
            probability_K=torch.zeros_like(track.evidence_K),
            category=track.label.category,
            score=track.label.score * propagated.confidence,
            appearance_E=track.appearance_E,
            query_D=track.query_D,
            descriptor_TF=self.describe(propagated.logits_Thw.sigmoid()),
            is_thing=True,
        )

    def _begin(self, tube: Tube) -> SceneTrack:
        track = SceneTrack.begun_by(tube, self.next_id)
        self.next_id += 1
        return track


def _combine(tube: Tube, propagated: PropagatedTube | None) -> Tube:
    """Return the tube with the detected and propagated masks averaged by confidence."""
    if propagated is None:
        return tube
    share = propagated.confidence / (propagated.confidence + tube.score + 1e-6)
    return replace(tube, logits_Thw=torch.lerp(tube.logits_Thw, propagated.logits_Thw, share))
