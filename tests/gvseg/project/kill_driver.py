"""Kill a writing process repeatedly and compare its project with a model in memory.

Run it as a script: `kill_driver.py FOLDER KILLS SEED`, with `tests` on PYTHONPATH. Each child opens
the project, makes edits, prints a line after each one, and is killed at a random moment. The file
must contain every edit that was printed. An unfinished edit must be there completely or not at all.
"""

import os
import random
import select
import signal
import sys
import time
from pathlib import Path

import numpy as np
from sample_document import snapshot

from gvseg.annotation.document import Document
from gvseg.annotation.edits import (
    AcceptMasks,
    AcceptProposals,
    AddComment,
    AddTrack,
    ClearMasks,
    Edit,
    MergeTracks,
    PaintMask,
    Propose,
    RejectProposals,
    RemoveComment,
    RemoveTrack,
    ResolveComment,
    ReviewFrames,
    SplitTrack,
    SwapIdentities,
    Verify,
)
from gvseg.annotation.history import History
from gvseg.annotation.records import FrameMask, Origin, Track, VideoSource
from gvseg.annotation.review_notes import FrameReview, ReviewState
from gvseg.annotation.start import start_document
from gvseg.errors import EditError
from gvseg.masks import Mask
from gvseg.project import Project

FRAMES, HEIGHT, WIDTH = 40, 36, 48
PEOPLE = ("Ann", "Bo")
SOURCE = VideoSource(
    path=Path("clip.mp4"),
    size_bytes=1,
    sha256="",
    height=HEIGHT,
    width=WIDTH,
    frame_count=FRAMES,
    frame_rate=25.0,
)


def act(history: History, number: int) -> None:
    """Apply edit number n, which depends only on n and the document."""
    dice = random.Random(number)
    document = history.document
    ids = sorted(document.tracks) or [0]
    track_id, other_id = dice.choice(ids), dice.choice(ids)
    frame_index = dice.randrange(FRAMES)
    kind = dice.choice(
        ["paint"] * 4
        + ["flow"] * 3
        + ["undo", "undo", "redo", "track", "shape", "find", "find", "review", "review"]
    )
    if kind != "flow":
        history.end_group()
    try:
        if kind == "paint":
            brush = np.ones((dice.randrange(1, 9), dice.randrange(1, 9)), np.bool_)
            x, y = dice.randrange(WIDTH), dice.randrange(HEIGHT)
            history.apply(PaintMask(track_id, frame_index, x, y, brush, dice.random() < 0.2))
        elif kind == "flow":
            if dice.random() < 0.3:
                history.begin_group("Propagate")
            history.apply(AcceptMasks({i: tube(dice, frame_index) for i in ids if i}))
        elif kind in ("find", "review"):
            make = finding if kind == "find" else reviewing
            history.apply(make(dice, document, frame_index))
        elif kind == "undo":
            history.undo()
        elif kind == "redo":
            history.redo()
        elif kind == "track":
            new_id = document.next_track_id
            track = Track(track_id=new_id, name=f"{new_id}", category_id=1, colour=(1, 2, 3))
            history.apply(AddTrack(track) if len(ids) < 5 else RemoveTrack(track_id))
        else:
            history.apply(
                dice.choice(
                    [
                        MergeTracks(track_id, other_id),
                        SplitTrack(track_id, max(1, frame_index)),
                        SwapIdentities(track_id, other_id, frame_index),
                        Verify((track_id,), 0, frame_index, person=dice.choice(PEOPLE)),
                        ClearMasks(track_id, 0, frame_index),
                    ]
                )
            )
    except EditError:
        pass


def reviewing(dice: random.Random, document: Document, frame_index: int) -> Edit:
    """Adds, resolves or removes a comment, or sets the review state of some frames."""
    person, comments = dice.choice(PEOPLE), sorted(document.notes.comments)
    if dice.random() < 0.4:
        review = FrameReview(dice.choice(list(ReviewState)), person, float(dice.randrange(9)))
        last = min(FRAMES - 1, frame_index + 3)
        return ReviewFrames(frame_index, last, dice.choice([review, review, None]))
    if not comments or dice.random() < 0.5:
        return AddComment(frame_index, f"look {dice.random()}", person, 1.0)
    chosen = dice.choice(comments)
    return RemoveComment(chosen) if dice.random() < 0.3 else ResolveComment(chosen, person)


def finding(dice: random.Random, document: Document, frame_index: int) -> Edit:
    """Return an edit that adds, accepts or rejects a proposal."""
    found = document.next_track_id
    if document.proposals and dice.random() < 0.5:
        chosen = (min(document.proposals),)
        return AcceptProposals(chosen) if dice.random() < 0.5 else RejectProposals(chosen)
    track = Track(
        track_id=found, name="car", category_id=1, colour=(1, 2, 3), score=0.5, is_proposed=True
    )
    masks = tube(dice, frame_index).items()
    return Propose((track,), {index: {found: record} for index, record in masks})


def tube(dice: random.Random, first: int) -> dict[int, FrameMask]:
    pixels = np.random.default_rng(dice.randrange(10**6)).random((HEIGHT, WIDTH)) < 0.3
    record = FrameMask(Mask.from_array(pixels), Origin.PROPAGATED, dice.random())
    return {index: record for index in range(first, min(FRAMES, first + 4))}


def write_until_killed(path: Path, start: int, pipe: int) -> None:
    with Project.open(path) as project:
        for number in range(start, 10**9):
            act(project.history, number)
            os.write(pipe, b".")


def count_said(pipe: int) -> int:
    said = 0
    while select.select([pipe], [], [], 0)[0]:
        chunk = os.read(pipe, 65536)
        if not chunk:
            break
        said += len(chunk)
    return said


def main(folder: Path, kills: int, seed: int) -> None:
    path = folder / "killed.gvseg"
    Project.create(path, start_document(SOURCE, [1, 2])).close()
    model = History(start_document(SOURCE, [1, 2]))
    dice = random.Random(seed)
    made = unfinished = 0
    for kill in range(kills):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            write_until_killed(path, made, writing)
            os._exit(1)
        os.close(writing)
        time.sleep(dice.uniform(0.0, 0.12))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        said = count_said(reading)
        os.close(reading)
        for number in range(made, made + said):
            act(model, number)
        made += said
        with Project.open(path) as project:
            assert project.check() == [], f"kill {kill}: {project.check()}"
            found = snapshot(project.document)
            if found != snapshot(model.document) or project.history.undo_label != model.undo_label:
                act(model, made)  # the unfinished edit had reached the disk
                made += 1
                unfinished += 1
            assert found == snapshot(model.document), f"kill {kill}: an edit is lost"
            assert project.history.undo_label == model.undo_label
            assert project.history.redo_label == model.redo_label
        model.end_group()
    sys.stdout.write(f"{kills} kills, {made} edits, {unfinished} unfinished ones kept\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
