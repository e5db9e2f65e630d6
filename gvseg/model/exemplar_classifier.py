"""A closed-form classifier per object, which separates it from everything else in the video.

Not in the paper. Ridge regression of object masks on frame features, solved from running sums, so
that all trusted frames contribute and memory does not grow. Sums of exemplars and later frames are
added; the solver is differentiable, so the features learn to be separable.

Legend: B videos, N objects, C feature channels, D = C + 1 (with bias), P pixels.
"""

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from gvseg.model.config import ModelConfig

SMALLEST_GAP = 0.05
"""Lower bound of the difference between the mean scores inside and outside."""


class ClassifierSums(NamedTuple):
    """Sufficient statistics of labelled pixels, each a weighted mean over pixels.

    Attributes:
        moment: B x N x D x D, mean of feature outer products.
        target: B x N x D, mean of features times mask; the last entry is the mask's share.
    """

    moment: Tensor
    target: Tensor

    def blend(self, other: "ClassifierSums", share_BN: Tensor) -> "ClassifierSums":
        """Return these sums, moved towards the others by `share_BN` (0..1)."""
        share_BN1 = share_BN[..., None]
        return ClassifierSums(
            torch.lerp(self.moment, other.moment, share_BN1[..., None]),
            torch.lerp(self.target, other.target, share_BN1),
        )


RECENT_SHARE = 0.35
"""Share by which the sums of recent frames move the exemplars' sums."""
RECENT_MOMENTUM = 0.6
"""Share by which a new frame moves the running sums of recent frames."""


class RecentSums:
    """Running sums of the trusted frames since the exemplars; differentiable.

    The engine's memory and the training rollout both use this update.

    Args:
        known_BN: zeros; becomes 1 for an object once one of its frames is trusted.
    """

    def __init__(self, known_BN: Tensor) -> None:
        self.known_BN = known_BN
        self.sums: ClassifierSums | None = None

    def remember(self, sums: ClassifierSums, trusted_BN: Tensor) -> None:
        """Add a frame's sums for the objects that are trusted in it (1; else 0)."""
        if self.sums is None:
            self.sums = sums
        else:
            share_BN = torch.where(self.known_BN > 0, RECENT_MOMENTUM, 1.0) * trusted_BN
            self.sums = self.sums.blend(sums, share_BN)
        self.known_BN = torch.maximum(self.known_BN, trusted_BN)

    def forget(self, objects_BN: Tensor) -> None:
        """Reset the objects marked 1."""
        self.known_BN = self.known_BN * (1 - objects_BN)

    def added_to(self, exemplar_sums: ClassifierSums) -> ClassifierSums:
        """Return the exemplars' sums, moved towards the recent frames of each object."""
        if self.sums is None:
            return exemplar_sums
        return exemplar_sums.blend(self.sums, RECENT_SHARE * self.known_BN)


class ExemplarClassifier(nn.Module):
    """Sums up frames, solves for the weights and scores pixels."""

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
        """Sum up one labelled frame.

        Args:
            features_BPD: from `features`.
            target_BNP: mask at stride 8, 0..1.
            weight_BNP: weight of each pixel; None for equal weights.
        """
        objects = target_BNP.shape[1]
        features_BPD, target_BNP = features_BPD.float(), target_BNP.float()
        # In half precision, the rounded sums would have no Cholesky factor.
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
        """Return weights that score +0.5 at the mean inside and -0.5 at the mean outside.

        Returns:
            B x N x D; zero where a mask is empty or covers everything.
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
