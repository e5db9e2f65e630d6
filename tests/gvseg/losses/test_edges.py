"""Crops around edges, and a refiner that learns from them how tightly masks were drawn."""

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from gvseg.losses.edges import EdgeCrops, draw_edge_crops, edge_loss
from gvseg.model.edges import EdgeRefiner, edge_band

SIDE = 160
DISC, TIGHT = 40, 34
"""Radius of a disc, and of the masks that were drawn inside it, in pixels."""


def disc(radius: float, side: int = SIDE) -> Tensor:
    y, x = torch.meshgrid(*[torch.arange(side) + 0.5] * 2, indexing="ij")
    return (((y - side / 2) ** 2 + (x - side / 2) ** 2).sqrt() < radius).float()


def scene() -> tuple[Tensor, Tensor, Tensor, dict[int, Tensor]]:
    """Return frames of a bright disc, tight masks, known pixels and predictions of the disc."""
    image = (60 + 140 * disc(DISC))[None, None, None].expand(2, 1, 3, -1, -1)
    truth = disc(TIGHT)[None, None, None].expand(2, 1, 1, -1, -1)
    predicted = 8 * F.avg_pool2d(disc(DISC)[None, None], 4) - 4
    return image, truth, torch.ones(2, 1, SIDE, SIDE), {1: predicted}


def draw(count: int = 8, seed: int = 1, **changes: Tensor) -> EdgeCrops | None:
    image, truth, known, predicted = scene()
    truth, known = changes.get("truth", truth), changes.get("known", known)
    return draw_edge_crops(image, truth, known, predicted, np.random.default_rng(seed), count)


def test_every_crop_shows_an_edge():
    crops = draw()
    assert crops is not None
    assert crops.images.shape == (8, 3, 112, 112)
    assert crops.logits.shape == (8, 1, 28, 28)
    assert crops.truth.shape == crops.known.shape == (8, 1, 56, 56)
    assert (edge_band(crops.logits).flatten(1).amax(1) == 1).all()
    assert crops.truth.unique().numel() > 2, "pixels on the edge are partly inside"


def test_a_wrong_mask_has_no_crops_and_no_loss():
    truth = torch.zeros(2, 1, 1, SIDE, SIDE)
    truth[..., :20, :20] = 1.0
    assert draw(truth=truth) is None
    refiner = EdgeRefiner()
    loss = edge_loss(refiner, None)
    loss.backward()
    assert float(loss.detach()) == 0.0
    assert all((value.grad == 0).all() for value in refiner.parameters())


def test_unlabelled_pixels_have_no_loss():
    crops = draw(known=torch.zeros(2, 1, SIDE, SIDE))
    assert crops is not None
    assert float(edge_loss(EdgeRefiner(), crops).detach()) < 1e-6


def test_it_learns_how_tightly_masks_were_drawn():
    torch.manual_seed(1)
    refiner = EdgeRefiner()
    optimiser = torch.optim.AdamW(refiner.parameters(), 1e-2)
    for step in range(60):
        crops = draw(seed=step)
        assert crops is not None
        loss = edge_loss(refiner, crops)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    image, _, _, predicted = scene()
    with torch.no_grad():
        refined = refiner.refine(refiner.look(image[1]), predicted[1])[0, 0] > 0
    tight, loose = (F.max_pool2d(disc(r)[None, None], 2)[0, 0] > 0 for r in (TIGHT, DISC))
    wrong = (refined != tight).sum() / (loose != tight).sum()
    assert wrong < 0.3, "at first, all pixels between the two edges are wrong"
