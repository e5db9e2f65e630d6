"""The classes that weights can name."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class VocabularyEntry:
    """One class of a vocabulary; its place in the vocabulary is its number.

    Attributes:
        name: what a person reads; unique in its vocabulary.
        is_thing: whether its objects are counted; else it is stuff, one region a frame.
    """

    name: str
    is_thing: bool
