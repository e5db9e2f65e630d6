"""Prepare trained weights for release: scores, calibration and model card."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch

from gvseg.engine.propagation.sweep import Calibration
from gvseg.engine.session import Session
from gvseg.errors import WeightsError
from gvseg.model.weights import load_weights, save_weights
from gvseg.vocabulary import VocabularyEntry
from training.evaluate import Report, validate
from training.recipe import Recipe
from training.scene_scores import score_scenes


def release(
    weights: Path,
    recipe: Recipe,
    root: Path,
    out: Path,
    *,
    settings: dict[str, Any],
    report: Report,
    frames: int | None = None,
) -> Path:
    """Score weights on the recipe's validation split and write them with their card.

    Args:
        weights: weights file that `gvseg-train fit` wrote.
        recipe: recipe that the weights were trained with.
        root: root folder of its data.
        out: weights file to write; the card is written next to it as .md.
        settings: additional entries of the card: recommended engine settings (`short_side`,
            `memory`), and `notes` on changes since earlier weights.
        report: called with each line of progress.
        frames: number of frames of each held-out sequence to score; None for all.

    Returns:
        The card's path.

    Raises:
        WeightsError: the weights do not record how they were trained.
    """
    loaded = load_weights(weights)
    if missing := [name for name in ("recipe", "steps", "hours") if name not in loaded.card]:
        raise WeightsError(
            f"{weights} does not record how it was trained ({missing[0]}): choose weights that "
            "gvseg-train fit wrote."
        )
    loaded.card.update(settings)
    for name in ("calibration", "prompt_calibration"):
        loaded.card.pop(name, None)
    session = Session(loaded, device="cpu")
    sets = {row.name: row.terms for row in recipe.stills}
    sets |= {row.name: row.terms for row in recipe.videos}
    sets |= {row.name: row.terms for row in recipe.published}
    card = {
        **loaded.card,
        "data": [{"name": name, "terms": terms} for name, terms in sets.items()],
        **validate(session, recipe, root, report, frames),
    }
    # Validation used raw confidences; the calibrated threshold must admit the same frames.
    trust = torch.logit(torch.tensor(session.limits.trust))
    same_trust = round(float(Calibration(**card["calibration"]).apply(trust)), 4)
    card["memory"] = {**card.get("memory", {}), "trust": same_trust}
    if session.vocabulary:
        card["scenes"] = score_scenes(session, recipe, root, report)
    # Half precision halves the file; the network still computes in float32.
    tensors = {
        name: tensor.to(torch.float16) for name, tensor in loaded.network.state_dict().items()
    }
    out.parent.mkdir(parents=True, exist_ok=True)
    save_weights(out, loaded.network.config, tensors, card)
    path = out.with_suffix(".md")
    text = card_text(out.stem, card, session.vocabulary)
    path.write_text(text, encoding="utf-8")
    return path


def card_text(name: str, card: dict[str, Any], vocabulary: Sequence[VocabularyEntry]) -> str:
    """Return the card as Markdown."""
    return "\n".join(
        [
            *_training_lines(name, card, vocabulary),
            *_score_lines(card),
            *_confidence_lines(card.get("track_confidence", {})),
            *_scene_lines(card.get("scenes", [])),
            *_note_lines(card.get("notes", [])),
            *LIMITS,
        ]
    )


LIMITS = (
    "## Limits",
    "",
    "- A dozen held-out sequences show that the weights work, not how they compare with others.",
    "- Parts thinner than about four pixels at the network's input size (ropes, spokes) are lost.",
    "- Similar objects may be swapped when they cross: correct a frame and propagate again.",
    "- A click on a part may select the part or the whole object; a second click decides.",
    "- The training data shows people, objects and street scenes, mostly in daylight.",
    "- Stuff classes were learned from the streets of one town and are unreliable elsewhere.",
    "- CamVid has classes but no instances, so connected components were used as instances.",
    "  Overlapping cars or people are therefore segmented as one.",
    "",
)


def _training_lines(
    name: str, card: dict[str, Any], vocabulary: Sequence[VocabularyEntry]
) -> list[str]:
    runs = [*card.get("before", []), card]
    things = ", ".join(entry.name for entry in vocabulary if entry.is_thing)
    stuff = ", ".join(entry.name for entry in vocabulary if not entry.is_thing)
    classes = f"Things: {things}. Stuff: {stuff}." if vocabulary else "No classes."
    return [
        f"# Weights `{name}`",
        "",
        "These weights segment any object in a video, given masks or clicks.",
        "They also segment the classes below (instance, semantic and panoptic segmentation)."
        if vocabulary
        else "They do not support the automatic tasks.",
        classes,
        "",
        "## Training",
        "",
        f"The weights were trained on {card.get('machine', 'two CPU cores')}. The backbone "
        f"started from EfficientNet-Lite0's ImageNet weights (Apache-2.0), and each run from the "
        f"weights of the previous one:",
        "",
        "| recipe | steps | hours |",
        "|---|---|---|",
        *(
            f"| `assets/recipes/{run['recipe']}.toml` | {run['steps']} | {run['hours']:.1f} |"
            for run in runs
        ),
        "",
        *_mean_lines(runs),
        "| data | terms |",
        "|---|---|",
        *(f"| {row['name']} | {row['terms']} |" for row in card["data"]),
        "",
        "A tenth of each image set, CamVid's val split and the sequences below were held out "
        "from training.",
        "Some datasets are licensed for research only. It is unclear whether that extends to "
        "weights",
        "trained on them.",
        "",
    ]


def _mean_lines(runs: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return sentences about runs with averaged weights."""
    lines = []
    for run, following in zip(runs, [*runs[1:], None], strict=True):
        if recipes := run.get("mean_of", []):
            counts = Counter(recipes)
            parts = [name if n == 1 else f"{name} ({n} times)" for name, n in counts.items()]
            subject = f"`{following['recipe']}` started from" if following else "These weights are"
            lines += [f"{subject} the mean of the weights after {', '.join(parts)}.", ""]
    return lines


