"""Makes trained weights ready to ship: scores, calibration and card."""

from pathlib import Path
from typing import Any

import torch

from gvseg.engine.session import Session
from gvseg.model.weights import load_weights, save_weights
from training.evaluate import Report, validate
from training.recipe import Recipe


def release(
    weights: Path,
    recipe: Recipe,
    root: Path,
    out: Path,
    *,
    settings: dict[str, Any],
    report: Report,
) -> Path:
    """Score weights on the recipe's validation split and write them with their card.

    Args:
        weights: as `gvseg-train fit` left them.
        recipe: that they were trained with.
        root: of its data.
        out: weights file to write; the card goes beside it as .md.
        settings: engine settings that the card recommends (`short_side`, `memory`).
        report: told a line now and then.

    Returns:
        The card's path.
    """
    loaded = load_weights(weights)
    loaded.card.update(settings)
    loaded.card.pop("calibration", None)
    session = Session(loaded, device="cpu")
    card = {
        **loaded.card,
        "data": [
            *({"name": row.name, "terms": row.terms} for row in recipe.stills),
            *({"name": row.name, "terms": row.terms} for row in recipe.videos),
        ],
        **validate(session, recipe, root, report),
    }
    # Half precision halves the file; the network computes in float32 all the same.
    tensors = {
        name: tensor.to(torch.float16) for name, tensor in loaded.network.state_dict().items()
    }
    out.parent.mkdir(parents=True, exist_ok=True)
    save_weights(out, loaded.network.config, tensors, card)
    path = out.with_suffix(".md")
    path.write_text(card_text(out.stem, card), encoding="utf-8")
    return path


def card_text(name: str, card: dict[str, Any]) -> str:
    """The card for a person."""
    return "\n".join([*_training_lines(name, card), *_score_lines(card), *LIMITS])


LIMITS = (
    "## Limits",
    "",
    "- Four held-out sequences are few: the figures say that it works, not how it ranks.",
    "- Thin parts (ropes, spokes) below about four pixels at the inside size are lost.",
    "- Objects that look alike can be mixed up when they cross; correct one frame and go on.",
    "- One click on a part of a thing may mean the part or the thing; a second click says which.",
    "- Trained on people, things and street scenes, mostly in daylight.",
    "",
)


def _training_lines(name: str, card: dict[str, Any]) -> list[str]:
    return [
        f"# Weights `{name}`",
        "",
        "Exemplar-guided video segmentation, from masks or clicks. Class-agnostic: any object.",
        "",
        "## Training",
        "",
        f"Recipe `assets/recipes/{card['recipe']}.toml`, {card['steps']} steps, "
        f"{card['hours']:.1f} hours on {card.get('machine', 'two CPU cores')}; the backbone starts "
        "from EfficientNet-Lite0's ImageNet weights (Apache-2.0).",
        "",
        "| data | terms |",
        "|---|---|",
        *(f"| {row['name']} | {row['terms']} |" for row in card["data"]),
        "",
        "A tenth of each picture set and the sequences named below were kept out of training.",
        "The terms of some sets allow research only; weights trained on them inherit the doubt.",
        "",
    ]


def _score_lines(card: dict[str, Any]) -> list[str]:
    scores = card["scores"]
    clicks = ", ".join(f"{value:.3f}" for value in scores["click_iou"])
    return [
        "## Scores on held-out material",
        "",
        f"Sequences {', '.join(scores['sequences'])}; first-frame exemplar, official J&F, "
        f"short side {card.get('short_side', 384)} inside:",
        "",
        "| | J&F |",
        "|---|---|",
        f"| GvSeg | {scores['jf_gvseg']:.3f} |",
        f"| exemplar copied to every frame | {scores['jf_copy']:.3f} |",
        f"| exemplar warped by DIS optical flow | {scores['jf_dis_flow']:.3f} |",
        "",
        f"Mean IoU over clips made from held-out pictures and these sequences: "
        f"{scores['jf_made_clips_j']:.3f}.",
        f"Mean IoU after 1 to {len(scores['click_iou'])} simulated clicks on held-out pictures: "
        f"{clicks}.",
        "",
        "## Confidence",
        "",
        "Predicted IoU after calibration (Platt) against the true one, same material; fitted on "
        "it, so this is the best case:",
        "",
        "| predicted | true | answers |",
        "|---|---|---|",
        *(
            f"| {row['confidence']:.2f} | {row['iou']:.2f} | {row['count']} |"
            for row in card["reliability"]
        ),
        "",
    ]
