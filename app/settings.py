"""The user's settings, stored in one small file."""

import json
import logging
import os
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Final

import platformdirs
from PySide6.QtCore import QObject, Signal

RECENT_MAX: Final = 12
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings. Every field has a default; unknown fields in the file are ignored.

    Attributes:
        theme: "dark" or "light".
        language: code of `app.language.LANGUAGES`; "" for the language of the system.
        preset: shortcut preset of `app.actions.PRESETS`.
        shortcuts: action id -> the user's key sequences, which override the preset.
        recent: paths of videos, folders and projects, latest first.
        mask_opacity: opacity of fills on the canvas, 0..1.
        show_outlines: whether masks have outlines.
        show_patterns: whether masks are hatched.
        preview_clicks: whether the mask that a click would make is previewed.
        show_names: whether object names are drawn on the canvas.
        brush_diameter_px: size of the brush, in device-independent pixels.
        device: device of the engine: "auto", "cpu", "cuda", "mps".
        weights: path of a weights file, or "" for the bundled weights.
        short_side: shorter side of the network's input, in pixels, or 0 for the default.
        export_format: format of the last export.
        export_folder: folder of the last export.
        window_geometry, window_state: layout of the main window, in hexadecimal.
        low_confidence: masks with a lower confidence are flagged, 0..1.
        adapt_seconds: time limit for adapting the network to a video.
        use_adaptation: whether propagation uses the adapted network.
        least_score: proposals with a lower score are hidden, 0..1.
        training_runs: folders of training runs that have not been reported as finished.
        views: path of a video -> its last view; see `app.commands.last_views`.
        progress: recent path -> how much of it is annotated; see `app.commands.recent_work`.
        follow_run: whether the view follows a run.
        person: name of the user in comments and reviews ("" for the login name).
        classes: class of the engine -> name of the category last chosen for it ("" for none).
    """

    theme: str = "dark"
    language: str = ""
    preset: str = "gvseg"
    shortcuts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    recent: tuple[str, ...] = ()
    mask_opacity: float = 0.45
    show_outlines: bool = True
    show_names: bool = False
    show_patterns: bool = False
    preview_clicks: bool = True
    brush_diameter_px: int = 24
    device: str = "auto"
    weights: str = ""
    short_side: int = 0
    export_format: str = "davis"
    export_folder: str = ""
    window_geometry: str = ""
    window_state: str = ""
    low_confidence: float = 0.6
    adapt_seconds: float = 20.0
    use_adaptation: bool = True
    follow_run: bool = False
    least_score: float = 0.3
    training_runs: tuple[str, ...] = ()
    views: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    progress: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    person: str = ""
    classes: Mapping[str, str] = field(default_factory=dict)


class SettingsStore(QObject):
    """Holds the settings and writes them to the file when they change.

    Signals:
        changed: the settings changed; read `value`.
    """

    changed = Signal()

    def __init__(self, path: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path = path or Path(platformdirs.user_config_dir("gvseg")) / "settings.json"
        self.value = _read(self.path)

    def update(self, **changes: Any) -> None:
        """Change fields, write the file and emit `changed`. A failed write is only logged."""
        after = replace(self.value, **changes)
        if after == self.value:
            return
        self.value = after
        try:
            _write(self.path, after)
        except OSError as error:
            _log.info("settings not written: %s", error)
        self.changed.emit()

    def add_recent(self, path: Path) -> None:
        """Move a path to the start of the recent list."""
        text = str(path.absolute())
        others = tuple(one for one in self.value.recent if one != text)
        self.update(recent=(text, *others)[:RECENT_MAX])

    def remove_recent(self, path: Path | None = None) -> None:
        """Remove one path, or all, from the recent list."""
        kept = () if path is None else tuple(r for r in self.value.recent if r != str(path))
        self.update(recent=kept)


def _read(path: Path) -> Settings:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Settings()
    if not isinstance(content, dict):
        return Settings()
    defaults = Settings()
    known: dict[str, Any] = {}
    for one in fields(Settings):
        value = content.get(one.name)
        default = getattr(defaults, one.name)
        if one.name == "shortcuts" and isinstance(value, dict):
            known["shortcuts"] = {
                str(key): tuple(str(text) for text in keys)
                for key, keys in value.items()
                if isinstance(keys, list)
            }
        elif one.name in ("views", "progress") and isinstance(value, dict):
            known[one.name] = {
                str(name): dict(view) for name, view in value.items() if isinstance(view, dict)
            }
        elif one.name == "classes" and isinstance(value, dict):
            known["classes"] = {str(name): str(category) for name, category in value.items()}
        elif isinstance(default, tuple) and isinstance(value, list):
            known[one.name] = tuple(str(item) for item in value)
        elif isinstance(default, float) and isinstance(value, int | float):
            known[one.name] = float(value)
        elif type(value) is type(default):
            known[one.name] = value
    return Settings(**known)


def _write(path: Path, settings: Settings) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(asdict(settings), file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
