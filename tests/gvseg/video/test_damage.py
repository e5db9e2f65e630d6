"""Damaged and unsuitable sources: the readable part is usable, and the problem is reported in one
sentence.
"""

import os
import threading
from pathlib import Path

import numpy as np
import pytest
from clips import H264, encode_clip, encode_sound, read_number, write_image

from gvseg.errors import VideoError
from gvseg.video import VideoCancelledError, first_frame, open_video

FRAMES = 60


def cut(path: Path, fraction: float) -> Path:
    """Truncate a file, like an aborted download."""
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * fraction)])
    return path


def blank(path: Path, first: float, last: float) -> Path:
    """Overwrite a part of a file with zeros, as in a preallocated download."""
    content = bytearray(path.read_bytes())
    start, end = int(len(content) * first), int(len(content) * last)
    content[start:end] = bytes(end - start)
    path.write_bytes(bytes(content))
    return path


def long_clip(path: Path, **settings) -> Path:
    """Return a clip whose frames are large because of noise, so that damage affects frames and not
    headers.
    """
    settings.setdefault("options", {**H264, "crf": "20"})
    return encode_clip(path, frame_count=FRAMES, noise=60, **settings)


@pytest.mark.parametrize("fraction", [0.95, 0.8, 0.5, 0.3])
def test_a_truncated_mp4_shows_its_frames_and_counts_the_rest(tmp_path, fraction) -> None:
    path = long_clip(tmp_path / "a.mp4", container_options={"movflags": "faststart"})
    cut(path, fraction)
    with open_video(path) as video:
        assert 0 < video.frame_count < FRAMES
        assert video.frame_count + video.missing_frames == FRAMES
        for index in (*range(video.frame_count), 0, video.frame_count - 1):
            assert read_number(video.frame(index)) == index
        assert not video.damaged_frames


@pytest.mark.parametrize("fraction", [0.95, 0.8, 0.5, 0.3])
def test_a_truncated_matroska_shows_its_frames_and_counts_the_rest(tmp_path, fraction) -> None:
    path = cut(long_clip(tmp_path / "a.mkv"), fraction)
    with open_video(path) as video:
        assert 0 < video.frame_count < FRAMES
        assert abs(video.frame_count + video.missing_frames - FRAMES) <= 1
        assert [read_number(image) for _, image in video.frames()] == list(range(video.frame_count))


@pytest.mark.parametrize("name", ["a.ts", "a.avi", "a.webm"])
def test_other_truncated_formats_show_their_frames(tmp_path: Path, name: str) -> None:
    codec = {"a.ts": "libx264", "a.avi": "mpeg4", "a.webm": "libvpx-vp9"}[name]
    options = {"g": "12"} if codec != "mpeg4" else {"g": "12", "bf": "2", "qmax": "4"}
    path = cut(long_clip(tmp_path / name, codec=codec, options=options), 0.6)
    with open_video(path) as video:
        assert 10 < video.frame_count < FRAMES
        # A transport stream does not show that its last packet is partial.
        last = video.frame_count - 1
        assert [read_number(image) for _, image in video.frames(0, last - 1)] == list(range(last))


@pytest.mark.parametrize("start", [0.9, 0.6, 0.3])
def test_a_tail_of_zeros_is_missing_frames(tmp_path: Path, start: float) -> None:
    path = long_clip(tmp_path / "a.mp4", container_options={"movflags": "faststart"})
    blank(path, start, 1.0)
    with open_video(path) as video:
        assert 0 < video.frame_count < FRAMES
        assert video.frame_count + video.missing_frames == FRAMES
        count = video.frame_count
        assert [read_number(video.frame(index)) for index in range(count)] == list(range(count))


def test_damage_in_the_middle_does_not_shift_indices(tmp_path: Path) -> None:
    path = long_clip(tmp_path / "a.mp4", container_options={"movflags": "faststart"})
    blank(path, 0.40, 0.62)
    for step in (1, -1):
        with open_video(path) as video:
            assert video.frame_count == FRAMES
            assert video.missing_frames == 0
            numbers = {index: read_number(image) for index, image in video.frames(step=step)}
            damaged = video.damaged_frames
        assert len(numbers) == FRAMES
        for index in (*range(18), *range(FRAMES - 12, FRAMES)):
            assert numbers[index] == index
        assert damaged
        assert damaged <= set(range(18, FRAMES - 12))


def test_a_matroska_with_a_lost_part_shows_the_rest_in_order(tmp_path: Path) -> None:
    path = blank(long_clip(tmp_path / "a.mkv"), 0.40, 0.62)  # the lost packets leave no trace
    with open_video(path) as video:
        numbers = [read_number(image) for _, image in video.frames()]
        assert len(numbers) == video.frame_count
        assert numbers == sorted(numbers)
        assert numbers[:18] == list(range(18))
        assert numbers[-12:] == list(range(FRAMES - 12, FRAMES))
        order = range(video.frame_count - 1, -1, -7)
        assert [read_number(video.frame(index)) for index in order] == [numbers[i] for i in order]


