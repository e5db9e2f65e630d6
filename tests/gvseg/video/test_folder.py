"""Folders of images as videos: order, equal sizes, and all kinds of images as upright 8-bit RGB."""

import struct
import threading
import zlib
from pathlib import Path

import cv2
import numpy as np
import pytest
from clips import number_image, read_number, write_image

from gvseg.errors import VideoError
from gvseg.video import VideoCancelledError, first_frame, open_video
from gvseg.video.still_header import read_header

SUFFIXES = [".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".bmp", ".JPG"]


def fill(folder: Path, names: list[str], size: tuple[int, int] = (40, 56)) -> Path:
    folder.mkdir(exist_ok=True)
    for number, name in enumerate(names):
        write_image(folder / name, number_image(number, *size))
    return folder


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_images_are_in_natural_order_with_their_names(tmp_path, suffix: str) -> None:
    names = [f"frame{number}" for number in (1, 2, 3, 9, 10, 11, 100)]
    folder = fill(tmp_path / "frames", [name + suffix for name in names])
    (folder / "notes.txt").write_text("not a frame")
    (folder / f"._frame1{suffix}").write_bytes(b"left by a Mac")
    (folder / "masks").mkdir()
    with open_video(folder) as video:
        assert video.is_folder
        assert (video.frame_count, video.height, video.width) == (7, 40, 56)
        assert [video.frame_name(index) for index in range(7)] == names
        assert [read_number(image) for _, image in video.frames(step=-1)] == [*range(7)][::-1]
        assert video.frame(3).flags.writeable
        np.testing.assert_array_equal(first_frame(folder), video.frame(0))
        assert video.name == "frames"
        assert video.missing_frames == 0


def test_names_of_any_script_work(tmp_path: Path) -> None:
    folder = fill(tmp_path / "Bilder größer 視頻", ["été 1.png", "été 2.png", "été 10.png"])
    with open_video(folder) as video:
        assert [read_number(image) for _, image in video.frames()] == [0, 1, 2]
        assert video.frame_name(2) == "été 10"


def test_reports_an_image_of_another_size(tmp_path: Path) -> None:
    folder = fill(tmp_path / "a", ["1.png", "2.png", "3.png", "4.png"])
    write_image(folder / "3.png", number_image(2, 40, 57))
    write_image(folder / "4.png", number_image(3, 41, 57))
    with pytest.raises(VideoError, match=r"3\.png is 57x40 .* 1\.png is 56x40"):
        open_video(folder)


def test_refuses_a_folder_without_images(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no readable images")
    for opening in (open_video, first_frame):
        with pytest.raises(VideoError, match="no readable images"):
            opening(tmp_path)


def test_refuses_two_images_with_the_same_name(tmp_path: Path) -> None:
    folder = fill(tmp_path / "a", ["1.jpg", "1.png"])
    with pytest.raises(VideoError, match=r"1\.jpg and 1\.png"):
        open_video(folder)


@pytest.mark.parametrize("content", [b"", b"no picture at all", b"\x89PNG\r\n\x1a\n half"])
def test_reports_an_unreadable_image(tmp_path: Path, content: bytes) -> None:
    folder = fill(tmp_path / "a", ["1.png", "2.png", "3.png"])
    (folder / "2.png").write_bytes(content)
    with pytest.raises(VideoError, match=r"2\.png") as caught:
        open_video(folder)
    assert "\n" not in str(caught.value)


def test_reports_an_image_damaged_after_its_header_when_it_is_read(tmp_path) -> None:
    folder = fill(tmp_path / "a", ["1.png", "2.png"])
    (folder / "2.png").write_bytes((folder / "2.png").read_bytes()[:40])
    with open_video(folder) as video:
        assert read_number(video.frame(0)) == 0
        with pytest.raises(VideoError, match=r"2\.png"):
            video.frame(1)


@pytest.mark.parametrize("suffix", [".png", ".tiff"])
def test_deep_and_grey_images_become_8_bit_rgb(tmp_path: Path, suffix: str) -> None:
    ramp = np.linspace(0, 255, 64).astype(np.uint8)
    grey = np.tile(ramp, (32, 1))
    rgb = np.stack([grey, grey[:, ::-1], np.full_like(grey, 9)], axis=2)
    write_image(tmp_path / f"1{suffix}", rgb)
    write_image(tmp_path / f"2{suffix}", rgb.astype(np.uint16) * 257)
    write_image(tmp_path / f"3{suffix}", grey)
    write_image(tmp_path / f"4{suffix}", grey.astype(np.uint16) * 257)
    with open_video(tmp_path) as video:
        for index, truth in enumerate((rgb, rgb, grey[..., None], grey[..., None])):
            shown = video.frame(index)
            assert shown.dtype == np.uint8
            assert shown.shape == (32, 64, 3)
            assert np.abs(shown.astype(int) - truth).max() <= 1


@pytest.mark.parametrize("suffix", [".png", ".webp"])
def test_alpha_is_dropped_and_hides_nothing(tmp_path: Path, suffix: str) -> None:
    rgba = np.full((16, 16, 4), 200, np.uint8)
    rgba[:8, :, 3] = 1
    write_image(tmp_path / f"1{suffix}", rgba)
    with open_video(tmp_path) as video:
        assert video.frame(0).shape == (16, 16, 3)
        assert np.abs(video.frame(0).astype(int) - 200).max() <= 2


def exif_block(orientation: int) -> bytes:
    return b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, 274, 3, 1, orientation, 0, 0)


def with_orientation(content: bytes, suffix: str, orientation: int) -> bytes:
    """Return the same image file with an EXIF orientation."""
    exif = exif_block(orientation)
    if suffix == ".jpg":
        body = b"Exif\0\0" + exif
        return content[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + content[2:]
    if suffix == ".png":
        chunk = struct.pack(">I", len(exif)) + b"eXIf" + exif
        chunk += struct.pack(">I", zlib.crc32(chunk[4:]))
        return content[:33] + chunk + content[33:]
    height, width = cv2.imdecode(np.frombuffer(content, np.uint8), 1).shape[:2]
    extended = struct.pack("<4sIBxxx", b"VP8X", 10, 8)
    extended += (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    chunk = struct.pack("<4sI", b"EXIF", len(exif)) + exif + b"\0" * (len(exif) % 2)
    body = b"WEBP" + extended + content[12:] + chunk
    return b"RIFF" + struct.pack("<I", len(body)) + body


UPRIGHT = {
    1: lambda p: p,
    2: lambda p: p[:, ::-1],
    3: lambda p: p[::-1, ::-1],
    4: lambda p: p[::-1],
    5: lambda p: p.transpose(1, 0, 2),
    6: lambda p: np.rot90(p, -1),
    7: lambda p: p[::-1, ::-1].transpose(1, 0, 2),
    8: lambda p: np.rot90(p),
}


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".webp"])
@pytest.mark.parametrize("orientation", UPRIGHT)
def test_exif_orientation_is_applied(tmp_path: Path, suffix: str, orientation: int) -> None:
    plain, turned = tmp_path / "plain", tmp_path / "turned"
    plain.mkdir(), turned.mkdir()
    path = write_image(plain / f"1{suffix}", number_image(0b1011_0010_0111, 40, 56))
    (turned / path.name).write_bytes(with_orientation(path.read_bytes(), suffix, orientation))
    with open_video(plain) as stored, open_video(turned) as video:
        upright = UPRIGHT[orientation](stored.frame(0))
        assert (video.height, video.width) == upright.shape[:2]
        np.testing.assert_array_equal(video.frame(0), upright)


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".webp", ".tiff", ".bmp"])
@pytest.mark.parametrize("size", [(1, 1), (40, 56), (57, 33), (300, 1)])
def test_headers_give_the_size_of_the_decoded_image(tmp_path: Path, suffix: str, size) -> None:
    path = write_image(tmp_path / f"1{suffix}", number_image(5, *size))
    header = read_header(path.read_bytes())
    assert header is not None
    assert (header.height, header.width, header.exif_orientation) == (*size, 1)


