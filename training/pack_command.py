"""`gvseg-train pack`: training data as a few archives, to take to another machine."""

import argparse
import math
import sys
from pathlib import Path
from typing import Any

from gvseg.console.arguments import short_side
from training.recipe import read_recipe


def add_parser(commands: Any) -> None:
    """Put the subcommand into the command line."""
    parser = commands.add_parser(
        "pack",
        help="write training data as small archives that fit reads",
        description="Write a data root in the same layout with smaller pictures (WebP) and labels "
        "(PNG), in archives of bounded size. fit takes the folder as its --root.",
    )
    parser.add_argument("root", type=Path, help="folder of the data")
    parser.add_argument("out", type=Path, help="folder to make for the packs")
    parser.add_argument(
        "--recipe", type=Path, help="pack only what this recipe reads, in its order, with its terms"
    )
    parser.add_argument(
        "--short-side", type=short_side, default=320, help="of the largest pictures, in pixels"
    )
    parser.add_argument(
        "--limit-mb",
        metavar="MB",
        type=megabytes,
        default=58.0,
        help="size of the largest archive, in millions of bytes",
    )
    parser.add_argument(
        "--exclude",
        metavar="NAME",
        nargs="+",
        action="extend",
        default=[],
        help="leave out videos, folders or files of these names (highway-* fits several)",
    )
    parser.set_defaults(run=_pack)


def megabytes(text: str) -> float:
    """Argument type for the size of an archive."""
    try:
        size = float(text)
    except ValueError:
        size = 0.0
    if not 0.02 <= size < math.inf:
        raise argparse.ArgumentTypeError(f"{text!r} is not a size in megabytes of at least 0.02")
    return size


def _pack(options: argparse.Namespace) -> int:
    from gvseg.console.progress import FractionProgress
    from training.packing import EVERYTHING, pack, sets_of

    sets = sets_of(read_recipe(options.recipe)) if options.recipe else EVERYTHING
    with FractionProgress("Packing") as show:
        report = pack(
            options.root,
            options.out,
            sets,
            short_side=options.short_side,
            limit=int(options.limit_mb * 1e6),
            exclude=options.exclude,
            progress=show,
        )
    for folder, files in report.strange.items():
        _say(f"left out: {len(files)} files of {folder}, neither pictures nor lists")
    for pattern, files in report.excluded.items():
        _say(f"left out: {len(files)} files of {pattern}, as told")
    size = sum(archive.bytes for archive in report.archives)
    print(
        f"{options.out}: {len(report.archives)} archives, {size / 1e6:.1f} MB, "
        f"{sum(report.pictures.values())} pictures"
    )
    return 0


def _say(line: str) -> None:
    print(line, file=sys.stderr)
