"""`gvseg-train fit` and `gvseg-train ablate`: train from a recipe."""

import argparse
import signal
import time
from pathlib import Path
from typing import Any

from gvseg.console.arguments import duration, positive
from gvseg.console.status import say
from gvseg.errors import UserError
from training.recipe import read_recipe


def add_parsers(commands: Any) -> None:
    """Add the subcommands."""
    _add_fit(commands)
    _add_ablate(commands)


def _add_fit(commands: Any) -> None:
    fit = commands.add_parser(
        "fit",
        help="train from a recipe; a stopped run can be resumed",
        description="Train from a recipe. Ctrl-C saves and stops the run; --resume continues it.",
    )
    fit.add_argument("recipe", type=Path, help="TOML recipe (see assets/recipes)")
    fit.add_argument(
        "--root", type=Path, required=True, help="folder of the recipe's data, or of its packs"
    )
    fit.add_argument("--out", type=Path, required=True, help="folder of the run")
    fit.add_argument("--resume", action="store_true", help="continue from the run's checkpoint")
    fit.add_argument("--base", type=Path, help="weights to start from (default: ImageNet)")
    fit.add_argument(
        "--device", default="auto", choices=("auto", "cpu", "cuda"), help="device (default: auto)"
    )
    fit.add_argument(
        "--minutes",
        metavar="M",
        type=minutes,
        help="save and stop after M minutes, including loading the data; --resume continues",
    )
    fit.set_defaults(run=_fit)


def minutes(text: str) -> float:
    """Argument type for a positive number of minutes; returns seconds."""
    try:
        return 60 * duration(text)
    except argparse.ArgumentTypeError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a positive number of minutes") from None


def _add_ablate(commands: Any) -> None:
    ablate = commands.add_parser(
        "ablate",
        help="measure what each part of the method contributes",
        description="Train and score a short run of the recipe for each part of the method.",
    )
    ablate.add_argument("recipe", type=Path, help="recipe of the runs")
    ablate.add_argument("--root", type=Path, required=True, help="root folder of the recipe's data")
    ablate.add_argument("--out", type=Path, required=True, help="folder for the runs")
    ablate.add_argument("--base", type=Path, help="weights that every run starts from")
    ablate.add_argument("--seeds", type=positive, default=1, help="runs per part (default 1)")
    ablate.set_defaults(run=_ablate)


def _fit(options: argparse.Namespace) -> int:
    started = time.monotonic()
    import torch

    from training.packs import open_packs
    from training.trainer import Trainer

    recipe = read_recipe(options.recipe)
    if (options.out / "checkpoint.safetensors").exists() and not options.resume:
        raise UserError(
            f"{options.out} already contains a run; add --resume, or choose another folder."
        )
    device = options.device
    if device == "auto":
        device = "cuda" if torch.cuda.is_available() else "cpu"
    recipe, root = open_packs(recipe, options.root, say)
    if recipe.threads:
        torch.set_num_threads(recipe.threads)
    stop_requested = False

    def stop(_signal: int, _frame: object) -> None:
        nonlocal stop_requested
        stop_requested = True

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    trainer = Trainer(
        recipe,
        root,
        options.out,
        device=device,
        start_from=options.base,
        report=say,
    )
    deadline = started + (options.minutes or float("inf"))
    path = trainer.run(lambda: stop_requested or time.monotonic() >= deadline)
    if trainer.accelerator.is_main_process:
        print(path)
        if trainer.step < recipe.steps:
            say(f"saved at step {trainer.step} of {recipe.steps}; --resume continues from there")
    trainer.accelerator.end_training()
    return 130 if stop_requested and trainer.step < recipe.steps else 0


def _ablate(options: argparse.Namespace) -> int:
    from training.ablation import ablate, ablation_table

    recipe = read_recipe(options.recipe)
    if recipe.threads:
        import torch

        torch.set_num_threads(recipe.threads)
    table = ablate(recipe, options.root, options.out, options.base, say, seeds=options.seeds)
    print(ablation_table(table))
    return 0
