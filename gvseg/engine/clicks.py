"""Segment an object of a frame from clicks and boxes."""

import hashlib
import math
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from gvseg.engine.box_prompts import BoxView
from gvseg.engine.checks import check_box, check_clicks
from gvseg.engine.frame_crop import FrameCrop
from gvseg.engine.frame_encoding import FrameEncoding, is_compiled
from gvseg.engine.propagation.sweep import Calibration
from gvseg.engine.refinement import (
    drop_far_parts,
    keep_elsewhere,
    obey_clicks,
    with_positive,
)
from gvseg.engine.runtime import Runtime
from gvseg.engine.threads import one_torch_thread
from gvseg.masks import Mask
from gvseg.model.network import GvSegNet
from gvseg.model.pixel_decoder import FrameFeatures
from gvseg.prompts import Box, Click

LOOKS = 2
"""Decoder passes for a box; the second one gets the mask of the first."""
REPLAYED = 7
"""Number of earlier clicks that are replayed one by one before the last, each with the mask so far,
as in training. Without this, a further click can make the mask worse.
"""
CORRECTIONS = 4
"""Largest number of additional passes for a box; each gets the previous mask, cut to the box."""
CLOSER_MARGIN = 0.4
"""Margin around the mask in the enlarged crop, as a fraction of the mask's longer side."""
CLOSEST_MARGIN = 0.25
"""The same margin in the last crop, around the mask of the crop before."""
CROP_GRID = 16
"""Crop edges are rounded outwards to a grid with this number of cells per side of the frame, so
that later clicks can reuse the crop's features.
"""
LEAST_GAIN = 1.4
"""Smallest enlargement of the frame's short side for which a crop is segmented."""
WHOLE_FRAME_WEIGHT = 0.5
"""Weight of the whole frame's logits in the mean with those of the crop."""
EARLIER_WEIGHT = 0.3
"""Weight of the earlier looks' logits in the mean with those of the last crop."""
SAME_MASK = 0.9
"""Smallest IoU of a mask to refine with the answer to its clicks at which it is that answer, from
which the pixels of other objects may have been cut.
"""
STEPS_CACHED = 64
"""Number of masks of replayed clicks that a frame keeps, so that a further click replays none."""
ANSWERS_CACHED = 64
"""Number of masks of clicks that are kept, to know them again."""
FRAMES_CACHED = 32
"""Number of frames and crops whose features are cached, so that returning to one costs nothing."""


@dataclass(frozen=True, slots=True)
class _Encoded:
    """A frame or crop in the cache.

    Attributes:
        encoding: its encoding.
        features: its features.
        steps: number of the first replayed click and clicks so far -> their mask at stride 4.
    """

    encoding: FrameEncoding
    features: FrameFeatures
    steps: OrderedDict[tuple[int, tuple[Click, ...]], Tensor] = field(default_factory=OrderedDict)


