"""Tubes: one thing or one class through the frames of a clip, not yet assigned to a track.

Legend: T frames of the clip, K classes, h/w at stride 4.
"""

from dataclasses import dataclass

from torch import Tensor


@dataclass(frozen=True, slots=True)
class Tube:
    """One target in a clip.

    Attributes:
        logits_Thw: logits of its mask.
        probability_K: class probabilities, without the no-object class.
        category: the most probable class that it may have.
        score: the network's confidence, 0..1.
        appearance_E: its pixel embeddings, pooled over the clip, of unit length.
        query_D: its decoder query.
        descriptor_TF: shape-position descriptor in each frame; zero where it is not visible.
        is_thing: True for a thing, False for stuff.
    """

    logits_Thw: Tensor
    probability_K: Tensor
    category: int
    score: float
    appearance_E: Tensor
    query_D: Tensor
    descriptor_TF: Tensor
    is_thing: bool
