"""Projects that join a dataset: their categories are mapped, and nothing of theirs is lost."""

import json
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from dataset_projects import FRAMES, make_project
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gvseg.annotation.document import Document
from gvseg.annotation.edits import MapVocabulary, SetFrameValue, UpdateCategory, UpdateTrack
from gvseg.annotation.frame_values import value_everywhere
from gvseg.annotation.records import Attribute, AttributeKind, Category
from gvseg.cli import main
from gvseg.dataset_file import (
    Dataset,
    add_found,
    add_paths,
    adopt_categories,
    find_joining,
    refresh,
)
from gvseg.errors import DatasetError
from gvseg.project import Project, open_snapshot

BREED = Attribute("breed", AttributeKind.CHOICE, ("pug", "poodle"), default="pug")
WET = Attribute("wet", AttributeKind.FLAG, default=False, is_per_frame=True)


@pytest.fixture
def dataset(tmp_path: Path):
    make_project(tmp_path / "data", "first", ["dog", "person"])
    with Dataset.create(tmp_path / "data") as made:
        assert add_paths(made, [tmp_path / "data"]).problems == []
        dog = named(made, "dog")
        made.put_category(replace(dog, attributes=(replace(BREED, choices=("boxer",)),)))
        yield made


def named(dataset: Dataset, name: str) -> Category:
    return next(one for one in dataset.categories().values() if one.name == name)


def names_of(dataset: Dataset) -> list[str]:
    return [category.name for category in dataset.categories().values()]


def adopt(dataset: Dataset, path: Path) -> None:
    video = dataset.find_project(path)
    assert video is not None
    with Project.open(path) as project:
        adopt_categories(dataset, video.video_id, project)


def masks_of(document: Document) -> dict[tuple[int, int], object]:
    return {
        (track_id, index): document.mask(track_id, index)
        for track_id in document.tracks
        for index in range(FRAMES)
    }


def category_names(document: Document) -> dict[int, str]:
    """Return the name of the category of each object."""
    return {
        number: document.category(track.category_id).name
        for number, track in document.tracks.items()
    }


def give_attributes(path: Path) -> None:
    """Give the first object a breed and a frame on which it is wet; the second has defaults."""
    with Project.open(path) as project:
        document = project.document
        for number in (2, 3):
            category = document.category(number)
            project.apply(UpdateCategory(replace(category, attributes=(BREED, WET))))
        project.apply(UpdateTrack(replace(document.track(1), attributes={"breed": "poodle"})))
        project.apply(SetFrameValue(1, "wet", True, 2, 3))


def test_only_the_categories_of_new_projects_are_asked_about(dataset, tmp_path) -> None:
    other = make_project(tmp_path / "b", "other", ["hound", "dog"])
    more = make_project(tmp_path / "c", "more", ["hound"])
    joining = find_joining(dataset, [other, more, tmp_path / "data"])
    assert [(one.name, one.projects) for one in joining.pooled] == [
        ("hound", (other, more)),
        ("dog", (other,)),
    ]
    assert [one.name for one in joining.unmatched] == ["hound"]
    assert joining.needs_mapping
    add_found(dataset, joining, {"hound": "dog"})
    assert not find_joining(dataset, [other, more]).pooled
    same = make_project(tmp_path / "d", "same", ["dog"])
    assert not find_joining(dataset, [same]).needs_mapping


def test_two_categories_become_one_and_keep_masks_and_attributes(dataset, tmp_path) -> None:
    other = make_project(tmp_path / "b", "other", ["hound", "puppy"])
    give_attributes(other)
    with Project.open(other) as project:
        project.apply(MapVocabulary({"terrier": 3}))
        before = masks_of(project.document)
    added = add_paths(dataset, [other], {"hound": "dog", "puppy": "dog"})
    assert added.problems == []
    assert added.mapped == {"hound": "dog", "puppy": "dog"}
    assert names_of(dataset) == ["dog", "person"]
    dog = named(dataset, "dog")
    breed, wet = dog.attributes
    assert (breed.choices, breed.default) == (("boxer", "pug", "poodle"), "pug")
    assert wet == WET
    assert dataset.find_project(other).summary.categories == {dog.category_id: 2}

    dataset.put_category(replace(dog, attributes=(replace(breed, default="boxer"), wet)))
    adopt(dataset, other)
    with open_snapshot(other) as document:
        assert category_names(document) == {1: "dog", 2: "dog"}
        assert "hound" not in {category.name for category in document.categories.values()}
        assert document.vocabulary_map == {"terrier": 2}
        assert masks_of(document) == before
        # The second object had the default of its own category, which differs now.
        assert [value_everywhere(document, n, "breed") for n in (1, 2)] == ["poodle", "pug"]
        wet_frames = [n for n in range(FRAMES) if document.frame_values(1, n).get("wet")]
        assert wet_frames == [2, 3]


