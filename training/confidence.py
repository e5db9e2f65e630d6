"""Fit, calibrate and evaluate the track confidence of trained weights.

The network itself does not change. Three disjoint sets of videos are used: one for fitting, one for
calibration, and the recipe's validation sequences for evaluation.

Legend: K predictions, F features of evidence.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F

from gvseg.datasets.annotated_video import AnnotatedVideo
from gvseg.engine.session import Session
from gvseg.errors import UserError
from gvseg.model.track_confidence import EVIDENCE, TrackConfidence
from gvseg.model.weights import load_weights, save_weights
from gvseg.synthesis.stills import ClipStyle, LabelledClip, Still
from training.datasets import StillSet, clip_style, read_image
from training.pasted_clips import PastedClips
from training.real_clips import VideoSet, read_videos
from training.recipe import PhaseRecipe, Recipe
from training.rollouts import FAILURE_SHARE, Predictions, roll_out
from training.validation import find_sequences, fit_calibration, reliability, sequence_labels

Report = Callable[[str], None]
CANVAS = 288
"""Side of pasted clips, in pixels."""
OBJECTS = 4
"""Largest number of objects tracked."""
CALIBRATION_VIDEO_EVERY = 4
"""Every n-th video is used for calibration, the others for fitting."""
CALIBRATION_CLIP_EVERY = 3
"""Every n-th clip shows calibration videos."""
MOTION = (0.08, 0.5)
"""Range of the motion factor; 1 is the motion of the short training clips."""
STEPS, RATE, DECAY = 400, 3e-3, 0.3
NOISE = 0.5
"""Noise added to the evidence, in standard deviations, because predictions of one clip are similar.
"""
EVIDENCE_DROPOUT = 0.3
"""Share of the evidence replaced with its mean, so that no single feature decides."""
LOST = 0.5
"""An object counts as lost below this IoU."""


@dataclass(frozen=True, slots=True)
class ConfidencePlan:
    """Amount of data to collect.

    Attributes:
        clips: number of clips for fitting and calibration together.
        frames: frames per clip.
        check_frames: frames per validation sequence; 0 skips the evaluation.
        seed: random seed.
    """

    clips: int = 54
    frames: int = 24
    check_frames: int = 40
    seed: int = 17


@dataclass(frozen=True, slots=True)
class ConfidenceScores:
    """Quality of confidence scores.

    Attributes:
        auroc: area under the ROC curve for detecting lost objects; NaN if all or none are lost.
        calibration_error: expected calibration error over ten bins.
        lost: share of predictions with an IoU below `LOST`.
        answers: number of predictions.
    """

    auroc: float
    calibration_error: float
    lost: float
    answers: int

    def to_json(self) -> dict[str, Any]:
        """Return the scores for a model card."""
        return {
            "auroc": None if np.isnan(self.auroc) else round(self.auroc, 3),
            "calibration_error": round(self.calibration_error, 3),
            "lost": round(self.lost, 3),
            "answers": self.answers,
        }


def fit_confidence(
    weights: Path,
    recipe: Recipe,
    root: Path,
    out: Path,
    plan: ConfidencePlan,
    report: Report,
    *,
    device: str = "auto",
) -> dict[str, Any]:
    """Fit, calibrate and evaluate a track confidence, and write the weights with it.

    Args:
        weights: weights file; its network is copied to `out` unchanged.
        recipe: recipe that names the training and validation videos.
        root: root folder of its data.
        out: weights file to write.
        plan: amount of data to collect.
        report: called with each line of progress.
        device: device for the network.

    Returns:
        The card of the new weights.

    Raises:
        UserError: the recipe has too few videos.
    """
    loaded = load_weights(weights)
    session = Session(replace(loaded, track_confidence=None), device=device)
    fitted_on, held_out = collect(session, recipe, root, plan, report)
    confidence = calibrate(fit(fitted_on, plan.seed), held_out)
    entry: dict[str, Any] = {
        "clips": plan.clips,
        "frames": plan.frames,
        "fitted_on": len(fitted_on.iou_K),
        "apart": scores(predict(confidence, held_out), held_out.iou_K).to_json(),
        "apart_head": scores(held_out.head_K, held_out.iou_K).to_json(),
    }
    if plan.check_frames:
        checked = check(session, recipe, root, plan.check_frames, report)
        everything = Predictions.concatenate(checked.values())
        several = Predictions.concatenate(a for a in checked.values() if _has_several(a))
        for name, answers in (("validation", everything), ("several_objects", several)):
            entry[name] = scores(predict(confidence, answers), answers.iou_K).to_json()
            entry[f"{name}_head"] = scores(answers.head_K, answers.iou_K).to_json()
        entry["reliability"] = [
            {"confidence": round(c, 3), "iou": round(i, 3), "count": n}
            for c, i, n in reliability(predict(confidence, everything), everything.iou_K)
        ]
    card = {**loaded.card, "track_confidence": entry}
    state = loaded.network.state_dict()
    out.parent.mkdir(parents=True, exist_ok=True)
    half = {name: tensor.to(torch.float16) for name, tensor in state.items()}
    save_weights(out, loaded.network.config, half, card, confidence)
    return card


def collect(
    session: Session, recipe: Recipe, root: Path, plan: ConfidencePlan, report: Report
) -> tuple[Predictions, Predictions]:
    """Return predictions for fitting, and predictions on other sources for calibration.

    Raises:
        UserError: the recipe has too few videos.
    """
    videos = read_videos(recipe.videos, root)
    if len(videos) < CALIBRATION_VIDEO_EVERY:
        raise UserError(
            f"The recipe has {len(videos)} training videos, but confidence needs at least "
            f"{CALIBRATION_VIDEO_EVERY}: add videos to the recipe."
        )
    samplers = [_ClipSampler(recipe, root, videos, for_calibration=x) for x in (False, True)]
    parts: tuple[list[Predictions], list[Predictions]] = ([], [])
    for index in range(plan.clips):
        for_calibration = index % CALIBRATION_CLIP_EVERY == CALIBRATION_CLIP_EVERY - 1
        rng = np.random.default_rng((plan.seed, index))
        clip = samplers[for_calibration].clip(rng, plan.frames)
        parts[for_calibration].append(roll_out(session, clip, rng, FAILURE_SHARE))
        report(f"clip {index + 1} of {plan.clips}")
    return Predictions.concatenate(parts[0]), Predictions.concatenate(parts[1])


class _ClipSampler:
    """Draws clips of the fitting videos, or of the calibration videos."""

    def __init__(
        self, recipe: Recipe, root: Path, videos: Sequence[AnnotatedVideo], *, for_calibration: bool
    ) -> None:
        # Split by source, because numbered videos are parts of the same one.
        names = sorted({_source_name(video) for video in videos})
        chosen = {
            name
            for i, name in enumerate(names)
            if (i % CALIBRATION_VIDEO_EVERY == 0) == for_calibration
        }
        self.videos = VideoSet([video for video in videos if _source_name(video) in chosen])
        self.stills = [
            StillSet(root, row, recipe.holdout_every, validation=for_calibration)
            for row in recipe.stills
        ]
        self.pasted = PastedClips(self.videos, self._still)

    def clip(self, rng: np.random.Generator, frames: int) -> LabelledClip:
        """Return frames of a video, or objects pasted over video or a still."""
        low, high = np.log(MOTION[0]), np.log(MOTION[1])
        phase = PhaseRecipe(steps=1, canvas=CANVAS, frames=frames, vanish=0.3, vanish_for_good=0.5)
        style: ClipStyle = clip_style(phase, float(np.exp(rng.uniform(low, high))))
        if self.stills and rng.random() < 0.6:
            return self.pasted.clip(rng, OBJECTS, style)
        sample = self.videos.sample(rng, frames)
        tracked = list(sample.trackable)
        rng.shuffle(tracked)
        labels = np.stack(sample.labels(tracked[:OBJECTS]))
        return LabelledClip(np.stack(sample.images), labels)

    def _still(self, rng: np.random.Generator) -> Still:
        source = self.stills[int(rng.integers(len(self.stills)))]
        return source.still(int(rng.integers(len(source.paths))), rng)


def _source_name(video: AnnotatedVideo) -> str:
    return video.name.rsplit("-", 1)[0] if video.name[-1:].isdigit() else video.name


def check(
    session: Session, recipe: Recipe, root: Path, frames: int, report: Report
) -> dict[str, Predictions]:
    """Return the predictions on the first frames of each validation sequence, by its name."""
    found = {}
    for row in recipe.videos:
        if not row.validation:
            continue
        for sequence in find_sequences(root / row.path, row.validation):
            paths = sorted(sequence.images.iterdir())[:frames]
            labels = [one for _, one in zip(range(frames), sequence_labels(sequence), strict=False)]
            clip = LabelledClip(np.stack([read_image(path) for path in paths]), np.stack(labels))
            found[sequence.name] = roll_out(session, clip, np.random.default_rng(0), 0.0)
            report(f"{sequence.name}: mean IoU {found[sequence.name].iou_K.mean():.3f}")
    return found


def fit(answers: Predictions, seed: int) -> TrackConfidence:
    """Fit both outputs of a track confidence with cross-entropy."""
    torch.manual_seed(seed)
    evidence = torch.from_numpy(answers.evidence_KF).float()
    iou = torch.from_numpy(answers.iou_K).float()
    is_right = torch.from_numpy(answers.is_right_K).float()
    confidence = TrackConfidence()
    confidence.mean_F.copy_(evidence.mean(0))
    confidence.spread_F.copy_(evidence.std(0).clamp(min=0.05))
    optimiser = torch.optim.AdamW(confidence.parameters(), RATE, weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, STEPS)
    generator = torch.Generator().manual_seed(seed)
    for _ in range(STEPS):
        index = torch.randint(len(iou), (256,), generator=generator)
        logits = confidence.answers(_augment(evidence[index], confidence, generator))
        right, good = is_right[index], iou[index]
        loss = F.binary_cross_entropy_with_logits(logits[:, 0], right)
        each = F.binary_cross_entropy_with_logits(logits[:, 1], good, reduction="none")
        loss = loss + (each * right).sum() / right.sum().clamp(min=1.0)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(confidence.parameters(), 1.0)
        optimiser.step()
        schedule.step()
    return confidence.eval().requires_grad_(requires_grad=False)


def _augment(
    evidence_KF: Tensor, confidence: TrackConfidence, generator: torch.Generator
) -> Tensor:
    noise_KF = torch.randn(evidence_KF.shape, generator=generator)
    is_dropped_KF = torch.rand(evidence_KF.shape, generator=generator) < EVIDENCE_DROPOUT
    noisy_KF = evidence_KF + NOISE * confidence.spread_F * noise_KF
    return torch.where(is_dropped_KF, confidence.mean_F, noisy_KF)


def calibrate(confidence: TrackConfidence, held_out: Predictions) -> TrackConfidence:
    """Calibrate the product of both outputs on held-out predictions, in place."""
    logits = confidence.product_logit(torch.from_numpy(held_out.evidence_KF)).double().numpy()
    confidence.calibration.copy_(torch.tensor(fit_calibration(logits, held_out.iou_K)))
    return confidence


def predict(confidence: TrackConfidence, answers: Predictions) -> NDArray[np.float64]:
    """Return the confidence of each prediction."""
    out: Tensor = confidence(torch.from_numpy(answers.evidence_KF))
    return out.double().numpy()


def scores(confidences: NDArray[np.float64], ious: NDArray[np.float64]) -> ConfidenceScores:
    """Compare confidences with the true IoU."""
    is_lost = ious < LOST
    return ConfidenceScores(
        auroc(-confidences, is_lost),
        calibration_error(confidences, ious),
        float(is_lost.mean()) if len(ious) else float("nan"),
        len(ious),
    )


def auroc(values: NDArray[np.float64], is_positive: NDArray[np.bool_]) -> float:
    """Return the probability that a positive has a higher value than a negative; a tie counts half.

    It is NaN if either kind is missing.
    """
    positives, negatives = values[is_positive], np.sort(values[~is_positive])
    if not len(positives) or not len(negatives):
        return float("nan")
    lower = np.searchsorted(negatives, positives, side="left")
    lower_or_equal = np.searchsorted(negatives, positives, side="right")
    return float((lower + lower_or_equal).mean() / (2 * len(negatives)))


def calibration_error(confidences: NDArray[np.float64], ious: NDArray[np.float64]) -> float:
    """Return the expected calibration error of confidence as a prediction of IoU, over ten bins."""
    bins = reliability(confidences, ious, bins=10)
    total = sum(count for _, _, count in bins)
    return sum(abs(c - i) * count for c, i, count in bins) / max(1, total)


def _has_several(answers: Predictions) -> bool:
    return bool((answers.evidence_KF[:, EVIDENCE.index("has_rivals")] > 0).any())
