"""The ablation's common start and its measure of identity."""

import numpy as np
import torch

from gvseg.metrics.vpq import PanopticFrame, Segment
from gvseg.model.weights import load_weights, save_weights
from gvseg.vocabulary import VocabularyEntry
from tests.networks import TINY, tiny_network
from training.ablation import ablation_table, without_scene_parts
from training.scene_scores import identity_links

STREET = [VocabularyEntry("road", is_thing=False), VocabularyEntry("car", is_thing=True)]


def frame(*boxes):
    """Return a frame of road (id 9) with a car at each (id, left, right)."""
    ids = np.full((4, 20), 9, np.uint32)
    for car, left, right in boxes:
        ids[:, left:right] = car
    return PanopticFrame(ids, {9: Segment(0)} | {car: Segment(1) for car, *_ in boxes})


def test_a_car_that_keeps_its_id_is_a_link_and_a_swap_of_ids_is_two_switches():
    truth = [frame((1, 0, 5), (2, 10, 15))] * 3
    found = [
        frame((7, 0, 5), (8, 10, 15)),
        frame((7, 0, 5), (8, 10, 15)),
        frame((8, 0, 5), (7, 10, 15)),
    ]
    assert identity_links(truth, found, STREET) == [True, True, False, False]


def test_a_car_missed_between_two_frames_is_no_link():
    truth = [frame((1, 0, 5))] * 3
    found = [frame((7, 0, 5)), frame((7, 0, 1)), frame((7, 0, 5))]
    assert identity_links(truth, found, STREET) == []


def test_stuff_has_no_identity():
    assert identity_links([frame()] * 2, [frame()] * 2, STREET) == []


def test_every_part_starts_without_parts_for_the_automatic_tasks(tmp_path):
    trained = tmp_path / "trained.safetensors"
    network = tiny_network()
    save_weights(trained, TINY, network.state_dict(), {"recipe": "tiny"})
    start = load_weights(without_scene_parts(trained, tmp_path / "runs" / "start.safetensors"))
    assert start.network.scene is None
    torch.testing.assert_close(
        start.network.decoder.state_dict(), network.decoder.state_dict(), rtol=0, atol=0
    )


def test_the_table_gives_the_mean_over_seeds_and_half_of_their_range():
    table = [
        {"row": "baseline", "seed": 5, "miou": 0.25, "switch_share": 0.5},
        {"row": "baseline", "seed": 6, "miou": 0.75, "switch_share": 0.5},
    ]
    assert ablation_table(table).splitlines() == [
        "             miou switch_share",
        "baseline    0.500        0.500",
        "  +-        0.250        0.000",
    ]
