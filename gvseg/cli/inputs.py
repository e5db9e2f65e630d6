"""Opens sources and reads annotations under a progress bar; says how and what was left out."""

import argparse
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from gvseg.console.progress import FractionProgress
from gvseg.video import Video, VideoCancelledError, open_video

if TYPE_CHECKING:
    from gvseg.formats import ReadReport

SOME_LEFT_OUT = 3
"""Exit status where entries of a file were left out and the rest was read."""

_MOST_SAID = 200

READING_HELP = """\
An entry that cannot be read is named and left out, and the exit status is 3; with --strict one such
entry refuses the file. A file that is broken as a whole is always refused. Where a file leaves
something open, the command says how it read that, why, and which option changes it.
"""


def open_source(path: Path, stop: threading.Event) -> Video:
    """Open a video file or a frame folder.

    Raises:
        VideoError: it cannot be used.
        KeyboardInterrupt: `stop` was set meanwhile.
    """
    try:
        with FractionProgress("Reading the index") as progress:
            video = open_video(path, progress=progress, cancel=stop)
    except VideoCancelledError as stopped:
        raise KeyboardInterrupt from stopped
    if video.missing_frames:
        print(
            f"gvseg: {path} is damaged: {video.missing_frames} frames cannot be read, "
            f"{video.frame_count} can.",
            file=sys.stderr,
        )
    return video


def add_reading_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that say how a file is read."""
    parser.add_argument(
        "--strict", action="store_true", help="refuse the file for one entry that cannot be read"
    )
    parser.add_argument(
        "--first-number",
        choices=("0", "1"),
        help="what the file calls the first frame (told from its numbers if left out)",
    )
    parser.add_argument(
        "--crowd",
        choices=("objects", "void"),
        help="what masks with iscrowd 1 are (told from the whole file if left out)",
    )
    parser.add_argument(
        "--boxes",
        choices=("skip", "fill"),
        help="what to do with boxes without a mask (skip if left out)",
    )
    parser.add_argument(
        "--identity",
        metavar="FIELD",
        help="the field that holds object ids, or none (told from the file if left out)",
    )


def read_reported(
    arguments: argparse.Namespace, path: Path, format_name: str | None, stop: threading.Event
) -> "tuple[str, ReadReport]":
    """Read a file or folder, and print how; return the name of its format and what was read.

    Args:
        arguments: what `add_reading_options` added.
        path: what to read.
        format_name: None to tell it from the content.
        stop: set it to stop reading.

    Raises:
        FormatError: no such format, or the file breaks its rules.
        KeyboardInterrupt: `stop` was set meanwhile.
    """
    from gvseg.formats import (
        ImportCancelledError,
        NothingReadError,
        find_format,
        read_annotations,
        tell_format,
    )

    if format_name is None:
        guess = tell_format(path)
        format_name = guess.format_name
        _say(f"{path} is read as {format_name}, because {guess.reason}.")
    find_format(format_name, to_read=True)
    options = {key: getattr(arguments, key) for key in ("crowd", "identity", "boxes")}
    try:
        with FractionProgress(f"Reading {format_name}") as progress:
            report = read_annotations(
                path,
                format_name,
                is_strict=arguments.strict,
                choices={key: value for key, value in options.items() if value is not None},
                progress=progress,
                cancel=stop,
            )
    except ImportCancelledError as stopped:
        raise KeyboardInterrupt from stopped
    except NothingReadError as error:
        _say_readings(format_name, error.report)
        raise
    _say_readings(format_name, report)
    return format_name, report


def say_omissions(report: "ReadReport") -> int:
    """Print what was left out; return the exit status."""
    for omission in report.omissions[:_MOST_SAID]:
        _say(f"left out: {omission}")
    more = len(report.omissions) - _MOST_SAID
    if more > 0:
        _say(f"left out: {more} more entries; the first {_MOST_SAID} are named above.")
    return SOME_LEFT_OUT if report.omissions else 0


def first_number(arguments: argparse.Namespace) -> int | None:
    """What the person says the first frame is called."""
    return None if arguments.first_number is None else int(arguments.first_number)


def _say_readings(format_name: str, report: "ReadReport") -> None:
    for reading in report.readings:
        _say(f"{format_name}: {reading}")


def _say(line: str) -> None:
    print(line, file=sys.stderr)
