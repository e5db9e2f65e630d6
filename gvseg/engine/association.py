"""Task-oriented association (paper, section 3.3): tubes of neighbouring clips to tracks.

Things are linked by appearance, position and shape: the cosine of their pixels' pooled embeddings
beside that of their shape-position descriptors (and the overlap with the mask that memory carried
into the clip), by Hungarian assignment. Stuff has no identity but its class. Tracks are born from
sure tubes, go on for a while by memory alone, end when they are not seen, and are found again by
appearance.

Legend: E embedding channels, F descriptor bins, h/w at stride 4.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from torch import Tensor
from torch.nn import functional as F

from gvseg.engine.carrying import CarriedTube
from gvseg.engine.request import TrackLabel
from gvseg.engine.tubes import Tube
from gvseg.model.shape_position import shape_position_descriptor


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRule:
    """What counts, and how much must speak for a link.

    Attributes:
        appearance, place, overlap: weights of the three likenesses, each 0..1.
        smallest: mean likeness of a link between neighbouring clips.
        smallest_overlap: overlap with what was carried from which a link needs nothing else.
        covered: share of a tube under things already followed from which it begins no track.
        carried_confidence: from which a thing goes on though no query found it.
        carried_clips: for how many clips it may.
        found_again: appearance from which a track that was out of sight is taken up again.
        patience: frames for which it is looked for.
        momentum: how much of a track's appearance stays when it is seen again.
    """

    appearance: float = 1.0
    place: float = 0.5
    overlap: float = 2.0
    smallest: float = 0.55
    smallest_overlap: float = 0.3
    covered: float = 0.5
    carried_confidence: float = 0.6
    carried_clips: int = 12
    found_again: float = 0.9
    patience: int = 90
    momentum: float = 0.7


@dataclass(slots=True)
class Track:
    """One identity: what is known of it so far."""

    track_id: int
    is_thing: bool
    evidence_K: Tensor
    appearance_E: Tensor
    query_D: Tensor
    descriptor_F: Tensor
    last_frame: int
    clips_unseen: int = 0
    scores: list[float] = field(default_factory=list)

    @property
    def label(self) -> TrackLabel:
        """Its class by the evidence of all clips, and how sure that is."""
        return TrackLabel(int(self.evidence_K.argmax()), sum(self.scores) / len(self.scores))


class Association:
    """The tracks of one request.

    Args:
        first_id: of the first track.
        birth_score: of a tube that may begin a track.
        is_thing_K: which classes are things.
        by_appearance_and_place: the paper's likeness; else decoder queries alone (ablation).
        rule: what counts.
    """

    def __init__(
        self,
        first_id: int,
        birth_score: float,
        is_thing_K: Tensor,
        *,
        by_appearance_and_place: bool = True,
        rule: LinkRule | None = None,
    ) -> None:
        self.next_id = first_id
        self.birth_score = birth_score
        self.is_thing_K = is_thing_K
        self.by_appearance_and_place = by_appearance_and_place
        self.rule = rule or LinkRule()
        self.things: dict[int, Track] = {}
        self.classes: dict[int, Track] = {}

    def link(
        self,
        tubes: list[Tube],
        frames: list[int],
        carried: Mapping[int, CarriedTube] = MappingProxyType({}),
    ) -> list[tuple[Track, Tube]]:
        """Give the tubes of a clip their tracks; things too unsure to begin one are left out.

        Args:
            tubes: of the clip.
            frames: its frame indexes; the first may be the last of the clip before.
            carried: object id -> what memory carried into the clip. A thing that is found takes
                the mask that both agree on; one that is not may go on with what was carried.
        """
        rows = [tube for tube in tubes if tube.is_thing]
        tracks = list(self.things.values())
        linked: list[tuple[Track, Tube]] = []
        taken: set[int] = set()
        if rows and tracks:
            likeness, is_allowed = self._likeness(tracks, rows, frames, carried)
            chosen = linear_sum_assignment(np.where(is_allowed, likeness, -1.0), maximize=True)
            for track_row, tube_row in zip(*chosen, strict=True):
                if is_allowed[track_row, tube_row]:
                    track = tracks[track_row]
                    linked.append((track, _agreed(rows[tube_row], carried.get(track.track_id))))
                    track.clips_unseen = 0
                    taken.add(int(tube_row))
        seen = {track.track_id for track, _ in linked}
        linked += self._carried_on(carried, seen, [tube.logits_Thw > 0 for _, tube in linked])
        followed = [tube.logits_Thw > 0 for _, tube in linked]
        for place, tube in enumerate(rows):
            is_free = place not in taken and tube.score >= self.birth_score
            if is_free and _covered(tube.logits_Thw, followed) < self.rule.covered:
                linked.append((self._begin(tube), tube))
        for tube in tubes:
            if not tube.is_thing:
                if tube.category not in self.classes:
                    self.classes[tube.category] = self._begin(tube)
                linked.append((self.classes[tube.category], tube))
        for track, tube in linked:
            self._update(track, tube, frames)
        end = frames[-1] - self.rule.patience
        self.things = {i: track for i, track in self.things.items() if track.last_frame >= end}
        return linked

    def _carried_on(
        self, carried: Mapping[int, CarriedTube], seen: set[int], found: list[Tensor]
    ) -> list[tuple[Track, Tube]]:
        """Things that no query found and that memory is sure of, for a while.

        Args:
            carried: by memory.
            seen: object ids that queries found.
            found: T x h x w, where.
        """
        going_on = []
        for track_id, tube in carried.items():
            track = self.things.get(track_id)
            if track is None or track_id in seen:
                continue
            track.clips_unseen += 1
            is_sure = (
                tube.confidence >= self.rule.carried_confidence
                and _covered(tube.logits_Thw, found) < self.rule.covered
            )
            if is_sure and track.clips_unseen <= self.rule.carried_clips:
                going_on.append((track, _from_memory(track, tube)))
        return going_on

    def move_to(self, device: torch.device) -> None:
        """Go on at another place."""
        self.is_thing_K = self.is_thing_K.to(device)
        for track in (*self.things.values(), *self.classes.values()):
            track.evidence_K = track.evidence_K.to(device)
            track.appearance_E = track.appearance_E.to(device)
            track.query_D = track.query_D.to(device)
            track.descriptor_F = track.descriptor_F.to(device)

    def _begin(self, tube: Tube) -> Track:
        track = Track(
            track_id=self.next_id,
            is_thing=tube.is_thing,
            evidence_K=torch.zeros_like(tube.probability_K),
            appearance_E=tube.appearance_E,
            query_D=tube.query_D,
            descriptor_F=tube.descriptor_TF[-1],
            last_frame=-1,
        )
        self.next_id += 1
        if tube.is_thing:
            self.things[track.track_id] = track
        return track

    def _update(self, track: Track, tube: Tube, frames: list[int]) -> None:
        stays = self.rule.momentum if track.scores else 0.0
        track.appearance_E = F.normalize(
            stays * track.appearance_E + (1 - stays) * tube.appearance_E, dim=0
        )
        if tube.is_thing:
            track.evidence_K = track.evidence_K + tube.probability_K * self.is_thing_K
        else:
            track.evidence_K[tube.category] += 1.0
        track.query_D = tube.query_D
        track.scores.append(tube.score)
        del track.scores[:-50]
        seen = [t for t in range(len(frames)) if bool((tube.logits_Thw[t] > 0).any())]
        if seen:
            track.descriptor_F = tube.descriptor_TF[seen[-1]]
            track.last_frame = frames[seen[-1]]

    def _likeness(
        self,
        tracks: list[Track],
        tubes: list[Tube],
        frames: list[int],
        carried: Mapping[int, CarriedTube],
    ) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
        """Likeness of tracks and tubes, and which pairs may be linked."""
        rule = self.rule
        if not self.by_appearance_and_place:
            likeness = _cosines([t.query_D for t in tracks], [t.query_D for t in tubes])
            return likeness, likeness > 0.0
        appearance = _cosines([t.appearance_E for t in tracks], [t.appearance_E for t in tubes])
        place = _cosines([t.descriptor_F for t in tracks], [_first_seen(t) for t in tubes])
        age = np.array([[frames[0] - track.last_frame] for track in tracks])
        is_carried = np.array([[track.track_id in carried] for track in tracks])
        overlap = _overlaps([carried.get(track.track_id) for track in tracks], tubes)
        weight = rule.appearance + rule.place + rule.overlap * is_carried
        likeness = (
            rule.appearance * appearance + rule.place * place + rule.overlap * overlap
        ) / weight
        is_near = age <= 1
        is_allowed = np.where(
            is_near,
            (likeness >= rule.smallest) | (overlap >= rule.smallest_overlap),
            appearance >= rule.found_again,
        )
        # A link to the clip before goes before one across a gap.
        return np.where(is_near, 1.0 + likeness, likeness), np.asarray(is_allowed, np.bool_)


def _cosines(rows: list[Tensor], columns: list[Tensor]) -> NDArray[np.float64]:
    """Cosines of all pairs, negative ones as 0."""
    first = F.normalize(torch.stack(rows), dim=1)
    second = F.normalize(torch.stack(columns), dim=1)
    return np.asarray((first @ second.T).clamp(min=0).cpu().numpy(), np.float64)


def _first_seen(tube: Tube) -> Tensor:
    """The tube's descriptor on the first frame on which it is seen."""
    seen = (tube.descriptor_TF != 0).any(1).nonzero()
    return tube.descriptor_TF[int(seen[0, 0]) if len(seen) else 0]


