"""The composition root: builds all objects and connects all signals; no logic of its own."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from app.canvas.start_page import StartPage
from app.canvas.view import CanvasView
from app.commands.availability import Availability
from app.commands.clicking import Clicking
from app.commands.editing import EditingCommands
from app.commands.opening import OpeningCommands
from app.commands.playback import PlaybackCommands
from app.commands.segmentation import SegmentationCommands
from app.commands.viewing import ViewingCommands
from app.engine_worker import EngineChoice, EngineWorker
from app.frame_loader import FrameLoader, OpenedVideo, Shown
from app.main_window import MainWindow
from app.panels.mode_bar import ModeBar
from app.panels.objects import ObjectsPanel
from app.panels.thumbnails import Thumbnails
from app.panels.timeline import TimelinePanel
from app.panels.transport import TransportBar
from app.settings import SettingsStore
from app.theme import THEMES, qt_palette, style_sheet
from app.workspace import SaveState, Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the command line says.

    Attributes:
        source: video, folder or project to open.
        exemplars: (frame index, indexed PNG) to load into a new document.
    """

    source: Path | None = None
    exemplars: tuple[tuple[int, Path], ...] = ()


class Desk(QObject):
    """The whole app; `show` it, `shut_down` when its window has closed."""

    def __init__(
        self,
        *,
        settings: SettingsStore | None = None,
        load_session: Callable[[EngineChoice], Any] | None = None,
    ) -> None:
        super().__init__()
        self.settings = settings or SettingsStore()
        self.workspace = Workspace(self)
        self.loader = FrameLoader(self)
        self.worker = EngineWorker(load_session, self)
        self.window = MainWindow()
        self.canvas = CanvasView(self.workspace)
        self.start_page = StartPage()
        self._make_commands()
        self._make_panels()
        self._place()
        self._connect()
        self._apply_settings()
        self.window.remember_first_layout()
        chosen = self.settings.value
        self.window.resize(1440, 900)
        self.window.restore_layout(chosen.window_geometry, chosen.window_state)
        self._show_title()

    # -- building ----------------------------------------------------------------------

    def _make_commands(self) -> None:
        desk, canvas, window = self.workspace, self.canvas, self.window
        self.opening = OpeningCommands(desk, self.loader, self.settings, window)
        self.clicking = Clicking(desk, canvas, self.worker)
        self.editing = EditingCommands(desk, canvas, self.clicking)
        self.segmentation = SegmentationCommands(desk, self.worker, self)
        self.playback = PlaybackCommands(desk, self)
        self.viewing = ViewingCommands(desk, canvas, self.settings)
        for commands in (
            self.opening,
            self.editing,
            self.segmentation,
            self.playback,
            self.viewing,
        ):
            window.connect_actions(commands.handlers())
        window.connect_actions(
            {
                "edit.cancel": self._cancel,
                "view.reset_layout": window.reset_layout,
                "file.quit": window.close,
            }
        )
        self.availability = Availability(
            window.actions_by_id, desk, canvas, self.worker, self.settings
        )

    def _make_panels(self) -> None:
        theme = THEMES.get(self.settings.value.theme, THEMES["dark"])
        desk, actions = self.workspace, self.window.actions_by_id
        self.thumbnails = Thumbnails(self)
        self.mode_bar = ModeBar(desk, actions, theme)
        self.transport = TransportBar(desk, actions, theme)
        self.timeline = TimelinePanel(desk, self.thumbnails, theme)
        self.objects = ObjectsPanel(desk, actions, theme)
        self._themed = (self.mode_bar, self.transport, self.timeline, self.objects)

    def _place(self) -> None:
        window = self.window
        window.pages.addWidget(self.start_page)
        window.pages.addWidget(self.canvas)
        window.bars.addWidget(self.mode_bar)
        right, bottom = (
            Qt.DockWidgetArea.RightDockWidgetArea,
            Qt.DockWidgetArea.BottomDockWidgetArea,
        )
        window.add_dock("objectsDock", "Objects", self.objects, right)
        window.add_dock("timelineDock", "Timeline", self.timeline, bottom)

    def _connect(self) -> None:
        desk, loader, canvas, window = self.workspace, self.loader, self.canvas, self.window
        desk.frame_changed.connect(loader.show)
        desk.opened.connect(self._on_opened)
        desk.save_changed.connect(self._show_title)
        desk.view_changed.connect(lambda view: loader.set_levels(view.brightness, view.contrast))
        desk.changed.connect(lambda _: self._show_hint())
        loader.frame_ready.connect(self._on_frame)
        loader.preview.connect(self._on_preview)
        loader.open_progress.connect(self._on_open_progress)
        loader.thumbnail_ready.connect(self.thumbnails.put)
        self.thumbnails.wanted.connect(self._make_thumbnail)
        self.opening.opening.connect(self._on_opening)
        self.opening.adopted.connect(self._on_adopted)
        canvas.zoom_changed.connect(self.transport.set_zoom)
        canvas.play_toggled.connect(self.playback.toggle)
        self.worker.running_changed.connect(self.mode_bar.set_running)
        window.dropped.connect(self.opening.open)
        window.closing.connect(self.shut_down)
        window.actions_by_id["propagate.both"].changed.connect(self._show_reason)
        self.start_page.video_wanted.connect(window.actions_by_id["file.open_video"].trigger)
        self.start_page.folder_wanted.connect(window.actions_by_id["file.open_folder"].trigger)
        self.start_page.recent_wanted.connect(self.opening.open)
        self.start_page.cancel_wanted.connect(self._cancel_opening)
        self.settings.changed.connect(self._apply_settings)
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._show_title)
        self._clock.start()

    # -- running -----------------------------------------------------------------------

    def show(self, options: Options | None = None) -> None:
        """Show the window and open what was asked for."""
        self.window.show()
        if options is not None and options.source is not None:
            self.opening.open(options.source)

    def shut_down(self) -> None:
        """Keep the layout, stop both threads, close the project."""
        geometry, state = self.window.layout_texts()
        self._clock.stop()
        self.canvas.finish()
        self.settings.update(window_geometry=geometry, window_state=state)
        self.worker.shut_down()
        self.workspace.close()
        self.loader.shut_down()

    def _apply_settings(self) -> None:
        chosen = self.settings.value
        theme = THEMES.get(chosen.theme, THEMES["dark"])
        app = QApplication.instance()
        if isinstance(app, QApplication) and app.property("theme") != theme.name:
            app.setProperty("theme", theme.name)
            app.setStyle("Fusion")
            app.setPalette(qt_palette(theme))
            app.setStyleSheet(style_sheet(theme))
        self.window.set_theme(theme)
        self.window.set_keys(chosen.preset, chosen.shortcuts)
        self.window.set_recent(chosen.recent)
        self.start_page.set_theme(theme)
        self.start_page.set_recent(chosen.recent)
        self.canvas.set_theme(theme)
        for panel in self._themed:
            panel.set_theme(theme)
        self.worker.choose(
            EngineChoice(
                weights=Path(chosen.weights) if chosen.weights else None,
                device=chosen.device,
                short_side=chosen.short_side or None,
            )
        )

    # -- following ---------------------------------------------------------------------

    def _on_opened(self) -> None:
        is_open = self.workspace.is_open
        self.window.pages.setCurrentWidget(self.canvas if is_open else self.start_page)
        self.thumbnails.clear()
        if is_open:
            self.loader.show(0)
            self.canvas.setFocus()
        self._show_hint()
        self._show_title()

    def _on_adopted(self, opened: OpenedVideo) -> None:
        self.playback.set_times(opened.times_s)
        self.transport.set_time_source(self.playback.time_of)
        self.timeline.set_time_source(self.playback.time_of)

    def _on_frame(self, shown: Shown) -> None:
        if self.workspace.is_open and shown.bgrx.shape[:2] == (
            self.workspace.source.height,
            self.workspace.source.width,
        ):
            self.clicking.set_frame(shown.pixels)
            self.canvas.show_frame(shown.frame_index, shown.bgrx)

    def _on_preview(self, path: Path, pixels: Any) -> None:
        from app.frame_loader import to_bgrx

        if not self.workspace.is_open:
            self.canvas.show_frame(0, to_bgrx(pixels))
            self.window.pages.setCurrentWidget(self.canvas)
            self.canvas.set_hint(f"Reading {path.name}...")

    def _on_open_progress(self, done: float) -> None:
        self.start_page.show_progress(done)
        if not self.workspace.is_open and done < 1:
            self.canvas.set_hint(f"Reading the video: {done:.0%}")

    def _on_opening(self, name: str) -> None:
        self.start_page.show_opening(name)
        if not name and not self.workspace.is_open:
            self.canvas.clear()
            self.window.pages.setCurrentWidget(self.start_page)
        self._show_hint()

    def _cancel_opening(self) -> None:
        self.loader.cancel_open()
        self._on_opening("")

    def _cancel(self) -> None:
        """Escape: first the draft, then the run."""
        if not self.canvas.drop():
            self.worker.stop()

    def _make_thumbnail(self, frame_index: int) -> None:
        found = self.loader.thumbnail(frame_index)
        if found is not None:
            self.thumbnails.put(frame_index, found)

    def _show_hint(self) -> None:
        is_empty = self.workspace.is_open and not self.workspace.document.tracks
        self.canvas.set_hint("Paint or click to mark your first object" if is_empty else "")

    def _show_reason(self) -> None:
        action = self.window.actions_by_id["propagate.both"]
        reason = "" if action.isEnabled() else action.toolTip().partition("\n")[2]
        self.mode_bar.set_reason(reason)

    def _show_title(self, _: SaveState | None = None) -> None:
        if not self.workspace.is_open:
            self.window.setWindowTitle("GvSeg")
            return
        name = self.workspace.source.path.name
        self.window.setWindowTitle(f"{name} - {saved_words(self.workspace.save_state)} - GvSeg")


def saved_words(state: SaveState, now: float | None = None) -> str:
    """Whether all is on disk, in a few words."""
    if state.error:
        return "NOT SAVED"
    if state.saved_at is None:
        return "saved" if state.path else "nothing to save yet"
    seconds = max(0, round((time.time() if now is None else now) - state.saved_at))
    if seconds < 60:
        return f"autosaved {seconds} s ago"
    if seconds < 3600:
        return f"autosaved {seconds // 60} min ago"
    return f"autosaved {seconds // 3600} h ago"
