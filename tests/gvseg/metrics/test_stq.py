"""STQ compared with a slow, literal implementation of KITTI-STEP's evaluation and with values
worked out by hand.
"""

import json
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gvseg.errors import FormatError
from gvseg.metrics.stq import Stq

PERSON, CAR, ROAD, VOID = 11, 13, 0, 255
THINGS = frozenset({PERSON, CAR})


def step(rows) -> np.ndarray:
    """Return a frame of (class, instance) pairs."""
    return np.array([[(c << 16) | i for c, i in row] for row in rows], np.uint32)


def scored(truth, found):
    measure = Stq(THINGS)
    measure.update(truth, found, sequence="s")
    return measure.result()


@st.composite
def step_videos(draw):
    random = np.random.default_rng(draw(st.integers(0, 2**32)))
    agreement = draw(st.sampled_from([0.2, 0.8]))
    shape = (draw(st.integers(1, 3)), 4, 5)

    def labels():
        classes = random.choice(
            [ROAD, 4, PERSON, CAR, VOID], size=shape, p=[0.3, 0.1, 0.3, 0.2, 0.1]
        )
        instances = np.where(np.isin(classes, [PERSON, CAR]), random.integers(0, 3, shape), 0)
        return ((classes << 16) | instances).astype(np.uint32)

    truth = labels()
    found = np.where(random.random(shape) < agreement, truth, labels())
    return list(truth), list(found)


def slow_stq(videos) -> tuple[float, float]:
    """Return (AQ, SQ) over all sequences, computed from sets of pixels."""
    right, either, tubes = {}, {}, []
    for number, (truth, found) in enumerate(videos):
        true_tubes, found_tubes = {}, {}
        for t, (true_frame, found_frame) in enumerate(zip(truth, found, strict=True)):
            for place in np.ndindex(true_frame.shape):
                pixel = (number, t, *place)
                true, predicted = int(true_frame[place]), int(found_frame[place])
                true_class, found_class = true >> 16, predicted >> 16
                if true_class != VOID:
                    either.setdefault(true_class, set()).add(pixel)
                    either.setdefault(found_class, set()).add(pixel)
                    if true_class == found_class:
                        right.setdefault(true_class, set()).add(pixel)
                if true_class in THINGS and not true & 0xFFFF:
                    continue
                if true_class in THINGS:
                    true_tubes.setdefault(true, set()).add(pixel)
                if found_class in THINGS:
                    found_tubes.setdefault(predicted, set()).add(pixel)
        tubes += [
            sum(len(true & one) * len(true & one) / len(true | one) for one in found_tubes.values())
            / len(true)
            for true in true_tubes.values()
        ]
    ious = [len(right.get(one, set())) / len(pixels) for one, pixels in either.items()]
    return (sum(tubes) / len(tubes) if tubes else 0.0), sum(ious) / len(ious) if ious else math.nan


@settings(max_examples=60, deadline=None)
@given(videos=st.lists(step_videos(), min_size=1, max_size=3))
def test_matches_the_official_evaluation(videos) -> None:
    measure = Stq(THINGS)
    for number, (truth, found) in enumerate(videos):
        measure.update(truth, found, sequence=str(number))
    aq, sq = slow_stq(videos)
    if math.isnan(sq):
        with pytest.raises(FormatError, match="nothing was scored"):
            measure.result()
        return
    result = measure.result()
    assert result.total.aq == pytest.approx(aq, abs=1e-12)
    assert result.total.sq == pytest.approx(sq, abs=1e-12)
    assert result.total.stq == pytest.approx(math.sqrt(aq * sq), abs=1e-12)
    for one, video in zip(result.sequences, videos, strict=True):
        expected = slow_stq([video])
        assert (one.aq, one.sq) == pytest.approx(expected, abs=1e-12, nan_ok=True)


