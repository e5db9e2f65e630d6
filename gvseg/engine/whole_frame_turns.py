"""Decide which objects are segmented in the whole frame, and when.

Objects in windows return to the whole frame every few frames, sooner if their mask is not trusted,
and those without a mask are segmented there. If there are many of them, they take turns, so that
each frame takes about the same time.
"""

from collections.abc import Hashable, Sequence

TRUSTED_BETWEEN = 10
"""Number of frames in windows between two whole frames, if the object's mask is trusted."""
OTHERS_BETWEEN = 2
"""The same if it is not trusted."""
AT_ONCE = 2
"""Largest number of objects that return in one frame."""
LOST_AT_ONCE = 3
"""The same with objects that have no mask, which nothing but the whole frame can find."""


class WholeFrameTurns:
    """Keeps the objects that wait for the whole frame."""

    def __init__(self) -> None:
        self.frames = 0
        self._waiting: dict[Hashable, int] = {}

    def start(self) -> None:
        """Start a sweep, in which no object waits."""
        self._waiting = {}

    def next(
        self, tracks: Sequence[Hashable], trusted: Sequence[bool], lost: Sequence[bool]
    ) -> set[int]:
        """Return the rows of the objects whose turn it is in the next frame.

        Args:
            tracks: identify the objects in later frames.
            trusted: whether the object's mask is trusted.
            lost: whether it has no mask.
        """
        self.frames += 1
        waiting: dict[Hashable, int] = {}
        for row, track in enumerate(tracks):
            # Not all objects at once, even if there are few.
            between = TRUSTED_BETWEEN if trusted[row] else OTHERS_BETWEEN
            is_due = lost[row] or (self.frames + row) % (between + 1) == 0
            if is_due or track in self._waiting:
                waiting[track] = self._waiting.get(track, self.frames)
        is_lost = dict(zip(tracks, lost, strict=True))
        chosen: list[Hashable] = []
        for track in sorted(waiting, key=lambda track: waiting[track]):
            if len(chosen) < (LOST_AT_ONCE if is_lost[track] else AT_ONCE):
                chosen.append(track)
        self._waiting = {track: since for track, since in waiting.items() if track not in chosen}
        return {row for row, track in enumerate(tracks) if track in chosen}
