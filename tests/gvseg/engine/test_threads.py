"""Torch computes on one thread beside compiled parts, which use all threads that torch may use."""

import pytest
import torch

from gvseg.engine.compilation import begin_compiling
from gvseg.engine.threads import one_torch_thread, thread_count


@pytest.fixture(autouse=True)
def two_threads():
    before = torch.get_num_threads()
    torch.set_num_threads(2)
    yield
    torch.set_num_threads(before)


def test_torch_keeps_to_one_thread_inside_and_gets_its_threads_back():
    with one_torch_thread(is_wanted=True):
        assert (torch.get_num_threads(), thread_count()) == (1, 2)
        with one_torch_thread(is_wanted=True):
            assert (torch.get_num_threads(), thread_count()) == (1, 2)
        assert torch.get_num_threads() == 1
    assert (torch.get_num_threads(), thread_count()) == (2, 2)


def test_the_threads_come_back_after_an_error():
    with pytest.raises(ValueError, match="stop"), one_torch_thread(is_wanted=True):
        raise ValueError("stop")
    assert torch.get_num_threads() == 2


def test_nothing_changes_where_it_is_not_wanted():
    with one_torch_thread(is_wanted=False):
        assert torch.get_num_threads() == 2


def test_parts_are_compiled_for_all_threads_even_if_that_begins_inside():
    with one_torch_thread(is_wanted=True):
        counts = begin_compiling(lambda: (torch.get_num_threads(), thread_count())).result()
    assert counts == (2, 2)
