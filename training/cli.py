"""The command `gvseg-train`."""

import argparse
import signal
import sys
from pathlib import Path

import torch

from gvseg.errors import UserError
from training.recipe import read_recipe
from training.trainer import Trainer


def main(arguments: list[str] | None = None) -> int:
    """Run a subcommand; 0 done, 2 bad input."""
    parser = argparse.ArgumentParser(prog="gvseg-train", description="Train GvSeg.")
    commands = parser.add_subparsers(dest="command", required=True)
    fit = commands.add_parser("fit", help="train from a recipe; goes on where it was stopped")
    fit.add_argument("recipe", type=Path, help="a TOML recipe (see assets/recipes)")
    fit.add_argument("--root", type=Path, required=True, help="folder of the recipe's data")
    fit.add_argument("--out", type=Path, required=True, help="folder of the run")
    fit.add_argument("--resume", action="store_true", help="go on from the run's checkpoint")
    fit.add_argument("--base", type=Path, help="weights to start from (default: ImageNet)")
    fit.add_argument("--device", default="auto", choices=("auto", "cpu", "cuda"))
    options = parser.parse_args(arguments)
    try:
        return _fit(options)
    except UserError as error:
        print(f"gvseg-train: {error}", file=sys.stderr)
        return 2


def _fit(options: argparse.Namespace) -> int:
    recipe = read_recipe(options.recipe)
    if (options.out / "checkpoint.safetensors").exists() and not options.resume:
        raise UserError(f"{options.out} holds a run; add --resume, or choose another folder.")
    device = options.device
    if device == "auto":
        device = "cuda" if torch.cuda.is_available() else "cpu"
    if recipe.threads:
        torch.set_num_threads(recipe.threads)
    asked_to_stop = False

    def stop(_signal: int, _frame: object) -> None:
        nonlocal asked_to_stop
        asked_to_stop = True

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    trainer = Trainer(
        recipe,
        options.root,
        options.out,
        device=device,
        start_from=options.base,
        report=lambda line: print(line, file=sys.stderr, flush=True),
    )
    path = trainer.run(lambda: asked_to_stop)
    print(path)
    return 130 if asked_to_stop else 0


if __name__ == "__main__":
    sys.exit(main())
