"""Memory of a video: permanent exemplars and a ring buffer of recent trusted frames.

A read uses the nearest exemplar of each object, a few more exemplars and a few recent frames, so
its cost is bounded. All other trusted frames contribute through the sums of the classifier.

Legend: one video (B = 1), N objects, E exemplars, M memory pixels, D query width.
"""

from dataclasses import dataclass, replace

import torch
from torch import Tensor

from gvseg.model.exemplar_classifier import ClassifierSums, RecentSums
from gvseg.model.memory import (
    SEGMENTED_WEIGHT,
    FrameMemory,
    MemoryFrames,
    lay_end_to_end,
    recent_frames,
)
from gvseg.model.network import GvSegNet, Lookback
from gvseg.model.pixel_decoder import FrameFeatures


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryLimits:
    """Limits of the memory.

    Attributes:
        exemplars: largest number of exemplar frames per read, unless the objects have more nearest
            exemplars than that.
        settle: distance in frames at which the weight of an exemplar falls to one half.
        recent: number of recent frames in addition to the last one.
        every: smallest distance between recent frames, in frames.
        trust: smallest calibrated confidence of a mask that enters memory.
    """

    exemplars: int = 3
    settle: float = 10.0
    recent: int = 2
    every: int = 5
    trust: float = 0.6


@dataclass(frozen=True, slots=True)
class _Entry:
    """A frame in memory; `weight_1N` is 0 for objects that it has no information about."""

    frame_index: int
    memory: FrameMemory
    weight_1N: Tensor

    def without(self, objects_1N: Tensor) -> "_Entry":
        """Return the entry with weight 0 for the objects marked with 1."""
        return replace(self, weight_1N=self.weight_1N * (1 - objects_1N))


@dataclass(frozen=True, slots=True)
class _Exemplar:
    """An exemplar frame; `shown_1N` is 1 for named objects with pixels."""

    entry: _Entry
    sums: ClassifierSums
    query_1ND: Tensor
    shown_1N: Tensor


