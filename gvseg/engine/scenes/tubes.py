"""A tube: one thing or one class through the frames of a clip, before it has an identity.

Legend: T frames of the clip, K classes, h/w at stride 4.
"""

from dataclasses import dataclass

from torch import Tensor


@dataclass(frozen=True, slots=True)
class Tube:
    """One target of a clip.

    Attributes:
        logits_Thw: of its mask.
        probability_K: of its classes, «nothing» left out.
        category: the most probable of the classes that it may have.
        score: the confidence of the network, 0..1.
        appearance_E: its pixels' embeddings pooled over the clip, of unit length.
        query_D: its decoder query.
        descriptor_TF: shape-position descriptor on each frame; zero where it is not seen.
        is_thing: whether it is counted.
    """

    logits_Thw: Tensor
    probability_K: Tensor
    category: int
    score: float
    appearance_E: Tensor
    query_D: Tensor
    descriptor_TF: Tensor
    is_thing: bool
