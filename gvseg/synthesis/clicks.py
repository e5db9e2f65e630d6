"""Simulated annotator that clicks in the middle of the largest error.

Legend: B images, h/w size of the masks.
"""

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from gvseg.model.network import GvSegNet, ObjectPrediction
from gvseg.model.pixel_decoder import FrameFeatures


def depth_inside(mask: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Return the distance of each pixel of a mask to the nearest pixel outside it: h x w."""
    padded = np.pad(mask, 1).astype(np.uint8)
    return np.asarray(cv2.distanceTransform(padded, cv2.DIST_L2, 3)[1:-1, 1:-1], np.float32)


def next_click(
    truth: NDArray[np.bool_],
    prediction: NDArray[np.bool_],
    known: NDArray[np.bool_],
    rng: np.random.Generator | None = None,
) -> tuple[float, float, int] | None:
    """Return the next click, (x, y, sign) in pixels; None if the prediction has no error.

    Args:
        truth: true mask, h x w.
        prediction: predicted mask, h x w.
        known: h x w, False where unlabelled.
        rng: draws one of the inner pixels of the largest error; None for the innermost pixel.
    """
    best: tuple[float, NDArray[np.float32], int] | None = None
    for wrong, sign in ((truth & ~prediction & known, 1), (prediction & ~truth & known, -1)):
        if not wrong.any():
            continue
        depth = depth_inside(wrong)
        # The largest error is the thickest one, because people do not click on thin rims.
        if best is None or depth.max() > best[0]:
            best = (float(depth.max()), depth, sign)
    if best is None:
        return None
    deepest, depth, sign = best
    candidates = np.flatnonzero(depth >= (deepest if rng is None else 0.5 * deepest))
    index = candidates[len(candidates) // 2] if rng is None else rng.choice(candidates)
    y, x = divmod(int(index), depth.shape[1])
    return (x + 0.5, y + 0.5, sign)


def write_click(
    click: tuple[float, float, int], point_2: Tensor, sign: Tensor, size: tuple[int, int]
) -> None:
    """Write a click, (x, y, sign) in pixels of an h x w mask, as the network reads it: -1..1."""
    x, y, value = click
    height, width = size
    point_2[0], point_2[1] = 2 * x / width - 1, 2 * y / height - 1
    sign.fill_(value)


def click_repeatedly(
    network: GvSegNet,
    features: FrameFeatures,
    truth_Bhw: Tensor,
    known_Bhw: Tensor,
    rounds: int,
    rng: np.random.Generator | None = None,
) -> tuple[ObjectPrediction, list[Tensor]]:
    """Click on the largest error and segment, `rounds` times; only the last has a gradient.

    Args:
        network: network in training or evaluation mode.
        features: features of B images.
        truth_Bhw: true masks of one object per image, bool, at stride 4.
        known_Bhw: False where unlabelled, at stride 4.
        rounds: number of clicks, at least 1.
        rng: random generator; None for a deterministic annotator.

    Returns:
        The last prediction, and the masks (B x h x w, bool) after each round.
    """
    batch, height, width = truth_Bhw.shape
    truth, known = truth_Bhw.cpu().numpy(), known_Bhw.cpu().numpy()
    points = torch.zeros(batch, rounds, 2, device=truth_Bhw.device)
    signs = torch.zeros(batch, rounds, device=truth_Bhw.device)
    mask_B1hw = torch.zeros_like(truth_Bhw, dtype=torch.float32)[:, None]
    masks: list[Tensor] = []
    for index in range(rounds):
        current = (mask_B1hw[:, 0] > 0.5).cpu().numpy()
        for image in range(batch):
            click = next_click(truth[image], current[image], known[image], rng)
            if click is not None:
                write_click(click, points[image, index], signs[image, index], (height, width))
        is_last = index == rounds - 1
        with torch.set_grad_enabled(is_last and torch.is_grad_enabled()):
            prediction = network.segment_from_prompts(features, points, signs, mask_B1hw)
        mask_B1hw = prediction.mask_logits[-1].detach().float().sigmoid()
        masks.append(mask_B1hw[:, 0] > 0.5)
    return prediction, masks
