"""Arguments that several actions of `gvseg dataset` have in common."""

import argparse
from pathlib import Path


def add_dataset_argument(parser: argparse.ArgumentParser) -> None:
    """Add the folder of the dataset as the first argument."""
    parser.add_argument(
        "dataset", metavar="DIR", type=Path, help="folder of the dataset, or dataset.gvset"
    )
