"""Images of cameras, microscopes and browsers are read, or reported if they cannot be."""

import io
import os
from pathlib import Path

import av
import cv2
import numpy as np
import pytest
import tifffile
from clips import encode_clip, number_image, read_number, write_image
from PIL import Image

from gvseg.errors import VideoError
from gvseg.video import ValueRange, first_frame, open_video


def scene(number: int) -> np.ndarray:
    """Return a dim 48x64 scene of a 12-bit camera with one bright spot, brighter from frame to
    frame.
    """
    rows, columns = np.mgrid[:48, :64]
    values = 300 + 3 * columns + 40 * number
    values[(rows - 20) ** 2 + (columns - 10 - 4 * number) ** 2 < 36] = 1200
    return values.astype(np.uint16)


DEEP = {
    "12-bit.png": lambda n: scene(n),
    "thermal.tiff": lambda n: scene(n) + 7000,
    "celsius.tif": lambda n: (scene(n) / 100 - 20).astype(np.float32),
    "double.tif": lambda n: scene(n) / 4095,
    "signed.tif": lambda n: scene(n).astype(np.int16) - 600,
    "long.tif": lambda n: scene(n).astype(np.uint32) * 1000,
    "12-bit.pgm": lambda n: scene(n),
    "12-bit.jp2": lambda n: scene(n),
    "colour.png": lambda n: np.stack([scene(n)] * 3, axis=2),
    "colour.tif": lambda n: np.stack([scene(n)] * 3, axis=2),
}


def write_deep(path: Path, values: np.ndarray) -> None:
    if path.suffix in (".tif", ".tiff"):
        tifffile.imwrite(path, values, photometric="rgb" if values.ndim == 3 else "minisblack")
    elif path.suffix == ".jp2":
        done, content = cv2.imencode(".jp2", values, [cv2.IMWRITE_JPEG2000_COMPRESSION_X1000, 1000])
        assert done
        path.write_bytes(content.tobytes())
    else:
        write_image(path, values)


@pytest.mark.parametrize("name", DEEP)
def test_deep_images_use_one_range_for_all_frames(tmp_path: Path, name: str) -> None:
    suffix = Path(name).suffix
    for number in range(8):
        write_deep(tmp_path / f"{number}{suffix}", DEEP[name](number))
    with open_video(tmp_path) as video:
        shown = [video.frame(number)[..., 0].astype(int) for number in range(8)]
        assert video.value_range == video.automatic_range is not None
        assert shown[0].min() <= 2
        assert max(image.max() for image in shown) >= 253
        assert len(np.unique(shown[3])) > 40
        assert shown[7][40, 5] - shown[0][40, 5] == pytest.approx(280 / 900 * 255, abs=6)
        low = video.value_range.low
        video.value_range = ValueRange(low, low + 2 * (video.automatic_range.high - low))
        assert video.frame(3).max() == pytest.approx(128, abs=6)


def test_refuses_an_empty_range() -> None:
    with pytest.raises(VideoError, match="must be below"):
        ValueRange(5.0, 5.0)


def test_a_few_hot_pixels_do_not_darken_the_scene(tmp_path: Path) -> None:
    values = scene(0)
    values[0, :2] = 65535
    write_image(tmp_path / "1.png", values)
    with open_video(tmp_path) as video:
        assert np.median(video.frame(0)) > 10


def test_nan_pixels_are_black(tmp_path: Path) -> None:
    values = scene(0).astype(np.float32)
    values[:4] = np.nan
    tifffile.imwrite(tmp_path / "1.tif", values)
    with open_video(tmp_path) as video:
        assert not video.frame(0)[:4].any()
        assert video.frame(0)[4:].any()


@pytest.mark.parametrize("pix_fmt", ["gray16le", "gray12le", "gray10le"])
def test_deep_grey_video_uses_its_range(tmp_path: Path, pix_fmt: str) -> None:
    path = tmp_path / "thermal.mkv"
    with av.open(str(path), "w") as target:
        stream = target.add_stream("ffv1", rate=25)
        stream.width, stream.height, stream.pix_fmt = 64, 48, pix_fmt
        for number in range(8):
            values = scene(number) // (2 if pix_fmt == "gray10le" else 1)
            target.mux(stream.encode(av.VideoFrame.from_ndarray(values, format=pix_fmt)))
        target.mux(stream.encode(None))
    with open_video(path) as video:
        assert video.value_range is not None
        assert video.value_range.high <= 1201
        assert len(np.unique(video.frame(3))) > 40
        assert np.abs(first_frame(path).astype(int) - video.frame(0)).mean() < 90


