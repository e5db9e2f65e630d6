"""Training settings and replay data of a retraining."""

from dataclasses import replace

from gvseg.vocabulary import VocabularyEntry
from training.datasets import ClipSource
from training.recipe import OptimiserRecipe, PhaseRecipe, Recipe, read_recipe
from training.retraining.clips import Replay
from training.retraining.request import RetrainRequest

NAME = "current"
PHASE = PhaseRecipe(
    steps=1_000_000, clips=2, frames=3, video_share=0.75, hardest_share=0.2, click_chance=0.0
)
OPTIMISER = OptimiserRecipe(
    learning_rate=3e-4, frozen_stages=99, warmup_steps=10, cooldown_steps=1, average_decay=0.95
)


def retrain_recipe(phase: PhaseRecipe, seed: int) -> Recipe:
    """Return the recipe of a retraining, which freezes the backbone."""
    # The first phase of a recipe introduces the hardest pixels gradually. A retraining needs them
    # from the start, so its first phase is empty.
    warm_up = replace(phase, steps=0)
    return Recipe(
        name=NAME,
        seed=seed,
        stills=(),
        phases=(warm_up, phase),
        optimiser=OPTIMISER,
        model={},
        checkpoint_minutes=1.0,
        # Workers forked after scoring would inherit locked mutexes of OpenCV threads and deadlock.
        workers=0,
    )


def replay_of(request: RetrainRequest, vocabulary: tuple[VocabularyEntry, ...]) -> Replay | None:
    """Return the base's training data for replay; None if not requested.

    Raises:
        UserError: the recipe or its data cannot be read.
    """
    if request.replay_recipe is None or request.replay_root is None:
        return None
    recipe = read_recipe(request.replay_recipe)
    if recipe.vocabulary:
        recipe = replace(recipe, vocabulary=vocabulary)
    return Replay(ClipSource(recipe, request.replay_root))
