"""The end of a run: the base and the best step side by side, a verdict, a report, a result."""

import json
import time
from collections.abc import Sequence
from pathlib import Path

from gvseg.training_runs import PLAN, RESULT, read_json
from training.retraining.naming import Named
from training.retraining.report import write_report
from training.retraining.scoring import Scores
from training.retraining.snapshot import VideoCopy
from training.retraining.state import RunState, write_json
from training.retraining.verdict import Verdict, judge

BEST = "best.safetensors"
BEFORE, AFTER = "before.json", "after.json"
NAMED = "named-before.json"


def write_end(
    folder: Path,
    videos: Sequence[VideoCopy],
    state: RunState,
    named_after: Named | None,
    started: float,
) -> Verdict:
    """Judge by the scores that stand in the run's folder, and write report and result there.

    Args:
        folder: of the run.
        videos: what it was trained on and judged by.
        state: where it stands.
        named_after: how the best step finds categories by itself; None where the base is best.
        started: when the run began, by `time.monotonic`, as if it had never been stopped.
    """
    before = _read_scores(folder / BEFORE)
    improved = state.best_step > 0
    after = _read_scores(folder / AFTER) if improved else before
    plan = json.loads((folder / PLAN).read_text(encoding="utf-8"))
    verdict = judge(before, after)
    named_before: Named = read_json(folder, NAMED) or {}
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
            "verdict": verdict.words,
            "minutes": round((time.monotonic() - started) / 60, 2),
        },
    )
    return verdict


def _read_scores(path: Path) -> Scores:
    return Scores.from_json(json.loads(path.read_text(encoding="utf-8")))