def test_damaged_headers_do_not_crash() -> None:
    random = np.random.default_rng(3)
    for suffix in (".jpg", ".png", ".webp", ".tiff", ".bmp"):
        _, encoded = cv2.imencode(suffix, number_image(5, 20, 30))
        content = encoded.tobytes()
        for _ in range(300):
            damaged = bytearray(content)
            for place in random.integers(0, min(len(damaged), 200), 4):
                damaged[place] = random.integers(256)
            read_header(bytes(damaged[: random.integers(1, len(damaged))]))


def test_opening_can_be_cancelled_and_reports_progress(tmp_path: Path) -> None:
    folder = fill(tmp_path / "a", [f"{number}.bmp" for number in range(200)])
    reported: list[float] = []
    open_video(folder, progress=reported.append).close()
    assert reported == sorted(reported)
    assert reported[-1] == 1.0
    cancel = threading.Event()
    with pytest.raises(VideoCancelledError):
        open_video(folder, progress=lambda _: cancel.set(), cancel=cancel)


def test_a_reference_recognises_the_folder_and_detects_a_change(tmp_path: Path) -> None:
    folder = fill(tmp_path / "a", ["1.png", "2.png"])
    before = open_video(folder).reference
    folder.rename(tmp_path / "b")
    moved = open_video(tmp_path / "b").reference
    assert (moved.size_bytes, moved.sha256) == (before.size_bytes, before.sha256)
    write_image(tmp_path / "b" / "3.png", number_image(3, 40, 56))
    assert open_video(tmp_path / "b").reference.sha256 != before.sha256
