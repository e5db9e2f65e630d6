"""A small project, and edits of every kind for it."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from gvseg.annotation.edits import (
    AcceptMasks,
    AcceptProposals,
    AddCategory,
    AddComment,
    AddTrack,
    MapVocabulary,
    MergeTracks,
    PaintMask,
    PinExemplar,
    Propose,
    RecordPropagated,
    RejectProposals,
    RelocateVideo,
    RemoveComment,
    RemoveTrack,
    ResolveComment,
    ReviewFrames,
    SetFrameValue,
    SetMask,
    SetVoid,
    SplitTrack,
    SwapIdentities,
    UpdateTrack,
    Verify,
)
from gvseg.annotation.records import (
    Attribute,
    AttributeKind,
    Category,
    FrameMask,
    Origin,
    Prompts,
    Propagated,
    Track,
    VideoSource,
)
from gvseg.annotation.review_notes import FrameReview, ReviewState
from gvseg.masks import Mask
from gvseg.prompts import Box, Click

SOURCE = VideoSource(
    path=Path("clip.mp4"),
    size_bytes=5,
    sha256="ab",
    height=6,
    width=8,
    frame_count=20,
    frame_rate=24.0,
    frame_names=tuple(f"f{i}" for i in range(20)),
    is_folder=True,
)


def image(number: int) -> Mask:
    pixels = np.zeros((6, 8), np.bool_)
    pixels[number % 6, number % 8] = True
    return Mask.from_array(pixels)


def guess(number: int) -> FrameMask:
    return FrameMask(image(number), Origin.PROPAGATED, 0.25)


EDITS_OF_0_1 = [
    AddCategory(
        Category(
            category_id=2,
            name="Stein ü",
            is_thing=False,
            supercategory="ground",
            attributes=(Attribute("wet", AttributeKind.CHOICE, ("yes", "no"), "no"),),
        )
    ),
    AddTrack(Track(track_id=3, name="third", category_id=2, colour=(1, 2, 3), score=0.5)),
    PaintMask(1, 0, 1, 1, np.ones((3, 3), np.bool_)),
    AcceptMasks({1: {i: guess(i) for i in range(12)}, 2: {i: guess(i + 1) for i in range(5, 9)}}),
    Verify((1,), 3, 6),
    PinExemplar(2, 7),
    SetVoid(4, image(3)),
    SwapIdentities(1, 2, 6),
    SplitTrack(1, 4),
    SetMask(3, 19, FrameMask(image(2))),
    MergeTracks(2, 3),
    UpdateTrack(
        Track(track_id=2, name="n", category_id=1, colour=(9, 9, 9), attributes={"a": 1.5})
    ),
    RelocateVideo(replace(SOURCE, path=Path("/elsewhere/clip.mp4"))),
    RemoveTrack(1),
    MapVocabulary({"car": 1, "road": 2, "sky": 0}),
    Propose(
        (
            Track(
                track_id=9,
                name="car",
                category_id=1,
                colour=(1, 2, 3),
                score=0.75,
                is_proposed=True,
            ),
            Track(
                track_id=10,
                name="car",
                category_id=1,
                colour=(1, 2, 3),
                score=0.5,
                is_proposed=True,
            ),
        ),
        {frame: {9: guess(frame), 10: guess(frame + 1)} for frame in range(15, 20)},
    ),
    AcceptProposals((9,)),
    RejectProposals((10,)),
]
"""Return the edits that version 0.1 supported, which `files_of_0_1/project.gvseg` contains."""

PROMPTS = Prompts((Click(7, 5), Click(0, 1, is_positive=False)), Box(0, 1, 8, 6), image(9))

EDITS = [
    *EDITS_OF_0_1,
    SetFrameValue(2, "occluded", True, 3, 8),
    SetFrameValue(4, "how ü", "far", 7, 7),
    SetMask(2, 3, FrameMask(image(4), prompts=PROMPTS)),
    SetMask(2, 4, FrameMask(image(5), prompts=Prompts((Click(1, 2),)))),
    SwapIdentities(2, 4, 5),
    RecordPropagated({2: Propagated("0a", 3, 9)}),
    AddComment(3, "The ear is cut off ü.", "Ann", 1.5, track_id=2),
    AddComment(4, "Where is the second one?", "Bo", 2.5),
    ResolveComment(1, "Bo"),
    RemoveComment(2),
    ReviewFrames(2, 6, FrameReview(ReviewState.NEEDS_WORK, "Ann", 3.0)),
    ReviewFrames(5, 8, FrameReview(ReviewState.ACCEPTED, "Bo", 4.0)),
    ReviewFrames(3, 3, None),
    Verify((2,), 0, 5, person="Ann"),
    Verify(None, person="Bo"),
    Verify((2,), 3, 8, is_verified=False),
]
