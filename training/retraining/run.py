"""Run a retraining: train and validate in turns, then judge the result and write a report."""

import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import torch

from gvseg.engine.session import Session
from gvseg.errors import OutputError
from gvseg.files import explain_failure
from gvseg.model.weights import LoadedWeights, load_weights, save_weights
from training.progress import ProgressLog
from training.recipe import PhaseRecipe
from training.retraining.blend import blend
from training.retraining.class_clips import class_clips
from training.retraining.clips import CorrectionClips
from training.retraining.ending import AFTER, BEFORE, BEST, NAMED, finish_run
from training.retraining.naming import CategoryScores, score_categories
from training.retraining.preparation import BASE, DATA, START
from training.retraining.ranks import Ranks
from training.retraining.recipe import PHASE, replay_of, retrain_recipe
from training.retraining.request import RetrainRequest
from training.retraining.scoring import Scores, score_held_out
from training.retraining.snapshot import read_snapshot
from training.retraining.state import RunState, read_state, write_json, write_state
from training.retraining.vocabulary import freeze_old_classes
from training.trainer import Trainer

SCORING_SHARE = 0.2
"""Share of the time spent on validation."""
FEWEST_STEPS, MOST_STEPS = 20, 200
"""Limits of the steps between two validations."""
TIMED_STEPS = 5
REPORT_SECONDS = 10.0


