"""Stores a thumbnail and the progress of each video for the start page."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
import platformdirs
from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QImage

from app.frame_loader import Shown
from app.language import tr
from app.panels.recent import RecentItem
from app.panels.thumbnails import tinted
from app.settings import SettingsStore
from app.workspace import Workspace
from gvseg.annotation.review import review_progress
from gvseg.annotation.states import EMPTY, PRESENT

_THUMBNAIL_SIZE: Final = QSize(400, 225)


class RecentWork(QObject):
    """Writes an entry when a video is closed, and reads entries for the start page.

    Args:
        folder: folder of the thumbnails, or None for the user's cache folder.
    """

    def __init__(
        self,
        workspace: Workspace,
        settings: SettingsStore,
        parent: QObject,
        *,
        folder: Path | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._settings = workspace, settings
        self._folder = folder or Path(platformdirs.user_cache_dir("gvseg")) / "recent"
        self._shown: Shown | None = None
        workspace.leaving.connect(self._store_entry)

    def store_frame(self, shown: Shown) -> None:
        """Store the frame on screen, which becomes the thumbnail."""
        self._shown = shown

    def items(self) -> tuple[RecentItem, ...]:
        """Return the recent paths that still exist, latest first."""
        paths = [Path(text) for text in self._settings.value.recent]
        return tuple(self._item(path) for path in paths if path.exists())

    def _item(self, path: Path) -> RecentItem:
        thumbnail = self._thumbnail_path(path)
        entry = self._settings.value.progress.get(str(path), {})
        summary, verified = _summary(entry)
        return RecentItem(
            path=path,
            thumbnail=thumbnail if thumbnail.is_file() else None,
            summary=summary,
            verified=verified,
        )

    def _store_entry(self) -> None:
        recent = self._settings.value.recent
        shown, self._shown = self._shown, None
        if not recent:
            return
        document = self._workspace.document
        counts = review_progress(document)
        annotated = np.zeros(document.source.frame_count, bool)
        for track_id in document.tracks:
            annotated |= (document.states(track_id).flags & (PRESENT | EMPTY)) == PRESENT
        entry = {
            "objects": len(document.tracks),
            "annotated": int(np.count_nonzero(annotated)),
            "frames": document.source.frame_count,
            "masks": counts.masks,
            "verified": counts.verified,
        }
        kept = {name: one for name, one in self._settings.value.progress.items() if name in recent}
        # The start page reads the thumbnail as soon as the settings change.
        if shown is not None:
            self._write_thumbnail(shown, self._thumbnail_path(Path(recent[0])))
        self._settings.update(progress={**kept, recent[0]: entry})

    def _write_thumbnail(self, shown: Shown, path: Path) -> None:
        height, width = shown.bgrx.shape[:2]
        pixels = np.ascontiguousarray(shown.bgrx)
        image = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32)
        small = image.scaled(
            _THUMBNAIL_SIZE,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        document = self._workspace.document
        records = [
            (document.mask(track_id, shown.frame_index), document.track(track_id).colour)
            for track_id in document.layer_order
        ]
        small = tinted(small, [(record.mask, colour) for record, colour in records if record])
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError:
            return  # the start page shows an icon instead
        small.save(str(path), quality=85)

    def _thumbnail_path(self, path: Path) -> Path:
        name = hashlib.sha256(str(path).encode()).hexdigest()[:24]
        return self._folder / f"{name}.jpg"


def _summary(entry: Mapping[str, Any]) -> tuple[str, float | None]:
    """Return a summary of the annotations, and the fraction of verified masks."""
    names = ("objects", "annotated", "frames", "masks", "verified")
    values = [entry.get(name) for name in names]
    if not all(isinstance(value, int) and value >= 0 for value in values):
        return "", None
    objects, annotated, frames, masks, verified = (int(value or 0) for value in values)
    if not objects:
        return tr("No objects yet, %n frame(s)", "", frames), None
    share = min(1.0, verified / masks) if masks else 0.0
    done = tr("{objects}, {annotated} of {frames}").format(
        objects=tr("%n object(s)", "", objects),
        annotated=annotated,
        frames=tr("%n frame(s)", "", frames),
    )
    return done, share
