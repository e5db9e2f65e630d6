"""An argument parser whose complaints are one line."""

import argparse
import sys
from collections.abc import Callable
from typing import Any, Final, NoReturn

SHORTEST_SIDE: Final = 64
"""Of a frame inside the network, in pixels; it sees none smaller (two of its coarsest cells)."""


class OneLineParser(argparse.ArgumentParser):
    """Says what is wrong in one line and where to read more, and exits with 2."""

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("allow_abbrev", False)
        options.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        super().__init__(*args, **options)

    def format_help(self) -> str:
        """The help; only now, when a person reads it, are formats asked for their names."""
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
        """End with exit status 2 and one line, without the usage."""
        line = " ".join(message.split())
        print(f"{self.prog}: {line} (see {self.prog} --help)", file=sys.stderr)
        raise SystemExit(2)


def at_least(least: int) -> Callable[[str], int]:
    """A whole number from `least` up, for `type=`."""

    def number(text: str) -> int:
        try:
            value = int(text)
        except ValueError:
            value = least - 1
        if value < least:
            raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from {least} up")
        return value

    return number


positive = at_least(1)
short_side = at_least(SHORTEST_SIDE)


def duration(text: str) -> float:
    """Seconds above 0, for `type=`."""
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0.0 < seconds < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds above 0")
    return seconds
