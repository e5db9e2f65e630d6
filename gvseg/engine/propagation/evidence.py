"""Collect the evidence from which the confidence of tracks is predicted.

In every frame the masks are compared with the exemplars, with the other objects and with the
previous frame. The identity check of the review uses the same similarities to exemplars.

Legend: one video (B = 1), N objects, E exemplars, P pixels at stride 16, F features of evidence,
C embedding channels, L features with a running minimum, h/w at stride 4.
"""

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F

from gvseg.engine.propagation.mask_evidence import SMALLEST, mask_evidence, soft_iou
from gvseg.engine.request import Similarity
from gvseg.model.memory import FrameMemory, lay_end_to_end
from gvseg.model.network import GvSegNet, ObjectPrediction
from gvseg.model.pixel_decoder import FrameFeatures
from gvseg.model.track_confidence import EVIDENCE

NO_RIVAL = -1.0
"""Similarity to rivals if there are none."""
INSIDE = 0.3
"""A cell at stride 16 is part of a mask that covers more than this share of it."""


@dataclass(frozen=True, slots=True)
class FrameEvidence:
    """The evidence of one frame.

    Attributes:
        values_NF: features in the order of `EVIDENCE`.
        similarity_NN: cosine similarity of mask n to the exemplars of object m.
        is_shown_N: whether mask n has pixels.
    """

    values_NF: Tensor
    similarity_NN: Tensor
    is_shown_N: Tensor

    def similarities(self, tracks: list[int]) -> dict[int, Similarity]:
        """Return the similarity of each non-empty mask, by track; row n is `tracks[n]`."""
        found = {}
        for row, (values, is_shown) in enumerate(
            zip(self.similarity_NN.tolist(), self.is_shown_N.tolist(), strict=True)
        ):
            others = [(value, tracks[m]) for m, value in enumerate(values) if m != row]
            rival, rival_track = max(others, default=(None, None))
            if is_shown:
                found[tracks[row]] = Similarity(values[row], rival, rival_track)
        return found


@dataclass(frozen=True, slots=True)
class _Exemplar:
    """Data of an exemplar; rows of objects that it does not show are zero."""

    frame_index: int
    memory: FrameMemory
    shown_N: Tensor
    masks_NP: Tensor
    embedding_NC: Tensor
    area_N: Tensor


