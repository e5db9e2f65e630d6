"""Options of every command that writes annotations."""

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gvseg.formats import ExportOptions


def add_export_options(parser: argparse.ArgumentParser) -> None:
    """Add what a person can choose of a format."""
    parser.add_argument(
        "--polygons", action="store_true", help="coco: polygons, which lose holes, not codes"
    )
    parser.add_argument(
        "--jpeg-frames", action="store_true", help="write the frames as jpg beside the annotations"
    )
    parser.add_argument(
        "--dataset-layout", action="store_true", help="davis: the folders of the data set"
    )
    parser.add_argument(
        "--check", action="store_true", help="read it back and say what its readers stumble over"
    )


def chosen_options(arguments: argparse.Namespace) -> "ExportOptions":
    """The options as the writers take them.

    Raises:
        FormatError: an option that the format does not know.
    """
    from gvseg.errors import FormatError
    from gvseg.formats import ExportOptions, find_format

    form = find_format(arguments.format, to_write=True)
    for name in ("polygons", "jpeg_frames", "dataset_layout"):
        if getattr(arguments, name) and name not in form.options:
            raise FormatError(f"{form.name} knows no --{name.replace('_', '-')}; leave it out.")
    return ExportOptions(
        polygons=arguments.polygons,
        jpeg_frames=arguments.jpeg_frames,
        dataset_layout=arguments.dataset_layout,
    )
