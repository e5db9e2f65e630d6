"""`gvseg dataset categories`: show, add, rename and recolour the shared categories."""

import argparse
import re
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from gvseg.cli.dataset.arguments import add_dataset_argument
from gvseg.errors import DatasetError, RequestError

if TYPE_CHECKING:
    from gvseg.annotation.records import Category
    from gvseg.dataset_file import Dataset

_COLOUR = re.compile(r"#?([0-9a-fA-F]{2})([0-9a-fA-F]{2})([0-9a-fA-F]{2})")


def add_parsers(actions: Any) -> None:
    """Add the action to `gvseg dataset`."""
    parser = actions.add_parser(
        "categories",
        help="show or change the shared categories",
        description="Show or change the categories of all videos. Projects that are open in "
        "another program are updated when they are next opened.",
    )
    add_dataset_argument(parser)
    parser.add_argument(
        "--add", metavar="NAME", action="append", default=[], help="add a category; may be repeated"
    )
    parser.add_argument(
        "--stuff", action="store_true", help="make the added categories stuff, not things"
    )
    parser.add_argument("--rename", metavar=("OLD", "NEW"), nargs=2, help="rename a category")
    parser.add_argument(
        "--colour", metavar=("NAME", "RRGGBB"), nargs=2, help="set the colour of a category"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Change or show the categories and return the exit status."""
    from gvseg.annotation.colours import object_colour
    from gvseg.annotation.records import Category
    from gvseg.dataset_file import Dataset, adopt_everywhere, refresh

    with Dataset.open(arguments.dataset) as dataset:
        if not dataset.is_read_only:
            refresh(dataset)
        for name in arguments.add:
            number = len(dataset.categories()) + 1
            made = Category(
                category_id=number,
                name=name,
                colour=object_colour(number),
                is_thing=not arguments.stuff,
            )
            dataset.put_category(made, is_new=True)
        if arguments.rename is not None:
            old, new = arguments.rename
            dataset.put_category(replace(_find(dataset, old), name=new))
        if arguments.colour is not None:
            name, colour = arguments.colour
            dataset.put_category(replace(_find(dataset, name), colour=_rgb(colour)))
        if arguments.add or arguments.rename or arguments.colour:
            for video in adopt_everywhere(dataset):
                print(
                    f"{video.project} is open in another program or cannot be written; it is "
                    "updated when it is next opened.",
                    file=sys.stderr,
                )
        for category in dataset.categories().values():
            kind = "thing" if category.is_thing else "stuff"
            colour = "".join(f"{part:02x}" for part in category.colour)
            print(f"{category.category_id}  {category.name}  {kind}  #{colour}")
    return 0


def _find(dataset: "Dataset", name: str) -> "Category":
    for category in dataset.categories().values():
        if category.name == name:
            return category
    raise DatasetError(f"{dataset.path} has no category {name}.")


def _rgb(text: str) -> tuple[int, int, int]:
    match = _COLOUR.fullmatch(text)
    if match is None:
        raise RequestError(f"{text!r} is not a colour; write it as RRGGBB, such as 3399ff.")
    return (int(match[1], 16), int(match[2], 16), int(match[3], 16))
