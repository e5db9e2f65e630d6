"""Helpers that run `gvseg propagate` and check its files and messages."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from gvseg.cli import main

HEIGHT, WIDTH, FRAMES = 48, 64, 6


def save_mask(path: Path, numbers: np.ndarray) -> Path:
    """Write an indexed PNG."""
    image = Image.fromarray(numbers)
    image.putpalette([value for index in range(256) for value in (index, 255 - index, 0)])
    image.save(path)
    return path


def read_indexes(path: Path) -> np.ndarray:
    with Image.open(path) as image:
        assert image.mode == "P"
        return np.array(image)


def propagate(source: Path, out: Path, *more: str | Path) -> int:
    try:
        return main(["propagate", str(source), "--out", str(out), *map(str, more)])
    except SystemExit as ended:
        return int(ended.code or 0)


def one_line(capsys: pytest.CaptureFixture[str]) -> str:
    """Return stderr without the device line of the fake session; it must be one line without a
    traceback.
    """
    lines = capsys.readouterr().err.splitlines()
    lines = [line for line in lines if "(fake)" not in line and not line.startswith("Propagating")]
    assert len(lines) == 1, lines
    return lines[0]


def is_whole(path: Path) -> bool:
    """Return whether a PNG is complete and can be decoded."""
    if path.suffix != ".png" or path.name.startswith("."):
        return False
    with Image.open(path) as image:
        image.load()
    return True


@contextmanager
def mounted(place: Path, options: str, *, then: str | None = None) -> Iterator[Path]:
    """Mount a small disk; skip the test if mounting is not allowed."""
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)]
    try:
        made = subprocess.run(mount, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("needs the mount command")
    if made.returncode:
        pytest.skip(f"needs the right to mount a small disk: {made.stderr.strip()}")
    try:
        if then is not None:
            subprocess.run(["mount", "-o", then, str(place)], check=True)
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)
