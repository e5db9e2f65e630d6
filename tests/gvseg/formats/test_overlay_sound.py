"""The sound of an overlay has the length and timing of its video."""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from gvseg.formats import ExportOptions, write_documents
from tests.gvseg.formats.documents import two_rabbits

SECONDS = 2.0
TONE_AT_S = 1.2


def samples_of(rate: int, channels: int) -> np.ndarray:
    """Return silence, followed by a tone of 440 Hz after 1.2 s."""
    time_s = np.arange(round(SECONDS * rate)) / rate
    tone = np.where(time_s >= TONE_AT_S, 0.5 * np.sin(2 * np.pi * 440 * time_s), 0)
    return np.repeat(tone[None].astype(np.float32), channels, axis=0)


def film(path: Path, sound: str, *, rate=44100, layout="stereo", video="mpeg4", start=0) -> Path:
    """Write two seconds of 25 frames/s with sound; `start` is in 1/25 s."""
    with av.open(str(path), "w") as target:
        image = target.add_stream(video, rate=25)
        image.height, image.width, image.pix_fmt = 48, 64, "yuv420p"
        image.codec_context.time_base = Fraction(1, 25)
        heard = target.add_stream(sound, rate=rate, layout=layout, options={"strict": "-2"})
        heard.bit_rate = 128_000
        resampler = av.AudioResampler(
            format=heard.codec_context.codec.audio_formats[0].name, layout=layout, rate=rate
        )
        wave = samples_of(rate, heard.codec_context.channels)
        for number in range(50):
            frame = av.VideoFrame.from_ndarray(
                np.full((48, 64, 3), 20 + 4 * number, np.uint8), format="rgb24"
            )
            frame.pts, frame.time_base = start + number, Fraction(1, 25)
            target.mux(image.encode(frame))
            first, last = number * rate // 25, (number + 1) * rate // 25
            piece = av.AudioFrame.from_ndarray(
                np.ascontiguousarray(wave[:, first:last]), format="fltp", layout=layout
            )
            piece.sample_rate, piece.time_base = rate, Fraction(1, rate)
            piece.pts = start * rate // 25 + first
            for coded in resampler.resample(piece):
                target.mux(heard.encode(coded))
        target.mux(image.encode(None))
        for coded in resampler.resample(None):
            target.mux(heard.encode(coded))
        target.mux(heard.encode(None))
    return path


def overlay(path: Path, count=50, **options) -> tuple[Path, list[str]]:
    document = two_rabbits(count, height=48, width=64, path=path)
    report = write_documents(
        document, path.parent / "out.mp4", "overlay", options=ExportOptions(**options)
    )
    return report.path, list(report.notes)


def hear(path: Path) -> tuple[float, float, float]:
    """Return the length of the video, the length of the sound and the start of the last tone, in
    seconds.
    """
    with av.open(str(path)) as file:
        lengths = [float(s.duration * s.time_base) for s in (*file.streams.video,)]
        sound = file.streams.audio[0]
        resampler = av.AudioResampler(format="fltp", layout="mono", rate=8000)
        pieces = [
            (out.time, out.to_ndarray()[0])
            for frame in file.decode(sound)
            for out in resampler.resample(frame)
        ]
    heard = np.concatenate([piece for _, piece in pieces])
    loud = np.flatnonzero(np.abs(heard) > 0.1)
    begins = loud[1:][np.diff(loud) > 0.3 * 8000]
    begin = begins[-1] if begins.size else loud[0]
    return lengths[0], heard.size / 8000, pieces[0][0] + float(begin) / 8000


