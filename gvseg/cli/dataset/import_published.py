"""`gvseg dataset import`: import a published dataset."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gvseg.errors import RequestError

if TYPE_CHECKING:
    from gvseg.dataset_import import FoundLayout

EPILOG = """\
PATH is the folder of a dataset in a published layout, or the JSON file of one split:
{layouts}.
Each video becomes a project in OUT/projects; its frames stay where they are. A video that cannot be
read is reported and does not stop the others. Run the same command again to continue an import that
was stopped, or to add videos that were repaired.

examples:
  gvseg dataset import DAVIS --out data
  gvseg dataset import annotations/train.json --out data --frames videos
"""
_SOME_FAILED = 3


def add_parsers(actions: Any) -> None:
    """Add the action to `gvseg dataset`."""
    parser = actions.add_parser(
        "import",
        help="import a published dataset",
        description="Import a published dataset with its videos, masks, categories and splits.",
        epilog=EPILOG.replace("{layouts}", ", ".join(_LAYOUTS)),
    )
    parser.add_argument("path", metavar="PATH", type=Path, help="folder or JSON file to read")
    parser.add_argument(
        "--out", metavar="DIR", type=Path, required=True, help="the new or existing dataset"
    )
    parser.add_argument(
        "--layout", choices=_LAYOUTS, metavar="L", help="layout of PATH (default: detected)"
    )
    parser.add_argument(
        "--frames", metavar="DIR", type=Path, help="where the videos or frames are, if not in PATH"
    )
    parser.set_defaults(run=run)


_LAYOUTS = (
    "davis",
    "youtube-vos",
    "youtube-vis",
    "vipseg",
    "kitti-step",
    "coco",
    "coco-panoptic",
    "mots",
    "yolo-seg",
    "vspw",
)
"""The layouts of `gvseg.dataset_import`, repeated here so that --help stays fast."""


def run(arguments: argparse.Namespace) -> int:
    """Import the dataset and return the exit status."""
    from gvseg.console.interrupts import stop_on_interrupt
    from gvseg.console.progress import FractionProgress
    from gvseg.dataset_import import find_layouts, import_dataset
    from gvseg.formats import ImportCancelledError

    found = _choose(find_layouts(arguments.path), arguments.layout)
    with stop_on_interrupt() as stop:
        try:
            with FractionProgress("Importing videos") as progress:
                result = import_dataset(
                    found,
                    arguments.out,
                    frames_folder=arguments.frames,
                    progress=progress,
                    cancel=stop,
                )
        except ImportCancelledError as stopped:
            print("Stopped; run the same command again to continue.", file=sys.stderr)
            raise KeyboardInterrupt from stopped
    for line in (*result.notes, *result.problems):
        print(f"gvseg dataset: {line}", file=sys.stderr)
    print(f"{arguments.out}: {result}")
    return _SOME_FAILED if result.problems else 0


def _choose(found: "list[FoundLayout]", name: str | None) -> "FoundLayout":
    """Return the chosen layout, or the first; print how the folder is read."""
    fitting = {one.layout.name: one for one in found}
    if name is not None and name not in fitting:
        raise RequestError(f"The folder does not fit {name}; it fits {', '.join(fitting)}.")
    chosen = fitting[name] if name is not None else found[0]
    others = [other for other in fitting if other != chosen.layout.name]
    also = f" (it also fits {', '.join(others)}; change it with --layout)" if others else ""
    print(f"Reading {chosen.root} as {chosen}{also}.", file=sys.stderr)
    return chosen
