"""Reorder feature maps: compiled parts compute with channels last, the network with channels first.

Legend: B images or objects, P pixels, C channels.
"""

from torch import Tensor


def channels_first(x_BHWC: Tensor) -> Tensor:
    """Return a view of feature maps as B x C x H x W."""
    return x_BHWC.permute(0, 3, 1, 2)


def channels_last(x_BCHW: Tensor) -> Tensor:
    """Return a view of feature maps as B x H x W x C."""
    return x_BCHW.permute(0, 2, 3, 1)


def flattened(x_BCHW: Tensor) -> Tensor:
    """Return feature maps as B x P x C.

    OpenVINO returns this without a copy, unlike B x H x W x C.
    """
    return x_BCHW.flatten(2).transpose(1, 2)


def unflattened(x_BPC: Tensor, size: tuple[int, int]) -> Tensor:
    """Return a view of flattened feature maps of a size (height, width) as B x C x H x W."""
    return channels_first(x_BPC.unflatten(1, size))
