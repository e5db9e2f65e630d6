"""Maps the categories of projects that join a dataset to those of the dataset."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from gvseg.annotation.records import Category
from gvseg.dataset_file.attributes import merge_attributes
from gvseg.dataset_file.dataset import Dataset
from gvseg.dataset_file.matching import Matches
from gvseg.dataset_file.shared_categories import members_of
from gvseg.errors import DatasetError, ProjectError
from gvseg.project import ProjectPool


@dataclass(frozen=True, slots=True, kw_only=True)
class JoiningCategory:
    """A category that one or more joining projects have.

    Attributes:
        name: its name in the projects.
        is_thing: whether it is a thing in the first of them.
        projects: the projects.
    """

    name: str
    is_thing: bool
    projects: tuple[Path, ...]


@dataclass(frozen=True, kw_only=True)
class Joining:
    """Videos and projects that may join a dataset.

    Attributes:
        matches: the videos with their projects.
        categories: categories of each project that is not yet in the dataset.
        shared: categories of the dataset.
    """

    matches: Matches
    categories: Mapping[Path, tuple[Category, ...]]
    shared: tuple[Category, ...]

    @cached_property
    def pooled(self) -> list[JoiningCategory]:
        """The categories of all joining projects, pooled by name."""
        found: dict[str, JoiningCategory] = {}
        for project, categories in self.categories.items():
            for one in categories:
                new = JoiningCategory(name=one.name, is_thing=one.is_thing, projects=())
                known = found.get(one.name, new)
                found[one.name] = replace(known, projects=(*known.projects, project))
        return list(found.values())

    @property
    def unmatched(self) -> list[JoiningCategory]:
        """Categories without a category of the same name and kind in the dataset."""
        known = {(category.name, category.is_thing) for category in self.shared}
        return [one for one in self.pooled if (one.name, one.is_thing) not in known]

    @property
    def needs_mapping(self) -> bool:
        """True if the dataset has categories, and the projects have others."""
        return bool(self.shared and self.unmatched)

    def check(self, names: Mapping[str, str]) -> None:
        """Check that the projects have the mapped categories.

        Raises:
            DatasetError: no joining project has one of them.
        """
        known = [category.name for category in self.pooled]
        for name in names:
            if name not in known:
                has = f"they have {', '.join(known)}" if known else "they have no categories"
                raise DatasetError(
                    f"No project that joins has the category {name}; {has}. Nothing was added."
                )


def read_joining(dataset: Dataset, matches: Matches) -> Joining:
    """Read the categories of the projects that are not yet in the dataset.

    A project that cannot be read is left to `refresh`, which reports it.
    """
    members = {video.project for video in dataset.videos()}
    annotated = {video.video for video in dataset.videos() if video.project is not None}
    categories: dict[Path, tuple[Category, ...]] = {}
    with ProjectPool() as pool:
        for video, project in matches.project_of.items():
            if project is None or project in members or video in annotated:
                continue
            try:
                categories[project] = members_of(pool.store(project).read_document())
            except ProjectError:
                continue
    return Joining(
        matches=matches, categories=categories, shared=tuple(dataset.categories().values())
    )


def map_categories(
    dataset: Dataset,
    video_id: int,
    project: Path,
    categories: Sequence[Category],
    names: Mapping[str, str],
) -> None:
    """Link categories of a joining project to the categories of the dataset with these names.

    Args:
        dataset: the dataset.
        video_id: the video of the project.
        project: the project.
        categories: its categories.
        names: category of the project -> category of the dataset, which is added if it does not
            exist. Its kind may differ, because a person chose it.

    Raises:
        DatasetError: an attribute is of another kind in the dataset.
    """
    links: dict[int, int] = {}
    with dataset.transaction():
        shared = {category.name: category for category in dataset.categories().values()}
        for category in categories:
            if category.name not in names:
                continue
            target = names[category.name]
            known = shared.get(target)
            if known is None:
                known = dataset.put_category(replace(category, name=target), is_new=True)
            else:
                merged = merge_attributes(known, category, project.stem)
                if merged != known:
                    known = dataset.put_category(merged)
            shared[target] = known
            links[category.category_id] = known.category_id
        dataset.put_links(video_id, links)