def test_perfect_results_score_one() -> None:
    truth = [step([[(ROAD, 0), (CAR, 1), (CAR, 2), (PERSON, 1)]])] * 3
    result = scored(truth, truth)
    assert (result.total.stq, result.total.aq, result.total.sq) == (1, 1, 1)
    assert result.total.tubes == 3


def test_an_identity_switch_worked_out_by_hand() -> None:
    """A car has two pixels in each of four frames; its id changes after three of them."""
    truth = [step([[(CAR, 1), (CAR, 1)]])] * 4
    found = [step([[(CAR, 1), (CAR, 1)]])] * 3 + [step([[(CAR, 2), (CAR, 2)]])]
    total = scored(truth, found).total
    # (6 x 6/8 + 2 x 2/8) / 8
    assert total.aq == pytest.approx(5 / 8, abs=1e-12)
    assert total.sq == 1
    assert total.stq == pytest.approx(math.sqrt(5 / 8), abs=1e-12)


def test_association_ignores_the_class() -> None:
    total = scored([step([[(CAR, 1), (ROAD, 0)]])], [step([[(PERSON, 4), (ROAD, 0)]])]).total
    assert total.aq == 1
    # The road is right; car and person are both wrong.
    assert total.sq == pytest.approx(1 / 3, abs=1e-12)


def test_crowds_count_only_for_classes() -> None:
    truth = [step([[(CAR, 0), (CAR, 0), (CAR, 1)]])]
    found = [step([[(CAR, 7), (CAR, 1), (CAR, 1)]])]
    total = scored(truth, found).total
    assert (total.aq, total.sq, total.tubes) == (1, 1, 1)


def test_true_void_is_ignored_and_predicted_void_is_always_wrong() -> None:
    truth = [step([[(ROAD, 0), (ROAD, 0), (VOID, 0)]])]
    assert scored(truth, [step([[(ROAD, 0), (ROAD, 0), (4, 0)]])]).total.sq == 1
    total = scored(truth, [step([[(ROAD, 0), (VOID, 0), (4, 0)]])]).total
    assert total.sq == pytest.approx((1 / 2 + 0) / 2, abs=1e-12)
    # Void enlarges a predicted tube that extends into it.
    truth = [step([[(CAR, 1), (VOID, 0)]])]
    assert scored(truth, [step([[(CAR, 1), (CAR, 1)]])]).total.aq == pytest.approx(1 / 2, abs=1e-12)


def test_without_things_association_is_zero() -> None:
    truth = [step([[(ROAD, 0)]])]
    total = scored(truth, truth).total
    assert (total.stq, total.aq, total.sq, total.tubes) == (0, 0, 1, 0)


def test_merging_equals_counting_together() -> None:
    together, one, other = Stq(THINGS), Stq(THINGS), Stq(THINGS)
    truth = [step([[(CAR, 1), (CAR, 1), (ROAD, 0)]])]
    for name, part, found in (("a", one, (CAR, 1)), ("b", other, (ROAD, 0))):
        prediction = [step([[(CAR, 1), found, (ROAD, 0)]])]
        together.update(truth, prediction, sequence=name)
        part.update(truth, prediction, sequence=name)
    one.merge(other)
    assert one.result() == together.result()
    for again in (lambda: one.merge(other), lambda: one.update(truth, truth, sequence="a")):
        with pytest.raises(FormatError, match="twice"):
            again()
    said = one.result()
    assert "11 13" in said.table()
    figures = json.loads(json.dumps(said.to_json(), allow_nan=False))
    assert figures["sequences"][1]["aq"] == pytest.approx(1 / 4)


def test_invalid_input_changes_nothing() -> None:
    measure = Stq(THINGS)
    with pytest.raises(FormatError, match="2x1"):
        measure.update([step([[(ROAD, 0)]])], [step([[(ROAD, 0), (ROAD, 0)]])])
    with pytest.raises(FormatError, match="nothing was scored"):
        measure.result()
