"""All kinds of files return the requested frame, in any order."""

import io
import random
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from clips import (
    H264,
    HEVC,
    VP9,
    encode_clip,
    number_image,
    read_number,
    rotate_in_place,
    set_display_matrix,
)
from PIL import Image

from gvseg.video import first_frame, open_video
from gvseg.video.frame_conversion import Orientation

VARIABLE = [0, 1, 2, 7, 8, 30, 31, 33, 50, 51, 90, 91, 92, 93, 94, 95, 130, 131, 132, 200]
VARIABLE += [VARIABLE[-1] + 5 * (n + 1) for n in range(20)]

KINDS: dict[str, Callable[[Path], Path]] = {
    "h264.mp4": lambda p: encode_clip(p, options=H264),
    "h264.mkv": lambda p: encode_clip(p, options=H264),
    "h264.ts": lambda p: encode_clip(p, options=H264),
    "h264.flv": lambda p: encode_clip(p, options=H264),
    "raw.h264": lambda p: encode_clip(p, options=H264),
    "open-groups.mp4": lambda p: encode_clip(
        p, options={**H264, "x264-params": "b-adapt=0:open-gop=1:keyint=8:min-keyint=8"}
    ),
    "refresh.mp4": lambda p: encode_clip(
        p, options={"x264-params": "intra-refresh=1:keyint=10", "bf": "0"}
    ),
    "refresh.ts": lambda p: encode_clip(
        p, options={"x264-params": "intra-refresh=1:keyint=10", "bf": "0"}
    ),
    "fragments.mp4": lambda p: encode_clip(
        p, options=H264, container_options={"movflags": "frag_keyframe+empty_moov"}
    ),
    "index-first.mov": lambda p: encode_clip(
        p, options=H264, container_options={"movflags": "faststart"}
    ),
    "sound.mp4": lambda p: encode_clip(p, options=H264, with_sound=True),
    "one-group.mp4": lambda p: encode_clip(p, options={**H264, "g": "1000"}),
    "variable.mp4": lambda p: encode_clip(p, options=H264, pts=VARIABLE),
    "variable.mkv": lambda p: encode_clip(p, options=H264, pts=VARIABLE),
    "late-start.mp4": lambda p: encode_clip(p, options=H264, pts=range(1000, 1040)),
    "late-start.mkv": lambda p: encode_clip(p, options=H264, pts=range(1000, 1040)),
    "negative-start.mp4": lambda p: encode_clip(p, options=H264, pts=range(-7, 33)),
    "hevc.mp4": lambda p: encode_clip(p, codec="libx265", options=HEVC),
    "hevc.mkv": lambda p: encode_clip(p, codec="libx265", options=HEVC),
    "hevc.ts": lambda p: encode_clip(p, codec="libx265", options=HEVC),
    "vp9.webm": lambda p: encode_clip(p, codec="libvpx-vp9", options=VP9),
    "vp8.webm": lambda p: encode_clip(p, codec="libvpx", options={"g": "12"}),
    "mpeg4.avi": lambda p: encode_clip(p, codec="mpeg4", options={"bf": "2", "g": "12"}),
    "mpeg4.mp4": lambda p: encode_clip(p, codec="mpeg4", options={"bf": "2", "g": "12"}),
    "mpeg2.mpg": lambda p: encode_clip(p, codec="mpeg2video", options={"bf": "2", "g": "12"}),
    "mpeg2.ts": lambda p: encode_clip(p, codec="mpeg2video", options={"bf": "2", "g": "12"}),
    "wmv2.wmv": lambda p: encode_clip(p, codec="wmv2", options={"g": "12"}),
    "mjpeg.avi": lambda p: encode_clip(p, codec="mjpeg", pix_fmt="yuvj420p"),
    "prores.mov": lambda p: encode_clip(p, codec="prores_ks", pix_fmt="yuv422p10le"),
    "ffv1.mkv": lambda p: encode_clip(p, codec="ffv1", options={"g": "5"}),
    "ten-bit.mp4": lambda p: encode_clip(p, options=H264, pix_fmt="yuv420p10le"),
    "interlaced.mp4": lambda p: encode_clip(
        p, options={"x264-params": "interlaced=1:bframes=2:keyint=12"}
    ),
    "interlaced.ts": lambda p: encode_clip(
        p, options={"x264-params": "interlaced=1:bframes=2:keyint=12"}
    ),
    "alpha.mov": lambda p: encode_clip(p, codec="qtrle", pix_fmt="argb"),
    "larger.mp4": lambda p: encode_clip(p, options=H264, size=(360, 480)),
    "larger.webm": lambda p: encode_clip(p, codec="libvpx-vp9", options=VP9, size=(360, 480)),
    "odd.mp4": lambda p: encode_clip(p, options=H264, pix_fmt="yuv444p", size=(49, 67)),
    "odd.webm": lambda p: encode_clip(p, codec="libvpx-vp9", options=VP9, size=(49, 67)),
    "picture.gif": lambda p: encode_clip(p, codec="gif", pix_fmt="gray"),
    "one-frame.mp4": lambda p: encode_clip(p, options=H264, frame_count=1),
    "two-frames.mp4": lambda p: encode_clip(p, options=H264, frame_count=2),
    "été 視頻.mp4": lambda p: encode_clip(p, options=H264),
    "100%d #1.mp4": lambda p: encode_clip(p, options=H264),
}


