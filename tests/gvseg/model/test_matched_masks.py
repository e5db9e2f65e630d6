"""The masks in memory are warped to the frame by the affinity of unit keys, as a cue."""

from dataclasses import replace

import torch
from torch.nn import functional as F

from gvseg.model.memory import lay_end_to_end
from gvseg.model.network import Lookback, build_network
from tests.networks import TINY

SIDE = 128
CELLS = SIDE // 16


def network(**settings):
    torch.manual_seed(3)
    return build_network(replace(TINY, **settings)).eval()


def distinct_frame(net):
    """Return features of a frame in which every cell has its own key."""
    features = net.encode(torch.rand(1, 3, SIDE, SIDE) * 255)
    key = F.normalize(torch.randn_like(features.key), dim=1)
    return features._replace(key=key, shrinkage=torch.full_like(features.shrinkage, 400.0))


def detailed_masks() -> torch.Tensor:
    masks = torch.zeros(1, 2, SIDE // 4, SIDE // 4)
    masks[0, 0, 3:14, 5:11] = 1.0
    masks[0, 1, 17:30, 2:27] = 1.0
    return masks


def read(net, features, masks, weight=None):
    frame = net.memorise(features, masks)
    memory = lay_end_to_end(
        [frame], [torch.ones(1, 2) if weight is None else weight], [torch.zeros(())]
    )
    return net.memory_reader(features, memory, 2)[1]


@torch.no_grad()
def test_the_frame_in_memory_itself_gives_back_its_masks_in_detail():
    net, masks = network(use_matched_masks=True), detailed_masks()
    matched = read(net, distinct_frame(net), masks)
    torch.testing.assert_close(matched[:, :, 0], masks, atol=1e-3, rtol=0)
    torch.testing.assert_close(matched[:, :, 1], masks.flip(1), atol=1e-3, rtol=0)


@torch.no_grad()
def test_cells_that_moved_take_their_masks_with_them():
    net, masks = network(use_matched_masks=True), detailed_masks()
    features = distinct_frame(net)
    memory = lay_end_to_end([net.memorise(features, masks)], [torch.ones(1, 2)], [torch.zeros(())])
    moved = features._replace(key=features.key.roll(2, dims=3))
    _, matched = net.memory_reader(moved, memory, 2)
    torch.testing.assert_close(matched[:, :, 0], masks.roll(8, dims=3), atol=1e-3, rtol=0)


@torch.no_grad()
def test_an_object_without_memory_is_neither_inside_nor_outside():
    net = network(use_matched_masks=True)
    matched = read(net, distinct_frame(net), detailed_masks(), torch.tensor([[1.0, 0.0]]))
    assert matched[0, 0, 0].max() > 0.9
    assert (matched[0, 1] == 0.5).all()


@torch.no_grad()
def test_keys_have_unit_length_only_with_matched_masks():
    images = torch.rand(1, 3, SIDE, SIDE) * 255
    lengths = network(use_matched_masks=True).encode(images).key.norm(dim=1)
    torch.testing.assert_close(lengths, torch.ones(1, CELLS, CELLS))
    assert (network().encode(images).key.norm(dim=1) - 1).abs().max() > 0.1


@torch.no_grad()
def test_the_masks_start_as_part_of_the_score():
    net = network(use_matched_masks=True)
    features, masks = distinct_frame(net), detailed_masks()
    query = net.exemplar_queries.from_masks(features, masks)
    memory = lay_end_to_end([net.memorise(features, masks)], [torch.ones(1, 2)], [torch.zeros(())])
    lookback = Lookback(memory, None, query, torch.zeros_like(query), masks)
    net.conditioner.warm_start_matched(0.5)
    cues = net.collect_cues(features, lookback)
    # The same masks, added to the score by hand; rivals are the objects themselves.
    by_hand = F.avg_pool2d(cues.matched.flatten(0, 1) - 0.5, 2)
    plain = cues._replace(matched=None)
    cues_8 = net.conditioner.cues_8.weight[:, :2]
    cues_16 = net.conditioner.cues_16.weight[:, :8]
    expected_8 = F.conv2d(0.5 * by_hand, cues_8)
    expected_16 = F.conv2d(0.5 * F.pixel_unshuffle(by_hand, 2), cues_16)
    terms = net.conditioner.matched(cues.matched.flatten(0, 1))
    torch.testing.assert_close(terms.stride_8, expected_8, atol=1e-5, rtol=1e-4)
    torch.testing.assert_close(terms.stride_16, expected_16, atol=1e-5, rtol=1e-4)
    assert not terms.stride_4.any()
    with_masks = net.conditioner(features, cues).stride_4
    assert (with_masks - net.conditioner(features, plain).stride_4).abs().max() > 0
