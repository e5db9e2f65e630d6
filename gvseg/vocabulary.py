"""The classes of a vocabulary."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class VocabularyEntry:
    """One class of a vocabulary; its index in the vocabulary is its number.

    Attributes:
        name: display name; unique in its vocabulary.
        is_thing: whether it has instances; otherwise it is stuff, one region per frame.
    """

    name: str
    is_thing: bool
