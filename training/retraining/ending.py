"""Finish a retraining: compare the best step with the base and write report and result."""

import json
import time
from collections.abc import Sequence
from pathlib import Path

from gvseg.training_runs import PLAN, RESULT, read_json
from training.retraining.naming import CategoryScores
from training.retraining.report import write_report
from training.retraining.scoring import Scores
from training.retraining.snapshot import VideoCopy
from training.retraining.state import RunState, write_json
from training.retraining.verdict import Verdict, judge

BEST = "best.safetensors"
BEFORE, AFTER = "before.json", "after.json"
NAMED = "named-before.json"


def finish_run(
    folder: Path,
    videos: Sequence[VideoCopy],
    state: RunState,
    named_after: CategoryScores | None,
    started: float,
) -> Verdict:
    """Judge the scores in the run's folder, write the report and the result there, and return the
    verdict.

    Args:
        folder: folder of the run.
        videos: videos of the snapshot.
        state: state of the run.
        named_after: category scores of the best step; None if the base is best.
        started: start of the run by `time.monotonic`, adjusted for interruptions.
    """
    before = _read_scores(folder / BEFORE)
    improved = state.best_step > 0
    after = _read_scores(folder / AFTER) if improved else before
    plan = json.loads((folder / PLAN).read_text(encoding="utf-8"))
    verdict = judge(before, after, [score for step, score in state.history if step])
    named_before: CategoryScores = read_json(folder, NAMED) or {}
    named = named_before if named_after is None else named_after
    write_report(folder, plan, videos, state, (before, after), (named_before, named), verdict)
    write_json(
        folder / RESULT,
        {
            "weights": str(folder / BEST) if improved else None,
            "best_step": state.best_step,
            "before": before.j_and_f,
            "after": after.j_and_f,
            "is_worth_keeping": verdict.is_worth_keeping,
            "verdict": verdict.text,
            "categories": {
                name: [figure, after.by_category()[name]]
                for name, figure in before.by_category().items()
            },
            "minutes": round((time.monotonic() - started) / 60, 2),
        },
    )
    return verdict


def _read_scores(path: Path) -> Scores:
    return Scores.from_json(json.loads(path.read_text(encoding="utf-8")))
