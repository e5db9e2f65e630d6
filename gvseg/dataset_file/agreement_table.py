"""Compare the projects of a dataset that annotate one video, and write the results as tables."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from itertools import combinations
from pathlib import Path
from typing import Any

from gvseg.dataset_file.agreement import Agreement, ObjectAgreement, compare_documents
from gvseg.dataset_file.records import DatasetVideo
from gvseg.errors import ProjectError, RequestError
from gvseg.files import atomic_file
from gvseg.project import ProjectPool


def compare_same_videos(videos: Iterable[DatasetVideo], pool: ProjectPool) -> list[Agreement]:
    """Compare all pairs of projects that annotate the same video file or a copy of it.

    Projects that cannot be read, or have no annotated frames in common, are left out.
    """
    groups: dict[tuple[str, int], list[DatasetVideo]] = defaultdict(list)
    for video in videos:
        if video.project is not None:
            try:
                source = pool.store(video.project).read_source()
            except ProjectError:
                continue
            if source.sha256:
                groups[source.sha256, source.size_bytes].append(video)
    found = []
    for group in groups.values():
        for a, b in combinations(group, 2):
            if a.project is None or b.project is None:
                continue
            try:
                one = pool.store(a.project).read_document()
                two = pool.store(b.project).read_document()
                found.append(compare_documents(one, two, names=(a.name, b.name)))
            except (ProjectError, RequestError):
                continue
    return found


def write_agreements(path: Path, agreements: Sequence[Agreement]) -> Path:
    """Write one row for each object as CSV, and return the path.

    Raises:
        OutputError: the file cannot be written.
    """
    rows = [row for agreement in agreements for row in _rows(agreement)]
    names = ["a", "b", *ObjectAgreement.__dataclass_fields__]
    with atomic_file(path) as partial, partial.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows(rows)
    return path


def agreement_to_json(agreement: Agreement) -> dict[str, Any]:
    """Return an agreement as JSON."""
    return {
        "a": agreement.a,
        "b": agreement.b,
        "frames": agreement.frames,
        "matched": agreement.matched,
        "same_category": agreement.same_category,
        "j_and_f": agreement.j_and_f,
        "j_and_f_matched": agreement.j_and_f_matched,
        "objects": [asdict(row) for row in agreement.objects],
        "confusion": [
            {"category_a": a, "category_b": b, "objects": number}
            for (a, b), number in agreement.confusion.items()
        ],
    }


def _rows(agreement: Agreement) -> list[dict[str, Any]]:
    return [{"a": agreement.a, "b": agreement.b, **asdict(row)} for row in agreement.objects]
