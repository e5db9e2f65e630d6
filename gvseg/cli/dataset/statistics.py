"""`gvseg dataset statistics`: write tables and charts about the contents of a dataset."""

import argparse
import sys
from pathlib import Path
from typing import Any

from gvseg.cli.dataset.arguments import add_dataset_argument

_SOME_FAILED = 3


def add_parsers(actions: Any) -> None:
    """Add the action to `gvseg dataset`."""
    parser = actions.add_parser(
        "statistics",
        help="write tables and charts about a dataset",
        description="Write videos.csv, objects.csv, categories.csv, people.csv, and charts as PNG: "
        "objects by category, mask sizes, track lengths, positions, verified masks by assignee and "
        "by person, and corrections and time spent by video. If two projects annotate one video, "
        "agreement.csv compares them. Charts require Matplotlib (the extra `charts`).",
    )
    add_dataset_argument(parser)
    parser.add_argument("--out", metavar="FOLDER", type=Path, required=True, help="output folder")
    parser.add_argument("--no-charts", action="store_true", help="write the tables only")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the tables and charts and return the exit status."""
    from gvseg.cli.outputs import check_folder
    from gvseg.console.progress import FractionProgress
    from gvseg.dataset_file import Dataset, refresh
    from gvseg.dataset_file.charts import write_charts
    from gvseg.dataset_file.statistics import measure_dataset, write_tables

    check_folder(arguments.out)
    with Dataset.open(arguments.dataset) as dataset:
        if not dataset.is_read_only:
            refresh(dataset)
        with FractionProgress("Measuring masks") as progress:
            found = measure_dataset(dataset, progress=progress)
    for problem in found.problems:
        print(f"gvseg dataset: {problem}", file=sys.stderr)
    for path in write_tables(found, arguments.out):
        print(path)
    if not arguments.no_charts:
        for path in write_charts(found, arguments.out):
            print(path)
    return _SOME_FAILED if found.problems else 0
