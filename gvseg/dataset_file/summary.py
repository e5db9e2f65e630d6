"""Counts the contents of a project, and detects whether it has changed since."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from gvseg.annotation.document import Document
from gvseg.annotation.records import Origin
from gvseg.annotation.review_notes import ReviewState
from gvseg.annotation.states import EMPTY, PINNED, PRESENT, VERIFIED, origin_from_flags
from gvseg.dataset_file.records import Summary
from gvseg.project import ProjectPool


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
    masks = settled = verified = predicted = exemplars = 0
    for track_id in document.tracks:
        for _, flags, _ in store.states(track_id):
            exemplars += bool(flags & PINNED)
            if flags & (PRESENT | EMPTY) != PRESENT:
                continue
            is_made = origin_from_flags(flags).is_machine_made
            is_drawn = origin_from_flags(flags) is Origin.DRAWN
            masks += 1
            verified += bool(flags & VERIFIED)
            predicted += is_made
            settled += is_drawn or bool(flags & (VERIFIED | PINNED))
    return Summary(
        frames=document.source.frame_count,
        frame_rate=document.source.frame_rate,
        objects=len(document.tracks),
        masks=masks,
        settled=settled,
        verified=verified,
        predicted=predicted,
        exemplars=exemplars,
        proposals=len(document.proposals),
        accepted=document.notes.count(ReviewState.ACCEPTED),
        needs_work=document.notes.count(ReviewState.NEEDS_WORK),
        open_comments=document.notes.open_count,
        categories=_categories(document, links),
        changed_at=_changed_at(path),
    )


def stamp_of(path: Path) -> str:
    """Return a string that changes with the project; "" if it does not exist."""
    parts = []
    for file in (path, path.with_name(path.name + "-wal")):
        try:
            found = file.stat()
        except OSError:
            continue
        parts.append(f"{found.st_mtime_ns}:{found.st_size}")
    return " ".join(parts)


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


def _categories(document: Document, links: Mapping[int, int]) -> dict[int, int]:
    counts = Counter(track.category_id for track in document.tracks.values())
    return {
        links[category_id]: number for category_id, number in counts.items() if category_id in links
    }


def _changed_at(path: Path) -> float:
    times = [path.stat().st_mtime]
    log = path.with_name(path.name + "-wal")
    if log.exists() and log.stat().st_size:
        times.append(log.stat().st_mtime)
    return max(times)
