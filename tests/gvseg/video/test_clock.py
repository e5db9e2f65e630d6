"""A clock that jumps or restarts is not a pause, and does not move any frame."""

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from clips import H264, encode_clip, read_number

from gvseg.video import Clock, open_video
from gvseg.video.clock import find_offsets

HOUR = 25 * 3600


def spliced(folder: Path, name: str, starts: list[int], *, options=H264, count=40) -> Path:
    """Join numbered clips of 40 frames whose clocks start at the given ticks of 1/25 s."""
    whole = bytearray()
    for part, start in enumerate(starts):
        clip = encode_clip(
            folder / f"part{part}{Path(name).suffix}",
            frame_count=count,
            first_number=part * count,
            pts=range(start, start + count),
            options=options,
        )
        whole += clip.read_bytes()
    path = folder / name
    path.write_bytes(bytes(whole))
    return path


@pytest.mark.parametrize("suffix", [".ts", ".mpg"])
@pytest.mark.parametrize(
    "starts",
    [
        pytest.param([0, HOUR], id="an hour forward"),
        pytest.param([0, 150], id="six seconds forward"),
        pytest.param([HOUR, 0], id="back to zero"),
        pytest.param([0, 20], id="back into the middle of the first clip"),
        pytest.param([0, 0, 0], id="the same clock three times"),
        pytest.param([HOUR, 3 * HOUR, 10, 2 * HOUR], id="forward and back"),
    ],
)
def test_frames_keep_their_order_and_pace_across_a_jump(tmp_path: Path, suffix, starts) -> None:
    path = spliced(tmp_path, f"joined{suffix}", starts)
    count = 40 * len(starts)
    with open_video(path) as video:
        assert [read_number(image) for _, image in video.frames()] == list(range(count))
        assert [read_number(video.frame(index)) for index in (count - 1, 41, 3, 40, 39)] == [
            count - 1, 41, 3, 40, 39,
        ]  # fmt: skip
        times = [video.time_s(index) for index in range(count)]
        assert times == pytest.approx([index / 25 for index in range(count)], abs=0.002)
        assert video.frame_rate == pytest.approx(25, rel=0.01)


def test_a_long_frame_in_a_format_that_is_not_spliced_stays_long(tmp_path: Path) -> None:
    path = encode_clip(tmp_path / "slides.mp4", frame_count=4, pts=[0, 25, 1500, 1525])
    with open_video(path) as video:
        assert [video.time_s(index) for index in range(4)] == pytest.approx([0, 1, 60, 61])


def test_a_slow_stream_has_no_jumps(tmp_path: Path) -> None:
    path = encode_clip(tmp_path / "slow.ts", frame_count=6, pts=range(0, 6 * 125, 125))
    with open_video(path) as video:
        assert [video.time_s(index) for index in range(6)] == pytest.approx(
            [5 * index for index in range(6)], abs=0.001
        )


def test_the_cached_index_includes_the_jumps(tmp_path: Path) -> None:
    path = spliced(tmp_path, "joined.ts", [0, HOUR])
    with open_video(path) as built, open_video(path) as kept:
        assert kept.clock == built.clock
        assert len(kept.clock.offsets_s) == 2
        assert kept.reference == built.reference


def test_other_streams_use_the_segment_that_fits() -> None:
    clock = Clock(start_s=10.0, offsets_s=(0.0, -3600.0))
    assert clock.elapsed_s(10.5, 0.4) == 0.5
    assert clock.elapsed_s(3612.0, 1.9) == 2.0


def test_sloppy_timestamps_are_not_jumps() -> None:
    dts = np.array([0, 40, 80, 60, 120, 160])
    offsets = find_offsets(
        dts=dts,
        pts=dts + 80,
        is_key=np.array([True, False, False, False, False, False]),
        time_base=Fraction(1, 1000),
        may_jump=True,
    )
    assert not offsets.any()


@pytest.mark.parametrize("suffix", [".mkv", ".mp4", ".ts", ".flv", ".mov"])
def test_a_slow_file_with_frames_coded_out_of_order_has_no_jumps(tmp_path: Path, suffix) -> None:
    path = encode_clip(tmp_path / f"slow{suffix}", frame_count=30, rate=1, options=H264)
    with open_video(path) as video:
        assert video.clock.offsets_s == (0.0,)
        assert [read_number(image) for _, image in video.frames()] == list(range(30))
        assert [video.time_s(index) for index in range(30)] == pytest.approx(range(30), abs=0.01)
