"""Training recipes: TOML files read into frozen dataclasses."""

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
"""Layouts of videos that can be scored for the exemplar task."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StillsRecipe:
    """A folder of images with masks.

    Attributes:
        name: for messages and the card.
        images: folder of images, relative to the data root.
        masks: folder of indexed PNGs with the same names as the images.
        weight: sampling weight, relative to the other sets.
        labels: "objects" (each id is an object), "parts" (ids are parts of one object), or
            "classes" (ids are classes; connected components of `things` serve as objects).
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
        path: path of the set, relative to the data root.
        layout: name of the layout, see docs/training.md.
        split: name of the split in the layout.
        validation: names of the held-out videos, used for scoring.
        weights: name pattern -> relative sampling weight of the videos that match. The first
            matching pattern applies; the default is 1.
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

        if self.validation and self.layout not in SCORED_LAYOUTS:
            raise FormatError(
                f"Recipe, videos {self.name}: only videos in the layouts "
                f"{' and '.join(SCORED_LAYOUTS)} can be held out for validation."
            )

    def weight_of(self, video: str) -> float:
        """Return a video's sampling weight, relative to the others."""
        fitting = (weight for name, weight in self.weights.items() if fnmatchcase(video, name))
        return next(fitting, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedRecipe:
    """A dataset in its published layout, for the automatic tasks.

    Attributes:
        name: for messages and the card.
        layout: name of the layout, see docs/training.md.
        path: relative to the data root.
        split: name of the split in the layout.
        weight: sampling weight, relative to the other sets.
        tasks: the automatic tasks that it is used for.
        names: class in the dataset -> class in the vocabulary, where they differ.
        default: class of segments without a class in the dataset; "" leaves them unlabelled.
        is_one_object: whether all segments of an image are parts of one object of the default
            class.
        things: thing classes, for datasets that do not distinguish things from stuff.
        validation: names of the held-out videos.
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

        known = {task.value for task in Task} - {Task.EXEMPLAR.value}
        if unknown := set(self.tasks) - known:
            raise FormatError(
                f"Recipe, set {self.name}: {', '.join(sorted(unknown))} is not among the tasks "
                f"{', '.join(sorted(known))}."
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenesRecipe:
    """Training settings of the automatic tasks.

    Attributes:
        canvas: side of the square frames, pixels.
        images: frames per step.
        instance, semantic, panoptic: sampling weight of each task, relative to the others.
        contrast_weight: weight of the temporal contrastive loss; 0 disables it.
        small_change: relative change of the descriptor below which the same thing in another frame
            is a positive (paper: 0.2; clips made from stills move more than video).
        changed_is_negative: whether the same thing after a larger change is a negative, as in the
            paper, or is ignored.
        class_balance: how strongly the semantic loss favours rare classes: a class is weighted by
            its inverse area to this power. High values find rare classes in too many places.
    """

    canvas: int = 320
    images: int = 8
    instance: float = 0.25
    semantic: float = 0.45
    panoptic: float = 0.3
    contrast_weight: float = 0.25
    small_change: float = 0.2
    changed_is_negative: bool = False
    class_balance: float = 0.5

    def shares(self) -> dict[Task, float]:
        """Return the sampling weight of each automatic task."""
        return {
            Task.INSTANCE: self.instance,
            Task.SEMANTIC: self.semantic,
            Task.PANOPTIC: self.panoptic,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseRecipe:
    """A phase of training.

    Attributes:
    steps: optimiser steps.
    clips: clips per step.
    frames: frames per clip.
    lead_frames: largest number of frames after the first that are propagated without gradient, so
        that the loss sees the network's own mistakes; drawn from 0 for each step.
    canvas: side of the square frames, pixels.
    video_share: share of clips that are real video, 0..1.
    jump_share: share of those with a first frame far from the others in time.
    pasted_share: share of clips with objects cut from video and stills and pasted over other
        video and stills, 0..1. All other clips are moving stills.
    part_share: share of the moving stills whose first target is a part of an object, a union or a
        patch, 0..1.
    repeat_share: share of steps in which frame 1 repeats frame 0, without knowledge of the
        previous masks.
    smallest_window: smallest crop of real video, as a share of the short side of the frames.
    motion: factor for the motion between frames.
    least_motion: if given, the factor is drawn log-uniformly between this and `motion` for
        each clip.
    vanish: share of pasted objects that disappear for some frames.
    vanish_for_good: share of those that do not return.
    score_dropout: share of clips propagated without the score of the exemplar classifier.
    previous_dropout: probability that a frame is segmented without the previous mask.
    wrong_previous: probability that a frame is segmented with a wrong previous mask: another
        object's, or its own, shifted.
    correction_share: share of the steps with a lead in which the true masks of its last frame
        become a second exemplar, as after a correction.
    hardest_share: share of the pixels, hardest first, that the cross-entropy uses at the end of
        the phase.
    click_chance: probability that a step also trains clicks.
    scene_share: share of steps that train an automatic task, 0..1.
    prompt_share: share of the other steps that train only clicks and boxes, 0..1.
    """

    steps: int
    clips: int = 4
    frames: int = 3
    lead_frames: int = 0
    canvas: int = 256
    video_share: float = 0.1
    jump_share: float = 0.0
    pasted_share: float = 0.0
    part_share: float = 0.0
    repeat_share: float = 0.0
    smallest_window: float = 0.7
    motion: float = 1.0
    least_motion: float | None = None
    vanish: float = 0.1
    vanish_for_good: float = 0.0
    score_dropout: float = 0.0
    previous_dropout: float = 0.0
    wrong_previous: float = 0.0
    correction_share: float = 0.0
    hardest_share: float = 0.15
    click_chance: float = 0.5
    scene_share: float = 0.0
    prompt_share: float = 0.0

    def __post_init__(self) -> None:

        if not 0 <= self.lead_frames <= self.frames - 2:
            raise FormatError(
                f"Recipe, phase: lead_frames must be 0 to {self.frames - 2} for clips of "
                f"{self.frames} frames, not {self.lead_frames}."
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class OptimiserRecipe:
    """Settings of the optimiser.

    Attributes:
        learning_rate: learning rate of all modules except the backbone.
        backbone_rate: learning rate of the backbone, as a share of `learning_rate`.
        frozen_stages: number of frozen backbone stages after the stem.
        only: patterns of the names of the parameters that train, such as "prompts.*"; empty for
            all.
        weight_decay: weight decay of AdamW.
        clip_norm: largest gradient norm.
        warmup_steps: number of steps at the start over which the learning rate rises.
        cooldown_steps: number of steps at the end over which the learning rate falls to zero.
        accumulate: batches accumulated per step on each rank.
        average_decay: decay of the moving average of the weights, which becomes the result.
    """

    learning_rate: float = 5e-4
    backbone_rate: float = 0.1
    frozen_stages: int = 3
    only: tuple[str, ...] = ()
    weight_decay: float = 0.01
    clip_norm: float = 1.0
    warmup_steps: int = 100
    cooldown_steps: int = 1500
    accumulate: int = 1
    average_decay: float = 0.998


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """Settings of a training run, without the root folder of the data.

    Attributes:
        name: name of the weights.
        seed: random seed; the same recipe and seed give the same batches.
        stills: image sets.
        videos: video sets.
        published: datasets for the automatic tasks.
        vocabulary: classes of the automatic tasks.
        scenes: settings of the automatic tasks.
        phases: phases of training, in order.
        optimiser: settings of the optimiser.
        model: settings of `ModelConfig` that differ from its defaults.
        holdout_every: every n-th image of a set is held out for validation.
        threads: CPU threads for the network; 0 for one per core.
        workers: number of processes that create clips.
        checkpoint_minutes: minutes between checkpoints.
        log_steps: steps between progress messages.
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
        """Number of optimiser steps of all phases."""
        return sum(phase.steps for phase in self.phases)


Part = TypeVar("Part")


def read_recipe(path: Path) -> Recipe:
    """Read a recipe.

    Raises:
        FormatError: the file is missing, is not TOML, or has unknown or invalid settings.
    """
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise FormatError(f"Cannot read the recipe {path}: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FormatError(f"{path} is not valid TOML: {error}.") from error
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
        raise FormatError(
            f"{path}: unknown settings {', '.join(sorted(unknown))}; use some of "
            f"{', '.join(sorted(known))}."
        )
    frozen = {
        key: tuple(value) if isinstance(value, list) else value for key, value in values.items()
    }
    try:
        return kind(**frozen)
    except TypeError as error:
        raise FormatError(f"{path}: {error}.") from error
