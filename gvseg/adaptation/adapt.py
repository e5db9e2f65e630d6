"""Fine-tune a network to one video, on copies of its exemplar frames, within a time limit.

The backbone is frozen, so each copy is encoded once and replayed several times, in other batches
and orders; the layers after it are tuned. Some copies are held out, and the engine can provide a
trial on the video itself. Of the tuned network, the starting network and their mean, the best one
on both is kept.
"""

import copy
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count

import numpy as np
import torch
from torch import Tensor, nn

from gvseg.adaptation.adaptation import Adaptation, fingerprint
from gvseg.losses.exemplar_rollout import ClipBatch, ClipLoss, collate, exemplar_clip_loss
from gvseg.masks import VOID
from gvseg.model.network import GvSegNet
from gvseg.model.pixel_decoder import FrameFeatures
from gvseg.synthesis.copies import CopyStyle, ExemplarCopies, ExemplarStill
from gvseg.synthesis.stills import LabelledClip

TUNED: Mapping[str, float] = {
    "encoder.pixel_decoder.": 0.5,
    "value_encoder.": 1.0,
    "memory_reader.": 1.0,
    "exemplar_queries.": 1.0,
    "refined_query.": 1.0,
    "conditioner.": 1.0,
    "decoder.": 1.0,
}
"""Tuned parts, and their shares of the learning rate. Excluded are the confidence head, which would
become overconfident on copies, and the exemplar classifier's norm: torch's backward pass of a group
norm with a trainable scale and a frozen input crashed the process (segmentation fault)."""
WARM_UP_STEPS = 5
CHECK_SHARE = 0.05
"""Share of the time after which no more copies are held out."""
LEAST_GAIN = 0.002
"""Smallest gain in mean IoU on the held-out copies for a change to be kept."""
LEAST_TRIAL_GAIN = 0.01
"""Smallest gain in the trial, if there is one: scores on copies alone reward overfitting."""
LEAST_TRIAL = 0.6
"""Trial score below which the original network loses the object. The trial then ranks networks by
chance, so nothing is tuned."""
WHOLE_MARGIN = 0.01
"""Smallest gain of the full change over half of it, which is safer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdaptRecipe:
    """Settings of the fine-tuning.

    Attributes:
        learning_rate: initial learning rate; falls to zero over the time limit.
        clips: clips per step.
        replays: steps per encoding of a batch of new clips.
        pool: number of clips kept for replay.
        hardest_share: share of pixels that the cross-entropy counts.
        clip_norm: largest norm of the gradient.
        seed: random seed; the same seed and number of steps give the same result.
        style: style of the copies.
        held_back: largest number of held-out pairs of clips.
        held_back_motion: factor on the motion of the held-out clips.
    """

    learning_rate: float = 2e-4
    clips: int = 2
    replays: int = 3
    pool: int = 24
    hardest_share: float = 0.3
    clip_norm: float = 1.0
    seed: int = 11
    style: CopyStyle = field(default_factory=CopyStyle)
    held_back: int = 3
    held_back_motion: float = 1.3


@dataclass(frozen=True, slots=True)
class AdaptProgress:
    """Progress of an adaptation.

    Attributes:
        steps: steps in this run so far.
        seconds_done: time spent so far.
        seconds_wanted: time limit.
    """

    steps: int
    seconds_done: float
    seconds_wanted: float


@dataclass(frozen=True, slots=True)
class _Encoded:
    """A clip and the backbone's features of its T frames."""

    clip: LabelledClip
    pyramid: list[Tensor]


