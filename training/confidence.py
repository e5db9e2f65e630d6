"""Fits the track confidence of weights, calibrates it on other sources, and measures it on others.

The network stays as it is. Three kinds of material never mix: videos that it is fitted on, videos
that it is calibrated on, and the recipe's validation sequences, on which it is only measured.

Legend: K answers, F kinds of evidence.
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
from training.rollouts import PLANTED_SHARE, Answers, roll_out
from training.validation import find_sequences, fit_calibration, reliability, sequence_labels

Report = Callable[[str], None]
CANVAS = 288
"""Side of pasted clips, in pixels."""
OBJECTS = 4
"""Objects followed at most."""
APART_EVERY = 4
"""One of so many videos is calibrated on; the others are fitted on."""
APART_SHARE = 3
"""One of so many clips is of those that are calibrated on."""
MOTION = (0.08, 0.5)
"""Range of motion per frame, against that of training's short clips."""
STEPS, RATE, DECAY = 400, 3e-3, 0.3
NOISE = 0.5
"""Added to the evidence in its own spreads: answers of one clip are much alike, and few."""
WITHHELD = 0.3
"""Share of the evidence that is replaced by its mean, so that no single kind decides."""
LOST = 0.5
"""An IoU below this is a lost object, for the AUROC."""


@dataclass(frozen=True, slots=True)
class ConfidencePlan:
    """How much is collected.

    Attributes:
        clips: to fit and to calibrate on, together.
        frames: of a clip.
        check_frames: of each validation sequence; 0 measures nothing there.
        seed: of what is drawn.
    """

    clips: int = 54
    frames: int = 24
    check_frames: int = 40
    seed: int = 17


@dataclass(frozen=True, slots=True)
class ConfidenceScores:
    """How well a confidence tells the truth.

    Attributes:
        auroc: of low confidence for an IoU below `LOST`; NaN where all or none are.
        calibration_error: mean distance of confidence and IoU over ten bins, by answers.
        lost: share of answers below `LOST`.
        answers: how many.
    """

    auroc: float
    calibration_error: float
    lost: float
    answers: int

    def to_json(self) -> dict[str, Any]:
        """Return them for a card."""
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
    """Fit, calibrate and measure; write the weights with it.

    Args:
        weights: stay as they are, their network goes into `out` unchanged.
        recipe: says which videos are trained on and which are kept for validation.
        root: of its data.
        out: weights file to write.
        plan: how much is collected.
        report: told a line now and then.
        device: where the network runs.

    Returns:
        The card of what was written.

    Raises:
        UserError: the recipe names no videos.
    """
    loaded = load_weights(weights)
    session = Session(replace(loaded, track_confidence=None), device=device)
    fitted_on, apart = collect(session, recipe, root, plan, report)
    confidence = calibrated(fit(fitted_on, plan.seed), apart)
    entry: dict[str, Any] = {
        "clips": plan.clips,
        "frames": plan.frames,
        "fitted_on": len(fitted_on.iou_K),
        "apart": scores(predicted(confidence, apart), apart.iou_K).to_json(),
        "apart_head": scores(apart.head_K, apart.iou_K).to_json(),
    }
    if plan.check_frames:
        checked = check(session, recipe, root, plan.check_frames, report)
        everything = Answers.joined(checked.values())
        several = Answers.joined(a for a in checked.values() if _has_several(a))
        for name, answers in (("validation", everything), ("several_objects", several)):
            entry[name] = scores(predicted(confidence, answers), answers.iou_K).to_json()
            entry[f"{name}_head"] = scores(answers.head_K, answers.iou_K).to_json()
        entry["reliability"] = [
            {"confidence": round(c, 3), "iou": round(i, 3), "count": n}
            for c, i, n in reliability(predicted(confidence, everything), everything.iou_K)
        ]
    card = {**loaded.card, "track_confidence": entry}
    state = loaded.network.state_dict()
    out.parent.mkdir(parents=True, exist_ok=True)
    half = {name: tensor.to(torch.float16) for name, tensor in state.items()}
    save_weights(out, loaded.network.config, half, card, confidence)
    return card


def collect(
    session: Session, recipe: Recipe, root: Path, plan: ConfidencePlan, report: Report
) -> tuple[Answers, Answers]:
    """Return answers to fit on, and others from other videos and pictures to calibrate on.

    Raises:
        UserError: the recipe names no videos.
    """
    videos = read_videos(recipe.videos, root)
    if len(videos) < APART_EVERY:
        raise UserError(
            f"The recipe names {len(videos)} training videos; confidence needs at least "
            f"{APART_EVERY}, to fit on some and calibrate on others."
        )
    sides = [_Side(recipe, root, videos, is_apart=is_apart) for is_apart in (False, True)]
    parts: tuple[list[Answers], list[Answers]] = ([], [])
    for index in range(plan.clips):
        is_apart = index % APART_SHARE == APART_SHARE - 1
        rng = np.random.default_rng((plan.seed, index))
        clip = sides[is_apart].clip(rng, plan.frames)
        parts[is_apart].append(roll_out(session, clip, rng, PLANTED_SHARE))
        report(f"clip {index + 1} of {plan.clips}")
    return Answers.joined(parts[0]), Answers.joined(parts[1])


