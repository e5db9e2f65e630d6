"""Ablation: train and score a short run repeatedly, adding one part of the method each time."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from gvseg.engine.session import Session
from gvseg.errors import FormatError
from gvseg.metrics.figures import mean_of, text_table
from gvseg.model.weights import load_weights, save_weights
from gvseg.task import Task
from training.recipe import Recipe
from training.scene_scores import score_made_clips, score_scenes
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
MADE_CLIPS = 48


def ablate(
    recipe: Recipe,
    root: Path,
    folder: Path,
    base: Path | None,
    report: Callable[[str], None],
    *,
    seeds: int = 1,
) -> list[dict[str, Any]]:
    """Train and score every row, and return the table: one row per part and seed.

    Runs in `folder` that are already finished are only scored; others continue.

    Args:
        recipe: a short recipe; its model and contrast settings apply to the last row.
        root: root folder of its data.
        folder: folder for the runs.
        base: weights that every row starts from, without their parts for the automatic tasks, which
            were trained with the complete method; None for ImageNet.
        report: called with each line of progress.
        seeds: number of runs per row; the first uses the recipe's seed, the others the next ones.

    Raises:
        FormatError: the recipe holds out no data to score on.
    """
    _check_held_out(recipe, root)
    start = None if base is None else without_scene_parts(base, folder / "start.safetensors")
    table = []
    for seed in range(recipe.seed, recipe.seed + seeds):
        trained: dict[tuple[Any, ...], Path] = {}
        for number, row in enumerate(ROWS):
            contrast = recipe.scenes.contrast_weight if row.has_contrast else 0.0
            own = replace(
                recipe,
                seed=seed,
                model={**recipe.model, **row.model},
                scenes=replace(recipe.scenes, contrast_weight=contrast),
            )
            # Association affects only inference, so rows that differ in it share their weights.
            switches = dict.fromkeys(NOTHING, True) | row.model
            key = (switches["use_shape_position"], switches["use_task_queries"], contrast)
            if key not in trained:
                place = folder / f"{seed}-{number}"
                trained[key] = Trainer(own, root, place, start_from=start, report=report).run()
            loaded = load_weights(trained[key])
            loaded.network.config = replace(
                loaded.network.config, use_task_association=switches["use_task_association"]
            )
            session = Session(loaded, short_side=recipe.scenes.canvas)
            figures = {"row": row.name, "seed": seed, **_scores(session, own, root)}
            report(str(figures))
            table.append(figures)
    return table


def without_scene_parts(base: Path, path: Path) -> Path:
    """Write weights without their parts for the automatic tasks, and return their path."""
    loaded = load_weights(base)
    config = replace(loaded.network.config, vocabulary=(), use_scene_parts=False)
    tensors = {
        name: tensor
        for name, tensor in loaded.network.state_dict().items()
        if not name.startswith("scene.")
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    save_weights(path, config, tensors, loaded.card)
    return path


def _scores(session: Session, recipe: Recipe, root: Path) -> dict[str, float]:
    """Return the scores by task on the first dataset, and those of identity on made clips."""
    first = replace(recipe, published=recipe.published[:1])
    by_task = {
        name: figure
        for row in score_scenes(session, first, root, lambda _: None)
        for name, figure in row.items()
        if name in ("ap", "miou", "pq", "pq_things")
    }
    return by_task | score_made_clips(session, recipe, root, clips=MADE_CLIPS)


def _check_held_out(recipe: Recipe, root: Path) -> None:

    for task in (Task.PANOPTIC, Task.SEMANTIC):
        row = next((row for row in recipe.published if task.value in row.tasks), None)
        if row is None or not scene_set(row, recipe, root, validation=True).frames:
            raise FormatError(
                f"Recipe {recipe.name} holds out no images to score the {task.value} task: give "
                "one of its sets a validation_split or validation videos."
            )


def ablation_table(table: list[dict[str, Any]]) -> str:
    """Return the scores as a text table: the mean over seeds, and half of their range."""
    names = [name for name in table[0] if name not in ("row", "seed")]
    rows = []
    for part in dict.fromkeys(line["row"] for line in table):
        figures = [[line[name] for line in table if line["row"] == part] for name in names]
        rows.append((part, [mean_of(values) for values in figures]))
        if len(figures[0]) > 1:
            rows.append(("  +-", [(max(values) - min(values)) / 2 for values in figures]))
    return text_table(("", *names), rows)
