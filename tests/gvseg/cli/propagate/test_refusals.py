"""`gvseg propagate`: bad input and unusable destinations give one clear line and change nothing."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from tests.gvseg.cli.propagate.command import (
    FRAMES,
    HEIGHT,
    WIDTH,
    is_whole,
    mounted,
    one_line,
    propagate,
    save_mask,
)


class TestBadInput:
    """Each case ends with status 2 and one clear line, without a traceback, and writes nothing."""

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
        path.write_text("this is not a video\n" * 50)
        self.refuse(path, "--exemplar", mask, says="text.mp4")

    def test_an_empty_file(self, mask, tmp_path) -> None:
        path = tmp_path / "empty.mp4"
        path.touch()
        self.refuse(path, "--exemplar", mask, says="empty.mp4")

    def test_a_folder_without_images(self, mask, tmp_path) -> None:
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

    def test_a_mask_with_only_void(self, video, tmp_path) -> None:
        path = save_mask(tmp_path / "void.png", np.full((HEIGHT, WIDTH), 255, np.uint8))
        self.refuse(video, "--exemplar", path, says="empty")

    def test_a_missing_mask(self, video, tmp_path) -> None:
        self.refuse(video, "--exemplar", tmp_path / "no.png", says="does not exist")

    def test_a_mask_that_is_not_an_image(self, video, tmp_path) -> None:
        (tmp_path / "text.png").write_text("no picture")
        self.refuse(video, "--exemplar", tmp_path / "text.png", says="not an image")

    def test_a_truncated_mask(self, video, mask, tmp_path) -> None:
        (tmp_path / "cut.png").write_bytes(mask.read_bytes()[:-40])
        self.refuse(video, "--exemplar", tmp_path / "cut.png", says="cut.png")

    def test_a_mask_with_the_colours_of_a_photo(self, video, tmp_path) -> None:
        noise = np.random.default_rng(0).integers(0, 255, (HEIGHT, WIDTH, 3), np.uint8)
        Image.fromarray(noise).save(tmp_path / "photo.png")
        self.refuse(video, "--exemplar", tmp_path / "photo.png", says="indexed PNG")

    def test_a_jpeg_mask(self, video, numbers, tmp_path) -> None:
        Image.fromarray(numbers).save(tmp_path / "mask.jpg")
        self.refuse(video, "--exemplar", tmp_path / "mask.jpg", says="JPEG")

    @pytest.mark.parametrize("frame", [-1, FRAMES, 10**9])
    def test_an_exemplar_frame_outside_the_video(self, video, mask, frame) -> None:
        self.refuse(video, "--exemplar", f"{frame}:{mask}", says=f"frames 0 to {FRAMES - 1}")

    def test_a_reversed_range(self, video, mask) -> None:
        ends = ("--first", "4", "--last", "2")
        self.refuse(video, "--exemplar", f"3:{mask}", *ends, says="swap them")

    @pytest.mark.parametrize("ends", [("--first", "6"), ("--last", "6")])
    def test_a_range_outside_the_video(self, video, mask, ends) -> None:
        self.refuse(video, "--exemplar", mask, *ends, says=f"0 to {FRAMES - 1}")

    @pytest.mark.parametrize("end", ["--first", "--last"])
    def test_a_negative_frame(self, video, mask, end) -> None:
        self.refuse(video, "--exemplar", mask, end, "-1", says=f"{end} -1 is negative")

    def test_two_masks_for_one_frame(self, video, mask) -> None:
        self.refuse(video, "--exemplar", mask, "--exemplar", f"0:{mask}", says="two exemplar masks")

    def test_no_exemplar(self, video) -> None:
        self.refuse(video, says="--exemplar")

    @pytest.mark.parametrize("click", ["0:1:64,1", "0:1:1,48", "0:1:-1,0", "6:1:1,1"])
    def test_a_click_outside_the_frame(self, video, click) -> None:
        self.refuse(video, "--click", click, says="lick ")

    @pytest.mark.parametrize("click", ["0:1", "0:0:1,1", "0:255:1,1", "a:1:1,1", "0:1:1,1:x"])
    def test_a_malformed_click(self, video, click) -> None:
        self.refuse(video, "--click", click, says=click)

    def test_only_negative_clicks(self, video) -> None:
        self.refuse(video, "--click", "0:1:5,5:-", says="only negative clicks")

    @pytest.mark.parametrize("box", ["0:1", "0:0:1,1,5,5", "0:1:5,5,5,9", "0:1:a,1,5,5"])
    def test_a_malformed_box(self, video, box) -> None:
        self.refuse(video, "--box", box, says=box)

    def test_two_boxes_for_one_object(self, video) -> None:
        boxes = ("--box", "0:1:1,1,5,5", "--box", "0:1:2,2,6,6")
        self.refuse(video, *boxes, says="two boxes")

    def test_weights_of_another_program(self, video, mask, tmp_path) -> None:
        (tmp_path / "w.safetensors").write_bytes(b"no weights")
        weights = ("--weights", tmp_path / "w.safetensors")
        self.refuse(video, "--exemplar", mask, *weights, says="w.safetensors")

    def test_a_format_that_does_not_exist(self, video, mask) -> None:
        self.refuse(video, "--exemplar", mask, "--format", "gif", says="gif")

    def test_several_formats_into_one_file(self, video, mask, tmp_path) -> None:
        self.out = tmp_path / "out.json"
        formats = ("--format", "ytvis", "--format", "davis")
        self.refuse(video, "--exemplar", mask, *formats, says="need an output folder")

    def test_an_unknown_option(self, video, mask) -> None:
        self.refuse(video, "--exemplar", mask, "--fast", says="--fast")


class TestWhereItCannotWrite:
    def test_a_file_where_the_folder_should_be(self, video, mask, tmp_path, capsys) -> None:
        out = tmp_path / "out"
        out.write_text("mine")
        assert propagate(video, out, "--exemplar", mask) == 2
        assert one_line(capsys).endswith("this format needs a folder; change --out.")
        assert out.read_text() == "mine"

    def test_a_folder_inside_a_file(self, video, mask, tmp_path, capsys) -> None:
        (tmp_path / "file").write_text("mine")
        assert propagate(video, tmp_path / "file" / "out", "--exemplar", mask) == 2
        assert "is a file" in one_line(capsys)

    def test_a_file_where_several_formats_share_a_folder(
        self, video, mask, tmp_path, capsys
    ) -> None:
        out = tmp_path / "out"
        out.write_text("mine")
        formats = ("--format", "ytvis", "--format", "coco")
        assert propagate(video, out, "--exemplar", mask, *formats) == 2
        assert one_line(capsys).endswith("is a file; choose a folder.")
        assert out.read_text() == "mine"

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

    def test_a_disk_that_is_full_from_the_start(self, video, mask, tmp_path, capsys) -> None:
        with mounted(tmp_path / "disk", "size=64k") as disk:
            (disk / "ballast").write_bytes(b"\1" * 60_000)
            assert propagate(video, disk / "out", "--exemplar", mask) == 2
            assert "disk is full" in one_line(capsys)
            assert [path.name for path in disk.iterdir()] == ["ballast"]

    @pytest.mark.parametrize("name", ["davis", "coco", "overlay"])
    def test_a_disk_that_fills_up_during_the_run(
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
