"""The edit that records the exemplars that objects were propagated from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gvseg.annotation.changes import Change, PropagatedChange
from gvseg.annotation.document import Document
from gvseg.annotation.edits.edit import Edit
from gvseg.annotation.propagated import joined
from gvseg.annotation.records import Propagated


@dataclass(frozen=True, slots=True)
class RecordPropagated(Edit):
    """Record the exemplars that objects were propagated from, and skip unknown objects.

    Attributes:
        runs: track id -> exemplars and frames of the run.
    """

    runs: Mapping[int, Propagated]
    label: str = "Propagate"

    def changes(self, document: Document) -> Iterator[Change]:
        """Yield one change per object whose record differs."""
        for track_id, now in self.runs.items():
            before = document.propagated.get(track_id)
            after = joined(before, now)
            if track_id in document.tracks and after != before:
                yield PropagatedChange(track_id, after.exemplars, after.first, after.last)
