"""The import dialog shows how a file is read and what is omitted, and offers other readings."""

import json
import zipfile

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QWidget
from sample_document import HEIGHT, WIDTH
from sample_workspace import button, make_workspace, text

from app.dialogs.import_dataset import ImportDialog
from app.workspace import Level
from gvseg.formats import plan_import

FRAMES = 8


def coco(path, *, name="{:05d}.jpg", first=0, **entry):
    """A moving square with one annotation per frame."""
    images = [
        {"id": i, "file_name": name.format(i + first), "height": HEIGHT, "width": WIDTH}
        for i in range(FRAMES)
    ]
    annotations = [
        {"id": i, "image_id": i, "category_id": 1, "bbox": [i, 2, 9, 9], **entry}
        | {"segmentation": [[i, 2, i + 9, 2, i + 9, 11, i, 11]]}
        for i in range(FRAMES)
    ]
    categories = [{"id": 1, "name": "ball"}]
    value = {"images": images, "annotations": annotations, "categories": categories}
    path.write_text(json.dumps(value))
    return value


@pytest.fixture
def shown(qtbot, tmp_path):
    """Write a file, open the dialog for it, and wait until it has been read."""

    def show(value=None, **how):
        path = tmp_path / "a.json"
        made = coco(path, **how)
        if value is not None:
            path.write_text(json.dumps(value(made)))
        dialog = ImportDialog(make_workspace(FRAMES), path=path)
        qtbot.addWidget(dialog)
        dialog.show()
        wait(dialog)
        return dialog

    def wait(dialog):
        ready = button(dialog, "importMain")
        qtbot.waitUntil(lambda: ready.isEnabled() or bool(text(dialog, "importProblem")))

    show.wait = wait
    return show


def switch(dialog, key, value) -> None:
    box = dialog.findChild(QComboBox, f"reading_{key}")
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def requested(qtbot, dialog):
    with qtbot.waitSignal(dialog.import_requested) as signal:
        button(dialog, "importMain").click()
    return signal.args[0]


def test_the_reason_for_the_detected_format_is_shown(shown):
    dialog = shown()
    assert dialog.findChild(QComboBox, "importFormat").currentData() == "coco"
    assert text(dialog, "importGuess") == "Detected: it has images and annotations."


def test_crowds_are_objects_unless_void_is_chosen(shown, qtbot):
    dialog = shown(iscrowd=1)
    assert text(dialog, "reason_crowd") == "All 8 annotations have iscrowd 1."
    assert "8 objects (8 new)" in text(dialog, "importEffect")
    switch(dialog, "crowd", "void")
    shown.wait(dialog)
    qtbot.waitUntil(lambda: "0 objects" in text(dialog, "importEffect"))
    assert text(dialog, "reason_crowd") == "As you chose."


def test_the_field_with_the_ids_can_be_chosen(shown, qtbot):
    dialog = shown(track_id=3)
    assert "1 object (1 new), 8 masks" in text(dialog, "importEffect")
    switch(dialog, "identity", "none")
    qtbot.waitUntil(lambda: "8 objects (8 new)" in text(dialog, "importEffect"))


def test_the_first_frame_number_can_be_chosen(shown, qtbot):
    dialog = shown(first=1)
    assert dialog.findChild(QComboBox, "reading_first_number").currentData() == "1"
    assert "8 of 8 frames match" in text(dialog, "importEffect")
    switch(dialog, "first_number", "0")
    assert "7 of 8 frames match" in text(dialog, "importEffect")
    assert requested(qtbot, dialog).first_number == 0


def test_objects_without_an_id_can_be_linked_by_overlap(shown, qtbot):
    dialog = shown()
    assert "8 objects (8 new), 8 masks" in text(dialog, "importEffect")
    dialog.findChild(QWidget, "importLink").click()
    assert "1 object (1 new), 8 masks" in text(dialog, "importEffect")
    request = requested(qtbot, dialog)
    assert request.links_overlaps
    plan = plan_import(request.document, make_workspace(FRAMES).document, links_overlaps=True)
    assert len(plan.new_tracks) == 1


def test_omitted_entries_are_listed_and_the_rest_can_be_imported(shown, qtbot):
    def spoil(value):
        value["annotations"][2]["image_id"] = 99
        return value

    dialog = shown(spoil, track_id=3)
    assert text(dialog, "importOmissions") == "1 entry cannot be read and will be left out:"
    listed = dialog.findChild(QPlainTextEdit, "importOmissionList").toPlainText()
    assert listed.endswith("a.json at annotations[2]: there is no image 99.")
    assert button(dialog, "importMain").text() == "Import the Rest"
    assert requested(qtbot, dialog).document.tracks


def test_a_rejected_file_of_boxes_can_be_imported_as_filled_boxes(shown, qtbot):
    def without_masks(value):
        for entry in value["annotations"]:
            del entry["segmentation"]
        return value

    dialog = shown(without_masks, track_id=3)
    assert "it has a box but no mask." in text(dialog, "importProblem")
    assert not button(dialog, "importMain").isEnabled()
    switch(dialog, "boxes", "fill")
    qtbot.waitUntil(button(dialog, "importMain").isEnabled)
    assert "1 object (1 new), 8 masks" in text(dialog, "importEffect")


# -- dropping --------------------------------------------------------------------------------


def drop(window, path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    none = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, *none))


def test_annotations_dropped_on_the_window_open_the_import_dialog(application, qtbot, tmp_path):
    coco(tmp_path / "a.json")
    drop(application.window, tmp_path / "a.json")
    dialog = application.window.findChild(ImportDialog)
    qtbot.waitUntil(lambda: bool(text(dialog, "importGuess")))
    assert text(dialog, "importGuess") == "Detected: it has images and annotations."
    assert dialog.findChild(QWidget, "importPath").text() == str(tmp_path / "a.json")
    dialog.reject()


def test_a_dropped_zip_opens_the_import_dialog(application, qtbot, tmp_path):
    coco(tmp_path / "a.json")
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as archive:
        archive.write(tmp_path / "a.json", "annotations/instances_default.json")
    drop(application.window, tmp_path / "export.zip")
    dialog = application.window.findChild(ImportDialog)
    qtbot.waitUntil(lambda: "instances_default.json" in text(dialog, "importGuess"))
    dialog.reject()


def test_the_import_message_reports_omitted_entries(application, qtbot, tmp_path):
    source = application.workspace.source
    value = coco(tmp_path / "a.json", track_id=3)
    for image in value["images"]:
        image |= {"height": source.height, "width": source.width}
    value["annotations"][2]["image_id"] = 99
    (tmp_path / "a.json").write_text(json.dumps(value))
    drop(application.window, tmp_path / "a.json")
    main = button(application.window.findChild(ImportDialog), "importMain")
    qtbot.waitUntil(main.isEnabled)
    main.click()
    message = application.messages[-1]
    assert message.level is Level.WARNING
    assert message.text.endswith("1 entry could not be read.")
    assert len(application.workspace.document.tracks) == 1
