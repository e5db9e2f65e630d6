"""One retraining from beginning to end: plan, score, train and score in turns, judge, report."""

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
from training.retraining.ending import AFTER, BEFORE, BEST, NAMED, write_end
from training.retraining.naming import Named, score_named
from training.retraining.preparation import BASE, DATA, START
from training.retraining.ranks import Ranks
from training.retraining.recipe import PHASE, replay_of, retrain_recipe
from training.retraining.request import RetrainRequest
from training.retraining.scoring import Scores, score_held_out
from training.retraining.snapshot import read_snapshot
from training.retraining.state import RunState, read_state, write_json, write_state
from training.retraining.vocabulary import hold_old_classes
from training.trainer import Trainer

SCORING_SHARE = 0.2
"""Of the time that may go into validations."""
FEWEST_STEPS, MOST_STEPS = 20, 200
"""Between two validations."""
TIMED_STEPS = 5
REPORT_SECONDS = 10.0


class Retraining:
    """A run in its folder; goes on from where it was stopped.

    The rate stays and the result is a moving average, so the time decides only where the curve
    ends: a run that was stopped and went on, or had more minutes, lies on the same curve.

    Under `torchrun` every process trains; the main one scores, decides and writes.

    Args:
        folder: of the run; `prepare` must have been there.
        request: what was asked.
        phase: size, length and number of clips a step; None for `PHASE`.
        spent_s: of the minutes, on getting ready.
        should_stop: asked after every step; one process that says yes stops all.
        say: told one line now and then.
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
        """Train until the time is over, nothing gets better, or somebody stops it.

        Returns:
            Whether the run is finished; else it can go on.
        """
        if not self.state.history:
            self._lead(self._judge_base)
        else:
            self._lead(lambda: self.progress.write("resumed", **self._times()))
        trainer = self._trainer()
        while not trainer.any_rank(self._is_over(trainer.step)):
            if self._is_due(trainer.step):
                self._lead(partial(self._judge_step, trainer))
                continue
            try:
                self._train(trainer)
            except torch.OutOfMemoryError:
                self._use_fewer_clips()
                trainer = self._trainer()
            if trainer.any_rank(self.should_stop()):
                self._lead(self._keep_time)
                return False
        if not self._is_scored(trainer.step):
            self._lead(partial(self._judge_step, trainer))
        self._lead(self._finish)
        return True

    def _lead(self, act: Callable[[], None]) -> None:
        """The main process acts; all know then where the run stands."""

        def acted() -> RunState:
            act()
            return self.state

        self.state = self.ranks.decide(acted)

    def _judge_base(self) -> None:
        self.say("Scoring the base on the held-out frames.")
        before = self._score(load_weights(self.folder / BASE))
        write_json(self.folder / BEFORE, before.to_json())
        begin = time.monotonic()
        write_json(self.folder / NAMED, self._score_named(self.folder / BASE))
        self.state = replace(self.state, naming_s=time.monotonic() - begin)
        self._validated(0, before)

    def _train(self, trainer: Trainer) -> None:
        """To the next validation; the first steps tell how long a step takes."""
        if not self.state.chunk:
            begin, first = time.monotonic(), trainer.step + TIMED_STEPS
            trainer.run(lambda: trainer.step >= first or self.should_stop())
            step_s = (time.monotonic() - begin) / TIMED_STEPS
            self._lead(lambda: self._choose_chunk(step_s))
        target = (trainer.step // self.state.chunk + 1) * self.state.chunk
        trainer.run(
            lambda: trainer.step >= target or self._is_over(trainer.step) or self.should_stop()
        )

    def _is_scored(self, step: int) -> bool:
        return any(step == one for one, _ in self.state.history)

    def _is_due(self, step: int) -> bool:
        chunk = self.state.chunk
        return chunk > 0 and step % chunk == 0 and not self._is_scored(step)

    def _choose_chunk(self, step_s: float) -> None:
        wanted = self.state.validation_s * (1 / SCORING_SHARE - 1) / max(step_s, 1e-3)
        chunk = int(min(MOST_STEPS, max(FEWEST_STEPS, wanted)))
        self.state = replace(self.state, chunk=chunk)
        self._keep_time()

    def _judge_step(self, trainer: Trainer) -> None:
        step, path = trainer.step, trainer.save()
        weights = blend(load_weights(self.folder / START), load_weights(path))
        weights.card.update(parent=str(self.request.base), retrained_steps=step)
        scores = self._score(weights)
        # The files first: a run killed here scores the step again.
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
        self._validated(step, scores)

    def _score(self, weights: LoadedWeights) -> Scores:
        begin = time.monotonic()
        session = Session(weights, device=self.request.device)
        scores = score_held_out(session, self.videos)
        self.state = replace(self.state, validation_s=time.monotonic() - begin)
        return scores

    def _score_named(self, weights: Path) -> Named:
        session = Session(load_weights(weights), device=self.request.device)
        return score_named(session, self.videos)

    def _validated(self, step: int, scores: Scores) -> None:
        self.state = self.state.after(step, scores.j_and_f)
        self._keep_time()
        self.progress.write("validated", step=step, j_and_f=scores.j_and_f, **self._times())
        self.say(
            f"step {step}: held-out J&F {scores.j_and_f:.4f}, {self.state.seconds / 60:.1f} of "
            f"{self.request.minutes:g} min"
        )

    def _times(self) -> dict[str, float]:
        """Seconds spent until the state was written last, and seconds left then."""
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

    def _keep_time(self) -> None:
        self.state = replace(self.state, seconds=time.monotonic() - self.started)
        write_state(self.folder, self.state)

    def _use_fewer_clips(self) -> None:
        clips = self.state.clips // 2
        if clips < 1:
            raise OutputError(
                "The GPU is out of memory with a single clip a step; train with --device cpu, or "
                "close other programs that use the GPU. The last checkpoint is kept (--resume)."
            )
        self.progress.write("smaller", clips=clips)
        self.state = replace(self.state, clips=clips)
        self._keep_time()
        if self.ranks.count > 1:
            # The other processes wait for this one's gradients; only a new start frees them.
            raise OutputError(
                f"A GPU is out of memory. Start the run again with --resume: it goes on with "
                f"{clips} clips a step on each."
            )
        self.say(f"The GPU is out of memory; going on with {clips} clips a step.")
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
            hold_old_classes(trainer.network, len(base.vocabulary))
        return trainer

    def _finish(self) -> None:
        improved = self.state.best_step > 0
        named = self._score_named(self.folder / BEST) if improved else None
        verdict = write_end(self.folder, self.videos, self.state, named, self.started)
        self.progress.write("end", is_worth_keeping=verdict.is_worth_keeping)
