"""OpenCV works in the bundle with the libraries of PyAV, Pillow and SciPy instead of its own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from tests.clips import encode_clip

FOLDERS = ("cv2", "opencv_python_headless.libs", "av.libs", "pillow.libs", "scipy.libs")
READ = """
import sys
import cv2
import numpy as np
assert cv2.__file__.startswith(sys.argv[1]), cv2.__file__
picture = cv2.imread(sys.argv[2])
assert picture.shape == (40, 60, 3) and abs(picture.mean() - 120) < 2, "AVIF"
assert cv2.VideoCapture(sys.argv[3]).read()[0], "FFmpeg"
matrix = np.array([[4.0, 1.0], [2.0, 3.0]])
found, answer = cv2.solve(matrix, np.array([[1.0], [2.0]]), flags=cv2.DECOMP_LU)
assert found and np.allclose(matrix @ answer, [[1], [2]]), "LAPACK"
large = np.random.default_rng(0).random((300, 300))
assert np.allclose(cv2.gemm(large, large, 1, None, 0), large @ large), "BLAS"
mapped = open("/proc/self/maps").read().split()
loaded = {word.rpartition("/")[2] for word in mapped if "/" in word}
assert sum(name.startswith("libavcodec") for name in loaded) == 1, loaded
"""


@pytest.fixture
def sharing(monkeypatch):
    monkeypatch.syspath_prepend(Path(__file__).parents[2] / "bundle")
    import sharing

    return sharing


@pytest.fixture
def libraries(tmp_path) -> Path:
    """A folder with libraries, arranged as in a bundle."""
    site = Path(cv2.__file__).parents[1]
    if not (site / FOLDERS[1]).is_dir() or sys.platform != "linux":
        pytest.skip("needs Linux and opencv-python-headless from PyPI")
    if shutil.which("as") is None:
        pytest.skip("needs binutils")
    for name in FOLDERS:
        shutil.copytree(site / name, tmp_path / "libraries" / name)
    return tmp_path / "libraries"


def size_mb(folder: Path) -> float:
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    return sum(path.stat().st_size for path in files) / 1e6


def test_opencv_runs_with_the_libraries_of_other_packages(sharing, libraries, tmp_path) -> None:
    before = size_mb(libraries / FOLDERS[1])
    sharing.shrink(libraries)
    assert size_mb(libraries / FOLDERS[1]) < before / 20
    picture = tmp_path / "grey.avif"
    Image.fromarray(np.full((40, 60, 3), 120, np.uint8)).save(picture)
    clip = encode_clip(tmp_path / "clip.mp4", frame_count=2, size=(72, 96))
    done = subprocess.run(
        [sys.executable, "-c", READ, libraries, picture, clip],
        env=os.environ | {"PYTHONPATH": str(libraries)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_a_library_with_another_major_version_is_not_shared(sharing, tmp_path) -> None:
    ours = tmp_path / sharing.OPENCV / "libvpx-4fb239ff.so.11.0.1"
    for path in (ours, tmp_path / "av.libs" / "libvpx-edb6de90.so.12.0.0"):
        path.parent.mkdir()
        path.write_bytes(b"")
    (tmp_path / "pillow.libs").mkdir()
    sharing.share_media_libraries(tmp_path)
    assert not ours.is_symlink()
