"""The neighbouring frame is read near each pixel, so that position separates look-alikes."""

from dataclasses import replace

import torch

from gvseg.engine.memory import MemoryLimits, VideoMemory
from gvseg.model.memory import lay_end_to_end, recent_frames
from gvseg.model.network import Lookback, build_network
from tests.networks import TINY

SIDE = 128
LEFT, RIGHT = 0, 1


def network(**settings):
    torch.manual_seed(3)
    return build_network(replace(TINY, **settings)).eval()


def two_masks() -> torch.Tensor:
    planes = torch.zeros(1, 2, SIDE // 4, SIDE // 4)
    planes[0, LEFT, 8:24, 0:8] = 1.0
    planes[0, RIGHT, 8:24, 24:32] = 1.0
    return planes


def uniform_frame(net):
    """Return features of a frame in which all pixels are equal."""
    features = net.encode(torch.full((1, 3, SIDE, SIDE), 90.0))
    return features._replace(key=torch.zeros_like(features.key))


def lookback(net, features, masks, recent):
    entry, weight = net.memorise(features, masks), torch.ones(1, 2)
    query = net.exemplar_queries.from_masks(features, masks)
    return Lookback(
        memory=lay_end_to_end([entry], [weight], [net.memory_reader.locality]),
        classifier=net.exemplar_classifier.solve(net.collect_sums(features, masks)),
        exemplar_query=query,
        refined_query=torch.zeros_like(query),
        previous=masks,
        recent=recent_frames([entry], [weight]) if recent else None,
    )


@torch.no_grad()
def test_each_pixel_reads_the_nearer_of_two_look_alikes():
    net = network(use_recent_read=True)
    features = uniform_frame(net)
    recent = recent_frames([net.memorise(features, two_masks())], [torch.ones(1, 2)])
    masks = net.recent_reader(features, recent).masks[0]
    own, other = masks[:, 0], masks[:, 1]
    assert own[LEFT, 8, 1] > 2 * own[RIGHT, 8, 1]
    assert own[RIGHT, 8, 14] > 2 * own[LEFT, 8, 14]
    torch.testing.assert_close(own[LEFT], other[RIGHT])


@torch.no_grad()
def test_adding_the_read_does_not_change_predictions_before_training():
    plain, extended = network(), network(use_recent_read=True)
    extended.load_state_dict(plain.state_dict(), strict=False)
    images = torch.rand(1, 3, SIDE, SIDE) * 255
    masks = two_masks()
    features = plain.encode(images)
    before = plain.segment(features, lookback(plain, features, masks, recent=False))
    after = extended.segment(features, lookback(extended, features, masks, recent=True))
    torch.testing.assert_close(after.mask_logits[-1], before.mask_logits[-1])


@torch.no_grad()
def test_an_object_without_a_mask_in_the_neighbouring_frame_reads_zero():
    net = network(use_recent_read=True)
    features = uniform_frame(net)
    known = torch.tensor([[1.0, 0.0]])
    reading = net.recent_reader(
        features, recent_frames([net.memorise(features, two_masks())], [known])
    )
    assert reading.masks[0, LEFT].any()
    assert not reading.masks[0, RIGHT].any()
    assert not reading.value[0, RIGHT].any()


@torch.no_grad()
def test_a_correction_in_the_neighbouring_frame_replaces_the_mask_of_the_sweep():
    net = network(use_recent_read=True)
    features = uniform_frame(net)
    memory = VideoMemory(net, 2, torch.device("cpu"), MemoryLimits())
    memory.add_exemplar(0, features, two_masks(), torch.ones(1, 2))
    memory.set_previous(two_masks())
    query = torch.zeros(1, 2, TINY.width)
    memory.remember(4, features, two_masks(), query, torch.ones(1, 2))
    corrected = torch.zeros_like(two_masks())
    corrected[0, LEFT, 0:4, 0:4] = 1.0
    memory.correct(torch.tensor([[1.0, 0.0]]))
    memory.add_exemplar(4, features, corrected, torch.tensor([[1.0, 0.0]]))
    weights = memory.lookback(5).recent.weight[0]
    assert weights.tolist() == [[1.0, 0.0], [0.0, 1.0]]
    assert memory.lookback(6).recent is None
