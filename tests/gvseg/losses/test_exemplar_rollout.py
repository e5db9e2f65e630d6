"""Rollouts of the exemplar task in training: withheld cues, jumps and leads."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from networks import TINY

from gvseg.losses import exemplar_rollout
from gvseg.losses.disturbance import Disturbance
from gvseg.losses.exemplar_rollout import ClipBatch, collate, exemplar_clip_loss
from gvseg.model.memory import fold_masks, unfold_masks
from gvseg.model.network import GvSegNet, Lookback, build_network
from gvseg.synthesis.stills import LabelledClip

SIDE, FRAMES = 64, 4


def clip_of_squares(*, has_jump: bool = False) -> LabelledClip:
    """Return a clip of a light and a dark square that move towards each other."""
    images = np.full((FRAMES, SIDE, SIDE, 3), 120, np.uint8)
    labels = np.zeros((FRAMES, SIDE, SIDE), np.uint8)
    for t in range(FRAMES):
        for number, x, light in ((1, 4 + 3 * t, 240), (2, 44 - 3 * t, 10)):
            square = np.s_[t, 24:40, x : x + 16]
            images[square], labels[square] = light, number
    return LabelledClip(images, labels, has_jump)


def batch_of(*, has_jump: bool = False) -> ClipBatch:
    return collate([clip_of_squares(has_jump=has_jump)] * 2, objects=2)


@pytest.fixture
def network() -> GvSegNet:
    torch.manual_seed(5)
    return build_network(TINY).train()


@pytest.fixture
def seen(monkeypatch) -> list:
    """What the network receives for each frame after the first."""
    given = []
    segment = GvSegNet.segment

    def watch(self, features, lookback, prompt_BN3HW=None):
        given.append(lookback)
        return segment(self, features, lookback, prompt_BN3HW)

    monkeypatch.setattr(GvSegNet, "segment", watch)
    return given


def run(network: GvSegNet, batch: ClipBatch, **disturbance: float) -> float:
    loss = exemplar_clip_loss(
        network,
        batch,
        np.random.default_rng(1),
        hardest_share=1.0,
        disturbance=Disturbance(**disturbance),
    )
    loss.total.backward()
    return float(loss.total.detach())


def test_without_disturbance_every_cue_is_present(network, seen) -> None:
    batch = batch_of()
    run(network, batch)
    assert len(seen) == FRAMES - 1
    first = torch.nn.functional.avg_pool2d(batch.truth[0], 4)
    assert torch.equal(seen[0].previous, first)
    assert all((lookback.classifier != 0).any() for lookback in seen)


def test_without_scores_the_whole_clip_gets_no_classifier_score(network, seen) -> None:
    run(network, batch_of(), score_dropout=1.0)
    assert all((lookback.classifier == 0).all() for lookback in seen)


def test_without_previous_masks_each_frame_is_segmented_from_memory(network, seen) -> None:
    run(network, batch_of(), previous_dropout=1.0)
    assert all((lookback.previous == 0).all() for lookback in seen)


def test_a_wrong_previous_mask_is_another_objects_or_shifted(network, seen) -> None:
    batch = batch_of()
    first = torch.nn.functional.avg_pool2d(batch.truth[0], 4)
    kinds = set()
    for seed in range(12):
        seen.clear()
        exemplar_clip_loss(
            network,
            batch,
            np.random.default_rng(seed),
            hardest_share=1.0,
            disturbance=Disturbance(wrong_previous=1.0),
        )
        assert not torch.equal(seen[0].previous, first)
        kinds.add(torch.equal(seen[0].previous, first.flip(1)))
    assert kinds == {True, False}


def test_masks_in_memory_lose_a_part_but_the_exemplar_stays_whole(network, seen) -> None:
    batch = batch_of()
    exemplar = torch.nn.functional.avg_pool2d(batch.truth[0], 4)
    kept = []
    for seed in range(12):
        seen.clear()
        rng = np.random.default_rng(seed)
        disturbance = Disturbance(lost_part=1.0)
        exemplar_clip_loss(network, batch, rng, hardest_share=1.0, disturbance=disturbance)
        previous = seen[0].previous
        assert (previous <= exemplar).all()
        kept += (previous.sum((2, 3)) / exemplar.sum((2, 3))).flatten().tolist()
        assert torch.equal(masks_in_memory(seen[-1])[0], exemplar)
        assert torch.equal(masks_in_memory(seen[-1])[-1], seen[-1].previous)
    assert all(0 < share < 1 for share in kept)
    assert min(kept) < 0.4 < 0.8 < max(kept)


def test_masks_in_memory_spill_over_but_not_into_other_objects(network, seen) -> None:
    batch = batch_of()
    exemplar = torch.nn.functional.avg_pool2d(batch.truth[0], 4)
    spilled = 0
    for seed in range(12):
        seen.clear()
        rng = np.random.default_rng(seed)
        exemplar_clip_loss(
            network, batch, rng, hardest_share=1.0, disturbance=Disturbance(spilled=1.0)
        )
        previous = seen[0].previous
        assert (previous >= exemplar).all()
        assert (previous[:, 0] * exemplar[:, 1]).sum() == 0
        spilled += float(previous.sum()) > float(exemplar.sum())
    assert spilled >= 8


def masks_in_memory(lookback: Lookback) -> torch.Tensor:
    """Return the objects' masks of each frame in memory, F x B x N x h x w."""
    cells = SIDE // 16
    return torch.stack(
        [
            unfold_masks(one.transpose(2, 3), (cells, cells))[:, :, 0]
            for one in lookback.memory.masks
        ]
    )


