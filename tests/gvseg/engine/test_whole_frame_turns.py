"""Objects return to the whole frame in turns, and none waits for ever."""

from gvseg.engine.whole_frame_turns import (
    AT_ONCE,
    LOST_AT_ONCE,
    OTHERS_BETWEEN,
    TRUSTED_BETWEEN,
    WholeFrameTurns,
)


def longest_wait(objects: int, frames: int, *, trusted: bool, lost: bool) -> int:
    """Return the most frames that an object passes without a turn, and check each frame's turns."""
    turns, last, longest = WholeFrameTurns(), dict.fromkeys(range(objects), 0), 0
    for frame in range(1, frames + 1):
        rows = turns.next(range(objects), [trusted] * objects, [lost] * objects)
        assert len(rows) <= (LOST_AT_ONCE if lost else AT_ONCE)
        for row in rows:
            longest = max(longest, frame - last[row])
            last[row] = frame
    return max(longest, *(frames - frame for frame in last.values()))


def test_a_few_objects_return_as_soon_as_they_are_due():
    assert longest_wait(7, 100, trusted=True, lost=False) == TRUSTED_BETWEEN + 1
    assert longest_wait(6, 100, trusted=False, lost=False) == OTHERS_BETWEEN + 1
    assert longest_wait(LOST_AT_ONCE, 20, trusted=False, lost=True) == 1


def test_many_objects_wait_but_each_gets_its_turn():
    assert longest_wait(40, 200, trusted=False, lost=False) <= -(-40 // AT_ONCE) + OTHERS_BETWEEN
    assert longest_wait(40, 200, trusted=True, lost=True) == -(-40 // LOST_AT_ONCE)


def test_a_lost_object_does_not_displace_the_others_nor_wait_for_them():
    turns, seen = WholeFrameTurns(), []
    for _ in range(30):
        seen += turns.next(range(21), [False] * 21, [False] * 20 + [True])
    assert seen.count(20) == 30
    assert {seen.count(row) for row in range(20)} == {3}


def test_nobody_waits_when_a_sweep_starts():
    turns = WholeFrameTurns()
    for _ in range(3):
        turns.next(range(20), [False] * 20, [True] * 20)
    turns.start()
    assert turns.next(range(20), [False] * 20, [True] * 20) == set(range(LOST_AT_ONCE))
