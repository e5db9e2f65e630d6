"""`gvseg propagate PROJECT` saves the masks in the project, from its own or imported exemplars."""

from pathlib import Path

import pytest
from dataset_projects import FRAMES, make_project, marked_project
from queue_driver import session_of

from gvseg.annotation.edits import ClearMasks
from gvseg.annotation.records import Origin
from gvseg.cli import main, propagate_project
from gvseg.project import Project, open_snapshot

ALL = set(range(FRAMES))


@pytest.fixture(autouse=True)
def _quick_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        propagate_project.propagate_project, "__defaults__", (lambda _: session_of(0).load(),)
    )


def masks(project: Path, track_id: int) -> dict[int, Origin]:
    with open_snapshot(project) as document:
        return {index: record.origin for index, record in document.masks_of(track_id)}


def test_the_masks_are_saved_in_the_project(tmp_path: Path, capsys) -> None:
    project = marked_project(tmp_path, "a")
    assert main(["propagate", str(project)]) == 0
    assert capsys.readouterr().out == f"{project}: {FRAMES} frames\n"
    for track_id in (1, 2):
        assert set(masks(project, track_id)) == ALL


def test_imported_masks_are_exemplars_and_named(tmp_path: Path, capsys) -> None:
    path = make_project(tmp_path, "a", ["dog"], origin=Origin.IMPORTED)
    with Project.open(path) as project:
        project.apply(ClearMasks(1, 2, FRAMES - 1))
    assert main(["propagate", str(path)]) == 0
    assert "Used 2 imported or verified masks as exemplars." in capsys.readouterr().out
    found = masks(path, 1)
    assert set(found) == ALL
    assert {index for index, origin in found.items() if origin is Origin.IMPORTED} == {0, 1}


@pytest.mark.parametrize(
    "words", [("--out", "x"), ("--click", "0:1:5,5"), ("--format", "ytvis"), ("--last", "3")]
)
def test_options_of_videos_are_refused(tmp_path: Path, words: tuple[str, str], capsys) -> None:
    project = marked_project(tmp_path, "a")
    assert main(["propagate", str(project), *words]) == 2
    assert f"{words[0]} applies only to videos" in capsys.readouterr().err
    assert set(masks(project, 1)) == {0}


def test_a_project_without_its_video_is_refused(tmp_path: Path, capsys) -> None:
    project = marked_project(tmp_path, "a")
    (tmp_path / "a.mp4").unlink()
    assert main(["propagate", str(project)]) == 2
    assert "a.mp4 was not found" in capsys.readouterr().err


def test_a_video_needs_a_place_for_its_masks(tmp_path: Path, capsys) -> None:
    marked_project(tmp_path, "a")
    assert main(["propagate", str(tmp_path / "a.mp4"), "--click", "0:1:5,5"]) == 2
    assert "--out" in capsys.readouterr().err
