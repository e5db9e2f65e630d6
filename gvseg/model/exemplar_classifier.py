"""Closed-form classifier that separates each object from everything else in the video.

Not in the paper. It is a ridge regression of object masks on frame features, solved from running
sums, so that all trusted frames contribute without growing memory. The solver is differentiable, so
the features learn to be separable.

Legend: B videos, N objects, C feature channels, D = C + 1 (with bias), P pixels.
"""

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from gvseg.model.config import ModelConfig

SMALLEST_GAP = 0.05
"""Lower bound of the difference between the mean scores inside and outside a mask."""


class ClassifierSums(NamedTuple):
    """Sufficient statistics of labelled pixels, each a weighted mean over pixels.

    Attributes:
        moment: mean of the outer products of features, B x N x D x D.
        target: mean of features times mask, B x N x D; the last entry is the mask's share.
    """

    moment: Tensor
    target: Tensor

    def blend(self, other: "ClassifierSums", share_BN: Tensor) -> "ClassifierSums":
        """Return an interpolation towards other sums by `share_BN` (0..1)."""
        share_BN1 = share_BN[..., None]
        return ClassifierSums(
            torch.lerp(self.moment, other.moment, share_BN1[..., None]),
            torch.lerp(self.target, other.target, share_BN1),
        )


RECENT_SHARE = 0.35
"""Weight of recent frames relative to exemplars."""
RECENT_MOMENTUM = 0.6
"""Weight of a new frame relative to earlier recent frames."""


class RecentSums:
    """Differentiable running sums of trusted frames, used by the engine and in training.

    Args:
        known_BN: zeros; set to 1 for objects with a trusted frame.
    """

    def __init__(self, known_BN: Tensor) -> None:
        self.known_BN = known_BN
        self.sums: ClassifierSums | None = None

    def remember(self, sums: ClassifierSums, trusted_BN: Tensor) -> None:
        """Add a frame's sums for trusted objects (1; others 0)."""
        if self.sums is None:
            self.sums = sums
        else:
            share_BN = torch.where(self.known_BN > 0, RECENT_MOMENTUM, 1.0) * trusted_BN
            self.sums = self.sums.blend(sums, share_BN)
        self.known_BN = torch.maximum(self.known_BN, trusted_BN)

    def forget(self, objects_BN: Tensor) -> None:
        """Reset the sums of objects marked with 1."""
        self.known_BN = self.known_BN * (1 - objects_BN)

    def added_to(self, exemplar_sums: ClassifierSums) -> ClassifierSums:
        """Return the exemplars' sums combined with each object's recent frames."""
        if self.sums is None:
            return exemplar_sums
        return exemplar_sums.blend(self.sums, RECENT_SHARE * self.known_BN)


class ExemplarClassifier(nn.Module):
    """Collects sums from frames, solves for the weights and scores pixels."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.log_ridge = nn.Parameter(torch.tensor(-4.0))
        self.norm = nn.GroupNorm(1, config.classifier_width)

    def features(self, classifier_BCHW: Tensor) -> Tensor:
        """Return normalised features with a bias channel, B x P x D."""
        x_BPC = self.norm(classifier_BCHW).flatten(2).transpose(1, 2)
        return F.pad(x_BPC, (0, 1), value=1.0)

    def collect(
        self, features_BPD: Tensor, target_BNP: Tensor, weight_BNP: Tensor | None = None
    ) -> ClassifierSums:
        """Return the sums of a labelled frame.

        Args:
            features_BPD: result of `features`.
            target_BNP: masks at stride 8, 0..1.
            weight_BNP: weight of each pixel; None for equal weights.
        """
        objects = target_BNP.shape[1]
        features_BPD, target_BNP = features_BPD.float(), target_BNP.float()
        # Rounded to half precision, the sums might not be positive definite.
        with torch.autocast(features_BPD.device.type, enabled=False):
            if weight_BNP is None:
                scale = 1.0 / target_BNP.shape[2]
                moment_BDD = features_BPD.transpose(1, 2) @ features_BPD * scale
                return ClassifierSums(
                    moment_BDD[:, None].expand(-1, objects, -1, -1),
                    target_BNP @ features_BPD * scale,
                )
            weight_BNP = weight_BNP / weight_BNP.sum(2, keepdim=True).clamp(min=1e-6)
            weighted_BNPD = weight_BNP[..., None] * features_BPD[:, None]
            moment_BNDD = weighted_BNPD.transpose(2, 3) @ features_BPD[:, None]
            return ClassifierSums(moment_BNDD, (target_BNP * weight_BNP) @ features_BPD)

    def solve(self, sums: ClassifierSums) -> Tensor:
        """Return classifier weights, B x N x D; zero if a mask is empty or covers everything.

        The mean score is +0.5 inside the mask and -0.5 outside.
        """
        size = sums.target.shape[-1]
        ridge = F.softplus(self.log_ridge) + 1e-4
        identity_DD = torch.eye(size, device=sums.target.device)
        factor_BNDD = torch.linalg.cholesky(sums.moment.float() + ridge * identity_DD)
        weight_BND = torch.cholesky_solve(sums.target.float()[..., None], factor_BNDD)[..., 0]
        share_BN1 = sums.target[..., -1:]
        mean_inside_BN = (weight_BND * sums.target / share_BN1.clamp(min=1e-4)).sum(-1)
        rest_BND = sums.moment[..., -1] - sums.target
        mean_outside_BN = (weight_BND * rest_BND / (1 - share_BN1).clamp(min=1e-4)).sum(-1)
        gap_BN = (mean_inside_BN - mean_outside_BN).clamp(min=SMALLEST_GAP)
        weight_BND = weight_BND / gap_BN[..., None]
        middle_BN = 0.5 * (mean_inside_BN + mean_outside_BN) / gap_BN
        bias_D = F.one_hot(torch.tensor(size - 1), size).to(weight_BND)
        weight_BND = weight_BND - middle_BN[..., None] * bias_D
        is_usable_BN1 = (share_BN1 > 1e-4) & (share_BN1 < 1 - 1e-4)
        return weight_BND * is_usable_BN1

    def score(self, features_BPD: Tensor, weight_BND: Tensor) -> Tensor:
        """Return the score of every pixel for every object, B x N x P, clamped to -2..2."""
        return (weight_BND @ features_BPD.transpose(1, 2)).clamp(-2.0, 2.0)
