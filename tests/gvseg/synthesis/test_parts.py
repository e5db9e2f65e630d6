"""Targets that are not objects: parts, unions and patches, made from the objects of an image."""

import numpy as np
import pytest

from gvseg.masks import VOID
from gvseg.synthesis.parts import with_parts
from gvseg.synthesis.stills import Still

SIDE = 120
JACKET = np.s_[30:60, 20:60]
JEANS = np.s_[60:90, 20:60]
BALL = np.s_[70:90, 90:110]


@pytest.fixture
def still() -> Still:
    """Return a person in a red jacket and blue jeans (label 1), a ball (2) and a void corner."""
    image = np.full((SIDE, SIDE, 3), 120, np.uint8)
    labels = np.zeros((SIDE, SIDE), np.uint8)
    image[JACKET], image[JEANS], image[BALL] = (200, 30, 30), (30, 40, 180), (240, 240, 240)
    labels[JACKET] = labels[JEANS] = 1
    labels[BALL] = 2
    labels[:5, :5] = VOID
    return Still(image, labels)


def targets(still: Still, objects: int = 3, tries: int = 200) -> list[np.ndarray]:
    return [with_parts(np.random.default_rng(seed), still, objects).labels for seed in range(tries)]


def share(target: np.ndarray, part: tuple[slice, slice]) -> float:
    return float(target[part].mean())


def test_the_same_seed_gives_the_same_targets(still):
    for once, again in zip(targets(still, tries=20), targets(still, tries=20), strict=True):
        assert np.array_equal(once, again)


def test_some_targets_are_the_pixels_of_one_look(still):
    jackets = [t for t in (labels == 1 for labels in targets(still)) if share(t, JACKET) > 0.9]
    assert any(share(target, JEANS) < 0.1 for target in jackets)


def test_some_targets_are_two_objects_and_some_an_object_with_a_piece_of_another(still):
    balls = [
        share(labels == 1, BALL) for labels in targets(still) if share(labels == 1, JACKET) > 0.95
    ]
    assert any(ball == 1 for ball in balls)
    assert any(0.1 < ball < 0.9 for ball in balls)


def test_some_targets_cross_the_edge_of_the_object(still):
    outside = [((labels == 1) & (still.labels == 0)).sum() for labels in targets(still)]
    assert max(outside) > 20


def test_the_rest_of_a_divided_object_is_sometimes_a_target_too(still):
    both = [labels for labels in targets(still) if share(labels == 2, JEANS) > 0.9]
    assert any(share(labels == 1, JACKET) > 0.9 for labels in both)


def test_never_more_targets_than_asked_for_and_void_stays_void(still):
    for objects in (1, 2, 3):
        for labels in targets(still, objects, tries=40):
            assert set(np.unique(labels)) <= {*range(objects + 1), VOID}
            assert (labels == 1).sum() > 100
            assert (labels[:5, :5] == VOID).all()


def test_an_image_without_objects_stays_as_it_is(still):
    empty = Still(still.image, np.zeros_like(still.labels))
    assert with_parts(np.random.default_rng(0), empty, 2) is empty
