"""`gvseg dataset agreement`: measure how well two annotations of one video agree."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gvseg.dataset_file.agreement import Agreement

EPILOG = """\
Objects are matched by their overlap over the whole video. J is the mean IoU and F the accuracy of
the outlines, 0 to 1. An object that only one person annotated counts as 0.

examples:
  gvseg dataset agreement ann/clip.gvseg bo/clip.gvseg
  gvseg dataset agreement ann/clip.gvseg bo/clip.gvseg --csv agreement.csv
"""


def add_parsers(actions: Any) -> None:
    """Add the action to `gvseg dataset`."""
    parser = actions.add_parser(
        "agreement",
        help="compare two projects of one video",
        description="Compare two projects of one video, on the frames that have masks in both.",
        epilog=EPILOG,
    )
    parser.add_argument("a", metavar="A.gvseg", type=Path)
    parser.add_argument("b", metavar="B.gvseg", type=Path)
    parser.add_argument("--json", action="store_true", help="print JSON for other programs")
    parser.add_argument("--csv", metavar="FILE", type=Path, help="also write one row per object")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the agreement and return the exit status."""
    from gvseg.dataset_file.agreement import compare_projects
    from gvseg.dataset_file.agreement_table import agreement_to_json, write_agreements
    from gvseg.project import ProjectPool

    with ProjectPool() as pool:
        agreement = compare_projects(arguments.a, arguments.b, pool)
    if arguments.csv is not None:
        write_agreements(arguments.csv, [agreement])
    if arguments.json:
        print(json.dumps(agreement_to_json(agreement), indent=1))
    else:
        _print(agreement)
    return 0


def _print(agreement: "Agreement") -> None:
    rows = [("object in A", "category in A", "object in B", "category in B", "frames", "J", "F")]
    rows += [
        (
            one.object_a or "-",
            one.category_a,
            one.object_b or "-",
            one.category_b,
            str(one.frames),
            f"{one.j:.3f}",
            f"{one.f:.3f}",
        )
        for one in agreement.objects
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        print("  ".join(cells).rstrip())
    total = len(agreement.objects)
    print(
        f"{agreement.frames} frames, {agreement.matched} of {total} objects matched, "
        f"{agreement.same_category} with the same category"
    )
    print(f"J&F {agreement.j_and_f:.3f}, for matched objects only {agreement.j_and_f_matched:.3f}")
    for (a, b), number in agreement.confusion.items():
        if a != b:
            print(f"{a} in A is {b} in B: {number}")