def _scene_lines(rows: list[dict[str, Any]]) -> list[str]:
    if not rows:
        return []
    classes: dict[str, float] = next((row["classes"] for row in rows if "classes" in row), {})
    return [
        "## Automatic tasks on held-out images",
        "",
        "mIoU is the mean over classes. PQ and AP are computed per frame, from predictions with "
        "a score of at least 0.05.",
        "If a dataset has no instances, connected components serve as true instances.",
        "",
        "| data | task | images | figures |",
        "|---|---|---|---|",
        *(
            f"| {row['set']} | {row['task']} | {row['pictures']} | {_figures(row)} |"
            for row in rows
        ),
        "",
        "IoU of each class: " + ", ".join(f"{n} {v:.2f}" for n, v in classes.items()) + ".",
        "",
    ]


def _note_lines(notes: Sequence[str]) -> list[str]:
    return (
        ["## Compared with the previous weights", "", *(f"- {one}" for one in notes), ""]
        if notes
        else []
    )


def _figures(row: dict[str, Any]) -> str:
    known = ("miou", "pq", "pq_things", "pq_stuff", "ap", "ap50")
    return ", ".join(f"{name} {row[name]:.3f}" for name in known if name in row)


CONFIDENCE_SETS = {
    "apart": "calibration videos",
    "apart_head": "the same, with the network's own head",
    "validation": "validation sequences",
    "validation_head": "the same, with the network's own head",
    "several_objects": "validation sequences with several objects",
    "several_objects_head": "the same, with the network's own head",
}
"""Key on a card -> what a confidence was evaluated on."""


def _confidence_lines(entry: dict[str, Any]) -> list[str]:
    rows = [(name, entry[key]) for key, name in CONFIDENCE_SETS.items() if key in entry]
    if not rows:
        return []
    return [
        "## Confidence of tracks",
        "",
        f"The engine reports this confidence during propagation. It was fitted on "
        f"{entry['fitted_on']} "
        "predictions for training videos, none of which is a validation sequence. AUROC measures "
        "how well a low confidence detects an IoU below 0.5. The calibration error is the mean "
        "difference between confidence and IoU:",
        "",
        "| evaluated on | AUROC | calibration error | predictions |",
        "|---|---|---|---|",
        *(
            f"| {name} | {'-' if one['auroc'] is None else format(one['auroc'], '.3f')} | "
            f"{one['calibration_error']:.3f} | {one['answers']} |"
            for name, one in rows
        ),
        "",
    ]


def _score_lines(card: dict[str, Any]) -> list[str]:
    scores = card["scores"]
    clicks = ", ".join(f"{value:.3f}" for value in scores["click_iou"])
    box = f" From a tight box: {scores['box_iou']:.3f}." if "box_iou" in scores else ""
    kinds = scores.get("by_object_count", {})
    part = (
        f"the first {scores['frames']} frames of each sequence"
        if "frames" in scores
        else "all frames"
    )
    *others, last = scores["sequences"]
    names = f"{', '.join(others)} and {last}" if others else last
    return [
        "## Scores on held-out data",
        "",
        f"The table shows official J&F of {part}, propagated from an exemplar in the first frame "
        f"at short side {card.get('short_side', 384)}. The sequences are {names}.",
        "",
        "| | J&F |",
        "|---|---|",
        f"| GvSeg, mean over objects | {scores['jf_gvseg']:.3f} |",
        *(f"| GvSeg, sequences with {kind} | {score:.3f} |" for kind, score in kinds.items()),
        f"| exemplar copied to every frame | {scores['jf_copy']:.3f} |",
        f"| exemplar warped by DIS optical flow | {scores['jf_dis_flow']:.3f} |",
        "",
        f"Mean IoU on clips made from held-out images and these sequences: "
        f"{scores['jf_made_clips_j']:.3f}.",
        f"Mean IoU after 1 to {len(scores['click_iou'])} simulated clicks on held-out images: "
        f"{clicks}.{box}",
        "",
        "## Confidence of the network's own head",
        "",
        "This confidence is used for tracks if the weights have no track confidence. The tables "
        "compare the predicted IoU after Platt calibration with the true IoU. Both were measured "
        "on the calibration data, which is a best case:",
        "",
        *_reliability_lines(card["reliability"]),
        *_prompt_reliability_lines(card.get("prompt_reliability", [])),
    ]


def _prompt_reliability_lines(rows: list[dict[str, Any]]) -> list[str]:
    if not rows:
        return []
    return ["The same for masks from clicks and boxes:", "", *_reliability_lines(rows)]


def _reliability_lines(rows: list[dict[str, Any]]) -> list[str]:
    return [
        "| predicted | true | masks |",
        "|---|---|---|",
        *(f"| {row['confidence']:.2f} | {row['iou']:.2f} | {row['count']} |" for row in rows),
        "",
    ]