class _Side:
    """Clips of the videos that are fitted on, or of those that are calibrated on."""

    def __init__(
        self, recipe: Recipe, root: Path, videos: Sequence[AnnotatedVideo], *, is_apart: bool
    ) -> None:
        # Neighbours by name are often of one scene; pieces of one video share a folder's name.
        names = sorted({_source_name(video) for video in videos})
        chosen = {name for i, name in enumerate(names) if (i % APART_EVERY == 0) == is_apart}
        self.videos = VideoSet([video for video in videos if _source_name(video) in chosen])
        self.stills = [
            StillSet(root, row, recipe.holdout_every, validation=is_apart) for row in recipe.stills
        ]
        self.pasted = PastedClips(self.videos, self._still)

    def clip(self, rng: np.random.Generator, frames: int) -> LabelledClip:
        """Return real video, whole, or objects pasted over it."""
        low, high = np.log(MOTION[0]), np.log(MOTION[1])
        phase = PhaseRecipe(steps=1, canvas=CANVAS, frames=frames, vanish=0.3, vanish_for_good=0.5)
        style: ClipStyle = clip_style(phase, float(np.exp(rng.uniform(low, high))))
        if self.stills and rng.random() < 0.6:
            return self.pasted.clip(rng, OBJECTS, style)
        stretch = self.videos.stretch(rng, frames)
        followed = list(stretch.followable)
        rng.shuffle(followed)
        labels = np.stack(stretch.labels(followed[:OBJECTS]))
        return LabelledClip(np.stack(stretch.images), labels)

    def _still(self, rng: np.random.Generator) -> Still:
        source = self.stills[int(rng.integers(len(self.stills)))]
        return source.still(int(rng.integers(len(source.paths))), rng)


def _source_name(video: AnnotatedVideo) -> str:
    return video.name.rsplit("-", 1)[0] if video.name[-1:].isdigit() else video.name


def check(
    session: Session, recipe: Recipe, root: Path, frames: int, report: Report
) -> dict[str, Answers]:
    """Return the answers on the first frames of each validation sequence, by name."""
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


def fit(answers: Answers, seed: int) -> TrackConfidence:
    """Fit both answers of a track confidence by cross-entropy."""
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
        logits = confidence.answers(_disturbed(evidence[index], confidence, generator))
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


def _disturbed(
    evidence_KF: Tensor, confidence: TrackConfidence, generator: torch.Generator
) -> Tensor:
    noise_KF = torch.randn(evidence_KF.shape, generator=generator)
    is_withheld_KF = torch.rand(evidence_KF.shape, generator=generator) < WITHHELD
    noisy_KF = evidence_KF + NOISE * confidence.spread_F * noise_KF
    return torch.where(is_withheld_KF, confidence.mean_F, noisy_KF)


def calibrated(confidence: TrackConfidence, apart: Answers) -> TrackConfidence:
    """Calibrate the product on answers that it was not fitted on."""
    logits = confidence.product_logit(torch.from_numpy(apart.evidence_KF)).double().numpy()
    confidence.calibration.copy_(torch.tensor(fit_calibration(logits, apart.iou_K)))
    return confidence


def predicted(confidence: TrackConfidence, answers: Answers) -> NDArray[np.float64]:
    """Return the confidence of each answer."""
    out: Tensor = confidence(torch.from_numpy(answers.evidence_KF))
    return out.double().numpy()


def scores(confidences: NDArray[np.float64], ious: NDArray[np.float64]) -> ConfidenceScores:
    """Measure confidences against the truth."""
    is_lost = ious < LOST
    return ConfidenceScores(
        auroc(-confidences, is_lost),
        calibration_error(confidences, ious),
        float(is_lost.mean()) if len(ious) else float("nan"),
        len(ious),
    )


def auroc(values: NDArray[np.float64], is_positive: NDArray[np.bool_]) -> float:
    """Chance that a positive has a higher value than a negative; NaN where either is missing."""
    from scipy.stats import rankdata

    positive, negative = int(is_positive.sum()), int((~is_positive).sum())
    if not positive or not negative:
        return float("nan")
    ranks = rankdata(values)
    above = ranks[is_positive].sum() - positive * (positive + 1) / 2
    return float(above / (positive * negative))


def calibration_error(confidences: NDArray[np.float64], ious: NDArray[np.float64]) -> float:
    """Expected calibration error: distance of mean confidence and mean IoU, over ten bins."""
    bins = reliability(confidences, ious, bins=10)
    total = sum(count for _, _, count in bins)
    return sum(abs(c - i) * count for c, i, count in bins) / max(1, total)


def _has_several(answers: Answers) -> bool:
    return bool((answers.evidence_KF[:, EVIDENCE.index("has_rivals")] > 0).any())
