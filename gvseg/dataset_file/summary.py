"""Counts the contents of a project, and detects whether it has changed since."""

import json
import os
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from gvseg.annotation.candidates import exemplar_candidates
from gvseg.annotation.document import Document
from gvseg.annotation.records import Origin
from gvseg.annotation.review_notes import ReviewState
from gvseg.annotation.states import EMPTY, PINNED, PRESENT, VERIFIED, origin_from_flags
from gvseg.dataset_file.records import Summary
from gvseg.project import ProjectPool

_VERSION: Final = "2"
"""Version of `Summary`; summaries of another version are made again."""
_ORIGINS: Final = [origin_from_flags(flags) for flags in range(256)]
_IS_MADE: Final = np.array([origin.is_machine_made for origin in _ORIGINS])
# A propagation pins imported masks, although nobody has looked at them.
_IS_SETTLED: Final = np.array(
    [
        bool(flags & VERIFIED)
        or origin is Origin.DRAWN
        or (bool(flags & PINNED) and origin is not Origin.IMPORTED)
        for flags, origin in enumerate(_ORIGINS)
    ]
)


def summarise(path: Path, pool: ProjectPool, links: Mapping[int, int]) -> Summary:
    """Count the current contents of a project.

    Args:
        path: the project file.
        pool: pool that opens it.
        links: category id in the project -> shared category id.

    Raises:
        ProjectError: the project cannot be read.
    """
    store = pool.store(path)
    document = store.read_document()
    masks = settled = verified = predicted = exemplars = candidates = 0
    is_masked = np.zeros(document.source.frame_count, bool)
    for track_id in document.tracks:
        flags = document.states(track_id).flags
        is_shown = (flags & (PRESENT | EMPTY)) == PRESENT
        masks += _count(is_shown)
        exemplars += _count((flags & PINNED) != 0)
        verified += _count(is_shown & ((flags & VERIFIED) != 0))
        predicted += _count(is_shown & _IS_MADE[flags])
        settled += _count(is_shown & _IS_SETTLED[flags])
        candidates += len(exemplar_candidates(document, track_id))
        is_masked |= is_shown
    return Summary(
        frames=document.source.frame_count,
        frame_rate=document.source.frame_rate,
        objects=len(document.tracks),
        masks=masks,
        settled=settled,
        verified=verified,
        predicted=predicted,
        exemplars=exemplars,
        candidates=candidates if 2 * _count(is_masked) <= len(is_masked) else 0,
        proposals=len(document.proposals),
        accepted=document.notes.count(ReviewState.ACCEPTED),
        needs_work=document.notes.count(ReviewState.NEEDS_WORK),
        open_comments=document.notes.open_count,
        categories=_categories(document, links),
        changed_at=_changed_at(path),
    )


def stamp_of(path: Path) -> str:
    """Return a string that changes with the project and with `Summary`; "" if the project does not
    exist.
    """
    parts = []
    for name in (str(path), f"{path}-wal"):
        try:
            found = os.stat(name)  # noqa: PTH116 - called for each project
        except OSError:
            continue
        parts.append(f"{found.st_mtime_ns}:{found.st_size}")
    return " ".join([_VERSION, *parts]) if parts else ""


def summary_to_text(summary: Summary) -> str:
    """Return a summary as JSON."""
    return json.dumps(asdict(summary), separators=(",", ":"))


def summary_from_text(text: str) -> Summary:
    """Return the summary that `summary_to_text` wrote."""
    value: dict[str, Any] = json.loads(text)
    categories = {int(key): number for key, number in value.pop("categories", {}).items()}
    names = {one.name for one in fields(Summary)}  # a later version may have written more
    known = {name: number for name, number in value.items() if name in names}
    return Summary(**known, categories=categories)


def _count(chosen: NDArray[np.bool_]) -> int:
    return int(np.count_nonzero(chosen))


def _categories(document: Document, links: Mapping[int, int]) -> dict[int, int]:
    shared = (links.get(track.category_id) for track in document.tracks.values())
    return dict(Counter(category_id for category_id in shared if category_id is not None))


def _changed_at(path: Path) -> float:
    times = [path.stat().st_mtime]
    log = path.with_name(path.name + "-wal")
    if log.exists() and log.stat().st_size:
        times.append(log.stat().st_mtime)
    return max(times)
