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
    lines = [list(titles), *([name, *map(_text, figures)] for name, figures in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    widths[1:] = [max(8, width) for width in widths[1:]]
    texts = [
        " ".join([line[0].ljust(widths[0]), *map(str.rjust, line[1:], widths[1:])])
        for line in lines
    ]
    return "\n".join(texts)


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
        return str(figure)
    return "-" if math.isnan(figure) else f"{figure:.3f}"