def test_after_a_jump_the_previous_mask_is_near_the_next_frame(network, seen, monkeypatch) -> None:
    monkeypatch.setattr(exemplar_rollout, "MAX_JUMP_SHIFT", 0.0)
    batch = batch_of(has_jump=True)
    run(network, batch)
    next_truth = torch.nn.functional.avg_pool2d(batch.truth[1], 4)
    assert torch.equal(seen[0].previous, next_truth)
    assert seen[0].memory.locality.abs().sum() == 0, "the position in the exemplar is not used"
    assert seen[1].memory.locality.abs().sum() > 0
    seen.clear()
    one = replace(batch, jumps=torch.tensor([1.0, 0.0]))
    run(network, one)
    assert torch.equal(seen[0].previous[0], next_truth[0])
    assert torch.equal(seen[0].previous[1], torch.nn.functional.avg_pool2d(batch.truth[0], 4)[1])


def test_after_a_lead_the_loss_starts_from_the_networks_own_masks(network, seen) -> None:
    run(network, batch_of().with_lead(2, FRAMES))
    assert len(seen) == FRAMES - 1
    own = seen[2].previous
    assert not own.requires_grad, "the lead is not trained"
    assert not torch.equal(own, torch.nn.functional.avg_pool2d(batch_of().truth[2], 4))
    assert any(parameter.grad is not None for parameter in network.decoder.parameters())


def test_in_a_lead_masks_with_low_confidence_stay_out_of_memory(network, seen) -> None:
    torch.nn.init.zeros_(network.confidence.layers[-1].weight)
    for bias, is_remembered in ((-5.0, False), (5.0, True)):
        torch.nn.init.constant_(network.confidence.layers[-1].bias, bias)
        seen.clear()
        run(network, batch_of().with_lead(2, FRAMES))
        positions = seen[2].memory.weight.shape[2] // 3
        assert (seen[2].memory.weight[..., positions:] > 0).all() == is_remembered


def test_a_correction_replaces_the_masks_of_the_lead(network, seen) -> None:
    torch.nn.init.zeros_(network.confidence.layers[-1].weight)
    torch.nn.init.constant_(network.confidence.layers[-1].bias, 5.0)  # all masks are trusted
    batch = batch_of().with_lead(2, FRAMES)
    run(network, batch, correction_share=1.0)
    after = seen[2]
    truth = torch.nn.functional.avg_pool2d(batch.truth[2], 4)
    assert torch.equal(after.previous, truth)
    assert torch.equal(after.recent.masks[0], fold_masks(truth).flatten(3))
    assert after.memory.weight.shape[2] == 2, "only the two exemplars"
    assert (after.memory.weight[..., 1] == 1).all()
    assert not after.refined_query.any()
    assert not torch.equal(after.exemplar_query, seen[0].exemplar_query)


def test_a_long_clip_is_read_as_the_engine_reads(network, seen, monkeypatch) -> None:
    """The exemplar, two recent frames at a distance, and the last frame."""
    clip = clip_of_squares()
    long = LabelledClip(
        clip.images[[0, 1, 2, 3] * 3], clip.labels[[0, 1, 2, 3] * 3], has_jump=False
    )
    run(network, collate([long], objects=2))
    cells = seen[0].memory.key.shape[2]
    assert [one.memory.key.shape[2] // cells for one in seen] == [1, 2, 3, 4, 5, 6, 3, *[4] * 4]
