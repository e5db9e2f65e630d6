"""From a video to an exported file, with mouse, keys and the real engine.

The network is narrow and untrained, so the tests ignore the quality of its masks.
"""

import threading
from pathlib import Path
from typing import Any

import pytest
from clips import encode_clip
from networks import tiny_weights
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from window_acts import CONTROL, drag, go_to, key, open_on

from app.dialogs.export_dataset import ExportDialog
from gvseg.annotation.records import Origin
from gvseg.engine.session import Session
from gvseg.masks import Mask

FRAMES = 14


class EngineSession(Session):
    """The real session, with the gate that `make_application` opens at the end."""

    gate = threading.Event()


@pytest.fixture
def session() -> EngineSession:
    return EngineSession(tiny_weights(), device="cpu")


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    return encode_clip(tmp_path / "film.mp4", frame_count=FRAMES, size=(72, 96))


def propagate(application: Any, qtbot: QtBot) -> Any:
    with qtbot.waitSignal(application.worker.finished, timeout=60_000) as end:
        key(application.canvas, Qt.Key.Key_F)
    assert not end.args[0].error
    return end.args[0]


def mask_on(application: Any, track_id: int, frame_index: int) -> Mask:
    record = application.workspace.document.mask(track_id, frame_index)
    assert record is not None
    return Mask(record.mask.height, record.mask.width, record.mask.counts)


def export(application: Any, format_name: str, out: Path, qtbot: QtBot) -> str:
    """Export with the dialog and return its final text."""
    key(application.window, Qt.Key.Key_E, CONTROL)
    (dialog,) = [one for one in application.window.findChildren(ExportDialog) if one.isVisible()]
    box = dialog.findChild(QWidget, "exportFormat")
    box.setCurrentIndex(box.findData(format_name))
    dialog.findChild(QLineEdit, "exportFolder").setText(str(out))
    with qtbot.waitSignal(application.exports.written, timeout=20_000):
        dialog.findChild(QPushButton, "exportMain").click()
    headline = dialog.findChild(QLabel, "exportHeadline")
    qtbot.waitUntil(lambda: bool(headline.text()))
    return str(headline.text())


@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")  # pycocotools'
def test_a_video_is_annotated_and_exported_to_a_file_that_pycocotools_loads(
    make_application: Any, clip: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    application = make_application()
    open_on(application, clip, qtbot)
    drag(application.canvas, (20, 20), (40, 20), (40, 40))
    key(application.canvas, Qt.Key.Key_A)  # add an object
    drag(application.canvas, (70, 50), (80, 60))
    document = application.workspace.document
    assert list(document.tracks) == [1, 2]
    assert propagate(application, qtbot).frames_done == FRAMES
    first = mask_on(application, 1, 0)

    go_to(application, 12, qtbot)
    drag(application.canvas, (20, 60), (50, 60))
    corrected = mask_on(application, 2, 12)
    assert document.exemplar_frames(2) == (0, 12)
    propagate(application, qtbot)
    assert (mask_on(application, 1, 0), mask_on(application, 2, 12)) == (first, corrected)
    assert document.mask(2, 11).origin is Origin.PROPAGATED  # type: ignore[union-attr]

    assert (
        export(application, "coco", tmp_path / "coco.json", qtbot)
        == "Wrote 14 frames with 2 objects."
    )
    check_with_pycocotools(application, tmp_path / "coco.json")


def check_with_pycocotools(application: Any, path: Path) -> None:
    """Check that the file has exactly the masks of the document."""
    from pycocotools import mask as coco_mask
    from pycocotools.coco import COCO

    coco = COCO(str(path))
    frame_of = {image["id"]: place for place, image in enumerate(coco.loadImgs(coco.getImgIds()))}
    document = application.workspace.document
    drawn = {
        (track_id, frame_index)
        for track_id in document.tracks
        for frame_index in range(FRAMES)
        if not mask_on(application, track_id, frame_index).is_empty
    }
    found = set()
    for annotation in coco.loadAnns(coco.getAnnIds()):
        place = annotation["track_id"], frame_of[annotation["image_id"]]
        found.add(place)
        expected = mask_on(application, *place)
        assert (coco.annToMask(annotation) == expected.to_array()).all()
        assert coco_mask.area(coco.annToRLE(annotation)) == expected.area
    assert found == drawn
