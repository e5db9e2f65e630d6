"""A simulated annotator on real video gains more from suggested frames than from evenly spaced
ones.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from gvseg.engine.session import Session
from training.annotator import Annotator, copy_part
from training.validation import find_sequences

CORRECTIONS = 3
SHORT_SIDE = 192
STEP = 2
"""Every second frame is used, which makes motion faster and the test shorter."""


def evenly(total: int) -> list[int]:
    """Return frames that divide a video into equal parts."""
    return [round(total * (k + 1) / (CORRECTIONS + 1)) for k in range(CORRECTIONS)]


def up_to_the_end(total: int) -> list[int]:
    """Return frames that are evenly spaced from the first to the last."""
    return [round((total - 1) * (k + 1) / CORRECTIONS) for k in range(CORRECTIONS)]


def one_by_one(annotator: Annotator) -> None:
    annotator.draw(0)
    for _ in range(CORRECTIONS):
        annotator.propagate()
        suggested = annotator.suggested()
        assert suggested is not None
        annotator.draw(suggested)
    annotator.propagate()


def all_at_once(spread: Callable[[int], Sequence[int]]) -> Callable[[Annotator], None]:
    def annotate(annotator: Annotator) -> None:
        annotator.draw(0, *spread(len(annotator.truth)))
        annotator.propagate()

    return annotate


@pytest.mark.slow
def test_suggested_corrections_help_more_than_evenly_spaced_ones(
    shared_data: Path, tmp_path: Path
) -> None:
    session = Session.load(device="cpu", short_side=SHORT_SIDE)
    ways = {
        "suggested": one_by_one,
        "evenly": all_at_once(evenly),
        "to the end": all_at_once(up_to_the_end),
    }
    scores: dict[str, list[float]] = {way: [] for way in ways}
    for sequence in find_sequences(shared_data / "video", ["schoolgirls", "tennis"]):
        for is_reversed in (False, True):
            folder = tmp_path / f"{sequence.name}-{is_reversed}"
            images, truth = copy_part(sequence, folder, every=STEP, is_reversed=is_reversed)
            for way, annotate in ways.items():
                annotator = Annotator(session, images, truth)
                annotate(annotator)
                scores[way].append(annotator.j_and_f())
                annotator.video.close()
    means = {way: float(np.mean(values)) for way, values in scores.items()}
    assert means["suggested"] > max(means["evenly"], means["to the end"]), scores
