"""`gvseg-train release` and `gvseg-train average`: make weights from those of training runs."""

import argparse
from pathlib import Path
from typing import Any

from gvseg.console.arguments import short_side
from gvseg.console.status import say
from training.evaluate_command import frame_count
from training.recipe import read_recipe


def add_parsers(commands: Any) -> None:
    """Add the subcommands."""
    _add_release(commands)
    _add_average(commands)


def _add_release(commands: Any) -> None:
    finish = commands.add_parser(
        "release",
        help="score weights and write them with their model card",
        description="Score weights on the data that the recipe holds out, calibrate their "
        "confidence, and write them with their model card.",
    )
    finish.add_argument("weights", type=Path, help="weights file to score")
    finish.add_argument("recipe", type=Path, help="recipe that the weights were trained with")
    finish.add_argument("--root", type=Path, required=True, help="root folder of the recipe's data")
    finish.add_argument("--out", type=Path, required=True, help="weights file to write")
    finish.add_argument(
        "--short-side",
        metavar="N",
        type=short_side,
        default=352,
        help="shorter side of frames in the network, in pixels (default: 352)",
    )
    finish.add_argument(
        "--trust",
        metavar="C",
        type=float,
        default=0.6,
        help="smallest confidence of a mask that enters memory (default: 0.6)",
    )
    finish.add_argument(
        "--frames", metavar="N", type=frame_count, help="score the first N frames of each sequence"
    )
    finish.add_argument(
        "--note",
        metavar="TEXT",
        action="append",
        default=[],
        help="note for the card about changes since earlier weights; may be repeated",
    )
    finish.set_defaults(run=_release)


def _add_average(commands: Any) -> None:
    mean = commands.add_parser(
        "average",
        help="average weights from consecutive training runs",
        description="Write the mean of weights from consecutive training runs. A file that is "
        "given twice counts twice.",
    )
    mean.add_argument(
        "weights", type=Path, nargs="+", help="weights files, each trained from the previous one"
    )
    mean.add_argument("--out", type=Path, required=True, help="weights file to write")
    mean.add_argument(
        "--half", action="store_true", help="store 16-bit numbers, which halves the file size"
    )
    mean.set_defaults(run=_average)


def _average(options: argparse.Namespace) -> int:
    from training.averaging import average

    average(options.weights, options.out, half=options.half)
    print(options.out)
    return 0


def _release(options: argparse.Namespace) -> int:
    from training.release import release

    settings: dict[str, Any] = {
        "short_side": options.short_side,
        "memory": {"trust": options.trust},
    }
    if options.note:
        settings["notes"] = options.note
    card = release(
        options.weights,
        read_recipe(options.recipe),
        options.root,
        options.out,
        settings=settings,
        report=say,
        frames=options.frames,
    )
    print(card)
    return 0
