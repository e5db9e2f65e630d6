"""`gvseg-train models`: list, choose and remove models."""

import argparse
from pathlib import Path
from typing import Any

from gvseg.model_registry import Model, ModelRegistry


def add_parser(commands: Any) -> None:
    """Add the subcommand."""
    parser = commands.add_parser(
        "models",
        help="list, show, use, compare and remove models",
        description="Manage the trained models on this computer.",
    )
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser("list", help="list all models, one per line").set_defaults(run=_list)
    show = verbs.add_parser("show", help="show everything recorded about a model")
    show.add_argument("name", help="name of the model")
    show.set_defaults(run=_show)
    use = verbs.add_parser("use", help="make a model the default in the application and in gvseg")
    use.add_argument("name", help="name of the model")
    use.set_defaults(run=_use)
    back = verbs.add_parser("rollback", help="go back to the previous default model")
    back.set_defaults(run=_roll_back)
    remove = verbs.add_parser("remove", help="remove a model and delete its weights")
    remove.add_argument("name", help="name of the model")
    remove.set_defaults(run=_remove)
    compare = verbs.add_parser("compare", help="compare the scores of models")
    compare.add_argument("names", nargs="+", metavar="NAME", help="names of models")
    compare.add_argument(
        "--root", type=Path, help="also score each model on the labelled sequences in this folder"
    )
    compare.add_argument(
        "--device", default="auto", help="auto (default), cpu, cuda, cuda:N or mps"
    )
    compare.set_defaults(run=_compare)


def _list(_: argparse.Namespace) -> int:
    registry = ModelRegistry()
    current = registry.current.name
    for model in registry.models():
        mark = "*" if model.name == current else " "
        scores = ", ".join(f"{what} {figure:.3f}" for what, figure in model.scores.items())
        print(f"{mark} {model.name:24} {model.made[:10]:10} {scores}".rstrip())
    return 0


def _show(options: argparse.Namespace) -> int:
    for name, value in _rows(ModelRegistry().find(options.name)):
        print(f"{name:22} {value}")
    return 0


def _use(options: argparse.Namespace) -> int:
    print(f"in use: {ModelRegistry().use(options.name).name}")
    return 0


def _roll_back(_: argparse.Namespace) -> int:
    print(f"in use: {ModelRegistry().roll_back().name}")
    return 0


def _remove(options: argparse.Namespace) -> int:
    ModelRegistry().remove(options.name)
    print(f"removed: {options.name}")
    return 0


def _compare(options: argparse.Namespace) -> int:
    registry = ModelRegistry()
    models = [registry.find(name) for name in options.names]
    columns = [dict(_rows(model)) for model in models]
    if options.root is not None:
        for model, column in zip(models, columns, strict=True):
            column["J&F on --root"] = f"{_score(model, options):.4f}"
    for what in dict.fromkeys(name for column in columns for name in column):
        cells = [column.get(what, "") for column in columns]
        print("  ".join([f"{what:22}", *(f"{cell:28}" for cell in cells)]).rstrip())
    return 0


def _rows(model: Model) -> list[tuple[str, str]]:
    return [
        ("name", model.name),
        ("weights", str(model.path)),
        ("parent", model.parent),
        ("made", model.made),
        ("recipe", model.recipe),
        ("data", "; ".join(model.data)),
        *((what, f"{figure:.4f}") for what, figure in model.scores.items()),
        ("report", model.report),
    ]


def _score(model: Model, options: argparse.Namespace) -> float:
    from gvseg.engine.session import Session
    from training.evaluate import score_sequences
    from training.validation import find_sequences, propagate_with

    session = Session.load(model.path, device=options.device)
    return score_sequences(propagate_with(session), find_sequences(options.root)).j_and_f
