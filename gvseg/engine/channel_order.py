"""Reorder feature maps: compiled parts compute with channels last, the network with channels first.

Legend: B images or objects, C channels.
"""

from torch import Tensor


def channels_first(x_BHWC: Tensor) -> Tensor:
    """Return a view of feature maps as B x C x H x W."""
    return x_BHWC.permute(0, 3, 1, 2)


def channels_last(x_BCHW: Tensor) -> Tensor:
    """Return a view of feature maps as B x H x W x C."""
    return x_BCHW.permute(0, 2, 3, 1)
