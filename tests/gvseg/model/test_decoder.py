"""The decoder: what its queries attend to, and the masks that they draw."""

import pytest
import torch
from torch.nn import functional as F

from gvseg.model.decoder import PositionTerms, ShapePositionAwareDecoder, allowed_pixels
from tests.networks import TINY_SCENES


@pytest.mark.parametrize("views", [1, 2, 6])
def test_a_query_attends_to_the_cells_that_its_mask_touches_or_to_all_of_them(views):
    torch.manual_seed(views)
    logits = torch.randn(2, 3, 4, 16, 24) - 2.0
    logits[1, 2] = -1.0  # an empty mask
    allowed = allowed_pixels(logits, (4, 6), views)
    touched = F.max_pool2d(logits.flatten(0, 1), 4).flatten(1) > 0
    touched[5] = True
    assert torch.equal(allowed, touched.reshape(views, 6 // views, 4 * 4 * 6))
    # The order of a clip's logits in memory does not matter.
    by_frame = logits.transpose(1, 2).contiguous().transpose(1, 2)
    assert torch.equal(allowed_pixels(by_frame, (4, 6), views), allowed)


def test_position_adds_the_same_logits_in_every_frame_of_a_clip():
    torch.manual_seed(1)
    decoder = ShapePositionAwareDecoder(TINY_SCENES)
    for parameter in decoder.parameters():
        torch.nn.init.normal_(parameter, std=0.3)
    query = torch.randn(2, 5, TINY_SCENES.width)
    pixels = torch.randn(2, 3, TINY_SCENES.width_4, 16, 24)
    weight, code = torch.randn(2, 5, 7), torch.randn(7, 16, 24)
    drawn = decoder.draw(query, pixels, PositionTerms(lambda _: weight, code))
    # Without position terms, each view of the exemplar task has its own pixels.
    plain = torch.cat([decoder.draw(query[[video]], pixels[[video]], None) for video in range(2)])
    added = torch.einsum("bnp,phw->bnhw", weight, code)
    assert drawn.shape == (2, 5, 3, 16, 24)
    assert torch.allclose(drawn, plain + added[:, :, None], atol=1e-4)
