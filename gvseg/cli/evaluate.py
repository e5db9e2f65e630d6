"""`gvseg evaluate`: score predictions against the ground truth with published metrics."""

import argparse
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final, Protocol

from gvseg.errors import UserError


class Result(Protocol):
    """The result of any metric."""

    def table(self) -> str:
        """Return a table to print."""
        ...

    def to_json(self) -> dict[str, Any]:
        """Return the values for a JSON file."""
        ...


def _evaluate(metric: str, pred: Path, gt: Path, options: Mapping[str, Any]) -> Result:
    """Score results; imports are deferred so that the command line starts quickly."""
    from gvseg.console.progress import Progress
    from gvseg.evaluation import davis, images, panoptic, tracks

    evaluate: Mapping[str, Callable[..., Result]] = {
        "jf": davis.evaluate_davis,
        "vis-ap": tracks.evaluate_vis_ap,
        "miou": images.evaluate_miou,
        "vc": images.evaluate_vc,
        "vpq": panoptic.evaluate_vpq,
        "stq": images.evaluate_stq,
    }
    start_progress = partial(Progress, "evaluate")
    return evaluate[metric](pred, gt, start_progress=start_progress, **options)


_OPTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "jf": (),
    "vis-ap": (),
    "miou": ("void", "shift"),
    "vc": ("void", "shift"),
    "vpq": (),
    "stq": ("things",),
}
METRICS: Final = tuple(_OPTIONS)
BYTE_MAX: Final = 255

EPILOG = """\
jf: region similarity J and contour accuracy F, as defined by DAVIS. PRED and GT are folders of
indexed PNG, either of one video or with one subfolder per video.
vis-ap: average precision and recall of YouTube-VIS. PRED is a results file (ytvis-results), GT a
ground truth file (ytvis).
miou: mean IoU over classes. vc: video consistency VC8 and VC16 of VSPW. PRED and GT are folders of
greyscale or indexed PNG of class numbers (semantic-png, VSPW, CamVid), laid out as for jf; 255 is
void. GvSeg numbers classes from 1; to compare with CamVid labels, use --shift -1 --void 11.
vpq: video panoptic quality of VIPSeg. PRED and GT are VIPSeg folders or COCO panoptic files.
stq: segmentation and tracking quality of KITTI-STEP. PRED and GT are folders of RGB PNG, laid out
as for jf, with the class in R and the instance in G and B.
"""


def add_parser(subparsers: Any) -> None:
    """Add the subcommand to the command line."""
    parser = subparsers.add_parser(
        "evaluate",
        help="score predictions against the ground truth",
        description="Score predictions against the ground truth with published metrics.",
        epilog=EPILOG,
    )
    parser.add_argument("pred", metavar="PRED", type=Path, help="predictions")
    parser.add_argument("gt", metavar="GT", type=Path, help="ground truth")
    parser.add_argument("--metric", choices=METRICS, required=True, help="metric to compute")
    parser.add_argument(
        "--json", metavar="OUT", type=Path, help="also write the figures to this file"
    )
    parser.add_argument(
        "--void",
        metavar="N",
        type=_byte,
        action="append",
        help="miou and vc: a value of GT to ignore in addition to 255; may be repeated",
    )
    parser.add_argument(
        "--shift",
        metavar="N",
        type=int,
        help="miou and vc: number to add to the class numbers of PRED to get those of GT",
    )
    parser.add_argument(
        "--things",
        metavar="N",
        type=_byte,
        action="append",
        help="stq: a class with instances; may be repeated (default: classes that have instance "
        "numbers in GT)",
    )
    parser.set_defaults(run=run)


def _byte(text: str) -> int:
    if not text.isdecimal() or int(text) > BYTE_MAX:
        raise argparse.ArgumentTypeError(f"{text!r} is not a class number 0 to {BYTE_MAX}")
    return int(text)


def run(arguments: argparse.Namespace) -> int:
    """Run the command and return its exit status."""
    from gvseg.files import write_json

    given = {name: getattr(arguments, name) for name in ("void", "shift", "things")}
    options = {name: value for name, value in given.items() if value is not None}
    if unused := sorted(options.keys() - set(_OPTIONS[arguments.metric])):
        raise UserError(
            f"--{unused[0]} does not apply to the metric {arguments.metric}; leave it out."
        )
    result = _evaluate(arguments.metric, arguments.pred, arguments.gt, options)
    print(result.table())
    if arguments.json is not None:
        write_json(arguments.json, result.to_json())
    return 0
