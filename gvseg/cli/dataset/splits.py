"""`gvseg dataset split`: assign videos to splits, at random or by hand."""

import argparse
from collections import Counter
from typing import TYPE_CHECKING, Any

from gvseg.cli.dataset.arguments import add_dataset_argument
from gvseg.cli.options import add_draw_options
from gvseg.errors import RequestError

if TYPE_CHECKING:
    from gvseg.dataset_file import Dataset

EPILOG = """\
examples:
  gvseg dataset split data --random train=0.8,val=0.2 --seed 1 --stratify
  gvseg dataset split data --set val clip-07 clip-12
  gvseg dataset split data

Without --all, --random assigns only videos that have no split yet.
"""


def add_parsers(actions: Any) -> None:
    """Add the action to `gvseg dataset`."""
    parser = actions.add_parser(
        "split",
        help="assign videos to splits",
        description="Assign videos to splits, or show the splits.",
        epilog=EPILOG,
    )
    add_dataset_argument(parser)
    parser.add_argument(
        "--random",
        metavar="NAME=SHARE,...",
        help="assign videos to splits at random, for example train=0.8,val=0.2",
    )
    add_draw_options(parser)
    parser.add_argument("--all", action="store_true", help="also reassign videos that have a split")
    parser.add_argument(
        "--set", metavar=("NAME", "VIDEO"), nargs="+", help="put videos into a split by hand"
    )
    parser.add_argument(
        "--clear", metavar="VIDEO", nargs="+", help="remove videos from their splits"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Assign or show the splits and return the exit status."""
    from gvseg.cli.dataset.contents import find_videos
    from gvseg.dataset_file import Dataset

    given = [arguments.random, arguments.set, arguments.clear]
    if len([one for one in given if one is not None]) > 1:
        raise RequestError("Use one of --random, --set and --clear.")
    if arguments.set is not None and len(arguments.set) == 1:
        raise RequestError(f"Give the videos of {arguments.set[0]}: --set NAME VIDEO...")
    with Dataset.open(arguments.dataset) as dataset:
        if arguments.random is not None:
            _assign_at_random(dataset, arguments)
        else:
            split, *names = arguments.set or ["", *(arguments.clear or [])]
            chosen = find_videos(dataset, names)
            split = _checked(split) if arguments.set else ""
            dataset.assign_splits({video.video_id: split for video in chosen})
        for split, number in sorted(Counter(v.split for v in dataset.videos()).items()):
            print(f"{split or 'without a split'}: {number}")
    return 0


def _assign_at_random(dataset: "Dataset", arguments: argparse.Namespace) -> None:
    from gvseg.dataset_file import parse_shares, refresh, split_videos

    shares = parse_shares(arguments.random)
    for split in shares:
        _checked(split)
    refresh(dataset)
    videos = [video for video in dataset.videos() if arguments.all or not video.split]
    if not videos:
        raise RequestError("Every video already has a split; add --all to reassign them.")
    names = {category_id: one.name for category_id, one in dataset.categories().items()}
    objects = {
        video.name: {names[c]: number for c, number in video.summary.categories.items()}
        for video in videos
    }
    split_of = split_videos(
        objects, shares, arguments.seed, objects=objects if arguments.stratify else None
    )
    dataset.assign_splits({video.video_id: split_of[video.name] for video in videos})


def _checked(split: str) -> str:
    from gvseg.formats import check_splits

    check_splits("ytvis", {split: ()})
    return split
