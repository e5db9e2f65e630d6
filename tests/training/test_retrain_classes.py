"""New classes are added to the vocabulary, and predictions of old classes do not change."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from corrected_video import HEIGHT, WIDTH, disc, write_project
from networks import TINY

from gvseg.annotation.edits import AddCategory, AddTrack, SetMask
from gvseg.annotation.records import Category, FrameMask, Track
from gvseg.engine.request import ClipResult, FrameResult, SegmentRequest, TrackLabel
from gvseg.masks import Mask
from gvseg.model.network import build_network
from gvseg.model.weights import LoadedWeights, load_weights, save_weights
from gvseg.project import Project
from gvseg.task import Task
from gvseg.video import Video
from gvseg.vocabulary import VocabularyEntry
from training.datasets import read_labels
from training.retraining.corrections import NamedTrack, read_corrections
from training.retraining.naming import score_categories
from training.retraining.preparation import prepare
from training.retraining.recipe import PHASE
from training.retraining.report import write_report
from training.retraining.request import HoldOut, RetrainRequest
from training.retraining.run import Retraining
from training.retraining.scoring import Scores, TrackScore
from training.retraining.snapshot import VideoCopy, read_snapshot, write_snapshot
from training.retraining.split import split_corrections
from training.retraining.state import RunState
from training.retraining.verdict import judge
from training.retraining.vocabulary import NEW_CLASS_BIAS, add_classes, new_entries

OLD = (
    VocabularyEntry("road", is_thing=False),
    VocabularyEntry("car", is_thing=True),
    VocabularyEntry("thing", is_thing=True),
)
BALL = VocabularyEntry("ball", is_thing=True)
GRASS = VocabularyEntry("grass", is_thing=False)


@pytest.fixture(scope="module")
def weights() -> LoadedWeights:
    torch.manual_seed(5)
    network = build_network(replace(TINY, vocabulary=OLD)).eval()
    assert network.scene is not None
    network.scene.queries.is_seen_K.fill_(1.0)
    return LoadedWeights(network, {"short_side": 96})


def test_only_missing_categories_with_a_name_are_added():
    tracks = [
        NamedTrack("a", "Car", True),
        NamedTrack("b", "ball", True),
        NamedTrack("c", "ball", True),
        NamedTrack("d", "object", True),
        NamedTrack("e", "grass", False),
    ]
    assert new_entries(OLD, tracks) == (BALL, GRASS)


def test_old_classes_predict_as_before_and_a_new_class_starts_as_a_thing(weights):
    wider = add_classes(weights, (BALL,)).network
    assert wider.config.vocabulary == (*OLD, BALL)
    frames = torch.rand(1, 3, 64, 64) * 255
    with torch.no_grad():
        before = weights.network.segment_scene(weights.network.encode(frames), 1, Task.INSTANCE)
        after = wider.segment_scene(wider.encode(frames), 1, Task.INSTANCE)
    old, new = before.class_logits, after.class_logits
    assert torch.allclose(new[..., :3], old[..., :3])
    assert torch.allclose(new[..., -1], old[..., -1])
    assert torch.allclose(new[..., 3], old[..., 2] + NEW_CLASS_BIAS, atol=1e-5)
    assert torch.equal(before.mask_logits[-1], after.mask_logits[-1])


def test_a_run_trains_the_new_class_and_keeps_the_rows_of_old_classes(weights, tmp_path: Path):
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
    # Only weight decay changes the others, by almost nothing.
    assert torch.allclose(last[:3], first[:3], atol=1e-4)


def write_meadow(folder: Path) -> Path:
    """Write a project in which the lower part of every third frame is grass with a ball on it."""
    project = write_project(folder)
    with Project.open(project) as opened:
        opened.apply(AddCategory(Category(category_id=2, name="grass", is_thing=False)))
        opened.apply(AddTrack(Track(track_id=8, name="meadow", category_id=2, colour=(0, 200, 0))))
        for index in (0, 3, 6, 8, 9, 10, 11):
            opened.apply(SetMask(8, index, FrameMask(Mask.from_array(meadow()))))
    return project


def meadow() -> np.ndarray:
    pixels = np.zeros((HEIGHT, WIDTH), np.uint8)
    pixels[70:] = 1
    return pixels


def test_new_stuff_is_learned_together_with_predictions_of_the_base(weights, tmp_path: Path):
    base = tmp_path / "base.safetensors"
    save_weights(base, weights.network.config, weights.network.state_dict(), weights.card)
    request = RetrainRequest(
        sources=(str(write_meadow(tmp_path)),), base=base, minutes=100.0, steps=8
    )
    folder, said = tmp_path / "run", list[str]()
    prepare(request, folder, said.append)
    assert "  New classes: ball, grass." in said
    start = load_weights(folder / "start.safetensors").network
    grass = start.config.vocabulary.index(GRASS)
    queries = start.require_scene().queries
    assert queries.is_seen_K[grass] == 1
    assert queries.representation_KC[grass].abs().sum() > 0
    assert torch.equal(
        queries.representation_KC[:3], weights.network.require_scene().queries.representation_KC
    )
    (video,) = read_snapshot(folder / "data")
    mapped = [frame for frame in video.frames if frame.classes.exists()]
    assert [frame.index for frame in mapped] == [0, 3, 6, 8, 9]
    classes = read_labels(mapped[0].classes)
    assert set(np.unique(classes[72:])) == {grass}
    # The base predicts the pixels without corrections; the ball has a correction.
    assert set(np.unique(classes[:20])) <= {0, 1, 2}
    assert classes[45, 30] == start.config.vocabulary.index(BALL)
    Retraining(folder, request, phase=replace(PHASE, canvas=64, clips=1)).run()
    trained = load_weights(folder / "current.safetensors").network.require_scene()
    first = start.require_scene()
    assert (trained.classify.weight[grass] - first.classify.weight[grass]).abs().max() > 1e-5
    assert torch.allclose(trained.classify.weight[:3], first.classify.weight[:3], atol=1e-4)
    assert torch.equal(trained.queries.representation_KC, first.queries.representation_KC)


def corrected_copies(folder: Path) -> tuple[VideoCopy, ...]:
    project = str(write_meadow(folder))
    corrections = read_corrections(RetrainRequest(sources=(project,), base=Path("unused")))
    split = split_corrections(corrections.videos, HoldOut.TIME, 0.25)
    write_snapshot(split, folder / "data")
    return read_snapshot(folder / "data")


class Knowing:
    """Stands in for a session: finds the ball, and grass on the lowest rows."""

    vocabulary = (*OLD, BALL, GRASS)

    def __init__(self, grass_rows: int, ball: int = 3) -> None:
        self.grass_rows, self.ball = grass_rows, ball

    def segment(self, request: SegmentRequest, video: Video) -> Iterator[ClipResult]:
        grass = np.zeros((HEIGHT, WIDTH), bool)
        grass[HEIGHT - self.grass_rows :] = True
        for place, index in enumerate((10, 11)[: video.frame_count]):
            drawn = {Task.INSTANCE: (self.ball, disc(index) > 0), Task.SEMANTIC: (4, grass)}
            category, pixels = drawn[request.task]
            masks = {1: Mask.from_array(pixels)}
            frame = FrameResult(frame_index=place, masks=masks, confidences={1: 0.9})
            yield ClipResult(
                frames=(frame,),
                frames_done=place + 1,
                frames_wanted=2,
                tracks={1: TrackLabel(category, 0.9)},
            )


def test_categories_are_scored_by_automatic_detection(tmp_path: Path):
    videos = corrected_copies(tmp_path)
    right = score_categories(Knowing(HEIGHT - 70), videos)
    assert right == {"ball (AP)": pytest.approx(1.0), "grass (IoU)": pytest.approx(1.0)}
    wrong = score_categories(Knowing(2 * (HEIGHT - 70), ball=1), videos)
    assert wrong == {"ball (AP)": 0.0, "grass (IoU)": pytest.approx(0.5)}


def test_the_report_shows_automatic_detection_before_and_after(tmp_path: Path):
    (video,) = corrected_copies(tmp_path)
    scores = Scores(
        (
            TrackScore(
                video=video.name, track=1, name="red ball", category="ball",
                j_and_f=0.5, j_frames={}, masks={},
            ),
        )
    )  # fmt: skip
    plan = {
        "held_out_how": "by time", "videos": [], "skipped": [], "base": "b", "replay": None,
    }  # fmt: skip
    state = RunState(clips=1, history=((0, 0.5),))
    named = ({"car (AP)": 0.25}, {"car (AP)": 0.5, "grass (IoU)": 0.75})
    path = write_report(
        tmp_path, plan, (video,), state, (scores, scores), named, judge(scores, scores)
    )
    page = path.read_text(encoding="utf-8")
    assert "<td>car (AP)<td>0.250<td>0.500<td>+0.250" in page
    assert "<td>grass (IoU)<td>–<td>0.750<td>–" in page
