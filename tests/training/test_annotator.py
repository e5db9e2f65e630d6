"""A simulated annotator counts the frames that must be corrected."""

from pathlib import Path

import numpy as np
import pytest
from corrected_video import FRAMES, disc, write_video
from networks import write_tiny_weights

from gvseg.errors import FormatError
from training import cli
from training.annotator import copy_part
from training.images import write_png
from training.validation import find_sequences


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_video(tmp_path / "root" / "street" / "images")
    masks = tmp_path / "root" / "street" / "masks"
    masks.mkdir()
    for index in range(FRAMES):
        write_png(masks / f"{index:05d}.png", disc(index))
    return tmp_path / "root"


def test_a_part_of_a_sequence_is_a_separate_video(root, tmp_path):
    (sequence,) = find_sequences(root)
    folder, truth = copy_part(sequence, tmp_path / "half", begin=0.5, every=2, is_reversed=True)
    assert [path.name for path in sorted(folder.iterdir())] == [f"{n:05d}.jpg" for n in range(3)]
    assert all(np.array_equal(a, disc(n)) for a, n in zip(truth, (10, 8, 6), strict=True))
    with pytest.raises(FormatError, match="too few"):
        copy_part(sequence, tmp_path / "end", begin=0.9)


def test_draws_frames_until_the_quality_is_reached(root, tmp_path, capsys):
    weights = write_tiny_weights(tmp_path)
    command = ["count-corrections", str(weights), "--root", str(root), "--device", "cpu"]
    assert cli.main([*command, "--quality", "0", "--every", "2"]) == 0
    _, row = capsys.readouterr().out.splitlines()
    assert row.split()[:3] == ["street", str(weights), "1"]
    assert cli.main([*command, "--quality", "1.1", "--most", "3", "--every", "2"]) == 0
    _, row = capsys.readouterr().out.splitlines()
    assert row.split()[2:4] == [">", "3"]
    first, _, last = (float(one) for one in row.split()[4:])
    assert last > first, "drawn frames are correct"


def test_refuses_unusable_sequences(root, capsys):
    assert cli.main(["count-corrections", "bundled", "--root", str(root), "--most", "0"]) == 2
    assert "--most" in capsys.readouterr().err
