"""`gvseg-train pack`: pack training data into archives for use on another machine."""

import argparse
import math
from pathlib import Path
from typing import Any

from gvseg.console.arguments import short_side
from gvseg.console.status import say
from training.recipe import read_recipe


def add_parser(commands: Any) -> None:
    """Add the subcommand."""
    parser = commands.add_parser(
        "pack",
        help="pack training data into small archives that fit reads",
        description="Pack a data root into archives of limited size, in the same layout but with "
        "smaller images (WebP) and labels (PNG). Pass the folder of archives to fit as --root.",
    )
    parser.add_argument("root", type=Path, help="folder of the data")
    parser.add_argument("out", type=Path, help="folder to create for the archives")
    parser.add_argument(
        "--recipe", type=Path, help="pack only the data of this recipe, and record its terms"
    )
    parser.add_argument(
        "--short-side", type=short_side, default=320, help="largest short side of images, in pixels"
    )
    parser.add_argument(
        "--limit-mb",
        metavar="MB",
        type=megabytes,
        default=58.0,
        help="largest size of an archive, in MB (10^6 bytes)",
    )
    parser.add_argument(
        "--exclude",
        metavar="NAME",
        nargs="+",
        action="extend",
        default=[],
        help="exclude videos, folders and files with these names; wildcards work (highway-*)",
    )
    parser.set_defaults(run=_pack)


def megabytes(text: str) -> float:
    """Argument type for the size of an archive in megabytes."""
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
    for folder, files in report.unsupported.items():
        say(f"skipped: {len(files)} files in {folder}, neither images nor lists")
    for pattern, files in report.excluded.items():
        say(f"excluded: {len(files)} files matching {pattern}")
    size = sum(archive.bytes for archive in report.archives)
    print(
        f"{options.out}: {len(report.archives)} archives, {size / 1e6:.1f} MB, "
        f"{sum(report.images.values())} images"
    )
    return 0
