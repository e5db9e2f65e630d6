"""`gvseg-train retrain`: train new weights on corrections."""

import argparse
import json
import time
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gvseg import training_runs
from gvseg.console.interrupts import stop_on_interrupt
from gvseg.console.status import say
from gvseg.engine.bundled import bundled_weights
from gvseg.errors import RequestError, UserError, WeightsError
from gvseg.model_registry import BUNDLED, Model, ModelRegistry
from training.retraining.request import Counting, HoldOut, RetrainRequest, read_request

if TYPE_CHECKING:
    from training.retraining.ranks import Ranks

STOPPED = 130
DEFAULT_MINUTES = 30.0
KINDS = ("drawn", "verified", "imported", "propagated")
EPILOG = """\
A source is a project (.gvseg), a dataset (.gvset or its folder), or an export in any format that
GvSeg reads; use FORMAT:PATH if the format cannot be detected. If a dataset has the splits train and
val, the first is used for training and the second for scoring. Ctrl-C saves and stops the run,
--resume continues it; edits made in the meantime are not used. The new weights are added to the
models, and become the default only if you choose them (gvseg-train models use NAME).
"""


def add_parser(commands: Any) -> None:
    """Add the subcommand."""
    parser = commands.add_parser(
        "retrain",
        help="train on corrections: projects, datasets and exports",
        description="Train new weights on your corrections.",
        epilog=EPILOG,
    )
    parser.add_argument(
        "sources", nargs="*", metavar="SOURCE", help="project, dataset or export to train on"
    )
    parser.add_argument("--out", type=Path, metavar="DIR", help="folder of the run")
    parser.add_argument(
        "--base", metavar="W", help="weights file or model to start from (default: current model)"
    )
    parser.add_argument(
        "--minutes", type=float, metavar="M", help="wall-clock time limit (default: 30)"
    )
    parser.add_argument("--steps", type=int, metavar="N", help="largest number of training steps")
    parser.add_argument(
        "--video", type=Path, action="append", default=[], metavar="PATH",
        help="new path of a video that has moved; may be repeated",
    )  # fmt: skip
    _add_data_options(parser)
    parser.add_argument("--skip-bad", action="store_true", help="skip sources that cannot be read")
    parser.add_argument(
        "--device", default="auto", choices=("auto", "cpu", "cuda"), help="device (default: auto)"
    )
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="random seed (default: 0)")
    parser.add_argument("--name", help="name of the new model (default: the folder's name)")
    parser.add_argument("--resume", action="store_true", help="continue the run in --out")
    parser.add_argument(
        "--dry-run", action="store_true", help="print the training plan as JSON, then exit"
    )
    parser.set_defaults(run=run)


def _add_data_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--count", action="append", default=[], metavar="KIND=WEIGHT",
        help=f"weight of a kind of masks, 0 to 1; kinds: {', '.join(KINDS)}",
    )  # fmt: skip
    parser.add_argument(
        "--least-confidence", type=float, metavar="C", default=Counting().least_confidence,
        help="lowest confidence of propagated masks to train on (default: %(default)s)",
    )  # fmt: skip
    parser.add_argument(
        "--hold-out", choices=[one.value for one in HoldOut], default="auto",
        help="what to hold out for scoring: whole videos, the end of each, or the split val of a "
        "dataset (default: auto)",
    )  # fmt: skip
    parser.add_argument(
        "--held-out-share", type=float, default=0.25, metavar="S",
        help="share of the videos, or of each video, to hold out (default: 0.25)",
    )  # fmt: skip
    parser.add_argument(
        "--replay",
        type=Path,
        metavar="RECIPE",
        help="recipe that the starting weights were trained with",
    )
    parser.add_argument(
        "--replay-root", type=Path, metavar="ROOT", help="root folder of that recipe's data"
    )


def run(options: argparse.Namespace) -> int:
    """Run or resume a retraining; return 0 (done) or 130 (stopped)."""
    if options.dry_run:
        return _print_plan(options)
    if options.out is None:
        raise RequestError("No run folder was given: name one with --out.")
    from training.retraining.ranks import Ranks

    with Ranks(_device(options.device)) as ranks, ExitStack() as held:
        ranks.on_main(lambda: _lock(options.out, held))
        return _run_locked(options, options.out, ranks)


def _lock(folder: Path, held: ExitStack) -> None:
    held.enter_context(training_runs.hold(folder))
    training_runs.forget_stop(folder)


def _run_locked(options: argparse.Namespace, folder: Path, ranks: "Ranks") -> int:
    from training.retraining.run import Retraining

    began = time.monotonic()
    request = ranks.on_main(lambda: _prepare_run(options, folder))
    with stop_on_interrupt(
        "Saving, then stopping (press Ctrl-C again to stop immediately)."
    ) as stop:
        retraining = Retraining(
            folder,
            request,
            spent_s=time.monotonic() - began,
            should_stop=lambda: stop.is_set() or training_runs.is_asked_to_stop(folder),
            say=say,
            ranks=ranks,
        )
        is_finished = retraining.run()
    if is_finished:
        ranks.on_main(lambda: _print_result(folder, request.name or folder.name))
        return 0
    if ranks.is_main:
        say(f"Stopped; continue with: gvseg-train retrain --out {folder} --resume")
    return STOPPED


