"""Ablation: train and score a short run repeatedly, adding one part of the method each time."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from gvseg.engine.session import Session
from gvseg.errors import FormatError
from gvseg.metrics.figures import text_table
from gvseg.model.weights import load_weights
from gvseg.task import Task
from training.recipe import Recipe
from training.scene_scores import score_classes, score_made_clips
from training.scene_sets import scene_set
from training.trainer import Trainer


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the ablation table.

    Attributes:
        name: the part added to the previous row.
        model: switches of `ModelConfig`.
        has_contrast: whether the recipe's contrastive loss is used.
    """

    name: str
    model: dict[str, bool]
    has_contrast: bool = False


NOTHING = {"use_shape_position": False, "use_task_queries": False, "use_task_association": False}
ROWS = (
    Row("baseline", NOTHING),
    Row("+ descriptor", NOTHING | {"use_shape_position": True}),
    Row("+ query initialisation", {"use_task_association": False}),
    Row("+ association", {}),
    Row("+ contrast", {}, has_contrast=True),
)
"""The paper's parts in the order of its ablation; each row includes the previous ones."""


def ablate(
    recipe: Recipe, root: Path, folder: Path, base: Path | None, report: Callable[[str], None]
) -> list[dict[str, Any]]:
    """Train and score every row, and return the table; rows already trained are only scored.

    Args:
        recipe: a short recipe; its model and contrast settings apply to the last row.
        root: root folder of its data.
        folder: folder for the runs.
        base: weights that every row starts from; None for ImageNet.
        report: called with each line of progress.

    Raises:
        FormatError: the recipe holds out no data to score on.
    """
    _check_held_out(recipe, root)
    table = []
    trained: dict[tuple[Any, ...], Path] = {}
    for number, row in enumerate(ROWS):
        contrast = recipe.scenes.contrast_weight if row.has_contrast else 0.0
        own = replace(
            recipe,
            model={**recipe.model, **row.model},
            scenes=replace(recipe.scenes, contrast_weight=contrast),
        )
        # Association affects only inference, so rows that differ in it share their weights.
        switches = dict.fromkeys(NOTHING, True) | row.model
        key = (switches["use_shape_position"], switches["use_task_queries"], contrast)
        if key not in trained:
            trainer = Trainer(own, root, folder / str(number), start_from=base, report=report)
            trained[key] = trainer.run()
        loaded = load_weights(trained[key])
        config = replace(
            loaded.network.config, use_task_association=switches["use_task_association"]
        )
        loaded.network.config = config
        session = Session(loaded, short_side=recipe.scenes.canvas)
        figures = {
            "row": row.name,
            **score_made_clips(session, own, root),
            "miou": score_classes(session, own, root),
        }
        report(str(figures))
        table.append(figures)
    return table


def _check_held_out(recipe: Recipe, root: Path) -> None:

    for task in (Task.PANOPTIC, Task.SEMANTIC):
        row = next((row for row in recipe.published if task.value in row.tasks), None)
        if row is None or not scene_set(row, recipe, root, validation=True).frames:
            raise FormatError(
                f"Recipe {recipe.name} holds out no images to score the {task.value} task: give "
                "one of its sets a validation_split or validation videos."
            )


def ablation_table(table: list[dict[str, Any]]) -> str:
    """Return the scores as a text table."""
    names = [name for name in table[0] if name != "row"]
    return text_table(
        ("", *names), [(row["row"], tuple(row[name] for name in names)) for row in table]
    )
