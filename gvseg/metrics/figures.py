"""Format figures as a text table or as JSON; undefined figures are NaN."""

import math
from collections.abc import Mapping, Sequence
from typing import TypeAlias

Row: TypeAlias = tuple[str, Sequence[float]]
"""A name and its figures; integers are counts."""


def text_table(titles: Sequence[str], rows: Sequence[Row]) -> str:
    """Return a text table with a title line; `-` marks undefined figures.

    Args:
        titles: title of the name column, then of each figure.
        rows: names with one figure per remaining title.
    """
    width = max(len(name) for name in [titles[0], *(name for name, _ in rows)])
    lines = [" ".join([titles[0].ljust(width), *(title.rjust(8) for title in titles[1:])])]
    lines += [" ".join([name.ljust(width), *map(_text, figures)]) for name, figures in rows]
    return "\n".join(lines)


def json_figure(figure: float) -> float | None:
    """Return a figure as a JSON value: null if undefined."""
    return None if math.isnan(figure) else figure


def json_figures(figures: Mapping[str, float]) -> dict[str, float | None]:
    """Return figures by name as JSON values."""
    return {name: json_figure(figure) for name, figure in figures.items()}


def mean_of(figures: Sequence[float]) -> float:
    """Return the mean of the defined figures; NaN if there are none."""
    known = [figure for figure in figures if not math.isnan(figure)]
    return math.fsum(known) / len(known) if known else math.nan


def _text(figure: float) -> str:
    if isinstance(figure, int):
        return f"{figure:8d}"
    return "-".rjust(8) if math.isnan(figure) else f"{figure:8.3f}"
