"""Adaptation improves held-out copies, is repeatable, and never keeps a change that lowers the
score.
"""

import threading
from dataclasses import replace

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from gvseg.adaptation import adapt
from gvseg.adaptation.adapt import Adapter, _Encoded, _reorder
from gvseg.adaptation.adaptation import (
    Adaptation,
    fingerprint,
    load_adaptation,
    save_adaptation,
)
from gvseg.adaptation.recipe import AdaptRecipe
from gvseg.adaptation.trial_score import TrialScore
from gvseg.engine.request import Click, Direction, Exemplar, SegmentRequest
from gvseg.engine.session import Session
from gvseg.errors import MaskError, OutputError, WeightsError
from gvseg.masks import VOID, Mask
from gvseg.model.network import build_network
from gvseg.model.pixel_decoder import FrameFeatures
from gvseg.model.weights import LoadedWeights
from gvseg.synthesis.copies import CopyStyle, ExemplarStill
from gvseg.synthesis.passages import Passage
from gvseg.synthesis.stills import LabelledClip
from gvseg.video import open_video
from tests.clips import encode_clip
from tests.networks import TINY, tiny_network, tiny_weights

HEIGHT, WIDTH = 96, 128
RECIPE = AdaptRecipe(
    learning_rate=3e-3, held_out=1, style=CopyStyle(canvas=64, photometry=0.2, zoom=0.1)
)
STEPS = 20
LONG_S = 1e6
VIDEO_SIZE = (70, 90)


@pytest.fixture(scope="module")
def stills():
    image = np.full((HEIGHT, WIDTH, 3), (40, 60, 160), np.uint8)
    image[::8] = (60, 90, 120)
    labels = np.zeros((HEIGHT, WIDTH), np.uint8)
    image[20:70, 40:90] = (220, 60, 40)
    labels[20:70, 40:90] = 1
    return [ExemplarStill(image, labels, frozenset({1}))]


@pytest.fixture(scope="module")
def adapted(stills):
    return Adapter(tiny_network(), stills, RECIPE).run(LONG_S, max_steps=STEPS)


def test_keeps_a_gain_on_held_out_copies(adapted):
    assert not adapted.is_empty
    assert adapted.score_after > adapted.score_before
    assert adapted.steps == STEPS


def test_only_the_given_clock_limits_the_steps(stills):
    """The queue counts processor time, so that a busy machine does not prevent all steps."""
    adapter = Adapter(tiny_network(), stills, RECIPE)
    assert adapter.run(1e-6, max_steps=2, clock=lambda: 0.0).steps == 2
    seconds = iter(range(1000))
    adapter = Adapter(tiny_network(), stills, RECIPE)
    assert adapter.run(3.0, max_steps=2, clock=lambda: float(next(seconds))).steps == 0


def test_changes_a_copy_and_not_the_network_itself(adapted):
    before = fingerprint(tiny_network())
    changed = adapted.applied_to(tiny_network())
    assert fingerprint(tiny_network()) == before == adapted.base
    for name, value in tiny_network().named_parameters():
        is_same = torch.equal(value, dict(changed.named_parameters())[name])
        assert is_same == (name not in adapted.changes), name
    assert all(name.startswith("conditioner.") for name in adapted.changes)


def test_the_same_number_of_steps_gives_the_same_changes(stills, adapted):
    again = Adapter(tiny_network(), stills, RECIPE).run(LONG_S, max_steps=STEPS)
    assert again.score_after == adapted.score_after
    for name, change in adapted.changes.items():
        assert torch.equal(change, again.changes[name]), name


def test_a_shuffled_clip_starts_with_a_frame_that_shows_the_object():
    labels = np.zeros((3, 4, 4), np.uint8)
    labels[0, 0], labels[1, 0], labels[2, 0] = 1, VOID, 1
    images = np.arange(3, dtype=np.uint8)[:, None, None, None].repeat(3, 3)
    encoded = _Encoded(LabelledClip(images, labels), FrameFeatures(*[torch.arange(3)] * 6))
    orders = set()
    for seed in range(20):
        again = _reorder(encoded, np.random.default_rng(seed))
        assert (again.clip.labels[0] == 1).any()
        assert again.features.key.tolist() == again.clip.images[:, 0, 0, 0].tolist()
        orders.add(tuple(again.features.key.tolist()))
    assert orders == {(0, 1, 2), (0, 2, 1), (2, 0, 1), (2, 1, 0)}


