"""Options that several commands share: session, export, frame range."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from gvseg.console.arguments import SHORTEST_SIDE, short_side
from gvseg.errors import RequestError

if TYPE_CHECKING:
    from gvseg.engine.session import Session
    from gvseg.formats import ExportOptions


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


def add_export_options(parser: argparse.ArgumentParser) -> None:
    """Add what a person can choose of a format."""
    parser.add_argument(
        "--polygons", action="store_true", help="coco: polygons, which lose holes, not codes"
    )
    parser.add_argument(
        "--jpeg-frames", action="store_true", help="write the frames as jpg beside the annotations"
    )
    parser.add_argument(
        "--dataset-layout", action="store_true", help="davis: the folders of the data set"
    )
    parser.add_argument(
        "--check", action="store_true", help="read it back and say what its readers stumble over"
    )


def chosen_options(arguments: argparse.Namespace) -> "ExportOptions":
    """The options as the writers take them.

    Raises:
        FormatError: an option that the format does not know.
    """
    from gvseg.errors import FormatError
    from gvseg.formats import ExportOptions, find_format

    form = find_format(arguments.format, to_write=True)
    for name in ("polygons", "jpeg_frames", "dataset_layout"):
        if getattr(arguments, name) and name not in form.options:
            raise FormatError(f"{form.name} knows no --{name.replace('_', '-')}; leave it out.")
    return ExportOptions(
        polygons=arguments.polygons,
        jpeg_frames=arguments.jpeg_frames,
        dataset_layout=arguments.dataset_layout,
    )


def add_range_options(parser: argparse.ArgumentParser) -> None:
    """Add --first and --last."""
    parser.add_argument("--first", metavar="N", type=int, default=0, help="first frame wanted")
    parser.add_argument("--last", metavar="N", type=int, help="last frame wanted, included")


def check_order(first: int, last: int | None) -> None:
    """Refuse what fits no video, before any is opened.

    Raises:
        RequestError: a frame below 0, or a range upside down.
    """
    for name, frame_index in (("--first", first), ("--last", last)):
        if frame_index is not None and frame_index < 0:
            raise RequestError(f"{name} {frame_index} is in no video; frames count from 0.")
    if last is not None and last < first:
        raise RequestError(f"--first {first} comes after --last {last}; the range is upside down.")


def check_range(first: int, last: int | None, frame_count: int) -> tuple[int, int]:
    """Return first and last frame wanted of a video, both included.

    Raises:
        RequestError: a range outside the video or upside down.
    """
    check_order(first, last)
    end = frame_count - 1
    for name, frame_index in (("--first", first), ("--last", last)):
        if frame_index is not None and frame_index > end:
            raise RequestError(
                f"{name} {frame_index} is past the video, which has frames 0 to {end}."
            )
    return first, end if last is None else last
