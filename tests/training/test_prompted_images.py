"""Images with an object each, and the prompts that are drawn for them."""

import numpy as np
import pytest

from gvseg.synthesis.stills import Still
from training.prompted_images import PromptedImages, wrong_mask
from training.real_clips import VideoSet
from training.recipe import PhaseRecipe

PHASE = PhaseRecipe(steps=1, clips=12, canvas=96, video_share=0.0, prompt_share=1.0)
ROWS, COLUMNS = slice(30, 70), slice(100, 160)


def still(_: np.random.Generator) -> Still:
    """Return a bright object beside a second one and an unlabelled stripe."""
    image, labels = np.full((120, 200, 3), 60, np.uint8), np.zeros((120, 200), np.uint8)
    labels[ROWS, COLUMNS], labels[40:60, 165:185], labels[:, :8] = 1, 2, 255
    image[labels == 1] = 220
    return Still(image, labels)


@pytest.fixture
def images() -> PromptedImages:
    return PromptedImages(still, VideoSet([]))


def test_every_image_shows_its_object(images):
    batch = images.batch(np.random.default_rng(0), PHASE)
    assert batch.images.shape == (12, 3, 96, 96)
    assert (batch.truth.mean((1, 2)) > 0.002).all()


def test_a_box_is_tight_and_comes_without_a_draft(images):
    batch = images.batch(np.random.default_rng(1), PHASE)
    boxed = (batch.boxes != 0).any(1)
    assert 0 < int(boxed.sum()) < len(boxed)
    assert not batch.drafts[boxed].any()
    for truth, box in zip(batch.truth[boxed], batch.boxes[boxed], strict=True):
        rows, columns = np.nonzero(truth.numpy())
        edges = np.array([columns.min(), rows.min(), columns.max() + 1, rows.max() + 1])
        assert np.abs((box.numpy() + 1) * 48 - edges).max() < 12


def test_the_same_seed_gives_the_same_batch(images):
    one, other = (images.batch(np.random.default_rng(5), PHASE) for _ in range(2))
    assert (one.images == other.images).all()
    assert (one.drafts == other.drafts).all()


def test_wrong_masks_are_wrong_but_overlap_the_object():
    truth, others = np.zeros((96, 96), bool), np.zeros((96, 96), bool)
    truth[20:60, 20:70], others[30:50, 75:90] = True, True
    ious = []
    for seed in range(40):
        draft = wrong_mask(np.random.default_rng(seed), truth, others)
        ious.append((draft & truth).sum() / (draft | truth).sum())
    assert 0.1 < np.mean(ious) < 0.95
    assert np.median(ious) < 1.0