def test_changes_nothing_without_a_gain(stills, adapted):
    harmful = AdaptRecipe(learning_rate=30.0, held_out=1, style=RECIPE.style)
    adapter = Adapter(adapted.applied_to(tiny_network()), stills, harmful)
    outcome = adapter.run(LONG_S, max_steps=3)
    assert outcome.is_empty
    assert outcome.score_after == outcome.score_before


def trial_of(network, before, after):
    """Return a trial that scores the network with `before` and its changes with `after`, each at
    exemplars and between them.
    """
    original = fingerprint(network)
    return lambda one: TrialScore(*(before if fingerprint(one) == original else after))


def adapt_under_trial(stills, before, after, least=adapt.LEAST_TRIAL):
    """Adapt under `trial_of` the network."""
    network = tiny_network()
    trial = trial_of(network, before, after)
    adapter = Adapter(network, stills, RECIPE, trial=trial, least_trial=least)
    return adapter.run(LONG_S, max_steps=STEPS)


def test_requires_a_gain_in_the_trial_on_the_video(stills):
    assert not adapt_under_trial(stills, (0.6, 0.8), (0.7, 0.8)).is_empty
    assert adapt_under_trial(stills, (0.6, 0.8), (0.602, 0.8)).is_empty
    assert adapt_under_trial(stills, (0.5, 0.75), (0.85, 0.67)).is_empty, "follows it less well"


def network_with_edges():
    torch.manual_seed(3)
    return build_network(replace(TINY, use_edges=True)).eval()


def test_one_exemplar_tunes_only_edges(stills):
    adapter = Adapter(network_with_edges(), stills, RECIPE, trial=lambda _: TrialScore(0.8, 0.8))
    assert set(adapter.tuned) == {
        name for name, _ in adapter.network.named_parameters() if name.startswith("edges.")
    }
    outcome = adapter.run(LONG_S, max_steps=2)
    assert outcome.is_empty, "an untrained network finds no edges"
    assert not outcome.is_lost


def adapt_to(exemplars, network, stills, trial, start_from=None):
    passage = Passage(stills[0], (stills[0].image,) * 2, stills[0])
    passages = [passage] * (exemplars - 1)
    adapter = Adapter(network, stills, RECIPE, start_from, trial, passages=passages)
    return adapter.run(LONG_S, max_steps=STEPS)


def test_several_exemplars_tune_the_conditioner_and_edges(stills):
    network = network_with_edges()
    outcome = adapt_to(2, network, stills, trial_of(network, (0.8, 0.8), (0.9, 0.9)))
    assert {name.split(".")[0] for name in outcome.changes} == {"conditioner", "edges"}


def test_edges_stay_tuned_if_the_trial_finds_no_gain(stills):
    network = network_with_edges()
    outcome = adapt_to(2, network, stills, lambda _: TrialScore(0.8, 0.8))
    assert outcome.has_only_edges
    assert outcome.score_after == outcome.score_before
    refiner = outcome.applied_to(network).edges
    assert refiner is not None
    assert refiner.change.weight.any(), "untrained, it changes nothing"


@pytest.mark.parametrize("exemplars", [1, 2])
def test_continuing_keeps_changes_of_parameters_that_are_not_tuned(stills, exemplars):
    network = network_with_edges()
    earlier = Adaptation(
        base=fingerprint(network),
        changes={"refined_query.bias": torch.ones(TINY.width).half()},
        steps=1,
        seconds=1.0,
        score_before=0.8,
        score_after=0.9,
    )
    outcome = adapt_to(
        exemplars, network, stills, lambda _: TrialScore(0.8, 0.8), start_from=earlier
    )
    assert outcome.changes["refined_query.bias"].eq(1).all()


def test_tunes_nothing_if_the_trial_loses_the_object(stills):
    lost = adapt_under_trial(stills, (0.3, 0.6), (0.9, 0.9))
    assert lost.is_empty
    assert lost.steps == 0
    assert lost.is_lost
    drawn = adapt_under_trial(stills, (0.3, 0.6), (0.9, 0.9), least=0.0)
    assert not drawn.is_empty, "compared with what was drawn"


def test_an_earlier_adaptation_survives_an_unreliable_trial(stills, adapted):
    lost = Adapter(tiny_network(), stills, RECIPE, adapted, trial=lambda _: TrialScore(0.1, 0.1))
    outcome = lost.run(LONG_S)
    assert outcome.is_lost
    assert outcome.steps == adapted.steps
    for name, change in adapted.changes.items():
        assert torch.equal(outcome.changes[name], change)


