"""Divides videos into splits, at random or so that each split gets its share of each category."""

import math
import random
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from gvseg.errors import RequestError

_TOLERANCE: Final = 1e-6


def parse_shares(text: str) -> dict[str, float]:
    """Return the share of each split, from text such as "train=0.8,val=0.2".

    Raises:
        RequestError: the text is not of that form, or the shares do not add up to 1.
    """
    shares: dict[str, float] = {}
    for part in text.split(","):
        name, _, number = (word.strip() for word in part.partition("="))
        try:
            share = float(number)
        except ValueError:
            share = math.nan
        if not name or not 0 < share <= 1:
            raise RequestError(
                f"{part.strip()!r} is not a share of the videos; write NAME=SHARE with a share "
                "between 0 and 1, as in train=0.8,val=0.2."
            )
        if name in shares:
            raise RequestError(f"The split {name} is named twice; name it once.")
        shares[name] = share
    if abs(sum(shares.values()) - 1) > _TOLERANCE:
        raise RequestError(
            f"The shares add up to {sum(shares.values()):g}; they must add up to 1, as in "
            "train=0.8,val=0.2."
        )
    return shares


def split_videos(
    videos: Iterable[str],
    shares: Mapping[str, float],
    seed: int,
    *,
    objects: Mapping[str, Mapping[str, int]] | None = None,
) -> dict[str, str]:
    """Assign each video to a split, and return the split of each video.

    The same videos, shares and seed always give the same splits, in any order of the videos.

    Args:
        videos: names of the videos, without duplicates.
        shares: split -> share of the videos; they add up to 1.
        seed: seed of the random order.
        objects: video -> category -> number of objects, to give each split its share of each
            category as far as whole videos allow (iterative stratification; Sechidis et al. 2011).

    Raises:
        RequestError: there are fewer videos than splits.
    """
    order = sorted(videos)
    rooms = split_sizes(len(order), shares)
    random.Random(seed).shuffle(order)
    found: dict[str, str] = {}
    if objects is not None:
        found = _stratify(order, rooms, {video: objects.get(video, {}) for video in order})
    rest = iter([video for video in order if video not in found])
    for split, room in rooms.items():
        for _ in range(room):
            found[next(rest)] = split
    return dict(sorted(found.items()))


def split_sizes(count: int, shares: Mapping[str, float]) -> dict[str, int]:
    """Return the number of videos of each split: the nearest whole numbers, and at least 1.

    Raises:
        RequestError: there are fewer videos than splits.
    """
    if count < len(shares):
        raise RequestError(f"{count} videos cannot fill {len(shares)} splits; name fewer splits.")
    sizes = {split: math.floor(count * share + _TOLERANCE) for split, share in shares.items()}
    by_remainder = sorted(shares, key=lambda split: sizes[split] - count * shares[split])
    for split in by_remainder[: count - sum(sizes.values())]:
        sizes[split] += 1
    for split in sizes:
        if sizes[split] == 0:
            sizes[max(sizes, key=lambda other: sizes[other])] -= 1
            sizes[split] = 1
    return sizes


def _stratify(
    order: list[str], rooms: dict[str, int], objects: Mapping[str, Mapping[str, int]]
) -> dict[str, str]:
    """Assign the videos that have objects, those with the rarest category first.

    Reduces `rooms` by the number of videos that each split gets.
    """
    count = sum(rooms.values())
    totals: Counter[str] = Counter()
    for counts in objects.values():
        totals.update(counts)
    wanted = {
        split: {category: total * room / count for category, total in totals.items()}
        for split, room in rooms.items()
    }
    found: dict[str, str] = {}
    waiting = [video for video in order if any(objects[video].values())]
    while waiting:
        members = Counter(c for video in waiting for c, number in objects[video].items() if number)
        rarest = min(members, key=lambda category: (members[category], category))
        own = [video for video in waiting if objects[video].get(rarest)]
        # Assign the videos with the most objects first; the others even out the differences.
        for video in sorted(own, key=lambda video: -objects[video][rarest]):
            split = max(
                (split for split in rooms if rooms[split]),
                key=lambda split: (wanted[split][rarest], rooms[split]),
            )
            found[video] = split
            rooms[split] -= 1
            for category, number in objects[video].items():
                wanted[split][category] -= number
        waiting = [video for video in waiting if video not in found]
    return found
