"""The import dialog shows what a file contains and rejects what does not fit the video."""

import re
import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QProgressBar, QWidget
from sample_document import HEIGHT, WIDTH, SampleDocument, add_object, draw, source
from sample_workspace import button, make_workspace, story, text

from app.dialogs.import_dataset import ImportDialog, preview, shown_frames
from gvseg.annotation.start import start_document
from gvseg.formats import ExportOptions, ImportCancelledError, guess_format, write_documents
from gvseg.masks import Mask


def import_dialog(qtbot, workspace, path: Path | None) -> ImportDialog:
    dialog = ImportDialog(workspace, path=path)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_a_file_is_read_shown_and_requested(qtbot, tmp_path):
    workspace = story()
    path = write_documents(workspace.document, tmp_path / "a.json", "ytvis").path
    dialog = import_dialog(qtbot, workspace, path)
    qtbot.waitUntil(lambda: button(dialog, "importMain").isEnabled(), timeout=10_000)
    assert text(dialog, "importSummary").startswith("rabbit: 2 objects in 1 category, 120 frames")
    with qtbot.waitSignal(dialog.import_requested) as signal:
        button(dialog, "importMain").click()
    assert len(signal.args[0].document.tracks) == 2
    assert signal.args[0].format_name == "ytvis"


def test_annotations_of_another_frame_size_are_rejected_with_the_reason(qtbot, tmp_path):
    other = SampleDocument()
    other.document = start_document(replace(source(20), width=2 * WIDTH))
    add_object(other, "bird")
    draw(other, 1, 3, Mask.from_array(np.ones((HEIGHT, 2 * WIDTH), bool)))
    path = write_documents(other.document, tmp_path / "a.json", "ytvis").path
    dialog = import_dialog(qtbot, make_workspace(20), path)
    qtbot.waitUntil(lambda: bool(text(dialog, "importProblem")), timeout=10_000)
    assert "128x48 pixels, rabbit.mp4 has 64x48" in text(dialog, "importProblem")
    assert text(dialog, "importProblem").endswith("Open their video first.")
    assert not button(dialog, "importMain").isEnabled()


def test_missing_frames_are_reported_before_the_import(qtbot, tmp_path):
    other = SampleDocument(80, ("bird",))
    draw(other, 1, 3)
    path = write_documents(other.document, tmp_path / "a.json", "ytvis").path
    dialog = import_dialog(qtbot, make_workspace(60), path)
    qtbot.waitUntil(lambda: button(dialog, "importMain").isEnabled(), timeout=10_000)
    assert "60 of 80 frames match" in text(dialog, "importEffect")
    assert "Left out 20 frames that the video does not have" in text(dialog, "importEffect")
    assert dialog.findChild(QWidget, "importJoin").isHidden()


def test_objects_with_the_same_number_are_merged_unless_switched_off(qtbot, tmp_path):
    workspace = story()
    path = write_documents(workspace.document, tmp_path / "a.json", "ytvis").path
    dialog = import_dialog(qtbot, workspace, path)
    qtbot.waitUntil(lambda: button(dialog, "importMain").isEnabled(), timeout=10_000)
    assert "2 objects (0 new)" in text(dialog, "importEffect")
    dialog.findChild(QWidget, "importJoin").click()
    assert "2 objects (2 new)" in text(dialog, "importEffect")
    with qtbot.waitSignal(dialog.import_requested) as signal:
        button(dialog, "importMain").click()
    assert not signal.args[0].join_tracks


def test_objects_of_a_format_without_ids_are_never_merged(qtbot, tmp_path):
    workspace = story()
    options = ExportOptions(frames=range(1))
    path = write_documents(workspace.document, tmp_path / "out", "yolo-seg", options=options).path
    dialog = import_dialog(qtbot, workspace, path)
    qtbot.waitUntil(lambda: button(dialog, "importMain").isEnabled(), timeout=10_000)
    assert dialog.findChild(QWidget, "importJoin").isHidden()
    found = re.search(r"(\d+) objects? \((\d+) new\)", text(dialog, "importEffect"))
    assert found[1] == found[2]


def test_closing_the_dialog_stops_the_reading(qtbot, tmp_path, monkeypatch):
    stopped = threading.Event()

    def read_slowly(path, name, *, progress, cancel, **_):
        progress(0.5)
        if cancel.wait(10):
            stopped.set()
        raise ImportCancelledError("The import was cancelled; nothing was changed.")

    monkeypatch.setattr("app.dialogs.annotation_reading.read_annotations", read_slowly)
    dialog = import_dialog(qtbot, story(), tmp_path)
    bar = dialog.findChild(QProgressBar, "importProgress")
    qtbot.waitUntil(lambda: bar.value() == 500, timeout=10_000)
    dialog.reject()
    assert stopped.wait(10)


def test_the_progress_bar_is_hidden_while_no_file_is_chosen(qtbot):
    dialog = import_dialog(qtbot, story(), None)
    assert text(dialog, "importSummary") == "Choose a file or a folder first."
    assert dialog.findChild(QProgressBar).isHidden()
    assert not button(dialog, "importMain").isEnabled()


def test_a_damaged_file_is_reported(qtbot, tmp_path):
    path = tmp_path / "a.json"
    path.write_text('{"videos": 3')
    dialog = import_dialog(qtbot, story(), path)
    qtbot.waitUntil(lambda: bool(text(dialog, "importProblem")), timeout=10_000)
    assert "a.json" in text(dialog, "importProblem")


def test_the_format_is_detected(tmp_path):
    (tmp_path / "results.json").write_text('[{"video_id": 1, "segmentations": []}]')
    (tmp_path / "ytvis.json").write_text('{"videos": []}')
    (tmp_path / "coco.json").write_text('{"images": []}')
    (tmp_path / "masks").mkdir()
    Image.new("L", (4, 4)).save(tmp_path / "masks/0.png")
    assert guess_format(tmp_path / "masks").format_name == "davis"
    assert guess_format(tmp_path / "results.json").format_name == "ytvis-results"
    assert guess_format(tmp_path / "ytvis.json").format_name == "ytvis"
    assert guess_format(tmp_path / "coco.json").format_name == "coco"
    assert guess_format(tmp_path / "none.json") is None


def test_previews_show_masks_in_their_colours():
    workspace = SampleDocument(60, ("bird",))
    draw(workspace, 1, 12)
    assert shown_frames(workspace.document, 3) == [12]
    image = preview(workspace.document, 12, QSize(WIDTH, HEIGHT)).toImage()
    colour = image.pixelColor(18, 10)
    assert np.allclose(colour.getRgb()[:3], workspace.document.track(1).colour, atol=2)
