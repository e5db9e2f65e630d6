"""`gvseg-train count-corrections`: count the corrected frames needed to reach a target J&F."""

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Any

from gvseg.console.arguments import short_side
from gvseg.errors import RequestError
from training.retrain_command import find_weights


def add_parser(commands: Any) -> None:
    """Add the subcommand."""
    parser = commands.add_parser(
        "count-corrections",
        help="count the corrections that a simulated annotator needs",
        description="Correct the frames that the review suggests until J&F reaches the target.",
    )
    parser.add_argument("weights", nargs="+", metavar="W", help="weights files or models")
    parser.add_argument("--root", type=Path, required=True, help="folder of labelled sequences")
    parser.add_argument(
        "--sequence",
        action="append",
        metavar="NAME",
        help="sequence to correct; may be repeated (default: all)",
    )
    parser.add_argument(
        "--quality", type=float, default=0.9, metavar="Q", help="target J&F, 0 to 1 (default: 0.9)"
    )
    parser.add_argument(
        "--most",
        type=int,
        default=6,
        metavar="N",
        help="largest number of corrected frames (default: 6)",
    )
    parser.add_argument(
        "--begin", type=float, default=0.0, metavar="S",
        help="skip this share at the start of each sequence; 0.5 uses the second half",
    )  # fmt: skip
    parser.add_argument(
        "--every", type=int, default=1, metavar="N", help="use every N-th frame (default: 1)"
    )
    parser.add_argument(
        "--short-side",
        type=short_side,
        help="short side of the frames in the network (default: from the model card)",
    )
    parser.add_argument(
        "--device", default="auto", choices=("auto", "cpu", "cuda"), help="device (default: auto)"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print one row per sequence and weights file."""
    from gvseg.engine.session import Session
    from training.annotator import Annotator, annotate, copy_part
    from training.validation import find_sequences

    if options.most < 1 or options.every < 1 or not 0.0 <= options.begin < 1.0:
        raise RequestError("--most and --every must be 1 or more, and --begin in 0..1.")
    paths = [find_weights(name) for name in options.weights]
    sequences = find_sequences(options.root, options.sequence)
    _row("sequence", "weights", f"to {options.quality:g}", "J&F after each corrected frame")
    for sequence in sequences:
        with tempfile.TemporaryDirectory(prefix="gvseg-annotator-") as folder:
            images, truth = copy_part(
                sequence, Path(folder) / "video", begin=options.begin, every=options.every
            )
            for name, path in zip(options.weights, paths, strict=True):
                session = Session.load(path, device=options.device, short_side=options.short_side)
                annotator = Annotator(session, images, truth)
                try:
                    scores = annotate(annotator, options.quality, options.most)
                finally:
                    annotator.video.close()
                is_reached = scores[-1] >= options.quality
                count = str(len(scores)) if is_reached else f"> {len(scores)}"
                _row(sequence.name, name, count, "  ".join(f"{one:.3f}" for one in scores))
    return 0


def _row(sequence: str, weights: str, count: str, scores: str) -> None:
    print(f"{sequence:20}  {weights:24}  {count:>8}  {scores}")
    sys.stdout.flush()
