"""What the engine remembers of a video: exemplars for good, recent trusted frames in a ring.

Memory is bounded: so many exemplars are read at once (the nearest in time), so many recent frames
are kept, and everything else that was ever trusted lives on in the classifier's sums.

Legend: one video (B = 1), N objects, M memory pixels.
"""

from dataclasses import dataclass

import torch
from torch import Tensor

from gvseg.model.exemplar_classifier import ClassifierSums, RecentSums
from gvseg.model.memory import FrameMemory, MemoryFrames, lay_end_to_end
from gvseg.model.network import GvSegNet, Lookback
from gvseg.model.pixel_decoder import FrameFeatures


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryLimits:
    """How much is kept.

    Attributes:
        exemplars: exemplar frames read at once.
        recent: recent frames kept beside the last one.
        every: frames between those.
        trust: calibrated confidence from which a frame's mask may enter memory.
    """

    exemplars: int = 3
    recent: int = 2
    every: int = 5
    trust: float = 0.6


@dataclass(frozen=True, slots=True)
class _Entry:
    frame_index: int
    memory: FrameMemory
    weight_1N: Tensor


class VideoMemory:
    """Memory of one sweep over a video, for a fixed list of objects.

    Args:
        network: evaluation mode.
        objects: N.
        device: where tensors live.
        limits: how much is kept.
    """

    def __init__(
        self, network: GvSegNet, objects: int, device: torch.device, limits: MemoryLimits
    ) -> None:
        self.network = network
        self.limits = limits
        self.device = device
        self.exemplars: list[_Entry] = []
        self.exemplar_sums: ClassifierSums | None = None
        self.exemplar_query = torch.zeros(1, objects, network.config.width, device=device)
        self.exemplar_count = torch.zeros(1, objects, device=device)
        self.forget_recent()

    def forget_recent(self) -> None:
        """Keep the exemplars only: a sweep starts."""
        objects = self.exemplar_query.shape[1]
        self.recent: list[_Entry] = []
        self.last: _Entry | None = None
        self.recent_sums = RecentSums(torch.zeros(1, objects, device=self.device))
        self.refined_query = torch.zeros_like(self.exemplar_query)
        self.previous: Tensor | None = None

    def add_exemplar(
        self, frame_index: int, features: FrameFeatures, masks_1Nhw: Tensor, named_1N: Tensor
    ) -> None:
        """Keep an exemplar for good.

        Args:
            frame_index: frame of the video.
            features: of that frame.
            masks_1Nhw: at stride 4, 0..1.
            named_1N: 1 for objects that the exemplar names, 0 for those it says nothing of.
        """
        memory = self.network.memorise(features, masks_1Nhw)
        self.exemplars.append(_Entry(frame_index, memory, named_1N))
        has_pixels_1N = named_1N * (masks_1Nhw.flatten(2).amax(2) > 0.5)
        query = self.network.exemplar_queries.from_masks(features, masks_1Nhw)
        sums = self.network.collect_sums(features, masks_1Nhw)
        share_1N = named_1N / (self.exemplar_count + named_1N).clamp(min=1.0)
        self.exemplar_sums = (
            sums if self.exemplar_sums is None else self.exemplar_sums.blend(sums, share_1N)
        )
        query_share_1N = share_1N * has_pixels_1N
        self.exemplar_query = torch.lerp(self.exemplar_query, query, query_share_1N[..., None])
        self.exemplar_count = self.exemplar_count + named_1N

    def set_previous(self, masks_1Nhw: Tensor) -> None:
        """Masks of the frame just before the next one to be segmented."""
        self.previous = masks_1Nhw

    def forget_last(self, masks_1Nhw: Tensor) -> None:
        """The next frame follows an exemplar that names every object: only its masks count."""
        self.last = None
        self.refined_query = torch.zeros_like(self.refined_query)
        self.set_previous(masks_1Nhw)

    def remember(
        self,
        frame_index: int,
        features: FrameFeatures,
        masks_1Nhw: Tensor,
        query_1ND: Tensor,
        trusted_1N: Tensor,
    ) -> None:
        """Take in a segmented frame, for the objects whose masks can be trusted on it."""
        self.set_previous(masks_1Nhw)
        self.refined_query = query_1ND * trusted_1N[..., None]
        if not bool(trusted_1N.any()):
            self.last = None
            return
        memory = self.network.memorise(features, masks_1Nhw)
        self.last = _Entry(frame_index, memory, trusted_1N)
        newest = self.recent[-1].frame_index if self.recent else None
        if newest is None or abs(frame_index - newest) >= self.limits.every:
            self.recent = [*self.recent, self.last][-self.limits.recent :]
        self.recent_sums.remember(self.network.collect_sums(features, masks_1Nhw), trusted_1N)

    def lookback(self, frame_index: int) -> Lookback:
        """What the network is told before it segments a frame."""
        if self.exemplar_sums is None or self.previous is None:
            raise RuntimeError("Memory holds no exemplar: call add_exemplar and set_previous.")
        sums = self.recent_sums.added_to(self.exemplar_sums)
        return Lookback(
            memory=self._frames(frame_index),
            classifier=self.network.exemplar_classifier.solve(sums),
            exemplar_query=self.exemplar_query,
            refined_query=self.refined_query,
            previous=self.previous,
        )

    def _frames(self, frame_index: int) -> MemoryFrames:
        by_distance = sorted(self.exemplars, key=lambda entry: abs(entry.frame_index - frame_index))
        entries = by_distance[: self.limits.exemplars]
        locality_now = self.network.memory_reader.locality
        nowhere = torch.zeros_like(locality_now)
        locality = [
            locality_now if abs(entry.frame_index - frame_index) == 1 else nowhere
            for entry in entries
        ]
        kept = [entry for entry in self.recent if entry is not self.last]
        entries = [*entries, *kept]
        locality += [nowhere] * len(kept)
        if self.last is not None and abs(self.last.frame_index - frame_index) == 1:
            entries.append(self.last)
            locality.append(locality_now)
        return lay_end_to_end(
            [entry.memory for entry in entries], [entry.weight_1N for entry in entries], locality
        )
