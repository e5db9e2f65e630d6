"""`gvseg-train confidence`: fit the track confidence of trained weights."""

import argparse
from pathlib import Path
from typing import Any

from gvseg.console.status import say


def add_parser(commands: Any) -> None:
    """Add the subcommand."""
    parser = commands.add_parser(
        "confidence",
        help="fit the track confidence, which shows when a track has lost its object",
        description="Fit the track confidence of weights by propagating through a recipe's "
        "training videos, calibrate it on other training videos, and evaluate it on the recipe's "
        "validation sequences. The network itself does not change.",
    )
    parser.add_argument("weights", type=Path, help="weights file")
    parser.add_argument("recipe", type=Path, help="recipe that lists the data, as for fit")
    parser.add_argument("--root", type=Path, required=True, help="folder of the recipe's data")
    parser.add_argument("--out", type=Path, required=True, help="weights file to write")
    parser.add_argument(
        "--clips",
        metavar="N",
        type=int,
        default=54,
        help="number of clips to collect (default: 54)",
    )
    parser.add_argument(
        "--check-frames",
        type=int,
        default=40,
        metavar="N",
        help="frames of each validation sequence to evaluate on; 0 for none (default: 40)",
    )
    parser.add_argument("--device", default="auto", help="auto (default), cpu, cuda, cuda:N or mps")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from training.confidence import ConfidencePlan, fit_confidence
    from training.recipe import read_recipe
    from training.release import CONFIDENCE_SETS, card_text

    recipe = read_recipe(options.recipe)
    card = fit_confidence(
        options.weights,
        recipe,
        options.root,
        options.out,
        ConfidencePlan(clips=options.clips, check_frames=options.check_frames),
        say,
        device=options.device,
    )
    for key, name in CONFIDENCE_SETS.items():
        if one := card["track_confidence"].get(key):
            print(f"{name}: AUROC {one['auroc']}, calibration error {one['calibration_error']}")
    if "scores" in card:  # released weights also have their card as Markdown
        page = options.out.with_suffix(".md")
        page.write_text(card_text(options.out.stem, card, recipe.vocabulary), encoding="utf-8")
        print(page)
    print(options.out)
    return 0
