"""The automatic tasks through a session: every frame once, settled masks unchanged, any range."""

import threading
from itertools import pairwise

import numpy as np
import pytest
import torch

from gvseg.engine.request import Exemplar, SegmentRequest
from gvseg.engine.runtime import Runtime
from gvseg.engine.scenes.clips import plan_clips
from gvseg.engine.scenes.segmenter import SceneSegmenter
from gvseg.engine.session import Session
from gvseg.errors import RequestError
from gvseg.masks import Mask
from gvseg.model.network import GvSegNet
from gvseg.task import Task
from gvseg.video import open_video
from tests.clips import encode_clip
from tests.networks import VOCABULARY, scene_weights, tiny_weights

HEIGHT, WIDTH, FRAMES = 70, 90, 8


@pytest.fixture(scope="module")
def video(tmp_path_factory):
    path = tmp_path_factory.mktemp("video") / "numbers.mp4"
    with open_video(encode_clip(path, frame_count=FRAMES, size=(HEIGHT, WIDTH))) as video:
        yield video


@pytest.fixture
def session():
    return Session(scene_weights(), device="cpu")


def frames_of(session, video, **request):
    clips = list(session.segment(SegmentRequest(**request), video))
    frames = [frame for clip in clips for frame in clip.frames]
    assert [frame.frame_index for frame in frames] == sorted({f.frame_index for f in frames})
    for clip in clips:
        shown = {object_id for frame in clip.frames for object_id in frame.masks}
        assert clip.tracks.keys() == shown
        assert all(0 <= label.category < len(VOCABULARY) for label in clip.tracks.values())
    return frames, {i: label for clip in clips for i, label in clip.tracks.items()}


@pytest.mark.parametrize("task", [Task.SEMANTIC, Task.PANOPTIC])
def test_every_pixel_of_every_frame_has_one_class(session, video, task):
    frames, _ = frames_of(session, video, task=task, smallest_score=0.0)
    assert len(frames) == FRAMES
    for frame in frames:
        times = sum(mask.to_array().astype(int) for mask in frame.masks.values())
        assert times.min() == times.max() == 1


def test_every_frame_is_encoded_and_refined_once(session, video, monkeypatch):
    """Although consecutive clips share a frame."""
    frames = {"encode": 0, "refine": 0}
    for name in frames:
        method = getattr(GvSegNet, name)

        def counted(self, given, name=name, method=method):
            found = method(self, given)
            frames[name] += len(found.stride_16)
            return found

        monkeypatch.setattr(GvSegNet, name, counted)
    frames_of(session, video, task=Task.PANOPTIC, smallest_score=0.0)
    assert frames == {"encode": FRAMES, "refine": FRAMES}


def test_instances_are_only_things_and_share_no_pixel(session, video):
    frames, tracks = frames_of(session, video, task=Task.INSTANCE, smallest_score=0.0)
    assert tracks, "an untrained network finds something if every score is accepted"
    assert all(VOCABULARY[label.category].is_thing for label in tracks.values())
    for frame in frames:
        assert sum(mask.to_array().astype(int) for mask in frame.masks.values()).max() <= 1


def test_finds_nothing_with_a_score_that_nothing_reaches(session, video):
    frames, tracks = frames_of(session, video, task=Task.INSTANCE, smallest_score=1.0)
    assert len(frames) == FRAMES
    assert not tracks


@pytest.mark.parametrize("task", [Task.INSTANCE, Task.SEMANTIC, Task.PANOPTIC])
def test_settled_masks_are_neither_changed_nor_renamed(session, video, task):
    pixels = np.zeros((HEIGHT, WIDTH), bool)
    pixels[10:40, 20:60] = True
    settled = Exemplar(3, {7: Mask.from_array(pixels)})
    frames, tracks = frames_of(session, video, task=task, exemplars=(settled,), smallest_score=0.0)
    assert min(tracks) > 7
    for mask in frames[3].masks.values():
        assert not (mask.to_array() & pixels).any()


def test_a_mostly_settled_thing_leaves_no_hole(session, video):
    frames, _ = frames_of(session, video, task=Task.PANOPTIC, smallest_score=0.0)
    found, tracks = frames_of(session, video, task=Task.INSTANCE, smallest_score=0.0)
    whole = max((m for i, m in found[3].masks.items() if tracks[i].score > 0), key=lambda m: m.area)
    pixels = whole.to_array()
    pixels[:, : np.flatnonzero(pixels.any(0))[0] + 1] = False  # all of it except an edge
    settled = Exemplar(3, {7: Mask.from_array(pixels)})
    frames, _ = frames_of(
        session, video, task=Task.PANOPTIC, exemplars=(settled,), smallest_score=0.0
    )
    times = sum(mask.to_array().astype(int) for mask in frames[3].masks.values()) + pixels
    assert times.min() == times.max() == 1


def test_returns_only_the_range_and_stops_at_the_next_clip(session, video):
    frames, _ = frames_of(session, video, task=Task.SEMANTIC, first=2, last=6)
    assert [frame.frame_index for frame in frames] == [2, 3, 4, 5, 6]
    cancel = threading.Event()
    done = []
    for clip in session.segment(SegmentRequest(task=Task.SEMANTIC), video, cancel=cancel):
        done.append(clip)
        cancel.set()
    assert len(done) == 1


def test_refuses_weights_without_a_vocabulary(video):
    session = Session(tiny_weights(), device="cpu")
    assert session.vocabulary == ()
    with pytest.raises(RequestError, match="exemplar task only"):
        session.segment(SegmentRequest(task=Task.PANOPTIC), video)


def test_continues_at_a_smaller_size_when_out_of_memory_and_keeps_the_tracks(video, monkeypatch):
    said = []
    session = Session(scene_weights(), device="cpu", say=said.append)
    places = iter([Runtime("cpu", 64)])
    monkeypatch.setattr(Runtime, "smaller", lambda _: next(places, None))
    whole = SceneSegmenter.clip
    calls = []

    def clip(self, frames, settled, wanted, following):
        calls.append(self.runtime.short_side)
        if len(calls) == 2:
            raise torch.OutOfMemoryError("made in the test")
        return whole(self, frames, settled, wanted, following)

    monkeypatch.setattr(SceneSegmenter, "clip", clip)
    frames, tracks = frames_of(session, video, task=Task.SEMANTIC)
    assert len(frames) == FRAMES
    assert len(tracks) <= len(VOCABULARY), "no class started a second track"
    assert len(said) == 1
    assert calls[:3] == [96, 96, 64]


@pytest.mark.parametrize(("first", "last"), [(0, 0), (0, 1), (3, 9), (2, 10)])
def test_clips_cover_the_range_and_share_one_frame(first, last):
    clips = plan_clips(first, last, frames=3)
    assert sorted({index for clip in clips for index in clip}) == list(range(first, last + 1))
    for before, after in pairwise(clips):
        assert before[-1] == after[0]
