"""The `gvseg-train` command. Subcommands import torch only if they need it."""

import argparse
import sys

from gvseg import __version__
from gvseg.console.arguments import OneLineParser
from gvseg.errors import UserError
from training import (
    annotator_command,
    confidence_command,
    evaluate_command,
    fit_command,
    model_commands,
    pack_command,
    release_command,
    retrain_command,
)


def main(arguments: list[str] | None = None) -> int:
    """Run a subcommand and return its exit code: 0 done, 2 bad input, 130 stopped by Ctrl-C."""
    options = make_parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except UserError as error:
        print(f"gvseg-train: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("gvseg-train: stopped; nothing else was written.", file=sys.stderr)
        return 130


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of all subcommands."""
    parser = OneLineParser(
        prog="gvseg-train", description="Train, evaluate and release weights of GvSeg."
    )
    parser.add_argument("--version", action="version", version=f"gvseg-train {__version__}")
    commands = parser.add_subparsers(dest="command", required=True)
    fit_command.add_parsers(commands)
    evaluate_command.add_parser(commands)
    release_command.add_parsers(commands)
    retrain_command.add_parser(commands)
    model_commands.add_parser(commands)
    confidence_command.add_parser(commands)
    annotator_command.add_parser(commands)
    pack_command.add_parser(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
