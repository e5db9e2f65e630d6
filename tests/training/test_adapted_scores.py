"""Scores with adaptation: the network is adapted to the first frame of each video before
propagation.
"""

from types import SimpleNamespace

import fake_session
import numpy as np

from gvseg.video import open_video
from tests.clips import encode_clip
from training.validation import propagate_with


class Session(fake_session.Session):
    def __init__(self) -> None:
        self.acts: list[object] = []

    def adapt(self, exemplars, video, seconds):
        self.acts.append(("adapt", seconds, exemplars[0].frame_index, set(exemplars[0].masks)))
        return SimpleNamespace()

    def use(self, adaptation):
        self.acts.append("use")

    def segment(self, request, video, *, cancel=None):
        self.acts.append("segment")
        closed = SimpleNamespace(
            first=0,
            last=video.frame_count - 1,
            task=request.task,
            exemplars=request.exemplars,
            objects=request.objects,
        )
        return super().segment(closed, video, cancel=cancel)


def test_adapts_to_the_first_frame_of_each_video(tmp_path):
    first = np.zeros((48, 64), np.uint8)
    first[5:20, 5:30] = 2
    session = Session()
    path = encode_clip(tmp_path / "clip.mp4", frame_count=3)
    with open_video(path) as video:
        plain = list(propagate_with(session)(video, first))
        assert session.acts == ["segment"]
        session.acts.clear()
        adapted = list(propagate_with(session, 1.5)(video, first))
    assert session.acts == [("adapt", 1.5, 0, {2}), "use", "segment"]
    assert len(plain) == len(adapted) == 3
