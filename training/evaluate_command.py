"""`gvseg-train evaluate`: score weights on labelled sequences."""

import argparse
from pathlib import Path
from typing import Any

from gvseg.console.arguments import duration
from gvseg.console.status import say

FEWEST_FRAMES = 3
"""With this number, at least one frame is scored, because the first and the last are not."""


def add_parser(commands: Any) -> None:
    """Add the subcommand."""
    evaluate = commands.add_parser(
        "evaluate",
        help="measure J&F of weights on labelled sequences",
        description="Measure J&F of weights on labelled sequences, and print it for each sequence.",
    )
    evaluate.add_argument("weights", type=Path, help="weights file")
    evaluate.add_argument(
        "--dataset",
        choices=("sequences", "davis"),
        help="layout of --root: NAME/images with NAME/masks, or DAVIS (default: detected)",
    )
    evaluate.add_argument("--root", type=Path, required=True, help="folder of the sequences")
    evaluate.add_argument(
        "--device", default="auto", help="auto (default), cpu, cuda, cuda:N or mps"
    )
    evaluate.add_argument(
        "--adapt",
        metavar="SECONDS",
        type=duration,
        default=0.0,
        help="adapt to each sequence's first frame for this long before scoring",
    )
    evaluate.add_argument(
        "--only", metavar="NAME", nargs="+", help="names of the sequences to score (default: all)"
    )
    evaluate.add_argument(
        "--frames", metavar="N", type=frame_count, help="score the first N frames of each sequence"
    )
    evaluate.add_argument(
        "--clicks",
        action="store_true",
        help="also score one to five simulated clicks and a tight box on each object of the first "
        "frames",
    )
    evaluate.add_argument("--json", type=Path, help="also write the scores to this file")
    evaluate.set_defaults(run=_evaluate)


def frame_count(text: str) -> int:
    """Argument type for a number of frames to score."""
    if not text.isdecimal() or int(text) < FEWEST_FRAMES:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a valid number of frames; give {FEWEST_FRAMES} or more"
        )
    return int(text)


def _evaluate(options: argparse.Namespace) -> int:
    from gvseg.engine.session import Session
    from gvseg.files import write_json
    from training.evaluate import score_first_frames, score_sequences, scores_by_object_count
    from training.validation import find_sequences, propagate_with

    sequences = find_sequences(options.root, options.only, layout=options.dataset)
    session = Session.load(options.weights, device=options.device)
    # Score prompts first, because adapting to a sequence changes the weights.
    clicks, box = score_first_frames(session, sequences) if options.clicks else ([], None)
    propagate = propagate_with(session, options.adapt)
    result = score_sequences(propagate, sequences, say, options.frames)
    kinds = scores_by_object_count(result)
    print(result.table())
    for kind, score in kinds.items():
        print(f"sequences with {kind}: J&F {score:.3f}")
    if clicks:
        print("IoU after 1 to 5 clicks: " + ", ".join(f"{iou:.3f}" for iou in clicks))
        print(f"IoU from a tight box: {box:.3f}")
    if options.json:
        write_json(
            options.json,
            {**result.to_json(), "by_object_count": kinds, "clicks": clicks, "box": box},
        )
    return 0
