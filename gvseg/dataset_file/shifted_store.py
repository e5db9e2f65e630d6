"""Access to the masks of a project under other object ids, read from its file on demand."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NoReturn

from gvseg.annotation.changes import VerifyChange
from gvseg.annotation.document import VOID_ID
from gvseg.annotation.records import AttributeValue, FrameMask
from gvseg.annotation.store import MaskStore, SmallChange
from gvseg.project import ProjectPool


class ShiftedStore:
    """A read-only `MaskStore` that adds an offset to the object ids of a project."""

    def __init__(self, pool: ProjectPool, path: Path, shift: int) -> None:
        self._pool = pool
        self._path = path
        self._shift = shift

    def mask(self, track_id: int, frame_index: int) -> FrameMask | None:
        """See `MaskStore`."""
        return self._inner.mask(self._own(track_id), frame_index)

    def frame(self, frame_index: int) -> dict[int, FrameMask]:
        """See `MaskStore`."""
        return {
            track_id + self._shift if track_id != VOID_ID else VOID_ID: record
            for track_id, record in self._inner.frame(frame_index).items()
        }

    def track(
        self, track_id: int, first: int = 0, last: int | None = None
    ) -> Iterator[tuple[int, FrameMask]]:
        """See `MaskStore`."""
        return self._inner.track(self._own(track_id), first, last)

    def states(self, track_id: int) -> Iterator[tuple[int, int, float]]:
        """See `MaskStore`."""
        return self._inner.states(self._own(track_id))

    def is_pinned(self, track_id: int, frame_index: int) -> bool:
        """See `MaskStore`."""
        return self._inner.is_pinned(self._own(track_id), frame_index)

    def has_pins(self, track_ids: Iterable[int]) -> bool:
        """See `MaskStore`."""
        return self._inner.has_pins([self._own(track_id) for track_id in track_ids])

    def frame_values(self, track_id: int, frame_index: int) -> Mapping[str, AttributeValue]:
        """See `MaskStore`."""
        return self._inner.frame_values(self._own(track_id), frame_index)

    def values_of(
        self, track_id: int, first: int = 0, last: int | None = None
    ) -> Iterator[tuple[int, Mapping[str, AttributeValue]]]:
        """See `MaskStore`."""
        return self._inner.values_of(self._own(track_id), first, last)

    def put_mask(self, track_id: int, frame_index: int, value: FrameMask | None) -> NoReturn:
        """Raise an error: a view is read-only."""
        _refuse()

    def put_values(
        self, track_id: int, frame_index: int, values: Mapping[str, AttributeValue]
    ) -> NoReturn:
        """Raise an error: a view is read-only."""
        _refuse()

    def put_pin(self, track_id: int, frame_index: int, *, is_pinned: bool) -> NoReturn:
        """Raise an error: a view is read-only."""
        _refuse()

    def verifiers(self, track_id: int, first: int, last: int) -> Iterator[tuple[int, str]]:
        """See `MaskStore`."""
        return self._inner.verifiers(self._own(track_id), first, last)

    def put_verified(self, change: VerifyChange) -> NoReturn:
        """Raise an error: a view is read-only."""
        _refuse()

    def swap(self, track_id: int, other_id: int, first: int, last: int) -> NoReturn:
        """Raise an error: a view is read-only."""
        _refuse()

    def put_change(self, change: SmallChange) -> NoReturn:
        """Raise an error: a view is read-only."""
        _refuse()

    @property
    def _inner(self) -> MaskStore:
        return self._pool.store(self._path)

    def _own(self, track_id: int) -> int:
        return track_id if track_id == VOID_ID else track_id - self._shift


def _refuse() -> NoReturn:
    raise RuntimeError("a view of a project is read-only")
