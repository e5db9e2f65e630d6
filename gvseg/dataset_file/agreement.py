"""Measures how well two annotations of one video agree."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np

from gvseg.annotation.document import Document
from gvseg.annotation.records import Track
from gvseg.errors import RequestError
from gvseg.masks import Mask
from gvseg.metrics.j_and_f import contour_accuracy, region_similarity
from gvseg.project import ProjectPool

NOTHING: Final = "(none)"
"""Stands for the missing category of an object that only one person annotated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectAgreement:
    """One object: matched in both annotations, or found in one of them only.

    Attributes:
        object_a, object_b: names; "" where the object is missing.
        category_a, category_b: categories; `NOTHING` where the object is missing.
        frames: frames in which at least one person annotated the object.
        j: region similarity, 0..1: mean IoU over these frames.
        f: contour accuracy, 0..1.
        j_and_f: mean of both.
    """

    object_a: str
    category_a: str
    object_b: str
    category_b: str
    frames: int
    j: float
    f: float
    j_and_f: float

    @property
    def is_matched(self) -> bool:
        """True if both people annotated the object."""
        return NOTHING not in (self.category_a, self.category_b)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """The agreement of two annotations, A and B, on the frames that both have annotated.

    Attributes:
        a, b: names of the annotations.
        frames: number of these frames.
        objects: one row for each object; matched ones first.
        confusion: (category in A, category in B) -> number of objects.
    """

    a: str
    b: str
    frames: int
    objects: tuple[ObjectAgreement, ...]
    confusion: dict[tuple[str, str], int] = field(default_factory=dict)

    @property
    def matched(self) -> int:
        """Number of objects that both people annotated."""
        return sum(one.is_matched for one in self.objects)

    @property
    def same_category(self) -> int:
        """Number of matched objects with the same category."""
        return sum(one.is_matched and one.category_a == one.category_b for one in self.objects)

    @property
    def j_and_f(self) -> float:
        """Mean J&F over all objects; an object that only one person annotated counts as 0."""
        return _mean([one.j_and_f for one in self.objects])

    @property
    def j_and_f_matched(self) -> float:
        """Mean J&F over the objects that both people annotated."""
        return _mean([one.j_and_f for one in self.objects if one.is_matched])


def compare_projects(a: Path, b: Path, pool: ProjectPool) -> Agreement:
    """Compare two projects of one video.

    Raises:
        ProjectError: a project cannot be read.
        RequestError: they annotate different videos, or have no frames in common.
    """
    # The pool closes the least recently used projects, but always keeps the last two open.
    first, second = pool.store(a).read_document(), pool.store(b).read_document()
    return compare_documents(first, second, names=(str(a), str(b)))


def compare_documents(a: Document, b: Document, *, names: tuple[str, str]) -> Agreement:
    """Compare two annotations of one video on the frames that both have annotated.

    Objects are matched so that the sum of their overlaps over the video is largest. Objects that
    do not overlap are never matched.

    Args:
        a, b: the documents.
        names: names of the annotations.

    Raises:
        RequestError: the videos differ, or no frame has masks in both.
    """
    _check_video(a, b)
    tubes_a, tubes_b = _tubes(a), _tubes(b)
    common = _frames_of(tubes_a) & _frames_of(tubes_b)
    if not common:
        raise RequestError(f"No frame has masks in both {names[0]} and {names[1]}.")
    kept_a, kept_b = _only(tubes_a, common), _only(tubes_b, common)
    pairs = _match(kept_a, kept_b)
    rows = [_compare(a, b, kept_a, kept_b, pair) for pair in pairs]
    objects = sorted(rows, key=lambda row: (not row.is_matched, row.object_a, row.object_b))
    confusion = Counter((row.category_a, row.category_b) for row in objects)
    return Agreement(
        a=names[0],
        b=names[1],
        frames=len(common),
        objects=tuple(objects),
        confusion=dict(sorted(confusion.items())),
    )


