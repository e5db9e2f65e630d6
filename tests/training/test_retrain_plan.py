"""What a retraining reads, holds out and refuses."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from corrected_video import FRAMES, corrected_document, disc, write_project, write_video
from networks import write_tiny_weights
from training_sets import write_recipe, write_shapes

from gvseg.annotation.edits import ClearMasks, SetMask, UpdateCategory
from gvseg.annotation.records import FrameMask
from gvseg.dataset_file import Dataset, add_paths
from gvseg.errors import FormatError, RequestError, UserError
from gvseg.formats import write_documents
from gvseg.masks import Mask
from gvseg.project import Project
from training import cli
from training.datasets import ClipSource
from training.recipe import read_recipe
from training.retrain_command import find_weights
from training.retraining.clips import CorrectionClips, Replay
from training.retraining.corrections import (
    CorrectedVideo,
    NamedTrack,
    WeightedMask,
    read_corrections,
)
from training.retraining.recipe import PHASE
from training.retraining.request import Counting, HoldOut, RetrainRequest
from training.retraining.snapshot import read_snapshot, write_snapshot
from training.retraining.split import LONGEST_RANGE, split_corrections


def request(*sources: object, **values: object) -> RetrainRequest:
    return RetrainRequest(sources=tuple(str(one) for one in sources), base=Path("unused"), **values)


def test_masks_are_weighted_by_origin(tmp_path):
    (video,) = read_corrections(request(write_project(tmp_path))).videos
    kinds = {index: said[7].kind for index, said in video.masks.items()}
    weights = {index: said[7].weight for index, said in video.masks.items()}
    assert kinds == {
        **dict.fromkeys((0, 3, 6, 8, 9, 10, 11), "drawn"),
        1: "verified",
        2: "propagated",
    }  # the confidence of frame 4 is too low
    assert weights[0] == weights[1] == 1.0
    assert weights[2] == Counting().propagated
    assert video.tracks[7].category == "ball"


def test_masks_with_weight_0_are_not_read(tmp_path):
    counting = Counting(propagated=0.0, verified=0.0)
    (video,) = read_corrections(request(write_project(tmp_path), counting=counting)).videos
    assert sorted(video.masks) == [0, 3, 6, 8, 9, 10, 11]


def test_the_end_is_held_out_and_no_frame_is_on_both_sides(tmp_path):
    corrections = read_corrections(request(write_project(tmp_path)))
    (one,) = split_corrections(corrections.videos, HoldOut.AUTO, 0.25).videos
    assert one.held_out is not None
    assert one.held_out.scored == (10, 11)
    assert max(one.frames) < min(one.held_out.scored)
    assert one.held_out.exemplars == {7: 9}


def test_whole_videos_are_held_out_if_there_are_enough(tmp_path):
    sources = [write_project(tmp_path, name) for name in ("a", "b", "c", "d")]
    corrections = read_corrections(request(*sources))
    split = split_corrections(corrections.videos, HoldOut.AUTO, 0.25)
    held = [one.video.name for one in split.videos if one.held_out]
    assert len(held) == 1
    assert held[0] in split.how
    for one in split.videos:
        assert bool(one.frames) != (one.video.name in held)
        if one.held_out:
            assert one.held_out.exemplars == {7: 0}


def test_reports_too_few_masks_for_scoring(tmp_path):
    video = write_video(tmp_path / "short")
    document = corrected_document(video)
    ClearMasks(7, 1, FRAMES - 1).apply(document)
    Project.create(tmp_path / "short.gvseg", document).close()
    corrections = read_corrections(request(tmp_path / "short.gvseg"))
    with pytest.raises(FormatError, match="Too few trusted masks"):
        split_corrections(corrections.videos, HoldOut.AUTO, 0.25)


def test_reports_too_few_masks_in_several_videos(tmp_path):
    for name in ("a", "b"):
        document = corrected_document(write_video(tmp_path / name))
        ClearMasks(7, 1, FRAMES - 1).apply(document)
        Project.create(tmp_path / f"{name}.gvseg", document).close()
    corrections = read_corrections(request(tmp_path / "a.gvseg", tmp_path / "b.gvseg"))
    with pytest.raises(FormatError, match="Too few trusted masks"):
        split_corrections(corrections.videos, HoldOut.VIDEO, 0.25)


def test_says_which_split_has_too_few_masks(tmp_path):
    with Dataset.create(tmp_path) as dataset:
        for name, split in (("a", "train"), ("b", "val")):
            document = corrected_document(write_video(tmp_path / name))
            if split == "val":
                ClearMasks(7, 1, FRAMES - 1).apply(document)
            Project.create(tmp_path / f"{name}.gvseg", document).close()
        add_paths(dataset, [tmp_path])
        for video in dataset.videos():
            dataset.set_fields([video.video_id], split={"a": "train", "b": "val"}[video.name])
    corrections = read_corrections(request(tmp_path))
    with pytest.raises(FormatError, match="2 frames of a video of the split val"):
        split_corrections(corrections.videos, HoldOut.AUTO, 0.25)


@pytest.mark.parametrize("late", [LONGEST_RANGE - 1, LONGEST_RANGE, 4 * LONGEST_RANGE])
def test_an_object_that_appears_after_the_held_out_range_is_not_used_in_it(late):
    mask = WeightedMask(Mask.from_array(np.ones((4, 4), bool)), 1.0, "drawn")
    video = CorrectedVideo(
        name="long", source="long", path=Path("long"), size=(4, 4), frame_count=late + 1,
        tracks={1: NamedTrack("a", "ball", True), 2: NamedTrack("b", "ball", True)},
        masks={0: {1: mask}, 9: {1: mask}, late: {2: mask}},
        voids={},
    )  # fmt: skip
    other = replace(video, name="other", masks={0: {1: mask}})
    split = split_corrections([video, other], HoldOut.VIDEO, 0.25)
    held = next(one.held_out for one in split.videos if one.held_out)
    assert held.last == min(late, LONGEST_RANGE - 1)
    assert held.exemplars == ({1: 0, 2: late} if late < LONGEST_RANGE else {1: 0})
    assert max(held.scored) <= held.last


def test_an_export_is_read_with_the_new_path_of_its_video(tmp_path):
    video = write_video(tmp_path / "street")
    out = write_documents(corrected_document(video), tmp_path / "export", "davis").path
    moved = video.rename(tmp_path / "elsewhere")
    (one,) = read_corrections(request(out, videos=(moved,))).videos
    assert one.path == moved
    assert {said[7 if 7 in said else 1].kind for said in one.masks.values()} == {"imported"}


def test_a_bad_source_is_rejected_by_name_or_skipped(tmp_path):
    good, bad = write_project(tmp_path), tmp_path / "bad.gvseg"
    bad.write_bytes(b"no project")
    with pytest.raises(UserError, match=r"bad\.gvseg.*Nothing was trained; add --skip-bad"):
        read_corrections(request(good, bad))
    corrections = read_corrections(request(good, bad, skip_bad=True))
    assert [one.name for one in corrections.videos] == ["street"]
    assert "bad.gvseg" in corrections.skipped[0]
    with pytest.raises(UserError, match="nothing to train on"):
        read_corrections(request(bad, skip_bad=True))


def test_reports_the_bad_file_of_an_export(tmp_path):
    good, video = write_project(tmp_path), write_video(tmp_path / "night")
    out = write_documents(corrected_document(video), tmp_path / "export", "davis").path
    bad = sorted(out.rglob("*.png"))[3]
    bad.write_bytes(bad.read_bytes()[:40])
    with pytest.raises(UserError, match=rf"{bad.name}.*Nothing was trained; add --skip-bad"):
        read_corrections(request(good, out))
    corrections = read_corrections(request(good, out, skip_bad=True))
    assert [one.name for one in corrections.videos] == ["street"]
    assert bad.name in corrections.skipped[0]


def test_a_renamed_category_is_read_with_its_new_name(tmp_path):
    path = write_project(tmp_path)
    with Project.open(path) as project:
        project.apply(UpdateCategory(replace(project.document.category(1), name="sphere")))
    (video,) = read_corrections(request(path)).videos
    assert video.tracks[7].category == "sphere"


def test_a_snapshot_does_not_change_when_the_project_is_edited(tmp_path):
    path = write_project(tmp_path)
    corrections = read_corrections(request(path))
    split = split_corrections(corrections.videos, HoldOut.TIME, 0.25)
    write_snapshot(split, tmp_path / "data")
    with Project.open(path) as project:
        project.apply(SetMask(7, 0, FrameMask(Mask.empty(96, 112))))
    (video,) = read_snapshot(tmp_path / "data")
    assert [frame.index for frame in video.frames] == [0, 1, 2, 3, 6, 8, 9]
    assert video.held_out is not None
    assert sorted(video.held_out.truth) == [9, 10, 11]
    first = video.held_out.truth[9][1].to_array()
    assert np.array_equal(first, disc(9) > 0)
    clips = CorrectionClips((video,), PHASE, seed=1)
    batch = clips.batch(3)
    assert float(batch.truth[0].sum()) > 0
    assert set(batch.known.unique().tolist()) <= {0.0, np.float32(0.3), 1.0}


def test_an_object_of_a_few_pixels_survives_scaling(tmp_path, monkeypatch):
    monkeypatch.setattr("training.retraining.snapshot.SHORT_SIDE", 20)
    path = write_project(tmp_path)
    pixels = np.zeros((96, 112), bool)
    pixels[40, 51] = True
    with Project.open(path) as project:
        project.apply(SetMask(7, 9, FrameMask(Mask.from_array(pixels))))
    split = split_corrections(read_corrections(request(path)).videos, HoldOut.TIME, 0.25)
    write_snapshot(split, tmp_path / "data")
    (video,) = read_snapshot(tmp_path / "data")
    assert video.held_out is not None
    assert video.held_out.truth[9][1].area == 1


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"minutes": 0}, "minutes"),
        ({"held_out_share": 0.9}, "held-out share"),
        ({"replay_root": Path("x")}, "Replay needs both"),
    ],
)
def test_refuses_invalid_requests(values, message):
    with pytest.raises(RequestError, match=message):
        request("a.gvseg", **values)


def test_zero_minutes_are_rejected_and_not_replaced_with_the_default(tmp_path, capsys):
    arguments = ["retrain", "a.gvseg", "--out", str(tmp_path / "run"), "--minutes", "0"]
    assert cli.main(arguments) == 2
    assert "must be more than 0" in capsys.readouterr().err


def test_a_relative_path_to_weights_finds_their_model(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_tiny_weights(tmp_path)
    assert find_weights("tiny.safetensors") == tmp_path / "tiny.safetensors"


def test_refuses_weights_above_1():
    with pytest.raises(RequestError, match=r"drawn must be in 0\.\.1"):
        Counting(drawn=2.0)


def test_a_request_survives_a_round_trip(tmp_path):
    one = request("a.gvseg", minutes=3.0, videos=(tmp_path,), hold_out=HoldOut.VIDEO)
    assert RetrainRequest.from_json(json.loads(json.dumps(one.to_json()))) == one


def test_a_dry_run_prints_the_plan_and_leaves_nothing(tmp_path, capsys):
    path = write_project(tmp_path)
    weights = write_tiny_weights(tmp_path)
    out = tmp_path / "run"
    arguments = ["retrain", str(path), "--base", str(weights), "--out", str(out), "--dry-run"]
    assert cli.main(arguments) == 0
    plan = json.loads(capsys.readouterr().out)
    (video,) = plan["videos"]
    assert video["masks"] == {"drawn": 5, "verified": 1, "propagated": 1}
    assert video["held_out_frames"] == 2
    assert plan["categories"] == {"ball": 1}
    assert not out.exists()
    assert cli.main(["retrain", "--base", str(weights), "--dry-run"]) == 2
    assert "at least one project" in capsys.readouterr().err


def test_replay_mixes_batches_of_the_base_with_corrections(tmp_path):
    recipe = read_recipe(write_recipe(tmp_path))
    replay = Replay(ClipSource(recipe, write_shapes(tmp_path / "root")))
    corrections = read_corrections(request(write_project(tmp_path)))
    split = split_corrections(corrections.videos, HoldOut.TIME, 0.25)
    write_snapshot(split, tmp_path / "data")
    phase = replace(PHASE, canvas=96)
    clips = CorrectionClips(read_snapshot(tmp_path / "data"), phase, seed=1, replay=replay)
    batches = [clips.batch(step) for step in range(12)]
    sizes = [batch.images.shape[-1] for batch in batches]
    assert set(sizes) == {64, 96}  # the canvas of the recipe, and that of the retraining
    step = sizes.index(64)
    assert torch.equal(batches[step].images, replay.batch(step).images)
