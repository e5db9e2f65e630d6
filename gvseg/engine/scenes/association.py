"""Task-oriented association (paper, section 3.3): tubes of neighbouring clips to tracks.

Things are linked by their similarity, by Hungarian assignment. Stuff has no identity but its class.
Tracks are born from sure tubes, go on for a while by memory alone, end when they are not seen, and
are found again by appearance.

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
        first_id: of the first track.
        birth_score: of a tube that may begin a track.
        is_thing_K: which classes are things.
        by_appearance_and_place: the paper's similarity; else decoder queries alone (ablation).
        rule: what counts.
        describe: masks to descriptors, as those of the tubes were made.
    """

    def __init__(
        self,
        first_id: int,
        birth_score: float,
        is_thing_K: Tensor,
        *,
        by_appearance_and_place: bool = True,
        rule: LinkRule | None = None,
        describe: Callable[[Tensor], Tensor] = shape_position_descriptor,
    ) -> None:
        self.next_id = first_id
        self.birth_score = birth_score
        self.is_thing_K = is_thing_K
        self.by_appearance_and_place = by_appearance_and_place
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
        """Give the tubes of a clip their tracks; things too unsure to begin one are left out.

        Args:
            tubes: of the clip.
            frames: its frame indexes; the first may be the last of the clip before.
            propagated: object id -> tube that memory propagated into the clip. A thing that is
                found takes the mask that both agree on; one that is not may continue with it.
        """
        rows = [tube for tube in tubes if tube.is_thing]
        linked: list[tuple[SceneTrack, Tube]] = []
        taken: set[int] = set()
        for track, place in self._assigned(rows, frames[0], propagated):
            linked.append((track, _agreed(rows[place], propagated.get(track.track_id))))
            track.clips_unseen = 0
            taken.add(place)
        seen = {track.track_id for track, _ in linked}
        linked += self._continued(propagated, seen, [tube.logits_Thw > 0 for _, tube in linked])
        followed = [tube.logits_Thw > 0 for _, tube in linked]
        for place, tube in enumerate(rows):
            is_free = place not in taken and tube.score >= self.birth_score
            if is_free and covered_share(tube.logits_Thw, followed) < self.rule.covered:
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
        """Go on at another place."""
        self.is_thing_K = self.is_thing_K.to(device)
        for track in (*self.things.values(), *self.classes.values()):
            track.move_to(device)

    def _assigned(
        self, tubes: list[Tube], first_frame: int, propagated: Mapping[int, PropagatedTube]
    ) -> list[tuple[SceneTrack, int]]:
        """Things that are found again, each with its tube's place in the list."""
        tracks = list(self.things.values())
        if not tubes or not tracks:
            return []
        if self.by_appearance_and_place:
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

    def _continued(
        self, propagated: Mapping[int, PropagatedTube], seen: set[int], found: list[Tensor]
    ) -> list[tuple[SceneTrack, Tube]]:
        """Things that no query found and that memory is sure of, for a while.

        Args:
            propagated: by memory.
            seen: object ids that queries found.
            found: T x h x w, where.
        """
        going_on = []
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
                going_on.append((track, self._from_memory(track, tube)))
        return going_on

    def _from_memory(self, track: SceneTrack, propagated: PropagatedTube) -> Tube:
        """What memory propagated as a tube; no new evidence of what the thing is or looks like."""
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


def _agreed(tube: Tube, propagated: PropagatedTube | None) -> Tube:
    """Return the tube with a mask that combines queries and memory, weighted by confidence."""
    if propagated is None:
        return tube
    share = propagated.confidence / (propagated.confidence + tube.score + 1e-6)
    return replace(tube, logits_Thw=torch.lerp(tube.logits_Thw, propagated.logits_Thw, share))
