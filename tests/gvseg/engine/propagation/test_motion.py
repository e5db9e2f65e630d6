"""The motion prior moves the previous masks along with the pixels under them."""

import cv2
import numpy as np
import pytest
import torch

from gvseg.engine.memory import MemoryLimits
from gvseg.engine.propagation.motion import LARGEST_LOGIT, NEAR, NEAR_SHARE, SHARE, MotionPrior
from gvseg.engine.propagation.sweep import Calibration, Propagator
from gvseg.engine.request import Exemplar
from gvseg.engine.runtime import Runtime
from gvseg.masks import Mask
from tests.networks import tiny_network

SIZE = (192, 320)
BLOCK = 64


def texture(seed: int, height: int, width: int) -> np.ndarray:
    """Return noise of three scales, which optical flow can follow."""
    picture = np.zeros((height, width, 3), np.float32)
    for scale in (4, 8, 16):
        noise = np.random.default_rng(seed).random((height // scale, width // scale, 3), np.float32)
        picture += 85 * cv2.resize(noise, (width, height), interpolation=cv2.INTER_LINEAR)
    return picture.astype(np.uint8)


BACKGROUND = texture(0, *SIZE) // 2


def frame(*corners: tuple[int, int]) -> np.ndarray:
    """Return a frame with the same block at each (top, left) corner."""
    picture = BACKGROUND.copy()
    for top, left in corners:
        picture[top : top + BLOCK, left : left + BLOCK] = texture(1, BLOCK, BLOCK) // 2 + 110
    return picture


def masks(*corners: tuple[int, int]) -> torch.Tensor:
    """Return the masks of the blocks at stride 4, 1 x N x h x w."""
    planes = torch.zeros(1, len(corners), SIZE[0] // 4, SIZE[1] // 4)
    for row, (top, left) in enumerate(corners):
        planes[0, row, top // 4 : (top + BLOCK) // 4, left // 4 : (left + BLOCK) // 4] = 1
    return planes


def iou(one: torch.Tensor, other: torch.Tensor) -> float:
    """Return the IoU of two masks."""
    return float((one & other).sum() / (one | other).sum())


def add_exemplar(
    motion: MotionPrior, frame_index: int, picture: np.ndarray, truth: torch.Tensor
) -> None:
    """Add an exemplar in whose frame the network makes no mistake."""
    motion.add_exemplar(frame_index, picture, 20 * truth - 10, truth)


@pytest.fixture
def motion() -> MotionPrior:
    return MotionPrior(SIZE, "cpu")


def shifted(
    motion: MotionPrior, before: np.ndarray, after: np.ndarray, previous: torch.Tensor
) -> torch.Tensor:
    """Return what becomes of undecided logits."""
    add_exemplar(motion, 7, before, previous)
    motion.start(7)
    motion.follow(after)
    return motion.shift(torch.zeros_like(previous), previous)


def test_undecided_pixels_go_to_the_object_that_moved_there(motion) -> None:
    logits = shifted(motion, frame((64, 96)), frame((68, 112)), masks((64, 96)))
    found = logits[0, 0] > 0
    assert iou(found, masks((68, 112))[0, 0] > 0) > 0.85
    assert iou(found, masks((64, 96))[0, 0] > 0) < 0.7


def test_position_decides_between_two_that_look_the_same(motion) -> None:
    before, after = ((32, 32), (96, 192)), ((40, 48), (88, 176))
    logits = shifted(motion, frame(*before), frame(*after), masks(*before))
    for row, truth in enumerate(masks(*after)[0] > 0):
        assert iou(logits[0, row] > 0, truth) > 0.85


def test_an_object_keeps_its_pixels_from_a_look_alike(motion) -> None:
    before, after = ((32, 32), (96, 192)), ((40, 48), (88, 176))
    add_exemplar(motion, 7, frame(*before), masks(*before))
    motion.start(7)
    motion.follow(frame(*after))
    truth = masks(*after)[0] > 0
    swapped = torch.where(truth.flip(0), 2.0, 0.5)[None]
    logits = motion.shift(swapped, masks(*before))[0]
    is_first = logits[0] > logits[1]
    assert is_first[truth[0]].float().mean() > 0.9
    assert is_first[truth[1]].float().mean() < 0.1


def test_a_confident_network_overrules_motion(motion) -> None:
    previous = masks((64, 96))
    logits = shifted(motion, frame((64, 96)), frame((68, 112)), previous)
    assert float(logits.abs().max()) <= 1.001 * SHARE * LARGEST_LOGIT


def test_motion_counts_most_right_after_an_exemplar_of_the_object(motion) -> None:
    still, previous = frame((64, 96), (96, 192)), masks((64, 96), (96, 192))
    add_exemplar(motion, 7, still, previous)
    motion.start(7)
    motion.correct(7, torch.tensor([[1.0, 0.0]]))
    strongest = []
    for _ in range(60):
        motion.follow(still)
        logits = motion.shift(torch.zeros_like(previous), previous)
        strongest.append(logits.amax((0, 2, 3)))
    corrected, other = torch.stack(strongest, 1)
    assert float(corrected[0]) > 0.9 * (SHARE + NEAR_SHARE) * LARGEST_LOGIT
    assert (corrected.diff() < 0).all()
    assert float(corrected[-1]) == pytest.approx(SHARE * LARGEST_LOGIT, rel=0.1)
    assert other == pytest.approx([SHARE * LARGEST_LOGIT] * len(other), rel=0.01)


def test_flow_says_little_more_about_small_objects_after_an_exemplar(motion) -> None:
    still, small = frame((64, 96)), torch.zeros(1, 1, SIZE[0] // 4, SIZE[1] // 4)
    small[..., 20:24, 28:33] = 1
    add_exemplar(motion, 7, still, small)
    motion.start(7)
    motion.correct(7, torch.ones(1, 1))
    motion.follow(still)
    logits = motion.shift(torch.zeros_like(small), small)
    assert float(logits.amax()) == pytest.approx(SHARE * LARGEST_LOGIT, rel=0.02)


def half_seen(truth: torch.Tensor, rows: int) -> torch.Tensor:
    """Return logits that lack a block below a row, and take in a part of the background."""
    seen = truth.clone()
    seen[..., rows:, :] = 0
    seen[..., 16:32, 4:12] = 1
    return 2 * seen - 1


def test_the_networks_mistakes_at_an_exemplar_are_corrected_in_the_next_frames(motion) -> None:
    truth, later = masks((64, 96)), masks((68, 112))
    motion.add_exemplar(7, frame((64, 96)), half_seen(truth, 24), truth)
    motion.start(7)
    motion.correct(7, torch.ones(1, 1))
    motion.follow(frame((68, 112)))
    nothing_known = torch.zeros_like(truth)
    logits = half_seen(later, 25)
    assert iou(logits > 0, later > 0.5) < 0.5
    assert iou(motion.shift(logits, nothing_known) > 0, later > 0.5) > 0.85
    for _ in range(120):
        motion.follow(frame((68, 112)))
    assert torch.equal(motion.shift(logits, nothing_known) > 0, logits > 0)


def test_a_correction_of_one_object_leaves_the_others_as_they_were(motion) -> None:
    still, previous = frame((64, 96), (96, 192)), masks((64, 96), (96, 192))
    for frame_index in (7, 9):
        motion.add_exemplar(frame_index, still, torch.full_like(previous, -1.0), previous)
    motion.start(7)
    motion.correct(7, torch.ones(1, 2))
    motion.follow(still)
    motion.follow(still)
    before = motion.mistakes_1Nhw
    motion.correct(9, torch.tensor([[0.0, 1.0]]))
    assert torch.equal(motion.mistakes_1Nhw[:, 0], before[:, 0])
    assert torch.equal(motion.mistakes_1Nhw[:, 1], motion.exemplars[9].mistakes_1Nhw[:, 1])


def test_a_correction_on_the_way_counts_like_the_exemplar_at_the_start() -> None:
    propagator = Propagator(
        tiny_network(), Runtime("cpu", 192), SIZE, [1, 2], Calibration(), MemoryLimits()
    )
    first, second = (
        Mask.from_array(cv2.resize(plane.numpy(), SIZE[::-1]) > 0.5)
        for plane in masks((64, 96), (96, 192))[0]
    )
    drawn = {0: {1: first, 2: second}, 3: {2: second}}
    for frame_index, of_objects in drawn.items():
        propagator.add_exemplar(BACKGROUND, Exemplar(frame_index, of_objects))
    propagator.start(0, drawn[0])
    added = []
    for frame_index in range(1, 6):
        propagator.step(frame_index, BACKGROUND, drawn.get(frame_index, {}))
        added.append(propagator.motion.added_1N[0])
    frames_since = -NEAR * torch.log(torch.stack(added) / NEAR_SHARE)
    assert frames_since.round().tolist() == [[1, 1], [2, 2], [3, 0], [4, 1], [5, 2]]


def test_a_lost_object_may_return_anywhere_but_on_another(motion) -> None:
    lost = torch.zeros_like(masks((64, 96)))
    previous = torch.cat((lost, masks((64, 96))), 1)
    logits = shifted(motion, frame((64, 96)), frame((68, 112)), previous)[0, 0]
    other = masks((68, 112))[0, 0] > 0
    assert (logits[other] < 0).float().mean() > 0.95
    assert (logits[~other] == 0).float().mean() > 0.95


def test_a_cut_to_another_scene_changes_nothing(motion) -> None:
    logits = shifted(motion, frame((64, 96)), texture(3, *SIZE) // 2 + 128, masks((64, 96)))
    assert float(logits.abs().mean()) < 0.05 * SHARE * LARGEST_LOGIT


@pytest.mark.parametrize("pan", [-16, -8, 8, 16])
def test_what_enters_at_the_edge_of_the_frame_is_left_to_the_network(motion, pan) -> None:
    wide = texture(1, SIZE[0], SIZE[1] + 32)
    before, after = (wide[:, 16 + x : 16 + x + SIZE[1]] for x in (0, pan))
    everywhere = torch.ones(1, 1, SIZE[0] // 4, SIZE[1] // 4)
    logits = shifted(motion, before, after, everywhere)[0, 0]
    columns = logits.mean(0).roll(pan // 4)
    new = columns[: pan // 4] if pan > 0 else columns[pan // 4 :]
    assert len(new) == abs(pan) // 4
    assert new.abs().max() < 0.1 * SHARE * LARGEST_LOGIT
    assert logits.min() > -0.1 * SHARE * LARGEST_LOGIT
    assert logits.mean() > 0.85 * SHARE * LARGEST_LOGIT


def test_a_sweep_starts_from_its_own_exemplar(motion) -> None:
    add_exemplar(motion, 0, frame((64, 96)), masks((64, 96)))
    add_exemplar(motion, 9, frame((96, 192)), masks((96, 192)))
    motion.start(0)
    motion.follow(frame((64, 96)))
    motion.start(9)
    motion.follow(frame((100, 180)))
    logits = motion.shift(torch.zeros_like(masks((0, 0))), masks((96, 192)))
    assert iou(logits[0, 0] > 0, masks((100, 180))[0, 0] > 0) > 0.85


def test_nothing_changes_before_two_frames_are_known(motion) -> None:
    previous = masks((64, 96))
    motion.start(3)
    motion.follow(frame((64, 96)))
    assert not motion.shift(torch.zeros_like(previous), previous).any()
