"""Tubes: the masks of a thing or class in the frames of a clip, before assignment to a track.

Legend: T frames of the clip, K classes, h/w at stride 4.
"""

from dataclasses import dataclass

from torch import Tensor


@dataclass(frozen=True, slots=True)
class Tube:
    """A thing or class in a clip.

    Attributes:
        logits_Thw: mask logits.
        probability_K: class probabilities, without the no-object class.
        category: its most probable class.
        score: the network's confidence, 0..1.
        appearance_E: its pixel embeddings, pooled over the clip, of unit length; zero for stuff.
        query_D: its decoder query.
        descriptor_TF: shape-position descriptor in each frame; zero for stuff, and where it is
            not visible.
        is_thing: whether it is a thing rather than stuff.
    """

    logits_Thw: Tensor
    probability_K: Tensor
    category: int
    score: float
    appearance_E: Tensor
    query_D: Tensor
    descriptor_TF: Tensor
    is_thing: bool
