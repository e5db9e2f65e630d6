"""Splits by video: every video is in one split, sizes are as requested, and a seed gives the same
splits.
"""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gvseg.dataset_file import parse_shares, split_videos
from gvseg.dataset_file.splitting import split_sizes
from gvseg.errors import RequestError

NAMES = st.lists(st.text("abcdefgh", min_size=1, max_size=6), min_size=4, max_size=60, unique=True)
SHARES = st.lists(st.integers(1, 20), min_size=1, max_size=4).map(
    lambda parts: {f"s{n}": part / sum(parts) for n, part in enumerate(parts)}
)


@given(NAMES, SHARES, st.integers(), st.randoms(use_true_random=False))
def test_every_video_is_in_one_split_of_the_requested_size(names, shares, seed, random) -> None:
    found = split_videos(names, shares, seed)
    assert sorted(found) == sorted(names)
    sizes = Counter(found.values())
    for split, share in shares.items():
        assert sizes[split] >= 1
        exact = share * len(names)
        assert abs(sizes[split] - exact) <= max(1, len(shares) - 1)
    shuffled = list(names)
    random.shuffle(shuffled)
    assert split_videos(shuffled, shares, seed) == found


@given(NAMES, SHARES, st.integers(), st.data())
def test_stratified_splits_have_the_same_sizes(names, shares, seed, data) -> None:
    counts = st.dictionaries(st.sampled_from("xyz"), st.integers(0, 5))
    objects = {name: data.draw(counts) for name in names}
    found = split_videos(names, shares, seed, objects=objects)
    assert sorted(found) == sorted(names)
    assert Counter(found.values()) == split_sizes(len(names), shares)


@given(st.integers())
def test_a_rare_category_reaches_every_split(seed) -> None:
    """Four of 40 videos have a horse, and each split gets half of the videos."""
    objects = {f"v{n:02}": {"person": 1 + n % 3} for n in range(40)}
    for n in (3, 4, 21, 22):
        objects[f"v{n:02}"]["horse"] = 1
    found = split_videos(objects, {"train": 0.5, "val": 0.5}, seed, objects=objects)
    horses = Counter(found[name] for name, counts in objects.items() if "horse" in counts)
    assert horses == {"train": 2, "val": 2}
    people = Counter()
    for name, counts in objects.items():
        people[found[name]] += counts["person"]
    assert abs(people["train"] - people["val"]) <= 8


def test_other_seeds_give_other_splits() -> None:
    names = [f"v{n}" for n in range(30)]
    shares = {"train": 0.8, "val": 0.2}
    assert len({tuple(split_videos(names, shares, seed).items()) for seed in range(5)}) == 5


def test_parses_shares() -> None:
    assert parse_shares("train=0.8, val=0.2") == {"train": 0.8, "val": 0.2}


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("train", "not a share"),
        ("train=x", "not a share"),
        ("train=1.5", "not a share"),
        ("train=nan", "not a share"),
        ("=1", "not a share"),
        ("train=0.8,val=0.1", "add up to 0.9"),
        ("a=0.5,a=0.5", "twice"),
    ],
)
def test_refuses_invalid_shares(text, what) -> None:
    with pytest.raises(RequestError, match=what):
        parse_shares(text)


def test_refuses_too_few_videos() -> None:
    with pytest.raises(RequestError, match="2 videos cannot fill 3 splits"):
        split_videos(["a", "b"], {"x": 0.4, "y": 0.3, "z": 0.3}, 0)