def test_a_single_damaged_frame_shows_the_previous_one(tmp_path: Path) -> None:
    path = long_clip(tmp_path / "a.avi", codec="ffv1", pix_fmt="yuv420p", options={"g": "1"})
    whole = path.read_bytes()
    place = whole.index(b"movi")
    starts = []
    for _ in range(FRAMES):
        place = whole.index(b"00dc", place) + 8
        starts.append(place)
    content = bytearray(whole)
    content[starts[30] : starts[31] - 8] = bytes(starts[31] - 8 - starts[30])
    path = path.with_name("b.avi")
    path.write_bytes(bytes(content))
    with open_video(path) as video:
        assert read_number(video.frame(29)) == 29
        assert read_number(video.frame(video.frame_count - 1)) == FRAMES - 1


def make_text(folder: Path) -> Path:
    path = folder / "notes.mp4"
    path.write_text("This is a letter, not a video.\n" * 200)
    return path


def make_empty(folder: Path) -> Path:
    (folder / "a.mp4").touch()
    return folder / "a.mp4"


def make_noise(folder: Path) -> Path:
    path = folder / "a.mp4"
    path.write_bytes(np.random.default_rng(0).bytes(50_000))
    return path


def make_headless(folder: Path) -> Path:
    return cut(long_clip(folder / "a.mp4"), 0.5)  # the index of an mp4 is at its end


def make_dead(folder: Path) -> Path:
    path = long_clip(folder / "a.mp4", container_options={"movflags": "faststart"})
    content = bytearray(path.read_bytes())
    start = content.index(b"mdat") + 4
    content[start:] = bytes(len(content) - start)
    path.write_bytes(bytes(content))
    return path


BAD_SOURCES = {
    "missing": (lambda folder: folder / "no.mp4", "does not exist"),
    "empty": (make_empty, "empty"),
    "text": (make_text, "not a video|no video|text file"),
    "noise": (make_noise, "not a video"),
    "headless": (make_headless, "not a video"),
    "dead": (make_dead, "No frame"),
    "sound": (lambda folder: encode_sound(folder / "a.m4a"), "sound"),
}


@pytest.mark.parametrize("kind", BAD_SOURCES)
def test_files_that_are_not_videos_are_rejected_in_one_sentence(tmp_path, capfd, kind: str) -> None:
    make, reason = BAD_SOURCES[kind]
    path = make(tmp_path)
    for opening in (open_video, first_frame):
        with pytest.raises(VideoError, match=reason) as caught:
            opening(path)
        message = str(caught.value)
        assert str(path) in message
        assert "\n" not in message
        assert message.endswith(".")
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root can read everything")
def test_refuses_a_file_without_read_permission(tmp_path: Path) -> None:
    path = encode_clip(tmp_path / "a.mp4", options=H264)
    path.chmod(0)
    with pytest.raises(VideoError, match="cannot be read"):
        open_video(path)


def test_damaged_video_prints_nothing_on_the_terminal(tmp_path: Path, capfd) -> None:
    path = long_clip(tmp_path / "a.mkv")
    capfd.readouterr()
    blank(path, 0.4, 0.6)
    with open_video(path) as video:
        assert sum(1 for _ in video.frames()) == video.frame_count
    assert capfd.readouterr() == ("", "")


def test_opening_reports_its_progress_and_can_be_cancelled(tmp_path: Path) -> None:
    path = encode_clip(tmp_path / "a.mkv", frame_count=600, options=H264)
    reported: list[float] = []
    open_video(path, progress=reported.append).close()
    assert reported == sorted(reported)
    assert reported[-1] == 1.0
    assert len(reported) > 2

    other = encode_clip(tmp_path / "b.mkv", frame_count=600, options=H264)
    cancel = threading.Event()
    with pytest.raises(VideoCancelledError, match="cancelled"):
        open_video(other, progress=lambda _: cancel.set(), cancel=cancel)
    with open_video(other) as video:  # no partial index was cached
        assert video.frame_count == 600


def test_refuses_frames_that_do_not_exist(tmp_path: Path) -> None:
    path = encode_clip(tmp_path / "a.mp4", options=H264)
    with open_video(path) as video:
        for index in (-1, 40, 1000):
            with pytest.raises(VideoError, match="0 to 39"):
                video.frame(index)
        with pytest.raises(VideoError, match="0 to 39"):
            video.frames(0, 40)
        with pytest.raises(VideoError, match="step"):
            video.frames(step=0)
    with pytest.raises(VideoError, match="closed"):
        video.frame(0)


def test_a_single_image_is_a_video_of_one_frame(tmp_path: Path) -> None:
    path = write_image(tmp_path / "a.png", np.full((8, 10, 3), 77, np.uint8))
    with open_video(path) as video:
        assert (video.frame_count, video.height, video.width) == (1, 8, 10)
