"""The dialog that maps the engine's classes to categories."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtWidgets import QWidget

from app.dialogs.mapping import MappingDialog, MappingRow, Target, new_title, row_title
from app.language import tr
from gvseg.annotation.colours import object_colour
from gvseg.annotation.document import Document
from gvseg.annotation.edits import AddCategory, Compound, MapVocabulary
from gvseg.annotation.records import Category
from gvseg.vocabulary import VocabularyEntry

_UNKNOWN: Final = -1
_OUT: Final = 0


class VocabularyDialog(MappingDialog):
    """One row per class: a category of the project, a new one, or none."""

    def __init__(
        self,
        vocabulary: tuple[VocabularyEntry, ...],
        document: Document,
        usual: Mapping[str, str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            title=tr("Map Classes to Categories"),
            words=tr("Objects of each class are proposed in the category next to it."),
            rows=[_row(entry, document, usual) for entry in vocabulary],
            name="classes",
            reset=("Out", tr("Ignore All")),
            use=tr("Use"),
            parent=parent,
        )
        self.setObjectName("vocabularyDialog")

    def reset(self) -> None:
        """Ignore all classes."""
        for field in self.fields.values():
            field.setCurrentIndex(field.count() - 1)


def _row(entry: VocabularyEntry, document: Document, usual: Mapping[str, str]) -> MappingRow:
    names = dict.fromkeys((usual.get(entry.name) or entry.name, entry.name))
    by_name = sorted(document.categories.values(), key=lambda one: one.name.casefold())
    choices: list[tuple[str, Target]] = [
        (new_title(name), name) for name in names if _named(document, name) is None
    ]
    choices += [(category.name, category.category_id) for category in by_name]
    return MappingRow(
        name=entry.name,
        title=row_title(entry.name, is_thing=entry.is_thing),
        choices=(*choices, (tr("Ignore"), _OUT)),
        usual=target_of(entry, document, usual),
    )


def target_of(entry: VocabularyEntry, document: Document, usual: Mapping[str, str]) -> Target:
    """Return the default target of a class.

    The project's mapping takes precedence, then the last choice in any project (class name ->
    category name, "" for none), then a category of the same name, then a new category.
    """
    known = document.vocabulary_map.get(entry.name)
    if known is not None and (known == _OUT or known in document.categories):
        return known
    if usual.get(entry.name) == "":
        return _OUT
    for name in (usual.get(entry.name, entry.name), entry.name):
        category = _named(document, name)
        if category is not None:
            return category.category_id
    return usual.get(entry.name, entry.name)


def is_mapped(document: Document, vocabulary: tuple[VocabularyEntry, ...]) -> bool:
    """Return whether the document maps every class."""
    targets = [document.vocabulary_map.get(entry.name, _UNKNOWN) for entry in vocabulary]
    return all(target == _OUT or target in document.categories for target in targets)


def map_classes(
    document: Document,
    vocabulary: tuple[VocabularyEntry, ...],
    targets: Mapping[str, Target],
) -> Compound:
    """Return the edit that adds the new categories and maps the classes.

    Classes mapped to the same new name share one category. Classes of other weights keep their
    mapping.
    """
    adding: dict[str, AddCategory] = {}
    chosen = {
        name: number
        for name, number in document.vocabulary_map.items()
        if number == _OUT or number in document.categories
    }
    for entry in vocabulary:
        target = targets[entry.name]
        if isinstance(target, str):
            number = document.next_category_id + len(adding)
            result = Category(
                category_id=number,
                name=target,
                colour=object_colour(number),
                is_thing=entry.is_thing,
            )
            target = adding.setdefault(target.casefold(), AddCategory(result)).category.category_id
        chosen[entry.name] = target
    mapping = MapVocabulary(chosen)
    return Compound((*adding.values(), mapping), mapping.label)


def _named(document: Document, name: str) -> Category | None:
    wanted = name.casefold()
    return next((c for c in document.categories.values() if c.name.casefold() == wanted), None)
