"""The frame rate of a run, which is known after the second propagated frame."""

import pytest

from app.engine_runs import RateMeter


def test_exemplar_frames_alone_give_no_rate() -> None:
    meter = RateMeter()
    assert meter.add(1, 10.0, is_given=True) == 0
    assert meter.add(2, 10.0001, is_given=True) == 0
    assert meter.add(3, 12.0) == 0  # the first frame includes the warm-up of the network
    assert meter.add(4, 12.5) == pytest.approx(2.0)
    assert meter.add(6, 13.0) == pytest.approx(3.0)


def test_an_exemplar_in_the_middle_counts_as_a_frame() -> None:
    meter = RateMeter()
    meter.add(1, 0.0)
    assert meter.add(2, 1.0, is_given=True) == pytest.approx(1.0)


def test_only_the_last_seconds_count_towards_the_rate() -> None:
    meter = RateMeter()
    for second in range(10):
        meter.add(second, float(second))
    for tenth in range(1, 61):
        rate = meter.add(9 + tenth, 9 + tenth / 10)
    assert rate == pytest.approx(10.0)


def test_very_slow_frames_still_have_a_rate() -> None:
    meter = RateMeter()
    meter.add(1, 0.0)
    assert meter.add(2, 20.0) == pytest.approx(1 / 20)
    assert meter.add(3, 40.0) == pytest.approx(1 / 20)
