"""Presents many projects as documents of one export, with shared categories and distinct names."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from gvseg.annotation.document import VOID_ID, Document
from gvseg.annotation.records import Category, Track
from gvseg.annotation.start import DEFAULT_CATEGORY
from gvseg.annotation.states import EMPTY, PRESENT
from gvseg.dataset_file.frame_choice import verified_frames
from gvseg.dataset_file.shifted_store import ShiftedStore
from gvseg.errors import FormatError
from gvseg.project import ProjectPool, find_video

ONLY_PROPOSALS: Final = "it has only proposals, and none has been accepted"


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewedProject:
    """A project to view.

    Attributes:
        path: the project file.
        name: name of the video in exported files; "" for its file name.
        links: category id in the project -> id of a shared category; others are found by name.
        keeps_empty: whether a video without masks is kept, because a person marked it as done.
    """

    path: Path
    name: str = ""
    links: Mapping[int, int] = field(default_factory=dict)
    keeps_empty: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectView:
    """A project as an export sees it.

    Attributes:
        path: the project file.
        document: its current state; read from the file on demand.
        frames: indices of the chosen frames; empty if the video has nothing to export.
        reason: why it has nothing to export; "" otherwise.
    """

    path: Path
    document: Document
    frames: Sequence[int]
    reason: str = ""


def view_projects(
    projects: Sequence[ViewedProject],
    pool: ProjectPool,
    *,
    categories: Sequence[Category] = (),
    has_distinct_ids: bool = True,
    every: int = 1,
    only_verified: bool = False,
) -> list[ProjectView]:
    """Return a view of each project.

    Args:
        projects: one per video.
        pool: reads the files; keep it open as long as the views are used.
        categories: shared categories; without any, all categories of the projects are merged by
            name and numbered from 1.
        has_distinct_ids: whether object ids are unique over all videos.
        every: keep every n-th frame.
        only_verified: keep only frames on which each mask was drawn or verified by a person.

    Raises:
        ProjectError: a project cannot be read.
        FormatError: a category is a thing in one project and stuff in another.
    """
    heads = [pool.store(project.path).read_document() for project in projects]
    shared = list(categories) or _merge_categories(projects, heads)
    names = _distinct_names(projects, heads)
    views = []
    next_id = 1
    for project, head, name in zip(projects, heads, names, strict=True):
        shift = next_id - 1 if has_distinct_ids else 0
        store = ShiftedStore(pool, project.path, shift)
        document = _shift_document(project, head, shared, store, shift)
        video = find_video(head.source, project.path) or head.source.path
        source = replace(head.source, path=video)
        document.source = source if source.name == name else replace(source, alias=name)
        next_id = max([next_id, *(track_id + 1 for track_id in document.tracks)])
        frames, reason = _choose_frames(document, store, every, only_verified=only_verified)
        if reason and not only_verified and project.keeps_empty:
            reason = ""
        if reason and head.proposals and not only_verified:
            reason = ONLY_PROPOSALS
        views.append(
            ProjectView(
                path=project.path,
                document=document,
                frames=() if reason else frames,
                reason=reason,
            )
        )
    return views


def _merge_categories(
    projects: Sequence[ViewedProject], heads: Sequence[Document]
) -> list[Category]:
    """Return the categories of all projects, numbered from 1; the default one only if used."""
    found: dict[str, tuple[Category, Path]] = {}
    for project, head in zip(projects, heads, strict=True):
        used = {track.category_id for track in head.tracks.values()}
        for category in head.categories.values():
            if category.name == DEFAULT_CATEGORY and category.category_id not in used:
                continue
            known, place = found.setdefault(category.name, (category, project.path))
            if known.is_thing != category.is_thing:
                kinds = ("a thing", "stuff") if known.is_thing else ("stuff", "a thing")
                raise FormatError(
                    f"The category {category.name} is {kinds[0]} in {place} and {kinds[1]} in "
                    f"{project.path}; change it in one of them."
                )
    return [
        replace(category, category_id=number)
        for number, (category, _) in enumerate(found.values(), start=1)
    ]


def _distinct_names(projects: Sequence[ViewedProject], heads: Sequence[Document]) -> list[str]:
    """Return a name for each video, prefixed with its folder's name if not unique."""
    wanted = [
        project.name or head.source.name for project, head in zip(projects, heads, strict=True)
    ]
    # Some file systems ignore case.
    counts = Counter(name.casefold() for name in wanted)
    taken: set[str] = set()
    names = []
    for name, head in zip(wanted, heads, strict=True):
        parent = head.source.path.parent.name
        begin = f"{parent}-{name}" if counts[name.casefold()] > 1 and parent else name
        chosen, number = begin, 1
        while chosen.casefold() in taken:
            number += 1
            chosen = f"{begin}-{number}"
        taken.add(chosen.casefold())
        names.append(chosen)
    return names


def _shift_document(
    project: ViewedProject,
    head: Document,
    shared: Sequence[Category],
    store: ShiftedStore,
    shift: int,
) -> Document:
    """Return the document with shared categories and offset object ids; masks stay in the file."""
    by_name = {category.name: category.category_id for category in shared}
    category_of = {
        category_id: project.links.get(category_id) or by_name.get(category.name)
        for category_id, category in head.categories.items()
    }
    tracks: list[Track] = []
    for track in head.tracks.values():
        category_id = category_of.get(track.category_id)
        if category_id is None:
            name = head.category(track.category_id).name
            raise FormatError(
                f"{project.path}: the category {name} is not in the dataset; add the project "
                "to the dataset again to include it."
            )
        tracks.append(replace(track, track_id=track.track_id + shift, category_id=category_id))
    document = Document(head.source, store)
    document.reset(
        source=head.source,
        categories=shared,
        tracks=tracks,
        layer_order=tuple(track_id + shift for track_id in head.layer_order),
        next_ids=(len(shared) + 1, head.next_track_id + shift),
        vocabulary_map={},
    )
    return document


def _choose_frames(
    document: Document, store: ShiftedStore, every: int, *, only_verified: bool
) -> tuple[Sequence[int], str]:
    """Return the frames to export and, if there are none, the reason."""
    # Read from the store, because the document would cache the states of all frames.
    states = (state for track_id in document.tracks for state in store.states(track_id))
    frames = range(0, document.source.frame_count, every)
    if only_verified:
        verified = verified_frames(states, frames)
        return verified, "" if verified else "none of its frames is verified"
    has_masks = any(flags & (PRESENT | EMPTY) == PRESENT for _, flags, _ in states)
    has_masks = has_masks or any(True for _ in store.track(VOID_ID))
    return frames, "" if has_masks else "it has no masks"
