"""Videos and languages work in the bundle without the parts of libraries that are removed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import av
import pytest
from PySide6 import QtCore

from tests.clips import encode_clip

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="changes Linux libraries")

VIDEO = """
import sys
import av
assert av.__file__.startswith(sys.argv[1]), av.__file__
with av.open(sys.argv[2]) as source, av.open(sys.argv[3], "w") as target:
    stream = target.add_stream("libx264", rate=25)
    stream.width, stream.height, stream.pix_fmt = 96, 72, "yuv420p"
    for frame in source.decode(video=0):
        target.mux(stream.encode(frame))
    target.mux(stream.encode())
with av.open(sys.argv[3]) as written:
    assert len(list(written.decode(video=0))) == 4
assert not any("libhogweed" in line for line in open("/proc/self/maps"))
"""
LANGUAGE = """
import sys
from PySide6.QtCore import QCollator, QLocale, QStringDecoder
def ordered(language, *words):
    return sorted(words, key=QCollator(QLocale(language)).sortKey)
assert ordered("de", "Zebra", "Äpfel", "Birne") == ["Äpfel", "Birne", "Zebra"]
assert ordered("sv", "Zebra", "Äpfel") == ["Zebra", "Äpfel"]
assert ordered("zh_CN", "中", "阿") == ["阿", "中"]
assert QLocale("tr").toUpper("i") == "İ"
assert QStringDecoder("GB18030").isValid()
assert any(line.rstrip().endswith(sys.argv[1]) for line in open("/proc/self/maps"))
"""


@pytest.fixture
def unused(monkeypatch):
    monkeypatch.syspath_prepend(Path(__file__).parents[2] / "bundle")
    import unused

    return unused


@pytest.fixture
def libraries(tmp_path) -> Path:
    """A folder with PyAV and FFmpeg, as in a bundle."""
    site = Path(av.__file__).parents[1]
    if not (site / "av.libs").is_dir():
        pytest.skip("needs PyAV from PyPI")
    if shutil.which("as") is None:
        pytest.skip("needs binutils")
    for name in ("av", "av.libs"):
        shutil.copytree(site / name, tmp_path / "libraries" / name)
    return tmp_path / "libraries"


def run(script: str, *arguments: object, **variables: object) -> None:
    done = subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)],
        env=os.environ | {name: str(value) for name, value in variables.items()},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.iterdir())


def test_videos_are_read_and_written_without_the_removed_encoders(
    unused, libraries, tmp_path
) -> None:
    before = size(libraries / "av.libs")
    unused.remove(libraries)
    assert size(libraries / "av.libs") < before - 25e6
    clip = encode_clip(tmp_path / "clip.mp4", frame_count=4, size=(72, 96))
    run(VIDEO, libraries, clip, tmp_path / "out.mp4", PYTHONPATH=libraries)


def test_qt_sorts_and_converts_text_without_the_removed_data(unused, tmp_path) -> None:
    folder = Path(QtCore.__file__).parent / "Qt" / "lib"
    [original] = folder.glob("libicudata.so.*")
    library = tmp_path / original.name
    shutil.copy(original, library)
    unused.shrink_icu(library)
    assert library.stat().st_size < original.stat().st_size / 2
    run(LANGUAGE, library, LD_LIBRARY_PATH=tmp_path)


def test_a_library_that_another_one_needs_is_kept(unused, libraries) -> None:
    folder = libraries / "av.libs"
    unused.delete_unneeded(folder, (libraries / "av").rglob("*.so"))
    assert list(folder.glob("libavcodec-*"))  # used by PyAV
    assert list(folder.glob("libx264-*"))  # used by libavcodec
    unused.delete_unneeded(folder, [])
    assert list(folder.iterdir()) == []
