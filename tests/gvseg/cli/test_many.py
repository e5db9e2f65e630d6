"""`--videos LIST` processes, skips and reports videos; the session is fake."""

import json
import sys
from pathlib import Path
from types import ModuleType

import fake_session
import numpy as np
import pytest
from clips import write_image
from PIL import Image

from gvseg.cli import main
from gvseg.cli.batch.done import MARKER

HEIGHT, WIDTH, FRAMES = 96, 128, 4


@pytest.fixture(autouse=True)
def session(monkeypatch: pytest.MonkeyPatch) -> type[fake_session.Session]:
    class Session(fake_session.Session):
        loaded = 0
        vocabulary = fake_session.VOCABULARY

        @classmethod
        def load(cls, *arguments, **options):
            cls.loaded += 1
            return super().load(*arguments, **options)

    module = ModuleType("gvseg.engine.session")
    module.Session = Session
    monkeypatch.setitem(sys.modules, "gvseg.engine.session", module)
    return Session


@pytest.fixture
def videos(tmp_path: Path) -> list[Path]:
    """Write three folders of frames."""
    folders = [tmp_path / "videos" / name for name in ("ant", "bee", "cat.v2")]
    for folder in folders:
        folder.mkdir(parents=True)
        for index in range(FRAMES):
            pixels = np.full((HEIGHT, WIDTH, 3), 20 * index, np.uint8)
            write_image(folder / f"{index:03d}.png", pixels)
    return folders


@pytest.fixture
def masks(tmp_path: Path) -> Path:
    """Write a mask for each video, named after it, each with a different number of marked rows."""
    folder = tmp_path / "masks"
    folder.mkdir()
    for rows, name in ((10, "ant"), (20, "bee"), (30, "cat.v2")):
        save_mask(folder / f"{name}.png", rows)
    return folder


def save_mask(path: Path, rows: int) -> Path:
    numbers = np.zeros((HEIGHT, WIDTH), np.uint8)
    numbers[:rows] = 1
    Image.fromarray(numbers).save(path)
    return path


def write_list(path: Path, *lines: object) -> Path:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def gvseg(*arguments: object) -> int:
    try:
        return main([str(argument) for argument in arguments])
    except SystemExit as ended:
        return int(ended.code or 0)


def rows_marked(folder: Path) -> list[int]:
    """Return the number of rows of object 1 in the mask of each frame."""
    images = sorted(folder.glob("*.png"))
    return [int((np.array(Image.open(path)) == 1).any(1).sum()) for path in images]


def test_each_video_gets_a_folder_made_from_its_mask(
    videos, masks, tmp_path, session, capsys
) -> None:
    listed = write_list(tmp_path / "list.txt", "# mine", "", *videos)
    out = tmp_path / "out"
    assert gvseg("propagate", "--videos", listed, "--exemplar", masks, "--out", out) == 0
    assert {path.name for path in out.iterdir()} == {"ant", "bee", "cat.v2"}
    assert [rows_marked(out / folder.name) for folder in videos] == [[10] * 4, [20] * 4, [30] * 4]
    assert session.loaded == 1, "one network for all"
    said = capsys.readouterr()
    assert "3 of 3 videos are done" in said.out
    assert "[2/3, about 0 min left] bee: done" in said.err
    assert "[3/3] cat.v2: done" in said.err


def test_the_list_may_contain_masks_with_frames(videos, masks, tmp_path) -> None:
    late = save_mask(tmp_path / "late.png", 40)
    line = f"{videos[0]}\t{masks / 'ant.png'}\t3:{late}"
    listed = write_list(tmp_path / "list.txt", line)
    assert gvseg("propagate", "--videos", listed, "--out", tmp_path / "out") == 0
    assert rows_marked(tmp_path / "out" / "ant") == [10, 10, 40, 40]


