"""Score weights on labelled sequences and on a recipe's held-out data."""

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gvseg.engine.request import Direction, Exemplar, SegmentRequest
from gvseg.engine.session import Session
from gvseg.masks import VOID, Mask
from gvseg.metrics.j_and_f import JAndF
from gvseg.metrics.j_and_f_result import JAndFResult
from gvseg.synthesis.stills import Labels, clip_from_stills
from gvseg.video import open_video
from training.datasets import StillSet, clip_style
from training.images import write_png
from training.recipe import PhaseRecipe, Recipe
from training.validation import (
    SCORING_SEED,
    LabelledSequence,
    PromptScores,
    Propagate,
    find_sequences,
    fit_calibration,
    propagate_by_copy,
    propagate_by_flow,
    propagate_with,
    reliability,
    score_prompts,
    sequence_labels,
)

Report = Callable[[str], None]
CLIPS, CLIP_FRAMES = 24, 8
"""Number of synthetic clips from held-out stills, and frames per clip."""
CLICK_FRAMES = 180
CLICKS = 5


@dataclass(frozen=True, slots=True)
class HeldOutPredictions:
    """Predictions for every frame and object of the held-out data.

    Attributes:
        confidences: predicted IoU before calibration.
        ious: true IoU.
    """

    confidences: NDArray[np.float64]
    ious: NDArray[np.float64]


def score_sequences(
    propagate: Propagate,
    sequences: list[LabelledSequence],
    report: Report = lambda _: None,
    frames: int | None = None,
) -> JAndFResult:
    """Return the official J&F with the first frame as exemplar.

    Args:
        propagate: the propagation to score.
        sequences: sequences to score it on.
        report: called with one line per sequence.
        frames: number of frames of each sequence to score; None for all.
    """
    scores = JAndF()
    for sequence in sequences:
        with open_video(sequence.images) as video:
            first = next(sequence_labels(sequence))
            one = JAndF()
            one.update(
                islice(sequence_labels(sequence), frames),
                islice(propagate(video, first), frames),
                sequence=sequence.name,
            )
        report(f"{sequence.name}: {one.result().j_and_f:.3f}")
        scores.merge(one)
    return scores.result()


def scores_by_object_count(result: JAndFResult) -> dict[str, float]:
    """Return the mean J&F of sequences with "one object" and with "several objects"."""
    count = Counter(one.sequence for one in result.objects)
    kinds: dict[str, list[float]] = {"one object": [], "several objects": []}
    for one in result.objects:
        kinds["one object" if count[one.sequence] == 1 else "several objects"].append(one.j_and_f)
    return {name: float(np.mean(values)) for name, values in kinds.items() if values}


def score_first_frames(
    session: Session, sequences: list[LabelledSequence]
) -> tuple[list[float], float]:
    """Return the mean IoU of the first frames' objects after each click, and from a tight box."""
    shown = []
    for sequence in sequences:
        labels = next(sequence_labels(sequence))
        with open_video(sequence.images) as video:
            image = video.frame(0)
        shown += [(image, labels == one) for one in np.unique(labels) if 0 < one < VOID]
    return _mean_ious(score_prompts(session, shown, CLICKS))


def _mean_ious(scores: PromptScores) -> tuple[list[float], float]:
    clicks = [round(float(iou), 4) for iou in scores.click_ious.mean(0)]
    return clicks, round(float(scores.box_ious.mean()), 4)


def validate(
    session: Session, recipe: Recipe, root: Path, report: Report, frames: int | None = None
) -> dict[str, Any]:
    """Return the card's scores and calibration: propagation, two baselines, and clicks.

    Args:
        session: session at the weights' recommended size; its calibration must be the identity.
        recipe: recipe with a validation split.
        root: root folder of its data.
        report: called with each line of progress.
        frames: number of frames of each sequence to score; None for all.
    """
    sequences = [
        sequence
        for row in recipe.videos
        if row.validation
        for sequence in find_sequences(root / row.path, row.validation)
    ]
    methods = {
        "gvseg": propagate_with(session),
        "copy": propagate_by_copy,
        "dis_flow": propagate_by_flow,
    }
    scores: dict[str, Any] = {"sequences": [sequence.name for sequence in sequences]}
    if frames is not None:
        scores["frames"] = frames
    for name, propagate in methods.items():
        result = score_sequences(propagate, sequences, report, frames)
        if name == "gvseg":
            scores["by_object_count"] = scores_by_object_count(result)
        scores[f"jf_{name}"] = round(result.j_and_f, 4)
        report(f"{name}: J&F {result.j_and_f:.3f}")
    stills = [StillSet(root, row, recipe.holdout_every, validation=True) for row in recipe.stills]
    predictions = _predict_held_out(session, recipe, stills, sequences, frames)
    calibration, table = _calibrate(predictions.confidences, predictions.ious)
    scores["jf_made_clips_j"] = round(float(predictions.ious.mean()), 4)
    prompts = score_prompts(session, list(_click_frames(stills)), CLICKS)
    scores["click_iou"], scores["box_iou"] = _mean_ious(prompts)
    report(
        f"IoU after 1 to {CLICKS} clicks: {scores['click_iou']}, from a box: {scores['box_iou']}"
    )
    prompt_calibration, prompt_table = _calibrate(prompts.confidences, prompts.ious)
    return {
        "scores": scores,
        "calibration": calibration,
        "reliability": table,
        "prompt_calibration": prompt_calibration,
        "prompt_reliability": prompt_table,
    }


