"""The class memory does not depend on which rank trains which part of a step."""

import pytest
import torch

from tests.networks import fresh_scene_network
from training.class_memory import ClassMemory
from training.contrast import ClassQueues

SKY, ROAD, CAR = range(3)


@pytest.fixture
def queries():
    return fresh_scene_network().require_scene().queries


def memory_of(queries, length=4) -> ClassMemory:
    return ClassMemory(queries, ClassQueues(classes=3, width=2, length=length))


def push(memory: ClassMemory, place: int, *values: float) -> None:
    vectors = torch.tensor([[value, 1.0] for value in values])
    memory.queues.loss(vectors, torch.full((len(values),), place))


def run_step(memory: ClassMemory, *parts, gather=lambda own: own) -> None:
    memory.begin_step()
    for part in parts:
        memory.begin_part()
        part()
        memory.end_part()
    memory.end_step(gather)


def test_a_single_part_keeps_its_updates(queries):
    memory = memory_of(queries)

    def part():
        push(memory, ROAD, 1.0, 2.0)
        queries.representation_KC[ROAD] += 1.0

    before = queries.representation_KC.clone()
    run_step(memory, part)
    assert memory.queues.pushed_K.tolist() == [0, 2, 0]
    assert memory.queues.kept_KLE[ROAD, :2, 0].tolist() == [1.0, 2.0]
    assert torch.equal(queries.representation_KC[ROAD], before[ROAD] + 1)
    assert torch.equal(queries.representation_KC[[SKY, CAR]], before[[SKY, CAR]])


def test_parts_start_from_the_same_state_and_are_appended_in_order(queries):
    memory = memory_of(queries)
    push(memory, SKY, 9.0, 8.0, 7.0)
    seen = []

    def part(*values):
        def act():
            seen.append(memory.queues.pushed_K.tolist())
            push(memory, SKY, *values)

        return act

    run_step(memory, part(1.0), part(2.0, 3.0), lambda: push(memory, CAR, 5.0))
    assert seen == [[3, 0, 0], [3, 0, 0]]
    assert memory.queues.pushed_K.tolist() == [6, 0, 1]
    assert memory.queues.kept_KLE[SKY, :, 0].tolist() == [2.0, 3.0, 7.0, 1.0], "oldest replaced"


def test_a_part_that_exceeds_the_queue_keeps_the_latest_entries(queries):
    memory = memory_of(queries, length=2)
    run_step(memory, lambda: push(memory, SKY, 1.0, 2.0, 3.0), lambda: push(memory, SKY, 4.0))
    assert sorted(memory.queues.kept_KLE[SKY, :, 0].tolist()) == [3.0, 4.0]


def test_a_class_moves_to_the_mean_of_the_parts_that_update_it(queries):
    memory = memory_of(queries)
    queries.is_seen_K[CAR] = 0
    before = queries.representation_KC.clone()

    def part(place, step):
        def act():
            queries.representation_KC[place] += step
            queries.is_seen_K[place] = 1

        return act

    run_step(memory, part(ROAD, 1.0), part(ROAD, 3.0), part(CAR, 2.0))
    after = queries.representation_KC
    assert torch.allclose(after[ROAD], before[ROAD] + 2)
    assert torch.allclose(after[CAR], before[CAR] + 2)
    assert torch.equal(after[SKY], before[SKY])
    assert queries.is_seen_K.tolist() == [1, 1, 1]


def test_every_rank_merges_the_parts_of_all_ranks(queries):
    """Combine the parts of all ranks; here both ranks have the same."""
    memory = memory_of(queries)
    run_step(memory, lambda: push(memory, SKY, 1.0), gather=lambda own: torch.cat([own, own]))
    assert memory.queues.pushed_K.tolist() == [2, 0, 0]
