"""The queue maps the classes of the weights to categories of the same name."""

from pathlib import Path

import pytest

from gvseg.annotation.document import Document
from gvseg.annotation.edits import AddCategory, MapVocabulary
from gvseg.annotation.records import Category, VideoSource
from gvseg.document_runs.classes import map_by_name
from gvseg.vocabulary import VocabularyEntry

CLASSES = [VocabularyEntry(name="Sky", is_thing=False), VocabularyEntry(name="dog", is_thing=True)]


@pytest.fixture
def document() -> Document:
    source = VideoSource(
        path=Path("clip.mp4"),
        size_bytes=1,
        sha256="",
        height=10,
        width=10,
        frame_count=2,
        frame_rate=25.0,
    )
    made = Document(source)
    AddCategory(Category(category_id=1, name="cat")).apply(made)
    return made


def test_a_category_added_after_a_failed_run_is_used(document: Document) -> None:
    map_by_name(document, CLASSES).apply(document)
    assert document.vocabulary_map == {}
    AddCategory(Category(category_id=2, name="sky", is_thing=False)).apply(document)
    map_by_name(document, CLASSES).apply(document)
    assert document.vocabulary_map == {"Sky": 2}


def test_a_mapping_that_ignores_all_classes_is_made_again(document: Document) -> None:
    MapVocabulary({"Sky": 0, "dog": 0}).apply(document)
    AddCategory(Category(category_id=2, name="dog")).apply(document)
    map_by_name(document, CLASSES).apply(document)
    assert document.vocabulary_map == {"dog": 2}


def test_a_class_that_a_person_ignores_stays_ignored(document: Document) -> None:
    MapVocabulary({"Sky": 0, "dog": 1}).apply(document)
    AddCategory(Category(category_id=2, name="sky", is_thing=False)).apply(document)
    map_by_name(document, CLASSES).apply(document)
    assert document.vocabulary_map == {"Sky": 0, "dog": 1}
