"""Opens videos and reads annotation files with a progress bar, and reports how they were read."""

import argparse
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from gvseg.console.progress import FractionProgress

if TYPE_CHECKING:
    from gvseg.formats import ReadReport
    from gvseg.video import Video

SOME_LEFT_OUT = 3
"""Exit status if some entries of a file were left out."""

_MAX_REPORTED = 200

READING_HELP = """\
Entries that cannot be read are reported and left out, and the exit status is 3; with --strict, any
such entry makes the command fail. A file that is damaged as a whole is always rejected. If a file
can be read in two ways, the command reports which way it chose, why, and which option changes it.
"""


def open_source(path: Path, stop: threading.Event) -> "Video":
    """Open a video file or a frame folder.

    Raises:
        VideoError: the source cannot be opened.
        KeyboardInterrupt: `stop` was set.
    """
    from gvseg.video import VideoCancelledError, open_video

    try:
        with FractionProgress("Reading the index") as progress:
            video = open_video(path, progress=progress, cancel=stop)
    except VideoCancelledError as stopped:
        raise KeyboardInterrupt from stopped
    if video.missing_frames:
        print(
            f"gvseg: {path} is damaged: {video.missing_frames} frames cannot be decoded; "
            f"{video.frame_count} can.",
            file=sys.stderr,
        )
    for note in video.notes:
        print(f"gvseg: {note}", file=sys.stderr)
    if video.value_range is not None:
        print(f"gvseg: value range of {path}: {video.value_range}", file=sys.stderr)
    return video


def add_reading_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that control how a file is read."""
    parser.add_argument("--strict", action="store_true", help="fail if any entry cannot be read")
    parser.add_argument(
        "--first-number",
        choices=("0", "1"),
        help="number of the first frame in the file (default: detected)",
    )
    parser.add_argument(
        "--crowd",
        choices=("objects", "void"),
        help="how to read masks with iscrowd 1 (default: detected)",
    )
    parser.add_argument(
        "--boxes",
        choices=("skip", "fill"),
        help="skip boxes without a mask or fill them (default: skip)",
    )
    parser.add_argument(
        "--line-end",
        choices=("none", "conf", "id", "conf-id"),
        help="what follows the outline in YOLO label lines (default: detected)",
    )
    parser.add_argument(
        "--identity",
        metavar="FIELD",
        help="field that holds object ids, or none (default: detected)",
    )


def read_reported(
    arguments: argparse.Namespace,
    path: Path,
    format_name: str | None,
    stop: threading.Event,
    *,
    frame_size: tuple[int, int] | None = None,
) -> "tuple[str, ReadReport]":
    """Read a file or folder, print how it was read, and return its format name and content.

    Args:
        arguments: parsed arguments, including the options of `add_reading_options`.
        path: file or folder to read.
        format_name: None to detect it from the content.
        stop: event that stops reading when set.
        frame_size: (height, width) of the video, for files that do not give it.

    Raises:
        FormatError: the format does not exist, or the file does not follow it.
        KeyboardInterrupt: `stop` was set.
    """
    from gvseg.formats import (
        ImportCancelledError,
        NothingReadError,
        detect_format,
        find_format,
        read_annotations,
    )

    if format_name is None:
        guess = detect_format(path)
        format_name = guess.format_name
        _print(f"Reading {path} as {format_name}: {guess.reason}.")
    find_format(format_name, to_read=True)
    options = {key: getattr(arguments, key) for key in ("crowd", "identity", "boxes", "line_end")}
    try:
        with FractionProgress(f"Reading {format_name}") as progress:
            report = read_annotations(
                path,
                format_name,
                is_strict=arguments.strict,
                choices={key: value for key, value in options.items() if value is not None},
                frame_size=frame_size,
                progress=progress,
                cancel=stop,
            )
    except ImportCancelledError as stopped:
        raise KeyboardInterrupt from stopped
    except NothingReadError as error:
        _print_readings(format_name, error.report)
        raise
    _print_readings(format_name, report)
    return format_name, report


def print_omissions(report: "ReadReport") -> int:
    """Print the entries that were left out and return the exit status."""
    for omission in report.omissions[:_MAX_REPORTED]:
        _print(f"left out: {omission}")
    more = len(report.omissions) - _MAX_REPORTED
    if more > 0:
        _print(f"left out: {more} more entries.")
    return SOME_LEFT_OUT if report.omissions else 0


def first_number(arguments: argparse.Namespace) -> int | None:
    """Return the number given for the first frame, or None."""
    return None if arguments.first_number is None else int(arguments.first_number)


def _print_readings(format_name: str, report: "ReadReport") -> None:
    for reading in report.readings:
        _print(f"{format_name}: {reading}")


def _print(line: str) -> None:
    print(line, file=sys.stderr)
