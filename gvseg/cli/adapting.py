"""`--adapt SECONDS`: tunes a session to the exemplars of a request, under a bar with ETA."""

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gvseg.engine.request import SegmentRequest
    from gvseg.engine.session import Session
    from gvseg.video import Video

ON_INTERRUPT = "Ending the adaptation; going on with what it reached (Ctrl-C again to stop)."


def adapt_session(
    session: "Session", request: "SegmentRequest", video: "Video", seconds: float
) -> None:
    """Adapt, use what came of it, and say so on stderr.

    Ctrl-C ends the adaptation alone.
    """
    from gvseg.cli.progress import FractionProgress
    from gvseg.cli.stopping import stop_on_interrupt

    with stop_on_interrupt(ON_INTERRUPT) as enough, FractionProgress("Adapting") as bar:
        adaptation = session.adapt(
            request.exemplars,
            video,
            seconds,
            progress=lambda now: bar(min(1.0, now.seconds_done / now.seconds_wanted)),
            cancel=enough,
        )
    session.use(adaptation)
    spent = f"{adaptation.steps} steps in {adaptation.seconds:.1f} s"
    if adaptation.is_lost:
        outcome = (
            "the object is lost within a few frames, so nothing can tell better weights from "
            "worse; they stay as they are (an exemplar on a later frame helps)"
        )
    elif not adaptation.steps and enough.is_set():
        outcome = "ended before the first step; the weights stay as they are"
    elif not adaptation.steps:
        outcome = "too short a time for one step; the weights stay as they are (give it longer)"
    elif adaptation.is_empty:
        outcome = "no better on copies of the exemplars held back; the weights stay as they are"
    else:
        outcome = (
            "IoU on copies of the exemplars held back "
            f"{adaptation.score_before:.3f} -> {adaptation.score_after:.3f}"
        )
    print(f"Adapting: {spent}; {outcome}", file=sys.stderr)
