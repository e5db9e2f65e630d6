"""Mattes, read back as compositing programs do."""

import shutil
import subprocess
from dataclasses import replace

import av
import numpy as np
import pytest
from PIL import Image

from gvseg.annotation.changes import TrackChange
from gvseg.errors import FormatError
from gvseg.formats import ExportOptions, write_documents
from gvseg.formats.building import DocumentBuilder
from gvseg.mask_editing.matte import matte_of
from gvseg.masks import Mask
from gvseg.video import open_video
from tests.gvseg.formats.documents import encode_video, source_of

HEIGHT, WIDTH, FRAMES = 48, 64, 6
VIDEOS = ["matte-prores", "matte-vp9"]


def disc(x, radius):
    rows, columns = np.mgrid[:HEIGHT, :WIDTH]
    return Mask.from_array((columns - x) ** 2 + (rows - 24) ** 2 <= radius**2)


@pytest.fixture
def filmed(tmp_path):
    """Return a document with two objects in a video of one colour."""
    path = tmp_path / "film.mp4"
    frame = np.full((HEIGHT, WIDTH, 3), (180, 90, 40), np.uint8)
    encode_video(path, [frame] * FRAMES)
    with open_video(path) as video:
        source = source_of(FRAMES, height=HEIGHT, width=WIDTH, path=path)
        assert video.frame_count == FRAMES
    builder = DocumentBuilder(source)
    builder.add_category(1, "thing")
    builder.add_track(1, 1, name="left/right: ü")
    builder.add_track(2, 1, name="other")
    for frame_index in range(FRAMES):
        builder.add_mask(1, frame_index, disc(16 + frame_index, 12))
    builder.add_mask(2, 0, disc(50, 8))
    return builder.document


def alpha_by_pyav(path):
    """Return the alpha of each frame, 0..255; for VP9, only libvpx can read it."""
    found = []
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        decoder = stream.codec_context
        if path.suffix == ".webm":
            assert stream.metadata.get("alpha_mode", stream.metadata.get("ALPHA_MODE")) == "1"
            decoder = av.CodecContext.create("libvpx-vp9", "r")
            decoder.extradata = stream.codec_context.extradata
        for packet in container.demux(stream):
            for frame in decoder.decode(packet if packet.size else None):
                assert "a" in frame.format.name
                found.append(frame.to_ndarray(format="rgba"))
    return found


@pytest.mark.parametrize("feather", [0, 6])
def test_grey_images_contain_the_matte_of_each_object(tmp_path, filmed, feather):
    write_documents(filmed, tmp_path / "out", "matte", options=ExportOptions(feather_px=feather))
    folders = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert folders == ["001 left_right_ ü", "002 other"]
    for track_id, folder in zip((1, 2), folders, strict=True):
        for frame_index in range(FRAMES):
            image = Image.open(tmp_path / "out" / folder / f"{frame_index:05d}.png")
            assert image.mode == "L"
            record = filmed.mask(track_id, frame_index)
            expected = (
                np.zeros((HEIGHT, WIDTH)) if record is None else matte_of(record.mask, feather)
            )
            assert (np.asarray(image) == expected).all()


@pytest.mark.parametrize("name", VIDEOS)
@pytest.mark.parametrize("feather", [0, 6])
def test_videos_contain_the_matte_as_alpha(tmp_path, filmed, name, feather):
    options = ExportOptions(feather_px=feather)
    report = write_documents(filmed, tmp_path, name, options=options)
    frames = alpha_by_pyav(report.path)
    assert len(frames) == FRAMES
    for frame_index, frame in enumerate(frames):
        masks = [disc(16 + frame_index, 12)] + ([disc(50, 8)] if frame_index == 0 else [])
        union = masks[0] if len(masks) == 1 else masks[0] | masks[1]
        off = np.abs(frame[..., 3].astype(int) - matte_of(union, feather))
        assert off.mean() < (1 if name == "matte-prores" else 4)
        inside = frame[..., :3][union.to_array()].astype(int)
        assert np.abs(inside.mean(axis=0) - (180, 90, 40)).max() < 12


@pytest.mark.parametrize("name", VIDEOS)
@pytest.mark.skipif(shutil.which("ffprobe") is None, reason="ffprobe is not installed")
def test_ffprobe_and_ffmpeg_find_the_alpha(tmp_path, filmed, name):
    path = write_documents(filmed, tmp_path, name).path
    asked = ["ffprobe", "-v", "error", "-show_streams", str(path)]
    said = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    expected = "pix_fmt=yuva444p1" if name == "matte-prores" else "alpha_mode=1"
    assert expected in said.replace("ALPHA_MODE", "alpha_mode")
    decoder = [] if name == "matte-prores" else ["-c:v", "libvpx-vp9"]
    command = ["ffmpeg", "-v", "error", *decoder, "-i", str(path), "-vf", "alphaextract"]
    command += ["-f", "rawvideo", "-pix_fmt", "gray", "-"]
    raw = subprocess.run(command, capture_output=True, check=True).stdout
    alpha = np.frombuffer(raw, np.uint8).reshape(FRAMES, HEIGHT, WIDTH)
    assert ((alpha[3] > 127) == disc(19, 12).to_array()).mean() > 0.99


def test_hidden_objects_are_left_out_of_the_alpha(tmp_path, filmed):
    track = filmed.track(1)
    filmed.write(TrackChange(1, replace(track, is_visible=False)))
    path = write_documents(filmed, tmp_path, "matte-prores").path
    frames = alpha_by_pyav(path)
    assert frames[0][24, 50, 3] > 200
    assert frames[3][..., 3].max() < 20


def test_mattes_cannot_be_imported(tmp_path):
    from gvseg.formats import read_documents

    with pytest.raises(FormatError, match="matte"):
        read_documents(tmp_path, "matte")
