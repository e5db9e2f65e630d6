"""New weights are recommended only if enough frames were held out to distinguish a gain from
chance.
"""

import pytest

from training.retraining.scoring import Scores, TrackScore
from training.retraining.verdict import judge


def scores(value: float, *frames: int, last: float | None = None) -> Scores:
    """Return scores of one object in each video on a number of frames; `last` is the score of the
    last one.
    """
    values = [value] * len(frames)
    values[-1] = value if last is None else last
    return Scores(
        tuple(
            TrackScore(
                video=f"video {k}",
                track=1,
                name="ball",
                category=f"category {k}",
                j_and_f=score,
                j_frames=dict.fromkeys(range(count), score),
                masks={},
            )
            for k, (count, score) in enumerate(zip(frames, values, strict=True))
        )
    )


@pytest.mark.parametrize(
    ("frames", "held", "acts"),
    [
        ((1,), "Only 1 frame of 1 video is", "draw or verify objects on more frames and add an"),
        ((10, 9), "Only 19 frames of 2 videos are", "draw or verify objects on more frames."),
        ((200,), "Only 200 frames of 1 video are", "To get one, add another video."),
    ],
)
def test_too_few_frames_give_no_verdict_but_say_what_is_missing(frames, held, acts):
    verdict = judge(scores(0.3, *frames), scores(0.9, *frames))
    assert not verdict.is_worth_keeping
    assert verdict.text.startswith("No verdict.")
    assert held in verdict.text
    assert acts in verdict.text
    assert "from 0.300 to 0.900" in verdict.text


def test_frames_of_two_objects_count_once():
    one = scores(0.3, 12).tracks[0]
    assert "Only 12 frames of 1 video" in judge(Scores((one, one)), Scores((one, one))).text


def test_a_run_without_steps_asks_for_more_time():
    before = scores(0.3, 10, 10)
    verdict = judge(before, before, [])
    assert not verdict.is_worth_keeping
    assert "before its first training step; give it more minutes" in verdict.text


def test_a_run_without_gain_says_what_the_new_weights_reached():
    before = scores(0.3, 10, 10)
    verdict = judge(before, before, [0.28, 0.295])
    assert not verdict.is_worth_keeping
    assert "new weights is at most 0.295, of the old ones 0.300" in verdict.text


def test_enough_frames_give_a_verdict():
    before = scores(0.3, 10, 10)
    assert judge(before, scores(0.4, 10, 10)).is_worth_keeping
    assert not judge(before, before).is_worth_keeping
    lost = judge(before, scores(0.6, 10, 10, last=0.2))
    assert not lost.is_worth_keeping
    assert "category 1 (-0.100)" in lost.text
