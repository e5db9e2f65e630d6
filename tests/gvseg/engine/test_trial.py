"""The trial on the video itself: what it compares, and which frames it uses."""

import time
from types import SimpleNamespace

import numpy as np
import pytest

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
    """Replaces the propagator: finds the block, keeps the mask unchanged, or loses the object."""

    how = "sees"

    def __init__(self, *_: object) -> None:
        pass

    def add_exemplar(self, frame, exemplar) -> None:
        self.masks = dict(exemplar.masks)

    def start(self, masks) -> None:
        pass

    def step(self, index, frame, given):
        for track in self.masks:
            if self.how == "sees":
                self.masks[track] = Mask.from_array(frame[..., 0] > 0)
            elif self.how == "loses":
                self.masks[track] = Mask.empty(HEIGHT, WIDTH)
        return SimpleNamespace(masks=dict(self.masks))


@pytest.fixture
def score(monkeypatch):
    monkeypatch.setattr(trial, "Propagator", Follower)

    def run(how: str, film: Film, *exemplars: Exemplar) -> float:
        monkeypatch.setattr(Follower, "how", how)
        runtime = Runtime("cpu", 96)
        return Trial(exemplars, film, runtime, Calibration(), MemoryLimits())(tiny_network())

    return run


def test_one_exemplar_is_propagated_away_and_back(score):
    film = Film(60)
    exemplar = Exemplar(0, {1: block(0)})
    assert score("sees", film, exemplar) == 1.0
    assert score("loses", film, exemplar) == 0.0
    assert film.read[:11] == list(range(0, 21, 2))


def test_uses_the_direction_with_more_frames(score):
    film = Film(9)
    score("sees", film, Exemplar(8, {1: block(8)}))
    assert film.read == [8, 7, 6, 5, 4, 3, 2, 1, 0]


def test_with_several_exemplars_each_path_ends_at_a_drawn_mask(score):
    film = Film(60)
    exemplars = (Exemplar(4, {1: block(4)}), Exemplar(9, {1: block(9), 2: block(40)}))
    assert score("sees", film, *exemplars) == 1.0
    assert score("keeps", film, *exemplars) == pytest.approx(1 / 3)
    assert sorted(set(film.read)) == [4, 5, 6, 7, 8, 9]


def test_starts_where_an_object_is_visible(score):
    film = Film(60)
    nothing = Exemplar(3, {1: Mask.empty(HEIGHT, WIDTH)})
    assert score("sees", film, nothing, Exemplar(20, {1: block(20)})) == 1.0
    assert film.read[0] == 20


def test_a_video_of_one_frame_gives_a_perfect_score(score):
    assert score("loses", Film(1), Exemplar(0, {1: block(0)})) == 1.0


def test_skips_frames_that_cannot_be_decoded(score, monkeypatch):
    film = Film(60)
    whole = film.frame
    cut = {"at": 12}

    def frame(index):
        if index >= cut["at"]:
            raise VideoError(f"Frame {index} cannot be decoded.")
        return whole(index)

    film.frame = frame
    assert score("sees", film, Exemplar(0, {1: block(0)})) == 1.0
    assert film.read == [0, 2, 4, 6, 8, 10]
    cut["at"] = 7
    later = (Exemplar(4, {1: block(4)}), Exemplar(9, {1: block(9)}))
    assert score("keeps", film, *later) == 1.0, "not to the lost frame"


def test_scores_a_real_network(score, monkeypatch):
    monkeypatch.undo()
    runtime = Runtime("cpu", 64)
    exemplar = Exemplar(0, {1: block(0), 5: Mask.empty(HEIGHT, WIDTH)})
    tried = Trial((exemplar,), Film(4), runtime, Calibration(), MemoryLimits())
    assert 0.0 <= tried(tiny_network()) <= 1.0


@pytest.mark.parametrize(("seconds", "frames"), [(0.0, 2), (0.3, 3), (60.0, 11)])
def test_uses_fewer_frames_on_a_slow_machine(monkeypatch, seconds, frames):
    class Slow(Follower):
        def step(self, index, frame, given):
            time.sleep(0.05)
            return super().step(index, frame, given)

    monkeypatch.setattr(trial, "Propagator", Slow)
    exemplar = Exemplar(0, {1: block(0)})
    made = Trial([exemplar], Film(60), Runtime("cpu", 96), Calibration(), MemoryLimits())
    made.shorten(tiny_network(), seconds)
    assert 2 <= len(made.legs[0][0]) <= frames
    assert seconds < 60 or len(made.legs[0][0]) == 11
    assert made(tiny_network()) == 1.0


def test_a_shortened_path_still_ends_at_the_second_exemplar(monkeypatch):
    monkeypatch.setattr(trial, "Propagator", Follower)
    monkeypatch.setattr(Follower, "how", "sees")
    exemplars = (Exemplar(4, {1: block(4)}), Exemplar(40, {1: block(40)}))
    made = Trial(exemplars, Film(60), Runtime("cpu", 96), Calibration(), MemoryLimits())
    made.shorten(tiny_network(), 0.0)
    assert len(made.legs[0][0]) == 2
    assert made(tiny_network()) == 1.0
