"""What to train on and how: a TOML file as frozen values. Standard library only."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, TypeVar

from gvseg.errors import FormatError
from gvseg.task import Task
from gvseg.vocabulary import VocabularyEntry

LABEL_KINDS = ("objects", "parts", "classes")
SCORED_LAYOUTS = ("sequences", "davis2017")
"""Of videos that the exemplar task is scored on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StillsRecipe:
    """A folder of pictures with masks.

    Attributes:
        name: for messages and the card.
        images: folder of pictures, relative to the data root.
        masks: folder of indexed PNGs with the pictures' names.
        weight: how often it is drawn, relative to the other sets.
        labels: "objects" (each id an object), "parts" (ids are parts of one object),
            "classes" (ids are classes; connected parts of `things` stand in for objects).
        things: classes that have objects, for "classes".
        void: id of unlabelled pixels.
        terms: licence or terms of use, for the card.
    """

    name: str
    images: str
    masks: str
    weight: float
    labels: str = "objects"
    things: tuple[int, ...] = ()
    void: int = 255
    terms: str = ""

    def __post_init__(self) -> None:
        """Refuse what no set can be."""
        if self.labels not in LABEL_KINDS:
            raise FormatError(
                f"Recipe, stills {self.name}: labels must be one of {', '.join(LABEL_KINDS)}, "
                f"not {self.labels!r}."
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class VideosRecipe:
    """Annotated videos for the exemplar task.

    Attributes:
        name: for messages and the card.
        path: of the set, relative to the data root.
        layout: which reader reads it (see docs/training.md).
        split: as the layout calls it.
        validation: videos kept out of training and scored, by name.
        weights: pattern of names -> how often such a video is drawn, relative to the others; the
            first pattern that fits counts, and 1 where none does.
        terms: licence or terms of use, for the card.
    """

    name: str
    path: str
    layout: str = "sequences"
    split: str = "train"
    validation: tuple[str, ...] = ()
    weights: Mapping[str, float] = field(default_factory=dict)
    terms: str = ""

    def __post_init__(self) -> None:
        """Refuse to keep out what could not be scored."""
        if self.validation and self.layout not in SCORED_LAYOUTS:
            raise FormatError(
                f"Recipe, videos {self.name}: only videos in the layouts "
                f"{' and '.join(SCORED_LAYOUTS)} can be kept out for validation."
            )

    def weight_of(self, video: str) -> float:
        """Return how often a video is drawn, relative to the others."""
        fitting = (weight for name, weight in self.weights.items() if fnmatchcase(video, name))
        return next(fitting, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedRecipe:
    """A data set in its published layout, for the automatic tasks.

    Attributes:
        name: for messages and the card.
        layout: which reader reads it (see docs/training.md).
        path: relative to the data root.
        split: as the layout calls it.
        weight: how often it is drawn, relative to the other sets.
        tasks: the automatic tasks that it serves.
        names: class of the set -> class of the vocabulary, where they differ.
        default: class of segments that the set does not name; "" leaves them unsaid.
        is_one_object: all segments of a picture are parts of one object of the default class.
        things: classes of the set that are things, where it says nothing of that.
        validation: videos kept out of training.
        validation_split: a split used only for validation; "" to hold out `validation`, or
            every n-th image, from `split`.
        terms: licence or terms of use, for the card.
    """

    name: str
    layout: str
    path: str
    split: str = "train"
    weight: float = 1.0
    tasks: tuple[str, ...] = ("instance",)
    names: Mapping[str, str] = field(default_factory=dict)
    default: str = ""
    is_one_object: bool = False
    things: tuple[str, ...] = ()
    validation: tuple[str, ...] = ()
    validation_split: str = ""
    terms: str = ""

    def __post_init__(self) -> None:
        """Refuse tasks that need an exemplar or are none."""
        known = {task.value for task in Task} - {Task.EXEMPLAR.value}
        if unknown := set(self.tasks) - known:
            raise FormatError(
                f"Recipe, set {self.name}: {', '.join(sorted(unknown))} is not among the tasks "
                f"{', '.join(sorted(known))}."
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenesRecipe:
    """How the automatic tasks are trained.

    Attributes:
        canvas: side of the square frames, pixels.
        images: frames a step.
        instance, semantic, panoptic: how often each task is drawn, relative to the others.
        contrast_weight: of the temporal contrastive loss; 0 leaves it out.
        small_change: relative change of the descriptor below which the same thing on another
            frame attracts itself (paper: 0.2; clips made from stills move more than video).
        changed_is_negative: whether the same thing, much changed, repels itself (as the paper
            has it) or is left out.
    """

    canvas: int = 320
    images: int = 8
    instance: float = 0.25
    semantic: float = 0.45
    panoptic: float = 0.3
    contrast_weight: float = 0.25
    small_change: float = 0.2
    changed_is_negative: bool = False

    def shares(self) -> dict[Task, float]:
        """How often each automatic task is drawn."""
        return {
            Task.INSTANCE: self.instance,
            Task.SEMANTIC: self.semantic,
            Task.PANOPTIC: self.panoptic,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseRecipe:
    """A stretch of training.

    Attributes:
        steps: optimiser steps.
        clips: clips a step.
        frames: frames a clip.
        canvas: side of the square frames, pixels.
        video_share: share of clips that are real video, 0..1.
        jump_share: share of those whose first frame lies far from the rest in time.
        pasted_share: share of clips that are objects cut from video and stills, pasted over
            other video and stills, 0..1. The clips that are neither are moving stills.
        smallest_window: side of the smallest window of real video, in short sides of its frames.
        motion: multiplies how far things move from frame to frame.
        least_motion: where given, each clip draws its own factor between this and `motion`, all
            orders of magnitude alike.
        vanish: share of pasted objects that are gone for some frames.
        vanish_for_good: share of those that do not return.
        score_dropout: share of clips followed without the exemplar classifier's score.
        previous_dropout: chance that a frame is segmented without the previous mask.
        wrong_previous: chance that a frame is segmented with a wrong previous mask: another
            object's, or its own in another place.
        hardest_share: share of pixels that the cross-entropy counts at the phase's end.
        click_chance: chance a step that clicks are trained too.
        scene_share: share of the steps that train an automatic task, 0..1.
    """

    steps: int
    clips: int = 4
    frames: int = 3
    canvas: int = 256
    video_share: float = 0.1
    jump_share: float = 0.0
    pasted_share: float = 0.0
    smallest_window: float = 0.7
    motion: float = 1.0
    least_motion: float | None = None
    vanish: float = 0.1
    vanish_for_good: float = 0.0
    score_dropout: float = 0.0
    previous_dropout: float = 0.0
    wrong_previous: float = 0.0
    hardest_share: float = 0.15
    click_chance: float = 0.5
    scene_share: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class OptimiserRecipe:
    """How weights move.

    Attributes:
        learning_rate: of new parts.
        backbone_rate: the backbone's share of it.
        frozen_stages: backbone stages that do not move (after the stem).
        weight_decay: AdamW's.
        clip_norm: largest norm of a step's gradient.
        warmup_steps: the rate rises over these.
        cooldown_steps: the rate falls to zero over the last of these.
        accumulate: batches whose gradients make a step, on each rank.
        average_decay: of the moving average of weights that is kept as the result.
    """

    learning_rate: float = 5e-4
    backbone_rate: float = 0.1
    frozen_stages: int = 3
    weight_decay: float = 0.01
    clip_norm: float = 1.0
    warmup_steps: int = 100
    cooldown_steps: int = 1500
    accumulate: int = 1
    average_decay: float = 0.998


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """Everything that `gvseg-train fit` needs but the place of the data.

    Attributes:
        name: of the weights.
        seed: the same recipe and seed give the same batches.
        stills: picture sets.
        videos: video sets.
        published: sets for the automatic tasks.
        vocabulary: classes that the automatic tasks name.
        scenes: how the automatic tasks are trained.
        phases: in order.
        optimiser: how weights move.
        model: settings of `ModelConfig` that differ from its defaults.
        holdout_every: every n-th image of a set is held out for validation.
        threads: CPU threads for the network; 0 for as many as there are cores.
        workers: processes that make clips.
        checkpoint_minutes: minutes between checkpoints.
        log_steps: steps between lines of progress.
    """

    name: str
    seed: int = 0
    stills: tuple[StillsRecipe, ...]
    videos: tuple[VideosRecipe, ...] = ()
    published: tuple[PublishedRecipe, ...] = ()
    vocabulary: tuple[VocabularyEntry, ...] = ()
    scenes: ScenesRecipe = ScenesRecipe()
    phases: tuple[PhaseRecipe, ...]
    optimiser: OptimiserRecipe = OptimiserRecipe()
    model: Mapping[str, Any]
    holdout_every: int = 10
    threads: int = 0
    workers: int = 1
    checkpoint_minutes: float = 4.0
    log_steps: int = 20

    def __post_init__(self) -> None:
        """Refuse automatic tasks without classes or data."""
        if any(phase.scene_share for phase in self.phases):
            served = {task for row in self.published for task in row.tasks}
            missing = [t.value for t, share in self.scenes.shares().items() if share]
            if not self.vocabulary or not served.issuperset(missing):
                raise FormatError(
                    f"Recipe {self.name}: training the automatic tasks needs a [[vocabulary]] and "
                    f"[[published]] sets for {', '.join(missing)}."
                )

    @property
    def steps(self) -> int:
        """Optimiser steps of all phases."""
        return sum(phase.steps for phase in self.phases)


Part = TypeVar("Part")


def read_recipe(path: Path) -> Recipe:
    """Read a recipe.

    Raises:
        FormatError: the file is missing, is no TOML, or says something a recipe cannot say.
    """
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise FormatError(f"Cannot read the recipe {path}: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FormatError(f"{path} is not a TOML recipe: {error}.") from error
    return _part(
        Recipe,
        {
            **values,
            "stills": _parts(StillsRecipe, values.get("stills", []), path),
            "videos": _parts(VideosRecipe, values.get("videos", []), path),
            "published": _parts(PublishedRecipe, values.get("published", []), path),
            "vocabulary": _parts(VocabularyEntry, values.get("vocabulary", []), path),
            "scenes": _part(ScenesRecipe, values.get("scenes", {}), path),
            "phases": _parts(PhaseRecipe, values.get("phases", []), path),
            "optimiser": _part(OptimiserRecipe, values.get("optimiser", {}), path),
            "model": values.get("model", {}),
        },
        path,
    )


def _parts(kind: type[Part], rows: Any, path: Path) -> tuple[Part, ...]:
    if not isinstance(rows, list):
        raise FormatError(f"{path}: {kind.__name__} must be a list of tables ([[...]]).")
    return tuple(_part(kind, row, path) for row in rows)


def _part(kind: type[Part], values: dict[str, Any], path: Path) -> Part:
    known = {row.name for row in fields(kind)}  # type: ignore[arg-type]
    unknown = set(values) - known
    if unknown:
        raise FormatError(f"{path}: unknown settings {', '.join(sorted(unknown))}.")
    frozen = {
        key: tuple(value) if isinstance(value, list) else value for key, value in values.items()
    }
    try:
        return kind(**frozen)
    except TypeError as error:
        raise FormatError(f"{path}: {error}.") from error
