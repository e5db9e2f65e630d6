"""Decide whether new weights are worth keeping."""

from collections.abc import Sequence
from dataclasses import dataclass

from gvseg.training_runs import missing_for_verdict
from training.retraining.scoring import Scores
from training.retraining.state import CLEAR_GAIN

WORST_LOSS = 0.02
"""New weights are rejected if a category loses more J&F than this."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether to keep the new weights, and why."""

    is_worth_keeping: bool
    text: str


def judge(before: Scores, after: Scores, tried: Sequence[float] | None = None) -> Verdict:
    """Return whether to keep the new weights. Too few frames give no verdict.

    Args:
        before: scores of the old weights.
        after: scores of the new weights, or of the old ones if there are none.
        tried: held-out J&F of all new weights of the run; None if unknown.
    """
    if tried is not None and not tried:
        return Verdict(
            False,
            "Keep the old weights: the run ended before its first training step; give it more "
            f"minutes. Their held-out J&F is {before.j_and_f:.3f}.",
        )
    frames = {(one.video, index) for one in before.tracks for index in one.j_frames}
    missing = missing_for_verdict(len(frames), len({video for video, _ in frames}))
    gain = after.j_and_f - before.j_and_f
    old, new = before.by_category(), after.by_category()
    lost = {name: new[name] - old[name] for name in old if new[name] - old[name] < -WORST_LOSS}
    figures = f"Held-out J&F went from {before.j_and_f:.3f} to {after.j_and_f:.3f}."
    if missing:
        return Verdict(False, f"No verdict. {missing} {figures}")
    if tried and after is before:
        figures = (
            f"Held-out J&F of the new weights is at most {max(tried):.3f}, of the old ones "
            f"{before.j_and_f:.3f}."
        )
    if gain <= CLEAR_GAIN:
        return Verdict(False, f"Keep the old weights: there was no gain. {figures}")
    if lost:
        names = ", ".join(f"{name} ({change:+.3f})" for name, change in lost.items())
        return Verdict(False, f"{figures} Some categories got worse: {names}. Check the report.")
    return Verdict(True, f"Keep the new weights. {figures}")
