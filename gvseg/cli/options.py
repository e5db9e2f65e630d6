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

MOST_FEATHER_PX = 1000


def add_session_options(parser: argparse.ArgumentParser) -> None:
    """Add --weights, --device and --short-side."""
    parser.add_argument(
        "--weights", metavar="FILE", type=Path, help="weights file (default: the model in use)"
    )
    parser.add_argument("--device", default="auto", help="auto (default), cpu, cuda, cuda:N or mps")
    parser.add_argument(
        "--short-side",
        metavar="N",
        type=short_side,
        help=f"shorter side of frames inside the network in pixels, at least {SHORTEST_SIDE} "
        "(default: from the model card)",
    )


def load_session(arguments: argparse.Namespace) -> "Session":
    """Load the network, and print the device it runs on."""
    from tqdm import tqdm

    from gvseg.engine.session import Session

    session = Session.load(
        arguments.weights or weights_in_use(),
        device=arguments.device,
        short_side=arguments.short_side,
        say=lambda line: tqdm.write(line, file=sys.stderr),  # does not break a progress bar
    )
    print(session.device_line, file=sys.stderr)
    return session


def weights_in_use() -> Path | None:
    """Return the model chosen with `gvseg-train models use`; None for the bundled weights."""
    from gvseg.model_registry import BUNDLED, ModelRegistry

    model = ModelRegistry().current
    if model.name == BUNDLED:
        return None
    print(f"model: {model.name}", file=sys.stderr)
    return model.path


def add_export_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the export formats."""
    parser.add_argument(
        "--polygons",
        action="store_true",
        help="coco: write polygons (without holes) instead of RLE",
    )
    parser.add_argument("--jpeg-frames", action="store_true", help="also write the frames as JPEG")
    parser.add_argument(
        "--dataset-layout", action="store_true", help="davis: use the folder layout of the dataset"
    )
    parser.add_argument(
        "--feather",
        metavar="PX",
        type=float,
        default=0.0,
        help="matte: width of the soft edge in pixels (default: 0, a hard edge)",
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="read the result back and report problems that readers of the format would have",
    )


def chosen_options(arguments: argparse.Namespace) -> "ExportOptions":
    """Return the options for the writers.

    Raises:
        FormatError: an option does not apply to the format.
    """
    from gvseg.errors import FormatError
    from gvseg.formats import ExportOptions, find_format

    form = find_format(arguments.format, to_write=True)
    for name in ("polygons", "jpeg_frames", "dataset_layout"):
        if getattr(arguments, name) and name not in form.options:
            raise FormatError(
                f"--{name.replace('_', '-')} does not apply to {form.name}; leave it out."
            )
    if arguments.feather and "feather_px" not in form.options:
        raise FormatError(f"--feather does not apply to {form.name}; leave it out.")
    if not 0 <= arguments.feather <= MOST_FEATHER_PX:
        raise FormatError(f"--feather must be from 0 to {MOST_FEATHER_PX} pixels.")
    return ExportOptions(
        polygons=arguments.polygons,
        jpeg_frames=arguments.jpeg_frames,
        dataset_layout=arguments.dataset_layout,
        feather_px=arguments.feather,
    )


def add_split_options(parser: argparse.ArgumentParser) -> None:
    """Add --split, --seed and --stratify."""
    parser.add_argument(
        "--split",
        metavar="NAME=SHARE,...",
        help="assign the videos to random splits, for example train=0.8,val=0.2",
    )
    add_draw_options(parser)


def add_draw_options(parser: argparse.ArgumentParser) -> None:
    """Add --seed and --stratify, which control how random splits are drawn."""
    parser.add_argument(
        "--seed", metavar="N", type=int, default=0, help="seed of the random splits (default: 0)"
    )
    parser.add_argument(
        "--stratify",
        action="store_true",
        help="distribute the objects of each category over the splits in the same shares",
    )


def add_range_options(parser: argparse.ArgumentParser) -> None:
    """Add --first and --last."""
    parser.add_argument(
        "--first", metavar="N", type=int, default=0, help="first frame (default: 0)"
    )
    parser.add_argument(
        "--last", metavar="N", type=int, help="last frame, inclusive (default: end of the video)"
    )


def check_order(first: int, last: int | None) -> None:
    """Check a range before any video is opened.

    Raises:
        RequestError: a frame is negative, or the range is reversed.
    """
    for name, frame_index in (("--first", first), ("--last", last)):
        if frame_index is not None and frame_index < 0:
            raise RequestError(f"{name} {frame_index} is negative; frames are numbered from 0.")
    if last is not None and last < first:
        raise RequestError(f"--first {first} is after --last {last}; swap them.")


def check_range(first: int, last: int | None, frame_count: int) -> tuple[int, int]:
    """Return the first and last frame of a range of a video, both inclusive.

    Raises:
        RequestError: the range is outside the video or reversed.
    """
    check_order(first, last)
    end = frame_count - 1
    for name, frame_index in (("--first", first), ("--last", last)):
        if frame_index is not None and frame_index > end:
            raise RequestError(
                f"{name} {frame_index} is past the end of the video (frames 0 to {end})."
            )
    return first, end if last is None else last
