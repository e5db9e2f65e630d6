"""An argument parser with one-line error messages, and argument types."""

import argparse
import sys
import textwrap
from collections.abc import Callable
from typing import Any, Final, NoReturn

SHORTEST_SIDE: Final = 64
"""Smallest supported shorter side of a frame inside the network, in pixels."""
_HELP_WIDTH = 100


class OneLineParser(argparse.ArgumentParser):
    """Reports errors in one line with a pointer to --help, and exits with status 2."""

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("allow_abbrev", False)
        options.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        super().__init__(*args, **options)

    def format_help(self) -> str:
        """Return the help text; format names are imported only here, to keep startup fast."""
        text = super().format_help()
        if "{readable}" in text or "{writable}" in text:
            from gvseg.formats import FORMATS

            for marker, names in (
                ("{readable}", [form.name for form in FORMATS.values() if form.can_read]),
                ("{writable}", [form.name for form in FORMATS.values() if form.can_write]),
            ):
                text = text.replace(marker, ", ".join(names))
        return "".join(map(_wrapped, text.splitlines(keepends=True)))

    def error(self, message: str) -> NoReturn:
        """Print one line without the usage, and exit with status 2."""
        line = " ".join(message.split())
        print(f"{self.prog}: {line} (see {self.prog} --help)", file=sys.stderr)
        raise SystemExit(2)


def _wrapped(line: str) -> str:
    # argparse wraps the usage and the options, but not descriptions and epilogs.
    if len(line) <= _HELP_WIDTH or line.startswith((" ", "usage:")):
        return line
    return textwrap.fill(line, _HELP_WIDTH, break_on_hyphens=False) + "\n"


def at_least(minimum: int) -> Callable[[str], int]:
    """Return an argument type for integers of at least `minimum`."""

    def number(text: str) -> int:
        try:
            value = int(text)
        except ValueError:
            value = minimum - 1
        if value < minimum:
            raise argparse.ArgumentTypeError(f"{text!r} is not an integer of at least {minimum}")
        return value

    return number


positive = at_least(1)
short_side = at_least(SHORTEST_SIDE)


def duration(text: str) -> float:
    """Parse a positive number of seconds; usable as an argument type."""
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0.0 < seconds < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is not a positive number of seconds")
    return seconds
