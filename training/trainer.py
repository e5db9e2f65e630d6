"""The training loop."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import torch
from accelerate import Accelerator, DistributedDataParallelKwargs
from accelerate.utils import gather_object
from torch import Tensor

from gvseg.losses.exemplar_rollout import ClipBatch
from gvseg.model.weights import LoadedWeights, load_weights, save_weights
from training.batches import Batch, BatchSource, batches
from training.checkpoint import Checkpoint, memory_layout, read_checkpoint, write_checkpoint
from training.class_memory import ClassMemory
from training.datasets import ClipSource
from training.progress import ProgressLog
from training.recipe import Recipe
from training.starting import (
    earlier_runs,
    freeze,
    fresh_network,
    make_optimiser,
    start_unit_keys,
)
from training.task_loss import TaskLoss

KEY_BATCHES = 12
"""Number of batches whose first frames give the initial memory keys."""


class Trainer:
    """Trains a recipe, continuing from a checkpoint in the run folder if there is one.

    Under `torchrun` each process is a rank that trains on its share of every step; rank 0 writes
    the files. The result equals that of a single process with proportionally more accumulated
    batches.

    Args:
        recipe: data and settings of the run.
        root: root folder of the recipe's data; None if `source` provides other data.
        folder: folder for checkpoints, progress and weights.
        device: "cpu", or "cuda" for one GPU per `torchrun` process.
        start_from: weights to start from instead of ImageNet's.
        source: source of batches; None for the recipe's data.
        report: called with each line of progress.
    """

    def __init__(
        self,
        recipe: Recipe,
        root: Path | None,
        folder: Path,
        *,
        device: str = "cpu",
        start_from: Path | None = None,
        source: BatchSource | None = None,
        report: Callable[[str], None] = lambda _: None,
    ) -> None:
        if source is None:
            if root is None:
                raise ValueError("either root or source is required")
            source = ClipSource(recipe, root)
        self.recipe, self.folder, self.source = recipe, folder, source
        self.accelerator = Accelerator(
            cpu=device == "cpu",
            mixed_precision="no" if device == "cpu" else "bf16",
            # Each task uses only some parts of the network.
            kwargs_handlers=[DistributedDataParallelKwargs(find_unused_parameters=True)],
        )
        self.ranks = self.accelerator.num_processes
        parts = self.ranks * recipe.optimiser.accumulate
        self.parts = range(self.accelerator.process_index, parts, self.ranks)
        self.report = report if self.accelerator.is_main_process else lambda _: None
        self.progress: ProgressLog | None = None
        if self.accelerator.is_main_process:
            self.progress = ProgressLog(folder, report)
        torch.manual_seed(recipe.seed)
        start = None if start_from is None else load_weights(start_from)
        self.before = [] if start is None else earlier_runs(start.card)
        checkpoint = read_checkpoint(folder)
        if start is None and checkpoint is not None and self.path.is_file():
            start = load_weights(self.path)  # has the vocabulary and switches of the run's base
        self.network = fresh_network(recipe, start).train()
        if self.network.config.use_matched_masks and not _has_unit_keys(start):
            start_unit_keys(self.network, self._first_frames())
        self.trained = freeze(self.network, recipe.optimiser.frozen_stages, recipe.optimiser.only)
        self.task_loss = TaskLoss(self.network, recipe).to(self.accelerator.device)
        self.memory: ClassMemory | None = None
        if self.network.scene is not None and parts > 1:
            self.memory = ClassMemory(self.network.scene.queries, self.task_loss.queues)
        self.optimiser = make_optimiser(self.trained, recipe)
        self.loss = self.accelerator.prepare(self.task_loss)
        self.average = {name: value.detach().clone() for name, value in self.trained.items()}
        self.step, self.seconds = 0, 0.0
        if checkpoint is not None:
            self._restore(checkpoint)

    def _first_frames(self) -> Tensor:
        """Return the first frames of the clips of the first batches."""
        # OpenCV must not start threads in this process, because later workers are forked from it.
        drawn = islice(batches(self.source, 0, self.recipe.workers), KEY_BATCHES)
        return torch.cat([batch.images[0] for batch in drawn if isinstance(batch, ClipBatch)])

    @property
    def path(self) -> Path:
        """Path of the averaged weights."""
        return self.folder / f"{self.recipe.name}.safetensors"

    def run(self, should_stop: Callable[[], bool] = lambda: False) -> Path:
        """Train until the recipe ends or `should_stop` returns True; return the weights' path.

        `should_stop` is called after each step; all ranks stop once it returns True on any.
        """
        self._note("start", step=self.step, steps=self.recipe.steps)
        source = batches(self.source, self.step, self.recipe.workers, self.parts)
        sums: dict[str, list[float]] = defaultdict(list)
        started = saved = logged = time.monotonic()
        before = self.seconds
        while self.step < self.recipe.steps:
            for name, values in self._train_step(source).items():
                sums[name] += values
            self.step += 1
            now = time.monotonic()
            self.seconds = before + now - started
            if self.step % self.recipe.log_steps == 0:
                self._log(sums, (now - logged) / self.recipe.log_steps)
                sums, logged = defaultdict(list), now
            if self.any_rank(should_stop()):
                break
            if now - saved > 60 * self.recipe.checkpoint_minutes:
                self.save()
                saved = now
        path = self.save()
        self.accelerator.wait_for_everyone()
        return path

    def save(self) -> Path:
        """Write the checkpoint and averaged weights on the main rank; return the weights' path."""
        if not self.accelerator.is_main_process:
            return self.path
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
                before=self.before,
                model={name: value.detach() for name, value in self.network.named_parameters()},
                average=self.average,
                first_moment={name: entry["exp_avg"] for name, entry in state.items()},
                second_moment={name: entry["exp_avg_sq"] for name, entry in state.items()},
                updates={name: entry["step"] for name, entry in state.items()},
                buffers=self._buffers(),
                random=torch.get_rng_state(),
            ),
        )
        full = {**self.network.state_dict(), **self.average}
        card = {
            "recipe": self.recipe.name,
            "steps": self.step,
            "hours": self.seconds / 3600,
            "before": self.before,
        }
        save_weights(self.path, self.network.config, full, card)
        self._note("saved", step=self.step, path=str(self.path))
        return self.path

    def _buffers(self) -> dict[str, Tensor]:
        """Return the state that changes without a gradient, such as class representations."""
        return dict(self.network.named_buffers()) | dict(
            self.task_loss.queues.named_buffers("queues")
        )

    def _train_step(self, source: Iterator[Batch]) -> dict[str, list[float]]:
        """Run a step and return the loss and its terms for each batch of this rank."""
        recipe = self.recipe.optimiser
        rate = _rate(self.recipe, self.step)
        for group in self.optimiser.param_groups:
            group["lr"] = rate * group["share"]
        self.optimiser.zero_grad(set_to_none=True)
        terms: dict[str, list[float]] = defaultdict(list)
        if self.memory is not None:
            self.memory.begin_step()
        for part in self.parts:
            for name, value in self._train_part(next(source), part).items():
                terms[name].append(value)
        if self.memory is not None:
            self.memory.end_step(self._gather_parts)
        norm = self.accelerator.clip_grad_norm_(list(self.trained.values()), recipe.clip_norm)
        if torch.isfinite(norm):
            self.optimiser.step()
        decay = min(recipe.average_decay, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            torch._foreach_lerp_(
                list(self.average.values()), list(self.trained.values()), 1 - decay
            )
        return {**terms, "norm": [float(norm)]}

    def _train_part(self, batch: Batch, part: int) -> dict[str, float]:
        """Accumulate the gradients of a batch; return the loss and its terms."""
        if self.memory is not None:
            self.memory.begin_part()
        # Ranks synchronise their gradients once per step, with the last batch.
        is_last = part == self.parts[-1]
        with nullcontext() if is_last else self.accelerator.no_sync(self.loss):
            total, terms = self.loss(batch.to(self.accelerator.device), self.step, part)
            self.accelerator.backward(total / len(self.parts))
        if self.memory is not None:
            self.memory.end_part()
        return {**terms, "loss": float(total.detach())}

    def _gather_parts(self, own: Tensor) -> Tensor:
        """Return the rows of all ranks, one per batch, in order."""
        everyone: Tensor = self.accelerator.gather(own)
        return everyone.unflatten(0, (self.ranks, len(own))).transpose(0, 1).flatten(0, 1)

    def any_rank(self, value: bool) -> bool:
        """Return whether any rank passed True; every rank must call this."""
        if self.ranks == 1:
            return value
        count = torch.tensor(float(value), device=self.accelerator.device)
        return bool(self.accelerator.reduce(count) > 0)

    def _note(self, event: str, **values: Any) -> None:
        if self.progress is not None:
            self.progress.write(event, **values)

    def _log(self, sums: dict[str, list[float]], seconds_a_step: float) -> None:
        if self.ranks > 1:
            everyone = gather_object([dict(sums)])
            names = dict.fromkeys(name for one in everyone for name in one)
            sums = {name: [v for one in everyone for v in one.get(name, [])] for name in names}
        means = {name: round(float(np.mean(values)), 4) for name, values in sums.items()}
        eta = (self.recipe.steps - self.step) * seconds_a_step
        self._note(
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
            f"{seconds_a_step:.2f} s per step, {eta / 60:.0f} min left"
        )

    def _restore(self, checkpoint: Checkpoint) -> None:
        with torch.no_grad():
            for name, value in self.network.named_parameters():
                if name in checkpoint.model:
                    value.copy_(checkpoint.model[name])
        self.before = checkpoint.before or self.before
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
        for name, buffer in self._buffers().items():
            if name in checkpoint.buffers:
                buffer.copy_(checkpoint.buffers[name])
        self.step, self.seconds = checkpoint.step, checkpoint.seconds
        torch.set_rng_state(checkpoint.random)


def _has_unit_keys(start: LoadedWeights | None) -> bool:
    return start is not None and start.network.config.use_matched_masks


def _rate(recipe: Recipe, step: int) -> float:
    """Return the learning rate: linear warm-up, constant, then linear decay."""
    optimiser = recipe.optimiser
    warm = min(1.0, (step + 1) / max(1, optimiser.warmup_steps))
    cool = min(1.0, (recipe.steps - step) / max(1, optimiser.cooldown_steps))
    return optimiser.learning_rate * min(warm, cool)
