"""Index cache, frame cache and reading ahead: fast, bounded, and always the right frame."""

import random
import threading
import time
import tracemalloc
from pathlib import Path

import numpy as np
import platformdirs
import pytest
from clips import H264, encode_clip, read_number
from hypothesis import given, settings
from hypothesis import strategies as st

from gvseg.errors import VideoError
from gvseg.video import Video, index_build, open_video
from gvseg.video.file import VideoFile

FRAMES = 120


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reading")
    return encode_clip(folder / "clip.mp4", frame_count=FRAMES, options={**H264, "g": "40"})


def index_files() -> list[Path]:
    return sorted(Path(platformdirs.user_cache_dir("gvseg")).rglob("*.npz"))


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Record the files whose index was built rather than loaded."""
    built: list[Path] = []
    build = index_build.build_index

    def count(path: Path, **settings):
        built.append(path)
        return build(path, **settings)

    monkeypatch.setattr("gvseg.video.file.build_index", count)
    return built


def test_an_index_is_built_once_per_file(clip: Path, builds: list[Path]) -> None:
    for _ in range(3):
        open_video(clip).close()
    assert builds == [clip]
    assert len(index_files()) == 1


def test_a_changed_file_is_indexed_again(tmp_path: Path, builds: list[Path]) -> None:
    path = encode_clip(tmp_path / "a.mp4", frame_count=20, options=H264)
    open_video(path).close()
    encode_clip(path, frame_count=30, options=H264)
    with open_video(path) as video:
        assert video.frame_count == 30
    assert len(builds) == 2


@pytest.mark.parametrize("damage", ["empty", "cut", "flipped", "text", "folder", "wrong content"])
def test_a_damaged_index_file_is_rebuilt(clip: Path, builds: list[Path], damage: str) -> None:
    open_video(clip).close()
    (file,) = index_files()
    content = file.read_bytes()
    if damage == "empty":
        file.write_bytes(b"")
    elif damage == "cut":
        file.write_bytes(content[: len(content) // 2])
    elif damage == "flipped":
        middle = len(content) // 2
        file.write_bytes(content[:middle] + bytes([content[middle] ^ 255]) + content[middle + 1 :])
    elif damage == "text":
        file.write_text("not an index")
    elif damage == "folder":
        file.unlink()
        file.mkdir()
    else:
        np.savez(file, numbers=np.arange(4), frame_ordinals=np.array([5.5]))
    with open_video(clip) as video:
        assert read_number(video.frame(77)) == 77
    assert len(builds) == 2


def test_an_unwritable_cache_folder_does_no_harm(clip: Path, monkeypatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setattr(platformdirs, "user_cache_dir", lambda _: str(tmp_path / "file" / "x"))
    with open_video(clip) as video:
        assert read_number(video.frame(77)) == 77


def test_packets_alone_give_the_order_of_decoding(clip: Path, monkeypatch) -> None:
    by_times = index_build.build_index(clip)
    monkeypatch.setattr(index_build, "_index_by_times", lambda *_: None)
    by_decoding = index_build.build_index(clip)
    np.testing.assert_array_equal(by_times.frame_ordinals, by_decoding.frame_ordinals)
    np.testing.assert_array_equal(by_times.frame_pts, by_decoding.frame_pts)
    np.testing.assert_array_equal(by_times.key_ordinals, by_decoding.key_ordinals)


def test_common_files_are_indexed_without_decoding(tmp_path: Path, monkeypatch) -> None:
    def refuse(*_: object) -> None:
        pytest.fail("decoded the whole file")

    monkeypatch.setattr(index_build, "_index_by_decoding", refuse)
    for name in ("a.mp4", "a.mkv", "a.mov", "a.ts"):
        encode_clip(tmp_path / name, options=H264)
        index_build.build_index(tmp_path / name)


@settings(max_examples=40)
@given(
    order=st.lists(st.integers(0, FRAMES - 1), min_size=1, max_size=40),
    frames_cached=st.integers(0, 60),
)
def test_any_order_and_any_cache_size_give_the_right_frames(clip, order, frames_cached) -> None:
    with open_video(clip, cache_bytes=frames_cached * 5000) as video:
        assert [read_number(video.frame(index)) for index in order] == order


def test_a_user_always_gets_the_right_frame(clip: Path) -> None:
    """Simulates the steps, scrubs and jumps of a user while frames are decoded ahead."""
    walk = random.Random(5)
    for cache_bytes in (20_000, 100_000, 10_000_000):
        with open_video(clip, cache_bytes=cache_bytes) as video:
            index, direction = 0, 1
            for _ in range(600):
                chance = walk.random()
                if chance < 0.03:
                    index = walk.randrange(FRAMES)
                elif chance < 0.08:
                    direction = -direction
                index = min(max(index + direction * walk.choice([1, 1, 1, 2, 5]), 0), FRAMES - 1)
                assert read_number(video.frame(index)) == index
                assert video.cached_bytes <= cache_bytes


def test_a_pass_through_the_video_keeps_few_frames_in_memory(clip: Path) -> None:
    for step in (1, -1):
        with open_video(clip) as video:
            assert isinstance(video, VideoFile)
            passed = []
            for index, frame in video.frames(step=step):
                assert read_number(frame) == index
                behind = [cached for cached in passed if cached in video._reader._cache]
                assert len(behind) <= 10
                passed.append(index)
            assert passed == list(range(FRAMES))[::step]


def test_frames_ahead_are_ready_before_they_are_requested(clip: Path) -> None:
    for start, step in ((10, 1), (115, -1)):
        with open_video(clip) as video:
            assert isinstance(video, VideoFile)
            for index in (start, start + step, start + 2 * step):
                video.frame(index)
            wanted = start + 10 * step
            deadline = time.monotonic() + 10
            while wanted not in video._reader._cache and time.monotonic() < deadline:
                time.sleep(0.005)
            assert wanted in video._reader._cache


def test_reading_ahead_ends_automatically_and_on_close(clip: Path) -> None:
    video = open_video(clip)
    for index in range(5):
        video.frame(index)
    video.close()
    assert not [t for t in threading.enumerate() if t.name.startswith("gvseg read ahead")]
    video.close()
    with pytest.raises(VideoError, match="closed"):
        video.frame(0)


def read_for_ever(video: Video) -> None:
    while True:
        for index, image in video.frames():
            assert read_number(image) == index


def test_closing_from_another_thread_ends_reading_with_a_clear_error(clip: Path) -> None:
    for pause_s in (0.0, 0.002, 0.01, 0.03):
        video = open_video(clip, cache_bytes=50_000)
        closer = threading.Timer(pause_s, video.close)
        closer.start()
        try:
            with pytest.raises(VideoError, match="closed"):
                read_for_ever(video)
        finally:
            closer.join()


def test_the_caller_owns_the_array(clip: Path) -> None:
    with open_video(clip) as video:
        video.frame(7)[:] = 0
        assert read_number(video.frame(7)) == 7


def test_ranges_include_both_ends_and_run_in_both_directions(clip: Path) -> None:
    with open_video(clip) as video:
        assert [index for index, _ in video.frames(5, 9)] == [5, 6, 7, 8, 9]
        assert [index for index, _ in video.frames(5, 9, step=-1)] == [9, 8, 7, 6, 5]
        assert [index for index, _ in video.frames(5, 9, step=3)] == [5, 8]
        assert [index for index, _ in video.frames(5, 5)] == [5]
        assert [index for index, _ in video.frames(6, 5)] == []


def test_a_reference_recognises_the_file_and_detects_a_change(tmp_path: Path) -> None:
    path = encode_clip(tmp_path / "a.mp4", options=H264)
    before = open_video(path).reference
    path = path.rename(tmp_path / "b.mp4")
    moved = open_video(path).reference
    assert (moved.size_bytes, moved.sha256) == (before.size_bytes, before.sha256)
    assert moved.path == path
    encode_clip(path, options=H264, first_number=3)
    assert open_video(path).reference.sha256 != before.sha256


def test_memory_does_not_grow_with_the_length_of_the_video(tmp_path: Path) -> None:
    """Reading a file that is twenty times as long takes no more memory."""
    peaks = []
    for count in (100, 2000):
        path = encode_clip(tmp_path / f"{count}.mp4", frame_count=count, options=H264)
        with open_video(path, cache_bytes=100_000) as video:
            tracemalloc.start()
            for index, image in video.frames():
                assert read_number(image) == index
                assert video.cached_bytes <= 100_000
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
    assert peaks[1] < peaks[0] + 300_000