class Adapter:
    """Tunes a copy of a network to the exemplars of one video.

    Args:
        network: network in evaluation mode; not modified. Runs on its parameters' device.
        stills: the exemplar frames, see `ExemplarCopies`.
        recipe: settings.
        start_from: an earlier adaptation of the same network, to continue.
        trial: scores a network on the video itself, 0..1; None for no trial.
        least_trial: trial score that the original network needs; below it, nothing is tuned.

    Raises:
        WeightsError: `start_from` was made from different weights.
    """

    def __init__(
        self,
        network: GvSegNet,
        stills: Sequence[ExemplarStill],
        recipe: AdaptRecipe | None = None,
        start_from: Adaptation | None = None,
        trial: Callable[[GvSegNet], float] | None = None,
        least_trial: float = LEAST_TRIAL,
    ) -> None:
        self.recipe = recipe or AdaptRecipe()
        self.base = fingerprint(network)
        self.trial = trial
        self.least_trial = least_trial
        self.start_from = start_from
        started = copy.deepcopy(network) if start_from is None else start_from.applied_to(network)
        self.network = started.requires_grad_(requires_grad=False).train()
        self.tuned = {
            name: value
            for name, value in self.network.named_parameters()
            if name.startswith(tuple(TUNED))
        }
        for value in self.tuned.values():
            value.requires_grad_(True)
        own = dict(network.named_parameters())
        self.original = {name: own[name].detach().clone() for name in self.tuned}
        self.start = {name: value.detach().clone() for name, value in self.tuned.items()}
        self.device = next(network.parameters()).device
        style = self.recipe.style
        self.copies = ExemplarCopies(stills, style)
        stronger = replace(
            style,
            frames=style.frames + 1,
            camera=style.camera.stronger(self.recipe.held_back_motion),
            object=style.object.stronger(self.recipe.held_back_motion),
        )
        self.held_back_copies = self.copies.in_style(stronger)
        self.held_back: list[tuple[ClipBatch, list[Tensor]]] = []
        self.pool: list[_Encoded] = []

    def run(
        self,
        seconds: float,
        *,
        progress: Callable[[AdaptProgress], None] = lambda _: None,
        cancel: threading.Event | None = None,
        most_steps: int | None = None,
    ) -> Adaptation:
        """Tune the network and return the change that is worth keeping.

        Args:
            seconds: wall-clock time limit; the last step and evaluation may exceed it slightly.
            progress: called after every step.
            cancel: once set, tuning stops and the result so far is evaluated.
            most_steps: stop here even if time is left.
        """
        began = time.monotonic()
        stop = cancel or threading.Event()
        before = self._choose_held_back(seconds)
        look_s = (time.monotonic() - began) / 2  # encodings are reused
        earlier = {} if self.start_from is None else dict(self.start_from.changes)
        if stop.is_set():
            return self._outcome(earlier, began, 0, before, before)
        trial_began = time.monotonic()
        trial_before = self._try(self.original)
        look_s += time.monotonic() - trial_began
        if self.trial is not None and trial_before < self.least_trial:
            return replace(self._outcome(earlier, began, 0, before, before), is_lost=True)
        self._put(self.start)
        candidates = 2 + (not self._is_fresh)
        until = began + seconds - candidates * look_s
        steps = self._tune(began, until, seconds, progress, stop, most_steps)
        changes, after = self._decide(before, trial_before, began + seconds - look_s)
        return self._outcome(changes, began, steps, before, after)

    def _outcome(
        self, changes: dict[str, Tensor], began: float, steps: int, before: float, after: float
    ) -> Adaptation:
        earlier = self.start_from
        return Adaptation(
            base=self.base,
            changes=changes,
            steps=steps + (earlier.steps if earlier else 0),
            seconds=time.monotonic() - began + (earlier.seconds if earlier else 0.0),
            score_before=before,
            score_after=after,
        )

    # -- tuning ------------------------------------------------------------------------

    def _tune(
        self,
        began: float,
        until: float,
        seconds: float,
        progress: Callable[[AdaptProgress], None],
        stop: threading.Event,
        most_steps: int | None,
    ) -> int:
        """Train until the time is over; return the number of steps."""
        recipe = self.recipe
        shares = list(TUNED.values())
        groups = [
            {"params": [value for name, value in self.tuned.items() if name.startswith(prefix)]}
            for prefix in TUNED
        ]
        optimiser = torch.optim.AdamW(
            groups, recipe.learning_rate, betas=(0.9, 0.99), weight_decay=0.0
        )
        started = last = time.monotonic()
        for step in count():
            now = time.monotonic()
            step_s, last = now - last, now
            done = (now - started) / max(until - started, 1e-6)
            if most_steps is not None:
                done = max(done, step / most_steps) if most_steps else 1.0
            if stop.is_set() or done >= 1.0 or now + step_s > until:
                return step
            rate = recipe.learning_rate * min(1.0, (step + 1) / WARM_UP_STEPS)
            for group, share in zip(optimiser.param_groups, shares, strict=True):
                group["lr"] = share * rate * 0.5 * (1 + np.cos(np.pi * done))
            rng = np.random.default_rng((recipe.seed, step))
            batch, pyramid = self._batch(rng, is_new=step % recipe.replays == 0)
            loss = self._loss(batch, pyramid, rng, recipe.hardest_share)
            optimiser.zero_grad(set_to_none=True)
            loss.total.backward()
            norm = nn.utils.clip_grad_norm_(self.tuned.values(), recipe.clip_norm)
            if torch.isfinite(norm):
                optimiser.step()
            progress(AdaptProgress(step + 1, time.monotonic() - began, seconds))
        raise AssertionError("count() never ends")

    def _batch(self, rng: np.random.Generator, *, is_new: bool) -> tuple[ClipBatch, list[Tensor]]:
        """Return new clips unchanged, or earlier clips with their frames in another order."""
        if is_new:
            chosen = self._encode([self.copies.clip(rng) for _ in range(self.recipe.clips)])
            self.pool = [*self.pool, *chosen][-self.recipe.pool :]
        else:
            index = rng.choice(len(self.pool), min(self.recipe.clips, len(self.pool)), False)
            chosen = [_reordered(self.pool[i], rng) for i in index]
        return _joined(chosen)

    @torch.no_grad()
    def _encode(self, clips: list[LabelledClip]) -> list[_Encoded]:
        encoded = []
        for clip in clips:
            images = torch.from_numpy(clip.images).permute(0, 3, 1, 2).float().to(self.device)
            images = images.contiguous(memory_format=torch.channels_last)
            with self._precision():
                pyramid = self.network.encoder.backbone(images)
            encoded.append(_Encoded(clip, [level.float() for level in pyramid]))
        return encoded

    def _loss(
        self,
        batch: ClipBatch,
        pyramid: list[Tensor],
        rng: np.random.Generator,
        hardest_share: float,
    ) -> ClipLoss:
        with self._precision():
            decoded = self.network.encoder.pixel_decoder(pyramid)
            features = FrameFeatures(*(feature.float() for feature in decoded))
            return exemplar_clip_loss(
                self.network, batch, rng, hardest_share=hardest_share, features=features
            )

    def _precision(self) -> torch.autocast:
        return torch.autocast(self.device.type, torch.bfloat16, enabled=self.device.type == "cuda")

    # -- evaluation --------------------------------------------------------------------

    def _choose_held_back(self, seconds: float) -> float:
        """Make as many held-out copies as the time allows; return the network's score on them."""
        began = time.monotonic()
        self._put(self.original)
        scores: list[float] = []
        for index in range(self.recipe.held_back):
            rng = np.random.default_rng((self.recipe.seed, index, 1))
            clips = [self.held_back_copies.clip(rng) for _ in range(self.recipe.clips)]
            self.held_back.append(_joined(self._encode(clips)))
            scores.append(self._iou(self.held_back[-1]))
            if time.monotonic() - began > CHECK_SHARE * seconds:
                break
        return float(np.mean(scores))

    @property
    def _is_fresh(self) -> bool:
        """Return whether tuning starts from the original network."""
        return self.start_from is None or self.start_from.is_empty

    def _try(self, values: Mapping[str, Tensor]) -> float:
        if self.trial is None:
            return 0.0
        self._put(values)
        return self.trial(self.network)

    def _decide(
        self, before: float, trial_before: float, until: float
    ) -> tuple[dict[str, Tensor], float]:
        """Return the best changes, and their score on the held-out copies.

        After `until` no further candidate is evaluated, so that a slower machine keeps the time
        limit.
        """
        tuned = {name: value.detach().clone() for name, value in self.tuned.items()}
        middle = {name: torch.lerp(self.start[name], tuned[name], 0.5) for name in tuned}
        candidates = [(middle, 0.0), (tuned, WHOLE_MARGIN)]
        if not self._is_fresh:
            candidates.insert(0, (self.start, 0.0))
        least_trial = 0.0 if self.trial is None else trial_before + LEAST_TRIAL_GAIN
        best, best_score, best_sum = self.original, before, before + trial_before
        for index, (candidate, margin) in enumerate(candidates):
            if index and time.monotonic() > until:
                break
            self._put(candidate)
            score = float(np.mean([self._iou(pair) for pair in self.held_back]))
            if score < before + LEAST_GAIN:
                continue
            trial = self._try(candidate)
            total = score + trial - margin
            if trial >= least_trial and total > best_sum:
                best, best_score, best_sum = candidate, score, total
        if best is self.original:
            return {}, before
        changes = {name: (best[name] - self.original[name]).half() for name in best}
        return {name: change for name, change in changes.items() if change.any()}, best_score

    @torch.no_grad()
    def _iou(self, pair: tuple[ClipBatch, list[Tensor]]) -> float:
        rng = np.random.default_rng(self.recipe.seed)
        return self._loss(*pair, rng, hardest_share=1.0).parts["iou"]

    @torch.no_grad()
    def _put(self, values: Mapping[str, Tensor]) -> None:
        for name, value in self.tuned.items():
            value.copy_(values[name])


def _reordered(encoded: _Encoded, rng: np.random.Generator) -> _Encoded:
    """Reorder the frames; the first one keeps its number of objects."""
    labels = encoded.clip.labels
    shown = [len(np.setdiff1d(frame, (0, VOID))) for frame in labels]
    order = rng.permutation(len(labels))
    if shown[order[0]] < shown[0]:
        return encoded
    clip = LabelledClip(encoded.clip.images[order], labels[order])
    return _Encoded(clip, [level[torch.from_numpy(order)] for level in encoded.pyramid])


def _joined(chosen: list[_Encoded]) -> tuple[ClipBatch, list[Tensor]]:
    """Stack clips into T x B frames, frame by frame."""
    clips = [one.clip for one in chosen]
    objects = max(int(clip.labels[clip.labels != VOID].max(initial=1)) for clip in clips)
    levels = zip(*(one.pyramid for one in chosen), strict=True)
    pyramid = [
        torch.stack(level, 1).flatten(0, 1).contiguous(memory_format=torch.channels_last)
        for level in levels
    ]
    return collate(clips, objects).to(pyramid[0].device), pyramid
