"""`gvseg propagate`: its output for different masks and formats; the session copies exemplars."""

import av
import numpy as np
import pytest
from PIL import Image

from gvseg.engine.request import Box, Click
from tests.gvseg.cli.propagate.command import (
    FRAMES,
    HEIGHT,
    WIDTH,
    propagate,
    read_indexes,
    save_mask,
)


class TestWhatItWrites:
    def test_davis_writes_one_indexed_png_per_frame(self, video, mask, numbers, tmp_path) -> None:
        out = tmp_path / "out"
        assert propagate(video, out, "--exemplar", mask) == 0
        assert sorted(path.name for path in out.iterdir()) == [
            f"{index:05d}.png" for index in range(FRAMES)
        ]
        for path in out.iterdir():
            assert np.array_equal(read_indexes(path), numbers)

    def test_a_folder_keeps_its_frame_names(self, folder, mask, tmp_path) -> None:
        out = tmp_path / "out"
        assert propagate(folder, out, "--exemplar", mask) == 0
        assert {path.stem for path in out.iterdir()} == {path.stem for path in folder.iterdir()}

    def test_first_and_last_are_both_included(self, video, mask, tmp_path) -> None:
        out = tmp_path / "out"
        ends = ("--exemplar", f"3:{mask}", "--first", "2", "--last", "4")
        assert propagate(video, out, *ends) == 0
        assert sorted(path.stem for path in out.iterdir()) == ["00002", "00003", "00004"]

    @pytest.mark.parametrize("frame", [0, 5])
    def test_an_exemplar_may_be_outside_the_range(self, video, mask, tmp_path, frame) -> None:
        out = tmp_path / "out"
        ends = ("--first", "2", "--last", "4")
        assert propagate(video, out, "--exemplar", f"{frame}:{mask}", *ends) == 0
        assert sorted(path.stem for path in out.iterdir()) == ["00002", "00003", "00004"]

    def test_each_exemplar_frame_contains_its_exemplar(self, video, numbers, tmp_path) -> None:
        early = save_mask(tmp_path / "early.png", numbers)
        late = save_mask(tmp_path / "late.png", np.roll(numbers, 9, axis=1))
        out = tmp_path / "out"
        assert propagate(video, out, "--exemplar", early, "--exemplar", f"5:{late}") == 0
        assert np.array_equal(read_indexes(out / "00000.png"), numbers)
        assert np.array_equal(read_indexes(out / "00005.png"), np.roll(numbers, 9, axis=1))

    def test_void_in_an_exemplar_stays_void(self, video, numbers, tmp_path) -> None:
        numbers[:4] = 255
        mask = save_mask(tmp_path / "void.png", numbers)
        out = tmp_path / "out"
        assert propagate(video, out, "--exemplar", f"2:{mask}") == 0
        assert np.array_equal(read_indexes(out / "00002.png"), numbers)
        assert 255 not in read_indexes(out / "00003.png")

    def test_boxes_and_clicks_on_a_mask_reach_the_engine(
        self, video, mask, session, monkeypatch, tmp_path
    ) -> None:
        seen = []
        segment = session.segment
        monkeypatch.setattr(
            session,
            "segment",
            lambda self, request, *more, **options: (
                seen.append(request) or segment(self, request, *more, **options)
            ),
        )
        arguments = ("--exemplar", mask, "--click", "0:1:9,9:-", "--box", "2:7:4,5,20,30")
        assert propagate(video, tmp_path / "out", *arguments) == 0
        first, second = seen[0].exemplars
        assert first.clicks == {1: (Click(9, 9, is_positive=False),)}
        assert 1 in first.masks
        assert (second.frame_index, second.boxes) == (2, {7: Box(4, 5, 20, 30)})

    def test_clicks_become_an_exemplar(self, video, tmp_path) -> None:
        out = tmp_path / "out"
        clicks = ("--click", "0:3:20,15", "--click", "0:3:1,1:-")
        assert propagate(video, out, *clicks) == 0
        pixels = read_indexes(out / "00000.png")
        assert pixels[15, 20] == 3
        assert np.count_nonzero(pixels) == 1

    @pytest.mark.parametrize("name", ["ytvis", "ytvis-results", "coco"])
    def test_json_formats_write_to_the_file_given_by_out(self, video, mask, tmp_path, name) -> None:
        out = tmp_path / "result.json"
        assert propagate(video, out, "--exemplar", mask, "--format", name) == 0
        assert out.is_file()

    def test_the_overlay_has_as_many_frames_as_the_video(self, video, mask, tmp_path) -> None:
        out = tmp_path / "probe.mp4"
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

    def test_files_with_the_same_name_are_named_after_their_format(
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


class TestMaskImages:
    def test_grey_values_are_object_numbers(self, video, numbers, tmp_path) -> None:
        Image.fromarray(numbers).save(tmp_path / "grey.png")
        assert propagate(video, tmp_path / "out", "--exemplar", tmp_path / "grey.png") == 0
        assert np.array_equal(read_indexes(tmp_path / "out" / "00000.png"), numbers)

    @pytest.mark.parametrize("mode", ["1", "L", "RGB"])
    def test_a_black_and_white_mask_is_object_1(self, video, numbers, tmp_path, mode) -> None:
        image = Image.fromarray(((numbers == 1) * 255).astype(np.uint8)).convert(mode)
        image.save(tmp_path / "bw.png")
        assert propagate(video, tmp_path / "out", "--exemplar", tmp_path / "bw.png") == 0
        pixels = read_indexes(tmp_path / "out" / "00000.png")
        assert np.array_equal(pixels, (numbers == 1).astype(np.uint8))

    def test_davis_colours_are_object_numbers(self, video, numbers, tmp_path) -> None:
        colours = np.array([(0, 0, 0), (128, 0, 0), (0, 128, 0)], np.uint8)
        Image.fromarray(colours[numbers]).save(tmp_path / "rgb.png")
        assert propagate(video, tmp_path / "out", "--exemplar", tmp_path / "rgb.png") == 0
        assert np.array_equal(read_indexes(tmp_path / "out" / "00000.png"), numbers)


class TestSomeObjectsOnly:
    @pytest.fixture
    def earlier(self, video, mask, tmp_path):
        """Return the output folder of a run of all objects."""
        out = tmp_path / "earlier"
        assert propagate(video, out, "--exemplar", mask) == 0
        return out

    def test_other_objects_keep_their_masks_from_an_earlier_run(
        self, video, numbers, earlier, mask, session, tmp_path
    ) -> None:
        corrected = np.where(numbers == 2, 0, numbers)
        corrected[:5, :5] = 2
        late = save_mask(tmp_path / "late.png", corrected)
        out = tmp_path / "out"
        asked = ("--exemplar", mask, "--exemplar", f"5:{late}", "--objects", "2")
        assert propagate(video, out, *asked, "--others", earlier) == 0
        for index in range(FRAMES):
            before = read_indexes(earlier / f"{index:05d}.png")
            after = read_indexes(out / f"{index:05d}.png")
            assert np.array_equal(before == 1, after == 1), index
        assert np.array_equal(read_indexes(out / "00005.png"), corrected)

    def test_without_an_earlier_run_only_the_given_objects_are_written(
        self, video, numbers, mask, tmp_path
    ) -> None:
        out = tmp_path / "out"
        assert propagate(video, out, "--exemplar", mask, "--objects", "2") == 0
        assert np.array_equal(read_indexes(out / "00003.png"), np.where(numbers == 2, 2, 0))

    def test_can_write_into_the_folder_of_the_earlier_run(
        self, video, mask, earlier, numbers
    ) -> None:
        asked = ("--exemplar", mask, "--objects", "1", "--others", earlier)
        assert propagate(video, earlier, *asked) == 0
        assert np.array_equal(read_indexes(earlier / "00003.png"), numbers)

    @pytest.mark.parametrize(
        ("options", "message"),
        [
            (("--objects", "2", "--others", "nowhere"), "no mask of frames"),
            (("--others", "nowhere"), "--others needs --objects"),
        ],
    )
    def test_refuses_unsuitable_objects_and_folders(
        self, video, mask, options, message, tmp_path, capsys
    ) -> None:
        assert propagate(video, tmp_path / "out", "--exemplar", mask, *options) == 2
        assert message in capsys.readouterr().err
        assert not (tmp_path / "out").exists()