class EvidenceCollector:
    """Compares the masks of a sweep with exemplars, other objects and previous frames.

    Args:
        network: network in evaluation mode.
    """

    def __init__(self, network: GvSegNet) -> None:
        self.network = network
        self.exemplars: list[_Exemplar] = []
        self.centre_C: Tensor | None = None
        self.lowest_NL: Tensor | None = None

    def add_exemplar(
        self, frame_index: int, features: FrameFeatures, masks_1Nhw: Tensor, memory: FrameMemory
    ) -> None:
        """Add an exemplar to compare later masks with; objects without pixels are ignored."""
        masks = masks_1Nhw[0]
        pixels_CP = self._pixels(features)
        if self.centre_C is None:
            # Cosine similarities discriminate better after the mean embedding of the video is
            # subtracted.
            self.centre_C = pixels_CP.mean(1)
        shown_N = (masks.flatten(1).amax(1) > 0.5).float()
        self.exemplars.append(
            _Exemplar(
                frame_index,
                memory,
                shown_N,
                F.avg_pool2d(masks_1Nhw, 4)[0].flatten(1),
                self._pooled(pixels_CP, masks) * shown_N[:, None],
                (masks > 0.5).flatten(1).sum(1).float(),
            )
        )

    def start(self) -> None:
        """Start a sweep: reset the running minima."""
        self.lowest_NL = None

    def correct(self, named_1N: Tensor) -> None:
        """Reset the running minima of objects that a new exemplar names."""
        if self.lowest_NL is not None:
            self.lowest_NL = torch.where(named_1N[0, :, None] > 0, torch.inf, self.lowest_NL)

    def collect(
        self,
        frame_index: int,
        features: FrameFeatures,
        prediction: ObjectPrediction,
        masks_1Nhw: Tensor,
        previous_1Nhw: Tensor,
    ) -> FrameEvidence:
        """Return the evidence for the masks of a frame.

        Args:
            frame_index: frame index in the video.
            features: features of the frame.
            prediction: prediction of the network.
            masks_1Nhw: masks after aggregation over objects, 0..1.
            previous_1Nhw: masks of the previous frame, 0..1.
        """
        masks, previous = masks_1Nhw[0].float(), previous_1Nhw[0].float()
        nearest_N = self._nearest(frame_index)
        head_N = prediction.confidence_logit[0].float()
        similarity_NN, looks = self._compare_looks(features, masks)
        transferred = self._transferred(features, masks, nearest_N)
        iou_previous_N = soft_iou(masks, previous)
        lowest_NL = self._lowest(
            torch.stack(
                (
                    head_N,
                    looks["own_similarity"],
                    transferred["transferred_iou"],
                    iou_previous_N,
                ),
                1,
            )
        )
        area_N = (masks > 0.5).flatten(1).sum(1).float()
        values = {
            "head_logit": head_N,
            "lowest_head_logit": lowest_NL[:, 0],
            "lowest_own_similarity": lowest_NL[:, 1],
            "lowest_transferred_iou": lowest_NL[:, 2],
            "iou_with_previous": iou_previous_N,
            "lowest_iou_with_previous": lowest_NL[:, 3],
            "growth_since_exemplar": torch.log((area_N + 1) / (self._areas(nearest_N) + 1)),
            "log_frames_since_exemplar": self._log_frames_since(frame_index, nearest_N),
            **looks,
            **transferred,
            **mask_evidence(masks, previous, prediction),
        }
        values_NF = torch.stack([values[name].float() for name in EVIDENCE], 1)
        return FrameEvidence(values_NF, similarity_NN, area_N > 0)

    def _lowest(self, now_NL: Tensor) -> Tensor:
        lowest_NL = now_NL if self.lowest_NL is None else torch.minimum(self.lowest_NL, now_NL)
        self.lowest_NL = lowest_NL
        return lowest_NL

    def _nearest(self, frame_index: int) -> Tensor:
        """Return the position of the nearest exemplar that shows each object."""
        distance_EN = torch.stack(
            [
                torch.where(one.shown_N > 0, float(abs(one.frame_index - frame_index)), torch.inf)
                for one in self.exemplars
            ]
        )
        return distance_EN.argmin(0)

    def _areas(self, nearest_N: Tensor) -> Tensor:
        area_EN = torch.stack([one.area_N for one in self.exemplars])
        return area_EN.gather(0, nearest_N[None])[0]

    def _log_frames_since(self, frame_index: int, nearest_N: Tensor) -> Tensor:
        indexes = [abs(one.frame_index - frame_index) for one in self.exemplars]
        return torch.tensor(indexes, device=nearest_N.device)[nearest_N].float().log1p()

    def _compare_looks(
        self, features: FrameFeatures, masks: Tensor
    ) -> tuple[Tensor, dict[str, Tensor]]:
        """Return the similarity of masks to exemplars, and the features derived from it."""
        pixels_CP = self._pixels(features)
        exemplar_NC = F.normalize(
            torch.stack([one.embedding_NC for one in self.exemplars]).sum(0), dim=1
        )
        similarity_NN = self._pooled(pixels_CP, masks) @ exemplar_NC.T
        is_own_NN = torch.eye(len(masks), device=masks.device) > 0
        own_N = similarity_NN.diagonal()
        rival_N = similarity_NN.masked_fill(is_own_NN, NO_RIVAL).amax(1)
        rival_mask_N = similarity_NN.T.masked_fill(is_own_NN, NO_RIVAL).amax(1)
        centred_CP = F.normalize(pixels_CP - self._centre()[:, None], dim=0)
        is_inside_NP = F.avg_pool2d(masks[None], 4)[0].flatten(1) > INSIDE
        outside_NP = (exemplar_NC @ centred_CP).masked_fill(is_inside_NP, NO_RIVAL)
        return similarity_NN, {
            "own_similarity": own_N,
            "margin_over_rivals": own_N - rival_N,
            "rival_mask_is_more_similar": rival_mask_N - own_N,
            "best_similarity_outside": outside_NP.topk(4, dim=1).values.mean(1),
        }

    def _transferred(
        self, features: FrameFeatures, masks: Tensor, nearest_N: Tensor
    ) -> dict[str, Tensor]:
        """Compare masks with exemplar masks transferred to this frame by appearance alone."""
        chosen = [self.exemplars[index] for index in nearest_N.unique().tolist()]
        no_locality = torch.zeros_like(self.network.memory_reader.locality)
        frames = lay_end_to_end(
            [one.memory for one in chosen],
            [one.shown_N[None] for one in chosen],
            [no_locality] * len(chosen),
        )
        affinity_PM = self.network.memory_reader.affinity(features.key, frames)[0]
        known_NM = frames.weight[0].repeat_interleave(len(chosen[0].masks_NP[0]), 1)
        moved_NM = torch.cat([one.masks_NP for one in chosen], 1) * known_NM
        moved_NP = (moved_NM @ affinity_PM.T) / (known_NM @ affinity_PM.T).clamp(min=SMALLEST)
        grid_NP = F.avg_pool2d(masks[None], 4)[0].flatten(1)
        area_N1 = grid_NP.sum(1, keepdim=True).clamp(min=SMALLEST)
        inside_NN = (grid_NP / area_N1) @ moved_NP.T
        is_own_NN = torch.eye(len(masks), device=masks.device) > 0
        common_N = torch.minimum(grid_NP, moved_NP).sum(1)
        return {
            "transferred_inside": inside_NN.diagonal(),
            "transferred_from_rivals": inside_NN.masked_fill(is_own_NN, 0.0).amax(1),
            "transferred_recall": common_N / moved_NP.sum(1).clamp(min=SMALLEST),
            "transferred_iou": soft_iou(grid_NP, moved_NP),
        }

    def _centre(self) -> Tensor:
        if self.centre_C is None:
            raise RuntimeError("There is no exemplar: call add_exemplar first.")
        return self.centre_C

    @staticmethod
    def _pixels(features: FrameFeatures) -> Tensor:
        """Return pixel embeddings at stride 16, C x P: classifier and memory-key features."""
        classifier = F.avg_pool2d(features.classifier, 2)[0].flatten(1)
        key = features.key[0].flatten(1)
        return torch.cat((F.normalize(classifier, dim=0), F.normalize(key, dim=0))).float()

    def _pooled(self, pixels_CP: Tensor, masks: Tensor) -> Tensor:
        """Return the mean embedding inside each mask, N x C, of unit length."""
        weight_NP = F.avg_pool2d(masks[None], 4)[0].flatten(1)
        weight_NP = weight_NP / weight_NP.sum(1, keepdim=True).clamp(min=SMALLEST)
        centred_CP = pixels_CP - self._centre()[:, None]
        return F.normalize(weight_NP @ centred_CP.T, dim=1)
