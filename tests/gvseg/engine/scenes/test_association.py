"""Tubes are linked to tracks by overlap, appearance and position, stuff by class; lost tracks
resume.
"""

from dataclasses import replace
from functools import partial

import torch

from gvseg.engine.scenes.association import Association
from gvseg.engine.scenes.propagated import PropagatedTube, connected_to_first_frame
from gvseg.engine.scenes.tubes import Tube
from gvseg.model.shape_position import shape_position_descriptor

CAR, PERSON, ROAD = 0, 1, 2
IS_THING = torch.tensor([1.0, 1.0, 0.0])
SIZE = (24, 32)


def embedding(number: int) -> torch.Tensor:
    return torch.nn.functional.one_hot(torch.tensor(number), 8).float()


def tube(*places, category=CAR, appearance=0, score=0.9, is_thing=True) -> Tube:
    """Return a tube with a block of 6 x 6 cells at (y, x) on each frame; None where it is not
    visible.
    """
    logits = torch.full((len(places), *SIZE), -5.0)
    for t, place in enumerate(places):
        if place is not None:
            logits[t, place[0] : place[0] + 6, place[1] : place[1] + 6] = 5.0
    return Tube(
        logits_Thw=logits,
        probability_K=torch.nn.functional.one_hot(torch.tensor(category), 3).float() * score,
        category=category,
        score=score,
        appearance_E=embedding(appearance),
        query_D=embedding(appearance),
        descriptor_TF=shape_position_descriptor(logits.sigmoid()),
        is_thing=is_thing,
    )


def association(**settings) -> Association:
    return Association(5, 0.3, IS_THING, **settings)


def ids(linked):
    return [track.track_id for track, _ in linked]


def propagated(*places, confidence=0.9) -> PropagatedTube:
    return PropagatedTube(tube(*places).logits_Thw, confidence)


def test_the_propagated_mask_decides_the_identity_whatever_the_appearance():
    links = association()
    first = links.link([tube((2, 2), (2, 3)), tube((2, 20), (2, 21), appearance=1)], [0, 1])
    second = links.link(
        [tube((2, 21), (2, 22), appearance=3), tube((2, 3), (2, 4), appearance=4)],
        [1, 2],
        {5: propagated((2, 3), (2, 4)), 6: propagated((2, 21), (2, 22))},
    )
    assert ids(first) == [5, 6]
    assert {t.logits_Thw[0, 4, 5].item() > 0: k.track_id for k, t in second} == {True: 5, False: 6}


def test_a_thing_without_a_query_continues_while_memory_is_confident():
    links = association()
    links.link([tube((2, 2), (2, 3))], [0, 1])
    ((track, found),) = links.link([], [1, 2], {5: propagated((2, 3), (2, 4))})
    assert track.track_id == 5
    assert found.logits_Thw[1, 4, 5] > 0
    assert track.label.category == CAR
    assert links.link([], [2, 3], {5: propagated((2, 4), (2, 5), confidence=0.3)}) == []
    for clip in range(3, 3 + links.rule.propagated_clips):
        last = links.link([], [clip, clip + 1], {5: propagated((2, 4), (2, 5))})
    assert last == [], "memory alone does not continue a thing forever"


def test_a_propagated_thing_is_linked_with_any_number_of_descriptor_bins():
    coarse = partial(shape_position_descriptor, angle_bins=8, radius_bins=4)

    def coarsely(one: Tube) -> Tube:
        return replace(one, descriptor_TF=coarse(one.logits_Thw.sigmoid()))

    links = association(describe=coarse)
    links.link([coarsely(tube((2, 2), (2, 3)))], [0, 1])
    links.link([], [1, 2], {5: propagated((2, 3), (2, 4))})
    assert ids(links.link([coarsely(tube((2, 4), (2, 5)))], [2, 3])) == [5]


