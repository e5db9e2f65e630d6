"""`gvseg dataset report`: one HTML page about the review of a dataset or project."""

import argparse
from pathlib import Path
from typing import Any

from gvseg.errors import RequestError


def add_parsers(actions: Any) -> None:
    """Add the action to `gvseg dataset`."""
    parser = actions.add_parser(
        "report",
        help="write a report about the review as one HTML page",
        description="Write one HTML page with the progress of each video, images of comments and "
        "of frames that need work, people, and statistics. Charts need Matplotlib (the extra "
        "`charts`).",
    )
    parser.add_argument("dataset", metavar="DIR|PROJECT", type=Path)
    parser.add_argument("--out", metavar="FILE.html", type=Path, required=True)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the report and return the exit status."""
    from gvseg.console.progress import FractionProgress
    from gvseg.dataset_file import Dataset
    from gvseg.project import SUFFIX
    from gvseg.review_report import write_dataset_report, write_project_report

    source, out = arguments.dataset, arguments.out
    if out.suffix.lower() not in (".html", ".htm"):
        raise RequestError(f"{out} does not end in .html; choose a name such as report.html.")
    with FractionProgress("Writing the report") as progress:
        if source.suffix == SUFFIX and not source.is_dir():
            write_project_report(source, out, progress=progress)
        else:
            with Dataset.open(source) as dataset:
                write_dataset_report(dataset, out, progress=progress)
    print(out)
    return 0
