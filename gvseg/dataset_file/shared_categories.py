"""Keeps the categories of projects in step with those of their dataset."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from gvseg.annotation.document import Document
from gvseg.annotation.edits import AdoptCategories
from gvseg.annotation.records import Category
from gvseg.annotation.start import DEFAULT_CATEGORY
from gvseg.dataset_file.attributes import merge_attributes
from gvseg.dataset_file.dataset import FILE_NAME, Dataset
from gvseg.dataset_file.records import DatasetVideo
from gvseg.errors import DatasetError, ProjectError
from gvseg.project import Project

_FOLDERS_ABOVE: Final = 3


def link_categories(dataset: Dataset, video_id: int, document: Document) -> dict[int, int]:
    """Find the shared category of each category of a project, and add those that are missing.

    Categories are matched by name. The default category of new projects is skipped if unused.

    Returns:
        Category id in the project -> shared category id.

    Raises:
        DatasetError: a category or one of its attributes is of another kind in the dataset.
    """
    links = dataset.links(video_id)
    members = members_of(document)
    found: dict[int, int] = {}
    with dataset.transaction():
        shared = {category.name: category for category in dataset.categories().values()}
        for category_id, category in document.categories.items():
            if category_id in links:
                continue
            known = shared.get(category.name)
            if known is None:
                if category not in members:
                    continue
                known = dataset.put_category(category, is_new=True)
                shared[known.name] = known
            elif known.is_thing != category.is_thing:
                kind, other = ("stuff", "a thing") if known.is_thing else ("a thing", "stuff")
                raise DatasetError(
                    f"The category {category.name} is {kind} in {document.source.name} and {other} "
                    "in the dataset; change it in the project, then add the project again."
                )
            merged = merge_attributes(known, category, document.source.name)
            if merged != known:
                shared[known.name] = known = dataset.put_category(merged)
            found[category_id] = known.category_id
        if found:
            dataset.put_links(video_id, found)
    return {**links, **found}


def members_of(document: Document) -> tuple[Category, ...]:
    """Return the categories of a project that belong in a dataset: all but an unused default."""
    used = {track.category_id for track in document.tracks.values()}
    return tuple(
        category
        for category_id, category in document.categories.items()
        if category.name != DEFAULT_CATEGORY or category_id in used
    )


def adopt_categories(dataset: Dataset, video_id: int, project: Project) -> None:
    """Copy the shared categories to an open project: names, colours, kinds and attributes.

    Categories of the project that are linked to the same shared category are merged.

    Raises:
        DatasetError: a category or one of its attributes is of another kind in the dataset.
        EditError: a category of the project that is not shared has the name of a shared one.
        ProjectError: the project cannot be written.
    """
    document = project.document
    with dataset.transaction():
        links = link_categories(dataset, video_id, document)
        shared, revision = dataset.categories(), dataset.categories_revision
        is_joining = dataset.video(video_id).is_joining
    groups = _linked(links, shared, document)
    wanted = [replace(shared[number], category_id=own[0]) for number, own in groups.items()]
    merged = {other: own[0] for own in groups.values() for other in own[1:]}
    next_id = document.next_category_id
    added: dict[int, int] = {}
    for shared_id in shared.keys() - set(links.values()):
        added[next_id] = shared_id
        wanted.append(replace(shared[shared_id], category_id=next_id))
        next_id += 1
    if merged or any(document.categories.get(one.category_id) != one for one in wanted):
        project.apply(AdoptCategories(tuple(wanted), merged=merged, keeps_defaults=is_joining))
    dataset.put_links(video_id, added)
    dataset.mark_current(video_id, revision)


def share_changes(dataset: Dataset, video_id: int, document: Document) -> None:
    """Copy categories that were renamed or changed in a project to the dataset.

    A project that has not yet received the latest shared categories changes nothing, because its
    own ones are older. If someone undid that categories were merged, they are separate again.

    Raises:
        DatasetError: another shared category has the new name.
    """
    with dataset.transaction():
        if dataset.video(video_id).is_behind:
            return
        shared, own = dataset.categories(), document.categories
        pairs = []
        for number, members in _linked(dataset.links(video_id), shared, document).items():
            kept = next(
                (one for one in members if own[one].name == shared[number].name), members[0]
            )
            dataset.remove_links(video_id, [one for one in members if one != kept])
            pairs.append((own[kept], shared[number]))
        changed = [
            (mine, theirs)
            for mine, theirs in pairs
            if replace(mine, category_id=theirs.category_id) != theirs
        ]
        for mine, theirs in changed:  # two categories may have exchanged their names
            if mine.name != theirs.name:
                dataset.put_category(replace(theirs, name=f"\0{theirs.category_id}"))
        for mine, theirs in changed:
            dataset.put_category(replace(mine, category_id=theirs.category_id))
        if changed:
            dataset.mark_current(video_id, dataset.categories_revision)


def adopt_on_opening(project: Project) -> None:
    """Copy the shared categories to a project that is being opened, if it is in a dataset.

    Looks for the dataset file in the project's folder and the two above it.

    Raises:
        DatasetError: the dataset cannot be read, or its categories do not fit the project.
        EditError, ProjectError: see `adopt_categories`.
    """
    path = project.path.absolute()
    for folder in path.parents[:_FOLDERS_ABOVE]:
        if not (folder / FILE_NAME).is_file():
            continue
        with Dataset.open(folder) as dataset:
            video = dataset.find_project(path)
            if video is not None and video.is_behind and not dataset.is_read_only:
                adopt_categories(dataset, video.video_id, project)
        return


def adopt_everywhere(dataset: Dataset) -> list[DatasetVideo]:
    """Copy the shared categories to all projects; return the videos whose projects must wait.

    A project that is open in another program receives them when it is next opened.
    """
    waiting = []
    for video in dataset.videos():
        if not video.is_behind or video.project is None:
            continue
        try:
            with Project.open(video.project, is_exclusive=True) as project:
                adopt_categories(dataset, video.video_id, project)
        except ProjectError:
            waiting.append(video)
    return waiting


def _linked(
    links: Mapping[int, int], shared: Mapping[int, Category], document: Document
) -> dict[int, list[int]]:
    """Return the project's categories of each shared category, lowest id first."""
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for own, shared_id in sorted(links.items()):
        if own in document.categories and shared_id in shared:
            groups[shared_id].append(own)
    return dict(groups)
