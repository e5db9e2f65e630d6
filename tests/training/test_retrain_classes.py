"""New kinds of things join the vocabulary, and old ones keep their answers."""

from dataclasses import replace
from pathlib import Path

import pytest
import torch
from corrected_video import write_project
from networks import TINY

from gvseg.model.network import build_network
from gvseg.model.weights import LoadedWeights, load_weights, save_weights
from gvseg.task import Task
from gvseg.vocabulary import VocabularyEntry
from training.retraining.corrections import NamedTrack
from training.retraining.preparation import prepare
from training.retraining.request import RetrainRequest
from training.retraining.run import PHASE, Retraining
from training.retraining.vocabulary import NEWCOMER_BIAS, new_entries, widen

OLD = (
    VocabularyEntry("road", is_thing=False),
    VocabularyEntry("car", is_thing=True),
    VocabularyEntry("thing", is_thing=True),
)
BALL = VocabularyEntry("ball", is_thing=True)


@pytest.fixture(scope="module")
def weights() -> LoadedWeights:
    torch.manual_seed(5)
    network = build_network(replace(TINY, vocabulary=OLD)).eval()
    assert network.scene is not None
    network.scene.queries.is_seen_K.fill_(1.0)
    return LoadedWeights(network, {"short_side": 96})


def test_only_named_kinds_of_things_that_are_missing_join():
    tracks = [
        NamedTrack("a", "Car", True),
        NamedTrack("b", "ball", True),
        NamedTrack("c", "ball", True),
        NamedTrack("d", "object", True),
        NamedTrack("e", "grass", False),
    ]
    assert new_entries(OLD, tracks) == (BALL,)


def test_old_classes_answer_as_before_and_a_new_one_starts_as_a_thing(weights):
    wider = widen(weights, (BALL,)).network
    assert wider.config.vocabulary == (*OLD, BALL)
    frames = torch.rand(1, 3, 64, 64) * 255
    with torch.no_grad():
        before = weights.network.parse(weights.network.encode(frames), 1, Task.INSTANCE)
        after = wider.parse(wider.encode(frames), 1, Task.INSTANCE)
    old, new = before.class_logits, after.class_logits
    assert torch.allclose(new[..., :3], old[..., :3])
    assert torch.allclose(new[..., -1], old[..., -1])
    assert torch.allclose(new[..., 3], old[..., 2] + NEWCOMER_BIAS, atol=1e-5)
    assert torch.equal(before.mask_logits[-1], after.mask_logits[-1])


def test_a_run_trains_the_new_class_and_leaves_the_rows_of_the_old(weights, tmp_path: Path):
    base = tmp_path / "base.safetensors"
    save_weights(base, weights.network.config, weights.network.state_dict(), weights.card)
    request = RetrainRequest(
        sources=(str(write_project(tmp_path)),), base=base, minutes=100.0, steps=8
    )
    said: list[str] = []
    prepare(request, tmp_path / "run", said.append)
    assert "  New classes: ball." in said
    phase = replace(PHASE, canvas=64, clips=1)
    Retraining(tmp_path / "run", request, phase=phase).run()
    first = load_weights(tmp_path / "run" / "start.safetensors").network.scene.classify.weight
    last = load_weights(tmp_path / "run" / "current.safetensors").network.scene.classify.weight
    assert (last[3] - first[3]).abs().max() > 1e-5
    # Weight decay alone moves the others, by next to nothing.
    assert torch.allclose(last[:3], first[:3], atol=1e-4)
