"""The base of all edits: a sequence of changes and its inverse."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass

from gvseg.annotation.changes import Change, MaskChange
from gvseg.annotation.document import Document
from gvseg.annotation.records import Category, FrameMask, Track


class Edit(ABC):
    """An immutable description of an edit made by the user or the engine; `apply` performs it.

    Attributes:
        label: text in the undo menu, in the imperative: "Paint mask".
    """

    label: str

    @abstractmethod
    def changes(self, document: Document) -> Iterator[Change]:
        """Yield the changes; each is applied before the next is requested.

        Raises:
            EditError: the edit cannot be applied.
        """

    def apply(self, document: Document) -> "Restore":
        """Change the document and return the inverse; on an error nothing changes."""
        done: list[Change] = []
        try:
            for change in self.changes(document):
                done.append(document.write(change))
        except BaseException:
            for inverse in reversed(done):
                document.write(inverse)
            raise
        return Restore(tuple(reversed(done)), self.label)


@dataclass(frozen=True, slots=True)
class Restore(Edit):
    """The inverse of an edit. Applying it returns another inverse, which redoes the edit.

    Attributes:
        steps: changes in order.
        label: label of the edit that it undoes.
    """

    steps: tuple[Change, ...]
    label: str = "Restore"

    def changes(self, document: Document) -> Iterator[Change]:
        """Return the changes."""
        del document
        return iter(self.steps)

    @property
    def is_empty(self) -> bool:
        """True if there is nothing to undo."""
        return not self.steps

    @property
    def size_bytes(self) -> int:
        """Approximate size in bytes."""
        return sum(_size_bytes(step) for step in self.steps)


@dataclass(frozen=True, slots=True)
class Compound(Edit):
    """Several edits applied as one: either all are applied or none.

    Attributes:
        parts: edits in order; later ones may build on earlier ones.
    """

    parts: tuple[Edit, ...]
    label: str = "Edit"

    def changes(self, document: Document) -> Iterator[Change]:
        """Yield the changes of each part in turn."""
        for part in self.parts:
            yield from part.changes(document)


def _size_bytes(step: Change) -> int:
    value = getattr(step, "value", None)
    if isinstance(step, MaskChange) and isinstance(value, FrameMask):
        start = None if value.prompts is None else value.prompts.start
        return 160 + len(value.mask.counts) + (0 if start is None else len(start.counts))
    return 500 if isinstance(value, Track | Category) else 100
