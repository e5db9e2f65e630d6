"""The training plan of a run, as JSON and as text."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from training.retraining.corrections import KINDS, Corrections, WeightedMask
from training.retraining.request import Counting, RetrainRequest
from training.retraining.split import Split, SplitVideo


def plan_json(request: RetrainRequest, corrections: Corrections, split: Split) -> dict[str, Any]:
    """Return the plan as JSON values, for the application and the report."""
    return {
        "base": str(request.base),
        "minutes": request.minutes,
        "counting": _counting(request.counting),
        "held_out_how": split.how,
        "replay": None if request.replay_recipe is None else str(request.replay_recipe),
        "videos": [_video(one) for one in split.videos],
        "categories": _categories(split),
        "skipped": list(corrections.skipped),
    }


def plan_lines(plan: dict[str, Any]) -> list[str]:
    """Return the plan as lines of text."""
    lines = [f"Training on corrections, from {Path(plan['base']).name}:"]
    for video in plan["videos"]:
        masks = ", ".join(f"{count} {kind}" for kind, count in video["masks"].items()) or "none"
        lines.append(
            f"  {video['name']}: {video['train_frames']} training frames, "
            f"{video['tracks']} objects; masks: {masks}."
        )
        if video["held_out_frames"]:
            lines.append(
                f"    held out: {video['held_out_frames']} frames "
                f"({video['held_out_first']} to {video['held_out_last']})."
            )
    categories = ", ".join(f"{name} ({count})" for name, count in plan["categories"].items())
    counting = ", ".join(f"{kind} {weight:g}" for kind, weight in plan["counting"].items())
    lines += [
        f"  Categories (objects): {categories}.",
        f"  Weights of masks: {counting}.",
        f"  For scoring, {plan['held_out_how']}.",
        f"  Replay of the base's data: {plan['replay'] or 'none'}.",
        f"  Time: {plan['minutes']:g} minutes, including scoring.",
    ]
    return lines + [f"  SKIPPED: {reason}" for reason in plan["skipped"]]


def _counting(counting: Counting) -> dict[str, float]:
    return {
        "drawn": counting.drawn,
        "verified": counting.verified,
        "imported": counting.imported,
        "propagated": counting.propagated,
    }


def _video(one: SplitVideo) -> dict[str, Any]:
    video, held_out = one.video, one.held_out
    masks = [mask for index in one.frames for mask in video.masks[index].values()]
    return {
        "name": video.name,
        "source": video.source,
        "path": str(video.path),
        "tracks": len(video.tracks),
        "train_frames": len(one.frames),
        "masks": _by_kind(masks),
        "held_out_frames": len(held_out.scored) if held_out else 0,
        "held_out_first": held_out.scored[0] if held_out else None,
        "held_out_last": held_out.scored[-1] if held_out else None,
    }


def _by_kind(masks: Iterable[WeightedMask]) -> dict[str, int]:
    counts = Counter(one.kind for one in masks if not one.mask.is_empty)
    return {kind: counts[kind] for kind in KINDS if counts[kind]}


def _categories(split: Split) -> dict[str, int]:
    counts = Counter(track.category for one in split.videos for track in one.video.tracks.values())
    return dict(sorted(counts.items()))