class ClickSegmenter:
    """Segments one object of a frame from clicks, caching the features of recent frames.

    Args:
        network: network in evaluation mode, on the runtime's device.
        runtime: device and short side.
        calibration: calibration of the confidence.
    """

    def __init__(self, network: GvSegNet, runtime: Runtime, calibration: Calibration) -> None:
        self.network = network
        self.runtime = runtime
        self.calibration = calibration
        self._cached: OrderedDict[bytes, _Encoded] = OrderedDict()
        self._answers: OrderedDict[tuple[Click, ...], Mask] = OrderedDict()

    @torch.inference_mode()
    def prepare(self, frame: NDArray[np.uint8]) -> None:
        """Encode a frame (H x W x 3, RGB) ahead of the first click."""
        with one_torch_thread(is_wanted=is_compiled(self.network)):
            self._encoded(frame)

    @torch.inference_mode()
    def segment(
        self,
        frame: NDArray[np.uint8],
        clicks: Sequence[Click],
        previous: Mask | None = None,
        box: Box | None = None,
    ) -> tuple[Mask, float]:
        """See `Session.mask_from_clicks`."""
        with one_torch_thread(is_wanted=is_compiled(self.network)):
            return self._answer(frame, clicks, previous, box)

    def _answer(
        self,
        frame: NDArray[np.uint8],
        clicks: Sequence[Click],
        previous: Mask | None,
        box: Box | None,
    ) -> tuple[Mask, float]:
        height, width = frame.shape[:2]
        has_object = box is not None or (previous is not None and not previous.is_empty)
        check_clicks(tuple(clicks), height, width, needs_positive=not has_object)
        if box is not None:
            check_box(box, height, width)
            pixels, confidence = self._segment_box(frame, clicks, box)
        elif previous is None or previous.is_empty or self._is_answer(previous, clicks):
            return self._segment_clicked(frame, clicks)
        else:
            # The first pass gets the previous mask; a second one changes IoU by 0.01 or less.
            before = previous.to_array()
            completed = with_positive(clicks, before)
            logits, confidence = self._segment(frame, completed, previous, looks=1)
            pixels = keep_elsewhere(before, logits, clicks)
        return Mask.from_array(obey_clicks(pixels, clicks)), confidence

    def _segment_clicked(
        self, frame: NDArray[np.uint8], clicks: Sequence[Click]
    ) -> tuple[Mask, float]:
        """Segment an object from clicks alone, and keep the answer.

        The second look is an enlarged crop around the mask, or the whole frame again if the object
        is large. Unless it is large, the third look is a tighter crop around the mask so far.
        """
        logits, confidence = self._segment(frame, clicks, None, looks=1)
        pixels = drop_far_parts(logits > 0, clicks)
        crop = self._crop_around(frame, pixels, clicks, CLOSER_MARGIN)
        if crop is None:
            before = Mask.from_array(logits > 0)
            logits, confidence = self._segment(frame, clicks, before, looks=1)
        else:
            closer, confidence = self._look_closer(crop, clicks, pixels)
            logits = _mean_in(crop, closer, logits, WHOLE_FRAME_WEIGHT)
        pixels = drop_far_parts(logits > 0, clicks)
        crop = self._crop_around(frame, pixels, clicks, CLOSEST_MARGIN)
        if crop is not None:
            closest, confidence = self._look_closer(crop, clicks, pixels)
            logits = _mean_in(crop, closest, logits, EARLIER_WEIGHT)
            pixels = drop_far_parts(logits > 0, clicks)
        mask = Mask.from_array(obey_clicks(pixels, clicks))
        self._answers[tuple(clicks)] = mask
        if len(self._answers) > ANSWERS_CACHED:
            self._answers.popitem(last=False)
        return mask, confidence

    def _is_answer(self, previous: Mask, clicks: Sequence[Click]) -> bool:
        """Return whether a mask to refine is the answer to some of the clicks alone.

        The mask of all clicks together is better than a refinement of that answer, whose mistakes
        far from the new click would stay.
        """
        earlier = (self._answers.get(tuple(clicks[:count])) for count in range(1, len(clicks)))
        return any(
            answer is not None
            and (answer.height, answer.width) == (previous.height, previous.width)
            and answer.iou(previous) >= SAME_MASK
            for answer in earlier
        )

    def _crop_around(
        self,
        frame: NDArray[np.uint8],
        pixels: NDArray[np.bool_],
        clicks: Sequence[Click],
        margin: float,
    ) -> FrameCrop | None:
        """Return an enlarged crop around a mask, or None if it would be hardly enlarged."""
        if not pixels.any():
            return None
        edges = _closer_edges(pixels, margin)
        crop = FrameCrop.around(frame, edges, clicks, self.runtime.short_side)
        short = min(crop.bottom - crop.top, crop.right - crop.left)
        return None if min(frame.shape[:2]) < LEAST_GAIN * short else crop

    def _look_closer(
        self,
        crop: FrameCrop,
        clicks: Sequence[Click],
        pixels: NDArray[np.bool_],
    ) -> tuple[NDArray[np.float32], float]:
        """Refine a mask in a crop; return the logits in the crop's window, and the confidence."""
        moved = [crop.click(c.x, c.y, is_positive=c.is_positive) for c in clicks]
        before = Mask.from_array(crop.enlarge(pixels))
        closer, confidence = self._segment(crop.image, moved, before, looks=1)
        return crop.shrink(closer), confidence

    def _segment_box(
        self, frame: NDArray[np.uint8], clicks: Sequence[Click], box: Box
    ) -> tuple[NDArray[np.bool_], float]:
        """Segment an enlarged crop around a box.

        Networks that do not see boxes get clicks instead, and negative clicks where the mask leaves
        the box.
        """
        view = BoxView.around(box, clicks, frame, self.runtime.short_side)
        if self.network.prompts is not None:
            given = view.given_clicks(clicks)
            logits, confidence = self._segment(view.crop.image, given, None, box=view.in_crop)
            return view.to_frame(logits > 0, *frame.shape[:2]), confidence
        prompts = view.prompts(clicks)
        logits, confidence = self._segment(view.crop.image, prompts, None)
        for _ in range(CORRECTIONS):
            inside = Mask.from_array(view.inside(logits > 0))
            leaks = view.leaks(logits > 0)
            prompts = [*prompts, *leaks]
            logits, confidence = self._segment(view.crop.image, prompts, inside, looks=1)
            if not leaks:
                break
        return view.to_frame(logits > 0, *frame.shape[:2]), confidence

    def _segment(
        self,
        frame: NDArray[np.uint8],
        clicks: Sequence[Click],
        previous: Mask | None,
        looks: int = LOOKS,
        box: Box | None = None,
    ) -> tuple[NDArray[np.float32], float]:
        """Return the logits (H x W) and confidence of a mask."""
        height, width = frame.shape[:2]
        device = self.runtime.device
        encoded = self._encoded(frame)
        points, signs = (one.to(device) for one in _points(clicks, height, width))
        edges = None if box is None else _edges(box, height, width).to(device)
        mask = encoded.encoding.coarse_masks([previous])
        first = last = points.shape[1]
        if previous is None and self.network.prompts is not None:
            first = max(1, last - REPLAYED)
        counts = [*range(first, last), *[last] * looks]
        steps = encoded.steps if previous is None and box is None else OrderedDict()
        while len(counts) > 1 and (first, tuple(clicks[: counts[0]])) in steps:
            mask = steps[first, tuple(clicks[: counts.pop(0)])]
        for count in counts:
            prediction = self.network.segment_from_prompts(
                encoded.features, points[:, :count], signs[:, :count], mask, edges
            )
            mask = (prediction.mask_logits[-1] > 0).float()
            steps.setdefault((first, tuple(clicks[:count])), mask)
        while len(steps) > STEPS_CACHED:
            steps.popitem(last=False)
        logits = prediction.mask_logits[-1][0, 0].float().cpu().numpy()
        full = cv2.resize(logits, (width, height), interpolation=cv2.INTER_LINEAR)
        confidence = self.calibration.apply(prediction.confidence_logit.float())
        return np.asarray(full, np.float32), float(confidence[0, 0])

    def _encoded(self, frame: NDArray[np.uint8]) -> _Encoded:
        shape = str(frame.shape).encode()
        key = hashlib.blake2b(frame.tobytes(), person=shape[:16]).digest()
        if key not in self._cached:
            height, width = frame.shape[:2]
            encoding = FrameEncoding(self.network, self.runtime, (height, width))
            self._cached[key] = _Encoded(encoding, encoding.encode(frame))
            if len(self._cached) > FRAMES_CACHED:
                self._cached.popitem(last=False)
        self._cached.move_to_end(key)
        return self._cached[key]


