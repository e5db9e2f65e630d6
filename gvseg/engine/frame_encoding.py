"""Resize frames to the network size and encode them."""

from functools import partial

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional as F

from gvseg.engine.ahead import Ahead
from gvseg.engine.runtime import Runtime
from gvseg.engine.threads import thread_count
from gvseg.masks import Mask
from gvseg.model.network import MASK_STRIDE, SIZE_MULTIPLE, GvSegNet
from gvseg.model.pixel_decoder import FrameEncoder, FrameFeatures

LARGEST_ENLARGEMENT = 1.6
"""Largest scale factor for small videos."""
LONGEST_ASPECT = 4.0
"""Largest aspect ratio in the network; wider videos are squeezed to limit the cost."""


def inside_size(height: int, width: int, short_side: int) -> tuple[int, int]:
    """Return a frame's (height, width) in the network, in multiples of `SIZE_MULTIPLE`."""
    scale = min(short_side / min(height, width), LARGEST_ENLARGEMENT)

    def rounded(length: int) -> int:
        limited = min(length * scale, LONGEST_ASPECT * short_side)
        return max(2, round(limited / SIZE_MULTIPLE)) * SIZE_MULTIPLE

    return rounded(height), rounded(width)


def is_compiled(network: GvSegNet) -> bool:
    """Return whether a network's encoder is compiled, or will be."""
    return not isinstance(network.encoder, FrameEncoder)


class FrameEncoding:
    """Encodes frames of a fixed size.

    Args:
        network: network in evaluation mode, already on the runtime's device.
        runtime: device and short side.
        source_size: (height, width) of the frames.
    """

    def __init__(self, network: GvSegNet, runtime: Runtime, source_size: tuple[int, int]) -> None:
        self.network = network
        self.runtime = runtime
        self.source_size = source_size
        self.size = inside_size(*source_size, runtime.short_side)
        self._ahead: Ahead[FrameFeatures] = Ahead()

    @property
    def can_begin(self) -> bool:
        """Whether encoding in the background saves time: if the encoder is compiled."""
        return is_compiled(self.network) and thread_count() > 1

    def begin(self, frame: NDArray[np.uint8]) -> None:
        """Encode a frame in the background, until `encode` asks for it."""
        self._ahead.begin(frame, partial(self._features, frame))

    def encode(self, frame: NDArray[np.uint8]) -> FrameFeatures:
        """Return the features of a frame (H x W x 3, RGB)."""
        return self._ahead.take(frame) or self._features(frame)

    def image(self, frame: NDArray[np.uint8]) -> Tensor:
        """Return a frame at network size, 1 x 3 x H x W, uint8."""
        height, width = self.size
        shrinks = height < frame.shape[0]
        resized = cv2.resize(
            frame, (width, height), interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
        )
        image = torch.from_numpy(np.ascontiguousarray(resized)).permute(2, 0, 1)[None]
        image = image.to(self.runtime.device, non_blocking=True)
        return image.contiguous(memory_format=torch.channels_last)

    def _features(self, frame: NDArray[np.uint8]) -> FrameFeatures:
        with self.runtime.autocast():
            features = self.network.encode(self.image(frame))
        return FrameFeatures(*(feature.float() for feature in features))

    def coarse_masks(self, masks: list[Mask | None]) -> Tensor:
        """Convert masks at source size to 1 x N x h x w at stride 4, 0..1; None becomes zeros."""
        height, width = (side // MASK_STRIDE for side in self.size)
        planes = torch.zeros(1, len(masks), height, width)
        for row, mask in enumerate(masks):
            if mask is not None and not mask.is_empty:
                pixels = torch.from_numpy(mask.to_array().astype(np.float32))[None, None]
                planes[0, row] = F.interpolate(pixels, (height, width), mode="area")[0, 0]
        return planes.to(self.runtime.device)
