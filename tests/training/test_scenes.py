"""Scenes, matching and contrastive loss: the training of the automatic tasks."""

from dataclasses import replace

import cv2
import numpy as np
import pytest
import torch

from gvseg.datasets.annotated_video import AnnotatedVideo
from gvseg.engine.session import Session
from gvseg.errors import FormatError
from gvseg.masks import VOID
from gvseg.model.weights import LoadedWeights
from gvseg.task import Task
from gvseg.vocabulary import VocabularyEntry
from tests.networks import VOCABULARY, fresh_scene_network
from training.contrast import ClassQueues, instance_contrast, multi_positive_loss
from training.matching import IGNORED, clip_targets, match_things, target_classes
from training.recipe import PhaseRecipe, PublishedRecipe, Recipe
from training.scene_loss import ContrastRule, scene_loss
from training.scene_scores import score_scenes
from training.scene_sets import SceneSet
from training.scenes import SceneBatch, SceneMaker

SKY, ROAD, CAR = range(3)
AUTOMATIC = frozenset({Task.INSTANCE, Task.SEMANTIC, Task.PANOPTIC})


class Drive:
    """Frames and labels of sky above road, with two separate cars and a strip of void."""

    def __len__(self):
        return 4

    def size(self, position):
        return (96, 128)

    def location(self, position):
        return f"frame {position}"

    def image(self, position):
        return np.random.default_rng(position).integers(0, 255, (96, 128, 3)).astype(np.uint8)

    def segments(self, position):
        segments = np.ones((96, 128), np.int32)
        segments[48:] = 2
        segments[60:80, 10 + position : 40 + position] = 3
        segments[60:80, 80:110] = 3
        segments[90:] = -1
        return segments


def drive() -> AnnotatedVideo:
    return AnnotatedVideo(
        dataset="made",
        name="drive",
        frames=Drive(),
        labels=Drive(),
        labelled=(0, 1, 2, 3),
        categories=dict(enumerate(VOCABULARY, start=1)),
        is_complete=True,
        has_instances=False,
    )


def maker(task: Task, **settings) -> SceneMaker:
    source = SceneSet([drive()], VOCABULARY, AUTOMATIC)
    return SceneMaker([source], [1.0], {task: 1.0}, canvas=64, images=4, **settings)


def test_connected_components_serve_as_instances_and_stuff_stays_whole():
    _, labels = SceneSet([drive()], VOCABULARY, AUTOMATIC).frame(0)
    assert sorted(labels.classes) == [SKY, ROAD, CAR, CAR]
    assert [labels.is_thing[i] for i, place in enumerate(labels.classes) if place == CAR] == [
        True,
        True,
    ]
    assert (labels.ids[95] == VOID).all()


