"""Similarity of tracks and tubes, and which of them may be linked (paper, section 3.3).

Similarity combines appearance (cosine of pooled pixel embeddings), position (cosine of
shape-position descriptors) and overlap with the mask that memory propagated into the clip.

Legend: T frames of the clip, h/w at stride 4.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional as F

from gvseg.engine.scenes.propagated import PropagatedTube
from gvseg.engine.scenes.tracks import SceneTrack
from gvseg.engine.scenes.tubes import Tube


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRule:
    """Weights and thresholds for linking tubes to tracks.

    Attributes:
        appearance, position, overlap: weights of the three similarities, each 0..1.
        smallest: smallest mean similarity of a link between neighbouring clips.
        smallest_overlap: overlap with the propagated mask that suffices for a link.
        smallest_part: share of a tube inside the propagated mask of the same class that suffices
            for a link, since a query may detect only a part of a thing.
        covered: a tube starts no track if tracked things cover at least this share of it.
        propagated_confidence: smallest confidence of a thing that continues without a query.
        propagated_clips: largest number of clips that a thing continues without a query.
        found_again: smallest appearance similarity at which a lost track resumes.
        patience: number of frames during which a lost track can resume.
        momentum: share of a track's old appearance that an update keeps.
    """

    appearance: float = 1.0
    position: float = 0.5
    overlap: float = 2.0
    smallest: float = 0.55
    smallest_overlap: float = 0.3
    smallest_part: float = 0.5
    covered: float = 0.5
    propagated_confidence: float = 0.6
    propagated_clips: int = 12
    found_again: float = 0.9
    patience: int = 90
    momentum: float = 0.7


def similarity_matrix(
    tracks: list[SceneTrack],
    tubes: list[Tube],
    first_frame: int,
    propagated: Mapping[int, PropagatedTube],
    rule: LinkRule,
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return the similarity of all tracks and tubes, and whether they may link: tracks x tubes.

    Args:
        tracks: at least one track.
        tubes: tubes of a clip, at least one.
        first_frame: first frame of the clip.
        propagated: object id -> mask that memory propagated into the clip.
        rule: weights and thresholds.
    """
    appearance = cosines([t.appearance_E for t in tracks], [t.appearance_E for t in tubes])
    position = cosines([t.descriptor_F for t in tracks], [_first_seen(t) for t in tubes])
    age = np.array([[first_frame - track.last_frame] for track in tracks])
    is_propagated = np.array([[track.track_id in propagated] for track in tracks])
    overlap, inside = _overlaps([propagated.get(track.track_id) for track in tracks], tubes)
    is_alike = np.array([[_class_of(track) == t.category for t in tubes] for track in tracks])
    weight = rule.appearance + rule.position + rule.overlap * is_propagated
    similarity = (
        rule.appearance * appearance + rule.position * position + rule.overlap * overlap
    ) / weight
    is_near = age <= 1
    is_allowed = np.where(
        is_near,
        (similarity >= rule.smallest)
        | (overlap >= rule.smallest_overlap)
        | (is_alike & (inside >= rule.smallest_part)),
        appearance >= rule.found_again,
    )
    # A link to the previous clip takes precedence over one across a gap.
    return np.where(is_near, 1.0 + similarity, similarity), np.asarray(is_allowed, np.bool_)


def cosines(rows: list[Tensor], columns: list[Tensor]) -> NDArray[np.float64]:
    """Return the cosine similarity of all pairs of vectors, clipped at 0."""
    first = F.normalize(torch.stack(rows), dim=1)
    second = F.normalize(torch.stack(columns), dim=1)
    return np.asarray((first @ second.T).clamp(min=0).cpu().numpy(), np.float64)


def covered_share(logits_Thw: Tensor, tracked: list[Tensor]) -> float:
    """Return the share of a mask that tracked things cover; all masks are T x h x w."""
    if not tracked:
        return 0.0
    inside_Thw = logits_Thw > 0
    covered = (inside_Thw & torch.stack(tracked).any(0)).sum()
    return float(covered / inside_Thw.sum().clamp(min=1))


def _first_seen(tube: Tube) -> Tensor:
    """Return the tube's descriptor in the first frame where it is visible."""
    seen = (tube.descriptor_TF != 0).any(1).nonzero()
    return tube.descriptor_TF[int(seen[0, 0]) if len(seen) else 0]


def _class_of(track: SceneTrack) -> int:
    return int(track.evidence_K.argmax())


def _overlaps(
    propagated: list[PropagatedTube | None], tubes: list[Tube]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the IoU of propagated masks and tubes, and the share of each tube inside the mask.

    Both are 0 for tracks without a propagated mask.
    """
    after = torch.stack([(tube.logits_Thw > 0).flatten() for tube in tubes]).float()
    nothing = torch.zeros_like(after[0])
    before = torch.stack(
        [nothing if one is None else (one.logits_Thw > 0).flatten().float() for one in propagated]
    )
    both = before @ after.T
    union = before.sum(1)[:, None] + after.sum(1) - both
    return (
        np.asarray((both / union.clamp(min=1)).cpu().numpy(), np.float64),
        np.asarray((both / after.sum(1).clamp(min=1)).cpu().numpy(), np.float64),
    )
