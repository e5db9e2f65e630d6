"""Clips of real video for the exemplar task, from videos in any layout."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import published_layouts as drawn
import pytest
from clips import write_image

from gvseg.datasets.annotated_video import VOID_SEGMENT, ImageFrames
from gvseg.errors import FormatError
from gvseg.masks import VOID
from gvseg.synthesis.stills import ClipStyle
from training.crops import cropped_clip
from training.real_clips import VideoSet, read_videos
from training.recipe import VideosRecipe

STYLE = ClipStyle(canvas=48, frames=3)
WRITERS = {
    "sequences": drawn.write_sequences,
    "davis2017": lambda root: drawn.write_davis(root, "2017"),
    "youtube-vis": lambda root: drawn.write_youtube_vis(root, "2019"),
    "youtube-vos": drawn.write_youtube_vos,
}


def videos_of(layout: str, root: Path, **settings) -> list:
    return read_videos([VideosRecipe(name="made", path=".", layout=layout, **settings)], root)


@pytest.mark.parametrize("layout", sorted(WRITERS))
def test_every_layout_of_videos_gives_clips(tmp_path: Path, layout: str) -> None:
    videos = VideoSet(videos_of(layout, WRITERS[layout](tmp_path)))
    clips = [videos.clip(np.random.default_rng(seed), 2, STYLE) for seed in range(8)]
    for clip in clips:
        assert clip.images.shape == (3, 48, 48, 3)
        assert set(np.unique(clip.labels)) <= {0, 1, 2, VOID}
        assert (clip.labels[0] == 1).any()
    assert any((clip.labels == 2).any() for clip in clips)


def test_an_object_keeps_its_number_through_a_clip(tmp_path: Path) -> None:
    root = drawn.write_sequences(tmp_path)
    for t, name in enumerate(drawn.NUMBERS):
        frame = np.full((drawn.HEIGHT, drawn.WIDTH, 3), 60, np.uint8)
        frame[drawn.car(t)] = (240, 30, 30)
        frame[drawn.person(t)] = (30, 30, 240)
        write_image(root / "street" / "images" / f"{name}.png", frame)
        (root / "street" / "images" / f"{name}.jpg").unlink()
    videos = VideoSet(videos_of("sequences", root))
    for seed in range(12):
        clip = videos.clip(np.random.default_rng(seed), 2, STYLE)
        for number in (1, 2):
            colours = {
                int(image[labels == number].mean(0).argmax())
                for image, labels in zip(clip.images, clip.labels, strict=True)
                if (labels == number).sum() > 30
            }
            assert len(colours) <= 1


def test_the_same_random_state_gives_the_same_clip_with_a_small_cache(
    tmp_path: Path,
) -> None:
    found = videos_of("sequences", drawn.write_sequences(tmp_path))
    roomy, tight = VideoSet(found), VideoSet(found)
    tight.cache.capacity = 1
    for seed in range(5):
        one = roomy.clip(np.random.default_rng(seed), 1, STYLE)
        other = tight.clip(np.random.default_rng(seed), 1, STYLE)
        assert np.array_equal(one.images, other.images)
        assert np.array_equal(one.labels, other.labels)
        assert len(tight.cache.items) == 1


def test_an_object_unknown_in_a_frame_is_not_tracked_through_it(tmp_path: Path) -> None:
    (video, *_) = videos_of("sequences", drawn.write_sequences(tmp_path))
    ids = set(np.unique(video.segments(video.labelled[0])).tolist()) - {0, VOID_SEGMENT}
    nobody = replace(video, unknown={video.labelled[-1]: frozenset(ids)})
    assert len(video.labelled) == STYLE.frames, "every clip includes the last frame"
    for seed in range(5):
        rngs = (np.random.default_rng(seed) for _ in range(2))
        known, unknown = (VideoSet([one]).clip(next(rngs), 1, STYLE) for one in (video, nobody))
        assert 1 in known.labels
        assert 1 not in unknown.labels


def test_held_out_videos_are_not_used_and_must_exist(tmp_path: Path) -> None:
    root = drawn.write_sequences(tmp_path)
    assert videos_of("sequences", root, validation=("street",)) == []
    with pytest.raises(FormatError, match="no video lane to hold out"):
        videos_of("sequences", root, validation=("lane",))
    with pytest.raises(FormatError, match="sequences and davis2017"):
        VideosRecipe(name="made", path=".", layout="youtube-vis", validation=("street",))


def test_pieces_of_a_video_share_its_probability_and_weights_match_names(tmp_path: Path) -> None:
    root = drawn.write_sequences(tmp_path)
    (street,) = videos_of("sequences", root)
    start, rest = (
        replace(street, name=n, labelled=street.labelled[s])
        for n, s in (("start", slice(1)), ("rest", slice(1, None)))
    )
    other = replace(street, name="other", frames=ImageFrames((tmp_path / "b" / "0.png",) * 3))
    chance = VideoSet([start, rest, other]).chance
    assert chance.sum() == pytest.approx(1)
    assert chance[0] + chance[1] == pytest.approx(chance[2])
    weighted = VideoSet([street, other], [3.0, 1.0]).chance
    assert weighted[0] == pytest.approx(3 * weighted[1])
    row = VideosRecipe(name="made", path=".", weights={"highway-*": 0.1, "*": 2.0})
    assert [row.weight_of(name) for name in ("highway-03", "street")] == [0.1, 2.0]
    assert VideosRecipe(name="made", path=".").weight_of("street") == 1.0


def test_a_jump_takes_the_first_frame_from_anywhere_in_the_video(tmp_path: Path) -> None:
    videos = VideoSet(videos_of("sequences", drawn.write_sequences(tmp_path)))
    videos.videos = [replace(videos.videos[0], labelled=videos.videos[0].labelled * 20)]
    clips = [videos.clip(np.random.default_rng(seed), 1, STYLE, 0.5) for seed in range(30)]
    assert 5 < sum(clip.has_jump for clip in clips) < 25
    assert not any(videos.clip(np.random.default_rng(s), 1, STYLE).has_jump for s in range(5))


def test_a_window_is_not_smaller_than_the_style_allows() -> None:
    """A ruler across the frame shows how much of it a window covers."""
    ruler = np.tile(np.linspace(0, 250, 200, dtype=np.uint8)[:, None], (1, 200))
    image, labels = np.dstack([ruler] * 3), np.zeros((200, 200), np.uint8)
    labels[90:110, 90:110] = 1

    def sides(smallest: float) -> list[float]:
        style = ClipStyle(canvas=48, frames=1, smallest_window=smallest)
        rngs = (np.random.default_rng(seed) for seed in range(40))
        clips = [cropped_clip(rng, [image], [labels], style, light=0.0) for rng in rngs]
        return [float(np.ptp(clip.images[0, :, 0, 0])) / 250 for clip in clips]

    assert 0.65 < min(sides(0.7)) < 0.8
    assert 0.45 < min(sides(0.5)) < 0.6
