"""`gvseg dataset`: manage many videos with shared categories and splits."""

from typing import Any

from gvseg.cli.dataset import (
    agreement,
    categories,
    contents,
    import_published,
    queue,
    report,
    splits,
    statistics,
)
from gvseg.console.arguments import OneLineParser

EPILOG = """\
DIR is a folder that contains dataset.gvset, or the file itself. The projects of the videos are
separate files, and can also be used on their own.

examples:
  gvseg dataset create data videos/
  gvseg dataset import DAVIS --out data
  gvseg dataset status data
  gvseg dataset split data --random train=0.8,val=0.2 --seed 1 --stratify
  gvseg dataset categories data --rename dog Dog
  gvseg dataset queue data --add propagate --start
  gvseg dataset report data --out report.html
  gvseg dataset agreement ann/clip.gvseg bo/clip.gvseg
  gvseg export data --format ytvis --out export --jpeg-frames
"""


def add_parser(subparsers: Any) -> None:
    """Add the subcommand to the command line."""
    parser = subparsers.add_parser(
        "dataset",
        help="manage many videos as one dataset",
        description="Manage many videos as one dataset.",
        epilog=EPILOG,
    )
    actions = parser.add_subparsers(
        dest="action", required=True, metavar="ACTION", parser_class=OneLineParser
    )
    for module in (
        contents,
        import_published,
        splits,
        categories,
        queue,
        statistics,
        report,
        agreement,
    ):
        module.add_parsers(actions)
