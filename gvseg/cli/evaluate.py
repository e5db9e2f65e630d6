"""`gvseg evaluate`: the published measures of results against the truth."""

import argparse
from pathlib import Path
from typing import Any

METRICS = ("jf",)

EPILOG = """\
jf: region similarity J and contour accuracy F as the DAVIS benchmark defines them. PRED and GT
are folders of indexed PNG, of one video or with a folder for each video.
"""


def add_parser(subparsers: Any) -> None:
    """Put the subcommand into the command line."""
    parser = subparsers.add_parser(
        "evaluate",
        help="published measures of results against the truth",
        description="Compare results with the truth.",
        epilog=EPILOG,
    )
    parser.add_argument("pred", metavar="PRED", type=Path, help="results")
    parser.add_argument("gt", metavar="GT", type=Path, help="the truth")
    parser.add_argument("--metric", choices=METRICS, required=True, help="which measure")
    parser.add_argument("--json", metavar="OUT", type=Path, help="write the figures here, too")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the table; write the figures where asked."""
    from gvseg.cli.json_file import write_json
    from gvseg.metrics.davis_folders import evaluate_davis

    result = evaluate_davis(arguments.pred, arguments.gt)
    print(result.table())
    if arguments.json is not None:
        write_json(arguments.json, result.to_json())
    return 0
