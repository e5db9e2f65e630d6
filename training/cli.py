"""The `gvseg-train` command. Subcommands import torch only if they need it."""

import argparse
import signal
import sys
import time
from pathlib import Path
from typing import Any

from gvseg import __version__
from gvseg.console.arguments import OneLineParser, duration, short_side
from gvseg.errors import UserError
from training import (
    annotator_command,
    confidence_command,
    model_commands,
    pack_command,
    retrain_command,
)
from training.recipe import read_recipe

FEWEST_FRAMES = 3
"""With this number, at least one frame is scored, because the first and the last are not."""


def main(arguments: list[str] | None = None) -> int:
    """Run a subcommand and return its exit code: 0 done, 2 bad input, 130 stopped by Ctrl-C."""
    options = _make_parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except UserError as error:
        print(f"gvseg-train: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("gvseg-train: stopped; nothing else was written.", file=sys.stderr)
        return 130


def _make_parser() -> argparse.ArgumentParser:
    parser = OneLineParser(
        prog="gvseg-train", description="Train, evaluate and release weights of GvSeg."
    )
    parser.add_argument("--version", action="version", version=f"gvseg-train {__version__}")
    commands = parser.add_subparsers(dest="command", required=True)
    _add_fit(commands)
    _add_evaluate(commands)
    _add_release(commands)
    _add_ablate(commands)
    _add_average(commands)
    retrain_command.add_parser(commands)
    model_commands.add_parser(commands)
    confidence_command.add_parser(commands)
    annotator_command.add_parser(commands)
    pack_command.add_parser(commands)
    return parser


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


def _add_evaluate(commands: Any) -> None:
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


def minutes(text: str) -> float:
    """Argument type for a positive number of minutes; returns seconds."""
    try:
        return 60 * duration(text)
    except argparse.ArgumentTypeError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a positive number of minutes") from None


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
    ablate.set_defaults(run=_ablate)


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
    recipe, root = open_packs(recipe, options.root, _say)
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
        report=_say,
    )
    deadline = started + (options.minutes or float("inf"))
    path = trainer.run(lambda: stop_requested or time.monotonic() >= deadline)
    if trainer.accelerator.is_main_process:
        print(path)
        if trainer.step < recipe.steps:
            _say(f"saved at step {trainer.step} of {recipe.steps}; --resume continues from there")
    trainer.accelerator.end_training()
    return 130 if stop_requested and trainer.step < recipe.steps else 0


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
    result = score_sequences(propagate, sequences, _say, options.frames)
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


def _ablate(options: argparse.Namespace) -> int:
    from training.ablation import ablate, ablation_table

    recipe = read_recipe(options.recipe)
    table = ablate(recipe, options.root, options.out, options.base, _say)
    print(ablation_table(table))
    return 0


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
        report=_say,
        frames=options.frames,
    )
    print(card)
    return 0


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