class VideoMemory:
    """Memory of a sweep through a video, for a fixed list of objects.

    Args:
        network: network in evaluation mode.
        objects: number of objects, N.
        device: device of the tensors.
        limits: limits of the memory.
    """

    def __init__(
        self, network: GvSegNet, objects: int, device: torch.device, limits: MemoryLimits
    ) -> None:
        self.network = network
        self.limits = limits
        self.device = device
        self.objects = objects
        self.exemplars: list[_Exemplar] = []
        self.forget_recent()

    def forget_recent(self) -> None:
        """Start a sweep: keep only the exemplars."""
        self.recent: list[_Entry] = []
        self.last: _Entry | None = None
        self.recent_sums = RecentSums(torch.zeros(1, self.objects, device=self.device))
        self.refined_query = self.no_query()
        self.previous: Tensor | None = None

    def add_exemplar(
        self, frame_index: int, features: FrameFeatures, masks_1Nhw: Tensor, named_1N: Tensor
    ) -> None:
        """Add a permanent exemplar.

        Args:
            frame_index: frame index in the video.
            features: features of that frame.
            masks_1Nhw: masks at stride 4, 0..1.
            named_1N: 1 for objects that the exemplar names, 0 for unknown ones.
        """
        memory = self.network.memorise(features, masks_1Nhw, named_1N)
        entry = _Entry(frame_index, memory, named_1N)
        self.exemplars.append(
            _Exemplar(
                entry,
                self.network.collect_sums(features, masks_1Nhw),
                self.network.exemplar_queries.from_masks(features, masks_1Nhw),
                named_1N * (masks_1Nhw.flatten(2).amax(2) > 0.5),
            )
        )

    def correct(self, named_1N: Tensor) -> None:
        """Clear the sweep's memory of the objects that a new exemplar names.

        The exemplar corrects the frames before it, so they can no longer be trusted.

        Args:
            named_1N: 1 for the objects that the exemplar names.
        """
        self.recent = [entry.without(named_1N) for entry in self.recent]
        self.last = None if self.last is None else self.last.without(named_1N)
        self.recent_sums.forget(named_1N)
        self.refined_query = self.refined_query * (1 - named_1N)[..., None]

    def no_query(self) -> Tensor:
        """Return queries of zeros, 1 x N x D."""
        return torch.zeros(1, self.objects, self.network.config.width, device=self.device)

    def set_previous(self, masks_1Nhw: Tensor) -> None:
        """Set the masks of the previous frame."""
        self.previous = masks_1Nhw

    def forget_last(self, masks_1Nhw: Tensor) -> None:
        """Clear the last frame, and set the previous masks to those of a complete exemplar."""
        self.last = None
        self.refined_query = self.no_query()
        self.set_previous(masks_1Nhw)

    def remember(
        self,
        frame_index: int,
        features: FrameFeatures,
        masks_1Nhw: Tensor,
        query_1ND: Tensor,
        trusted_1N: Tensor,
    ) -> None:
        """Add a segmented frame for the objects whose masks are trusted."""
        self.set_previous(masks_1Nhw)
        self.refined_query = query_1ND * trusted_1N[..., None]
        if not bool(trusted_1N.any()):
            self.last = None
            return
        memory = self.network.memorise(features, masks_1Nhw, trusted_1N)
        self.last = _Entry(frame_index, memory, trusted_1N)
        newest = self.recent[-1].frame_index if self.recent else None
        if newest is None or abs(frame_index - newest) >= self.limits.every:
            self.recent = [*self.recent, self.last][-self.limits.recent :]
        self.recent_sums.remember(self.network.collect_sums(features, masks_1Nhw), trusted_1N)

    def lookback(self, frame_index: int) -> Lookback:
        """Return the network's input from other frames, for segmenting a frame."""
        if not self.exemplars or self.previous is None:
            raise RuntimeError("Memory has no exemplar: call add_exemplar and set_previous.")
        weights_E1N = self._exemplar_weights(frame_index)
        sums = _mean_sums([exemplar.sums for exemplar in self.exemplars], weights_E1N)
        return Lookback(
            memory=self._frames(frame_index, weights_E1N),
            classifier=self.network.exemplar_classifier.solve(self.recent_sums.added_to(sums)),
            exemplar_query=self._query(weights_E1N),
            refined_query=self.refined_query,
            previous=self.previous,
            recent=self._neighbour(frame_index),
        )

    def _exemplar_weights(self, frame_index: int) -> Tensor:
        """Return the weight of each exemplar for each object: 1 for the nearest, less for others.

        Weights fall with distance, so far from all exemplars they are nearly equal.
        """
        named_E1N = torch.stack([exemplar.entry.weight_1N for exemplar in self.exemplars])
        distance_E = torch.tensor(
            [abs(exemplar.entry.frame_index - frame_index) for exemplar in self.exemplars],
            device=self.device,
        )
        weight_E11 = 1.0 / (1.0 + distance_E / self.limits.settle)[:, None, None]
        weight_E1N = weight_E11 * named_E1N
        return weight_E1N / weight_E1N.amax(0).clamp(min=1e-6)

    def _query(self, weights_E1N: Tensor) -> Tensor:
        """Return the mean query of the exemplars that show each object; zero if none does."""
        shown_E1N = weights_E1N * torch.stack([one.shown_1N for one in self.exemplars])
        share_E1N = shown_E1N / shown_E1N.sum(0).clamp(min=1e-6)
        query_E1ND = torch.stack([exemplar.query_1ND for exemplar in self.exemplars])
        return (share_E1N[..., None] * query_E1ND).sum(0)

    def _frames(self, frame_index: int, weights_E1N: Tensor) -> MemoryFrames:
        chosen = self._choose_exemplars(weights_E1N)
        entries = [self.exemplars[index].entry for index in chosen]
        weights = [weights_E1N[index] for index in chosen]
        locality_now = self.network.memory_reader.locality
        no_locality = torch.zeros_like(locality_now)
        locality = [
            locality_now if abs(entry.frame_index - frame_index) == 1 else no_locality
            for entry in entries
        ]
        kept = [entry for entry in self.recent if entry.frame_index != self._last_index]
        locality += [no_locality] * len(kept)
        if self.last is not None and abs(self.last.frame_index - frame_index) == 1:
            kept.append(self.last)
            locality.append(locality_now)
        return lay_end_to_end(
            [entry.memory for entry in (*entries, *kept)],
            [*weights, *(SEGMENTED_WEIGHT * entry.weight_1N for entry in kept)],
            locality,
        )

    def _neighbour(self, frame_index: int) -> MemoryFrames | None:
        """Return the memory entries of adjacent frames, from the sweep or an exemplar."""
        if self.network.recent_reader is None:
            return None
        entries = [exemplar.entry for exemplar in self.exemplars]
        if self.last is not None:
            entries.append(self.last)
        near = [entry for entry in entries if abs(entry.frame_index - frame_index) == 1]
        return recent_frames([one.memory for one in near], [one.weight_1N for one in near])

    @property
    def _last_index(self) -> int | None:
        return None if self.last is None else self.last.frame_index

    def _choose_exemplars(self, weights_E1N: Tensor) -> list[int]:
        """Return the nearest exemplar of each object, then others up to the limit."""
        nearest = weights_E1N[:, 0].argmax(0).unique().tolist()
        by_weight = weights_E1N[:, 0].amax(1).argsort(descending=True, stable=True).tolist()
        others = [index for index in by_weight if index not in nearest]
        return [*nearest, *others[: max(0, self.limits.exemplars - len(nearest))]]


def _mean_sums(sums: list[ClassifierSums], weights_E1N: Tensor) -> ClassifierSums:
    """Return the weighted mean of the sums for each object."""
    share_E1N = weights_E1N / weights_E1N.sum(0).clamp(min=1e-6)
    mean, total_1N = sums[0], share_E1N[0]
    for one, share_1N in zip(sums[1:], share_E1N[1:], strict=True):
        total_1N = total_1N + share_1N
        mean = mean.blend(one, share_1N / total_1N.clamp(min=1e-6))
    return mean
