"""Fine-tune a network to one video, on copies of its exemplar frames, within a time limit.

The encoder is frozen, so each copy is encoded once and replayed several times in different batches
and frame orders. The part that refines edges is always tuned. The part that decides what belongs to
an object is tuned only with exemplars on several frames: copies of a single frame teach it to
follow the previous mask. Its candidates are the tuned network, the starting network and their
mean, scored in a trial on the video itself or, without one, on held-out copies; the best is kept.
"""

import copy
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count

import numpy as np
import torch
from torch import Tensor, nn

from gvseg.adaptation.adaptation import EDGES, Adaptation, fingerprint
from gvseg.adaptation.recipe import AdaptRecipe
from gvseg.adaptation.trial_score import TrialScore
from gvseg.losses.disturbance import UNDISTURBED, Disturbance
from gvseg.losses.exemplar_rollout import ClipBatch, ClipLoss, collate, exemplar_clip_loss
from gvseg.masks import VOID
from gvseg.model.network import GvSegNet
from gvseg.model.pixel_decoder import FrameFeatures
from gvseg.synthesis.copies import ExemplarCopies, ExemplarStill
from gvseg.synthesis.passages import Passage, passage_clip
from gvseg.synthesis.stills import LabelledClip

TUNED: Mapping[str, float] = {"conditioner.": 1.0, EDGES: 20.0}
"""Prefixes of the tuned parameters, with a factor for their learning rate. Tuning other parts as
well gained no more, and each step took longer. The trial compares networks without refined edges,
so their change is always kept.
"""
WARM_UP_STEPS = 5
CHECK_SHARE = 0.05
"""Share of the time limit after which no more copies are held out."""
LEAST_GAIN = 0.003
"""Smallest gain in the mean score at which a change is kept."""
LARGEST_LOSS_BETWEEN = 0.02
"""Largest loss of agreement between exemplars. Masks at the exemplars alone favour a network that
was tuned to them.
"""
LEAST_TRIAL = 0.5
"""Below this trial score, the original network loses the object. The trial then cannot rank
networks, so nothing is tuned.
"""
FULL_CHANGE_MARGIN = 0.01
"""Smallest gain of the full change over half of it, which is the safer choice."""


@dataclass(frozen=True, slots=True)
class AdaptProgress:
    """Progress of an adaptation.

    Attributes:
        steps: number of steps so far.
        seconds_done: time spent so far.
        seconds_wanted: time limit.
    """

    steps: int
    seconds_done: float
    seconds_wanted: float


@dataclass(frozen=True, slots=True)
class _Encoded:
    """A clip and the features of its T frames."""

    clip: LabelledClip
    features: FrameFeatures


