"""The `gvseg` command line, with one module per subcommand; heavy imports are deferred."""

import argparse
import io
import re
import sys
from collections.abc import Sequence

from gvseg import __version__
from gvseg.cli import bench, convert, dataset, demo, evaluate, export, import_, propagate, segment
from gvseg.console.arguments import OneLineParser
from gvseg.errors import UserError

SUBCOMMANDS = (propagate, segment, export, import_, convert, dataset, evaluate, bench, demo)

BAD_INPUT = 2
INTERRUPTED = 130

_TAKES_SIGNED = {"--exemplar", "--click", "--box", "--first", "--last"}
_SIGNED = re.compile(r"-\d")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status.

    0: everything was written; 2: bad input, reported in one line; 3: everything was written except
    entries of an input file that could not be read; 130: stopped with Ctrl-C.
    """
    _escape_unprintable()
    given = join_signed(sys.argv[1:] if argv is None else argv)
    arguments = make_parser().parse_args(given)
    try:
        return int(arguments.run(arguments))
    except UserError as error:
        line = " ".join(str(error).split())
        print(f"gvseg {arguments.command}: {line}", file=sys.stderr)
        return BAD_INPUT
    except KeyboardInterrupt:
        print(f"gvseg {arguments.command}: stopped; nothing else was written.", file=sys.stderr)
        return INTERRUPTED


def _escape_unprintable() -> None:
    """Escape characters that the terminal cannot display, so that printing a name cannot fail."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    parser = OneLineParser(
        prog="gvseg",
        description="Segment video: outline an object once and get its mask in every frame.",
    )
    parser.add_argument("--version", action="version", version=f"gvseg {__version__}")
    subparsers = parser.add_subparsers(
        dest="command", required=True, metavar="COMMAND", parser_class=OneLineParser
    )
    for subcommand in SUBCOMMANDS:
        subcommand.add_parser(subparsers)
    return parser


def join_signed(arguments: Sequence[str]) -> list[str]:
    """Join a value such as "-1:mask.png" to its option, because argparse would treat it as an
    option itself.
    """
    joined: list[str] = []
    for argument in arguments:
        if joined and joined[-1] in _TAKES_SIGNED and _SIGNED.match(argument):
            joined[-1] = f"{joined[-1]}={argument}"
        else:
            joined.append(argument)
    return joined
