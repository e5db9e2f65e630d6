"""A prior from motion: the previous masks, moved to the next frame with optical flow.

The network compares appearance, so an unlike part of an object drops out of its mask, and a
look-alike beside it joins. Optical flow follows pixels, whatever they look like. Where the flow
can be trusted, the moved masks shift the network's logits a little. So do the mistakes that the
network makes in the frame of an exemplar, although it sees the true masks there: it makes them in
the next frames, too.

Legend: one video (B = 1), N objects, h/w at stride 4 (a cell).
"""

import math
from dataclasses import dataclass
from functools import cache, partial

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional as F

from gvseg.engine.ahead import Ahead
from gvseg.model.memory import with_others
from gvseg.model.network import MASK_STRIDE

SHARE = 0.3
"""Weight of the moved masks' logits, far from an exemplar."""
NEAR_SHARE = 1.0
"""Weight that is added at an exemplar, because the masks that move from there are the true ones."""
NEAR = 12.0
"""Number of frames after which the added weight falls to a third (1 / e)."""
SMALL = 80.0
"""Area in cells up to which nothing is added, because flow blurs small masks; from twice this area,
everything is added.
"""
SURE = 2.0
"""Logit that the network should have in the frame of an exemplar, inside and outside the masks."""
LARGEST_MISTAKE = 4.0
"""Bound of the difference from that logit."""
KEPT = 0.97
"""Share of a mistake that is still corrected one frame later, where the flow can be trusted."""
RIVAL_SHARE = 1.0
"""Weight of the logits of another object's moved mask, which tell two look-alikes apart."""
LARGEST_LOGIT = 3.0
"""Bound of the moved masks' logits, so that a confident network overrules them."""
FLOW_STRIDE = 2
"""Flow is computed at half the network's image size."""
CELL = MASK_STRIDE / FLOW_STRIDE
"""Side of a cell of the masks, in pixels of the grey frames."""
AGREEMENT = 1.0
"""Distance in cells at which the two directions of flow no longer agree."""
SAME_BRIGHTNESS = 20.0
"""Difference in brightness (0..255) at which two pixels are no longer the same."""
SMALLEST_SHARE = 1e-3

Grey = NDArray[np.uint8]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Flow:
    """Flow from a frame back to the previous one.

    Attributes:
        source_1hw2: previous position (x, y) of each cell, as in `grid_sample`.
        trust_hw: 1 where both directions agree and the brightness is the same, falling to 0; 0
            where the previous position is outside the frame.
    """

    source_1hw2: Tensor
    trust_hw: Tensor


@dataclass(frozen=True, slots=True)
class _Exemplar:
    """An exemplar's frame.

    Attributes:
        grey: the grey frame.
        mistakes_1Nhw: what the network's logits lack there.
        share_1N: weight that its moved masks get in addition.
    """

    grey: Grey
    mistakes_1Nhw: Tensor
    share_1N: Tensor