def test_segment_accepts_a_list(videos, tmp_path) -> None:
    listed = write_list(tmp_path / "list.txt", *videos[:2])
    arguments = ("segment", "--task", "instance", "--videos", listed, "--out", tmp_path / "out")
    assert gvseg(*arguments) == 0
    for folder in videos[:2]:
        found = json.loads((tmp_path / "out" / folder.name / "annotations.json").read_text())
        assert len(found["videos"][0]["file_names"]) == FRAMES


def test_a_bad_video_is_reported_and_the_others_are_processed(
    videos, masks, tmp_path, capsys
) -> None:
    (videos[1] / "002.png").write_bytes(b"no picture")
    (masks / "ant.png").unlink()
    listed = write_list(tmp_path / "list.txt", tmp_path / "missing.mp4", *videos)
    out = tmp_path / "out"
    assert gvseg("propagate", "--videos", listed, "--exemplar", masks, "--out", out) == 2
    err = capsys.readouterr().err
    summary = [line for line in err.splitlines() if line.startswith("failed: ")]
    assert [line.split(":")[1].strip() for line in summary][:2] == ["missing", "ant"]
    assert "does not exist" in summary[1]
    assert "Traceback" not in err
    assert rows_marked(out / "cat.v2") == [30] * 4
    assert not (out / "missing").exists()
    assert not (out / "ant").exists()


def test_a_video_that_ends_early_is_reported_and_leaves_nothing(
    videos, masks, tmp_path, session, capsys
) -> None:
    session.fail_at = 2
    listed = write_list(tmp_path / "list.txt", videos[0])
    out = tmp_path / "out"
    assert gvseg("propagate", "--videos", listed, "--exemplar", masks, "--out", out) == 2
    assert "failed: ant: Frame 2 cannot be decoded." in capsys.readouterr().err
    assert not out.exists() or list(out.iterdir()) == []


def test_a_second_call_processes_the_remaining_videos(
    videos, masks, tmp_path, session, capsys
) -> None:
    out = tmp_path / "out"
    first = write_list(tmp_path / "first.txt", videos[0])
    assert gvseg("propagate", "--videos", first, "--exemplar", masks, "--out", out) == 0
    before = {path: path.stat().st_mtime_ns for path in (out / "ant").iterdir()}
    every = write_list(tmp_path / "every.txt", *videos)
    assert gvseg("propagate", "--videos", every, "--exemplar", masks, "--out", out) == 0
    assert {path: path.stat().st_mtime_ns for path in (out / "ant").iterdir()} == before
    assert "1 of 3 videos are already done" in capsys.readouterr().err
    loaded = session.loaded
    assert gvseg("propagate", "--videos", every, "--exemplar", masks, "--out", out) == 0
    assert session.loaded == loaded, "nothing to do needs no network"


def test_results_with_other_settings_are_not_reused(videos, masks, tmp_path, capsys) -> None:
    out = tmp_path / "out"
    listed = write_list(tmp_path / "list.txt", *videos[:2])
    arguments = ("propagate", "--videos", listed, "--exemplar", masks, "--out", out)
    (out / "bee").mkdir(parents=True)
    (out / "bee" / "precious.txt").write_text("mine")
    assert gvseg(*arguments) == 2
    assert "bee already exists" in capsys.readouterr().err
    assert [path.name for path in (out / "bee").iterdir()] == ["precious.txt"]
    assert gvseg(*arguments, "--last", "2") == 2
    assert "with other settings (last)" in capsys.readouterr().err
    assert rows_marked(out / "ant") == [10] * 4


def test_ctrl_c_keeps_finished_videos_and_says_how_to_continue(
    videos, masks, tmp_path, session, capsys
) -> None:
    listed = write_list(tmp_path / "list.txt", *videos)
    out = tmp_path / "out"
    arguments = ("propagate", "--videos", listed, "--exemplar", masks, "--out", out)
    started = []
    plain = session.segment

    def segment(self, request, video, *, cancel=None):
        started.append(video)
        self.stop_at = 2 if len(started) == 2 else None
        return plain(self, request, video, cancel=cancel)

    session.segment = segment
    assert gvseg(*arguments) == 130
    assert [path.name for path in out.iterdir()] == ["ant"], "no partial video is left behind"
    assert "run the same command again" in capsys.readouterr().err
    assert gvseg(*arguments) == 0
    assert rows_marked(out / "bee") == [20] * 4


