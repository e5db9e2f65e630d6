"""Plans an export of several projects: which videos, frames and splits."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from gvseg.annotation.document import Document
from gvseg.annotation.records import Category
from gvseg.dataset_file.dataset import Dataset
from gvseg.dataset_file.records import Status
from gvseg.dataset_file.splitting import split_videos
from gvseg.dataset_file.views import ONLY_PROPOSALS, ProjectView, ViewedProject, view_projects
from gvseg.errors import OutputError
from gvseg.formats import ExportOptions, check_splits, find_format
from gvseg.project import ProjectPool


@dataclass(frozen=True, slots=True)
class ExportContents:
    """The projects to export.

    Attributes:
        projects: one per video.
        categories: categories of the dataset; empty for projects without a dataset.
        split_of: video name -> its split in the dataset.
    """

    projects: Sequence[ViewedProject]
    categories: tuple[Category, ...] = ()
    split_of: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportChoices:
    """The settings of an export of several projects.

    Attributes:
        format_name: name in `gvseg.formats.FORMATS`.
        options: options of the format.
        shares: random split -> share of the videos; None for the splits of the dataset.
        seed: seed of the random splits.
        is_stratified: whether each random split gets its share of each category.
        has_splits: whether to write splits; otherwise all videos go together.
        every: export every n-th frame.
        only_verified: export only frames whose masks were all drawn or verified by a person.
    """

    format_name: str
    options: ExportOptions = field(default_factory=ExportOptions)
    shares: Mapping[str, float] | None = None
    seed: int = 0
    is_stratified: bool = False
    has_splits: bool = True
    every: int = 1
    only_verified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportPlan:
    """What an export will write.

    Attributes:
        views: the videos.
        splits: split -> its documents; empty to write all videos together.
        options: options of the format, with the frames of each video.
        left_out: one sentence for each video that is left out.
    """

    views: Sequence[ProjectView]
    splits: Mapping[str, Sequence[Document]]
    options: ExportOptions
    left_out: tuple[str, ...] = ()

    @property
    def documents(self) -> list[Document]:
        """The documents of all videos."""
        return [view.document for view in self.views]


def dataset_contents(dataset: Dataset) -> ExportContents:
    """Return the projects of a dataset; call `refresh` first.

    Raises:
        OutputError: no video has a project.
    """
    videos = [video for video in dataset.videos() if video.project is not None]
    if not videos:
        raise OutputError(f"No video in {dataset.path} has a project yet; annotate one first.")
    projects = [
        ViewedProject(
            path=video.project,
            name=video.name,
            links=dataset.links(video.video_id),
            keeps_empty=video.status is Status.DONE,
        )
        for video in videos
        if video.project is not None
    ]
    split_of = {video.name: video.split for video in videos if video.split}
    return ExportContents(projects, tuple(dataset.categories().values()), split_of)


def plan_export(
    contents: ExportContents, choices: ExportChoices, pool: ProjectPool, *, needs_frames: bool
) -> ExportPlan:
    """Return what an export will write; the documents are read from the projects on demand.

    Args:
        contents: the projects.
        choices: settings of the export.
        pool: reads the projects; keep it open until the export has ended.
        needs_frames: whether the frames of the videos are read too.

    Raises:
        OutputError: no project has anything to export, or a video is missing.
        RequestError: there are fewer videos than splits.
        FormatError: the format has no splits, or the categories of the projects do not fit.
    """
    form = find_format(choices.format_name, to_write=True)
    if choices.shares is not None:
        check_splits(form.name, choices.shares)
    views = view_projects(
        contents.projects,
        pool,
        categories=contents.categories,
        # Readers of a file with several videos look up objects by id.
        has_distinct_ids=form.holds_many and not form.is_folder,
        every=choices.every,
        only_verified=choices.only_verified,
    )
    left_out = [f"{view.path} was left out: {view.reason}." for view in views if view.reason]
    has_proposals = any(view.reason == ONLY_PROPOSALS for view in views)
    views = [view for view in views if not view.reason]
    if not views:
        advice = "accept proposals in the window" if has_proposals else "annotate at least one"
        raise OutputError(f"None of the projects has anything to export; {advice}.")
    splits: dict[str, list[Document]] = {}
    if choices.shares is not None:
        splits = _random_splits(views, choices)
    elif choices.has_splits and form.has_splits:
        splits, without = _own_splits(views, contents.split_of)
        left_out += [f"{name} was left out: it has no split." for name in without]
    if needs_frames:
        _check_videos(views)
    frames = {view.document.source.name: view.frames for view in views}
    return ExportPlan(
        views=views,
        splits=splits,
        options=replace(choices.options, frames=frames),
        left_out=tuple(left_out),
    )


def _own_splits(
    views: Sequence[ProjectView], split_of: Mapping[str, str]
) -> tuple[dict[str, list[Document]], list[str]]:
    """Return the splits of the dataset, and the names of the videos without one."""
    splits: dict[str, list[Document]] = {split: [] for split in sorted(set(split_of.values()))}
    without = []
    for view in views:
        name = view.document.source.name
        if name in split_of:
            splits[split_of[name]].append(view.document)
        elif splits:
            without.append(name)
    return {split: documents for split, documents in splits.items() if documents}, without


def _random_splits(
    views: Sequence[ProjectView], choices: ExportChoices
) -> dict[str, list[Document]]:
    documents = {view.document.source.name: view.document for view in views}
    objects = None
    if choices.is_stratified:
        objects = {
            name: Counter(
                document.category(track.category_id).name for track in document.tracks.values()
            )
            for name, document in documents.items()
        }
    shares = choices.shares or {}
    split_of = split_videos(documents, shares, choices.seed, objects=objects)
    return {
        split: [documents[name] for name, own in split_of.items() if own == split]
        for split in shares
    }


def _check_videos(views: Sequence[ProjectView]) -> None:
    """Check that all videos exist, before anything is written.

    Raises:
        OutputError: a video is missing.
    """
    for view in views:
        path: Path = view.document.source.path
        if not path.exists():
            raise OutputError(
                f"The video of {view.path} was not found at {path}; put it next to the project, "
                "or export without frames."
            )