def _prepare_run(options: argparse.Namespace, folder: Path) -> RetrainRequest:
    """Return the request of the run in a folder, preparing a new run if necessary."""
    from training.retraining.preparation import prepare

    is_begun = (folder / training_runs.PLAN).exists()
    if is_begun and not options.resume:
        raise RequestError(
            f"{folder} already contains a run: add --resume, or choose another folder."
        )
    if is_begun:
        request = read_request(folder)
        minutes = request.minutes if options.minutes is None else options.minutes
        steps = request.steps if options.steps is None else options.steps
        name = options.name or request.name
        return replace(request, minutes=minutes, steps=steps, name=name)
    request = _request(options)
    prepare(request, folder, say)
    return request


def _print_result(folder: Path, name: str) -> None:
    from training.retraining.state import write_json

    result = training_runs.read_json(folder, training_runs.RESULT) or {}
    print(result["verdict"])
    for category, (before, after) in result.get("categories", {}).items():
        print(f"{category}: J&F {before:.3f} -> {after:.3f} ({after - before:+.3f})")
    print(f"report: {folder / training_runs.REPORT}")
    if result["weights"] is not None:
        model = register_model(folder, name)
        write_json(folder / training_runs.RESULT, {**result, "model": model.name})
        print(f"model: {model.name} (use it: gvseg-train models use {model.name})")


def register_model(folder: Path, name: str) -> Model:
    """Add the weights of a finished run to the models, without making them the default.

    Raises:
        WeightsError: the run produced no weights, or a model already has that name.
    """
    result = training_runs.read_json(folder, training_runs.RESULT)
    plan = training_runs.read_json(folder, training_runs.PLAN)
    if result is None or plan is None or result["weights"] is None:
        raise WeightsError(f"{folder} has no finished run with better weights: no model was added.")
    registry = ModelRegistry()
    taken = {model.name for model in registry.models()}
    unique, count = name, 2
    while unique in taken:
        unique, count = f"{name}-{count}", count + 1
    base = Path(plan["base"]).resolve()
    parents = [model.name for model in registry.models() if model.path.resolve() == base]
    return registry.add(
        Model(
            name=unique,
            path=Path(result["weights"]),
            parent=parents[0] if parents else str(base),
            data=tuple(
                f"{video['name']}: {video['train_frames']} frames" for video in plan["videos"]
            ),
            recipe=f"retrain, {result['best_step']} steps, {result['minutes']:g} minutes",
            scores={
                "held-out J&F before": round(result["before"], 4),
                "held-out J&F after": round(result["after"], 4),
            },
            report=str((folder / training_runs.REPORT).absolute()),
        )
    )


def _print_plan(options: argparse.Namespace) -> int:
    from training.retraining.corrections import read_corrections
    from training.retraining.plan import plan_json
    from training.retraining.split import split_corrections

    request = _request(options)
    corrections = read_corrections(request)
    split = split_corrections(corrections.videos, request.hold_out, request.held_out_share)
    print(json.dumps(plan_json(request, corrections, split)))
    return 0


def _request(options: argparse.Namespace) -> RetrainRequest:
    return RetrainRequest(
        sources=tuple(options.sources),
        base=find_weights(options.base),
        minutes=DEFAULT_MINUTES if options.minutes is None else options.minutes,
        steps=options.steps,
        videos=tuple(options.video),
        counting=_counting(options.count, options.least_confidence),
        hold_out=HoldOut(options.hold_out),
        held_out_share=options.held_out_share,
        skip_bad=options.skip_bad,
        replay_recipe=options.replay,
        replay_root=options.replay_root,
        device=_device(options.device),
        seed=options.seed,
        name=options.name or "",
    )


def find_weights(name: str | None) -> Path:
    """Return the path of a weights file or of a model's weights; None means the current model.

    Raises:
        WeightsError: no file or model has that name.
    """
    if name is None:
        return ModelRegistry().current.path
    if name == BUNDLED:
        return bundled_weights()
    path = Path(name)
    return path.absolute() if path.is_file() else ModelRegistry().find(name).path


def _counting(rows: list[str], least_confidence: float) -> Counting:
    weights: dict[str, float] = {"least_confidence": least_confidence}
    for row in rows:
        kind, _, weight = row.partition("=")
        if kind not in KINDS:
            raise RequestError(f"--count {row}: unknown kind; use one of {', '.join(KINDS)}.")
        try:
            weights[kind] = float(weight)
        except ValueError as error:
            raise UserError(f"--count {row}: the weight must be a number in 0..1.") from error
    return Counting(**weights)


def _device(name: str) -> str:
    import torch

    from gvseg.engine.runtime import choose_device

    if name != "auto":
        return choose_device(name)
    return "cuda" if torch.cuda.is_available() else "cpu"
