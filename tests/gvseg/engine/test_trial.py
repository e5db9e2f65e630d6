"""The trial on the video itself: what it compares, and which frames it uses."""

from types import SimpleNamespace

import numpy as np
import pytest

from gvseg.adaptation.trial_score import TrialScore
from gvseg.engine import trial
from gvseg.engine.memory import MemoryLimits
from gvseg.engine.propagation.sweep import Calibration
from gvseg.engine.request import Exemplar
from gvseg.engine.runtime import Runtime
from gvseg.engine.trial import Trial
from gvseg.errors import VideoError
from gvseg.masks import Mask
from tests.networks import tiny_network

HEIGHT, WIDTH = 20, 200
PERFECT = TrialScore(1.0, 1.0)


class Film:
    """A video of a block that moves by two pixels per frame; it records which frames were read."""

    height, width = HEIGHT, WIDTH

    def __init__(self, frame_count: int) -> None:
        self.frame_count = frame_count
        self.read: list[int] = []

    def frame(self, index: int) -> np.ndarray:
        self.read.append(index)
        image = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
        image[5:15, 2 * index : 2 * index + 20] = 255
        return image


def block(index: int) -> Mask:
    return Mask.from_array(Film(200).frame(index)[..., 0] > 0)


class Follower:
    """Replaces the propagator: finds the block, keeps the mask unchanged, loses the object at once
    or later, or finds something else on the way out only.
    """

    how = "sees"
    runs = 0

    def __init__(self, *_: object) -> None:
        Follower.runs += 1
        self.is_way_out = Follower.runs % 2 == 1

    def add_exemplar(self, frame, exemplar) -> None:
        self.masks = {**getattr(self, "masks", {}), **exemplar.masks}

    def start(self, frame_index, masks) -> None:
        pass

    def step(self, index, frame, given):
        for track in self.masks:
            seen = Mask.from_array(frame[..., 0] > 0)
            is_late = self.is_way_out and index > 10
            if self.how == "loses" or (self.how == "loses later" and is_late):
                self.masks[track] = Mask.empty(HEIGHT, WIDTH)
            elif self.how == "wanders" and self.is_way_out:
                self.masks[track] = Mask.from_array(frame[..., 0] == 0)
            elif self.how != "keeps":
                self.masks[track] = seen
        return SimpleNamespace(masks=dict(self.masks))


@pytest.fixture
def score(monkeypatch):
    monkeypatch.setattr(trial, "Propagator", Follower)

    def run(how: str, film: Film, *exemplars: Exemplar) -> TrialScore:
        monkeypatch.setattr(Follower, "how", how)
        monkeypatch.setattr(Follower, "runs", 0)
        runtime = Runtime("cpu", 96)
        return Trial(exemplars, film, runtime, Calibration(), MemoryLimits())(tiny_network())

    return run


def test_one_exemplar_is_propagated_away_and_back(score):
    film = Film(60)
    exemplar = Exemplar(0, {1: block(0)})
    assert score("sees", film, exemplar) == PERFECT
    assert score("loses", film, exemplar) == TrialScore(0.0, 0.0)
    assert film.read[:20] == list(range(0, 39, 2))


def test_the_masks_on_the_way_are_compared_too(score):
    film, exemplar = Film(60), Exemplar(0, {1: block(0)})
    assert score("wanders", film, exemplar) == TrialScore(1.0, 0.0)


def test_an_object_that_is_lost_early_scores_less_than_one_lost_late(score):
    late = score("loses later", Film(60), Exemplar(0, {1: block(0)}))
    assert late.at_exemplars == 1.0, "back from its last mask"
    assert late.between == pytest.approx(10 / 18)


def test_uses_the_direction_with_more_frames(score):
    film = Film(9)
    score("sees", film, Exemplar(8, {1: block(8)}))
    assert film.read == [8, 7, 6, 5, 4, 3, 2, 1, 0]


def test_with_several_exemplars_each_path_ends_at_a_drawn_mask(score):
    film = Film(60)
    exemplars = (Exemplar(4, {1: block(4)}), Exemplar(9, {1: block(9), 2: block(40)}))
    assert score("sees", film, *exemplars) == PERFECT
    kept = score("keeps", film, *exemplars)
    assert (kept.at_exemplars, kept.between) == pytest.approx((1 / 3, 1 / 3))
    assert sorted(set(film.read)) == [4, 5, 6, 7, 8, 9]


def test_an_object_may_leave_before_the_next_exemplar():
    film = Film(60)
    exemplars = (Exemplar(4, {1: block(4)}), Exemplar(9, {1: Mask.empty(HEIGHT, WIDTH)}))
    trial = Trial(exemplars, film, Runtime("cpu", 96), Calibration(), MemoryLimits())
    score = trial(tiny_network().eval())
    assert score.at_exemplars in {0.0, 1.0}, "whether the object is gone at the end"
    assert score.between == score.at_exemplars