def _overlaps(carried: list[CarriedTube | None], tubes: list[Tube]) -> NDArray[np.float64]:
    """IoU over the clip of what was carried and the tubes; 0 where nothing was carried."""
    after = torch.stack([(tube.logits_Thw > 0).flatten() for tube in tubes]).float()
    nothing = torch.zeros_like(after[0])
    before = torch.stack(
        [nothing if one is None else (one.logits_Thw > 0).flatten().float() for one in carried]
    )
    both = before @ after.T
    union = before.sum(1)[:, None] + after.sum(1) - both
    return np.asarray((both / union.clamp(min=1)).cpu().numpy(), np.float64)


def _agreed(tube: Tube, carried: CarriedTube | None) -> Tube:
    """The tube with the mask that queries and memory agree on, each by how sure it is."""
    if carried is None:
        return tube
    share = carried.confidence / (carried.confidence + tube.score + 1e-6)
    return replace(tube, logits_Thw=torch.lerp(tube.logits_Thw, carried.logits_Thw, share))


def _from_memory(track: Track, carried: CarriedTube) -> Tube:
    """What memory carried as a tube; it is no new evidence of what the thing is or looks like."""
    return Tube(
        logits_Thw=carried.logits_Thw,
        probability_K=torch.zeros_like(track.evidence_K),
        category=track.label.category,
        score=track.label.score * carried.confidence,
        appearance_E=track.appearance_E,
        query_D=track.query_D,
        descriptor_TF=shape_position_descriptor(carried.logits_Thw.sigmoid()),
        is_thing=True,
    )


def _covered(logits_Thw: Tensor, followed: list[Tensor]) -> float:
    """Share of a mask's cells that lie in things already followed."""
    if not followed:
        return 0.0
    inside_Thw = logits_Thw > 0
    covered = (inside_Thw & torch.stack(followed).any(0)).sum()
    return float(covered / inside_Thw.sum().clamp(min=1))
