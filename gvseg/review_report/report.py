"""Writes the report: progress, people, comments with images, frames that need work, charts."""

import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image

from gvseg.annotation.document import Document
from gvseg.annotation.review_notes import Comment, FrameReview, ReviewState
from gvseg.counted import counted
from gvseg.dataset_file import Dataset, DatasetVideo, refresh
from gvseg.dataset_file.charts import write_charts
from gvseg.dataset_file.statistics import Statistics, measure_dataset, measure_project
from gvseg.dataset_file.summary import summarise
from gvseg.errors import ProjectError, RequestError, UserError
from gvseg.files import atomic_file
from gvseg.project import ProjectPool, find_video
from gvseg.review_report.images import as_data_url, frame_image
from gvseg.review_report.page import Card, Page, VideoSection
from gvseg.video import Video, open_video

_MOST_IMAGES: Final = 40
"""Largest number of images of one video; more would make the page slow to open."""
Progress = Callable[[float], None]


def write_project_report(project: Path, out: Path, *, progress: Progress = lambda _: None) -> Path:
    """Write a report about one project as HTML, and return its path.

    Args:
        project: the project file, which may be open elsewhere.
        out: the file to write.
        progress: called with 0..1.

    Raises:
        ProjectError: the project cannot be read.
        OutputError: the file cannot be written.
    """
    with ProjectPool() as pool:
        video = _entry_of(project, pool)
        found = measure_project(video, pool)
        sections = [_section(video, pool, progress)]
    return _write(Page(title=video.name, made_at=time.time(), found=found, videos=sections), out)


def write_dataset_report(
    dataset: Dataset, out: Path, *, progress: Progress = lambda _: None
) -> Path:
    """Write a report about all videos of a dataset as HTML, and return its path.

    Args:
        dataset: the dataset; its summaries are updated first.
        out: the file to write.
        progress: called with 0..1.

    Raises:
        OutputError: the file cannot be written.
    """
    problems = [] if dataset.is_read_only else refresh(dataset)
    found = measure_dataset(dataset, progress=lambda done: progress(done / 2))
    videos = dataset.videos()
    started = [video for video in videos if video.project is not None]
    sections = []
    with ProjectPool() as pool:
        for number, video in enumerate(started, start=1):
            try:
                sections.append(_section(video, pool))
            except ProjectError as error:
                problems.append(str(error))
            progress(0.5 + number / len(started) / 2)
    problems = list(dict.fromkeys([*problems, *found.problems]))
    page = Page(
        title=dataset.folder.name,
        made_at=time.time(),
        found=found,
        videos=sections,
        unstarted=[video.name for video in videos if video.project is None],
        problems=problems,
    )
    return _write(page, out)


def _write(page: Page, out: Path) -> Path:
    page.charts = _charts(page.found)
    with atomic_file(out) as partial:
        partial.write_text(page.html(), encoding="utf-8")
    return out


def _charts(found: Statistics) -> list[tuple[str, str]]:
    """Return (title, source) of each chart; none without Matplotlib."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            paths = write_charts(found, Path(folder), skips_empty=True)
        except RequestError:
            return []
        charts = []
        for path in paths:
            with Image.open(path) as image:
                few = image.convert("RGB").quantize(64)
                title = path.stem.replace("-", " ").capitalize()
                charts.append((title, as_data_url(few, "PNG", optimize=1)))
        return charts


def _entry_of(project: Path, pool: ProjectPool) -> DatasetVideo:
    """Return a project as if it were the only video of a dataset."""
    summary = summarise(project, pool, {})
    source = pool.store(project).read_source()
    return DatasetVideo(
        video_id=0,
        name=source.name,
        video=source.path,
        project=project,
        status=summary.status,
        is_status_set=False,
        split="",
        assignee="",
        notes="",
        summary=summary,
        is_behind=False,
        is_joining=False,
    )


def _section(
    video: DatasetVideo, pool: ProjectPool, progress: Progress = lambda _: None
) -> VideoSection:
    if video.project is None:
        raise ProjectError(f"{video.name} has no project yet.")
    document = pool.store(video.project).read_document()
    notes = document.notes
    open_comments = [one for one in notes.comments.values() if one.is_open]
    resolved = [one for one in notes.comments.values() if not one.is_open]
    bad = [run for run in notes.runs() if run[2].state is ReviewState.NEEDS_WORK]
    section = VideoSection(name=video.name, video=video, frames=document.source.frame_count)
    section.spans = [(first, last, review.state) for first, last, review in notes.runs()]
    with ExitStack() as stack:
        camera = _Camera(document, _open(document, video, stack, section))
        total = max(1, len(bad) + len(open_comments))
        for comment in _sorted(open_comments):
            section.comments.append(_comment_card(camera, comment))
            progress(len(section.comments) / total)
        for run in bad:
            section.needs_work.append(_run_card(camera, *run))
            progress((len(section.comments) + len(section.needs_work)) / total)
        section.left_out = camera.left_out
    section.resolved = [_comment_card(_Camera(document, None), one) for one in _sorted(resolved)]
    return section


@dataclass
class _Camera:
    """Renders images of frames, up to a limit that keeps the page small."""

    document: Document
    video: Video | None
    taken: int = 0
    left_out: int = 0

    def image(self, frame_index: int, track_id: int | None) -> str:
        if self.video is None:
            return ""
        if self.taken >= _MOST_IMAGES:
            self.left_out += 1
            return ""
        self.taken += 1
        try:
            return frame_image(self.document, self.video, frame_index, track_id)
        except UserError:
            return ""  # a damaged frame has no image


def _open(
    document: Document, video: DatasetVideo, stack: ExitStack, section: VideoSection
) -> Video | None:
    """Open the video of a project; None, with a reason in the section, if that fails."""
    project = video.project or video.video
    path = video.video if video.video.exists() else find_video(document.source, project)
    try:
        if path is not None:
            return stack.enter_context(open_video(path))
        section.problem = f"{video.video} was not found, so there are no images."
    except UserError as error:
        section.problem = f"There are no images: {error}"
    return None


def _comment_card(camera: _Camera, comment: Comment) -> Card:
    document, track_id = camera.document, comment.track_id
    track = None if track_id is None else {**document.tracks, **document.proposals}.get(track_id)
    about = "" if track_id is None else "a deleted object" if track is None else track.name
    return Card(
        title=f"Frame {comment.frame_index}" + (f", {about}" if about else ""),
        person=comment.author,
        at=comment.written_at,
        text=comment.text,
        note=f"resolved by {comment.resolved_by}" if comment.resolved_by else "",
        image=camera.image(comment.frame_index, None if track is None else track_id),
    )


def _run_card(camera: _Camera, first: int, last: int, review: FrameReview) -> Card:
    frames = f"Frame {first}" if first == last else f"Frames {first} to {last}"
    count = last - first + 1
    return Card(
        title=frames,
        person=review.reviewer,
        at=review.reviewed_at,
        text="needs work" if count == 1 else f"{counted(count, 'frame')} need work",
        image=camera.image(first, None),
    )


def _sorted(comments: Iterable[Comment]) -> list[Comment]:
    return sorted(comments, key=lambda one: (one.frame_index, one.comment_id))
