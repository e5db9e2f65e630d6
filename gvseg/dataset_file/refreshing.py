"""Updates a dataset's summaries of its projects."""

import os
from collections.abc import Callable
from pathlib import Path

from gvseg.dataset_file.dataset import Dataset
from gvseg.dataset_file.records import DatasetVideo
from gvseg.dataset_file.shared_categories import link_categories, share_changes
from gvseg.dataset_file.summary import stamp_of, summarise
from gvseg.errors import DatasetError, ProjectError
from gvseg.project import ProjectPool, find_video, project_next_to


def refresh(
    dataset: Dataset,
    *,
    progress: Callable[[float], None] | None = None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> list[str]:
    """Update the summaries of changed projects, and find projects and videos next to each other.

    Args:
        dataset: the dataset.
        progress: called with 0..1.
        is_cancelled: whether to stop before the next project.

    Returns:
        One sentence for each file that cannot be read.
    """
    problems: list[str] = []
    known = dataset.stamps()
    _find_new_projects(dataset)
    videos = [video for video in dataset.videos() if video.project is not None]
    with ProjectPool() as pool:
        for number, video in enumerate(videos, start=1):
            if is_cancelled():
                break
            try:
                refresh_video(dataset, video, known.get(video.video_id, ""), pool)
            except (ProjectError, DatasetError) as error:
                problems.append(str(error))
            if progress is not None:
                progress(number / len(videos))
    return problems


def _find_new_projects(dataset: Dataset) -> None:
    """Record projects that were created next to their videos outside the dataset."""
    for video in dataset.videos():
        if video.project is None:
            found = project_next_to(video.video)
            if found is not None and dataset.find_project(found) is None:
                dataset.set_project(video.video_id, found)


def find_moved_video(video: DatasetVideo, folder: Path) -> Path | None:
    """Return the path of a video: as recorded, next to its project, or in the dataset's folder."""
    candidates = [video.video]
    if video.project is not None:
        candidates.append(video.project.parent / video.video.name)
    candidates += [folder / video.video.name, folder / "videos" / video.video.name]
    return next((path for path in candidates if path.exists()), None)


def refresh_video(dataset: Dataset, video: DatasetVideo, known: str, pool: ProjectPool) -> None:
    """Update the summary of one project, unless its stamp is still the known one.

    Raises:
        ProjectError: the project cannot be read.
        DatasetError: the project is missing, or its categories do not fit the dataset.
    """
    project = video.project
    if project is None:
        return
    stamp = stamp_of(project)
    if stamp and stamp == known and os.path.exists(video.video):  # noqa: PTH110 - much faster
        return
    if not stamp:
        moved = dataset.folder / project.name
        if not moved.is_file():
            raise DatasetError(
                f"The project {project} of {video.name} was not found; move it back, or remove the "
                "video from the dataset and add it again."
            )
        dataset.set_project(video.video_id, moved)
        project, stamp = moved, stamp_of(moved)
    store = pool.store(project)
    document = store.read_document()
    if not video.video.exists():
        place = find_video(document.source, project) or find_moved_video(video, dataset.folder)
        if place is not None:
            dataset.set_place(video.video_id, place)
    if stamp != known:
        share_changes(dataset, video.video_id, document)
        with dataset.transaction():
            links = link_categories(dataset, video.video_id, document)
            summary = summarise(project, pool, links)
            dataset.put_summary(video.video_id, summary, stamp)