def test_the_export_uses_the_mapped_categories_before_the_project_is_opened(
    dataset, tmp_path
) -> None:
    other = make_project(tmp_path / "b", "other", ["hound", "puppy", "owner"])
    with Project.open(other):  # somebody has it open
        add_paths(dataset, [other], {"hound": "dog", "puppy": "dog", "owner": "person"})
    out = tmp_path / "all.json"
    assert main(["export", str(dataset.folder), "--format", "ytvis", "--out", str(out)]) == 0
    content = json.loads(out.read_text())
    name_of = {one["id"]: one["name"] for one in content["categories"]}
    assert sorted(name_of.values()) == ["dog", "person"]
    counts = [name_of[one["category_id"]] for one in content["annotations"]]
    assert sorted(counts) == ["dog", "dog", "dog", "person", "person"]


def test_merged_categories_are_separate_again_after_undo(dataset, tmp_path) -> None:
    other = make_project(tmp_path / "b", "other", ["hound", "dog"])
    add_paths(dataset, [other], {"hound": "dog"})
    adopt(dataset, other)
    with Project.open(other) as project:
        assert set(category_names(project.document).values()) == {"dog"}
        project.history.undo()
    assert refresh(dataset) == []
    assert names_of(dataset) == ["dog", "person", "hound"]
    adopt(dataset, other)
    with open_snapshot(other) as document:
        assert category_names(document) == {1: "hound", 2: "dog"}


def test_a_chosen_category_may_be_of_another_kind(dataset, tmp_path) -> None:
    other = make_project(tmp_path / "b", "other", ["dog"], stuff=("dog",))
    assert [one.name for one in find_joining(dataset, [other]).unmatched] == ["dog"]
    assert add_paths(dataset, [other], {"dog": "dog"}).problems == []
    adopt(dataset, other)
    with open_snapshot(other) as document:
        assert document.category(2).is_thing


@pytest.mark.parametrize(
    ("names", "what"),
    [
        ({"hund": "dog"}, "No project that joins has the category hund; they have hound"),
        ({"hound": "dog"}, "breed of hound is a number in other and a choice in the dataset"),
    ],
)
def test_a_mapping_that_does_not_fit_adds_nothing(dataset, tmp_path, names, what) -> None:
    other = make_project(tmp_path / "b", "other", ["hound"])
    with Project.open(other) as project:
        breed = Attribute("breed", AttributeKind.NUMBER)
        hound = replace(project.document.category(2), attributes=(breed,))
        project.apply(UpdateCategory(hound))
    before = dataset.videos(), dataset.categories()
    with pytest.raises(DatasetError, match=what):
        add_paths(dataset, [other], names)
    assert (dataset.videos(), dataset.categories()) == before


def test_a_project_given_by_a_roundabout_path_is_known(dataset, tmp_path) -> None:
    around = tmp_path / "data" / ".." / "data" / "first.gvseg"
    assert add_paths(dataset, [around]).problems == []


NAMES = st.sampled_from(["dog", "person", "hound", "cat", "tree"])


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    own=st.lists(NAMES, min_size=1, max_size=3, unique=True),
    targets=st.lists(NAMES, min_size=3, max_size=3),
)
def test_any_mapping_keeps_every_mask_under_the_chosen_name(
    tmp_path_factory: pytest.TempPathFactory, own: list[str], targets: list[str]
) -> None:
    names = dict(zip(own, targets, strict=False))
    with TemporaryDirectory(dir=tmp_path_factory.getbasetemp()) as folder:
        root = Path(folder)
        make_project(root, "first", ["dog", "person"])
        with Dataset.create(root) as dataset:
            add_paths(dataset, [root])
            other = make_project(root / "b", "other", own)
            with open_snapshot(other) as document:
                before = masks_of(document)
            assert add_paths(dataset, [other], names).problems == []
            adopt(dataset, other)
            with open_snapshot(other) as document:
                assert masks_of(document) == before
                wanted = {number: names[name] for number, name in enumerate(own, start=1)}
                assert category_names(document) == wanted
            assert set(names_of(dataset)) == {"dog", "person", *names.values()}
            assert refresh(dataset) == []
