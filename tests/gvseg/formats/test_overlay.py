"""The overlay has the frames, times and sound of the video, with masks drawn over it."""

from fractions import Fraction

import av
import numpy as np
import pytest

from gvseg.annotation.edits import UpdateTrack
from gvseg.errors import OutputError
from gvseg.formats import ExportOptions, write_documents
from gvseg.formats.overlay import blend
from gvseg.masks import Mask
from gvseg.video import open_video
from tests.clips import encode_clip
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


def test_a_variable_rate_includes_the_duration_of_the_last_frame(tmp_path):
    pts = [0, 3, 5, 12, 13, 30, 31, 32, 90, 100, 160, 162]
    encode_video(tmp_path / "clip.mkv", shades(12), rate=25, pts=pts)
    write_documents(clip_document(tmp_path / "clip.mkv", 12), tmp_path / "out.mp4", "overlay")
    with av.open(str(tmp_path / "out.mp4")) as file:
        stream = file.streams.video[0]
        assert float(stream.duration * stream.time_base) == pytest.approx(1.64, abs=0.005)


@pytest.mark.parametrize(("rate", "pts"), [(25, [0] * 8), (4000, range(8))])
def test_frames_with_equal_times_are_shown_one_after_the_other(tmp_path, rate, pts):
    """Matroska rounds to milliseconds, so frames of a very fast camera can have the same time."""
    path = encode_clip(tmp_path / "clip.mkv", frame_count=8, pts=pts, rate=rate)
    options = ExportOptions(frames=range(2))
    write_documents(clip_document(path, 8), tmp_path / "out.mp4", "overlay", options=options)
    first, second = times_of(tmp_path / "out.mp4")
    assert first == 0 < second


def test_times_rounded_to_milliseconds_count_as_a_constant_rate(tmp_path):
    encode_video(tmp_path / "clip.mkv", shades(40), rate=Fraction(30000, 1001))
    write_documents(clip_document(tmp_path / "clip.mkv", 40), tmp_path / "out.mp4", "overlay")
    with av.open(str(tmp_path / "out.mp4")) as file:
        assert file.streams.video[0].average_rate == Fraction(30000, 1001)


def test_the_pixel_aspect_ratio_is_kept(tmp_path):
    encode_video(tmp_path / "clip.mp4", shades(2), shape=Fraction(4, 3))
    write_documents(clip_document(tmp_path / "clip.mp4", 2), tmp_path / "out.mp4", "overlay")
    with av.open(str(tmp_path / "out.mp4")) as file:
        assert file.streams.video[0].sample_aspect_ratio == Fraction(4, 3)


@pytest.mark.parametrize(("height", "width"), [(48, 64), (720, 1280)])
def test_shows_each_frame_with_its_colours_and_masks(tmp_path, height, width):
    colours = [(200, 30, 40), (30, 180, 60), (40, 60, 220), (128, 128, 128)]
    frames = [np.full((height, width, 3), colour, np.uint8) for colour in colours]
    encode_video(tmp_path / "clip.mp4", frames)
    document = clip_document(tmp_path / "clip.mp4", 4, height=height, width=width)
    write_documents(document, tmp_path / "out.mp4", "overlay")
    with open_video(tmp_path / "clip.mp4") as source, open_video(tmp_path / "out.mp4") as overlay:
        assert overlay.frame_count == 4
        for index in range(4):
            shown = [
                (record.mask, document.tracks[track_id].colour)
                for track_id, record in document.masks_on(index).items()
            ]
            expected = blend(source.frame(index), shown, ExportOptions().opacity)
            assert np.abs(overlay.frame(index).astype(int) - expected).mean() < 3


def test_sound_that_mp4_does_not_support_is_converted(tmp_path):
    encode_video(tmp_path / "clip.mkv", shades(25), with_sound=True, sound="pcm_s16le")
    document = clip_document(tmp_path / "clip.mkv", 25)
    report = write_documents(document, tmp_path / "out.mp4", "overlay")
    assert any("converted to AAC" in note for note in report.notes)
    with av.open(str(tmp_path / "out.mp4")) as file:
        sound = file.streams.audio[0]
        assert sound.codec_context.name == "aac"
        heard_s = sum(frame.samples for frame in file.decode(sound)) / sound.rate
        assert heard_s == pytest.approx(1.0, abs=0.3)


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


def test_odd_sizes_are_padded_by_repeating_the_last_row(tmp_path):
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


def test_masks_are_tinted_and_outlined_and_other_pixels_unchanged():
    frame = np.full((20, 20, 3), 100, np.uint8)
    pixels = np.zeros((20, 20), np.bool_)
    pixels[5:15, 5:15] = True
    image = blend(frame, [(Mask.from_array(pixels), (200, 0, 0))], 0.5)
    assert image[10, 10].tolist() == [150, 50, 50]
    assert image[5, 10].tolist() == [200, 0, 0]
    assert image[4, 10].tolist() == [100, 100, 100]
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


def test_refuses_a_different_video(tmp_path):
    encode_video(tmp_path / "clip.mp4", shades(3))
    document = clip_document(tmp_path / "clip.mp4", 5)
    with pytest.raises(OutputError, match="3 frames of 64x48, the document 5"):
        write_documents(document, tmp_path / "out.mp4", "overlay")
    assert not (tmp_path / "out.mp4").exists()
