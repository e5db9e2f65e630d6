"""Whether a propagated mask lies on the right object, and how well, from evidence about its track.

The network's own confidence head sees a mask and its query. It cannot tell a good mask of the
wrong object. This small network reads what the engine compares on each frame: exemplars, rivals
and the frames before. It is fitted on its own, with the network frozen.

Legend: N objects, F kinds of evidence.
"""

from collections.abc import Mapping
from typing import Final

import torch
from torch import Tensor, nn

from gvseg.errors import WeightsError

EVIDENCE: Final = (
    "head_logit",
    "lowest_head_logit",
    "certainty_inside",
    "soft_iou",
    "size",
    "is_empty",
    "own_similarity",
    "lowest_own_similarity",
    "margin_over_rivals",
    "rival_mask_is_more_similar",
    "best_similarity_outside",
    "transferred_inside",
    "transferred_from_rivals",
    "transferred_recall",
    "transferred_iou",
    "lowest_transferred_iou",
    "contested",
    "lost_to_rivals",
    "iou_with_previous",
    "lowest_iou_with_previous",
    "overlap_with_rivals_previous",
    "jump",
    "growth",
    "growth_since_exemplar",
    "log_frames_since_exemplar",
    "largest_part",
    "stability",
    "has_rivals",
)
"""What `gvseg.engine.propagation.evidence` measures, in order. Files hold weights for this list."""
HIDDEN: Final = 16
PREFIX: Final = "track_confidence."
"""Of its tensors in a weights file."""
SMALLEST_PROBABILITY: Final = 1e-4


class TrackConfidence(nn.Module):
    """A small network with two answers, and their product calibrated."""

    mean_F: Tensor
    spread_F: Tensor
    calibration: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("mean_F", torch.zeros(len(EVIDENCE)))
        self.register_buffer("spread_F", torch.ones(len(EVIDENCE)))
        self.register_buffer("calibration", torch.tensor([1.0, 0.0]))
        self.layers = nn.Sequential(
            nn.Linear(len(EVIDENCE), HIDDEN),
            nn.ReLU(),
            nn.Linear(HIDDEN, HIDDEN),
            nn.ReLU(),
            nn.Linear(HIDDEN, 2),
        )

    def answers(self, evidence_NF: Tensor) -> Tensor:
        """Logits of two answers, N x 2: the right object, and the IoU if it is."""
        scaled_NF = ((evidence_NF - self.mean_F) / self.spread_F).clamp(-5.0, 5.0)
        out: Tensor = self.layers(scaled_NF)
        return out

    def product_logit(self, evidence_NF: Tensor) -> Tensor:
        """Logit of the product of both answers before calibration, one per object."""
        product_N = self.answers(evidence_NF).sigmoid().prod(1)
        return torch.logit(product_N, SMALLEST_PROBABILITY)

    def forward(self, evidence_NF: Tensor) -> Tensor:
        """Calibrated confidence, 0..1, one per object: the IoU to expect."""
        scale, offset = self.calibration
        return torch.sigmoid(scale * self.product_logit(evidence_NF) + offset)


def track_confidence_of(tensors: Mapping[str, Tensor]) -> TrackConfidence | None:
    """The track confidence in a weights file's tensors; None where it has none.

    Raises:
        WeightsError: its tensors are incomplete or of another shape.
    """
    own = {
        name.removeprefix(PREFIX): tensor.float()
        for name, tensor in tensors.items()
        if name.startswith(PREFIX)
    }
    if not own:
        return None
    confidence = TrackConfidence()
    try:
        confidence.load_state_dict(own)
    except RuntimeError as error:
        raise WeightsError(
            "The weights' track confidence does not fit this GvSeg; fit it again with "
            "gvseg-train confidence."
        ) from error
    return confidence.eval().requires_grad_(requires_grad=False)


def tensors_of(confidence: TrackConfidence) -> dict[str, Tensor]:
    """Its tensors as a weights file names them."""
    return {PREFIX + name: tensor for name, tensor in confidence.state_dict().items()}
