"""Options of every command that loads the network, and loading it."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from gvseg.cli.parser import SHORTEST_SIDE, short_side

if TYPE_CHECKING:
    from gvseg.engine.session import Session


def add_session_options(parser: argparse.ArgumentParser) -> None:
    """Add --weights, --device and --short-side."""
    parser.add_argument(
        "--weights", metavar="FILE", type=Path, help="weights (default: the model in use)"
    )
    parser.add_argument("--device", default="auto", help="auto (default), cpu, cuda, cuda:N or mps")
    parser.add_argument(
        "--short-side",
        metavar="N",
        type=short_side,
        help=f"pixels of the shorter side inside the network, {SHORTEST_SIDE} or more (default: as "
        "trained)",
    )


def load_session(arguments: argparse.Namespace) -> "Session":
    """Load the network, and say on which device it runs."""
    from tqdm import tqdm

    from gvseg.engine.session import Session

    session = Session.load(
        arguments.weights or weights_in_use(),
        device=arguments.device,
        short_side=arguments.short_side,
        say=lambda line: tqdm.write(line, file=sys.stderr),  # above a bar that may be there
    )
    print(session.device_line, file=sys.stderr)
    return session


def weights_in_use() -> Path | None:
    """The model that the person chose (`gvseg-train models use`), said; None for the bundled."""
    from gvseg.model_registry import BUNDLED, ModelRegistry

    model = ModelRegistry().current
    if model.name == BUNDLED:
        return None
    print(f"model: {model.name}", file=sys.stderr)
    return model.path