def _mean_in(
    crop: FrameCrop, closer: NDArray[np.float32], logits: NDArray[np.float32], weight: float
) -> NDArray[np.float32]:
    """Return the mean of a crop's logits (weight 1) and the frame's; no object outside the crop."""
    mean = np.full_like(logits, -np.inf)
    mean[crop.window] = (closer + weight * logits[crop.window]) / (1 + weight)
    return mean


def _closer_edges(pixels: NDArray[np.bool_], share: float) -> tuple[int, int, int, int]:
    """Return left, top, right and bottom of a mask with a margin, rounded outwards.

    Args:
        pixels: H x W, not empty.
        share: margin, as a fraction of the mask's longer side.
    """
    spans = [np.flatnonzero(pixels.any(axis)) for axis in (0, 1)]
    margin = share * max(int(span[-1]) + 1 - int(span[0]) for span in spans)
    low, high = [], []
    for span, length in zip(spans, pixels.shape[::-1], strict=True):
        step = max(1, length // CROP_GRID)
        low.append(math.floor((int(span[0]) - margin) / step) * step)
        high.append(math.ceil((int(span[-1]) + 1 + margin) / step) * step)
    return low[0], low[1], high[0], high[1]


def _points(clicks: Sequence[Click], height: int, width: int) -> tuple[Tensor, Tensor]:
    """Return the clicks as shares of the frame, -1..1: 1 x K x 2, and their signs: 1 x K.

    A sign is 1, -1, or 0 for padding: a box alone has no clicks, but the network needs a point.
    """
    if not clicks:
        return torch.zeros(1, 1, 2), torch.zeros(1, 1)
    places = [(2 * (c.x + 0.5) / width - 1, 2 * (c.y + 0.5) / height - 1) for c in clicks]
    signs = [1.0 if click.is_positive else -1.0 for click in clicks]
    return torch.tensor([places]), torch.tensor([signs])


def _edges(box: Box, height: int, width: int) -> Tensor:
    """Return the edges of a box as shares of the frame, -1..1: 1 x 4."""
    size = torch.tensor((width, height, width, height))
    return 2 * torch.tensor([[box.left, box.top, box.right, box.bottom]]) / size - 1
