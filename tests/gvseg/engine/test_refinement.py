"""A click on a mask changes only the part around the click."""

import numpy as np
import pytest

from gvseg.engine.refinement import drop_far_parts, keep_elsewhere
from gvseg.prompts import Click

HEIGHT, WIDTH = 200, 300
ADD, REMOVE = True, False


def blob(left: int, top: int, right: int, bottom: int) -> np.ndarray:
    pixels = np.zeros((HEIGHT, WIDTH), bool)
    pixels[top:bottom, left:right] = True
    return pixels


BODY = blob(100, 80, 200, 180)
EAR, TAIL = blob(110, 40, 130, 80), blob(200, 150, 240, 170)


def refine(before: np.ndarray, answer: np.ndarray, *clicks: Click, surety: float = 3) -> np.ndarray:
    return keep_elsewhere(before, np.where(answer, surety, -surety).astype(np.float32), clicks)


def test_a_negative_click_next_to_the_mask_keeps_it():
    answer = BODY  # the network drops the ear and the tail
    kept = refine(BODY | EAR | TAIL, answer, Click(260, 60, REMOVE))
    assert (kept == (BODY | EAR | TAIL)).all()


def test_a_negative_click_removes_only_its_part():
    kept = refine(BODY | EAR | TAIL, BODY, Click(220, 160, REMOVE))
    assert (kept == (BODY | EAR)).all()


def test_a_positive_click_adds_only_its_part():
    kept = refine(BODY, BODY | EAR | TAIL, Click(120, 60, ADD))
    assert (kept == (BODY | EAR)).all()


@pytest.mark.parametrize(("sign", "answer"), [(ADD, BODY), (REMOVE, BODY | EAR | TAIL)])
def test_positive_clicks_never_remove_and_negative_clicks_never_add(sign, answer):
    before = BODY | EAR if sign is ADD else BODY
    assert (refine(before, answer, Click(120, 60, sign)) == before).all()


def test_clicks_of_both_signs_each_change_their_part():
    answer = (BODY | EAR) & ~TAIL
    kept = refine(BODY | TAIL, answer, Click(120, 60, ADD), Click(220, 160, REMOVE))
    assert (kept == (BODY | EAR)).all()


def test_parts_joined_by_a_thin_line_are_separate():
    thread = blob(120, 60, 220, 61)
    there = BODY | blob(110, 40, 130, 60) | thread | blob(220, 50, 240, 70)
    kept = refine(there, BODY, Click(230, 60, REMOVE))
    assert not kept[60, 230]
    assert kept[50, 120]


def test_only_strong_evidence_changes_the_mask_far_from_the_click():
    before = blob(20, 90, 280, 110)
    click = Click(30, 100, REMOVE)
    weak = refine(before, np.zeros_like(before), click, surety=1)
    assert not weak[100, 40]
    assert weak[100, 250]
    assert not refine(before, np.zeros_like(before), click, surety=80).any()


def test_a_negative_click_removes_a_whole_look_alike():
    twin = blob(220, 20, 290, 180)
    before = BODY | twin
    kept = refine(before, BODY, Click(255, 30, REMOVE), surety=1)
    assert (kept == BODY).all()


def test_a_part_that_the_network_would_keep_is_only_trimmed():
    twin = blob(220, 20, 290, 180)
    answer = BODY | blob(220, 60, 290, 180)
    kept = refine(BODY | twin, answer, Click(255, 30, REMOVE), surety=3)
    assert not kept[30, 255]
    assert kept[70:180, 220:290].all()


def test_a_negative_click_never_removes_the_only_part_or_one_with_a_positive_click():
    twin = blob(220, 20, 290, 180)
    nothing = np.zeros_like(BODY)
    kept = refine(BODY | twin, nothing, Click(255, 30, REMOVE), surety=1)
    assert kept[170, 285], "the network rejects everything, so its prediction says little"
    speck = blob(10, 10, 20, 20)
    kept = refine(BODY | speck, speck, Click(110, 90, REMOVE), surety=1)
    assert kept[170, 190], "a speck does not count as a remaining object"
    assert refine(BODY, nothing, Click(110, 90, REMOVE), surety=1)[170, 190]
    both = refine(BODY | twin, BODY, Click(255, 30, REMOVE), Click(255, 170, ADD), surety=1)
    assert both[170, 255]


def test_parts_far_from_the_clicked_one_are_left_out():
    twin = blob(270, 20, 300, 60)
    close = blob(205, 100, 215, 120)  # the part behind a post
    parked = blob(215, 120, 260, 180)  # as far away as a thing beside it
    found = drop_far_parts(BODY | twin | close, [Click(150, 100), Click(280, 40, REMOVE)])
    assert (found == (BODY | close)).all()
    assert (drop_far_parts(BODY | parked, [Click(150, 100)]) == BODY).all()
    both = drop_far_parts(BODY | twin, [Click(150, 100), Click(280, 40)])
    assert (both == (BODY | twin)).all()


def test_a_mask_without_a_clicked_part_stays_whole():
    assert (drop_far_parts(BODY | TAIL, [Click(5, 5)]) == (BODY | TAIL)).all()
