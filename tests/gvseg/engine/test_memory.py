"""What memory contains for each object, from exemplars and from other frames."""

import pytest
import torch

from gvseg.engine.memory import MemoryLimits, VideoMemory
from tests.networks import tiny_network

SIDE = 96
A, B = 0, 1


@pytest.fixture(scope="module")
def features():
    with torch.inference_mode():
        return tiny_network().encode(torch.full((1, 3, SIDE, SIDE), 90.0))


@pytest.fixture
def memory():
    return VideoMemory(tiny_network(), 2, torch.device("cpu"), MemoryLimits())


def masks() -> torch.Tensor:
    planes = torch.zeros(1, 2, SIDE // 4, SIDE // 4)
    planes[0, A, 2:10, 2:10] = 1.0
    planes[0, B, 12:20, 12:20] = 1.0
    return planes


def name(*objects: int) -> torch.Tensor:
    return torch.tensor([[float(row in objects) for row in (A, B)]])


def add(memory, features, frame_index, *objects):
    named = name(*objects)
    with torch.inference_mode():
        memory.add_exemplar(frame_index, features, masks() * named[..., None, None], named)
    memory.set_previous(masks())


def read_weights(memory, frame_index, row) -> list[float]:
    """Return the weights of the frames that are read for an object, without uninformative ones."""
    with torch.inference_mode():
        frames = memory.lookback(frame_index).memory
    weights = frames.weight[0, row]
    return weights[weights > 0].tolist()


def trust(memory, features, frame_index, *objects):
    query = torch.ones(1, 2, tiny_network().config.width)
    with torch.inference_mode():
        memory.remember(frame_index, features, masks(), query, name(*objects))


def test_corrections_of_one_object_do_not_evict_the_only_exemplar_of_another(memory, features):
    add(memory, features, 0, A, B)
    for frame_index in (10, 12, 14):
        add(memory, features, frame_index, A)
    assert read_weights(memory, 13, B) == [1.0]
    assert len(read_weights(memory, 13, A)) == 3


def test_a_new_exemplar_outweighs_an_old_one_only_nearby(memory, features):
    add(memory, features, 0, A)
    add(memory, features, 40, A)
    old_near, old_far = (min(read_weights(memory, index, A)) for index in (41, 400))
    assert old_near < 0.25
    assert old_far > 0.85
    assert max(read_weights(memory, 41, A)) == 1.0


def test_the_classifier_prefers_the_nearest_exemplar(memory, features):
    with torch.inference_mode():
        memory.add_exemplar(0, features, masks(), name(A, B))
        memory.add_exemplar(40, features, masks().flip(1), name(A, B))
        near_first, near_second = (memory._exemplar_weights(index)[:, 0, A] for index in (1, 39))
    assert near_first[0] == near_second[1] == 1.0
    assert near_first[1] == pytest.approx(near_second[0])


def test_an_exemplar_clears_earlier_frames_only_for_its_objects(memory, features):
    add(memory, features, 0, A, B)
    for frame_index in range(1, 8):
        trust(memory, features, frame_index, A, B)
    memory.correct(name(A))
    assert len(read_weights(memory, 8, A)) == 1
    assert len(read_weights(memory, 8, B)) == 4
    assert memory.recent_sums.known_BN.tolist() == [[0.0, 1.0]]
    assert not memory.refined_query[0, A].any()
    assert memory.refined_query[0, B].all()


def test_cleared_frames_do_not_affect_later_sums(memory, features):
    add(memory, features, 0, A, B)
    trust(memory, features, 1, A, B)
    memory.correct(name(A))
    with torch.inference_mode():
        memory.recent_sums.sums.target[:, A] = 1e6
    trust(memory, features, 2, A, B)
    assert memory.recent_sums.sums.target[:, A].max() < 100


def test_an_object_that_no_exemplar_shows_has_a_zero_query(memory, features):
    with torch.inference_mode():
        memory.add_exemplar(0, features, masks() * name(A)[..., None, None], name(A, B))
        memory.set_previous(masks())
        query = memory.lookback(1).exemplar_query
    assert query[0, A].any()
    assert not query[0, B].any()
