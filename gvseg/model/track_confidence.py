"""Confidence of propagated masks, predicted from evidence about their tracks.

The network's own confidence head sees only a mask and its query, so it cannot detect a good mask of
the wrong object. This small network uses comparisons with exemplars, other objects and previous
frames. It is fitted separately, with the main network frozen.

Legend: N objects, F features of evidence.
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
"""Features collected by `gvseg.engine.propagation.evidence`, in their order in weights files."""
HIDDEN: Final = 16
PREFIX: Final = "track_confidence."
"""Prefix of its tensors in a weights file."""
SMALLEST_PROBABILITY: Final = 1e-4


class TrackConfidence(nn.Module):
    """Predicts the probability that a mask is on the right object, and its IoU in that case;
    calibrates their product."""

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
        """Return the logits of both outputs, N x 2: that the object is right, and the IoU in that
        case.
        """
        scaled_NF = ((evidence_NF - self.mean_F) / self.spread_F).clamp(-5.0, 5.0)
        out: Tensor = self.layers(scaled_NF)
        return out

    def product_logit(self, evidence_NF: Tensor) -> Tensor:
        """Return the uncalibrated logit of the product of both outputs, N."""
        product_N = self.answers(evidence_NF).sigmoid().prod(1)
        return torch.logit(product_N, SMALLEST_PROBABILITY)

    def forward(self, evidence_NF: Tensor) -> Tensor:
        """Return the calibrated confidence, the expected IoU of each mask: N, 0..1."""
        scale, offset = self.calibration
        return torch.sigmoid(scale * self.product_logit(evidence_NF) + offset)


def track_confidence_of(tensors: Mapping[str, Tensor]) -> TrackConfidence | None:
    """Return the track confidence in the tensors of a weights file; None if there is none.

    Raises:
        WeightsError: its tensors are incomplete or have a different shape.
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
            "The track confidence of the weights does not match this version of GvSeg: fit it "
            "again with gvseg-train confidence."
        ) from error
    return confidence.eval().requires_grad_(requires_grad=False)


def tensors_of(confidence: TrackConfidence) -> dict[str, Tensor]:
    """Return the tensors of a track confidence, named as in a weights file."""
    return {PREFIX + name: tensor for name, tensor in confidence.state_dict().items()}
