"""Before a run: say what it will train on, and copy that into its folder."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from gvseg.engine.session import Session
from gvseg.formats.atomic import atomic_file
from gvseg.model.weights import load_weights, save_weights
from training.retraining.class_maps import represent_stuff, write_class_maps
from training.retraining.corrections import read_corrections
from training.retraining.plan import plan_json, plan_lines
from training.retraining.request import RetrainRequest
from training.retraining.snapshot import read_snapshot, write_snapshot
from training.retraining.split import split_corrections
from training.retraining.state import write_json
from training.retraining.vocabulary import new_entries, widen
from training.run_folder import PLAN, REQUEST

DATA: Final = "data"
BASE: Final = "base.safetensors"
"""The base as it was."""
START: Final = "start.safetensors"
"""The base with the classes that join."""


def prepare(
    request: RetrainRequest, folder: Path, say: Callable[[str], None] = lambda _: None
) -> dict[str, Any]:
    """Say what a request will train on, and copy that into the run's folder.

    Raises:
        UserError: a source or the base cannot be used, or the disk is full.
    """
    corrections = read_corrections(request, say)
    split = split_corrections(corrections.videos, request.hold_out, request.held_out_share)
    plan = plan_json(request, corrections, split)
    for line in plan_lines(plan):
        say(line)
    folder.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(folder / DATA, ignore_errors=True)
    write_snapshot(split, folder / DATA)
    with atomic_file(folder / BASE) as partial:
        shutil.copyfile(request.base, partial)
    _write_start(folder, request.device, say)
    write_json(folder / REQUEST, request.to_json())
    write_json(folder / PLAN, plan)
    return plan


def _write_start(folder: Path, device: str, say: Callable[[str], None]) -> None:
    started = load_weights(folder / BASE)
    if vocabulary := started.network.config.vocabulary:
        videos = read_snapshot(folder / DATA)
        tracks = [track for video in videos for track in video.tracks.values()]
        if added := new_entries(vocabulary, tracks):
            say(f"  New classes: {', '.join(entry.name for entry in added)}.")
            started = widen(started, added)
        base = Session(load_weights(folder / BASE), device=device)
        write_class_maps(videos, started.network.config.vocabulary, base)
        represent_stuff(started, videos)
    state = started.network.state_dict()
    save_weights(folder / START, started.network.config, state, started.card)
