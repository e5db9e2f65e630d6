"""The menu entry on a Linux desktop is valid and can be removed completely."""

import configparser
import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QIcon

from app.__main__ import main
from app.desktop_entry import icon_path

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Linux desktops")


@pytest.fixture
def share(tmp_path, monkeypatch) -> Path:
    """The user's data folder, with the command in a folder that has an awkward name."""
    scripts = tmp_path / 'bin "$x` 100%'
    scripts.mkdir()
    (scripts / "gvseg-annotate").touch()
    monkeypatch.setattr(sys, "executable", str(scripts / "python"))
    folder = tmp_path / "share"
    monkeypatch.setenv("XDG_DATA_HOME", str(folder))
    return folder


def entry(share: Path) -> configparser.SectionProxy:
    parser = configparser.RawConfigParser()
    parser.optionxform = str
    parser.read(share / "applications" / "gvseg.desktop")
    return parser["Desktop Entry"]


def test_the_entry_starts_the_installed_command(share, tmp_path, capsys) -> None:
    assert main(["--add-to-menu"]) == 0
    assert "menu" in capsys.readouterr().out
    line = entry(share)["Exec"].replace("\\\\", "\\")  # a string of the file
    quoted, _, file = line.rpartition(" ")
    command = re.sub(r'\\(["`$\\])', r"\1", quoted.removeprefix('"').removesuffix('"'))
    assert command.replace("%%", "%") == str(tmp_path / 'bin "$x` 100%' / "gvseg-annotate")
    assert file == "%f"


def test_the_entry_opens_the_file_type_of_projects(share) -> None:
    main(["--add-to-menu"])
    space = "{http://www.freedesktop.org/standards/shared-mime-info}"
    kind = ElementTree.parse(share / "mime" / "packages" / "gvseg.xml").find(f"{space}mime-type")
    assert kind.get("type") + ";" == entry(share)["MimeType"]
    assert kind.find(f"{space}glob").get("pattern") == "*.gvseg"
    icons = {path.stem for path in (share / "icons").rglob("*.svg")}
    assert icons == {entry(share)["Icon"], kind.find(f"{space}icon").get("name")}


@pytest.mark.skipif(not shutil.which("update-mime-database"), reason="needs shared-mime-info")
def test_xdg_mime_recognises_the_type(share) -> None:
    main(["--add-to-menu"])
    tool = ["update-mime-database", str(share / "mime")]
    assert subprocess.run(tool, check=False).returncode == 0
    assert "application/x-gvseg:*.gvseg" in (share / "mime" / "globs").read_text()


def test_removing_the_entry_leaves_no_files(share) -> None:
    main(["--add-to-menu"])
    assert main(["--remove-from-menu"]) == 0
    assert [
        path.name for path in share.rglob("*gvseg*") if path.suffix in {".svg", ".desktop"}
    ] == []
    assert not (share / "mime" / "packages" / "gvseg.xml").exists()


def test_other_platforms_are_rejected_with_a_message(share, monkeypatch, capsys) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert main(["--add-to-menu"]) == 2
    assert "Linux" in capsys.readouterr().err
    assert not share.exists()


def test_the_icon_can_be_drawn(qapp) -> None:
    assert not QIcon(str(icon_path())).pixmap(64, 64).isNull()