KINDS = [
    ("mp3.avi", "libmp3lame", {}),
    ("mp3.mkv", "libmp3lame", {}),
    ("mp3.flv", "libmp3lame", {"video": "flv"}),
    ("mp3.mp4", "libmp3lame", {}),
    ("mp3.mov", "libmp3lame", {"rate": 22050, "layout": "mono"}),
    ("vorbis.webm", "vorbis", {"video": "libvpx"}),
    ("vorbis.mkv", "vorbis", {"rate": 48000}),
    ("opus.webm", "libopus", {"rate": 48000, "video": "libvpx"}),
    ("opus.ts", "libopus", {"rate": 48000}),
    ("mp2.mpg", "mp2", {"video": "mpeg1video"}),
    ("mp2.ts", "mp2", {"rate": 48000}),
    ("aac.ts", "aac", {"rate": 48000}),
    ("aac.flv", "aac", {"video": "flv"}),
    ("aac.avi", "aac", {}),
    ("aac.mp4", "aac", {}),
    ("ac3.ts", "ac3", {"rate": 48000, "layout": "5.1"}),
    ("ac3.avi", "ac3", {"rate": 48000}),
    ("eac3.mkv", "eac3", {"rate": 48000}),
    ("wma.wmv", "wmav2", {"video": "wmv2"}),
    ("wma.asf", "wmav2", {"video": "wmv2"}),
    ("pcm.avi", "pcm_s16le", {"rate": 16000, "layout": "mono"}),
    ("pcm24.mov", "pcm_s24le", {"rate": 48000}),
    ("float.mkv", "pcm_f32le", {"rate": 96000}),
    ("float51.mkv", "pcm_f32le", {"rate": 48000, "layout": "5.1"}),
    ("mulaw.avi", "pcm_mulaw", {"rate": 8000, "layout": "mono"}),
    ("adpcm.avi", "adpcm_ms", {}),
    ("nelly.flv", "nellymoser", {"video": "flv", "layout": "mono"}),
    ("flac.mkv", "flac", {}),
    ("wavpack.mkv", "wavpack", {}),
]


@pytest.mark.parametrize(("name", "sound", "how"), KINDS, ids=[kind[0] for kind in KINDS])
def test_sound_is_as_long_as_the_video_and_synchronous(tmp_path: Path, name, sound, how) -> None:
    out, _ = overlay(film(tmp_path / name, sound, **how))
    video_s, sound_s, tone_s = hear(out)
    assert video_s == pytest.approx(SECONDS, abs=0.06)
    assert sound_s == pytest.approx(SECONDS, abs=0.1)
    assert tone_s == pytest.approx(TONE_AT_S, abs=0.06)


@pytest.mark.parametrize("name", ["part.mkv", "part.avi", "part.mp4"])
def test_a_range_has_the_matching_sound(tmp_path: Path, name) -> None:
    codec = "aac" if name == "part.mp4" else "libmp3lame"
    out, _ = overlay(film(tmp_path / name, codec), frames=range(20, 45))
    video_s, sound_s, tone_s = hear(out)
    assert video_s == pytest.approx(1.0, abs=0.06)
    assert sound_s == pytest.approx(1.0, abs=0.06)
    assert tone_s == pytest.approx(TONE_AT_S - 0.8, abs=0.06)


@pytest.mark.parametrize("starts", [(0, 90000), (90000, 0), (0, 500)])
def test_sound_stays_synchronous_across_a_clock_jump(tmp_path: Path, starts) -> None:
    joined = tmp_path / "joined.ts"
    parts = [film(tmp_path / f"part{start}.ts", "mp2", rate=48000, start=start) for start in starts]
    joined.write_bytes(b"".join(part.read_bytes() for part in parts))
    out, _ = overlay(joined, 100)
    video_s, sound_s, tone_s = hear(out)
    assert video_s == pytest.approx(2 * SECONDS, abs=0.1)
    assert sound_s == pytest.approx(2 * SECONDS, abs=0.15)
    assert tone_s == pytest.approx(SECONDS + TONE_AT_S, abs=0.06)
    again, _ = overlay(joined, 100, frames=range(50, 100))
    _, sound_s, tone_s = hear(again)
    assert sound_s == pytest.approx(SECONDS, abs=0.15)
    assert tone_s == pytest.approx(TONE_AT_S, abs=0.06)


def test_damaged_sound_is_silent_and_reported(tmp_path: Path) -> None:
    path = film(tmp_path / "hurt.mkv", "libmp3lame")
    content = bytearray(path.read_bytes())
    with av.open(str(path)) as file:
        hurt = [(packet.pos, packet.size) for packet in file.demux(audio=0) if packet.size][5:15]
    for place, size in hurt:
        content[place + 6 : place + size] = bytes(size - 6)
    path.write_bytes(bytes(content))
    out, notes = overlay(path)
    assert "The audio is damaged; parts that cannot be decoded are silent." in notes
    video_s, sound_s, tone_s = hear(out)
    assert sound_s == pytest.approx(video_s, abs=0.1)
    assert tone_s == pytest.approx(TONE_AT_S, abs=0.06)


def test_the_note_about_converted_sound_names_the_codec(tmp_path: Path) -> None:
    _, notes = overlay(film(tmp_path / "talk.mkv", "libmp3lame"))
    assert notes == ["The audio (mp3) was converted to AAC."]
