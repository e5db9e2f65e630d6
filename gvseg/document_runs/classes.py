"""Maps the classes of the engine to the categories of a document by name."""

from collections.abc import Sequence

from gvseg.annotation.colours import object_colour
from gvseg.annotation.document import Document
from gvseg.annotation.edits import AddCategory, Compound, MapVocabulary
from gvseg.annotation.records import Category
from gvseg.annotation.start import DEFAULT_CATEGORY
from gvseg.vocabulary import VocabularyEntry


def map_by_name(document: Document, vocabulary: Sequence[VocabularyEntry]) -> Compound:
    """Return the edit that maps each unmapped class to the category of the same name.

    Classes without such a category are ignored until there is one. A document with only the default
    category gets a new category for each class. A mapping that ignores all classes is made again.
    """
    names = {one.name.casefold(): one.category_id for one in document.categories.values()}
    is_bare = names.keys() <= {DEFAULT_CATEGORY}
    chosen = dict(document.vocabulary_map) if any(document.vocabulary_map.values()) else {}
    adding: list[AddCategory] = []
    for entry in vocabulary:
        if chosen.get(entry.name, -1) in (0, *document.categories):
            continue
        found = names.get(entry.name.casefold(), 0)
        if not found and is_bare:
            found = document.next_category_id + len(adding)
            category = Category(
                category_id=found,
                name=entry.name,
                colour=object_colour(found),
                is_thing=entry.is_thing,
            )
            adding.append(AddCategory(category))
        chosen.pop(entry.name, None)
        if found:
            chosen[entry.name] = found
    mapping = MapVocabulary(chosen)
    return Compound((*adding, mapping), mapping.label)