def test_files_of_a_killed_worker_are_removed_when_its_video_is_done(
    videos, masks, tmp_path
) -> None:
    out = tmp_path / "out"
    (out / ".ant.0123abcd.partial").mkdir(parents=True)
    (out / ".bee.0123abcd.partial").mkdir()
    listed = write_list(tmp_path / "list.txt", videos[0])
    assert gvseg("propagate", "--videos", listed, "--exemplar", masks, "--out", out) == 0
    assert {path.name for path in out.iterdir()} == {"ant", ".bee.0123abcd.partial"}


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ((), "lists no videos"),
        (("a/clip.mp4", "b/clip.mov"), "lines 1 and 2 would both write clip"),
        (("Clip.mp4", "clip.mp4"), "would both write clip"),
        (("\tmask.png",), "line 1 has no video"),
        (("clip.mp4",), "has no mask for clip"),
    ],
)
def test_an_invalid_list_is_rejected_completely(tmp_path, capsys, lines, message) -> None:
    listed = write_list(tmp_path / "list.txt", *lines)
    assert gvseg("propagate", "--videos", listed, "--out", tmp_path / "out") == 2
    err = capsys.readouterr().err
    assert message in err
    assert len(err.splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_refuses_incompatible_options(tmp_path, capsys) -> None:
    listed = write_list(tmp_path / "list.txt", "clip.mp4\tmask.png")
    out = ("--out", tmp_path / "out")
    for arguments, said in [
        (("propagate", *out), "Give either SOURCE"),
        (("propagate", "clip.mp4", "--videos", listed, *out), "Give either SOURCE"),
        (
            ("propagate", "clip.mp4", "--workers", 2, *out),
            "--workers and --ray apply only to --videos",
        ),
        (
            ("propagate", "--videos", listed, "--click", "0:1:2,3", *out),
            "With --videos, put the masks",
        ),
        (("propagate", "--videos", listed, "--format", "bmp", *out), "bmp"),
        (("segment", "--task", "semantic", "--videos", listed, *out), "takes no masks"),
        (("propagate", "--videos", tmp_path / "no.txt", *out), "Cannot read the list"),
    ]:
        assert gvseg(*arguments) == 2
        assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("ends", "message"),
    [
        (("--first", "3", "--last", "1"), "swap them"),
        (("--first", "-2"), "--first -2 is negative"),
        (("--last=-1",), "--last -1 is negative"),
    ],
)
def test_an_invalid_range_is_reported_once(videos, masks, tmp_path, capsys, ends, message) -> None:
    listed = write_list(tmp_path / "list.txt", *videos)
    out = tmp_path / "out"
    for command in (("propagate", "--exemplar", masks), ("segment", "--task", "semantic")):
        assert gvseg(*command, "--videos", listed, "--out", out, *ends) == 2
        heard = capsys.readouterr()
        (line,) = heard.err.splitlines()
        assert message in line
        assert heard.out == ""
        assert not out.exists()


def test_says_what_to_install_if_ray_is_missing(
    videos, masks, tmp_path, capsys, monkeypatch
) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    listed = write_list(tmp_path / "list.txt", videos[0])
    arguments = ("--videos", listed, "--exemplar", masks, "--out", tmp_path / "out", "--workers", 2)
    assert gvseg("propagate", *arguments) == 2
    assert "pip install 'ray>=2.9'" in capsys.readouterr().err


def test_the_marker_is_not_read_as_a_frame(videos, masks, tmp_path) -> None:
    listed = write_list(tmp_path / "list.txt", videos[0])
    out = tmp_path / "out"
    assert gvseg("propagate", "--videos", listed, "--exemplar", masks, "--out", out) == 0
    names = {path.name for path in (out / "ant").iterdir()}
    assert names == {MARKER, *(f"{index:03d}.png" for index in range(FRAMES))}