def encoded(suffix: str, pixels: np.ndarray) -> bytes:
    buffer = io.BytesIO()
    kind = {
        ".jfif": "JPEG", ".jpe": "JPEG", ".dib": "BMP", ".ppm": "PPM", ".pgm": "PPM",
        ".pnm": "PPM", ".pbm": "PPM", ".tga": "TGA", ".avif": "AVIF", ".jp2": "JPEG2000",
        ".j2k": "JPEG2000", ".gif": "GIF", ".bmp": "BMP",
    }[suffix]  # fmt: skip
    image = Image.fromarray(pixels)
    image = image.convert({".pgm": "L", ".pbm": "1"}.get(suffix, "RGB"))
    image.save(buffer, kind)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "suffix",
    [".jfif", ".jpe", ".dib", ".bmp", ".ppm", ".pgm", ".pnm", ".pbm", ".tga", ".avif", ".jp2",
     ".j2k", ".gif"],
)  # fmt: skip
@pytest.mark.parametrize("case", [str.lower, str.upper])
def test_images_with_every_common_suffix_are_frames(tmp_path: Path, suffix: str, case) -> None:
    for number in range(6):
        name = f"{number:03d}" + (case(suffix) if number % 3 == 2 else ".png")
        image = number_image(number, 48, 64)
        if number % 3 == 2:
            (tmp_path / name).write_bytes(encoded(suffix, image))
        else:
            write_image(tmp_path / name, image)
    with open_video(tmp_path) as video:
        assert [read_number(frame) for _, frame in video.frames()] == list(range(6))
        assert video.notes == ()
    alone = tmp_path / ("002" + case(suffix))
    with open_video(alone) as video:
        assert video.frame_count == 1
        assert read_number(video.frame(0)) == read_number(first_frame(alone)) == 2


def test_unreadable_images_are_counted_and_reported(tmp_path: Path) -> None:
    write_image(tmp_path / "1.png", number_image(1, 48, 64))
    for name in ("2.HEIC", "3.heic", "4.jxl", "notes.txt", ".hidden.heic"):
        (tmp_path / name).write_bytes(b"?")
    with open_video(tmp_path) as video:
        assert video.frame_count == 1
        (note,) = video.notes
        assert "2 .heic, 1 .jxl" in note


def test_an_animation_in_a_folder_is_reported(tmp_path: Path) -> None:
    images = [Image.fromarray(number_image(number, 48, 64)) for number in range(3)]
    images[0].save(tmp_path / "1.webp", save_all=True, append_images=images[1:])
    images[0].save(tmp_path / "2.tif", save_all=True, append_images=images[1:])
    images[0].save(tmp_path / "3.png", save_all=True, append_images=images[1:])
    images[0].save(tmp_path / "4.gif", save_all=True, append_images=images[1:])
    with open_video(tmp_path) as video:
        (note,) = video.notes
        assert "1.webp, 2.tif, 3.png and 1 more" in note


