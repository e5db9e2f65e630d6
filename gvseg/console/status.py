"""Status lines of long commands."""

import sys


def say(line: str) -> None:
    """Print a line to standard error at once, so that standard output holds only results."""
    print(line, file=sys.stderr, flush=True)
