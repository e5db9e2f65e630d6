"""`gvseg propagate` as a person meets it: what it writes, what it says, how it ends.

The session is a fake that copies exemplars, so that the command line itself is what is tested.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import av
import cv2
import fake_session
import numpy as np
import pytest
from PIL import Image

from gvseg.cli import main

HEIGHT, WIDTH, FRAMES = 48, 64, 6


@pytest.fixture(autouse=True)
def session(monkeypatch: pytest.MonkeyPatch) -> type[fake_session.Session]:
    """The fake in the engine's place; tests set its attributes."""

    class Session(fake_session.Session):
        pass

    module = ModuleType("gvseg.engine.session")
    module.Session = Session
    monkeypatch.setitem(sys.modules, "gvseg.engine.session", module)
    return Session


@pytest.fixture
def video(tmp_path: Path) -> Path:
    """Six frames of a brightening square, as a video file."""
    path = tmp_path / "clip.mp4"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mpeg4", rate=25)
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        for index in range(FRAMES):
            pixels = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
            pixels[10:30, 10 + index : 40 + index] = 40 * index + 20
            container.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
        container.mux(stream.encode(None))
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The same as a folder whose file names are its own."""
    path = tmp_path / "frames"
    path.mkdir()
    for index in range(FRAMES):
        pixels = np.full((HEIGHT, WIDTH, 3), 20 * index, np.uint8)
        cv2.imwrite(str(path / f"shot_{index + 7}.jpg"), pixels)
    return path


@pytest.fixture
def numbers() -> np.ndarray:
    """A mask of two objects."""
    numbers = np.zeros((HEIGHT, WIDTH), np.uint8)
    numbers[5:20, 5:30] = 1
    numbers[25:40, 20:50] = 2
    return numbers


@pytest.fixture
def mask(tmp_path: Path, numbers: np.ndarray) -> Path:
    return save_mask(tmp_path / "mask.png", numbers)


def save_mask(path: Path, numbers: np.ndarray) -> Path:
    """Write an indexed PNG."""
    picture = Image.fromarray(numbers)
    picture.putpalette([value for index in range(256) for value in (index, 255 - index, 0)])
    picture.save(path)
    return path


def read_indexes(path: Path) -> np.ndarray:
    with Image.open(path) as picture:
        assert picture.mode == "P"
        return np.array(picture)


def propagate(source: Path, out: Path, *more: str | Path) -> int:
    try:
        return main(["propagate", str(source), "--out", str(out), *map(str, more)])
    except SystemExit as ended:
        return int(ended.code or 0)


class TestWhatItWrites:
    def test_davis_one_indexed_png_a_frame(self, video, mask, numbers, tmp_path) -> None:
        out = tmp_path / "out"
        assert propagate(video, out, "--exemplar", mask) == 0
        assert sorted(path.name for path in out.iterdir()) == [
            f"{index:05d}.png" for index in range(FRAMES)
        ]
        for path in out.iterdir():
            assert np.array_equal(read_indexes(path), numbers)

    def test_folder_source_keeps_its_frame_names(self, folder, mask, tmp_path) -> None:
        out = tmp_path / "out"
        assert propagate(folder, out, "--exemplar", mask) == 0
        assert {path.stem for path in out.iterdir()} == {path.stem for path in folder.iterdir()}

    def test_first_and_last_are_both_included(self, video, mask, tmp_path) -> None:
        out = tmp_path / "out"
        ends = ("--exemplar", f"3:{mask}", "--first", "2", "--last", "4")
        assert propagate(video, out, *ends) == 0
        assert sorted(path.stem for path in out.iterdir()) == ["00002", "00003", "00004"]

    @pytest.mark.parametrize("frame", [0, 5])
    def test_an_exemplar_may_lie_outside_the_range(self, video, mask, tmp_path, frame) -> None:
        out = tmp_path / "out"
        ends = ("--first", "2", "--last", "4")
        assert propagate(video, out, "--exemplar", f"{frame}:{mask}", *ends) == 0
        assert sorted(path.stem for path in out.iterdir()) == ["00002", "00003", "00004"]

    def test_each_exemplar_frame_holds_its_exemplar(self, video, numbers, tmp_path) -> None:
        early = save_mask(tmp_path / "early.png", numbers)
        late = save_mask(tmp_path / "late.png", np.roll(numbers, 9, axis=1))
        out = tmp_path / "out"
        assert propagate(video, out, "--exemplar", early, "--exemplar", f"5:{late}") == 0
        assert np.array_equal(read_indexes(out / "00000.png"), numbers)
        assert np.array_equal(read_indexes(out / "00005.png"), np.roll(numbers, 9, axis=1))

    def test_void_of_an_exemplar_stays_void(self, video, numbers, tmp_path) -> None:
        numbers[:4] = 255
        mask = save_mask(tmp_path / "void.png", numbers)
        out = tmp_path / "out"
        assert propagate(video, out, "--exemplar", f"2:{mask}") == 0
        assert np.array_equal(read_indexes(out / "00002.png"), numbers)
        assert 255 not in read_indexes(out / "00003.png")

    def test_clicks_make_an_exemplar(self, video, tmp_path) -> None:
        out = tmp_path / "out"
        clicks = ("--click", "0:3:20,15", "--click", "0:3:1,1:-")
        assert propagate(video, out, *clicks) == 0
        pixels = read_indexes(out / "00000.png")
        assert pixels[15, 20] == 3
        assert np.count_nonzero(pixels) == 1

    @pytest.mark.parametrize("name", ["ytvis", "ytvis-results", "coco"])
    def test_json_formats_write_the_file_that_out_names(self, video, mask, tmp_path, name) -> None:
        out = tmp_path / "result.json"
        assert propagate(video, out, "--exemplar", mask, "--format", name) == 0
        assert out.is_file()

    def test_overlay_is_a_video_of_as_many_frames(self, video, mask, tmp_path) -> None:
        out = tmp_path / "look.mp4"
        assert propagate(video, out, "--exemplar", mask, "--format", "overlay") == 0
        with av.open(str(out)) as container:
            assert sum(1 for _ in container.decode(video=0)) == FRAMES

    def test_several_formats_share_a_folder(self, video, mask, tmp_path, capsys) -> None:
        out = tmp_path / "out"
        more = ("--format", "davis", "--format", "ytvis", "--format", "overlay")
        assert propagate(video, out, "--exemplar", mask, *more) == 0
        assert (out / "00000.png").is_file()
        assert (out / "annotations.json").is_file()
        assert (out / "overlay.mp4").is_file()
        said = capsys.readouterr().out.splitlines()
        assert [line for line in said if str(out) in line] == said
        assert len(said) == 3

    def test_files_of_the_same_name_are_called_after_their_format(
        self, video, mask, tmp_path
    ) -> None:
        out = tmp_path / "out"
        more = ("--format", "ytvis", "--format", "coco", "--format", "coco")
        assert propagate(video, out, "--exemplar", mask, *more) == 0
        assert sorted(path.name for path in out.iterdir()) == ["coco.json", "ytvis.json"]

    def test_an_existing_folder_keeps_its_other_files(self, video, mask, tmp_path) -> None:
        out = tmp_path / "out"
        out.mkdir()
        (out / "notes.txt").write_text("mine")
        (out / "00099.png").write_text("also mine")
        (out / "00000.png").write_text("old")
        assert propagate(video, out, "--exemplar", mask) == 0
        assert (out / "notes.txt").read_text() == "mine"
        assert (out / "00099.png").read_text() == "also mine"
        assert read_indexes(out / "00000.png").shape == (HEIGHT, WIDTH)


class TestMaskPictures:
    def test_grey_values_are_object_numbers(self, video, numbers, tmp_path) -> None:
        Image.fromarray(numbers).save(tmp_path / "grey.png")
        assert propagate(video, tmp_path / "out", "--exemplar", tmp_path / "grey.png") == 0
        assert np.array_equal(read_indexes(tmp_path / "out" / "00000.png"), numbers)

    @pytest.mark.parametrize("mode", ["1", "L", "RGB"])
    def test_black_and_white_is_object_one(self, video, numbers, tmp_path, mode) -> None:
        picture = Image.fromarray(((numbers == 1) * 255).astype(np.uint8)).convert(mode)
        picture.save(tmp_path / "bw.png")
        assert propagate(video, tmp_path / "out", "--exemplar", tmp_path / "bw.png") == 0
        pixels = read_indexes(tmp_path / "out" / "00000.png")
        assert np.array_equal(pixels, (numbers == 1).astype(np.uint8))

    def test_davis_colours_are_object_numbers(self, video, numbers, tmp_path) -> None:
        colours = np.array([(0, 0, 0), (128, 0, 0), (0, 128, 0)], np.uint8)
        Image.fromarray(colours[numbers]).save(tmp_path / "rgb.png")
        assert propagate(video, tmp_path / "out", "--exemplar", tmp_path / "rgb.png") == 0
        assert np.array_equal(read_indexes(tmp_path / "out" / "00000.png"), numbers)


class TestBadInput:
    """Each ends with status 2, one clear line, no traceback, and nothing written."""

    @pytest.fixture(autouse=True)
    def _prepare(self, tmp_path, capsys) -> None:
        self.out = tmp_path / "out"
        self.capsys = capsys

    def refuse(self, source: Path, *more: str | Path, says: str) -> None:
        assert propagate(source, self.out, *more) == 2
        heard = self.capsys.readouterr()
        assert heard.out == ""
        lines = [line for line in heard.err.splitlines() if "(fake)" not in line]
        assert len(lines) == 1, heard.err
        assert says in lines[0]
        assert "Traceback" not in heard.err
        assert not self.out.exists()

    def test_a_missing_video(self, mask, tmp_path) -> None:
        self.refuse(tmp_path / "none.mp4", "--exemplar", mask, says="none.mp4")

    def test_a_text_file_named_mp4(self, mask, tmp_path) -> None:
        path = tmp_path / "text.mp4"
        path.write_text("this is no video\n" * 50)
        self.refuse(path, "--exemplar", mask, says="text.mp4")

    def test_an_empty_file(self, mask, tmp_path) -> None:
        path = tmp_path / "empty.mp4"
        path.touch()
        self.refuse(path, "--exemplar", mask, says="empty.mp4")

    def test_a_folder_without_pictures(self, mask, tmp_path) -> None:
        path = tmp_path / "papers"
        path.mkdir()
        (path / "readme.txt").write_text("no picture")
        self.refuse(path, "--exemplar", mask, says="papers")

    def test_a_folder_of_mixed_sizes(self, folder, mask) -> None:
        cv2.imwrite(str(folder / "shot_10.jpg"), np.zeros((HEIGHT + 2, WIDTH, 3), np.uint8))
        self.refuse(folder, "--exemplar", mask, says="shot_10.jpg")

    def test_a_mask_of_another_size(self, video, tmp_path) -> None:
        path = save_mask(tmp_path / "big.png", np.ones((HEIGHT, WIDTH + 1), np.uint8))
        self.refuse(video, "--exemplar", path, says=f"{WIDTH + 1}x{HEIGHT}")

    def test_an_empty_mask(self, video, tmp_path) -> None:
        path = save_mask(tmp_path / "void.png", np.zeros((HEIGHT, WIDTH), np.uint8))
        self.refuse(video, "--exemplar", path, says="empty")

    def test_a_mask_of_void_alone(self, video, tmp_path) -> None:
        path = save_mask(tmp_path / "void.png", np.full((HEIGHT, WIDTH), 255, np.uint8))
        self.refuse(video, "--exemplar", path, says="empty")

    def test_a_missing_mask(self, video, tmp_path) -> None:
        self.refuse(video, "--exemplar", tmp_path / "no.png", says="does not exist")

    def test_a_mask_that_is_no_picture(self, video, tmp_path) -> None:
        (tmp_path / "text.png").write_text("no picture")
        self.refuse(video, "--exemplar", tmp_path / "text.png", says="not a picture")

    def test_a_mask_cut_short(self, video, mask, tmp_path) -> None:
        (tmp_path / "cut.png").write_bytes(mask.read_bytes()[:-40])
        self.refuse(video, "--exemplar", tmp_path / "cut.png", says="cut.png")

    def test_a_mask_of_photograph_colours(self, video, tmp_path) -> None:
        noise = np.random.default_rng(0).integers(0, 255, (HEIGHT, WIDTH, 3), np.uint8)
        Image.fromarray(noise).save(tmp_path / "photo.png")
        self.refuse(video, "--exemplar", tmp_path / "photo.png", says="indexed PNG")

    def test_a_jpeg_mask(self, video, numbers, tmp_path) -> None:
        Image.fromarray(numbers).save(tmp_path / "mask.jpg")
        self.refuse(video, "--exemplar", tmp_path / "mask.jpg", says="JPEG")

    @pytest.mark.parametrize("frame", [-1, FRAMES, 10**9])
    def test_an_exemplar_frame_outside_the_video(self, video, mask, frame) -> None:
        self.refuse(video, "--exemplar", f"{frame}:{mask}", says=f"frames 0 to {FRAMES - 1}")

    def test_a_range_upside_down(self, video, mask) -> None:
        ends = ("--first", "4", "--last", "2")
        self.refuse(video, "--exemplar", f"3:{mask}", *ends, says="upside down")

    @pytest.mark.parametrize("ends", [("--first", "-1"), ("--first", "6"), ("--last", "6")])
    def test_a_range_outside_the_video(self, video, mask, ends) -> None:
        self.refuse(video, "--exemplar", mask, *ends, says=f"0 to {FRAMES - 1}")

    def test_two_masks_for_one_frame(self, video, mask) -> None:
        self.refuse(video, "--exemplar", mask, "--exemplar", f"0:{mask}", says="two exemplar masks")

    def test_no_exemplar_at_all(self, video) -> None:
        self.refuse(video, says="--exemplar")

    @pytest.mark.parametrize("click", ["0:1:64,1", "0:1:1,48", "0:1:-1,0", "6:1:1,1"])
    def test_a_click_outside(self, video, click) -> None:
        self.refuse(video, "--click", click, says="lick ")

    @pytest.mark.parametrize("click", ["0:1", "0:0:1,1", "0:255:1,1", "a:1:1,1", "0:1:1,1:x"])
    def test_a_click_that_cannot_be_understood(self, video, click) -> None:
        self.refuse(video, "--click", click, says=click)

    def test_clicks_that_only_exclude(self, video) -> None:
        self.refuse(video, "--click", "0:1:5,5:-", says="only clicks outside")

    def test_a_mask_and_clicks_for_one_object(self, video, mask) -> None:
        self.refuse(video, "--exemplar", mask, "--click", "0:1:9,9", says="both a mask and clicks")

    def test_weights_that_are_not_ours(self, video, mask, tmp_path) -> None:
        (tmp_path / "w.safetensors").write_bytes(b"no weights")
        weights = ("--weights", tmp_path / "w.safetensors")
        self.refuse(video, "--exemplar", mask, *weights, says="w.safetensors")

    def test_a_format_that_does_not_exist(self, video, mask) -> None:
        self.refuse(video, "--exemplar", mask, "--format", "gif", says="gif")

    def test_several_formats_into_one_file(self, video, mask, tmp_path) -> None:
        self.out = tmp_path / "out.json"
        formats = ("--format", "ytvis", "--format", "davis")
        self.refuse(video, "--exemplar", mask, *formats, says="need a folder")

    def test_an_unknown_option(self, video, mask) -> None:
        self.refuse(video, "--exemplar", mask, "--fast", says="--fast")


class TestWhereItCannotWrite:
    def test_a_file_where_the_folder_should_be(self, video, mask, tmp_path, capsys) -> None:
        out = tmp_path / "out"
        out.write_text("mine")
        assert propagate(video, out, "--exemplar", mask) == 2
        assert one_line(capsys).endswith("must name a folder here.")
        assert out.read_text() == "mine"

    def test_below_a_file(self, video, mask, tmp_path, capsys) -> None:
        (tmp_path / "file").write_text("mine")
        assert propagate(video, tmp_path / "file" / "out", "--exemplar", mask) == 2
        assert "is a file" in one_line(capsys)

    def test_over_the_source_folder(self, folder, mask, capsys) -> None:
        before = {path.name: path.read_bytes() for path in folder.iterdir()}
        assert propagate(folder, folder, "--exemplar", mask) == 2
        assert "source itself" in one_line(capsys)
        assert {path.name: path.read_bytes() for path in folder.iterdir()} == before

    def test_over_the_source_file(self, video, mask, capsys) -> None:
        before = video.read_bytes()
        assert propagate(video, video, "--exemplar", mask, "--format", "overlay") == 2
        assert "source itself" in one_line(capsys)
        assert video.read_bytes() == before

    def test_a_read_only_folder(self, video, mask, tmp_path, capsys) -> None:
        with mounted(tmp_path / "disk", "size=1m", then="remount,ro") as disk:
            assert propagate(video, disk / "out", "--exemplar", mask) == 2
            assert "read-only" in one_line(capsys)

    def test_a_disk_that_is_full_at_the_start(self, video, mask, tmp_path, capsys) -> None:
        with mounted(tmp_path / "disk", "size=64k") as disk:
            (disk / "ballast").write_bytes(b"\1" * 60_000)
            assert propagate(video, disk / "out", "--exemplar", mask) == 2
            assert "disk is full" in one_line(capsys)
            assert [path.name for path in disk.iterdir()] == ["ballast"]

    @pytest.mark.parametrize("name", ["davis", "coco", "overlay"])
    def test_a_disk_that_fills_up_on_the_way(
        self, video, tmp_path, capsys, session, monkeypatch, name
    ) -> None:
        noise = np.random.default_rng(0).integers(0, 3, (HEIGHT, WIDTH)).astype(np.uint8)
        mask = save_mask(tmp_path / "noise.png", noise)
        with mounted(tmp_path / "disk", "size=64k") as disk:
            ballast = disk / "ballast"
            real = session.segment

            def segment(self, *given, **options):
                yield from real(self, *given, **options)
                ballast.write_bytes(b"\1" * (15 * 4096))

            monkeypatch.setattr(session, "segment", segment)
            more = ("--exemplar", mask, "--format", name)
            assert propagate(video, disk / "out", *more) == 2
            assert "disk is full" in one_line(capsys)
            left = [path for path in disk.rglob("*") if path.is_file() and path != ballast]
            assert [path for path in left if not is_whole(path)] == []


class TestStopping:
    def test_ctrl_c_keeps_the_frames_that_are_done(
        self, video, mask, tmp_path, session, capsys
    ) -> None:
        session.stop_at = 3
        out = tmp_path / "out"
        assert propagate(video, out, "--exemplar", mask) == 130
        assert sorted(path.stem for path in out.iterdir()) == ["00000", "00001", "00002"]
        assert "3 of 6 frames are done and written" in capsys.readouterr().err

    def test_an_error_on_the_way_keeps_them_too(
        self, video, mask, tmp_path, session, capsys
    ) -> None:
        session.fail_at = 4
        out = tmp_path / "out"
        assert propagate(video, out, "--exemplar", mask) == 2
        assert sorted(path.stem for path in out.iterdir()) == ["00000", "00001", "00002", "00003"]
        said = capsys.readouterr().err
        assert "Frame 4 cannot be decoded." in said
        assert "4 of 6" in said

    def test_a_fault_of_ours_keeps_them_and_shows_itself(
        self, video, mask, tmp_path, session, monkeypatch, capsys
    ) -> None:
        real = session.segment

        def segment(self, *given, **options):
            for clip in real(self, *given, **options):
                yield clip
                if clip.frames_done == 2:
                    raise RuntimeError("shapes do not match")

        monkeypatch.setattr(session, "segment", segment)
        out = tmp_path / "out"
        with pytest.raises(RuntimeError, match="shapes"):
            propagate(video, out, "--exemplar", mask)
        assert len(list(out.iterdir())) == 2
        assert "2 of 6" in capsys.readouterr().err

    def test_one_format_that_fails_does_not_take_the_others(
        self, video, mask, tmp_path, session, monkeypatch, capsys
    ) -> None:
        out = tmp_path / "out"
        real = session.segment

        def segment(self, *given, **options):
            yield from real(self, *given, **options)
            (out / "00003.png").mkdir(parents=True)

        monkeypatch.setattr(session, "segment", segment)
        formats = ("--format", "davis", "--format", "ytvis")
        assert propagate(video, out, "--exemplar", mask, *formats) == 2
        assert "in the way" in capsys.readouterr().err
        assert (out / "annotations.json").is_file()

    def test_an_error_on_the_first_frame_leaves_nothing(
        self, video, mask, tmp_path, session, capsys
    ) -> None:
        session.fail_at = 0
        assert propagate(video, tmp_path / "out", "--exemplar", mask) == 2
        assert "Frame 0" in capsys.readouterr().err
        assert not (tmp_path / "out").exists()

    def test_a_real_ctrl_c(self, video, mask, tmp_path) -> None:
        """SIGINT to a process of its own, in the middle of a run."""
        script = """
