"""Encode the frames of a training step."""

import torch
from torch import Tensor

from gvseg.model.network import GvSegNet
from gvseg.model.pixel_decoder import FrameFeatures


def encode_frames(network: GvSegNet, images_B3HW: Tensor) -> FrameFeatures:
    """Return the features of frames, as in `GvSegNet.encode`.

    An encoder that does not train runs in bfloat16 without gradients, which takes half the time.
    Only its memory keys may train then.
    """
    pixel_decoder = network.encoder.pixel_decoder
    of_keys = {*pixel_decoder.key.parameters(), *pixel_decoder.shrinkage.parameters()}
    trained = {value for value in network.encoder.parameters() if value.requires_grad}
    if not trained <= of_keys:
        return network.encode(images_B3HW)
    with torch.no_grad(), torch.autocast(images_B3HW.device.type, torch.bfloat16):
        half = network.encode(images_B3HW)
    features = FrameFeatures(*(feature.float() for feature in half))
    if not trained:
        return features
    key, shrinkage = pixel_decoder.keys(features.stride_16)
    return features._replace(key=key, shrinkage=shrinkage)
