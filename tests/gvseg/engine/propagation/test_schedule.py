"""Which exemplar each frame's masks come from, and the order in which frames are visited."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from gvseg.engine.propagation.schedule import plan_sweeps
from gvseg.engine.request import Direction


def answers(sweeps):
    return {
        (visit.frame_index, track)
        for sweep in sweeps
        for visit in sweep.visits
        for track in visit.answered
    }


def test_one_exemplar_is_propagated_in_both_directions():
    forward, backward = plan_sweeps({1: [3]}, 0, 6)
    assert [v.frame_index for v in forward.visits] == [4, 5, 6]
    assert [v.frame_index for v in backward.visits] == [2, 1, 0]


def test_frames_between_two_exemplars_get_masks_from_the_nearer_one():
    forward, backward = plan_sweeps({1: [0, 6]}, 0, 6)
    assert [v.frame_index for v in forward.visits] == [1, 2, 3]
    assert [v.frame_index for v in backward.visits] == [5, 4]


def test_a_few_frames_where_the_directions_meet_are_visited_from_both_sides():
    forward, backward = plan_sweeps({1: [0, 41]}, 0, 41)
    assert [v.frame_index for v in forward.visits if v.compared] == [21, 22, 23, 24]
    assert [v.frame_index for v in forward.visits if v.answered] == list(range(1, 21))
    assert {v.frame_index for v in backward.visits} == set(range(21, 41))
    assert not any(v.compared for v in backward.visits)


def test_nothing_is_compared_with_a_single_direction():
    sweeps = plan_sweeps({1: [0, 41]}, 0, 41, Direction.FORWARD) + plan_sweeps({1: [20]}, 0, 41)
    assert not any(visit.compared for sweep in sweeps for visit in sweep.visits)


def test_a_range_away_from_the_exemplar_is_reached_through_unrequested_frames():
    (sweep,) = plan_sweeps({1: [0]}, 5, 6)
    assert [v.frame_index for v in sweep.visits] == [1, 2, 3, 4, 5, 6]
    assert [bool(v.answered) for v in sweep.visits] == [False] * 4 + [True] * 2


def test_the_forward_direction_runs_from_each_exemplar_to_the_next():
    sweeps = plan_sweeps({1: [2, 5]}, 0, 7, Direction.FORWARD)
    assert answers(sweeps) == {(3, 1), (4, 1), (6, 1), (7, 1)}


def test_a_later_object_joins_the_sweep_and_is_also_propagated_backward():
    sweeps = plan_sweeps({1: [0], 2: [4]}, 0, 6)
    assert [sweep.step for sweep in sweeps] == [1, -1]
    assert answers(sweeps) == {(f, 1) for f in range(1, 7)} | {(f, 2) for f in (0, 1, 2, 3, 5, 6)}


@given(
    exemplars=st.dictionaries(
        st.integers(1, 4), st.sets(st.integers(0, 30), min_size=1, max_size=4), min_size=1
    ),
    bounds=st.tuples(st.integers(0, 30), st.integers(0, 30)).map(sorted),
)
def test_every_requested_frame_gets_one_mask_per_object(exemplars, bounds):
    first, last = bounds
    sweeps = plan_sweeps(exemplars, first, last)
    given_answers = [
        (visit.frame_index, track)
        for sweep in sweeps
        for visit in sweep.visits
        for track in visit.answered
    ]
    wanted = {
        (frame, track)
        for frame in range(first, last + 1)
        for track, shown in exemplars.items()
        if frame not in shown
    }
    assert len(given_answers) == len(set(given_answers))
    to_come = set(given_answers)
    for sweep in sweeps:
        for visit in sweep.visits:
            to_come -= {(visit.frame_index, track) for track in visit.answered}
            assert {(visit.frame_index, track) for track in visit.compared} <= to_come
    assert set(given_answers) == wanted
    for sweep in sweeps:
        assert any(sweep.start in shown for shown in exemplars.values())
        walked = [sweep.start, *(visit.frame_index for visit in sweep.visits)]
        assert all(b - a == sweep.step for a, b in itertools.pairwise(walked))