def test_a_tracked_thing_does_not_start_a_second_track():
    links = association()
    links.link([tube((2, 2), (2, 2))], [0, 1])
    part = tube((4, 4), (4, 4), appearance=5)
    part.logits_Thw[:, 8:] = -5.0
    linked = links.link([part], [1, 2], {5: propagated((2, 2), (2, 2))})
    assert ids(linked) == [5]


def test_position_distinguishes_things_that_look_alike():
    """Without a shared frame or a difference in appearance, position and shape decide."""
    links = association()
    links.link([tube((2, 2)), tube((2, 22))], [0])
    linked = links.link([tube((3, 21)), tube((3, 3))], [1])
    assert {t.logits_Thw[0, 5, 5].item() > 0: k.track_id for k, t in linked} == {True: 5, False: 6}


def test_a_thing_that_was_out_of_view_resumes_by_appearance():
    links = association()
    links.link([tube((2, 2), (2, 3), appearance=2)], [0, 1])
    links.link([], [1, 2])
    linked = links.link([tube((12, 20), (12, 20), appearance=2)], [8, 9])
    stranger = links.link([tube((2, 2), (2, 2), appearance=3)], [14, 15])
    assert ids(linked) == [5]
    assert ids(stranger) == [6]


def test_a_thing_that_is_absent_too_long_does_not_resume():
    links = association()
    links.link([tube((2, 2))], [0])
    links.link([], [links.rule.patience + 1])
    assert not links.things


def test_tubes_with_a_low_score_continue_tracks_but_start_none():
    links = association()
    assert links.link([tube((2, 2), (2, 2), score=0.2)], [0, 1]) == []
    links.link([tube((2, 2), (2, 2))], [1, 2])
    assert ids(links.link([tube((2, 2), (2, 2), score=0.2)], [2, 3])) == [5]


def test_stuff_is_linked_by_its_class_alone():
    links = association()
    first = links.link([tube((0, 0), category=ROAD, is_thing=False)], [0])
    second = links.link([tube((16, 20), category=ROAD, appearance=6, is_thing=False)], [9])
    assert ids(first) == ids(second) == [5]


def test_the_class_of_a_track_is_that_of_most_clips():
    links = association()
    links.link([tube((2, 2), (2, 2), category=PERSON)], [0, 1])
    links.link([tube((2, 2), (2, 2), category=CAR)], [1, 2])
    ((track, _),) = links.link([tube((2, 2), (2, 2), category=PERSON)], [2, 3])
    assert track.label.category == PERSON


def test_without_the_association_of_the_paper_only_queries_decide():
    links = association(by_appearance_and_position=False)
    links.link([tube((2, 2), appearance=0), tube((2, 22), appearance=1)], [0])
    linked = links.link([tube((2, 2), appearance=1), tube((2, 22), appearance=0)], [1])
    assert {t.logits_Thw[0, 4, 4].item() > 0: k.track_id for k, t in linked} == {True: 6, False: 5}


def test_a_propagated_mask_does_not_spread_to_look_alikes():
    spread = tube((2, 2), (2, 4), (2, 6)).logits_Thw.maximum(
        tube(None, (2, 22), (2, 22)).logits_Thw
    )
    kept = connected_to_first_frame(spread)
    assert (kept[:, :, 18:] < 0).all()
    assert torch.equal(kept[:, :, :16] > 0, spread[:, :, :16] > 0)


def test_a_part_of_a_propagated_thing_is_not_a_new_thing():
    """A query may find a corner of a thing that has low confidence in memory."""
    for category, number in ((CAR, 5), (PERSON, 6)):
        links = association()
        links.link([tube((2, 2), (2, 2))], [0, 1])
        corner = tube((4, 5), (4, 5), category=category, appearance=5)
        corner.logits_Thw[:, 7:] = -5.0
        linked = links.link([corner], [1, 2], {5: propagated((2, 2), (2, 2), confidence=0.3)})
        assert ids(linked) == [number]