def test_an_earlier_adaptation_stays_if_the_trial_finds_no_difference(stills, adapted):
    same = Adapter(tiny_network(), stills, RECIPE, adapted, trial=lambda _: TrialScore(0.8, 0.8))
    outcome = same.run(LONG_S, max_steps=0)
    assert outcome.steps == adapted.steps
    for name, change in adapted.changes.items():
        assert torch.allclose(outcome.changes[name], change, atol=1e-3), name


class Clock:
    """A clock that advances only when it is read or told to, so that the load of the machine does
    not matter.
    """

    def __init__(self) -> None:
        self.now_s = 0.0

    def monotonic(self) -> float:
        self.now_s += 0.02
        return self.now_s


def test_the_time_limit_holds_on_a_machine_that_slows_down(stills, monkeypatch):
    clock, calls = Clock(), []
    monkeypatch.setattr(adapt, "time", clock)

    def slower_and_slower(_):
        calls.append(1)
        clock.now_s += 0.1 if len(calls) == 1 else 1.5
        return TrialScore(0.9, 0.9)

    recipe = replace(RECIPE, learning_rate=1e-3)
    Adapter(tiny_network(), stills, recipe, trial=slower_and_slower).run(3.0)
    assert len(calls) <= 2, "a second candidate would exceed the limit"
    assert clock.now_s < 3.0 + 1.6 + 1.0


def test_does_not_start_the_trial_if_cancelled_before(stills):
    tried = []
    cancel = threading.Event()
    cancel.set()
    adapter = Adapter(tiny_network(), stills, RECIPE, trial=tried.append)
    assert adapter.run(LONG_S, cancel=cancel).is_empty
    assert not tried


def test_continues_an_earlier_adaptation(stills, adapted):
    further = Adapter(tiny_network(), stills, RECIPE, adapted).run(LONG_S, max_steps=4)
    assert further.steps == STEPS + 4
    assert further.seconds > adapted.seconds
    assert further.score_before == adapted.score_before, "the original network is the reference"
    assert further.score_after >= adapted.score_after - 0.01, "up to half precision"


def test_ends_at_the_time_limit_and_on_cancel(stills):
    told = []
    outcome = Adapter(tiny_network(), stills, RECIPE).run(1.0, progress=told.append)
    assert outcome.steps == len(told)
    assert all(now.seconds_wanted == 1.0 for now in told)
    cancel = threading.Event()
    cancelled = Adapter(tiny_network(), stills, RECIPE).run(
        LONG_S, progress=lambda now: now.steps < 2 or cancel.set(), cancel=cancel
    )
    assert cancelled.steps == 2


