"""Fitting the track confidence: collected predictions, scores, and the command."""

import shutil
from dataclasses import replace

import numpy as np
import pytest

from gvseg.engine.session import Session
from gvseg.model.track_confidence import EVIDENCE, TrackConfidence
from gvseg.model.weights import load_weights
from gvseg.synthesis.stills import LabelledClip
from tests.networks import tiny_weights, write_tiny_weights
from tests.training_sets import RECIPE, write_recipe, write_shapes
from training import cli
from training.confidence import auroc, calibrate, calibration_error, fit, predict, scores
from training.retraining.blend import blend
from training.rollouts import Predictions, roll_out


def answers_of(rng: np.random.Generator, count: int) -> Predictions:
    """Generate predictions whose quality depends only on the similarity to their own exemplars."""
    evidence = rng.normal(size=(count, len(EVIDENCE))).astype(np.float32)
    similarity = rng.uniform(-1, 1, count)
    evidence[:, EVIDENCE.index("own_similarity")] = similarity
    iou = np.where(similarity > 0, rng.uniform(0.7, 1.0, count), rng.uniform(0.0, 0.3, count))
    return Predictions(evidence, iou, iou > 0.4, rng.uniform(0, 1, count))


def test_a_fitted_confidence_detects_lost_objects_and_predicts_quality():
    rng = np.random.default_rng(2)
    confidence = calibrate(fit(answers_of(rng, 900), 1), answers_of(rng, 400))
    fresh = answers_of(rng, 400)
    measured = scores(predict(confidence, fresh), fresh.iou_K)
    assert measured.auroc > 0.95
    assert measured.calibration_error < 0.15
    assert 0.35 < measured.auroc - scores(fresh.head_K, fresh.iou_K).auroc


def test_auroc_is_the_probability_that_a_lost_object_ranks_lower():
    is_lost = np.array([True, True, False, False])
    assert auroc(np.array([4.0, 3.0, 2.0, 1.0]), is_lost) == 1.0
    assert auroc(np.array([1.0, 2.0, 3.0, 4.0]), is_lost) == 0.0
    assert auroc(np.array([1.0, 1.0, 1.0, 1.0]), is_lost) == 0.5
    assert np.isnan(auroc(np.array([1.0, 2.0]), np.array([False, False])))


def test_calibration_error_is_the_weighted_mean_over_bins():
    confidences = np.array([0.95] * 3 + [0.05])
    ious = np.array([0.75] * 3 + [0.05])
    assert calibration_error(confidences, ious) == pytest.approx(0.15)


def moving_squares(frames: int = 8) -> LabelledClip:
    images = np.full((frames, 96, 96, 3), 120, np.uint8)
    labels = np.zeros((frames, 96, 96), np.uint8)
    for t in range(frames):
        for label, (y, colour) in enumerate(((10, (220, 30, 30)), (56, (30, 30, 220))), start=1):
            images[t, y : y + 30, 10 + 2 * t : 40 + 2 * t] = colour
            labels[t, y : y + 30, 10 + 2 * t : 40 + 2 * t] = label
    return LabelledClip(images, labels)


def test_a_rollout_covers_every_object_and_frame_and_is_repeatable():
    session = Session(tiny_weights(), device="cpu")
    one, other = (
        roll_out(session, moving_squares(), np.random.default_rng(5), 1.0) for _ in range(2)
    )
    assert len(one.iou_K) == 2 * 7
    assert np.isfinite(one.evidence_KF).all()
    assert np.array_equal(one.evidence_KF, other.evidence_KF)
    assert ((one.iou_K >= 0) & (one.iou_K <= 1)).all()


def test_injected_failures_change_later_predictions():
    session = Session(tiny_weights(), device="cpu")
    free, planted = (
        roll_out(session, moving_squares(), np.random.default_rng(5), share) for share in (0.0, 1.0)
    )
    assert np.array_equal(free.evidence_KF[:2], planted.evidence_KF[:2])
    assert not np.array_equal(free.evidence_KF, planted.evidence_KF)


def test_a_clip_without_objects_gives_no_predictions():
    session = Session(tiny_weights(), device="cpu")
    clip = replace(moving_squares(), labels=np.zeros((8, 96, 96), np.uint8))
    assert len(roll_out(session, clip, np.random.default_rng(5), 0.0).iou_K) == 0


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    root = write_shapes(tmp_path_factory.mktemp("data"))
    for name in ("brook", "cliff", "dune", "forest"):
        shutil.copytree(root / "video" / "shown", root / "video" / name)
    return root


def run(*arguments: object) -> int:
    return cli.main([str(argument) for argument in arguments])


def test_the_command_writes_weights_that_report_the_new_confidence(root, tmp_path, capsys):
    base, out = write_tiny_weights(tmp_path), tmp_path / "out" / "w.safetensors"
    recipe = write_recipe(tmp_path)
    sizes = ("--clips", "6", "--check-frames", "3", "--device", "cpu")
    assert run("confidence", base, recipe, "--root", root, "--out", out, *sizes) == 0
    assert "calibration videos: AUROC" in capsys.readouterr().out
    loaded = load_weights(out)
    assert loaded.track_confidence is not None
    assert loaded.card["track_confidence"]["validation"]["answers"] > 0
    assert load_weights(base).track_confidence is None


def test_too_few_videos_for_calibration_give_one_line(tmp_path, capsys):
    root = write_shapes(tmp_path / "data")
    base, out = write_tiny_weights(tmp_path), tmp_path / "out.safetensors"
    recipe = write_recipe(tmp_path, RECIPE)
    assert run("confidence", base, recipe, "--root", root, "--out", out) == 2
    assert "needs at least" in capsys.readouterr().err
    assert not out.exists()


def test_a_retraining_keeps_the_confidence_of_its_start_weights(tmp_path):
    start = replace(tiny_weights(), track_confidence=TrackConfidence())
    trained = load_weights(write_tiny_weights(tmp_path))
    assert blend(start, trained).track_confidence is start.track_confidence