def _calibrate(
    confidences: NDArray[np.float64], ious: NDArray[np.float64]
) -> tuple[dict[str, float], list[dict[str, float]]]:
    """Return the calibration of confidences, and their reliability after it."""
    scale, offset = fit_calibration(_logit(confidences), ious)
    calibrated = 1 / (1 + np.exp(-(scale * _logit(confidences) + offset)))
    rows = [
        {"confidence": round(c, 3), "iou": round(i, 3), "count": n}
        for c, i, n in reliability(calibrated, ious)
    ]
    return {"scale": round(scale, 4), "offset": round(offset, 4)}, rows


def _logit(probability: NDArray[np.float64]) -> NDArray[np.float64]:
    clipped = np.clip(probability, 1e-5, 1 - 1e-5)
    return np.asarray(np.log(clipped / (1 - clipped)))


def _predict_held_out(
    session: Session,
    recipe: Recipe,
    stills: list[StillSet],
    sequences: list[LabelledSequence],
    frames: int | None,
) -> HeldOutPredictions:
    """Propagate through synthetic clips of held-out stills and the held-out sequences."""
    pairs: list[tuple[float, float]] = []
    with tempfile.TemporaryDirectory(prefix="gvseg-validate-") as folder:
        made = [
            _write_clip(Path(folder) / f"{index:03d}", index, recipe, stills)
            for index in range(CLIPS)
        ]
        for sequence in (*made, *sequences):
            labels = list(islice(sequence_labels(sequence), frames))
            pairs += _predict(session, sequence, labels)
    table = np.array(pairs)
    return HeldOutPredictions(table[:, 0], table[:, 1])


def _predict(
    session: Session, sequence: LabelledSequence, labels: list[Labels]
) -> Iterator[tuple[float, float]]:
    tracks = [int(track) for track in np.unique(labels[0]) if 0 < track < VOID]
    exemplar = Exemplar(0, {track: Mask.from_array(labels[0] == track) for track in tracks})
    last, direction = len(labels) - 1, Direction.FORWARD
    request = SegmentRequest(exemplars=(exemplar,), last=last, direction=direction)
    with open_video(sequence.images) as video:
        for clip in session.segment(request, video):
            for frame in clip.frames:
                if frame.is_exemplar:
                    continue
                truth = labels[frame.frame_index]
                for track, mask in frame.masks.items():
                    iou = mask.iou(Mask.from_array(truth == track))
                    yield frame.confidences[track], iou


def _write_clip(
    folder: Path, index: int, recipe: Recipe, stills: list[StillSet]
) -> LabelledSequence:
    """Write a synthetic clip as a folder of images."""
    rng = np.random.default_rng((SCORING_SEED, 7, index))
    style = replace(clip_style(PhaseRecipe(steps=1, motion=1.0)), frames=CLIP_FRAMES)
    labels = np.zeros((1, 1, 1), np.uint8)
    while not (labels[0] == 1).sum() >= 200:
        drawn = [stills[int(rng.integers(len(stills)))] for _ in range(4)]
        base, *others = (s.still(int(rng.integers(len(s.paths))), rng) for s in drawn)
        clip = clip_from_stills(rng, base, others, 1 + index % 3, style)
        labels = clip.labels
    for name in ("images", "masks"):
        (folder / name).mkdir(parents=True)
    for t, image in enumerate(clip.images):
        write_png(folder / "images" / f"{t:05d}.png", image)
        write_png(folder / "masks" / f"{t:05d}.png", labels[t])
    masks = tuple(sorted((folder / "masks").iterdir()))
    return LabelledSequence(folder.name, folder / "images", masks)


def _click_frames(
    stills: list[StillSet],
) -> Iterator[tuple[NDArray[np.uint8], NDArray[np.bool_]]]:
    """Yield held-out images, each with the mask of one of its objects."""
    rng = np.random.default_rng((SCORING_SEED, 8))
    for index in range(CLICK_FRAMES):
        source = stills[index % len(stills)]
        still = source.still(int(rng.integers(len(source.paths))), rng)
        present = [int(label) for label in np.unique(still.labels) if 0 < label < VOID]
        if present:
            yield still.image, still.labels == int(rng.choice(present))