class MotionPrior:
    """Follows the frames of a sweep and moves the previous masks along.

    Args:
        size: (height, width) of frames in the network.
        device: device of the masks.
    """

    def __init__(self, size: tuple[int, int], device: str) -> None:
        self.size = size
        self.device = device
        self.exemplars: dict[int, _Exemplar] = {}
        self.previous: Grey | None = None
        self.flow: _Flow | None = None
        self.added_1N: Tensor | None = None
        self.mistakes_1Nhw: Tensor | None = None
        self._ahead: Ahead[tuple[Grey, _Flow | None]] = Ahead()
        self._back = _precise_flow()
        self._forth = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_FAST)

    def add_exemplar(
        self, frame_index: int, frame: NDArray[np.uint8], logits_1Nhw: Tensor, masks_1Nhw: Tensor
    ) -> None:
        """Keep an exemplar's frame, at which a sweep can start.

        Args:
            frame_index: frame index in the video.
            frame: H x W x 3, RGB.
            logits_1Nhw: the network's logits in that frame, with the exemplar in memory.
            masks_1Nhw: the true masks, 0..1.
        """
        missing_1Nhw = SURE * (2 * masks_1Nhw - 1) - logits_1Nhw
        is_inside_1Nhw = masks_1Nhw > 0.5
        mistakes_1Nhw = torch.where(
            is_inside_1Nhw,
            missing_1Nhw.clamp(0, LARGEST_MISTAKE),
            missing_1Nhw.clamp(-LARGEST_MISTAKE, 0),
        )
        area_1N = is_inside_1Nhw.sum((2, 3))
        share_1N = NEAR_SHARE * (area_1N / SMALL - 1).clamp(0, 1)
        self.exemplars[frame_index] = _Exemplar(self._grey(frame), mistakes_1Nhw, share_1N)

    def start(self, frame_index: int) -> None:
        """Start a sweep at the frame of an exemplar, or without one at another frame."""
        exemplar = self.exemplars.get(frame_index)
        self.previous, self.flow = None if exemplar is None else exemplar.grey, None
        self.added_1N = self.mistakes_1Nhw = None

    def correct(self, frame_index: int, named_1N: Tensor) -> None:
        """Continue from an exemplar's frame for the objects that it names (1; others 0)."""
        exemplar, is_named_1N = self.exemplars[frame_index], named_1N > 0
        if self.added_1N is None or self.mistakes_1Nhw is None:
            self.added_1N = torch.zeros_like(exemplar.share_1N)
            self.mistakes_1Nhw = torch.zeros_like(exemplar.mistakes_1Nhw)
        self.added_1N = torch.where(is_named_1N, exemplar.share_1N, self.added_1N)
        self.mistakes_1Nhw = torch.where(
            is_named_1N[..., None, None], exemplar.mistakes_1Nhw, self.mistakes_1Nhw
        )

    def begin(self, frame: NDArray[np.uint8]) -> None:
        """Compute the flow to the next frame in the background, until `follow` asks for it."""
        self._ahead.begin(frame, partial(self._flow_to, frame, self.previous))

    def follow(self, frame: NDArray[np.uint8]) -> None:
        """Go on to the next frame of the sweep."""
        begun = self._ahead.take(frame)
        self.previous, self.flow = begun or self._flow_to(frame, self.previous)
        if self.added_1N is None or self.mistakes_1Nhw is None or self.flow is None:
            return
        self.added_1N = self.added_1N * math.exp(-1 / NEAR)
        moved_1Nhw = self._moved(self.mistakes_1Nhw, self.flow)
        self.mistakes_1Nhw = KEPT * self.flow.trust_hw * moved_1Nhw

    def _flow_to(
        self, frame: NDArray[np.uint8], previous: Grey | None
    ) -> tuple[Grey, _Flow | None]:
        grey = self._grey(frame)
        return grey, None if previous is None else self._between(previous, grey)

    def shift(self, logits_1Nhw: Tensor, previous_1Nhw: Tensor) -> Tensor:
        """Return the logits of a frame, shifted towards the moved masks of the previous frame.

        An object that the previous frame does not show may appear anywhere, except where another
        object moved to.
        """
        if self.flow is None:
            return logits_1Nhw
        moved_1Nhw = self._moved(previous_1Nhw.float(), self.flow)
        rivals_1Nhw = with_others(moved_1Nhw)[:, :, 1]
        against_1Nhw = _bounded_logit(rivals_1Nhw).clamp(min=0) * (moved_1Nhw < rivals_1Nhw)
        was_shown_1N11 = previous_1Nhw.amax((2, 3), keepdim=True) > 0.5
        own_1Nhw = self._share() * _bounded_logit(moved_1Nhw) * was_shown_1N11
        moved_logits_1Nhw = self.flow.trust_hw * (own_1Nhw - RIVAL_SHARE * against_1Nhw)
        if self.mistakes_1Nhw is None:
            return logits_1Nhw + moved_logits_1Nhw
        return logits_1Nhw + moved_logits_1Nhw + self.mistakes_1Nhw

    def _share(self) -> Tensor | float:
        """Return the weight of each object's moved mask, 1 x N x 1 x 1, or the same for all."""
        return SHARE if self.added_1N is None else SHARE + self.added_1N[..., None, None]

    @staticmethod
    def _moved(maps_1Nhw: Tensor, flow: _Flow) -> Tensor:
        """Return maps of the previous frame, moved to this one."""
        return F.grid_sample(maps_1Nhw, flow.source_1hw2, align_corners=False)

    def _grey(self, frame: NDArray[np.uint8]) -> Grey:
        height, width = (side // FLOW_STRIDE for side in self.size)
        resized = cv2.resize(frame, (width, height), interpolation=cv2.INTER_AREA)
        return np.asarray(cv2.cvtColor(resized, cv2.COLOR_RGB2GRAY), np.uint8)

    def _between(self, before: Grey, after: Grey) -> _Flow:
        back = _calculate(self._back, after, before)
        forth = _calculate(self._forth, before, after)  # only checked, so precision matters less
        difference = np.abs(_sampled(before.astype(np.float32), back) - after)
        changed = self._on_grid(cv2.blur(difference, (5, 5))) / SAME_BRIGHTNESS
        back, forth = self._on_grid(back) / CELL, self._on_grid(forth) / CELL
        error = (back + _sampled(forth, back)) / AGREEMENT
        height, width = back.shape[:2]
        size = np.array((width, height), np.float32)
        place = _cells(height, width) + back
        is_inside = ((place >= -0.5) & (place <= size - 0.5)).all(2)
        source = (place.clip(0, size - 1) + 0.5) * (2 / size) - 1
        trust = np.exp(-np.square(error).sum(2) - np.square(changed)) * is_inside
        return _Flow(
            torch.from_numpy(source)[None].to(self.device), torch.from_numpy(trust).to(self.device)
        )

    def _on_grid(self, values: Floats) -> Floats:
        """Return values reduced to the grid of the masks."""
        height, width = (side // MASK_STRIDE for side in self.size)
        return np.asarray(cv2.resize(values, (width, height), interpolation=cv2.INTER_AREA))


def _precise_flow() -> cv2.DISOpticalFlow:
    """Return a method that differs by 0.02 cells from the medium preset, in 0.4 of its time."""
    method = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
    method.setPatchStride(6)
    method.setGradientDescentIterations(12)
    method.setVariationalRefinementIterations(2)
    return method


def _calculate(method: cv2.DISOpticalFlow, one: Grey, other: Grey) -> Floats:
    """Return the flow from one frame to another, in pixels of the grey frames."""
    return np.asarray(method.calc(one, other, np.zeros((*one.shape, 2), np.float32)))


def _bounded_logit(probability: Tensor) -> Tensor:
    logit = torch.logit(probability, eps=SMALLEST_SHARE)
    return logit.clamp(-LARGEST_LOGIT, LARGEST_LOGIT)


@cache
def _cells(height: int, width: int) -> Floats:
    """Return the position (x, y) of each cell, h x w x 2."""
    return np.stack(np.meshgrid(np.arange(width), np.arange(height)), 2).astype(np.float32)


def _sampled(values: Floats, flow: Floats) -> Floats:
    """Return the values to which a flow of the same size points."""
    source = _cells(*flow.shape[:2]) + flow
    x, y = source[..., 0], source[..., 1]
    return np.asarray(cv2.remap(values, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE))
