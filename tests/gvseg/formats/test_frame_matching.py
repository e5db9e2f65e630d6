"""The first frame number is detected from all frame numbers, reported with the reason, and can be
overridden.
"""

from dataclasses import replace

import pytest

from gvseg.annotation.start import start_document
from gvseg.formats import plan_import, read_documents, write_documents
from gvseg.formats.building import DocumentBuilder, FrameStart, source_from_count
from tests.gvseg.formats.documents import disc, source_of

COUNT = 12


def named(*names, masks_on=None, start=None, sha256=""):
    """Return a document whose frames have these names and different masks."""
    source = replace(source_of(len(names), frame_names=names, is_folder=True), sha256=sha256)
    builder = DocumentBuilder(source)
    builder.add_category(1, "ball")
    builder.add_track(1, 1)
    for index in range(len(names)) if masks_on is None else masks_on:
        builder.add_mask(1, index, disc(3, index % 8, 1))
    builder.document.frame_start = start
    return builder.document


def numbered(*frames, start=None):
    """Return the document of a file with numbered frames, with a mask on each of these."""
    source = source_from_count("gt", 1 + max(frames), 6, 8, is_numbered=True)
    builder = DocumentBuilder(source)
    builder.add_category(1, "ball")
    builder.add_track(1, 1)
    for frame_index in frames:
        builder.add_mask(1, frame_index, disc(3, frame_index % 8, 1))
    builder.document.frame_start = start
    return builder.document


def video(count=COUNT):
    return start_document(source_of(count))


def folder(*names):
    return start_document(source_of(len(names), frame_names=names, is_folder=True))


def padded(numbers, digits=5):
    return tuple(f"{number:0{digits}d}" for number in numbers)


@pytest.mark.parametrize(
    ("names", "shift", "reason"),
    [
        (padded(range(1, 13)), 1, "the last frame in the file is 12, and the video has 12 frames"),
        (padded(range(12)), 0, None),
        (padded(range(6)), 0, None),
        (padded(range(1, 6)), 1, "a frame 1 but no frame 0"),
        (padded(range(1, 12, 5)), 1, "a frame 1 but no frame 0"),
        (padded(range(3, 8)), 0, "frames 3 to 7"),
        (padded(range(7, 13)), 1, "the last frame in the file is 12"),
        (tuple(f"frame_{number:06d}" for number in range(12)), 0, None),
        (
            tuple(f"clip-2024 ({number})" for number in range(1, 13)),
            1,
            "the last frame in the file is 12",
        ),
    ],
)
def test_matches_names_to_the_frames_of_a_video_file(names, shift, reason):
    imported = named(*names)
    plan = plan_import(imported, video())
    numbers = [int(name.replace(")", "").replace("_", " ").replace("(", " ").split()[-1])
               for name in names]  # fmt: skip
    assert [plan.frames[index] for index in range(len(names))] == [n - shift for n in numbers]
    said = [reading.reason for reading in plan.readings]
    assert said == [] if reason is None else reason in said[0]


@pytest.mark.parametrize("given", [0, 1])
def test_the_user_can_override_the_first_number(given):
    plan = plan_import(named(*padded(range(1, 6))), video(), first_number=given)
    assert [plan.frames[index] for index in range(5)] == list(range(1 - given, 6 - given))
    (reading,) = plan.readings
    assert reading.reason == "as you chose"


def test_our_files_count_from_0_whatever_frame_is_first(tmp_path):
    from gvseg.formats import ExportOptions

    original = named(*padded(range(12)), sha256="ab")
    for name in ("davis", "ytvis", "coco", "semantic-png", "kitti-step", "yolo-seg"):
        options = ExportOptions(frames=range(1, 6))
        path = write_documents(original, tmp_path / name, name, options=options).path
        (again,) = read_documents(path, name)
        plan = plan_import(again, video())
        assert [plan.frames[index] for index in range(5)] == [1, 2, 3, 4, 5], name


def test_our_mots_files_count_from_0(tmp_path):
    path = write_documents(numbered(1, 2), tmp_path / "x.txt", "mots").path
    (again,) = read_documents(path, "mots")
    assert plan_import(again, video()).frames[1] == 1


class TestNumbersWithoutNames:
    def test_numbers_from_1_to_the_frame_count_start_at_1(self):
        plan = plan_import(numbered(*range(1, 13)), video())
        assert plan.lines()[0].startswith("12 of 12 frames match")
        assert plan.frames[1] == 0
        assert not plan.left_out

    def test_numbers_from_1_without_the_last_frame(self):
        """Numbers are not positions merely because there are as many numbers as frames."""
        plan = plan_import(numbered(*range(1, 12)), video())
        assert plan.frames[1] == 0

    def test_a_frame_0_decides(self):
        assert plan_import(numbered(0, 5), video()).frames[5] == 5

    def test_the_convention_of_the_format_decides(self):
        start = FrameStart(0, "CVAT counts frames from 0", is_position=True)
        plan = plan_import(numbered(1, 5, start=start), video())
        assert plan.frames[1] == 1
        assert not plan.readings

    def test_positions_ignore_the_names_of_images(self):
        start = FrameStart(0, "CVAT counts frames from 0", is_position=True)
        imported = numbered(1, 5, start=start)
        assert plan_import(imported, folder(*padded(range(1, 13)))).frames[1] == 1

    def test_numbers_are_those_in_image_names_if_all_fit(self):
        target = folder(*padded(range(1, 13), 6))
        assert plan_import(numbered(*range(1, 13)), target).frames[1] == 0
        assert plan_import(numbered(2, 4), target).frames[2] == 1

    def test_numbers_that_images_do_not_have_are_positions(self):
        plan = plan_import(numbered(*range(1, 13)), folder(*padded(range(12))))
        assert plan.frames[1] == 0
        assert len(plan.frames) == 12

    def test_reports_frames_past_the_end(self):
        plan = plan_import(numbered(*range(15)), video())
        assert plan.left_out == ("00012", "00013", "00014")


class TestMots:
    LINE = "{} 2001 2 6 8 " + disc(3, 3, 1).counts.decode() + "\n"

    def save(self, path, frames):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(self.LINE.format(frame) for frame in frames))
        return path

    @pytest.mark.parametrize(
        ("name", "first", "reason"),
        [
            ("MOTS20-02/gt/gt.txt", 1, "MOTChallenge counts frames from 1"),
            ("instances_txt/0002.txt", 0, "KITTI MOTS counts frames from 0"),
            ("result.txt", 1, "the file has a frame 1 but no frame 0"),
        ],
    )
    def test_the_folder_of_a_file_decides_its_first_number(self, tmp_path, name, first, reason):
        file = self.save(tmp_path / name, range(1, 9))
        if first and "gt" in name:
            (tmp_path / "MOTS20-02/seqinfo.ini").write_text("[Sequence]\nseqLength=12\n")
        (document,) = read_documents(file, "mots")
        plan = plan_import(document, video())
        assert plan.frames[1] == 1 - first
        assert [reading.reason for reading in plan.readings] == [reason]

    def test_images_next_to_the_file_indicate_mot_challenge(self, tmp_path):
        (tmp_path / "img1").mkdir()
        (document,) = read_documents(self.save(tmp_path / "gt.txt", range(3, 9)), "mots")
        assert plan_import(document, video()).frames[3] == 2
