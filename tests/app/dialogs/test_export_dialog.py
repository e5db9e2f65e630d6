"""The export dialog: format, range and target, its messages, and the request it emits."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QRadioButton, QWidget
from sample_workspace import button, story, text

from app.dialogs.export_dataset import ExportDialog
from app.dialogs.export_places import target_text
from gvseg.formats import (
    FORMATS,
    ExportReport,
)


@pytest.fixture
def export(qtbot, tmp_path):
    workspace = story()
    workspace.view.set_range(20, 29)
    dialog = ExportDialog(workspace, folder=str(tmp_path / "out"))
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def choose_format(dialog, name: str) -> None:
    box = dialog.findChild(QWidget, "exportFormat")
    box.setCurrentIndex(box.findData(name))


def test_enter_exports_the_marked_range_to_the_last_folder(export, qtbot, tmp_path):
    with qtbot.waitSignal(export.export_requested) as signal:
        qtbot.keyClick(export, Qt.Key.Key_Return)
    (request,) = signal.args
    assert (request.format_name, request.out) == ("davis", tmp_path / "out")
    assert request.options.frames == range(20, 30)


def test_a_range_of_one_frame_is_counted_in_the_singular(qtbot):
    workspace = story()
    workspace.view.set_range(20)
    dialog = ExportDialog(workspace)
    qtbot.addWidget(dialog)
    assert (
        dialog.findChild(QRadioButton, "exportMarked").text() == "Marked range: 20 to 20 (1 frame)"
    )


@pytest.mark.parametrize("name", [form.name for form in FORMATS.values() if form.can_write])
def test_every_format_states_what_it_loses(export, name):
    choose_format(export, name)
    assert FORMATS[name].loses in text(export, "exportLoses")
    assert export.request.format_name == name


def test_options_of_other_formats_are_not_passed_on(export):
    choose_format(export, "coco")
    export.findChild(QWidget, "exportPolygons").setChecked(True)
    assert export.request.options.polygons
    choose_format(export, "davis")
    assert not export.request.options.polygons


def test_an_unusable_target_is_rejected_before_the_export(export, tmp_path):
    (tmp_path / "file").touch()
    export.findChild(QLineEdit, "exportFolder").setText(str(tmp_path / "file"))
    assert "choose another" in text(export, "exportProblem")
    assert not button(export, "exportMain").isEnabled()
    export.findChild(QLineEdit, "exportFolder").clear()
    assert text(export, "exportProblem") == "Choose a folder to write to."


def test_changing_the_format_switches_between_file_and_folder(export, tmp_path):
    field = export.findChild(QLineEdit, "exportFolder")
    choose_format(export, "coco")
    assert field.text() == str(tmp_path / "out" / "coco.json")
    assert export.request.out == tmp_path / "out" / "coco.json"
    field.setText(str(tmp_path / "out" / "mine.json"))
    choose_format(export, "ytvis")
    assert field.text() == str(tmp_path / "out" / "mine.json")
    choose_format(export, "overlay")
    assert field.text() == str(tmp_path / "out" / "overlay.mp4")
    field.clear()
    assert text(export, "exportProblem") == "Choose a file to write to."
    field.setText(str(tmp_path / "out" / "overlay.mp4"))
    choose_format(export, "davis")
    assert field.text() == str(tmp_path / "out")


@pytest.mark.parametrize("name", ["coco", "overlay", "ytvis", "davis"])
def test_the_dialog_fits_its_page(export, qtbot, tmp_path, name):
    choose_format(export, "davis")
    choose_format(export, name)
    height = export.height()
    qtbot.wait(20)
    assert height == export.height() == export.layout().totalHeightForWidth(export.width())
    button(export, "exportMain").click()
    export.show_report(ExportReport(path=tmp_path / "out", frame_count=10, track_count=1, notes=()))
    assert export.height() == export.layout().totalHeightForWidth(export.width())


def test_the_dialog_shows_the_result_or_the_error(export, qtbot, tmp_path):
    button(export, "exportMain").click()
    export.set_progress(0.5)
    assert export.findChild(QWidget, "exportProgress").value() == 500
    with qtbot.waitSignal(export.stop_requested):
        qtbot.keyClick(export, Qt.Key.Key_Escape)
    export.show_stopped()
    button(export, "exportMain").click()
    export.show_error("The disk is full.", "Traceback")
    assert text(export, "exportReport") == "The disk is full."
    button(export, "exportMain").click()
    button(export, "exportMain").click()
    export.show_report(
        ExportReport(path=tmp_path / "out", frame_count=10, track_count=1, notes=("A note.",))
    )
    assert text(export, "exportHeadline") == "Wrote 10 frames with 1 object."
    button(export, "exportMain").click()
    assert not export.isVisible()


def test_formats_do_not_replace_each_others_files(export, tmp_path):
    (tmp_path / "out").mkdir()
    outs = []
    for name in ("coco", "ytvis", "coco-panoptic", "cvat", "coco"):
        choose_format(export, name)
        outs.append(export.request.out.name)
    assert outs == ["coco.json", "ytvis.json", "coco-panoptic.json", "cvat.xml", "coco.json"]
    export.findChild(QLineEdit, "exportFolder").setText(str(tmp_path / "out"))
    assert export.request.out == tmp_path / "out" / "coco.json"


@pytest.mark.parametrize(("name", "place"), [("coco", "coco.json"), ("davis", "")])
def test_a_replacement_is_confirmed(export, qtbot, tmp_path, name, place):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "coco.json").touch()
    asked = []
    export.export_requested.connect(asked.append)
    choose_format(export, name)
    main = button(export, "exportMain")
    main.click()
    assert not asked
    assert "Press Replace" in text(export, "exportProblem")
    assert main.text() == "Replace"
    assert main.isEnabled()
    field = export.findChild(QLineEdit, "exportFolder")
    field.setText(str(tmp_path / "other" / place))
    assert main.text() == "Export", "another folder has not been confirmed"
    field.setText(str(tmp_path / "out" / place))
    main.click()
    assert not asked
    main.click()
    assert [request.out for request in asked] == [tmp_path / "out" / place]


def test_the_target_text_says_what_is_replaced(tmp_path):
    (tmp_path / "annotations.json").touch()
    assert target_text(tmp_path / "annotations.json", FORMATS["coco"]).startswith("Replaces")
    assert "are replaced" in target_text(tmp_path, FORMATS["davis"])
