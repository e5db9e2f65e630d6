"""`gvseg evaluate`: the published measures of results against the truth."""

import argparse
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final, Protocol

from gvseg.errors import UserError


class Result(Protocol):
    """What every measure gives."""

    def table(self) -> str:
        """Figures for a person."""
        ...

    def to_json(self) -> dict[str, Any]:
        """Figures for a json file."""
        ...


def _evaluate(metric: str, pred: Path, gt: Path, options: Mapping[str, Any]) -> Result:
    """Score results; imports wait until here, so that the command line starts quickly."""
    from gvseg.console.progress import Progress
    from gvseg.evaluation import davis, panoptic, pictures, tracks

    evaluate: Mapping[str, Callable[..., Result]] = {
        "jf": davis.evaluate_davis,
        "vis-ap": tracks.evaluate_vis_ap,
        "miou": pictures.evaluate_miou,
        "vc": pictures.evaluate_vc,
        "vpq": panoptic.evaluate_vpq,
        "stq": pictures.evaluate_stq,
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
jf: region similarity J and contour accuracy F as the DAVIS benchmark defines them. PRED and GT
are folders of indexed PNG, of one video or with a folder for each video.
vis-ap: average precision and recall of YouTube-VIS. PRED is a json of results (ytvis-results), GT
a json of the truth (ytvis).
miou: mean IoU of classes. vc: video consistency VC8 and VC16 of VSPW. PRED and GT are folders of
grey or indexed PNG of class numbers (semantic-png, VSPW, CamVid), as for jf; 255 is void. Our own
exports number classes from 1: against the labels of CamVid say --shift -1 --void 11.
vpq: video panoptic quality of VIPSeg. PRED and GT are VIPSeg folders or COCO panoptic files.
stq: segmentation and tracking quality of KITTI-STEP. PRED and GT are folders of RGB PNG, as for
jf, with the class in R and the instance in G and B.
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
    parser.add_argument(
        "--void",
        metavar="N",
        type=_byte,
        action="append",
        help="miou, the column correct of vc: a value of GT that does not count, besides 255; "
        "may be repeated",
    )
    parser.add_argument(
        "--shift",
        metavar="N",
        type=int,
        help="miou, vc: what to add to PRED's class numbers to get GT's",
    )
    parser.add_argument(
        "--things",
        metavar="N",
        type=_byte,
        action="append",
        help="stq: a class whose objects are told apart; may be repeated (default: the classes "
        "that have an instance number in GT)",
    )
    parser.set_defaults(run=run)


def _byte(text: str) -> int:
    if not text.isdecimal() or int(text) > BYTE_MAX:
        raise argparse.ArgumentTypeError(f"{text!r} is not a class number 0 to {BYTE_MAX}")
    return int(text)


def run(arguments: argparse.Namespace) -> int:
    """Print the table; write the figures where asked."""
    from gvseg.files import write_json

    given = {name: getattr(arguments, name) for name in ("void", "shift", "things")}
    options = {name: value for name, value in given.items() if value is not None}
    if foreign := sorted(options.keys() - set(_OPTIONS[arguments.metric])):
        raise UserError(f"--{foreign[0]} is not an option of the measure {arguments.metric}.")
    result = _evaluate(arguments.metric, arguments.pred, arguments.gt, options)
    print(result.table())
    if arguments.json is not None:
        write_json(arguments.json, result.to_json())
    return 0
