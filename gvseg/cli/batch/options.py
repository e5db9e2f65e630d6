"""Options of commands that can process many videos."""

import argparse
from pathlib import Path
from typing import Any

from gvseg.console.arguments import positive
from gvseg.errors import RequestError

EPILOG = """\
many videos: LIST is a text file with one SOURCE per line. Blank lines and lines that begin with #
are skipped; relative paths start at the current folder. The results of each video appear complete
in OUT/NAME, where NAME is the video's name without its suffix. A video that fails is reported at
the end (exit status 2) and does not stop the others. Run the same command again to process those
that are missing. Without --workers and --ray, videos are processed one after the other.
"""


def add_many_options(parser: argparse.ArgumentParser) -> None:
    """Add SOURCE or --videos, --workers and --ray."""
    parser.add_argument(
        "source", metavar="SOURCE", type=Path, nargs="?", help="video file or frame folder"
    )
    group = parser.add_argument_group("many videos")
    group.add_argument(
        "--videos", metavar="LIST", type=Path, help="a list of videos instead of SOURCE"
    )
    add_cluster_options(group)


def add_cluster_options(group: Any) -> None:
    """Add --workers and --ray."""
    group.add_argument(
        "--workers",
        metavar="N",
        type=positive,
        help="number of videos to process in parallel (needs Ray)",
    )
    group.add_argument(
        "--ray",
        metavar="ADDRESS",
        help="use a Ray cluster: auto, HOST:PORT or ray://HOST:PORT; its machines need gvseg and "
        "the same paths",
    )


def check_many_options(arguments: argparse.Namespace) -> None:
    """Check that the options are compatible.

    Raises:
        RequestError: neither or both of SOURCE and --videos were given, or workers for one video.
    """
    if (arguments.source is None) == (arguments.videos is None):
        raise RequestError("Give either SOURCE or --videos LIST.")
    if arguments.videos is None and (arguments.workers or arguments.ray):
        raise RequestError("--workers and --ray apply only to --videos LIST; leave them out.")
