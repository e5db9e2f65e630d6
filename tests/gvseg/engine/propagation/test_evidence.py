"""The evidence of a sweep: appearance of masks, contested pixels, and changes between frames."""

import numpy as np
import pytest
import torch

from gvseg.engine.propagation.evidence import EvidenceCollector
from gvseg.engine.propagation.mask_evidence import mask_evidence
from gvseg.model.network import ObjectPrediction
from gvseg.model.track_confidence import EVIDENCE
from tests.networks import tiny_network

SIDE, GRID = 128, 32
RED, BLUE = 0, 1


def image() -> torch.Tensor:
    pixels = np.full((SIDE, SIDE, 3), 120, np.uint8)
    pixels[16:64, 16:64] = (220, 20, 20)
    pixels[64:112, 64:112] = (20, 20, 220)
    return torch.from_numpy(pixels).permute(2, 0, 1)[None].float()


def masks(*corners: int) -> torch.Tensor:
    """Return squares with their upper left corners on the diagonal, 1 x N x h x w; -1 for none."""
    planes = torch.zeros(1, len(corners), GRID, GRID)
    for row, corner in enumerate(corners):
        if corner >= 0:
            planes[0, row, corner : corner + 12, corner : corner + 12] = 1.0
    return planes


def prediction_of(masks_1Nhw: torch.Tensor) -> ObjectPrediction:
    logits = masks_1Nhw * 20 - 10
    query = torch.zeros(1, masks_1Nhw.shape[1], tiny_network().config.width)
    return ObjectPrediction([logits, logits], query, torch.zeros(masks_1Nhw.shape[:2]))


@pytest.fixture(scope="module")
def features():
    with torch.inference_mode():
        return tiny_network().encode(image())


@pytest.fixture
def collector(features):
    made = EvidenceCollector(tiny_network())
    with torch.inference_mode():
        memory = tiny_network().memorise(features, masks(4, 16))
        made.add_exemplar(0, features, masks(4, 16), memory)
    return made


@torch.inference_mode()
def collect(collector, features, now, before, frame_index=1):
    return collector.collect(frame_index, features, prediction_of(now), now, before)


def value(evidence, name: str, row: int) -> float:
    return float(evidence.values_NF[row, EVIDENCE.index(name)])


def test_a_mask_on_its_own_object_is_similar_to_its_exemplar(collector, features):
    evidence = collect(collector, features, masks(4, 16), masks(4, 16))
    for row in (RED, BLUE):
        assert value(evidence, "own_similarity", row) > 0.99
        assert value(evidence, "margin_over_rivals", row) > 0.1
        own, rival = (
            value(evidence, name, row) for name in ("transferred_inside", "transferred_from_rivals")
        )
        assert own > rival
    similar = evidence.similarities([7, 9])
    assert similar[7].rival_track == 9
    assert similar[7].own > similar[7].rival


def test_swapped_masks_are_similar_to_each_others_exemplars(collector, features):
    evidence = collect(collector, features, masks(16, 4), masks(4, 16))
    similar = evidence.similarities([7, 9])
    for track, other in ((7, 9), (9, 7)):
        assert similar[track].rival_track == other
        assert similar[track].rival > similar[track].own + 0.1
    assert value(evidence, "overlap_with_rivals_previous", RED) == pytest.approx(1.0)
    assert value(evidence, "transferred_from_rivals", RED) > value(
        evidence, "transferred_inside", RED
    )


def test_the_running_minimum_is_kept_until_a_correction(collector, features):
    collect(collector, features, masks(16, 4), masks(4, 16), 1)
    good = collect(collector, features, masks(4, 16), masks(4, 16), 2)
    assert value(good, "lowest_own_similarity", RED) < value(good, "own_similarity", RED) - 0.1
    collector.correct(torch.tensor([[1.0, 0.0]]))
    after = collect(collector, features, masks(4, 16), masks(4, 16), 3)
    assert value(after, "lowest_own_similarity", RED) == value(after, "own_similarity", RED)
    assert value(after, "lowest_own_similarity", BLUE) < value(after, "own_similarity", BLUE) - 0.1


def test_all_evidence_is_finite_even_for_a_lost_object(collector, features):
    evidence = collect(collector, features, masks(-1, 16), masks(-1, 16), 9)
    assert evidence.values_NF.shape == (2, len(EVIDENCE))
    assert torch.isfinite(evidence.values_NF).all()
    assert value(evidence, "is_empty", RED) == 1.0
    assert list(evidence.similarities([7, 9])) == [9]


def test_a_single_object_has_no_rival(features):
    alone = EvidenceCollector(tiny_network())
    with torch.inference_mode():
        memory = tiny_network().memorise(features, masks(4))
        alone.add_exemplar(0, features, masks(4), memory)
    evidence = collect(alone, features, masks(4), masks(4))
    assert torch.isfinite(evidence.values_NF).all()
    assert evidence.similarities([7])[7].rival is None


def test_pixels_claimed_by_two_objects_are_contested_and_lost_by_one():
    claimed = masks(4, 4)
    decided = masks(4, -1)
    evidence = mask_evidence(decided[0], masks(4, 16)[0], prediction_of(claimed))
    assert evidence["contested"].tolist() == [1.0, 1.0]
    assert evidence["lost_to_rivals"].tolist() == [0.0, 1.0]


def test_measures_jumps_in_object_sizes_and_parts_by_their_share():
    halves = masks(2)
    halves[0, 0, 20:26, 20:32] = 1.0
    evidence = mask_evidence(masks(14)[0], masks(2)[0], prediction_of(masks(14)))
    assert float(evidence["jump"][0]) == pytest.approx(np.sqrt(2.0), rel=0.01)
    parts = mask_evidence(halves[0], masks(2)[0], prediction_of(halves))["largest_part"]
    assert float(parts[0]) == pytest.approx(2 / 3, rel=0.01)
