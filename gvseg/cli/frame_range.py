"""`--first` and `--last`: the frames that are wanted."""

import argparse

from gvseg.errors import RequestError


def add_range_options(parser: argparse.ArgumentParser) -> None:
    """Add --first and --last."""
    parser.add_argument("--first", metavar="N", type=int, default=0, help="first frame wanted")
    parser.add_argument("--last", metavar="N", type=int, help="last frame wanted, included")


def check_order(first: int, last: int | None) -> None:
    """Refuse what fits no video, before any is opened.

    Raises:
        RequestError: a frame below 0, or a range upside down.
    """
    for name, frame_index in (("--first", first), ("--last", last)):
        if frame_index is not None and frame_index < 0:
            raise RequestError(f"{name} {frame_index} is in no video; frames count from 0.")
    if last is not None and last < first:
        raise RequestError(f"--first {first} comes after --last {last}; the range is upside down.")


def check_range(first: int, last: int | None, frame_count: int) -> tuple[int, int]:
    """Return first and last frame wanted of a video, both included.

    Raises:
        RequestError: a range outside the video or upside down.
    """
    check_order(first, last)
    end = frame_count - 1
    for name, frame_index in (("--first", first), ("--last", last)):
        if frame_index is not None and frame_index > end:
            raise RequestError(
                f"{name} {frame_index} is past the video, which has frames 0 to {end}."
            )
    return first, end if last is None else last
