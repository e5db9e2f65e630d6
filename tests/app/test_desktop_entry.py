"""The menu entry on a Linux desktop is valid and can be removed completely."""

import configparser
import re
import shutil
import sqlite3
import subprocess
import sys
import time
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


def test_projects_and_datasets_have_a_type_that_the_entry_opens(share) -> None:
    main(["--add-to-menu"])
    space = "{http://www.freedesktop.org/standards/shared-mime-info}"
    root = ElementTree.parse(share / "mime" / "packages" / "gvseg.xml").getroot()
    kinds = {
        kind.find(f"{space}glob").get("pattern"): (
            kind.get("type"),
            kind.find(f"{space}icon").get("name"),
        )
        for kind in root.findall(f"{space}mime-type")
    }
    assert set(kinds) == {"*.gvseg", "*.gvset"}
    types = [name for name, _ in kinds.values()]
    assert sorted(entry(share)["MimeType"].rstrip(";").split(";")) == sorted(types)
    icons = {path.stem for path in (share / "icons").rglob("*.svg")}
    assert icons == {entry(share)["Icon"], *(name for _, name in kinds.values())}


@pytest.mark.skipif(not shutil.which("update-mime-database"), reason="needs shared-mime-info")
def test_xdg_mime_recognises_the_type(share) -> None:
    main(["--add-to-menu"])
    tool = ["update-mime-database", str(share / "mime")]
    assert subprocess.run(tool, check=False).returncode == 0
    globs = (share / "mime" / "globs").read_text()
    assert "application/x-gvseg:*.gvseg" in globs
    assert "application/x-gvseg-dataset:*.gvset" in globs


@pytest.mark.skipif(not shutil.which("desktop-file-validate"), reason="desktop-file-utils")
def test_the_entry_is_valid(share) -> None:
    main(["--add-to-menu"])
    tool = ["desktop-file-validate", str(share / "applications" / "gvseg.desktop")]
    done = subprocess.run(tool, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.skipif(
    not all(map(shutil.which, ("gio", "update-mime-database", "update-desktop-database"))),
    reason="needs gio, shared-mime-info and desktop-file-utils",
)
@pytest.mark.parametrize("name", ["a.gvseg", "a.gvset"])
def test_the_desktop_opens_the_file_with_the_command(share, tmp_path, monkeypatch, name) -> None:
    """The desktop's own launcher finds the type by the file's name and starts the command."""
    told = tmp_path / "told"
    scripts = tmp_path / "plain"
    scripts.mkdir()
    command = scripts / "gvseg-annotate"
    command.write_text(f'#!/bin/sh\nprintf %s "$1" > "{told}.new" && mv "{told}.new" "{told}"\n')
    command.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(scripts / "python"))
    main(["--add-to-menu"])
    connection = sqlite3.connect(tmp_path / name)  # the file's content is that of any database
    connection.execute("CREATE TABLE one (two)")
    connection.close()
    subprocess.run(["gio", "open", str(tmp_path / name)], check=True, capture_output=True)
    deadline = time.monotonic() + 20
    while not told.exists():
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert told.read_text() == str(tmp_path / name)


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
