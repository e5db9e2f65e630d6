"""Statistics of a dataset: tables for a spreadsheet, and charts."""

import csv
from pathlib import Path

import numpy as np
import pytest
from dataset_projects import FRAMES, make_project
from PIL import Image

from gvseg.annotation.edits import ClearMasks, PinExemplar, Verify
from gvseg.annotation.records import Origin
from gvseg.cli import main
from gvseg.dataset_file import Dataset, add_paths
from gvseg.dataset_file.statistics import GRID, measure_dataset
from gvseg.project import Project

SIDE = 12  # of the squares in `dataset_projects`, in frames of 48 x 64


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "data"
    make_project(root, "a", ["person", "dog"])
    make_project(root, "b", ["dog"], origin=Origin.PROPAGATED)
    with Project.open(root / "b.gvseg") as project:
        project.apply(ClearMasks(1, 4, 5))
        project.apply(PinExemplar(1, 0))
        project.apply(PinExemplar(1, 3))
        project.apply(Verify((1,), 0, 1))
    with Dataset.create(root) as dataset:
        add_paths(dataset, [root])
    return root


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_tables_contain_the_contents_of_the_projects(folder, tmp_path) -> None:
    out = tmp_path / "out"
    assert main(["dataset", "statistics", str(folder), "--out", str(out), "--no-charts"]) == 0
    videos = {row["video"]: row for row in rows_of(out / "videos.csv")}
    assert (videos["a"]["objects"], videos["a"]["drawn"]) == ("2", str(2 * FRAMES))
    b = videos["b"]
    assert (b["propagated"], b["verified"], b["exemplars"], b["corrections"]) == (
        "4",
        "2",
        "2",
        "1",
    )
    assert b["frames_without_objects"] == "2"
    objects = {(row["video"], row["category"]): row for row in rows_of(out / "objects.csv")}
    dog = objects["b", "dog"]
    assert (dog["first_frame"], dog["last_frame"], dog["masks"]) == ("0", "3", "4")
    assert float(dog["mean_area"]) == SIDE * SIDE
    assert float(dog["mean_share"]) == pytest.approx(SIDE * SIDE / (48 * 64), abs=1e-6)
    categories = {row["category"]: row for row in rows_of(out / "categories.csv")}
    assert (categories["dog"]["videos"], categories["dog"]["masks"]) == ("2", str(FRAMES + 4))


def test_positions_are_those_of_the_masks(folder) -> None:
    with Dataset.open(folder) as dataset:
        found = measure_dataset(dataset)
    assert found.positions.sum() == 2 * FRAMES + 4
    # The squares of the first object are at the top, those of the second object below them.
    rows = np.flatnonzero(found.positions.sum(axis=1)) / GRID[0] * 48
    assert rows.min() == pytest.approx(SIDE / 2, abs=1.5)
    assert rows.max() == pytest.approx(14 + SIDE / 2, abs=1.5)


def test_charts_are_images(folder, tmp_path) -> None:
    pytest.importorskip("matplotlib")
    out = tmp_path / "out"
    assert main(["dataset", "statistics", str(folder), "--out", str(out)]) == 0
    charts = sorted(out.glob("*.png"))
    assert len(charts) == 8
    for chart in charts:
        with Image.open(chart) as image:
            assert np.asarray(image.convert("L")).std() > 5, chart


def test_an_empty_dataset_has_empty_tables(tmp_path) -> None:
    pytest.importorskip("matplotlib")
    with Dataset.create(tmp_path / "data"):
        pass
    out = tmp_path / "out"
    assert main(["dataset", "statistics", str(tmp_path / "data"), "--out", str(out)]) == 0
    assert rows_of(out / "videos.csv") == []


def test_a_damaged_project_is_reported_and_left_out(folder, tmp_path, capsys) -> None:
    (folder / "a.gvseg").write_bytes(b"no project")
    out = tmp_path / "out"
    assert main(["dataset", "statistics", str(folder), "--out", str(out), "--no-charts"]) == 3
    assert "a.gvseg" in capsys.readouterr().err
    assert [row["video"] for row in rows_of(out / "videos.csv")] == ["b"]
