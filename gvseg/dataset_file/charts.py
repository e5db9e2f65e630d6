"""Draws charts of a dataset's statistics as PNG files, using Matplotlib."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from gvseg.dataset_file.statistics import Statistics
from gvseg.errors import RequestError
from gvseg.files import atomic_file

_MOST_BARS: Final = 40
_FEW_BARS: Final = 6


def write_charts(found: Statistics, folder: Path, *, skips_empty: bool = False) -> list[Path]:
    """Draw the charts as files in a folder; return their paths.

    Args:
        found: the statistics.
        folder: the folder.
        skips_empty: whether charts that would show only zeros are left out.

    Raises:
        RequestError: Matplotlib is not installed.
        OutputError: the folder cannot be written.
    """
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise RequestError(
            "Charts need Matplotlib: pip install 'matplotlib>=3.8'. The tables were written."
        ) from error
    drawers = {
        "objects-by-category": _objects_by_category,
        "mask-sizes": _mask_sizes,
        "track-lengths": _track_lengths,
        "positions": _positions,
        "verified-by-assignee": _verified_by_assignee,
        "corrections-by-video": _corrections_by_video,
        "verified-by-person": _verified_by_person,
        "time-by-video": _time_by_video,
    }
    paths = []
    for name, draw in drawers.items():
        figure = Figure(figsize=(8, 5), layout="constrained")
        axes = figure.subplots()
        draw(found, axes)
        if skips_empty and not axes.dataLim.width:
            continue
        path = folder / f"{name}.png"
        with atomic_file(path) as partial:
            figure.savefig(partial, dpi=120, format="png")
        paths.append(path)
    return paths


def _draw_bars(axes: Any, names: Sequence[str], values: Sequence[float]) -> None:
    axes.barh(names, values, height=0.6)
    if not names:
        axes.set_yticks([])
    axes.set_xlim(0, 1.05 * max(values, default=0) or 1)
    if len(names) < _FEW_BARS:  # keep a single bar from filling the chart
        middle = (len(names) - 1) / 2
        axes.set_ylim(middle - _FEW_BARS / 2, middle + _FEW_BARS / 2)


def _label_whole_numbers(axis: Any) -> None:
    axis.get_major_locator().set_params(integer=True)


def _objects_by_category(found: Statistics, axes: Any) -> None:
    rows = sorted(found.categories, key=lambda row: row.objects)[-_MOST_BARS:]
    _draw_bars(axes, [row.category for row in rows], [row.objects for row in rows])
    axes.set(title="Objects by category", xlabel="objects")
    _label_whole_numbers(axes.xaxis)


def _mask_sizes(found: Statistics, axes: Any) -> None:
    from matplotlib.ticker import LogFormatter

    percent = [100 * share for share in found.shares]
    if percent:
        low, high = min(percent), max(percent)
        steps = [low * (high / low) ** (n / 40) for n in range(41)] if high > low else 10
        axes.hist(percent, bins=steps)
        axes.set_xscale("log")
        axes.xaxis.set_major_formatter(LogFormatter())
        axes.xaxis.set_minor_formatter(LogFormatter())
    axes.set(title="Mask sizes", xlabel="share of the frame in %", ylabel="masks")
    _label_whole_numbers(axes.yaxis)


def _track_lengths(found: Statistics, axes: Any) -> None:
    axes.hist([row.masks for row in found.objects], bins=30)
    axes.set(title="Track lengths", xlabel="frames with a mask", ylabel="objects")
    for axis in (axes.xaxis, axes.yaxis):
        _label_whole_numbers(axis)


def _positions(found: Statistics, axes: Any) -> None:
    image = axes.imshow(found.positions, cmap="magma", aspect="auto", extent=(0, 100, 100, 0))
    axes.figure.colorbar(image, ax=axes, label="centres of masks")
    axes.set(title="Positions of masks", xlabel="% of the width", ylabel="% of the height")


def _verified_by_assignee(found: Statistics, axes: Any) -> None:
    masks: dict[str, int] = defaultdict(int)
    verified: dict[str, int] = defaultdict(int)
    for row in found.videos:
        person = row.assignee or "nobody"
        masks[person] += row.masks
        verified[person] += row.verified
    people = sorted(masks)[:_MOST_BARS]
    _draw_bars(axes, people, [100 * verified[one] / max(1, masks[one]) for one in people])
    axes.set(title="Verified masks by assignee", xlabel="% of the masks", xlim=(0, 100))


def _corrections_by_video(found: Statistics, axes: Any) -> None:
    rows = sorted(found.videos, key=lambda row: row.corrections)[-_MOST_BARS:]
    _draw_bars(axes, [row.video for row in rows], [row.corrections for row in rows])
    axes.set(title="Corrections by video", xlabel="exemplars beyond the first of each object")
    _label_whole_numbers(axes.xaxis)


def _verified_by_person(found: Statistics, axes: Any) -> None:
    rows = sorted(found.people, key=lambda row: row.verified)[-_MOST_BARS:]
    _draw_bars(axes, [row.person for row in rows], [100 * row.verified_share for row in rows])
    axes.set(title="Verified masks by person", xlabel="% of all masks")


def _time_by_video(found: Statistics, axes: Any) -> None:
    rows = sorted(found.videos, key=lambda row: row.minutes_spent)[-_MOST_BARS:]
    _draw_bars(axes, [row.video for row in rows], [row.minutes_spent for row in rows])
    axes.set(title="Time spent by video", xlabel="minutes")
