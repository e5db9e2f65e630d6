"""Undo and redo with a size limit; the steps are stored in a journal."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from typing import Final, Protocol

from gvseg.annotation.document import Document
from gvseg.annotation.edits.edit import Edit, Restore

DEFAULT_LIMIT_BYTES: Final = 256 * 2**20


@dataclass(frozen=True, slots=True)
class Step:
    """One undo step.

    Attributes:
        step_id: unique, increasing id.
        label: text in the menu.
        size_bytes: approximate size of its inverse.
        is_undone: whether it can be redone.
    """

    step_id: int
    label: str
    size_bytes: int
    is_undone: bool = False


class Journal(Protocol):
    """Stores the inverses of steps, in memory or in a project file."""

    def transaction(self) -> AbstractContextManager[object]:
        """Make everything written inside the context atomic."""
        ...

    def steps(self) -> list[Step]:
        """Return all steps, oldest first, then undone steps, next redo first."""
        ...

    def append(self, step: Step, inverse: Restore) -> None:
        """Append a part to a new step or to the latest one, and update its label and size."""
        ...

    def load(self, step_id: int) -> list[Restore]:
        """Return the parts of a step, in the order they were added."""
        ...

    def replace(self, step: Step, parts: list[Restore]) -> None:
        """Replace the parts and the entry of a step."""
        ...

    def drop(self, step_ids: list[int]) -> None:
        """Delete steps."""
        ...


class MemoryJournal:
    """A `Journal` in a dictionary."""

    def __init__(self) -> None:
        self._parts: dict[int, list[Restore]] = {}

    def transaction(self) -> AbstractContextManager[object]:
        """Do nothing, because a failed edit restores the document."""
        return nullcontext()

    def steps(self) -> list[Step]:
        """Return no steps, because a new journal is empty."""
        return []

    def append(self, step: Step, inverse: Restore) -> None:
        """Append a part to a step."""
        self._parts.setdefault(step.step_id, []).append(inverse)

    def load(self, step_id: int) -> list[Restore]:
        """Return the parts of a step."""
        return list(self._parts[step_id])

    def replace(self, step: Step, parts: list[Restore]) -> None:
        """Replace the parts of a step."""
        self._parts[step.step_id] = parts

    def drop(self, step_ids: list[int]) -> None:
        """Delete steps."""
        for step_id in step_ids:
            del self._parts[step_id]


class History:
    """Applies edits to a document and records them for undo and redo.

    Attributes:
        document: the document.
        limit_bytes: beyond this size, the oldest steps are deleted; the latest step is always kept.
    """

    def __init__(
        self,
        document: Document,
        journal: Journal | None = None,
        *,
        limit_bytes: int = DEFAULT_LIMIT_BYTES,
    ) -> None:
        self.document = document
        self.limit_bytes = limit_bytes
        self._journal: Journal = MemoryJournal() if journal is None else journal
        steps = self._journal.steps()
        self._done = [step for step in steps if not step.is_undone]
        # The last entry is the next redo.
        self._undone = [step for step in reversed(steps) if step.is_undone]
        self._next_id = 1 + max((step.step_id for step in steps), default=0)
        self._group_label: str | None = None
        self._group_step: Step | None = None

    @property
    def undo_label(self) -> str | None:
        """Label of the step that undo would revert, or None."""
        return self._done[-1].label if self._done else None

    @property
    def redo_label(self) -> str | None:
        """Label of the step that redo would restore, or None."""
        return self._undone[-1].label if self._undone else None

    @property
    def undo_id(self) -> int | None:
        """Id of the step that undo would revert, or None."""
        return self._done[-1].step_id if self._done else None

    @property
    def redo_id(self) -> int | None:
        """Id of the step that redo would restore, or None."""
        return self._undone[-1].step_id if self._undone else None

    @property
    def size_bytes(self) -> int:
        """Approximate size of all steps in bytes."""
        return sum(step.size_bytes for step in (*self._done, *self._undone))

    def apply(self, edit: Edit) -> Restore:
        """Apply an edit and record it in the journal.

        Returns:
            The inverse, which lists all changes; empty if nothing changed.

        Raises:
            EditError: the edit cannot be applied; nothing is changed.
        """
        with self._journal.transaction():
            inverse = edit.apply(self.document)
            if inverse.is_empty:
                return inverse
            group = self._group_step
            if group is None:
                label = self._group_label or edit.label
                step = Step(self._next_id, label, inverse.size_bytes)
            else:
                step = replace(group, size_bytes=group.size_bytes + inverse.size_bytes)
            stale = [undone.step_id for undone in self._undone]
            self._journal.drop(stale)
            self._journal.append(step, inverse)
            expired = self._beyond_limit(step)
            self._journal.drop([old.step_id for old in expired])
        self._undone.clear()
        if group is None:
            self._done.append(step)
            self._next_id += 1
        else:
            self._done[-1] = step
        del self._done[: len(expired)]
        if self._group_label is not None:
            self._group_step = step
        return inverse

    def begin_group(self, label: str) -> None:
        """Group the edits up to `end_group` into one step, such as a stroke or a propagation."""
        self.end_group()
        self._group_label = label

    def end_group(self) -> None:
        """End the current group, if any."""
        self._group_label = None
        self._group_step = None

    @contextmanager
    def group(self, label: str) -> Iterator[None]:
        """Group the edits made inside into one step; edits made before an error are kept."""
        self.begin_group(label)
        try:
            yield
        finally:
            self.end_group()

    def undo(self) -> Restore | None:
        """Undo the latest step; return None if there is none."""
        return self._turn(self._done, self._undone, is_undone=True)

    def redo(self) -> Restore | None:
        """Redo the step undone last; return None if there is none."""
        return self._turn(self._undone, self._done, is_undone=False)

    def _turn(self, origin: list[Step], target: list[Step], *, is_undone: bool) -> Restore | None:
        self.end_group()
        if not origin:
            return None
        step = origin[-1]
        with self._journal.transaction():
            parts = self._journal.load(step.step_id)
            joined = Restore(
                tuple(change for part in reversed(parts) for change in part.steps), step.label
            )
            inverse = joined.apply(self.document)
            turned = replace(step, size_bytes=inverse.size_bytes, is_undone=is_undone)
            self._journal.replace(turned, [inverse])
        target.append(turned)
        origin.pop()
        return inverse

    def _beyond_limit(self, latest: Step) -> list[Step]:
        older = [step for step in self._done if step.step_id != latest.step_id]
        size = latest.size_bytes + sum(step.size_bytes for step in older)
        expired: list[Step] = []
        for step in older:
            if size <= self.limit_bytes:
                break
            expired.append(step)
            size -= step.size_bytes
        return expired
