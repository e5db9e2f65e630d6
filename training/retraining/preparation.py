"""Prepare a retraining: report its plan and copy its data to the run folder."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from gvseg.engine.session import Session
from gvseg.errors import OutputError
from gvseg.files import atomic_file
from gvseg.model.weights import LoadedWeights, load_weights, save_weights
from gvseg.training_runs import PLAN, REQUEST
from gvseg.vocabulary import VocabularyEntry
from training.retraining.class_maps import init_stuff_representations, write_class_maps
from training.retraining.corrections import read_corrections
from training.retraining.plan import plan_json, plan_lines
from training.retraining.recipe import replay_of
from training.retraining.request import RetrainRequest
from training.retraining.snapshot import read_snapshot, write_snapshot
from training.retraining.split import split_corrections
from training.retraining.state import write_json
from training.retraining.vocabulary import add_classes, new_entries

DATA: Final = "data"
BASE: Final = "base.safetensors"
"""Copy of the base."""
START: Final = "start.safetensors"
"""The base with the new classes."""


def prepare(
    request: RetrainRequest, folder: Path, say: Callable[[str], None] = lambda _: None
) -> dict[str, Any]:
    """Report the plan, copy the data to the run folder, and return the plan.

    On an error, everything written to the folder is removed.

    Raises:
        UserError: a source, the base or the replay data cannot be used, the folder contains other
            files with these names, or the disk is full.
    """
    own = [folder / name for name in (REQUEST, DATA, BASE, START, PLAN)]
    if not own[0].exists() and (other := [path.name for path in own if path.exists()]):
        raise OutputError(
            f"{folder} contains {other[0]} from something other than a retraining: choose another "
            "folder."
        )
    corrections = read_corrections(request, say)
    split = split_corrections(corrections.videos, request.hold_out, request.held_out_share)
    plan = plan_json(request, corrections, split)
    for line in plan_lines(plan):
        say(line)
    try:
        write_json(folder / REQUEST, request.to_json())
        shutil.rmtree(folder / DATA, ignore_errors=True)
        with atomic_file(folder / BASE) as partial:
            shutil.copyfile(request.base, partial)
        base = load_weights(folder / BASE)
        write_snapshot(split, folder / DATA)
        replay_of(request, _write_start(folder, base, request.device, say))
        write_json(folder / PLAN, plan)
    except BaseException:
        for path in own:
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        raise
    return plan


def _write_start(
    folder: Path, started: LoadedWeights, device: str, say: Callable[[str], None]
) -> tuple[VocabularyEntry, ...]:
    """Write the base with the new classes; return its vocabulary."""
    if vocabulary := started.network.config.vocabulary:
        videos = read_snapshot(folder / DATA)
        tracks = [track for video in videos for track in video.tracks.values()]
        if added := new_entries(vocabulary, tracks):
            say(f"  New classes: {', '.join(entry.name for entry in added)}.")
            started = add_classes(started, added)
        base = Session(load_weights(folder / BASE), device=device)
        write_class_maps(videos, started.network.config.vocabulary, base)
        init_stuff_representations(started, videos)
    state = started.network.state_dict()
    save_weights(
        folder / START, started.network.config, state, started.card, started.track_confidence
    )
    return started.network.config.vocabulary
