"""Propagate through labelled clips, with injected failures, and compare the masks with the truth.

The engine itself propagates, so the collected evidence matches what it sees in use. In a share of
the clips it is given wrong masks for one frame: two objects swapped or merged, or one displaced or
lost.

Legend: K predictions, one per object and frame; F features of evidence; N objects, h/w at stride 4.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from gvseg.engine.compiled_network import network_on
from gvseg.engine.propagation.sweep import Propagator
from gvseg.engine.request import Exemplar
from gvseg.engine.session import Session
from gvseg.masks import VOID, Mask
from gvseg.model.track_confidence import EVIDENCE
from gvseg.synthesis.stills import SMALLEST_OBJECT_PX, LabelledClip

FAILURE_SHARE = 0.4
"""Share of clips with an injected failure."""
RIGHT_IOU = 0.1
"""Below this IoU with its own object, a mask does not count as on the object."""


@dataclass(frozen=True, slots=True)
class Predictions:
    """Propagated masks compared with the ground truth.

    Attributes:
        evidence_KF: features in the order of `EVIDENCE`.
        iou_K: true IoU; 1 if both masks are empty.
        is_right_K: whether the mask overlaps its own object more than any other.
        head_K: calibrated confidence of the network's own head.
    """

    evidence_KF: NDArray[np.float32]
    iou_K: NDArray[np.float64]
    is_right_K: NDArray[np.bool_]
    head_K: NDArray[np.float64]

    @classmethod
    def concatenate(cls, parts: Iterable["Predictions"]) -> "Predictions":
        """Return the predictions of all parts."""
        listed = list(parts)
        if not listed:
            return cls(
                np.zeros((0, len(EVIDENCE)), np.float32),
                np.zeros(0),
                np.zeros(0, np.bool_),
                np.zeros(0),
            )
        return cls(
            np.concatenate([one.evidence_KF for one in listed]),
            np.concatenate([one.iou_K for one in listed]),
            np.concatenate([one.is_right_K for one in listed]),
            np.concatenate([one.head_K for one in listed]),
        )


def roll_out(
    session: Session, clip: LabelledClip, rng: np.random.Generator, failure_share: float
) -> Predictions:
    """Propagate the masks of frame 0 through a clip and return the predictions.

    Args:
        session: session with the network, runtime and memory limits to use.
        clip: clip of at least two frames.
        rng: random generator for failures.
        failure_share: probability of a failure.
    """
    tracks = [
        int(label)
        for label in np.unique(clip.labels[0])
        if 0 < label < VOID and (clip.labels[0] == label).sum() >= SMALLEST_OBJECT_PX
    ]
    if not tracks:
        return Predictions.concatenate(())
    propagator = _propagator(session, clip, tracks)
    frames = len(clip.images)
    has_failure = frames > 3 and rng.random() < failure_share
    failure_frame = int(rng.integers(1, frames // 2 + 1)) if has_failure else -1
    rows = []
    for index in range(1, frames):
        segmented = propagator.step(index, clip.images[index], {})
        evidence = propagator.latest
        if evidence is None:
            raise RuntimeError("The propagator collected no evidence.")
        found = [segmented.masks[track].to_array() for track in tracks]
        iou, is_right = _compare(found, clip.labels[index], tracks)
        head = session.calibration.apply(evidence.values_NF[:, EVIDENCE.index("head_logit")])
        rows.append(
            Predictions(
                evidence.values_NF.cpu().numpy(), iou, is_right, head.cpu().double().numpy()
            )
        )
        if index == failure_frame:
            _inject_failure(propagator, index, clip.images[index], rng)
    return Predictions.concatenate(rows)


def _propagator(session: Session, clip: LabelledClip, tracks: list[int]) -> Propagator:
    size = (clip.labels.shape[1], clip.labels.shape[2])
    propagator = Propagator(
        network_on(session.runtime, session.network, size, len(clip.images)),
        session.runtime,
        size,
        tracks,
        session.calibration,
        session.limits,
    )
    masks = {track: Mask.from_array(clip.labels[0] == track) for track in tracks}
    propagator.add_exemplar(clip.images[0], Exemplar(0, masks))
    propagator.start(0, masks)
    return propagator


def _compare(
    found: list[NDArray[np.bool_]], labels: NDArray[np.uint8], tracks: list[int]
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return each mask's IoU, and whether it overlaps its own object more than any other."""
    is_known = labels != VOID
    iou, is_right = [], []
    for track, mask in zip(tracks, found, strict=True):
        own = labels == track
        union = ((mask & is_known) | own).sum()
        common = (mask & own).sum()
        iou.append(float(common / union) if union else 1.0)
        others = [(mask & (labels == other)).sum() for other in tracks if other != track]
        is_right.append(iou[-1] >= RIGHT_IOU and common >= max(others, default=0))
    return np.array(iou), np.array(is_right, np.bool_)


@torch.inference_mode()
def _inject_failure(
    propagator: Propagator, index: int, image: NDArray[np.uint8], rng: np.random.Generator
) -> None:
    """Store wrong masks for the current frame in the propagator's memory."""
    masks_1Nhw = propagator.memory.previous
    if masks_1Nhw is None:
        raise RuntimeError("The propagator has no masks yet.")
    kinds = ("drift", "loss") if masks_1Nhw.shape[1] == 1 else ("drift", "loss", "swap", "merge")
    wrong_1Nhw = _wrong_masks(masks_1Nhw, kinds[int(rng.integers(len(kinds)))], rng)
    features = propagator.encoding.encode(image)
    trusted_1N = torch.ones(masks_1Nhw.shape[:2], device=masks_1Nhw.device)
    query_1ND = propagator.memory.no_query()
    propagator.memory.remember(index, features, wrong_1Nhw, query_1ND, trusted_1N)


def _wrong_masks(masks_1Nhw: Tensor, kind: str, rng: np.random.Generator) -> Tensor:
    objects = masks_1Nhw.shape[1]
    wrong_1Nhw = masks_1Nhw.clone()
    one = int(rng.integers(objects))
    other = (one + 1) % objects
    if kind == "swap":
        wrong_1Nhw[:, [one, other]] = masks_1Nhw[:, [other, one]]
    elif kind == "merge":
        wrong_1Nhw[:, one] = torch.maximum(masks_1Nhw[:, one], masks_1Nhw[:, other])
        wrong_1Nhw[:, other] = 0.0
    elif kind == "drift":
        size = float((masks_1Nhw[0, one] > 0.5).sum().sqrt())
        angle = rng.uniform(-np.pi, np.pi)
        shift = tuple(round(size * float(part)) for part in (np.sin(angle), np.cos(angle)))
        wrong_1Nhw[:, one] = torch.roll(masks_1Nhw[:, one], shift, (1, 2))
    else:
        wrong_1Nhw[:, one] = 0.0
    return wrong_1Nhw
