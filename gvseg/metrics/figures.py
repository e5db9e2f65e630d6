"""How figures stand in a table for a person and in a json file; undefined ones are NaN."""

import math
from collections.abc import Mapping, Sequence
from typing import TypeAlias

Row: TypeAlias = tuple[str, Sequence[float]]
"""A name and its figures; whole numbers are counts."""


def text_table(titles: Sequence[str], rows: Sequence[Row]) -> str:
    """A line per row under a line of titles; `-` where a figure is undefined.

    Args:
        titles: of the names, then of each figure.
        rows: as many figures each as there are titles for.
    """
    width = max(len(name) for name in [titles[0], *(name for name, _ in rows)])
    lines = [" ".join([titles[0].ljust(width), *(title.rjust(8) for title in titles[1:])])]
    lines += [" ".join([name.ljust(width), *map(_text, figures)]) for name, figures in rows]
    return "\n".join(lines)


def json_figure(figure: float) -> float | None:
    """A figure as JSON can hold it: null where it is undefined."""
    return None if math.isnan(figure) else figure


def json_figures(figures: Mapping[str, float]) -> dict[str, float | None]:
    """Several of them by name."""
    return {name: json_figure(figure) for name, figure in figures.items()}


def mean_of(figures: Sequence[float]) -> float:
    """Mean of those that are defined; NaN where none is."""
    known = [figure for figure in figures if not math.isnan(figure)]
    return math.fsum(known) / len(known) if known else math.nan


def _text(figure: float) -> str:
    if isinstance(figure, int):
        return f"{figure:8d}"
    return "-".rjust(8) if math.isnan(figure) else f"{figure:8.3f}"
