"""The parts of `gvseg bench`: the stage clock, the synthetic video and the report."""

import json

import numpy as np
import pytest

from gvseg.bench import BenchReport, synthetic_video
from gvseg.bench.stage_clock import StageClock
from gvseg.bench.synthetic import HEIGHT, WIDTH, exemplar_masks
from gvseg.video import open_video


class Kitchen:
    """An object with nested stages, and a clock that advances only with their work."""

    time_s = 0.0

    def cook(self) -> str:
        Kitchen.time_s += 2.0
        self.stir()
        return "soup"

    def stir(self) -> None:
        Kitchen.time_s += 5.0


def test_the_time_of_a_nested_stage_counts_once() -> None:
    kitchen = Kitchen()
    with StageClock(now=lambda: Kitchen.time_s) as clock:
        clock.watch(kitchen, "cook", "cook")
        clock.watch(kitchen, "stir", "stir")
        assert kitchen.cook() == "soup"
    assert clock.seconds == {"stir": 5.0, "cook": 2.0}


@pytest.mark.parametrize("owner", [Kitchen(), Kitchen])
def test_methods_are_restored_afterwards(owner) -> None:
    kitchen = owner if isinstance(owner, Kitchen) else Kitchen()
    original = vars(owner).get("stir")
    with StageClock(now=lambda: Kitchen.time_s) as clock:
        clock.watch(owner, "stir", "stir")
        kitchen.stir()
    assert vars(owner).get("stir") is original
    assert clock.seconds["stir"] == 5.0


def test_time_counts_even_if_the_stage_fails() -> None:
    clock = StageClock()
    with pytest.raises(ZeroDivisionError):
        clock.measure("fail", lambda: 1 / 0)
    assert clock.seconds["fail"] > 0


def test_the_synthetic_video_has_its_frames(tmp_path) -> None:
    with open_video(synthetic_video(tmp_path, 7)) as video:
        assert (video.frame_count, video.height, video.width) == (7, HEIGHT, WIDTH)


@pytest.mark.parametrize("count", [1, 3, 5])
def test_exemplars_do_not_overlap(count) -> None:
    pixels = [mask.to_array() for mask in exemplar_masks(count, 90, 160).values()]
    assert len(pixels) == count
    assert all(mask.any() for mask in pixels)
    assert np.sum(pixels, axis=0).max() == 1


def test_report_is_a_table_and_json() -> None:
    report = BenchReport(
        source="clip",
        frame_size=(854, 480),
        frames=10,
        device="cpu",
        machine="2 cores",
        start_s=2.0,
        stages_s={"decode": 0.01, "encode": 0.04},
        frame_s_by_objects={1: 0.1, 2: 0.15},
        frame_s_by_task={"panoptic": 0.2},
        added_object_s=0.05,
        peak_memory_bytes=300 * 2**20,
    )
    table = report.table()
    assert "encode                        40.0      25.0" in table
    assert "each additional object costs 50.0 ms per frame" in table
    assert "300 MiB" in table
    assert json.loads(json.dumps(report.to_json()))["frames"] == 10
