"""What every edit is: a plan of small changes, and the inverse that undoes them."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass

from gvseg.annotation.changes import Change, MaskChange
from gvseg.annotation.document import Document
from gvseg.annotation.records import Category, FrameMask, Track


class Edit(ABC):
    """A frozen wish of the person or the engine; `apply` makes it so.

    Attributes:
        label: what the undo menu says, in the imperative: "Paint mask".
    """

    label: str

    @abstractmethod
    def changes(self, document: Document) -> Iterator[Change]:
        """The steps, each made before the next is asked for.

        Raises:
            EditError: the edit does not fit the document; before the first step.
        """

    def apply(self, document: Document) -> "Restore":
        """Change the document and return what undoes it; on any error nothing is changed."""
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
    """The inverse of an edit. Applied, it returns the inverse of itself.

    Attributes:
        steps: what to write, in order.
        label: of the edit that it undoes.
    """

    steps: tuple[Change, ...]
    label: str = "Restore"

    def changes(self, document: Document) -> Iterator[Change]:
        """The steps as they are."""
        del document
        return iter(self.steps)

    @property
    def is_empty(self) -> bool:
        """Whether the edit changed nothing."""
        return not self.steps

    @property
    def size_bytes(self) -> int:
        """About what it holds in memory."""
        return sum(_size_bytes(step) for step in self.steps)


@dataclass(frozen=True, slots=True)
class Compound(Edit):
    """Several edits as one: all of them or none.

    Attributes:
        parts: in the order in which they are made; later ones may build on earlier ones.
    """

    parts: tuple[Edit, ...]
    label: str = "Edit"

    def changes(self, document: Document) -> Iterator[Change]:
        """The steps of each part in turn."""
        for part in self.parts:
            yield from part.changes(document)


def _size_bytes(step: Change) -> int:
    value = getattr(step, "value", None)
    if isinstance(step, MaskChange) and isinstance(value, FrameMask):
        return 160 + len(value.mask.counts)
    return 500 if isinstance(value, Track | Category) else 100