class Adapter:
    """Fine-tunes a copy of a network to the exemplars of a video.

    Args:
        network: network in evaluation mode, which is not modified.
        stills: the exemplar frames, see `ExemplarCopies`.
        recipe: settings.
        start_from: an earlier adaptation of the same network, to continue.
        trial: scores a network on the video itself; None to score on held-out copies.
        least_trial: trial score that the original network needs; below it, nothing is tuned.
        passages: real frames between exemplars. Without them, only edges are tuned, if the network
            refines edges.

    Raises:
        WeightsError: `start_from` was made from different weights.
    """

    def __init__(
        self,
        network: GvSegNet,
        stills: Sequence[ExemplarStill],
        recipe: AdaptRecipe | None = None,
        start_from: Adaptation | None = None,
        trial: Callable[[GvSegNet], TrialScore] | None = None,
        least_trial: float = LEAST_TRIAL,
        passages: Sequence[Passage] = (),
    ) -> None:
        self.recipe = recipe or AdaptRecipe()
        self.base = fingerprint(network)
        self.trial = trial
        self.passages = passages
        self.clock: Callable[[], float] = time.monotonic
        self.least_trial = least_trial
        self.start_from = start_from
        started = copy.deepcopy(network) if start_from is None else start_from.applied_to(network)
        self.network = started.requires_grad_(requires_grad=False).train()
        self.tunes_only_edges = network.edges is not None and not passages
        prefixes = (EDGES,) if self.tunes_only_edges else tuple(TUNED)
        self.tuned = {
            name: value
            for name, value in self.network.named_parameters()
            if name.startswith(prefixes)
        }
        own = dict(network.named_parameters())
        self.original = {name: own[name].detach().clone() for name in self.tuned}
        self.start = {name: value.detach().clone() for name, value in self.tuned.items()}
        self.device = next(network.parameters()).device
        style = self.recipe.style
        self.copies = ExemplarCopies(stills, style)
        stronger = replace(
            style,
            frames=style.frames + 1,
            camera=style.camera.stronger(self.recipe.held_out_motion),
            object=style.object.stronger(self.recipe.held_out_motion),
        )
        self.held_out_copies = self.copies.with_style(stronger)
        self.held_out: list[tuple[ClipBatch, FrameFeatures]] = []
        self.pool: list[_Encoded] = []

    def run(
        self,
        seconds: float,
        *,
        progress: Callable[[AdaptProgress], None] = lambda _: None,
        cancel: threading.Event | None = None,
        max_steps: int | None = None,
        clock: Callable[[], float] | None = None,
    ) -> Adaptation:
        """Tune the network and return the best change, which is empty if nothing helped.

        Args:
            seconds: time limit, which the last step and evaluation may slightly exceed.
            progress: called after every step.
            cancel: once set, tuning stops and the result so far is evaluated.
            max_steps: largest number of steps; None for no limit.
            clock: measures the time, in seconds; None for the wall clock.
        """
        self.clock = clock or time.monotonic
        began = self.clock()
        stop = cancel or threading.Event()
        earlier = self._earlier_changes
        if stop.is_set():
            return self._outcome(earlier, began, 0, 0.0, 0.0)
        if self.trial is None:
            self._hold_out(seconds)
        check_began = self.clock()
        before = self._score(self.original)
        check_s = self.clock() - check_began
        if self.trial is not None and before.mean < self.least_trial:
            lost = self._outcome(earlier, began, 0, before.mean, before.mean)
            return replace(lost, is_lost=True)
        self._set_parameters(self.start)
        candidates = 0 if self.tunes_only_edges else 2 + (not self._is_fresh)
        until = began + seconds - candidates * check_s
        steps = self._tune(began, until, seconds, progress, stop, max_steps)
        changes, after = self._decide(before, began + seconds - check_s)
        return self._outcome(changes, began, steps, before.mean, after.mean)

    def _outcome(
        self, changes: dict[str, Tensor], began: float, steps: int, before: float, after: float
    ) -> Adaptation:
        earlier = self.start_from
        return Adaptation(
            base=self.base,
            changes=changes,
            steps=steps + (earlier.steps if earlier else 0),
            seconds=self.clock() - began + (earlier.seconds if earlier else 0.0),
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
        max_steps: int | None,
    ) -> int:
        """Train until the time limit and return the number of steps."""
        recipe = self.recipe
        shares = list(TUNED.values())
        groups = [
            {"params": [value for name, value in self.tuned.items() if name.startswith(prefix)]}
            for prefix in TUNED
        ]
        optimiser = torch.optim.AdamW(
            groups, recipe.learning_rate, betas=(0.9, 0.99), weight_decay=0.0
        )
        started = last = self.clock()
        for step in count():
            now = self.clock()
            step_s, last = now - last, now
            done = (now - started) / max(until - started, 1e-6)
            if max_steps is not None:
                done = max(done, step / max_steps) if max_steps else 1.0
            if stop.is_set() or done >= 1.0 or now + step_s > until:
                return step
            rate = recipe.learning_rate * min(1.0, (step + 1) / WARM_UP_STEPS)
            for group, share in zip(optimiser.param_groups, shares, strict=True):
                group["lr"] = share * rate * 0.5 * (1 + np.cos(np.pi * done))
            rng = np.random.default_rng((recipe.seed, step))
            batch, features = self._batch(rng, is_new=step % recipe.replays == 0)
            tunes_edges = self._choose_part(step)
            mistakes = UNDISTURBED if tunes_edges else recipe.mistakes
            loss = self._loss(batch, features, rng, recipe.hardest_share, mistakes)
            optimiser.zero_grad(set_to_none=True)
            loss.total.backward()
            norm = nn.utils.clip_grad_norm_(self.tuned.values(), recipe.clip_norm)
            if torch.isfinite(norm):
                optimiser.step()
            progress(AdaptProgress(step + 1, self.clock() - began, seconds))
        raise AssertionError("count() never ends")

    def _choose_part(self, step: int) -> bool:
        """Choose what the next step tunes; return whether that is the part that refines edges.

        Both take turns, because masks with mistakes have edges where the object has none.
        """
        tunes_edges = self.tunes_only_edges or (self.network.edges is not None and step % 2 == 1)
        for name, value in self.tuned.items():
            value.requires_grad_(name.startswith(EDGES) == tunes_edges)
        return tunes_edges

    def _batch(self, rng: np.random.Generator, *, is_new: bool) -> tuple[ClipBatch, FrameFeatures]:
        """Return new clips, or earlier clips with their frames in another order."""
        if is_new:
            clips = [self.copies.clip(rng) for _ in range(self.recipe.clips)]
            if self.passages:
                clips[-1] = self._passage(rng)
            chosen = self._encode(clips)
            self.pool = [*self.pool, *chosen][-self.recipe.pool :]
        else:
            index = rng.choice(len(self.pool), min(self.recipe.clips, len(self.pool)), False)
            chosen = [_reorder(self.pool[i], rng) for i in index]
        return _collate(chosen)

    def _passage(self, rng: np.random.Generator) -> LabelledClip:
        style = self.recipe.style
        passage = self.passages[int(rng.integers(len(self.passages)))]
        return passage_clip(
            passage, rng, canvas=style.canvas, frames=style.frames, objects=style.objects
        )

    @torch.no_grad()
    def _encode(self, clips: list[LabelledClip]) -> list[_Encoded]:
        encoded = []
        for clip in clips:
            images = torch.from_numpy(clip.images).permute(0, 3, 1, 2).float().to(self.device)
            images = images.contiguous(memory_format=torch.channels_last)
            with self._precision():
                features = self.network.encoder(images)
            encoded.append(_Encoded(clip, FrameFeatures(*(one.float() for one in features))))
        return encoded

    def _loss(
        self,
        batch: ClipBatch,
        features: FrameFeatures,
        rng: np.random.Generator,
        hardest_share: float,
        mistakes: Disturbance = UNDISTURBED,
    ) -> ClipLoss:
        with self._precision():
            return exemplar_clip_loss(
                self.network,
                batch,
                rng,
                hardest_share=hardest_share,
                disturbance=mistakes,
                features=features,
            )

    def _precision(self) -> torch.autocast:
        return torch.autocast(self.device.type, torch.bfloat16, enabled=self.device.type == "cuda")

    # -- evaluation --------------------------------------------------------------------

    def _hold_out(self, seconds: float) -> None:
        """Create as many held-out copies as time allows."""
        began = self.clock()
        for index in range(self.recipe.held_out):
            rng = np.random.default_rng((self.recipe.seed, index, 1))
            clips = [self.held_out_copies.clip(rng) for _ in range(self.recipe.clips)]
            self.held_out.append(_collate(self._encode(clips)))
            if self.clock() - began > CHECK_SHARE * seconds:
                break

    @property
    def _earlier_changes(self) -> dict[str, Tensor]:
        """The changes of the adaptation to continue."""
        return {} if self.start_from is None else dict(self.start_from.changes)

    @property
    def _is_fresh(self) -> bool:
        """True if tuning starts from the original network, not from an earlier adaptation."""
        return self.start_from is None or self.start_from.is_empty

    def _score(self, values: Mapping[str, Tensor]) -> TrialScore:
        """Return the score of the network with some parameters: in the trial, or on copies."""
        self._set_parameters(values)
        if self.trial is not None:
            return self.trial(self.network)
        iou = float(np.mean([self._iou(pair) for pair in self.held_out]))
        return TrialScore(iou, iou)

    def _decide(self, before: TrialScore, until: float) -> tuple[dict[str, Tensor], TrialScore]:
        """Return the best changes and their score.

        No more candidates are evaluated after `until`, to respect the time limit on slow machines.
        """
        tuned = {name: value.detach().clone() for name, value in self.tuned.items()}
        middle = {name: torch.lerp(self.start[name], tuned[name], 0.5) for name in tuned}
        candidates = [] if self.tunes_only_edges else [(middle, 0.0), (tuned, FULL_CHANGE_MARGIN)]
        if candidates and not self._is_fresh:
            # The earlier adaptation stays if it is as good as the original.
            candidates.insert(0, (self.start, -LEAST_GAIN))
        best, after, best_value = self.original, before, before.mean + LEAST_GAIN
        for index, (candidate, margin) in enumerate(candidates):
            if index and self.clock() > until:
                break
            score = self._score(candidate)
            is_worse_between = score.between < before.between - LARGEST_LOSS_BETWEEN
            if not is_worse_between and score.mean - margin >= best_value:
                best, after, best_value = candidate, score, score.mean - margin
        best = {name: (tuned if name.startswith(EDGES) else best)[name] for name in tuned}
        changes = {name: (best[name] - self.original[name]).half() for name in best}
        changes = {**self._earlier_changes, **changes}
        return {name: change for name, change in changes.items() if change.any()}, after

    @torch.no_grad()
    def _iou(self, pair: tuple[ClipBatch, FrameFeatures]) -> float:
        rng = np.random.default_rng(self.recipe.seed)
        return self._loss(*pair, rng, hardest_share=1.0).parts["iou"]

    @torch.no_grad()
    def _set_parameters(self, values: Mapping[str, Tensor]) -> None:
        for name, value in self.tuned.items():
            value.copy_(values[name])


def _reorder(encoded: _Encoded, rng: np.random.Generator) -> _Encoded:
    """Shuffle the frames, unless the first would then show fewer objects."""
    labels = encoded.clip.labels
    shown = [len(np.setdiff1d(frame, (0, VOID))) for frame in labels]
    order = rng.permutation(len(labels))
    if shown[order[0]] < shown[0]:
        return encoded
    clip = LabelledClip(encoded.clip.images[order], labels[order])
    return _Encoded(clip, encoded.features.select(torch.from_numpy(order)))


def _collate(chosen: list[_Encoded]) -> tuple[ClipBatch, FrameFeatures]:
    """Return clips as a batch, and its features for T x B frames."""
    clips = [one.clip for one in chosen]
    objects = max(int(clip.labels[clip.labels != VOID].max(initial=1)) for clip in clips)
    features = FrameFeatures(
        *(
            torch.stack(parts, 1).flatten(0, 1).contiguous(memory_format=torch.channels_last)
            for parts in zip(*(one.features for one in chosen), strict=True)
        )
    )
    return collate(clips, objects).to(features.key.device), features