class TestFile:
    def test_a_file_is_read_back_unchanged(self, adapted, tmp_path):
        path = tmp_path / "clip.adapted.safetensors"
        save_adaptation(path, adapted)
        back = load_adaptation(path)
        assert back.base == adapted.base
        assert (back.steps, back.score_after) == (adapted.steps, adapted.score_after)
        assert all(torch.equal(back.changes[name], adapted.changes[name]) for name in back.changes)
        assert not back.is_lost
        assert [one.name for one in tmp_path.iterdir()] == [path.name]
        save_adaptation(path, replace(adapted, is_lost=True))
        assert load_adaptation(path).is_lost

    @pytest.mark.parametrize("damage", ["cut", "empty", "text", "foreign", "missing"])
    def test_reports_a_damaged_file(self, adapted, tmp_path, damage):
        path = tmp_path / "clip.adapted.safetensors"
        save_adaptation(path, adapted)
        if damage == "foreign":
            save_file({"x": torch.zeros(2)}, path)
        elif damage == "missing":
            path.unlink()
        else:
            whole = path.read_bytes()
            path.write_bytes({"cut": whole[: len(whole) // 2], "empty": b"", "text": b"hi"}[damage])
        with pytest.raises(WeightsError, match="adapt again") as caught:
            load_adaptation(path)
        assert str(path) in str(caught.value)

    def test_reports_a_missing_folder(self, adapted, tmp_path):
        with pytest.raises(OutputError, match="cannot be written"):
            save_adaptation(tmp_path / "gone" / "clip.adapted.safetensors", adapted)

    def test_refuses_other_weights(self, adapted, stills):
        torch.manual_seed(4)
        other = build_network(TINY).eval()
        with pytest.raises(WeightsError, match="different weights"):
            adapted.applied_to(other)
        with pytest.raises(WeightsError, match="different weights"):
            Adapter(other, stills, RECIPE, adapted)

    def test_refuses_changes_that_do_not_fit(self, adapted, tmp_path):
        path = tmp_path / "clip.adapted.safetensors"
        name = next(iter(adapted.changes))
        adapted_elsewhere = dict(adapted.changes) | {name: torch.zeros(3, dtype=torch.half)}
        save_adaptation(path, replace(adapted, changes=adapted_elsewhere))
        with pytest.raises(WeightsError, match="does not match"):
            load_adaptation(path).applied_to(tiny_network())


@pytest.fixture(scope="module")
def video(tmp_path_factory):
    path = tmp_path_factory.mktemp("video") / "numbers.mp4"
    with open_video(encode_clip(path, frame_count=5, size=VIDEO_SIZE)) as video:
        yield video


@pytest.fixture(scope="module")
def exemplars():
    pixels = np.zeros(VIDEO_SIZE, bool)
    pixels[20:55, 20:60] = True
    return (Exemplar(0, {3: Mask.from_array(pixels)}),)


class TestSession:
    @pytest.fixture
    def session(self):
        return Session(tiny_weights(), device="cpu")

    def propagate(self, session, video, exemplars):
        request = SegmentRequest(exemplars=exemplars, direction=Direction.FORWARD)
        frames = [one for clip in session.segment(request, video) for one in clip.frames]
        return {one.frame_index: (one.masks[3], one.confidences[3]) for one in frames}

    def test_an_adaptation_can_be_used_and_removed(self, session, video, exemplars, adapted):
        plain = self.propagate(session, video, exemplars)
        click = ([Click(40, 40)], None)
        clicked = session.mask_from_clicks(video.frame(0), *click)
        session.use(adapted)
        followed = self.propagate(session, video, exemplars)
        assert followed[0] == plain[0], "the exemplar frame is unchanged"
        assert followed != plain
        assert session.mask_from_clicks(video.frame(0), *click) == clicked
        session.use(None)
        assert self.propagate(session, video, exemplars) == plain

    def test_tuned_edges_move_masks_and_those_in_memory(self, video, exemplars):
        torch.manual_seed(3)
        network = build_network(replace(TINY, use_edges=True)).eval()
        session = Session(LoadedWeights(network, {"short_side": 96}), device="cpu")
        found = []
        for outward in (0.0, 9.0):
            bias = torch.tensor([outward]).half()
            session.use(
                Adaptation(
                    base=fingerprint(network),
                    changes={"edges.change.bias": bias},
                    steps=1,
                    seconds=1.0,
                    score_before=0.5,
                    score_after=0.5,
                )
            )
            found.append(self.propagate(session, video, exemplars))
        narrow, wide = found
        for frame_index, (mask, confidence) in wide.items():
            before, confidence_before = narrow[frame_index]
            if frame_index == 1:
                assert confidence == confidence_before, "computed from the masks in memory"
            assert (before - mask).is_empty
            assert mask.area > before.area or frame_index == 0
        assert wide[2][1] != narrow[2][1], "memory holds wider masks"

    def test_adapts_to_masks_and_clicks(self, session, video, exemplars):
        adaptation = session.adapt(exemplars, video, 2.0, is_patient=True)
        assert adaptation.base == fingerprint(session.network)
        clicks = (Exemplar(1, clicks={1: (Click(40, 40),)}),)
        told = []
        further = session.adapt(clicks, video, 2.0, progress=told.append, start_from=adaptation)
        assert further.steps == adaptation.steps + len(told)

    def test_accepts_an_object_of_a_few_pixels(self, session, video):
        pixels = np.zeros(VIDEO_SIZE, bool)
        pixels[30, 40:42] = True
        speck = (Exemplar(0, {1: Mask.from_array(pixels)}),)
        session.use(session.adapt(speck, video, 0.5))
        assert (
            1 in next(iter(session.segment(SegmentRequest(exemplars=speck), video))).frames[0].masks
        )

    def test_a_refused_adaptation_leaves_the_current_one_in_use(
        self, session, video, exemplars, adapted
    ):
        session.use(adapted)
        before = self.propagate(session, video, exemplars)
        other = replace(adapted, base="0" * 64)
        with pytest.raises(WeightsError):
            session.use(other)
        assert self.propagate(session, video, exemplars) == before

    def test_checks_exemplars_first(self, session, video):
        with pytest.raises(MaskError, match="pixels"):
            session.adapt((Exemplar(0, {1: Mask.empty(5, 5)}),), video, 1.0)