@pytest.mark.parametrize("name", ["clip.webp", "clip.png", "clip.apng", "clip.gif", "clip.avif"])
def test_animations_are_videos(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    images = [Image.fromarray(number_image(number, 48, 64)) for number in range(12)]
    options = {"lossless": True} if path.suffix == ".webp" else {}
    durations = [40] * 6 + [120] * 6
    images[0].save(
        path, save_all=True, append_images=images[1:], duration=durations, loop=0,
        format={".apng": "PNG"}.get(path.suffix), **options,
    )  # fmt: skip
    with open_video(path) as video:
        assert video.frame_count == 12
        for number in (0, 11, 3, 4, 10, 9, 1):
            assert read_number(video.frame(number)) == number
        assert video.time_s(6) == pytest.approx(0.24, abs=0.02)
        assert video.time_s(8) == pytest.approx(0.48, abs=0.02)
        assert read_number(first_frame(path)) == 0


@pytest.mark.parametrize("compression", [None, "zlib", "tiff_lzw", "packbits", "jpeg"])
@pytest.mark.parametrize("kind", ["grey", "deep", "rgb"])
def test_pages_of_a_tiff_are_frames(tmp_path: Path, compression, kind: str) -> None:
    path = tmp_path / "stack.tif"
    pages = [number_image(number, 48, 64) for number in range(7)]
    if kind != "rgb":
        pages = [page[..., 0] for page in pages]
    if kind == "deep":
        pages = [page.astype(np.uint16) * 9 for page in pages]
    if compression in (None, "zlib"):
        tifffile.imwrite(path, np.stack(pages), compression=compression,
            photometric="rgb" if kind == "rgb" else "minisblack")  # fmt: skip
    elif kind == "deep" and compression == "jpeg":
        pytest.skip("JPEG holds 8 bits")
    else:
        images = [Image.fromarray(page) for page in pages]
        images[0].save(path, save_all=True, append_images=images[1:], compression=compression)
    with open_video(path) as video:
        assert (video.frame_count, video.height, video.width) == (7, 48, 64)
        assert (video.value_range is not None) == (kind == "deep")
        for number in (0, 6, 2, 5, 1):
            assert read_number(video.frame(number)) == number
        assert video.frame_name(3) == "00003"


def test_microscope_stacks_are_frames(tmp_path: Path) -> None:
    stack = np.stack([scene(number) for number in range(6)])
    tifffile.imwrite(tmp_path / "imagej.tif", stack, imagej=True, metadata={"axes": "TYX"})
    tifffile.imwrite(tmp_path / "cell.ome.tif", stack, ome=True, metadata={"axes": "ZYX"})
    tifffile.imwrite(tmp_path / "big.btf", stack, bigtiff=True, photometric="minisblack")
    tifffile.imwrite(
        tmp_path / "one-page.tif", stack, imagej=True, metadata={"axes": "TYX"}, contiguous=True
    )
    for name in ("imagej.tif", "cell.ome.tif", "big.btf", "one-page.tif"):
        with open_video(tmp_path / name) as video:
            assert video.frame_count == 6
            assert video.frame(5).astype(int).mean() > video.frame(0).astype(int).mean() + 30


def test_a_thumbnail_in_a_tiff_is_not_a_frame(tmp_path: Path) -> None:
    path = tmp_path / "scan.tif"
    with tifffile.TiffWriter(path) as writer:
        writer.write(number_image(5, 48, 64), photometric="rgb")
        writer.write(number_image(6, 12, 16), photometric="rgb", subfiletype=1)
    with open_video(path) as video:
        assert video.frame_count == 1
        assert read_number(video.frame(0)) == 5


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("is_deep", [False, True])
def test_a_rotated_tiff_is_upright(tmp_path: Path, orientation: int, is_deep) -> None:
    from gvseg.video.frame_conversion import Orientation

    image = number_image(0b1011_0010_0111, 40, 56)
    stored = image.astype(np.uint16) * 16 if is_deep else image
    tifffile.imwrite(
        tmp_path / "1.tif", stored, photometric="rgb",
        extratags=[(274, "H", 1, orientation, True)],
    )  # fmt: skip
    with open_video(tmp_path) as video:
        upright = Orientation.from_exif(orientation).apply(image)
        assert (video.height, video.width) == upright.shape[:2]
        assert np.corrcoef(video.frame(0).ravel(), upright.ravel())[0, 1] > 0.99


def heic_like() -> bytes:
    return b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(64)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("1.jpg", b"", "empty"),
        ("1.jpg", b"<html>Not found</html>", "its content is something else"),
        ("1.png", b"version https://git-lfs.github.com/spec/v1\noid sha256:0", "git lfs pull"),
        ("1.jpg", heic_like(), "HEIC"),
        ("1.png", b"\x89PNG\r\n\x1a\n" + bytes(40), "damaged"),
    ],
)
def test_only_damaged_files_are_called_damaged(tmp_path: Path, name, content, message) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(VideoError, match=message) as caught, open_video(tmp_path) as video:
        video.frame(0)
    assert ("is damaged" in str(caught.value)) == (message == "damaged")


def test_an_unsupported_phone_photo_is_not_partly_read(tmp_path: Path) -> None:
    (tmp_path / "photo.heic").write_bytes(heic_like())
    with pytest.raises(VideoError, match="HEIC file, which GvSeg cannot read"):
        open_video(tmp_path / "photo.heic")


def test_a_folder_of_videos_or_folders_says_what_to_open(tmp_path: Path) -> None:
    (tmp_path / "videos" / "inner").mkdir(parents=True)
    with pytest.raises(VideoError, match="open one of the folders in it, such as inner"):
        open_video(tmp_path / "videos")
    encode_clip(tmp_path / "videos" / "a.mp4", frame_count=2)
    with pytest.raises(VideoError, match=r"open one of them, such as a\.mp4"):
        open_video(tmp_path / "videos")


def test_broken_links_and_folders_named_like_images_are_not_frames(tmp_path) -> None:
    write_image(tmp_path / "1.png", number_image(1, 48, 64))
    (tmp_path / "2.png").mkdir()
    (tmp_path / "3.png").symlink_to(tmp_path / "3.png")
    (tmp_path / "4.png").symlink_to(tmp_path / "gone.png")
    with open_video(tmp_path) as video:
        assert video.frame_count == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_a_pipe_is_rejected_immediately(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.mp4")
    for read in (open_video, first_frame):
        with pytest.raises(VideoError, match="is not a file"):
            read(tmp_path / "pipe.mp4")


@pytest.mark.parametrize(
    "name", ["stack.tif", "moving.webp", "still.jp2", "still.png", "still.tga"]
)
def test_a_damaged_image_file_gives_an_error_message(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    images = [Image.fromarray(number_image(number, 48, 64)) for number in range(4)]
    several = {} if name.startswith("still") else {"save_all": True, "append_images": images[1:]}
    images[0].save(path, **several)
    content = path.read_bytes()
    random = np.random.default_rng(5)
    said = []
    for _ in range(60):
        hurt = bytearray(content[: random.integers(1, len(content) + 1)])
        for place in random.integers(0, len(hurt), 4):
            hurt[place] = random.integers(256)
        path.write_bytes(bytes(hurt))
        try:
            first_frame(path)
            with open_video(path) as video:
                for index in range(min(video.frame_count, 5)):
                    video.frame(index)
        except VideoError as error:
            said.append(str(error))
    assert said
    assert all(str(path) in message for message in said)
