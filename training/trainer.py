"""The training loop."""

import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from gvseg.adaptation.unroll import ClipBatch, exemplar_clip_loss
from gvseg.model.backbone import load_imagenet_weights
from gvseg.model.config import ModelConfig
from gvseg.model.network import GvSegNet, build_network
from gvseg.model.weights import load_weights, save_weights
from training.checkpoint import Checkpoint, memory_layout, read_checkpoint, write_checkpoint
from training.datasets import batches, phase_of
from training.progress import ProgressLog
from training.recipe import Recipe

LOG_EVERY = 20
"""Steps between lines of progress."""


class Trainer:
    """Runs a recipe in a folder; goes on from the folder's checkpoint where there is one.

    Args:
        recipe: what and how.
        root: where the recipe's data lies.
        folder: for checkpoints, progress and the weights.
        device: "cpu" or "cuda".
        start_from: weights to start from instead of ImageNet.
        report: told one line now and then.
    """

    def __init__(
        self,
        recipe: Recipe,
        root: Path,
        folder: Path,
        *,
        device: str = "cpu",
        start_from: Path | None = None,
        report: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.recipe, self.root, self.folder = recipe, root, folder
        self.device = torch.device(device)
        self.report = report
        self.progress = ProgressLog(folder)
        torch.manual_seed(recipe.seed)
        self.network = _fresh_network(recipe, start_from).to(self.device).train()
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
        source = batches(self.recipe, self.root, self.step)
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
                random=torch.get_rng_state(),
            ),
        )
        path = self.folder / f"{self.recipe.name}.safetensors"
        full = {**self.network.state_dict(), **self.average}
        card = {"recipe": self.recipe.name, "steps": self.step, "hours": self.seconds / 3600}
        save_weights(path, self.network.config, full, card)
        self.progress.write("saved", step=self.step, path=str(path))
        return path

    def _train_step(self, batch: ClipBatch) -> dict[str, float]:
        recipe = self.recipe.optimiser
        phase, done = phase_of(self.recipe, self.step)
        rate = _rate(self.recipe, self.step)
        for group in self.optimiser.param_groups:
            group["lr"] = rate * group["share"]
        # The hardest pixels count alone only once the easy ones are right.
        is_first = phase is self.recipe.phases[0]
        hardest_share = (
            1.0 - (1.0 - phase.hardest_share) * min(1.0, done * 2)
            if is_first
            else (phase.hardest_share)
        )
        rng = np.random.default_rng((self.recipe.seed, self.step, 1))
        with torch.autocast(self.device.type, torch.bfloat16, enabled=self.device.type == "cuda"):
            loss = exemplar_clip_loss(
                self.network,
                batch,
                rng,
                hardest_share=hardest_share,
                click_chance=phase.click_chance,
            )
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
        self.step, self.seconds = checkpoint.step, checkpoint.seconds
        torch.set_rng_state(checkpoint.random)


def _fresh_network(recipe: Recipe, start_from: Path | None) -> GvSegNet:
    if start_from is not None:
        return load_weights(start_from).network
    network = build_network(ModelConfig.from_dict(dict(recipe.model)))
    load_imagenet_weights(network.encoder.backbone)
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


def _to(batch: ClipBatch, device: torch.device) -> ClipBatch:
    def moved(tensor: Tensor) -> Tensor:
        return tensor.to(device, non_blocking=True)

    return ClipBatch(
        moved(batch.images), moved(batch.truth), moved(batch.known), moved(batch.valid)
    )