class Retraining:
    """A new or resumed run in a folder.

    The learning rate is constant and the result is a moving average, so the training curve does not
    depend on interruptions or the time limit; the limit only decides where it ends.

    Under `torchrun` every process trains; only the main one scores, decides and writes.

    Args:
        folder: folder of the run, set up by `prepare`.
        request: settings of the run.
        phase: size, length and number of clips per step; None for `PHASE`.
        spent_s: seconds spent on preparation, which count towards the time limit.
        should_stop: called after every step; all processes stop once it returns True in any.
        say: called with each line of progress.
        ranks: the processes that train together; None for those that `torchrun` started.
    """

    def __init__(
        self,
        folder: Path,
        request: RetrainRequest,
        *,
        phase: PhaseRecipe | None = None,
        spent_s: float = 0.0,
        should_stop: Callable[[], bool] = lambda: False,
        say: Callable[[str], None] = lambda _: None,
        ranks: Ranks | None = None,
    ) -> None:
        self.ranks = ranks or Ranks(request.device)
        self.folder, self.request, self.phase = folder, request, phase or PHASE
        self.should_stop, self.say = should_stop, say
        self.progress = ProgressLog(folder)
        self.videos = read_snapshot(folder / DATA)
        self.state = read_state(folder) or RunState(clips=self.phase.clips)
        self.started = time.monotonic() - self.state.seconds - spent_s
        vocabulary = load_weights(folder / START).network.config.vocabulary
        self.replay = replay_of(request, vocabulary)
        self.classes = class_clips(self.videos, vocabulary)

    def run(self) -> bool:
        """Train until the time limit, until scores stop improving, or until stopped.

        Returns:
            Whether the run is finished; if not, it can be resumed.
        """
        if not self.state.history:
            self._on_main(self._score_base)
        else:
            self._on_main(lambda: self.progress.write("resumed", **self._times()))
        trainer = self._trainer()
        while not trainer.any_rank(self._is_over(trainer.step)):
            if self._is_due(trainer.step):
                self._on_main(partial(self._score_step, trainer))
                continue
            try:
                self._train(trainer)
            except torch.OutOfMemoryError:
                self._use_fewer_clips()
                trainer = self._trainer()
            if trainer.any_rank(self.should_stop()):
                self._on_main(self._save_state)
                return False
        if not self._is_scored(trainer.step):
            self._on_main(partial(self._score_step, trainer))
        self._on_main(self._finish)
        return True

    def _on_main(self, act: Callable[[], None]) -> None:
        """Call a function in the main process only, then share the state."""

        def act_and_return_state() -> RunState:
            act()
            return self.state

        self.state = self.ranks.on_main(act_and_return_state)

    def _score_base(self) -> None:
        self.say("Scoring the base on the held-out frames.")
        before = self._score(load_weights(self.folder / BASE))
        write_json(self.folder / BEFORE, before.to_json())
        begin = time.monotonic()
        write_json(self.folder / NAMED, self._score_named(self.folder / BASE))
        self.state = replace(self.state, naming_s=time.monotonic() - begin)
        self._record_score(0, before)

    def _train(self, trainer: Trainer) -> None:
        """Train until the next validation; the first steps are timed to choose the interval."""
        begin, first, chunk = time.monotonic(), trainer.step, self.state.chunk
        target = (first // chunk + 1) * chunk if chunk else first + TIMED_STEPS
        trainer.run(
            lambda: trainer.step >= target or self._is_over(trainer.step) or self.should_stop()
        )
        if not chunk:
            step_s = (time.monotonic() - begin) / (trainer.step - first)
            self._on_main(lambda: self._choose_interval(step_s))

    def _is_scored(self, step: int) -> bool:
        return any(step == one for one, _ in self.state.history)

    def _is_due(self, step: int) -> bool:
        chunk = self.state.chunk
        return chunk > 0 and step % chunk == 0 and not self._is_scored(step)

    def _choose_interval(self, step_s: float) -> None:
        steps = self.state.validation_s * (1 / SCORING_SHARE - 1) / max(step_s, 1e-3)
        chunk = int(min(MOST_STEPS, max(FEWEST_STEPS, steps)))
        self.state = replace(self.state, chunk=chunk)
        self._save_state()

    def _score_step(self, trainer: Trainer) -> None:
        step, path = trainer.step, trainer.save()
        weights = blend(load_weights(self.folder / START), load_weights(path))
        weights.card.update(parent=str(self.request.base), retrained_steps=step)
        scores = self._score(weights)
        # Write the files before the state, so that a run killed in between scores the step again.
        if self.state.after(step, scores.j_and_f).best_step == step:
            with explain_failure(self.folder / BEST):
                state = weights.network.state_dict()
                save_weights(
                    self.folder / BEST,
                    weights.network.config,
                    state,
                    weights.card,
                    weights.track_confidence,
                )
            write_json(self.folder / AFTER, scores.to_json())
        self._record_score(step, scores)

    def _score(self, weights: LoadedWeights) -> Scores:
        begin = time.monotonic()
        session = Session(weights, device=self.request.device)
        scores = score_held_out(session, self.videos)
        self.state = replace(self.state, validation_s=time.monotonic() - begin)
        return scores

    def _score_named(self, weights: Path) -> CategoryScores:
        session = Session(load_weights(weights), device=self.request.device)
        return score_categories(session, self.videos)

    def _record_score(self, step: int, scores: Scores) -> None:
        self.state = self.state.after(step, scores.j_and_f)
        self._save_state()
        self.progress.write("validated", step=step, j_and_f=scores.j_and_f, **self._times())
        self.say(
            f"step {step}: held-out J&F {scores.j_and_f:.4f}, {self.state.seconds / 60:.1f} of "
            f"{self.request.minutes:g} min"
        )

    def _times(self) -> dict[str, float]:
        """Return the seconds spent and left when the state was last saved."""
        seconds = round(self.state.seconds, 1)
        return {
            "seconds": seconds,
            "seconds_left": max(0.0, round(60 * self.request.minutes - seconds, 1)),
        }

    def _is_over(self, step: int) -> bool:
        if self.request.steps is not None and step >= self.request.steps:
            return True
        spent = time.monotonic() - self.started
        reserve = 1.2 * (self.state.validation_s + self.state.naming_s) + REPORT_SECONDS
        return spent + reserve > 60 * self.request.minutes or self.state.is_stale

    def _save_state(self) -> None:
        self.state = replace(self.state, seconds=time.monotonic() - self.started)
        write_state(self.folder, self.state)

    def _use_fewer_clips(self) -> None:
        clips = self.state.clips // 2
        if clips < 1:
            raise OutputError(
                "The GPU ran out of memory with a single clip per step: close other programs that "
                "use the GPU, or train with --device cpu. --resume continues from the checkpoint."
            )
        self.progress.write("smaller", clips=clips)
        self.state = replace(self.state, clips=clips)
        self._save_state()
        if self.ranks.count > 1:
            # The other processes are stuck waiting for this one's gradients.
            raise OutputError(
                f"A GPU ran out of memory: start the run again with --resume, which continues with "
                f"{clips} clips per step on each GPU."
            )
        self.say(f"The GPU ran out of memory; continuing with {clips} clips per step.")
        torch.cuda.empty_cache()

    def _trainer(self) -> Trainer:
        phase = replace(self.phase, clips=self.state.clips)
        trainer = Trainer(
            retrain_recipe(phase, self.request.seed),
            None,
            self.folder,
            device=self.request.device,
            start_from=self.folder / START,
            source=CorrectionClips(
                self.videos, phase, self.request.seed, self.replay, self.classes
            ),
        )
        if self.replay is None:
            base = load_weights(self.folder / BASE).network.config
            freeze_old_classes(trainer.network, len(base.vocabulary))
        return trainer

    def _finish(self) -> None:
        improved = self.state.best_step > 0
        named = self._score_named(self.folder / BEST) if improved else None
        verdict = finish_run(self.folder, self.videos, self.state, named, self.started)
        self.progress.write("end", is_worth_keeping=verdict.is_worth_keeping)
