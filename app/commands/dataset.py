"""Dataset commands: create, open and browse datasets, and queue their videos."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QInputDialog, QWidget

from app.commands.dataset_adding import DatasetAdding
from app.commands.dataset_locating import choose_place, search_in
from app.commands.dataset_queue import DatasetQueueCommands, posted_errors
from app.commands.project import ProjectCommands
from app.dialogs.questions import CANCEL, Choice, Question
from app.frame_loader import OpenedVideo
from app.language import tr
from app.panels.dataset import DatasetPanel, DatasetState, DatasetWatch
from app.workspace import Level, Workspace
from gvseg.dataset_file import (
    FILE_NAME,
    SUFFIX,
    Dataset,
    Status,
    adopt_categories,
    adopt_on_opening,
    begin_project,
    dataset_path,
    find_moved_video,
)
from gvseg.dataset_file.queue import QueueTask
from gvseg.errors import DatasetError, UserError
from gvseg.file_names import IMAGE_SUFFIXES, VIDEO_SUFFIXES
from gvseg.formats import check_splits
from gvseg.project import SUFFIX as PROJECT_SUFFIX
from gvseg.project import Project


class DatasetCommands(QObject):
    """Commands for the open dataset, which stays open while videos are opened and closed.

    Signals:
        browsing_changed(bool): the browser was opened or closed.
    """

    browsing_changed = Signal(bool)

    def __init__(
        self,
        workspace: Workspace,
        projects: ProjectCommands,
        panel: DatasetPanel,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._projects = projects
        self._panel = panel
        self._window = window
        self._dataset: Dataset | None = None
        self._watch: DatasetWatch | None = None
        self._current: int | None = None
        self._opening: tuple[int, Path] | None = None
        self.queue = DatasetQueueCommands(workspace, panel, self)
        self.queue.changed.connect(self._read_dataset)
        self._adding = DatasetAdding(window)
        self.choose_folder: Callable[[str], Path | None] = self._choose_folder
        self.choose_place = choose_place
        self.ask_text: Callable[[str, str], str | None] = self._ask_text
        projects.begin = self._begin
        projects.prepare = self._prepare
        projects.adopted.connect(self._on_adopted)
        workspace.opened.connect(self._on_opened)
        panel.open_requested.connect(self.open_video)
        panel.status_chosen.connect(self._set_status)
        panel.split_chosen.connect(lambda ids, split: self._set(ids, split=split))
        panel.new_split_requested.connect(self._name_split)
        panel.assignee_requested.connect(self._name_assignee)
        panel.remove_requested.connect(self._remove)
        panel.add_requested.connect(self._choose_videos)
        panel.locate_requested.connect(self._locate)
        panel.locate_one_requested.connect(self._locate_one)

    @property
    def dataset(self) -> Dataset | None:
        """The open dataset; None for none."""
        return self._dataset

    @property
    def is_open(self) -> bool:
        return self._dataset is not None

    @property
    def path(self) -> Path | None:
        """The open dataset's file."""
        return None if self._dataset is None else self._dataset.path

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return the handler of each action id."""
        return {
            "dataset.new": self._choose_new,
            "dataset.open": self._choose_existing,
            "dataset.browse": self.browse,
            "dataset.add": self._choose_videos,
            "dataset.next_video": lambda: self._go(1),
            "dataset.previous_video": lambda: self._go(-1),
            "dataset.propagate_marked": lambda: self.queue.add([], QueueTask.PROPAGATE),
            "dataset.train": self._ask_training,
            "dataset.close": self.close,
        }

    def open_dropped(self, paths: Sequence[Path]) -> bool:
        """Open a dropped dataset or several videos. Return False if it is neither."""
        first = paths[0]
        if len(paths) == 1 and (first.suffix == SUFFIX or (first / FILE_NAME).is_file()):
            self.open(first)
            return True
        if len(paths) == 1 and not _has_videos(first):
            return False
        if self._dataset is not None:
            self._adding.add(paths)
            return True
        folder = first if first.is_dir() else first.parent
        question = Question(
            title=tr("Create a dataset?"),
            text=tr(
                "{folder} contains several videos. A dataset groups them under one list of "
                "categories. It is stored in that folder as one small file, {file}."
            ).format(folder=folder, file=FILE_NAME),
            choices=(CANCEL, Choice(choice_id="make", text=tr("Create Dataset"), is_main=True)),
        )

        def proceed(answer: str) -> None:
            if answer == "make":
                self.make(folder, paths)

        self._projects.ask(question, proceed)
        return True

    def make(self, folder: Path, paths: Sequence[Path] = ()) -> None:
        """Create a dataset in a folder, open it, and add videos to it."""
        with posted_errors(self._workspace):
            Dataset.create(folder).close()
            self.open(folder)
            if paths:
                self._adding.add(paths)

    def open(self, path: Path) -> None:
        """Open a dataset and show its browser."""
        if self._projects.show_elsewhere(dataset_path(path)):
            return
        with posted_errors(self._workspace):
            dataset = Dataset.open(path)
            self.close()
            self._dataset = self.queue.dataset = dataset
            self._watch = self._adding.watch = DatasetWatch(dataset_path(path), self)
            self._watch.changed.connect(self._on_state)
            self._watch.done.connect(self._on_done)
            self._watch.failed.connect(self._on_failed)
            self._watch.start()
            self.browse()

    def close(self) -> None:
        """Close the dataset without affecting the open video or the queue's process."""
        self._adding.watch = None
        if self._watch is not None:
            self._watch.close()
            self._watch.deleteLater()
        if self._dataset is not None:
            self._dataset.close()
        self._dataset = self._watch = self._current = self._opening = self.queue.dataset = None
        self.browsing_changed.emit(False)

    def shut_down(self) -> None:
        """Close the dataset and end the threads."""
        self.close()
        self._panel.thumbnails.shut_down()

    def browse(self) -> None:
        """Show the browser, or the video again."""
        if self._dataset is None:
            self._workspace.post(Level.INFO, tr("Open or create a dataset first."))
            return
        self.browsing_changed.emit(True)

    def set_browsing(self, *, is_browsing: bool) -> None:
        """Start or stop polling the dataset, because its browser was shown or hidden."""
        if self._watch is not None:
            self._watch.set_watching(is_watching=is_browsing)

    def open_video(self, video_id: int) -> None:
        """Open a video of the dataset; its project gets the shared categories."""
        if self._dataset is None:
            return
        with posted_errors(self._workspace):
            entry = self._dataset.video(video_id)
            place = find_moved_video(entry, self._dataset.folder)
            paths = (place or entry.video, entry.project)
            lost = next((path for path in paths if path is not None and not path.exists()), None)
            if place is None or lost is not None:
                raise DatasetError(
                    tr(
                        "{path} was not found. Connect its drive, or press Locate Missing Videos "
                        "in the list of videos."
                    ).format(path=lost)
                )
            self._opening = (video_id, place)
            self._projects.open(entry.project or place, video=place)

    def _set_status(self, video_ids: list[int], status: Status | None) -> None:
        self._set(video_ids, status=status)

    def _set(self, video_ids: list[int], **fields: str | Status | None) -> None:
        if self._dataset is not None:
            with posted_errors(self._workspace):
                self._dataset.set_fields(video_ids, **fields)
                self._read_dataset()

    def _name_split(self, video_ids: list[int]) -> None:
        if name := self.ask_text(tr("New Split"), tr("Name of the split:")):
            with posted_errors(self._workspace):
                check_splits("ytvis", {name: ()})
                self._set(video_ids, split=name)

    def _name_assignee(self, video_ids: list[int]) -> None:
        name = self.ask_text(tr("Assign To"), tr("Annotator of these videos:"))
        if name is not None:
            self._set(video_ids, assignee=name)

    def _remove(self, video_ids: list[int]) -> None:
        if self._dataset is not None:
            with posted_errors(self._workspace):
                for video_id in video_ids:
                    self._dataset.remove_video(video_id)
                self._read_dataset()

    def _locate(self) -> None:
        folder = self.choose_folder(tr("Folder with the Missing Videos"))
        if folder is not None and self._watch is not None:
            self._watch.run_task(search_in(folder))

    def _locate_one(self, video_id: int) -> None:
        if self._dataset is not None:
            with posted_errors(self._workspace):
                place = self.choose_place(self._window, self._dataset.video(video_id))
                if place is not None:
                    self._dataset.set_place(video_id, place)
                    self._read_dataset()

    def _go(self, step: int) -> None:
        if self._dataset is None:
            self._workspace.post(Level.INFO, tr("Open a dataset first."))
            return
        wanted = self._panel.neighbour(self._current, step)
        if wanted is None:
            words = tr("This is the last video.") if step > 0 else tr("This is the first video.")
            self._workspace.post(Level.INFO, words)
        else:
            self.open_video(wanted)

    def _begin(self, opened: OpenedVideo) -> Project | None:
        """Create the project of a video opened from the dataset. Return None for other videos."""
        video_id = self._expected(opened)
        if self._dataset is None or video_id is None:
            return None
        try:
            return begin_project(self._dataset, video_id, opened.source, self._workspace.person)
        except UserError as error:
            self._workspace.post(Level.WARNING, str(error))
            return None

    def _expected(self, opened: OpenedVideo) -> int | None:
        """Return the id of the requested dataset video, or None if another video was opened."""
        if self._opening is None or self._opening[1] != opened.path:
            return None
        return self._opening[0]

    def _prepare(self, project: Project) -> None:
        """Add the shared categories to an opened project that belongs to a dataset."""
        with posted_errors(self._workspace):
            entry = None if self._dataset is None else self._dataset.find_project(project.path)
            if self._dataset is None or entry is None:
                adopt_on_opening(project)
            elif entry.is_behind and not self._dataset.is_read_only:
                adopt_categories(self._dataset, entry.video_id, project)

    def _on_adopted(self, opened: OpenedVideo) -> None:
        self._current, self._opening = self._expected(opened), None
        self._panel.set_current(self._current)
        if self._dataset is None or self._current is None:
            return
        with posted_errors(self._workspace):
            entry = self._dataset.video(self._current)
            path = self._workspace.project_path
            if entry.project is None and path is not None:
                self._dataset.set_project(self._current, path)
        self.browsing_changed.emit(False)

    def _on_opened(self) -> None:
        if not self._workspace.is_open:
            self._current = None
            self._panel.set_current(None)
        self._read_dataset()

    def _on_state(self, state: DatasetState) -> None:
        self._panel.set_state(state)

    def _on_done(self, sentence: str) -> None:
        if sentence:
            self._workspace.post(Level.GOOD, sentence)

    def _on_failed(self, sentence: str, details: str) -> None:
        self._workspace.post(Level.ERROR, sentence, details=details)

    def _ask_training(self) -> None:
        if self._dataset is None:
            self._workspace.post(Level.INFO, tr("Open a dataset first."))
            return
        question = Question(
            title=tr("Train on the dataset?"),
            text=tr(
                "A training run of 30 minutes is added to the queue. If the dataset has the splits "
                "train and val, it trains on the first and measures the gain on the second, for "
                "each category."
            ),
            choices=(
                CANCEL,
                Choice(choice_id="train", text=tr("Train")),
                Choice(choice_id="use", text=tr("Train and Use if Better"), is_main=True),
            ),
        )

        def go_on(answer: str) -> None:
            if answer in ("train", "use"):
                self.queue.add_training(is_used=answer == "use")

        self._projects.ask(question, go_on)

    def _choose_new(self) -> None:
        folder = self.choose_folder(tr("New Dataset in Folder"))
        if folder is not None:
            self.make(folder, [folder] if _has_videos(folder) else [])

    def _choose_existing(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self._window, tr("Open Dataset"), "", tr("GvSeg datasets") + f" (*{SUFFIX})"
        )
        if chosen:
            self.open(Path(chosen))

    def _choose_videos(self) -> None:
        if self._dataset is None:
            self._workspace.post(Level.INFO, tr("Open or create a dataset first."))
            return
        suffixes = " ".join(f"*{suffix}" for suffix in sorted(VIDEO_SUFFIXES))
        chosen, _ = QFileDialog.getOpenFileNames(
            self._window,
            tr("Add Videos"),
            str(self._dataset.folder),
            tr("Videos and projects ({suffixes} *.gvseg)").format(suffixes=suffixes),
        )
        if chosen:
            self._adding.add([Path(name) for name in chosen])

    def _choose_folder(self, title: str) -> Path | None:
        chosen = QFileDialog.getExistingDirectory(self._window, title)
        return Path(chosen) if chosen else None

    def _ask_text(self, title: str, question: str) -> str | None:
        text, is_given = QInputDialog.getText(self._window, title, question)
        return text.strip() if is_given else None

    def _read_dataset(self) -> None:
        if self._watch is not None:
            self._watch.read_now()


def _has_videos(folder: Path) -> bool:
    """Return whether a folder has several videos or projects, at most one level deep."""
    if not folder.is_dir():
        return False
    found = 0
    for path in sorted(folder.glob("*")):
        suffixes = [one.suffix.lower() for one in (path.glob("*") if path.is_dir() else [path])]
        if not path.is_dir() and suffixes[0] in IMAGE_SUFFIXES:
            return False  # a folder of images is one video
        found += sum(suffix in VIDEO_SUFFIXES or suffix == PROJECT_SUFFIX for suffix in suffixes)
        found += path.is_dir() and not IMAGE_SUFFIXES.isdisjoint(suffixes)
        if found > 1:
            return True
    return False
