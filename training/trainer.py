"""The training loop."""

import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from gvseg.adaptation.unroll import ClipBatch, ClipLoss, exemplar_clip_loss
from gvseg.model.backbone import load_imagenet_weights
from gvseg.model.config import ModelConfig
from gvseg.model.network import GvSegNet, build_network
from gvseg.model.weights import load_weights, save_weights
from training.checkpoint import Checkpoint, memory_layout, read_checkpoint, write_checkpoint
from training.contrast import ClassQueues
from training.datasets import Batches, ClipSource, batches, phase_of
from training.progress import ProgressLog
from training.recipe import Recipe
from training.scene_loss import ContrastRule, scene_loss
from training.scenes import SceneBatch

ClipsFrom = Callable[[int], Batches]
LOG_EVERY = 20
"""Steps between lines of progress."""


class Trainer:
    """Runs a recipe in a folder; goes on from the folder's checkpoint where there is one.

    Args:
        recipe: what and how.
        root: where the recipe's data lies; None where `clips_from` brings other data.
        folder: for checkpoints, progress and the weights.
        device: "cpu" or "cuda".
        start_from: weights to start from instead of ImageNet.
        clips_from: first step -> an endless run of batches from there on; None for the recipe's.
        report: told one line now and then.
    """

    def __init__(
        self,
        recipe: Recipe,
        root: Path | None,
        folder: Path,
        *,
        device: str = "cpu",
        start_from: Path | None = None,
        clips_from: ClipsFrom | None = None,
        report: Callable[[str], None] = lambda _: None,
    ) -> None:
        if clips_from is None:
            if root is None:
                raise ValueError("either root or clips_from says where the data is")
            clips_from = partial(ClipSource, recipe, root)
        self.recipe, self.folder, self.clips_from = recipe, folder, clips_from
        self.device = torch.device(device)
        self.report = report
        self.progress = ProgressLog(folder)
        torch.manual_seed(recipe.seed)
        self.network = _fresh_network(recipe, start_from).to(self.device).train()
        config = self.network.config
        self.queues = ClassQueues(len(config.vocabulary), config.identity_width).to(self.device)
        self.trained = _freeze(self.network, recipe.optimiser.frozen_stages)
        self.optimiser = _optimiser(self.trained, recipe)
        self.average = {name: value.detach().clone() for name, value in self.trained.items()}
        self.step, self.seconds = 0, 0.0
        checkpoint = read_checkpoint(folder)
        if checkpoint is not None:
            self._restore(checkpoint)

    def run(self, should_stop: Callable[[], bool] = lambda: False) -> Path:
        """Train to the recipe's end, or until asked to stop; returns the weights' path."""
        self.progress.write("start", step=self.step, steps=self.recipe.steps)
        source = batches(self.clips_from(self.step), self.recipe.workers)
        sums: dict[str, list[float]] = defaultdict(list)
        started = saved = logged = time.monotonic()
        before = self.seconds
        for batch in source:
            for name, value in self._train_step(_to(batch, self.device)).items():
                sums[name].append(value)
            self.step += 1
            now = time.monotonic()
            self.seconds = before + now - started
            if self.step % LOG_EVERY == 0:
                self._log(sums, (now - logged) / LOG_EVERY)
                sums, logged = defaultdict(list), now
            stopping = should_stop()
            if stopping or now - saved > 60 * self.recipe.checkpoint_minutes:
                self.save()
                saved = now
            if stopping:
                break
        return self.save()

    def save(self) -> Path:
        """Write the checkpoint, and the averaged weights beside it."""
        state = {
            name: self.optimiser.state[value]
            for name, value in self.trained.items()
            if value in self.optimiser.state
        }
        write_checkpoint(
            self.folder,
            Checkpoint(
                step=self.step,
                seconds=self.seconds,
                model={name: value.detach() for name, value in self.trained.items()},
                average=self.average,
                first_moment={name: entry["exp_avg"] for name, entry in state.items()},
                second_moment={name: entry["exp_avg_sq"] for name, entry in state.items()},
                updates={name: entry["step"] for name, entry in state.items()},
                buffers=self._buffers(),
                random=torch.get_rng_state(),
            ),
        )
        path = self.folder / f"{self.recipe.name}.safetensors"
        full = {**self.network.state_dict(), **self.average}
        card = {"recipe": self.recipe.name, "steps": self.step, "hours": self.seconds / 3600}
        save_weights(path, self.network.config, full, card)
        self.progress.write("saved", step=self.step, path=str(path))
        return path

    def _buffers(self) -> dict[str, Tensor]:
        """What training moves without a gradient: class representations and queues."""
        return dict(self.network.named_buffers()) | dict(self.queues.named_buffers("queues"))

    def _train_step(self, batch: ClipBatch | SceneBatch) -> dict[str, float]:
        recipe = self.recipe.optimiser
        rate = _rate(self.recipe, self.step)
        for group in self.optimiser.param_groups:
            group["lr"] = rate * group["share"]
        rng = np.random.default_rng((self.recipe.seed, self.step, 1))
        with torch.autocast(self.device.type, torch.bfloat16, enabled=self.device.type == "cuda"):
            loss = self._loss(batch, rng)
        self.optimiser.zero_grad(set_to_none=True)
        loss.total.backward()
        norm = nn.utils.clip_grad_norm_(self.trained.values(), recipe.clip_norm)
        if torch.isfinite(norm):
            self.optimiser.step()
        decay = min(recipe.average_decay, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            torch._foreach_lerp_(
                list(self.average.values()), list(self.trained.values()), 1 - decay
            )
        return {"loss": float(loss.total.detach()), "norm": float(norm), **loss.parts}

    def _loss(self, batch: ClipBatch | SceneBatch, rng: np.random.Generator) -> ClipLoss:
        if isinstance(batch, SceneBatch):
            scenes = self.recipe.scenes
            rule = ContrastRule(
                weight=scenes.contrast_weight,
                small_change=scenes.small_change,
                changed_is_negative=scenes.changed_is_negative,
            )
            return scene_loss(self.network, batch, rng, self.queues, rule)
        phase, done = phase_of(self.recipe, self.step)
        # The hardest pixels count alone only once the easy ones are right.
        is_first = phase is self.recipe.phases[0]
        share = phase.hardest_share
        return exemplar_clip_loss(
            self.network,
            batch,
            rng,
            hardest_share=1.0 - (1.0 - share) * min(1.0, done * 2) if is_first else share,
            click_chance=phase.click_chance,
        )

    def _log(self, sums: dict[str, list[float]], seconds_a_step: float) -> None:
        means = {name: round(float(np.mean(values)), 4) for name, values in sums.items()}
        eta = (self.recipe.steps - self.step) * seconds_a_step
        self.progress.write(
            "step",
            step=self.step,
            steps=self.recipe.steps,
            seconds_a_step=round(seconds_a_step, 3),
            eta_seconds=round(eta),
            **means,
        )
        shown = "  ".join(f"{name} {value:.3f}" for name, value in means.items())
        self.report(
            f"step {self.step}/{self.recipe.steps}  {shown}  "
            f"{seconds_a_step:.2f} s a step, {eta / 60:.0f} min left"
        )

    def _restore(self, checkpoint: Checkpoint) -> None:
        with torch.no_grad():
            for name, value in self.trained.items():
                value.copy_(checkpoint.model[name])
        self.average = memory_layout(self.network, checkpoint.average)
        first = memory_layout(self.network, checkpoint.first_moment)
        second = memory_layout(self.network, checkpoint.second_moment)
        for name, value in self.trained.items():
            if name in first:
                self.optimiser.state[value] = {
                    "step": checkpoint.updates[name],
                    "exp_avg": first[name],
                    "exp_avg_sq": second[name],
                }
        for name, value in self._buffers().items():
            if name in checkpoint.buffers:
                value.copy_(checkpoint.buffers[name])
        self.step, self.seconds = checkpoint.step, checkpoint.seconds
        torch.set_rng_state(checkpoint.random)


def _fresh_network(recipe: Recipe, start_from: Path | None) -> GvSegNet:
    settings = ModelConfig(**recipe.model, vocabulary=recipe.vocabulary)
    if start_from is None:
        network = build_network(settings)
        load_imagenet_weights(network.encoder.backbone)
        return network
    base = load_weights(start_from).network
    if base.config == settings or not recipe.vocabulary:
        return base
    # What the base lacks (the automatic tasks' parts, a class more) starts fresh.
    network = build_network(replace(base.config, vocabulary=recipe.vocabulary))
    own = network.state_dict()
    shared = {
        name: tensor
        for name, tensor in base.state_dict().items()
        if name in own and tensor.shape == own[name].shape
    }
    network.load_state_dict(shared, strict=False)
    return network


def _freeze(network: GvSegNet, stages: int) -> dict[str, nn.Parameter]:
    """Stop the stem and the first stages from moving; returns what trains, by name."""
    backbone = network.encoder.backbone
    if stages:
        for part in (backbone.stem, *backbone.stages[:stages]):
            part.requires_grad_(requires_grad=False)
    return {name: value for name, value in network.named_parameters() if value.requires_grad}


def _optimiser(trained: dict[str, nn.Parameter], recipe: Recipe) -> torch.optim.AdamW:
    groups: dict[tuple[float, float], list[nn.Parameter]] = defaultdict(list)
    for name, value in trained.items():
        share = recipe.optimiser.backbone_rate if ".backbone." in name else 1.0
        decay = recipe.optimiser.weight_decay if value.ndim > 1 else 0.0
        groups[share, decay].append(value)
    return torch.optim.AdamW(
        [
            {"params": values, "share": share, "weight_decay": decay}
            for (share, decay), values in groups.items()
        ],
        lr=recipe.optimiser.learning_rate,
        betas=(0.9, 0.99),
        foreach=True,
    )


def _rate(recipe: Recipe, step: int) -> float:
    """Warm-up, a plateau, a straight fall to zero: a run can be lengthened without regret."""
    optimiser = recipe.optimiser
    warm = min(1.0, (step + 1) / max(1, optimiser.warmup_steps))
    cool = min(1.0, (recipe.steps - step) / max(1, optimiser.cooldown_steps))
    return optimiser.learning_rate * min(warm, cool)


def _to(batch: ClipBatch | SceneBatch, device: torch.device) -> ClipBatch | SceneBatch:
    if isinstance(batch, SceneBatch):
        return replace(
            batch,
            images=batch.images.to(device, non_blocking=True),
            ids=batch.ids.to(device, non_blocking=True),
        )
    return batch.to(device)
