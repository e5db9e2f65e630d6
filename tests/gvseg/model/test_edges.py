"""The part that refines edges: what it may change, and crops that give the same as whole frames."""

import pytest
import torch
from torch import Tensor
from torch.nn import functional as F

from gvseg.engine.propagation.edges import refined_logits, with_refined
from gvseg.model.edges import BAND, EdgeRefiner, edge_band

SIDE = 128


def frame() -> Tensor:
    """Return a frame of noise with a bright square, 1 x 3 x H x W."""
    image = torch.randint(0, 80, (1, 3, SIDE, SIDE), generator=torch.Generator().manual_seed(1))
    image[..., 48:80, 40:88] = 220
    return image.float()


def logits(top: int = 12, bottom: int = 20, left: int = 10, right: int = 22) -> Tensor:
    """Return the logits of a rectangle, in cells: h x w."""
    plane = torch.full((SIDE // 4, SIDE // 4), -4.0)
    plane[top:bottom, left:right] = 4.0
    return plane


def trained() -> EdgeRefiner:
    """Return a refiner with weights that change every logit it may change."""
    torch.manual_seed(2)
    refiner = EdgeRefiner()
    torch.nn.init.normal_(refiner.change.weight)
    return refiner.eval().requires_grad_(requires_grad=False)


def test_untrained_it_only_enlarges_masks():
    refined = refined_logits(EdgeRefiner(), frame(), logits()[None])
    plain = F.interpolate(logits()[None, None], scale_factor=2.0, mode="bilinear")[0]
    assert torch.allclose(refined, plain, atol=1e-5)


def test_it_changes_logits_only_near_the_edge():
    plane = logits()[None, None]
    refiner = trained()
    changed = refiner.refine(refiner.look(frame()), plane) - EdgeRefiner().refine(
        refiner.look(frame()), plane
    )
    near = edge_band(plane)
    assert (changed[near > 0].abs() > 1e-6).float().mean() > 0.99
    assert (changed[near == 0] == 0).all()
    columns = near[0, 0, SIDE // 4].nonzero()[:, 0]
    assert int(columns.min()) == 2 * (10 - BAND), "three cells outside the left edge"


def test_objects_are_refined_as_in_the_whole_frame():
    """Each object is refined in a crop; its margin must hold all that decides about its edges."""
    planes = torch.stack([logits(), logits(2, 6, 20, 30), logits(28, 32, 0, 5)])
    refiner = trained()
    whole = refiner.refine(refiner.look(frame()).expand(3, -1, -1, -1), planes[:, None])[:, 0]
    crops = refined_logits(refiner, frame(), planes)
    near = edge_band(planes[:, None])[:, 0] > 0
    assert torch.allclose(crops[near], whole[near], atol=1e-3)


def test_an_object_that_is_not_in_the_frame_stays_absent():
    refined = refined_logits(trained(), frame(), torch.full((1, SIDE // 4, SIDE // 4), -10.0))
    assert (refined < 0).all()


def test_masks_in_memory_move_halfway_to_refined_ones_but_not_near_other_objects():
    masks_1Nhw = torch.zeros(1, 2, 16, 32)
    masks_1Nhw[0, 0, 4:8, 8:12] = 1
    masks_1Nhw[0, 1, 4:8, 12:16] = 1
    refined_NHW = torch.full((2, 32, 64), -20.0)
    refined_NHW[0, 8:16, 12:22] = 20  # wider on the left, narrower beside the other object
    kept_1Nhw = with_refined(masks_1Nhw, refined_NHW)
    assert kept_1Nhw[0, 0, 5, 7] == pytest.approx(0.5)
    assert kept_1Nhw[0, 0, 5, 11] == 1, "the other object is too near"