def test_starts_where_an_object_is_visible(score):
    film = Film(60)
    nothing = Exemplar(3, {1: Mask.empty(HEIGHT, WIDTH)})
    assert score("sees", film, nothing, Exemplar(20, {1: block(20)})) == PERFECT
    assert film.read[0] == 20


def test_a_video_of_one_frame_gives_a_perfect_score(score):
    assert score("loses", Film(1), Exemplar(0, {1: block(0)})) == PERFECT


def test_skips_frames_that_cannot_be_decoded(score, monkeypatch):
    film = Film(60)
    whole = film.frame
    cut = {"at": 12}

    def frame(index):
        if index >= cut["at"]:
            raise VideoError(f"Frame {index} cannot be decoded.")
        return whole(index)

    film.frame = frame
    assert score("sees", film, Exemplar(0, {1: block(0)})) == PERFECT
    assert film.read == [0, 2, 4, 6, 8, 10]
    cut["at"] = 7
    later = (Exemplar(4, {1: block(4)}), Exemplar(9, {1: block(9)}))
    assert score("keeps", film, *later) == PERFECT, "not to the lost frame"


def test_scores_a_real_network(score, monkeypatch):
    monkeypatch.undo()
    runtime = Runtime("cpu", 64)
    exemplar = Exemplar(0, {1: block(0), 5: Mask.empty(HEIGHT, WIDTH)})
    tried = Trial((exemplar,), Film(4), runtime, Calibration(), MemoryLimits())
    assert 0.0 <= tried(tiny_network()).mean <= 1.0


def test_an_object_drawn_as_absent_at_the_end_is_not_followed_back(score):
    film = Film(60)
    gone = Exemplar(9, {1: Mask.empty(HEIGHT, WIDTH)})
    assert score("loses", film, Exemplar(4, {1: block(4)}), gone) == PERFECT
    assert score("sees", film, Exemplar(4, {1: block(4)}), gone) == TrialScore(0.0, 0.0)


def test_every_frame_is_encoded_once_for_all_networks():
    encoded = []
    network = tiny_network()
    network.encoder.backbone.register_forward_hook(lambda *_: encoded.append(1))
    exemplar = Exemplar(0, {1: block(0)})
    made = Trial((exemplar,), Film(4), Runtime("cpu", 64), Calibration(), MemoryLimits())
    score = made(network)
    assert len(encoded) == 4
    assert made(network) == score
    assert len(encoded) == 4


@pytest.mark.parametrize(("seconds", "frames"), [(0.0, 2), (0.6, 4), (9, 20)])
def test_uses_fewer_frames_on_a_slow_machine(monkeypatch, seconds, frames):
    made = slow_trial(monkeypatch)
    made.shorten(tiny_network(), seconds)
    assert len(made.paths[0].frames) == frames


@pytest.mark.parametrize("seconds", [0.5, 1.0, 3.6])
def test_three_networks_together_stay_within_their_time(monkeypatch, seconds):
    made = slow_trial(monkeypatch)
    made.shorten(tiny_network(), seconds)
    assert [made(tiny_network()) for _ in range(3)] == [PERFECT] * 3
    assert 0.5 * seconds < trial.time.now_s <= seconds + 0.2, "up to one step of the first walk"


def slow_trial(monkeypatch) -> Trial:
    """Return a trial on a machine that takes 20 ms per step, and 60 ms more to encode a frame."""
    encoded = set()

    class Slow(Follower):
        def step(self, index, frame, given):
            clock.now_s += 0.02 if frame.tobytes() in encoded else 0.08
            encoded.add(frame.tobytes())
            return super().step(index, frame, given)

    clock = SimpleNamespace(now_s=0.0)
    clock.monotonic = lambda: clock.now_s
    monkeypatch.setattr(trial, "time", clock)
    monkeypatch.setattr(trial, "Propagator", Slow)
    monkeypatch.setattr(Follower, "how", "sees")
    exemplar = Exemplar(0, {1: block(0)})
    return Trial([exemplar], Film(60), Runtime("cpu", 96), Calibration(), MemoryLimits())


def test_a_shortened_path_still_ends_at_the_second_exemplar(monkeypatch):
    monkeypatch.setattr(trial, "Propagator", Follower)
    monkeypatch.setattr(Follower, "how", "sees")
    exemplars = (Exemplar(4, {1: block(4)}), Exemplar(40, {1: block(40)}))
    made = Trial(exemplars, Film(60), Runtime("cpu", 96), Calibration(), MemoryLimits())
    made.shorten(tiny_network(), 0.0)
    assert len(made.paths[0].frames) == 2
    assert made(tiny_network()) == PERFECT
