"""Zip archives and export folders of other tools can be read directly."""

import shutil
import zipfile

import pytest

from gvseg.errors import FormatError
from gvseg.formats import (
    detect_format,
    guess_format,
    read_annotations,
    read_documents,
    write_documents,
)
from gvseg.formats.archives import unpacked
from tests.gvseg.formats import test_cvat
from tests.gvseg.formats.documents import pixels_of, two_rabbits


def packed(path, files):
    """Write an archive from pairs of a name and a file or bytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            if isinstance(content, bytes):
                archive.writestr(name, content)
            else:
                archive.write(content, name)
    return path


@pytest.fixture
def document():
    return two_rabbits()


@pytest.mark.parametrize(
    ("form", "suffix", "name"),
    [
        ("cvat", ".xml", "annotations.xml"),
        ("datumaro", ".json", "annotations/default.json"),
        ("coco", ".json", "annotations/instances_default.json"),
        ("ytvis", ".json", "ytvis.json"),
    ],
)
def test_a_zip_and_its_unpacked_folder_have_the_same_content(
    tmp_path, document, form, suffix, name
):
    written = write_documents(document, tmp_path / f"out{suffix}", form).path
    images = {"images/frame_000000.PNG": b"not looked at", "__MACOSX/._x": b"x"}
    archive = packed(tmp_path / "task.zip", {name: written, **images})
    folder = tmp_path / "task"
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(written, folder / name)
    (folder / "images").mkdir()
    for path in (archive, folder):
        assert guess_format(path).format_name == form
        (again,) = read_documents(path, form)
        assert pixels_of(again) == pixels_of(document)


def test_a_zipped_folder_is_read_like_the_folder(tmp_path, document):
    write_documents(document, tmp_path / "walk", "labelme")
    files = {f"walk/{file.name}": file for file in (tmp_path / "walk").iterdir()}
    archive = packed(tmp_path / "download.zip", files)
    assert guess_format(archive).format_name == "labelme"
    (again,) = read_documents(archive, "labelme")
    assert pixels_of(again) == pixels_of(document)


def test_left_out_entries_are_reported_with_their_path(tmp_path):
    bad = test_cvat.polygon(1, 10).replace('points="', 'points="x,')
    shapes = test_cvat.polygon(0, 10) + bad
    file = test_cvat.save(tmp_path / "annotations.xml", test_cvat.track(0, "car", shapes))
    archive = packed(tmp_path / "task.zip", {"annotations.xml": file})
    report = read_annotations(archive, "cvat")
    (omission,) = report.omissions
    assert omission.file == archive / "annotations.xml"
    with pytest.raises(FormatError, match=r"task\.zip: annotations\.xml at line") as caught:
        read_documents(archive, "cvat")
    assert "gvseg-" not in str(caught.value)


def test_refuses_damaged_archives(tmp_path, document):
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04 and nothing more")
    with pytest.raises(FormatError, match="is not a readable zip archive"):
        read_documents(tmp_path / "a.zip", "cvat")
    with pytest.raises(FormatError, match="is not a readable zip archive"):
        detect_format(tmp_path / "a.zip")
    assert guess_format(tmp_path / "a.zip") is None
    written = write_documents(document, tmp_path / "annotations.xml", "cvat").path
    content = packed(tmp_path / "b.zip", {"annotations.xml": written}).read_bytes()
    middle = len(content) // 3
    (tmp_path / "b.zip").write_bytes(content[:middle] + b"\0\0\0\0" + content[middle + 4 :])
    with pytest.raises(FormatError, match=r"b\.zip"):
        read_documents(tmp_path / "b.zip", "cvat")


def test_detection_unpacks_only_a_few_images(tmp_path, document):
    written = write_documents(document, tmp_path / "a.xml", "cvat").path
    images = {f"images/{index}.jpg": b"x" for index in range(20)}
    archive = packed(tmp_path / "a.zip", {**images, "annotations.xml": written})
    with unpacked(archive, sample_only=True) as folder:
        assert len(list((folder / "images").iterdir())) == 3
        assert (folder / "annotations.xml").is_file()
    with unpacked(archive) as folder:
        assert len(list((folder / "images").iterdir())) == 20
    assert not folder.exists()


def test_no_file_of_an_archive_is_written_outside_its_folder(tmp_path, document):
    written = write_documents(document, tmp_path / "a.xml", "cvat").path
    archive = packed(tmp_path / "a.zip", {"annotations.xml": written, "../../escaped.txt": b"x"})
    read_documents(archive, "cvat")
    assert not list(tmp_path.parent.rglob("escaped.txt"))


def test_videos_are_not_unpacked(tmp_path, document, monkeypatch):
    written = write_documents(document, tmp_path / "a.xml", "cvat").path
    archive = packed(tmp_path / "a.zip", {"annotations.xml": written, "talk.mp4": b"x" * 5000})
    monkeypatch.setattr("gvseg.formats.archives._MAX_BYTES", written.stat().st_size + 100)
    assert read_documents(archive, "cvat")
    monkeypatch.setattr("gvseg.formats.archives._MAX_BYTES", 100)
    with pytest.raises(FormatError, match="is too large to unpack here"):
        read_documents(archive, "cvat")
