"""Vocabularies of classes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class VocabularyEntry:
    """A class of a vocabulary.

    Attributes:
        name: display name, unique in the vocabulary.
        is_thing: whether the class is countable (a thing) or not (stuff).
    """

    name: str
    is_thing: bool