class Beads(Drive):
    """A frame with more connected things than labels can number."""

    def size(self, position):
        return (384, 384)

    def segments(self, position):
        segments = np.zeros((384, 384), np.int32)
        for index in range(324):
            y, x = 20 * (index // 18), 20 * (index % 18)
            segments[y : y + 8, x : x + 8] = 1 + index % 18
        return segments

    def image(self, position):
        return np.zeros((384, 384, 3), np.uint8)


def test_things_beyond_the_range_of_labels_become_void():
    entries = [VocabularyEntry(f"bead {number}", is_thing=True) for number in range(1, 19)]
    video = replace(
        drive(), frames=Beads(), labels=Beads(), categories=dict(enumerate(entries, start=1))
    )
    _, labels = SceneSet([video], entries, AUTOMATIC).frame(0)
    assert len(labels.classes) == len(labels.is_thing) == len(labels.numbers) == VOID - 2
    assert set(np.unique(labels.ids)) == {0, VOID, *range(1, VOID - 1)}


def test_a_recipe_without_the_instance_task_also_gives_clips():
    source = SceneSet([drive()], VOCABULARY, frozenset({Task.PANOPTIC}))
    made = SceneMaker([source], [1.0], {Task.PANOPTIC: 1.0}, canvas=64, images=4)
    for seed in range(4):
        made.batch(np.random.default_rng(seed))


def test_classes_can_be_renamed_or_get_the_default():
    video = drive()
    renamed = SceneSet([video], VOCABULARY, AUTOMATIC, {"sky": "road"})
    assert SKY not in renamed.frame(0)[1].classes
    nameless = AnnotatedVideo(
        dataset="made", name="x", frames=Drive(), labels=Drive(), labelled=(0,)
    )
    assert set(SceneSet([nameless], VOCABULARY, AUTOMATIC).frame(0)[1].ids.ravel()) == {VOID}
    named = SceneSet([nameless], VOCABULARY, AUTOMATIC, default="car", is_one_object=True)
    assert named.frame(0)[1].classes == (CAR,)


@pytest.mark.parametrize("task", sorted(AUTOMATIC, key=lambda task: task.value))
def test_the_same_random_state_gives_the_same_batch(task):
    first, second = (maker(task).batch(np.random.default_rng(5)) for _ in range(2))
    assert torch.equal(first.images, second.images)
    assert torch.equal(first.ids, second.ids)
    assert first.classes == second.classes
    assert first.images.shape[1:] == (3, 64, 64)


class Crossing(Drive):
    """A red and a blue car that swap positions; the order in which they are listed also changes."""

    def image(self, position):
        image = np.full((96, 128, 3), 90, np.uint8)
        image[self.segments(position) == 3] = (250, 0, 0)
        image[self.segments(position) == 4] = (0, 0, 250)
        return image

    def segments(self, position):
        segments = np.zeros((96, 128), np.int32)
        red, blue = 10 + 25 * position, 85 - 25 * position
        segments[20:40, red : red + 25] = 3
        segments[60:80, blue : blue + 25] = 4 if position != 1 else 0
        return segments


@pytest.mark.parametrize("task", [Task.INSTANCE, Task.PANOPTIC])
def test_real_video_keeps_things_separate_and_their_numbers_constant(monkeypatch, task):
    monkeypatch.setattr("training.scenes.REAL_FRAMES_CHANCE", 1.0)
    monkeypatch.setattr("training.scenes.PASTE_CHANCE", 0.0)
    car = VOCABULARY[CAR]
    video = replace(
        drive(),
        frames=Crossing(),
        labels=Crossing(),
        categories={3: car, 4: car},
        is_complete=False,
        is_exhaustive=True,
        has_instances=True,
    )
    source = SceneSet([video], VOCABULARY, frozenset({task}))
    scenes = SceneMaker([source], [1.0], {task: 1.0}, canvas=64, images=3)
    followed = 0
    for seed in range(30):
        batch = scenes.batch(np.random.default_rng(seed))
        frames = batch.ids.shape[1]
        images = batch.images.unflatten(0, batch.ids.shape[:2])
        for clip, ids in enumerate(batch.ids):
            for place, is_thing in enumerate(batch.is_thing[clip], start=1):
                shown = [t for t in range(frames) if (ids[t] == place).sum() > 40]
                colours = {int(images[clip, t][:, ids[t] == place].mean(1).argmax()) for t in shown}
                assert len(colours) <= 1, "a number always means the same car"
                followed += is_thing and len(shown) > 1
    assert followed > 10


def test_targets_leave_out_crowds_and_void():
    batch = maker(Task.INSTANCE).batch(np.random.default_rng(1))
    batch.ids[:] = 0
    batch.ids[0, :, 8:24, 8:24] = 3
    batch.ids[0, :, 32:48] = VOID
    classes, flags = (SKY, ROAD, CAR), (False, False, True)
    batch = replace(
        batch,
        classes=(classes,) * len(batch.classes),
        is_thing=(flags,) * len(batch.classes),
    )
    targets = clip_targets(batch, 0)
    assert targets.thing_classes.tolist() == [CAR]
    assert targets.things[0].sum() == batch.ids.shape[1] * 16
    assert (targets.known[:, 8:12] == 0).all()
    assert (targets.known[:, :8] == 1).all()


def test_hungarian_matching_finds_the_query_of_each_thing():
    batch = maker(Task.INSTANCE).batch(np.random.default_rng(2))
    ids = torch.zeros(1, 1, 64, 64, dtype=torch.uint8)
    ids[0, 0, :32, :32], ids[0, 0, 40:60, 40:60] = 1, 2
    batch = replace(
        batch,
        ids=ids,
        classes=((CAR, CAR),),
        is_thing=((True, True),),
        is_complete=(True,),
        is_exhaustive=(True,),
    )
    targets = clip_targets(batch, 0)
    logits = torch.full((4, 1, 16, 16), -6.0)
    logits[3][targets.things[0] > 0.5] = 6.0
    logits[1][targets.things[1] > 0.5] = 6.0
    query, thing = match_things(logits, torch.zeros(4, 4), targets, np.random.default_rng(0))
    assert dict(zip(thing.tolist(), query.tolist(), strict=True)) == {0: 3, 1: 1}


def partly_labelled(*, is_exhaustive: bool) -> SceneBatch:
    """Return a clip of one frame with a car at the upper left and no labels elsewhere."""
    ids = torch.zeros(1, 1, 64, 64, dtype=torch.uint8)
    ids[0, 0, :32, :32] = 1
    images = torch.from_numpy(np.random.default_rng(6).uniform(0, 255, (1, 3, 64, 64))).float()
    return SceneBatch(
        task=Task.INSTANCE,
        images=images,
        ids=ids,
        classes=((CAR,),),
        is_thing=((True,),),
        competing=(frozenset((SKY, ROAD, CAR)),),
        is_complete=(False,),
        is_exhaustive=(is_exhaustive,),
        vocabulary=VOCABULARY,
    )


@pytest.mark.parametrize(("is_exhaustive", "elsewhere"), [(True, len(VOCABULARY)), (False, -100)])
def test_a_detection_elsewhere_is_wrong_only_if_every_thing_is_labelled(is_exhaustive, elsewhere):
    targets = clip_targets(partly_labelled(is_exhaustive=is_exhaustive), 0)
    logits = torch.full((4, 1, 16, 16), -6.0)
    logits[0, 0, :8, :8] = 6.0  # the car
    logits[1, 0, 8:, 8:] = 6.0  # an unlabelled thing
    logits[2, 0, :8, :6] = 6.0  # the car again; the last query is empty
    found = torch.zeros(1, dtype=torch.long)
    wanted = target_classes(logits, found, found, targets, nothing=len(VOCABULARY))
    assert IGNORED == -100
    assert wanted.tolist() == [CAR, elsewhere, len(VOCABULARY), len(VOCABULARY)]


def test_unlabelled_pixels_do_not_train_class_queries():
    """In an incomplete panoptic clip, a class without pixels is not trained as absent."""
    network = fresh_scene_network()
    made = maker(Task.PANOPTIC).batch(np.random.default_rng(7))
    clips = len(made.classes)
    made = replace(made, ids=torch.zeros_like(made.ids), is_exhaustive=(True,) * clips)

    def taught(*, is_complete: bool) -> float:
        batch = replace(made, is_complete=(is_complete,) * clips)
        network.zero_grad()
        queues = ClassQueues(len(VOCABULARY), network.config.identity_width)
        rule = ContrastRule(weight=0.0)
        loss = scene_loss(network, batch, np.random.default_rng(0), queues, rule)
        loss.total.backward()
        assert all(p.grad is None or p.grad.isfinite().all() for p in network.parameters())
        return loss.parts["panoptic_class"]

    assert 0 < taught(is_complete=False) < taught(is_complete=True)


def test_a_class_that_a_dataset_lacks_does_not_compete():
    """Such a class may be hidden in the others, so its predictions are not wrong there."""
    renamed = {1: VOCABULARY[ROAD], 2: VOCABULARY[ROAD], 3: VOCABULARY[CAR]}
    source = SceneSet([replace(drive(), categories=renamed)], VOCABULARY, AUTOMATIC)
    assert source.competing_classes(0) == {ROAD, CAR}
    made = SceneMaker([source], [1.0], {Task.SEMANTIC: 1.0}, canvas=64, images=4)
    batch = made.batch(np.random.default_rng(2))
    network = fresh_scene_network()

    def pixel_loss(competing: frozenset[int]) -> float:
        queues = ClassQueues(len(VOCABULARY), network.config.identity_width)
        loss = scene_loss(
            network,
            replace(batch, competing=(competing,) * len(batch.classes)),
            np.random.default_rng(0),
            queues,
            ContrastRule(weight=0.0),
        )
        loss.total.backward()
        assert all(p.grad is None or p.grad.isfinite().all() for p in network.parameters())
        return loss.parts["semantic_pixel"]

    assert set(batch.competing) == {source.competing_classes(0)}
    assert 0 < pixel_loss(source.competing_classes(0)) < pixel_loss(frozenset({SKY, ROAD, CAR}))


def test_every_class_competes_where_pixels_are_unlabelled():
    source = SceneSet([replace(drive(), is_complete=False)], VOCABULARY, AUTOMATIC)
    assert source.competing_classes(0) == {SKY, ROAD, CAR}


def test_a_frozen_encoder_gets_no_gradients_and_nearly_the_same_loss():
    network = fresh_scene_network()
    batch = maker(Task.PANOPTIC).batch(np.random.default_rng(3))

    def loss() -> float:
        queues = ClassQueues(len(VOCABULARY), network.config.identity_width)
        found = scene_loss(
            network, batch, np.random.default_rng(0), queues, ContrastRule(weight=0.0)
        )
        found.total.backward()
        return float(found.total.detach())

    before = loss()
    network.zero_grad(set_to_none=True)
    network.encoder.requires_grad_(False)
    assert loss() == pytest.approx(before, rel=0.02)
    assert all(value.grad is None for value in network.encoder.parameters())
    assert network.scene.classify.weight.grad is not None


def test_a_dataset_that_labels_every_pixel_labels_every_thing():
    sets = [
        SceneSet([replace(drive(), is_complete=c, is_exhaustive=e)], VOCABULARY, AUTOMATIC)
        for c, e in ((False, False), (True, False), (False, True))
    ]
    assert [one.is_exhaustive(0) for one in sets] == [False, True, True]


def test_the_contrastive_loss_follows_the_formula():
    similarity = torch.tensor([[0.9, 0.2, -0.4]])
    positive = torch.tensor([[True, False, False]])
    negative = torch.tensor([[False, True, True]])
    by_hand = torch.log(1 + torch.exp(torch.tensor(0.2 - 0.9)) + torch.exp(torch.tensor(-1.3)))
    assert multi_positive_loss(similarity, positive, negative) == pytest.approx(float(by_hand))
    assert multi_positive_loss(similarity, positive, ~positive & ~negative) == 0


def test_a_much_changed_thing_is_ignored_or_a_negative():
    embedding = torch.eye(4)[[0, 1, 2]]
    identity, frame = torch.tensor([0, 0, 1]), torch.tensor([0, 1, 0])
    descriptor = torch.tensor([[1.0, 0.0], [0.0, 1.0], [1.0, 0.0]])
    ignored = instance_contrast(embedding, identity, frame, descriptor)
    assert ignored == 0, "the only other view has changed too much to be a positive"
    near = torch.tensor([[1.0, 0.0], [1.0, 0.1], [1.0, 0.0], [0.0, 1.0]])
    embedding, frame = torch.eye(4), torch.tensor([0, 1, 0, 2])
    identity = torch.tensor([0, 0, 1, 0])
    kinds = [
        float(instance_contrast(embedding, identity, frame, near, changed_is_negative=flag))
        for flag in (False, True)
    ]
    assert 0 < kinds[0] < kinds[1]


def test_queues_contain_the_latest_embeddings_of_each_class():
    queues = ClassQueues(classes=2, width=4, length=3)
    vectors = torch.eye(4)
    assert queues.loss(vectors[:2], torch.tensor([0, 1])) == 0, "nothing to compare with yet"
    assert queues.loss(vectors[:2], torch.tensor([0, 1])) > 0
    for _ in range(5):
        queues.loss(vectors[2:3], torch.tensor([0]))
    assert queues.pushed_K.tolist() == [7, 2]
    assert torch.equal(queues.kept_KLE[0], vectors[2].expand(3, -1))


@pytest.mark.parametrize("task", sorted(AUTOMATIC, key=lambda task: task.value))
def test_the_loss_of_each_task_can_be_learned(task):
    """A few steps on one batch reduce the loss, so longer training can succeed."""
    network = fresh_scene_network().train()
    batch = maker(task).batch(np.random.default_rng(3))
    optimiser = torch.optim.AdamW(network.parameters(), lr=3e-3)
    queues = ClassQueues(len(VOCABULARY), network.config.identity_width)
    losses = []
    for _ in range(8):
        loss = scene_loss(
            network, batch, np.random.default_rng(0), queues, ContrastRule(weight=0.0)
        )
        optimiser.zero_grad()
        loss.total.backward()
        optimiser.step()
        losses.append(float(loss.total.detach()))
    assert losses[-1] < 0.85 * losses[0]


def test_a_recipe_for_the_automatic_tasks_needs_classes_and_data():
    phase = PhaseRecipe(steps=1, scene_share=0.5)
    with pytest.raises(FormatError, match="vocabulary"):
        Recipe(name="x", stills=(), phases=(phase,), model={})
    with pytest.raises(FormatError, match="exemplar is not among"):
        PublishedRecipe(name="x", layout="camvid", path=".", tasks=("exemplar",))


def test_a_dataset_without_held_out_images_is_not_scored(tmp_path):
    for folder in ("images", "masks"):
        (tmp_path / "few" / folder).mkdir(parents=True)
        cv2.imwrite(str(tmp_path / "few" / folder / "one.png"), np.zeros((40, 50), np.uint8))
    few = PublishedRecipe(name="few", layout="stills", path="few", default="car")
    recipe = Recipe(
        name="x", stills=(), published=(few,), vocabulary=VOCABULARY, phases=(), model={}
    )
    session = Session(LoadedWeights(fresh_scene_network(), {}), device="cpu")
    assert score_scenes(session, recipe, tmp_path, print) == []


def test_images_that_are_needed_twice_are_decoded_once():
    source = SceneSet([drive()], VOCABULARY, AUTOMATIC)
    assert source.frame(1)[0] is source.frame(1)[0]
    source.cache.capacity = 2
    for index in (0, 2, 3):
        assert np.array_equal(source.frame(index)[0], Drive().image(index))
    assert len(source.cache.items) == 2
    assert source.consecutive(2, 2) == [2, 3]
    assert source.consecutive(3, 2) is None
    assert cv2.countNonZero(source.frame(0)[1].ids) > 0
