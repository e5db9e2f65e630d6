"""Convert logits to disjoint masks at source size.

Legend: N objects, h/w size of the network's masks, H/W size of the source frame.
"""

from collections.abc import Mapping

import cv2
import numpy as np
from numpy.typing import NDArray

from gvseg.masks import Mask, masks_by_label

Floats = NDArray[np.float32]
SMALLEST_PROBABILITY = 1e-5
PADDING = 2
"""Margin around an object's box that is upsampled with it, in cells."""
BACKGROUND_HANDICAP = 0.5
"""Subtracted from the background's logit, because masks come out slightly too thin: a single object
gets pixels from a probability of 0.44. Masks that enter memory do without it, because there
neighbours would grow into each other.
"""


def joint_logits(mask_logits: Floats) -> Floats:
    """Merge N x h x w independent logits into (N + 1) x h x w, background first."""
    probability = 1 / (1 + np.exp(-mask_logits.astype(np.float32)))
    background = np.prod(1 - probability, axis=0, keepdims=True)
    everything = np.concatenate((background, probability))
    everything = np.clip(everything, SMALLEST_PROBABILITY, 1 - SMALLEST_PROBABILITY)
    return np.asarray(np.log(everything / (1 - everything)), np.float32)


def label_map(
    mask_logits: Floats, height: int, width: int, handicap: float = BACKGROUND_HANDICAP
) -> NDArray[np.uint16]:
    """Return the object of each source pixel: H x W, 0 for none, n + 1 for row n.

    Each object is upsampled only inside its own box, so memory use does not depend on the number of
    objects.

    Args:
        mask_logits: independent logits, N x h x w.
        height: height of the source, in pixels.
        width: width of the source, in pixels.
        handicap: subtracted from the background's logit.
    """
    joint = joint_logits(mask_logits)
    joint[0] -= handicap
    best = cv2.resize(joint[0], (width, height), interpolation=cv2.INTER_LINEAR)
    labels = np.zeros((height, width), np.uint16)
    rows, columns = joint.shape[1:]
    scale_y, scale_x = height / rows, width / columns
    for index in range(1, len(joint)):
        box = _box(joint[index] > joint[0] - 1.0)
        if box is None:
            continue
        top, bottom, left, right = box
        y0, y1 = int(np.ceil(top * scale_y)), int(np.floor(bottom * scale_y))
        x0, x1 = int(np.ceil(left * scale_x)), int(np.floor(right * scale_x))
        plane = _upsample_part(joint[index], (y0, y1, x0, x1), (height, width))
        part = best[y0:y1, x0:x1]
        np.copyto(labels[y0:y1, x0:x1], index, where=plane > part, casting="unsafe")
        np.maximum(part, plane, out=part)
    return labels


def masks_of(labels: NDArray[np.uint16], tracks: list[int]) -> dict[int, Mask]:
    """Return masks by object id; row n of the logits is `tracks[n]`."""
    rows = masks_by_label(labels, range(1, len(tracks) + 1))
    return {track: rows[row] for row, track in enumerate(tracks, start=1)}


def bind_exemplar(predicted: Mapping[int, Mask], exemplar: Mapping[int, Mask]) -> dict[int, Mask]:
    """Return the masks of an exemplar frame: the exemplar's are cut out of predicted masks."""
    result = dict(exemplar)
    for track, mask in predicted.items():
        if track not in exemplar:
            for shown in exemplar.values():
                mask = mask - shown
            result[track] = mask
    return result


def _upsample_part(plane: Floats, part: tuple[int, int, int, int], size: tuple[int, int]) -> Floats:
    """Return rows y0..y1 and columns x0..x1 of the plane resized to `size`, bilinear."""
    y0, y1, x0, x1 = part
    rows, columns = plane.shape
    # Sample like cv2.resize on the whole plane, with aligned pixel centres.
    y = (np.arange(y0, y1, dtype=np.float32) + 0.5) * (rows / size[0]) - 0.5
    x = (np.arange(x0, x1, dtype=np.float32) + 0.5) * (columns / size[1]) - 0.5
    top = max(0, int(np.floor(y[0])) - 1)
    left = max(0, int(np.floor(x[0])) - 1)
    crop = plane[top : int(y[-1]) + 3, left : int(x[-1]) + 3]
    affine = np.array(
        [[columns / size[1], 0, x[0] - left], [0, rows / size[0], y[0] - top]], np.float32
    )
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return np.asarray(
        cv2.warpAffine(
            crop, affine, (x1 - x0, y1 - y0), flags=flags, borderMode=cv2.BORDER_REPLICATE
        ),
        np.float32,
    )


def _box(inside: NDArray[np.bool_]) -> tuple[int, int, int, int] | None:
    """Return the padded box (top, bottom, left, right) of the True cells, ends exclusive."""
    rows, columns = np.flatnonzero(inside.any(1)), np.flatnonzero(inside.any(0))
    if not len(rows):
        return None
    return (
        max(0, int(rows[0]) - PADDING),
        min(inside.shape[0], int(rows[-1]) + 1 + PADDING),
        max(0, int(columns[0]) - PADDING),
        min(inside.shape[1], int(columns[-1]) + 1 + PADDING),
    )
