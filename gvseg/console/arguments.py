"""An argument parser with one-line error messages, and argument types."""

import argparse
import sys
from collections.abc import Callable
from typing import Any, Final, NoReturn

SHORTEST_SIDE: Final = 64
"""Of a frame inside the network, in pixels; it sees none smaller (two of its coarsest cells)."""


class OneLineParser(argparse.ArgumentParser):
    """Reports errors in one line with a pointer to --help, and exits with status 2."""

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("allow_abbrev", False)
        options.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        super().__init__(*args, **options)

    def format_help(self) -> str:
        """Return the help text; format names are looked up only here to keep startup fast."""
        text = super().format_help()
        if "{readable}" not in text and "{writable}" not in text:
            return text
        from gvseg.formats import FORMATS

        for marker, names in (
            ("{readable}", [form.name for form in FORMATS.values() if form.can_read]),
            ("{writable}", [form.name for form in FORMATS.values() if form.can_write]),
        ):
            text = text.replace(marker, ", ".join(names))
        return text

    def error(self, message: str) -> NoReturn:
        """Print one line without the usage, and exit with status 2."""
        line = " ".join(message.split())
        print(f"{self.prog}: {line} (see {self.prog} --help)", file=sys.stderr)
        raise SystemExit(2)


def at_least(least: int) -> Callable[[str], int]:
    """Return an argument type for integers of at least `least`."""

    def number(text: str) -> int:
        try:
            value = int(text)
        except ValueError:
            value = least - 1
        if value < least:
            raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of at least {least}")
        return value

    return number


positive = at_least(1)
short_side = at_least(SHORTEST_SIDE)


def duration(text: str) -> float:
    """Argument type for a positive number of seconds."""
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0.0 < seconds < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is not a positive number of seconds")
    return seconds
