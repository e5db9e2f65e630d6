"""HTML report of a retraining: scores, images, and whether to keep the weights."""

import base64
import html
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from gvseg.files import atomic_file
from gvseg.masks import Mask
from gvseg.training_runs import REPORT
from gvseg.video.still import read_still
from training.retraining.naming import CategoryScores
from training.retraining.scoring import Scores, TrackScore
from training.retraining.snapshot import VideoCopy
from training.retraining.state import RunState
from training.retraining.verdict import Verdict

IMAGES = 3
IMAGE_WIDTH = 320
RIGHT, MISSED, WRONG = (80, 200, 120), (255, 180, 0), (230, 60, 60)
"""RGB colours of true positives, false negatives and false positives."""
_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem }
table { border-collapse: collapse; margin: 1rem 0 }
td, th { border-bottom: 1px solid #ccc; padding: .2rem .8rem; text-align: right }
td:first-child, th:first-child { text-align: left }
.verdict { font-size: 1.2rem; padding: 1rem; background: #eef3f8 }
figure { display: inline-block; margin: .4rem } figcaption { font-size: .85rem }
@media (prefers-color-scheme: dark) {
  body { background: #15181c; color: #dde } .verdict { background: #223 }
  td, th { border-color: #444 }
}
"""


def write_report(
    folder: Path,
    plan: Mapping[str, Any],
    videos: Sequence[VideoCopy],
    state: RunState,
    scores: tuple[Scores, Scores],
    named: tuple[CategoryScores, CategoryScores],
    verdict: Verdict,
) -> Path:
    """Write the report with embedded images, and return its path.

    Args:
        folder: folder of the run.
        plan: training plan.
        videos: videos of the snapshot.
        state: state of the run, with all validation scores.
        scores: scores before and after.
        named: category scores before and after.
        verdict: whether to keep the new weights.

    Raises:
        OutputError: the disk is full.
    """
    before, after = scores
    pairs = list(zip(before.tracks, after.tracks, strict=True))
    parts = [
        "<!doctype html><meta charset=utf-8><title>Training on corrections</title>",
        f"<style>{_STYLE}</style><h1>Training on corrections</h1>",
        f"<p class=verdict>{html.escape(verdict.text)}</p>",
        _curve(state),
        "<h2>Held-out frames, before and after</h2>",
        _table("category", _category_rows(before, after)),
        _table("object", [(_title(b), b.j_and_f, a.j_and_f) for b, a in pairs]),
        "<p>J&amp;F measures how well regions and contours match, 0 to 1, on held-out frames "
        f"({html.escape(str(plan['held_out_how']))}). The weights were chosen by the best of "
        f"{len(state.history)} scores on these frames, so the result is slightly optimistic.</p>",
        "" if state.best_step else "<p>The old weights are kept, so nothing changes.</p>",
        *_automatic_scores(*named),
        *_images(pairs, {video.name: video for video in videos}),
        "<h2>What it was trained on</h2>",
        _plan_table(plan),
    ]
    path = folder / REPORT
    with atomic_file(path) as partial:
        partial.write_text("\n".join(parts), encoding="utf-8")
    return path


def _title(score: TrackScore) -> str:
    return f"{score.video}: {score.name} ({score.category})"


def _category_rows(before: Scores, after: Scores) -> list[tuple[str, float, float]]:
    old, new = before.by_category(), after.by_category()
    rows = [(name, old[name], new[name]) for name in old]
    return [*rows, ("all objects", before.j_and_f, after.j_and_f)]


def _automatic_scores(before: CategoryScores, after: CategoryScores) -> list[str]:
    names = sorted(before.keys() | after.keys())
    if not names:
        return []
    rows = [(name, before.get(name), after.get(name)) for name in names]
    return [
        "<h2>Automatic tasks</h2>",
        _table("category", rows),
        "<p>AP of things (instance task) and IoU of stuff (semantic task) on a few held-out "
        "frames, 0 to 1. Predictions that were not drawn count as wrong. A dash means that the "
        "weights had no such class.</p>",
    ]


def _table(title: str, rows: Sequence[tuple[str, float | None, float | None]]) -> str:
    body = "".join(
        f"<tr><td>{html.escape(name)}<td>{_figure_or_dash(old)}<td>{_figure_or_dash(new)}"
        f"<td>{'–' if old is None or new is None else f'{new - old:+.3f}'}"
        for name, old, new in rows
    )
    return f"<table><tr><th>{title}<th>before<th>after<th>change{body}</table>"


def _figure_or_dash(figure: float | None) -> str:
    return "–" if figure is None else f"{figure:.3f}"


def _plan_table(plan: Mapping[str, Any]) -> str:
    rows = "".join(
        f"<tr><td>{html.escape(one['name'])}<td>{one['train_frames']}<td>{one['tracks']}"
        f"<td>{html.escape(', '.join(f'{n} {kind}' for kind, n in one['masks'].items()))}"
        f"<td>{one['held_out_frames']}"
        for one in plan["videos"]
    )
    skipped = "".join(f"<li>{html.escape(reason)}" for reason in plan["skipped"])
    return (
        "<table><tr><th>video<th>frames<th>objects<th>masks<th>held-out frames"
        f"{rows}</table><p>From {html.escape(str(plan['base']))}; replay: "
        f"{html.escape(str(plan['replay'] or 'none'))}.</p>"
        + (f"<p>Skipped:</p><ul>{skipped}</ul>" if skipped else "")
    )


def _curve(state: RunState) -> str:
    """Return an SVG chart of held-out J&F by step, with the chosen step marked."""
    steps = np.array([step for step, _ in state.history], float)
    values = np.array([value for _, value in state.history])
    low, high = values.min() - 0.005, values.max() + 0.005
    x = 40 + 520 * steps / max(1.0, steps.max())
    y = 140 - 120 * (values - low) / (high - low)
    line = " ".join(f"{a:.1f},{b:.1f}" for a, b in zip(x, y, strict=True))
    best = [step for step, _ in state.history].index(state.best_step)
    return (
        "<svg viewBox='0 0 600 165' width=600 role=img aria-label='held-out J&amp;F by step'>"
        f"<polyline points='{line}' fill=none stroke='#3b82c4' stroke-width=2 />"
        f"<circle cx={x[best]:.1f} cy={y[best]:.1f} r=5 fill='#3b82c4' />"
        f"<g fill=currentColor font-size=11><text x=0 y=24>{high:.3f}</text>"
        f"<text x=0 y=144>{low:.3f}</text><text x=40 y=160>step 0 (base)</text>"
        f"<text x=500 y=160>step {int(steps.max())}</text></g></svg>"
    )


def _images(
    pairs: Sequence[tuple[TrackScore, TrackScore]], videos: Mapping[str, VideoCopy]
) -> list[str]:
    """Return images of the frames with the largest gains and losses."""
    changes = sorted(
        (
            (new.j_frames[index] - old.j_frames[index], index, old, new)
            for old, new in pairs
            for index in old.j_frames
        ),
        key=lambda one: one[0],
    )
    parts = []
    for title, chosen in (("Best", changes[::-1]), ("Worst", changes)):
        parts.append(f"<h2>{title} frames</h2>")
        for _, index, old, new in _spread(chosen):
            parts.append(_figure(videos[old.video], index, old, "before"))
            parts.append(_figure(videos[new.video], index, new, "after") + "<br>")
    parts.append("<p>Green: correct. Orange: missed. Red: wrongly included.</p>")
    return parts


def _spread(
    chosen: Sequence[tuple[float, int, TrackScore, TrackScore]],
) -> list[tuple[float, int, TrackScore, TrackScore]]:
    """Return the first few, skipping neighbouring frames of the same object."""
    kept: list[tuple[float, int, TrackScore, TrackScore]] = []
    for one in chosen:
        if all(one[2] is not other[2] or abs(one[1] - other[1]) > 3 for other in kept):
            kept.append(one)
        if len(kept) == IMAGES:
            break
    return kept


def _figure(video: VideoCopy, index: int, score: TrackScore, when: str) -> str:
    held = video.held_out
    if held is None:
        return ""
    image = read_still(held.images / f"{index:07d}.jpg")
    shown = _overlay(image, held.truth[index][score.track], score.masks[index])
    scale = IMAGE_WIDTH / shown.shape[1]
    small = cv2.resize(shown, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    data = base64.b64encode(cv2.imencode(".jpg", small[..., ::-1])[1].tobytes()).decode("ascii")
    caption = f"{_title(score)}, frame {index}, {when}: J {score.j_frames[index]:.3f}"
    return (
        f"<figure><img src='data:image/jpeg;base64,{data}' alt='{html.escape(caption)}'>"
        f"<figcaption>{html.escape(caption)}</figcaption></figure>"
    )


def _overlay(image: NDArray[np.uint8], truth: Mask, found: Mask) -> NDArray[np.uint8]:
    is_there, is_found = truth.to_array(), found.to_array()
    painted = image.astype(np.float32)
    for where, colour in (
        (is_there & is_found, RIGHT),
        (is_there & ~is_found, MISSED),
        (~is_there & is_found, WRONG),
    ):
        painted[where] = 0.45 * painted[where] + 0.55 * np.array(colour, np.float32)
    return painted.astype(np.uint8)
