"""Encode the frames of a training step."""

import torch
from torch import Tensor

from gvseg.model.network import GvSegNet
from gvseg.model.pixel_decoder import FrameFeatures

AT_ONCE = 4
"""Images that a CPU encodes at once without gradients; the features of 24 leave its cache, and each
image takes up to twice as long.
"""


def encode_frames(network: GvSegNet, images_B3HW: Tensor) -> FrameFeatures:
    """Return the features of frames, as in `GvSegNet.encode`.

    An encoder that does not train runs without gradients, and in bfloat16 where that takes half the
    time. Only its memory keys may train then.
    """
    pixel_decoder = network.encoder.pixel_decoder
    of_keys = {*pixel_decoder.key.parameters(), *pixel_decoder.shrinkage.parameters()}
    trained = {value for value in network.encoder.parameters() if value.requires_grad}
    if not trained <= of_keys:
        return network.encode(images_B3HW)
    features = _encode_frozen(network, images_B3HW)
    if not trained:
        return features
    key, shrinkage = pixel_decoder.keys(features.stride_16)
    return features._replace(key=key, shrinkage=shrinkage)


def _encode_frozen(network: GvSegNet, images_B3HW: Tensor) -> FrameFeatures:
    device = images_B3HW.device.type
    # Other CPUs emulate bfloat16, which takes more than ten times as long.
    is_half = device != "cpu" or torch.backends.cpu.get_cpu_capability().startswith("AVX512")
    parts = images_B3HW.split(AT_ONCE if device == "cpu" else len(images_B3HW))
    with torch.no_grad(), torch.autocast(device, torch.bfloat16, enabled=is_half):
        encoded = [network.encode(part) for part in parts]
    return FrameFeatures(*(torch.cat(one).float() for one in zip(*encoded, strict=True)))