@pytest.fixture(params=KINDS, scope="module")
def clip(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return KINDS[request.param](tmp_path_factory.mktemp("clips") / request.param)


def test_frames_are_correct_forward_backward_and_in_random_order(clip: Path) -> None:
    with open_video(clip) as video:
        truth = _decoded_numbers(clip)
        assert video.frame_count == len(truth)
        assert truth == sorted(set(truth))
        assert video.missing_frames == 0
        assert [read_number(image) for _, image in video.frames()] == truth
        assert [read_number(image) for _, image in video.frames(step=-1)] == truth[::-1]
        order = [random.Random(1).randrange(len(truth)) for _ in range(120)]
        assert [read_number(video.frame(index)) for index in order] == [truth[i] for i in order]
        assert not video.damaged_frames


def test_frames_are_correct_with_a_tiny_cache(clip: Path) -> None:
    truth = _decoded_numbers(clip)
    height, width = first_frame(clip).shape[:2]
    for cache_bytes in (0, 5 * height * width):
        with open_video(clip, cache_bytes=cache_bytes) as video:
            last = len(truth) - 1
            order = [last, 0, *range(last, -1, -1), *range(last + 1), last // 2, 0, last]
            numbers = [read_number(video.frame(index)) for index in order]
            assert numbers == [truth[index] for index in order]
            assert video.cached_bytes <= cache_bytes


def test_the_first_frame_needs_no_index(clip: Path) -> None:
    with open_video(clip) as video:
        np.testing.assert_array_equal(first_frame(clip), video.frame(0))


def test_times_rise_from_zero(clip: Path) -> None:
    with open_video(clip) as video:
        times = [video.time_s(index) for index in range(video.frame_count)]
        assert times[0] == 0
        assert times == sorted(times)
        if video.frame_count > 1 and "gif" not in clip.name:
            mean_step_s = times[-1] / (len(times) - 1)
            assert video.frame_rate == pytest.approx(1 / mean_step_s, rel=1e-6)


def test_a_variable_rate_keeps_each_frames_own_time(tmp_path: Path) -> None:
    path = encode_clip(tmp_path / "v.mp4", options=H264, pts=VARIABLE)
    with open_video(path) as video:
        times = [video.time_s(index) for index in range(video.frame_count)]
        assert times == pytest.approx([tick / 25 for tick in VARIABLE])


def test_frames_with_equal_times_are_evenly_spaced(tmp_path: Path) -> None:
    path = encode_clip(tmp_path / "still.mp4", frame_count=5, pts=[0] * 5)
    with open_video(path) as video:
        assert [video.time_s(frame) for frame in range(5)] == [0, 0.04, 0.08, 0.12, 0.16]


def test_the_cached_index_gives_the_same_frames(clip: Path) -> None:
    with open_video(clip) as fresh, open_video(clip) as kept:
        assert kept.reference == fresh.reference
        middle = fresh.frame_count // 2
        np.testing.assert_array_equal(kept.frame(middle), fresh.frame(middle))


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_rotation_is_applied(tmp_path: Path, degrees: int) -> None:
    path = encode_clip(tmp_path / "r.mp4", options=H264, size=(48, 80))
    with open_video(path) as video:
        stored = video.frame(5)
    rotate_in_place(path, degrees)
    with open_video(path) as video:
        upright = np.rot90(stored, -degrees // 90)
        assert (video.height, video.width) == upright.shape[:2]
        np.testing.assert_array_equal(video.frame(5), upright)
        np.testing.assert_array_equal(first_frame(path), video.frame(0))


@pytest.mark.parametrize(
    ("matrix", "turn"),
    [
        ((-1, 0, 0, 1), lambda p: p[:, ::-1]),
        ((1, 0, 0, -1), lambda p: p[::-1]),
        ((0, 1, 1, 0), lambda p: p.transpose(1, 0, 2)),
        ((0, -1, -1, 0), lambda p: p[::-1, ::-1].transpose(1, 0, 2)),
    ],
)
def test_mirrored_video_is_shown_mirrored(tmp_path: Path, matrix, turn) -> None:
    path = encode_clip(tmp_path / "m.mp4", options=H264, size=(48, 80))
    with open_video(path) as video:
        stored = video.frame(5)
    set_display_matrix(path, tuple(value << 16 for value in matrix))
    with open_video(path) as video:
        np.testing.assert_array_equal(video.frame(5), turn(stored))


@pytest.mark.parametrize("size", [(49, 67), (48, 65), (51, 64), (721, 1281)])
@pytest.mark.parametrize("pix_fmt", ["yuv420p", "yuv444p", "yuv420p10le", "bgr0"])
def test_colours_are_correct_up_to_the_last_row_and_column(tmp_path, size, pix_fmt: str) -> None:
    height, width = size
    colour = (200, 40, 90)
    path = tmp_path / "c.mkv"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("ffv1", rate=25)
        stream.height, stream.width, stream.pix_fmt = height, width, pix_fmt
        container.mux(stream.encode(_plain_frame(colour, height, width, pix_fmt)))
        container.mux(stream.encode())
    with open_video(path) as video:
        shown = video.frame(0)
    assert shown.shape == (height, width, 3)
    assert np.abs(shown.astype(int) - colour).max() <= 3


def test_full_range_video_keeps_black_and_white(tmp_path: Path) -> None:
    path = encode_clip(tmp_path / "j.avi", codec="mjpeg", pix_fmt="yuvj420p", frame_count=3)
    with open_video(path) as video:
        values = video.frame(1)
    assert abs(int(values.min()) - 20) <= 6
    assert abs(int(values.max()) - 235) <= 6


def _decoded_numbers(path: Path) -> list[int]:
    """Return the numbers in the order in which a plain decoder outputs frames, as ground truth."""
    with av.open(str(path)) as container:
        return [
            read_number(frame.to_ndarray(format="rgb24")) for frame in container.decode(video=0)
        ]


def _plain_frame(colour, height: int, width: int, pix_fmt: str) -> av.VideoFrame:
    """Return a frame of one colour, encoded by formula; untagged video is BT.709 if HD, otherwise
    BT.601.
    """
    frame = av.VideoFrame(width, height, pix_fmt)
    red, green, blue = colour
    if pix_fmt == "bgr0":
        frame.planes[0].update(bytes([blue, green, red, 0]) * (frame.planes[0].buffer_size // 4))
        return frame
    red_weight, blue_weight = (0.2126, 0.0722) if height >= 720 else (0.299, 0.114)
    luma = red_weight * red + (1 - red_weight - blue_weight) * green + blue_weight * blue
    values = (
        16 + 219 / 255 * luma,
        128 + 112 / 255 * (blue - luma) / (1 - blue_weight),
        128 + 112 / 255 * (red - luma) / (1 - red_weight),
    )
    deep = "10" in pix_fmt
    for plane, value in zip(frame.planes, values, strict=True):
        number = round(value * 4) if deep else round(value)
        plane.update(np.full(plane.buffer_size // (1 + deep), number, "<u2" if deep else "u1"))
    return frame


def camera_clip(path: Path, code: int) -> Path:
    """Write three Motion JPEG frames with EXIF blocks, as cameras do."""
    with av.open(str(path), "w") as target:
        stream = target.add_stream("mjpeg", rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuvj420p"
        for number in range(3):
            image = Image.fromarray(number_image(number, 48, 64))
            exif = image.getexif()
            exif[274] = code
            content = io.BytesIO()
            image.save(content, "JPEG", exif=exif, quality=95)
            packet = av.Packet(content.getvalue())
            packet.stream, packet.pts, packet.dts = stream, number, number
            packet.time_base = Fraction(1, 10)
            target.mux(packet)
    return path


@pytest.mark.parametrize("suffix", [".avi", ".mov", ".mkv"])
@pytest.mark.parametrize("code", range(1, 9))
def test_motion_jpeg_with_exif_is_upright(tmp_path: Path, code, suffix) -> None:
    with open_video(camera_clip(tmp_path / f"camera{suffix}", code)) as video:
        assert video.frame_count == 3
        for number in range(3):
            upright = Orientation.from_exif(code).apply(number_image(number, 48, 64))
            assert np.abs(video.frame(number).astype(int) - upright).mean() < 12