import os, signal, sys
from types import ModuleType
import fake_session
class Session(fake_session.Session):
    def segment(self, request, video, *, cancel=None):
        for clip in super().segment(request, video, cancel=cancel):
            yield clip
            if clip.frames_done == 2:
                os.kill(os.getpid(), signal.SIGINT)
module = ModuleType("gvseg.engine.session"); module.Session = Session
sys.modules["gvseg.engine.session"] = module
from gvseg.cli import main
sys.exit(main(sys.argv[1:]))
"""
        out = tmp_path / "out"
        words = ["propagate", str(video), "--exemplar", str(mask), "--out", str(out)]
        done = subprocess.run(
            [sys.executable, "-c", script, *words],
            env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 130, done.stderr
        assert "2 of 6 frames" in done.stderr
        assert "Traceback" not in done.stderr
        assert len(list(out.iterdir())) == 2


def one_line(capsys: pytest.CaptureFixture[str]) -> str:
    """What stderr says, less the fake's device; it must be one line without a traceback."""
    lines = capsys.readouterr().err.splitlines()
    lines = [line for line in lines if "(fake)" not in line and not line.startswith("Propagating")]
    assert len(lines) == 1, lines
    return lines[0]


def is_whole(path: Path) -> bool:
    """Whether a written file is complete: a PNG that decodes."""
    if path.suffix != ".png" or path.name.startswith("."):
        return False
    with Image.open(path) as picture:
        picture.load()
    return True


@contextmanager
def mounted(place: Path, options: str, *, then: str | None = None) -> Iterator[Path]:
    """A small disk of its own; the test is skipped where mounting is not allowed."""
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)]
    try:
        made = subprocess.run(mount, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("needs the mount command")
    if made.returncode:
        pytest.skip(f"needs the right to mount a small disk: {made.stderr.strip()}")
    try:
        if then is not None:
            subprocess.run(["mount", "-o", then, str(place)], check=True)
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)