_Tube = dict[int, Mask]


def _check_video(a: Document, b: Document) -> None:
    one, two = a.source, b.source
    if (one.height, one.width, one.frame_count) != (two.height, two.width, two.frame_count):
        raise RequestError(
            f"{one.path} ({one.width}x{one.height}, {one.frame_count} frames) and {two.path} "
            f"({two.width}x{two.height}, {two.frame_count} frames) are different videos; compare "
            "two projects of one video."
        )


def _tubes(document: Document) -> dict[int, _Tube]:
    return {
        track_id: {index: record.mask for index, record in document.masks_of(track_id)}
        for track_id in document.tracks
    }


def _frames_of(tubes: dict[int, _Tube]) -> set[int]:
    return {index for tube in tubes.values() for index in tube}


def _only(tubes: dict[int, _Tube], frames: set[int]) -> dict[int, _Tube]:
    """Return the masks with pixels on these frames; objects without any are left out."""
    kept = {
        track_id: {i: mask for i, mask in tube.items() if i in frames and not mask.is_empty}
        for track_id, tube in tubes.items()
    }
    return {track_id: tube for track_id, tube in kept.items() if tube}


def _match(a: dict[int, _Tube], b: dict[int, _Tube]) -> list[tuple[int | None, int | None]]:
    """Return pairs of track ids; None for the partner of an object without one."""
    from scipy.optimize import linear_sum_assignment

    ids_a, ids_b = list(a), list(b)
    overlaps = np.array(
        [[_overlap(a[one], b[two]) for two in ids_b] for one in ids_a], float
    ).reshape(len(ids_a), len(ids_b))
    rows, columns = linear_sum_assignment(overlaps, maximize=True)
    pairs: list[tuple[int | None, int | None]] = [
        (ids_a[row], ids_b[column])
        for row, column in zip(rows, columns, strict=True)
        if overlaps[row, column] > 0
    ]
    matched_a, matched_b = {pair[0] for pair in pairs}, {pair[1] for pair in pairs}
    pairs += [(one, None) for one in ids_a if one not in matched_a]
    pairs += [(None, two) for two in ids_b if two not in matched_b]
    return pairs


def _overlap(one: _Tube, two: _Tube) -> float:
    """Return the IoU of two objects, with pixels summed over the video."""
    shared = sum((one[index] & two[index]).area for index in one.keys() & two.keys())
    total = sum(mask.area for tube in (one, two) for mask in tube.values())
    return shared / (total - shared)


def _compare(
    a: Document,
    b: Document,
    tubes_a: dict[int, _Tube],
    tubes_b: dict[int, _Tube],
    pair: tuple[int | None, int | None],
) -> ObjectAgreement:
    one = {} if pair[0] is None else tubes_a[pair[0]]
    two = {} if pair[1] is None else tubes_b[pair[1]]
    frames = sorted(one.keys() | two.keys())
    # A frame in which one of the two has no mask scores 0.
    both = [(one[i].to_array(), two[i].to_array()) for i in frames if i in one and i in two]
    j = sum(region_similarity(*masks) for masks in both) / len(frames)
    f = sum(contour_accuracy(*masks) for masks in both) / len(frames)
    track_a = None if pair[0] is None else a.track(pair[0])
    track_b = None if pair[1] is None else b.track(pair[1])
    return ObjectAgreement(
        object_a="" if track_a is None else track_a.name,
        category_a=_category(a, track_a),
        object_b="" if track_b is None else track_b.name,
        category_b=_category(b, track_b),
        frames=len(frames),
        j=round(j, 4),
        f=round(f, 4),
        j_and_f=round((j + f) / 2, 4),
    )


def _category(document: Document, track: Track | None) -> str:
    return NOTHING if track is None else document.category(track.category_id).name


def _mean(values: Sequence[float]) -> float:
    return round(sum(values) / len(values), 4) if values else 0.0
