"""Opens videos, folders and projects, and manages the project file."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.commands.salvage import ProjectSalvage, salvage_summary
from app.dialogs.questions import (
    Question,
    QuestionDialog,
    changed_video,
    locked_project,
    moved_video,
    unreadable_project,
    unsaved_work,
)
from app.frame_loader import FrameLoader, OpenedVideo
from app.language import tr
from app.settings import SettingsStore
from app.theme import THEMES
from app.workspace import Level, Workspace
from gvseg.annotation.document import Document
from gvseg.annotation.edits import RelocateVideo
from gvseg.errors import DamagedProjectError, ProjectError
from gvseg.file_names import VIDEO_SUFFIXES
from gvseg.project import (
    SUFFIX,
    LockHolder,
    Project,
    ProjectLockedError,
    compare_video,
    find_video,
    make_project,
    project_of,
)
from gvseg.project.salvage import SalvageReport

_ANIMATIONS = (".gif", ".webp", ".apng", ".tif", ".tiff", ".avif")
_VIDEOS = " ".join(f"*{suffix}" for suffix in (*sorted(VIDEO_SUFFIXES), *_ANIMATIONS))


class ProjectCommands(QObject):
    """Opens sources; if one cannot be opened, the current video stays open.

    Attributes:
        prepare: called with each opened project before it is shown.
        begin: creates the project of a video that has none; it may return None to leave that to
            the first edit.
        show_elsewhere: shows the other window that has a file open; False if there is none.

    Signals:
        adopted(OpenedVideo): the workspace now shows the video.
        opening(str): name of the source that is being opened; "" when that is done.
    """

    adopted = Signal(object)
    opening = Signal(str)

    def __init__(
        self,
        workspace: Workspace,
        loader: FrameLoader,
        settings: SettingsStore,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._loader = loader
        self._settings = settings
        self._window = window
        self._project: Project | None = None
        self._is_relocating = False
        self.prepare: Callable[[Project], None] = lambda _: None
        self.begin: Callable[[OpenedVideo], Project | None] = lambda _: None
        self.show_elsewhere: Callable[[Path], bool] = lambda _: False
        self.ask: Callable[[Question, Callable[[str], None]], None] = self._ask
        self.find_file: Callable[[], Path | None] = self._find_file
        self._salvage = ProjectSalvage(self)
        self._salvage.salvaged.connect(self._on_salvaged)
        self._salvage.failed.connect(self._on_salvage_failed)
        loader.opened.connect(self._on_opened)
        loader.open_failed.connect(self._on_failed)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return the handler of each action id."""
        return {
            "file.open_video": self._choose_video,
            "file.open_folder": self._choose_folder,
            "file.open_project": self._choose_project,
            "file.save_as": self._choose_save_as,
            "file.retry_save": self._retry_save,
            "file.relocate": self._choose_relocation,
            "file.close": self.close,
        }

    def ensure_saved(self) -> bool:
        """Try again to write unsaved edits; return whether all are saved."""
        return not self._workspace.save_state.error or self._workspace.retry_save()

    def confirm_unsaved(self, then: Callable[[], None]) -> None:
        """Ask about edits that cannot be saved; call `then` once they are saved or discarded."""

        def proceed(answer: str) -> None:
            if answer == "elsewhere":
                self._choose_save_as()
                if self._workspace.save_state.error:
                    return
            if answer != "cancel":
                then()

        self.ask(unsaved_work(self._workspace.save_state.error), proceed)

    def open(self, path: Path, *, video: Path | None = None) -> None:
        """Open a video, a folder of images or a project; `video` overrides the project's video."""
        if self.ensure_saved():
            self._open(path, video)
        else:
            self.confirm_unsaved(lambda: self._open(path, video))

    def _open(self, path: Path, video: Path | None = None) -> None:
        self._cancel_pending()
        path = path.absolute()
        if path.suffix == SUFFIX and not path.is_dir():
            self._open_project(path, video=video)
            return
        if self.show_elsewhere(path):
            return
        recent = [Path(name) for name in self._settings.value.recent]
        beside = project_of(path, recent)
        if beside is not None:
            self._open_project(beside, video=path)
            return
        self._load(path)

    def close(self) -> None:
        if self.ensure_saved():
            self._close()
        else:
            self.confirm_unsaved(self._close)

    def _close(self) -> None:
        self._cancel_pending()
        self._workspace.close()
        self._loader.close_video()

    def shut_down(self) -> None:
        """Wait until a running salvage ends."""
        self._salvage.shut_down()

    def relocate(self, path: Path) -> None:
        """Use another file as the video of the open document."""
        self._is_relocating = True
        self._load(path)

    def _load(self, path: Path) -> None:
        self.opening.emit(path.name)
        self._loader.open(path)

    def _open_project(
        self, path: Path, *, video: Path | None = None, is_read_only: bool = False, takes: str = ""
    ) -> None:
        if self.show_elsewhere(path):
            return
        person = self._workspace.person
        try:
            project = Project.open(path, is_read_only=is_read_only, person=person, takes_over=takes)
        except ProjectLockedError as error:
            self._ask_about_lock(path, error.holder, video)
            return
        except ProjectError as error:
            self._refuse_project(path, error, video)
            return
        self._project = project
        if not is_read_only:
            self.prepare(project)
        found = video or find_video(project.document.source, path)
        if found is not None:
            self._load(found)
            return
        question = moved_video(path, project.document.source.path)
        self.ask(question, lambda answer: self._locate_video(answer, path.name))

    def _ask_about_lock(self, path: Path, holder: LockHolder, video: Path | None) -> None:
        def go_on(answer: str) -> None:
            if answer == "read":
                self._open_project(path, video=video, is_read_only=True)
            elif answer == "take":
                self._open_project(path, video=video, takes=holder.token)

        self.ask(locked_project(path, holder), go_on)

    def _refuse_project(self, path: Path, error: ProjectError, video: Path | None) -> None:
        is_damaged = isinstance(error, DamagedProjectError)
        if video is None and not is_damaged:
            self._settings.remove_recent(path)
            self._workspace.post(Level.ERROR, str(error))
            return

        def proceed(answer: str) -> None:
            if answer == "fresh" and video is not None:
                self._load(video)
            elif answer == "salvage":
                self.opening.emit(path.name)
                self._salvage.start(path, video)

        self.ask(unreadable_project(str(error), video, is_damaged=is_damaged), proceed)

    def _on_salvaged(self, report: SalvageReport, video: Path | None) -> None:
        self.opening.emit("")
        self._workspace.post(Level.GOOD, salvage_summary(report))
        self._open_project(report.path, video=video)

    def _on_salvage_failed(self, sentence: str, details: str) -> None:
        self.opening.emit("")
        self._workspace.post(Level.ERROR, sentence, details=details)

    def _locate_video(self, answer: str, name: str) -> None:
        found = self.find_file() if answer == "find" else None
        if found is not None:
            self._load(found)
            return
        self._cancel_pending()
        self._workspace.post(
            Level.WARNING,
            tr("{name} was not opened because its video was not found.").format(name=name),
        )

    def _on_failed(self, path: Path, words: str, details: str) -> None:
        self._cancel_pending()
        self.opening.emit("")
        self._settings.remove_recent(path)
        self._workspace.post(Level.ERROR, words, details=details)

    def _on_opened(self, opened: OpenedVideo) -> None:
        if opened.cancelled.is_set():
            self._loader.discard(opened)
            return
        self.opening.emit("")
        document = self._document_to_match()
        match = compare_video(document.source, opened.video) if document is not None else None
        if match is None or match.is_same:
            self._adopt(opened)
        elif not match.fits:
            self._discard_opened(opened)
            self._workspace.post(Level.ERROR, match.reason)
        else:
            self.ask(changed_video(match.reason), lambda answer: self._on_answer(answer, opened))

    def _on_answer(self, answer: str, opened: OpenedVideo) -> None:
        """Handle the answer about a changed video."""
        if answer == "use":
            self._adopt(opened)
            return
        found = self.find_file() if answer == "find" else None
        if found is None:
            self._discard_opened(opened)
        else:
            self._load(found)

    def _discard_opened(self, opened: OpenedVideo) -> None:
        self._loader.discard(opened)
        self._cancel_pending()

    def _adopt(self, opened: OpenedVideo) -> None:
        self._loader.adopt(opened)
        project, self._project = self._project, None
        if project is None and not self._is_relocating:
            project = self.begin(opened)
        if self._is_relocating:
            self._workspace.try_apply(RelocateVideo(opened.source))
        elif project is not None:
            self._workspace.open_project(project)
            is_moved = project.document.source.path != opened.source.path
            if project.is_read_only:
                words = tr("{name} is read-only here. Use Save Project As to edit a copy.")
                self._workspace.post(Level.WARNING, words.format(name=project.path.name))
            elif is_moved:
                self._workspace.try_apply(RelocateVideo(opened.source))
        else:
            self._workspace.open_video(opened.source, self._make_project)
        self._is_relocating = False
        if project:
            self._settings.remove_recent(opened.path)  # both would lead to the same project
        self._settings.add_recent(project.path if project else opened.path)
        self.adopted.emit(opened)
        for note in opened.notes:
            self._workspace.post(Level.WARNING, note)

    def _document_to_match(self) -> Document | None:
        if self._project is not None:
            return self._project.document
        return self._workspace.document if self._is_relocating else None

    def _ask(self, question: Question, then: Callable[[str], None]) -> None:
        theme = THEMES.get(self._settings.value.theme, THEMES["dark"])
        dialog = QuestionDialog(question, theme, self._window)
        dialog.chosen.connect(then)
        dialog.open()

    def _find_file(self) -> Path | None:
        chosen, _ = QFileDialog.getOpenFileName(
            self._window, tr("Find Video"), self._last_folder(), _video_filter()
        )
        return Path(chosen) if chosen else None

    def _make_project(self, document: Document) -> Project:
        return make_project(document, self._warn, self._workspace.person)

    def _warn(self, words: str) -> None:
        self._workspace.post(Level.WARNING, words)

    def _cancel_pending(self) -> None:
        self._loader.cancel_open()
        self._is_relocating = False
        if self._project is not None:
            self._project.close()
            self._project = None

    def _choose_video(self) -> None:
        filters = _video_filter() + ";;" + tr("All files") + " (*)"
        chosen, _ = QFileDialog.getOpenFileName(
            self._window, tr("Open Video"), self._last_folder(), filters
        )
        if chosen:
            self.open(Path(chosen))

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self._window, tr("Open Folder of Images"), self._last_folder()
        )
        if chosen:
            self.open(Path(chosen))

    def _choose_project(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self._window, tr("Open Project"), self._last_folder(), _project_filter()
        )
        if chosen:
            self.open(Path(chosen))

    def _choose_save_as(self) -> None:
        start = self._workspace.project_path or Path(self._last_folder()) / (
            self._workspace.source.name + SUFFIX
        )
        chosen, _ = QFileDialog.getSaveFileName(
            self._window,
            tr("Save Project As"),
            str(start),
            _project_filter(),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if chosen:
            self.save_as(Path(chosen))

    def save_as(self, path: Path) -> None:
        """Save a copy of the project and switch to the copy."""
        path = path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)
        try:
            self._workspace.save_as(path)
        except ProjectError as error:
            self._workspace.post(Level.ERROR, str(error))
            return
        self._settings.add_recent(path)
        self._workspace.post(
            Level.GOOD, tr("The project is now saved as {path}.").format(path=path)
        )

    def _retry_save(self) -> None:
        if self._workspace.retry_save():
            self._workspace.post(Level.GOOD, tr("Saved."))

    def _choose_relocation(self) -> None:
        chosen = self.find_file()
        if chosen is not None:
            self.relocate(chosen)

    def _last_folder(self) -> str:
        recent = self._settings.value.recent
        return str(Path(recent[0]).parent) if recent else ""


def _video_filter() -> str:
    return tr("Videos") + f" ({_VIDEOS})"


def _project_filter() -> str:
    return tr("GvSeg projects") + f" (*{SUFFIX})"
