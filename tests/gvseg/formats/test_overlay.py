"""The overlay is the video: same frames, same times, same sound, with masks over it."""

import av
import numpy as np
import pytest

from gvseg.annotation.edits import UpdateTrack
from gvseg.errors import OutputError
from gvseg.formats import ExportOptions, write_documents
from gvseg.formats.overlay import blend
from gvseg.masks import Mask
from tests.gvseg.formats.documents import encode_video, two_rabbits


def times_of(path):
    with av.open(str(path)) as file:
        return [frame.time for frame in file.decode(video=0)]


def shades(count, height=48, width=64):
    return [np.full((height, width, 3), 20 + 30 * n % 200, np.uint8) for n in range(count)]


def clip_document(path, count, **size):
    return two_rabbits(count, height=size.get("height", 48), width=size.get("width", 64), path=path)


def test_a_constant_rate_is_kept(tmp_path):
    encode_video(tmp_path / "clip.mp4", shades(6), rate=24)
    document = clip_document(tmp_path / "clip.mp4", 6)
    write_documents(document, tmp_path / "out.mp4", "overlay")
    assert times_of(tmp_path / "out.mp4") == pytest.approx([n / 24 for n in range(6)], abs=1e-4)
    with av.open(str(tmp_path / "out.mp4")) as file:
        assert file.streams.video[0].codec_context.name == "h264"
        assert file.streams.video[0].average_rate == 24


def test_a_variable_rate_is_kept_frame_by_frame(tmp_path):
    pts = [0, 1, 5, 6, 20, 22]
    encode_video(tmp_path / "clip.mp4", shades(6), rate=25, pts=pts)
    document = clip_document(tmp_path / "clip.mp4", 6)
    write_documents(document, tmp_path / "out.mp4", "overlay")
    assert times_of(tmp_path / "out.mp4") == pytest.approx([n / 100 for n in pts], abs=1e-3)


def test_sound_is_kept(tmp_path):
    encode_video(tmp_path / "clip.mp4", shades(25), with_sound=True)
    document = clip_document(tmp_path / "clip.mp4", 25)
    write_documents(document, tmp_path / "out.mp4", "overlay")
    with av.open(str(tmp_path / "out.mp4")) as file:
        sound = file.streams.audio[0]
        assert sound.codec_context.name == "aac"
        decoded = sum(frame.samples for frame in file.decode(sound))
        assert decoded == pytest.approx(8000, abs=2048)


def test_a_range_starts_at_zero_with_its_sound(tmp_path):
    encode_video(tmp_path / "clip.mp4", shades(25), with_sound=True)
    document = clip_document(tmp_path / "clip.mp4", 25)
    options = ExportOptions(frames=range(10, 15))
    write_documents(document, tmp_path / "out.mp4", "overlay", options=options)
    assert times_of(tmp_path / "out.mp4") == pytest.approx([n / 25 for n in range(5)], abs=1e-4)
    with av.open(str(tmp_path / "out.mp4")) as file:
        decoded = sum(frame.samples for frame in file.decode(audio=0))
        assert decoded <= 0.2 * 8000 + 2048


def test_odd_sides_grow_by_a_repeated_row(tmp_path):
    frames = tmp_path / "frames"
    frames.mkdir()
    from PIL import Image

    for n, shade in enumerate(shades(3, 31, 41)):
        Image.fromarray(shade).save(frames / f"{n}.png")
    document = two_rabbits(
        3, height=31, width=41, path=frames, is_folder=True, frame_names=("0", "1", "2")
    )
    report = write_documents(document, tmp_path / "out.mp4", "overlay")
    assert "41x31 became 42x32" in report.notes[0]
    with av.open(str(tmp_path / "out.mp4")) as file:
        assert (file.streams.video[0].width, file.streams.video[0].height) == (42, 32)


def test_masks_are_tinted_and_outlined_and_the_rest_is_untouched():
    frame = np.full((20, 20, 3), 100, np.uint8)
    pixels = np.zeros((20, 20), np.bool_)
    pixels[5:15, 5:15] = True
    picture = blend(frame, [(Mask.from_array(pixels), (200, 0, 0))], 0.5)
    assert picture[10, 10].tolist() == [150, 50, 50]
    assert picture[5, 10].tolist() == [200, 0, 0]
    assert picture[4, 10].tolist() == [100, 100, 100]
    assert (frame == 100).all()


def test_hidden_objects_stay_hidden(tmp_path):
    from dataclasses import replace

    encode_video(tmp_path / "clip.mp4", shades(3))
    document = clip_document(tmp_path / "clip.mp4", 3)
    for track in list(document.tracks.values()):
        UpdateTrack(replace(track, is_visible=False)).apply(document)
    write_documents(document, tmp_path / "out.mp4", "overlay")
    with av.open(str(tmp_path / "out.mp4")) as file:
        first = next(file.decode(video=0)).to_ndarray(format="rgb24")
    assert np.ptp(first.astype(int)) < 12


def test_another_video_is_refused(tmp_path):
    encode_video(tmp_path / "clip.mp4", shades(3))
    document = clip_document(tmp_path / "clip.mp4", 5)
    with pytest.raises(OutputError, match="3 frames of 64x48, the document 5"):
        write_documents(document, tmp_path / "out.mp4", "overlay")
    assert not (tmp_path / "out.mp4").exists()
