"""Names that occur in files and scripts keep their spelling, even if the code renames things.

`files_of_0_1/spellings.json` lists them as of version 0.1. No listed name may disappear, because
old files would no longer open and scripts would break. New names need not be listed until a release
contains them.
"""

import argparse
import ast
import importlib
import json
import re
import sqlite3
import sys
import tomllib
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NoReturn

import cv2
import numpy as np
import pytest
import torch
from clips import encode_clip
from networks import write_tiny_weights
from safetensors import safe_open
from sample_project import EDITS, SOURCE

ROOT = Path(__file__).parents[1]
FROZEN = Path(__file__).parent / "files_of_0_1" / "spellings.json"


def assert_keeps(kind: str, live: Iterable[str]) -> None:
    missing = sorted(set(json.loads(FROZEN.read_text(encoding="utf-8"))[kind]) - set(live))
    assert not missing, (
        f"{kind}: {', '.join(missing)} {'is' if len(missing) == 1 else 'are'} gone. Old files "
        "would no longer open, or scripts would break. You may rename things in the code, but "
        f"keep these spellings where they are written and read. Do not edit {FROZEN.name} to make "
        "this test pass."
    )


def key_paths(value: Any, path: str = "") -> set[str]:
    """Return the keys of nested JSON as "a.b[].c"; numeric keys become "#"."""
    if isinstance(value, dict):
        found = set()
        for key, inner in value.items():
            here = f"{path}.{'#' if str(key).isdecimal() else key}".lstrip(".")
            found |= {here} | key_paths(inner, here)
        return found
    if isinstance(value, list):
        return {one for inner in value for one in key_paths(inner, f"{path}[]")}
    return set()


def commands() -> dict[str, str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {**project["scripts"], **project["gui-scripts"]}


def parser_of(entry: str, monkeypatch: pytest.MonkeyPatch) -> argparse.ArgumentParser:
    """Return the parser that a console command creates at startup."""
    built: list[argparse.ArgumentParser] = []

    def catch(parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        built.append(parser)
        raise SystemExit

    module, _, function = entry.partition(":")
    with monkeypatch.context() as patch:
        patch.setattr(argparse.ArgumentParser, "parse_args", catch)
        patch.setattr(sys, "argv", ["command"])
        with pytest.raises(SystemExit):
            getattr(importlib.import_module(module), function)()
    return built[0]


def options_of(command: str, parser: argparse.ArgumentParser) -> set[str]:
    """Return commands, options and choices, such as "gvseg segment --task=instance"."""
    found = {command}
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, inner in action.choices.items():
                found |= options_of(f"{command} {name}", inner)
        for option in action.option_strings:
            found.add(f"{command} {option}")
            found |= {f"{command} {option}={choice}" for choice in action.choices or ()}
    return found


def test_commands_and_their_options(monkeypatch):
    pytest.importorskip("PySide6")
    live = {
        option
        for command, entry in commands().items()
        for option in options_of(command, parser_of(entry, monkeypatch))
    }
    assert_keeps("options", live)


def test_format_names():
    from gvseg.formats.registry import FORMATS

    assert_keeps("formats", FORMATS)


def test_action_ids_and_shortcut_presets():
    from app.actions import ACTIONS, PRESETS

    assert_keeps("actions", ACTIONS)
    assert_keeps("shortcut presets", PRESETS)


def string_constants(package: str) -> set[str]:
    """Return all string constants in the source of a package."""
    return {
        node.value
        for path in (ROOT / package).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_progress_events():
    """Includes events that are rarely written; `test_old_files` checks the others in a real run."""
    assert_keeps("progress events", string_constants("training"))


def test_names_in_a_saved_window_layout():
    """Qt restores docks and tool bars by name, so a renamed dock would lose its position."""
    live = {word for word in string_constants("app") if re.fullmatch("[a-z]+(Dock|Bar|Rail)", word)}
    assert_keeps("window layout", live)


def test_parameters_of_the_bundled_network():
    assert_keeps("network", bundled_network().state_dict())


def test_parameters_tuned_by_adaptation():
    """An adaptation refers to parameters by name; those of an old file must exist. It keeps their
    changes when it is continued, even if they are no longer tuned (see `test_adapt.py`).
    """
    from gvseg.adaptation.adapt import TUNED

    names = [name for name, _ in bundled_network().named_parameters()]
    live = {name[: dot.end()] for name in names for dot in re.finditer(r"\.", name)}
    assert_keeps("tuned prefixes", live)
    assert set(TUNED) <= live


def bundled_network() -> torch.nn.Module:
    from gvseg.model.config import ModelConfig
    from gvseg.model.network import build_network

    with safe_open(ROOT / "assets" / "weights" / "lite.safetensors", framework="pt") as file:
        config = json.loads(file.metadata()["config"])
    return build_network(ModelConfig.from_dict(config))


def test_weights_file(tmp_path):
    assert_keeps("weights file", described(write_tiny_weights(tmp_path)))


def test_card_of_the_bundled_weights():
    live = described(ROOT / "assets" / "weights" / "lite.safetensors", only="card")
    assert_keeps("card of the bundled weights", live)


def test_adaptation_file(tmp_path):
    from gvseg.adaptation.adaptation import Adaptation, save_adaptation

    path = tmp_path / "a.safetensors"
    values = {"steps": 1, "seconds": 1.0, "score_before": 0.5, "score_after": 0.6}
    save_adaptation(path, Adaptation(base="b", changes={"decoder.x": torch.ones(1)}, **values))
    assert_keeps("adaptation file", described(path))


def test_checkpoint_file(tmp_path):
    from training.checkpoint import Checkpoint, write_checkpoint

    parts = [{"decoder.x": torch.ones(1)} for _ in range(6)]
    write_checkpoint(tmp_path, Checkpoint(1, 2.0, [], *parts, torch.ones(1)))
    (path,) = tmp_path.iterdir()
    with safe_open(path, framework="pt") as file:
        assert_keeps("checkpoint file", described(path) | set(file.keys()) | {path.name})


def described(path: Path, only: str = "") -> set[str]:
    """Return the keys in the metadata of a safetensors file, and in the JSON of its values."""
    with safe_open(path, framework="pt") as file:
        metadata = file.metadata()
    found = set()
    for key, text in metadata.items():
        if key in ("format", "version"):
            found.add(f"{key}={text}")
        elif not only or key == only:
            found |= {key} | key_paths(json.loads(text), key)
    return found


def test_project_file(tmp_path):
    assert_keeps("project file", project_spellings(write_busy_project(tmp_path)))


def write_busy_project(folder: Path) -> Path:
    """Write a project with every kind of edit in its log."""
    from gvseg.annotation.start import start_document
    from gvseg.project import Project

    path = folder / "busy.gvseg"
    with Project.create(path, start_document(SOURCE, [1, 2])) as project:
        for edit in EDITS:
            project.apply(edit)
    return path


def project_spellings(path: Path) -> set[str]:
    """Return tables, columns, keys of JSON values, stored words, and kinds of changes in the edit
    log.
    """
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        found = {
            f"{pragma}={connection.execute(f'PRAGMA {pragma}').fetchone()[0]}"
            for pragma in ("application_id",)
        }
        tables = [row[0] for row in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        )]  # fmt: skip
        for table in tables:
            columns = connection.execute(f"SELECT name FROM pragma_table_info('{table}')")
            found |= {f"{table}.{row[0]}" for row in columns}
        for key, value in connection.execute("SELECT key, value FROM state"):
            fixed = key_paths(json.loads(value), f"state {key}") if key == "source" else ()
            found |= {f"state {key}", *fixed}
        for table in ("categories", "tracks"):
            for (value,) in connection.execute(f"SELECT value FROM {table}"):
                content = json.loads(value)
                if isinstance(content["attributes"], dict):
                    content["attributes"] = None  # names given by a user
                found |= key_paths(content, table)
        found |= {f"origin={row[0]}" for row in connection.execute("SELECT origin FROM masks")}
        for (payload,) in connection.execute("SELECT payload FROM step_parts"):
            step = json.loads(zlib.decompress(payload))
            found |= {f"step {key}" for key in step} | {f"step={one[0]}" for one in step["steps"]}
    finally:
        connection.close()
    return found


def test_values_stored_in_projects():
    from gvseg.annotation.records import AttributeKind, Origin

    assert_keeps("origins", [one.value for one in Origin])
    assert_keeps("attribute kinds", [one.value for one in AttributeKind])


def test_keys_of_bench_json(tmp_path):
    out = tmp_path / "bench.json"
    clip = encode_clip(tmp_path / "clip.mp4", frame_count=5)
    weights = write_tiny_weights(tmp_path)
    run_gvseg(
        "bench", str(clip), "--frames", "4", "--objects", "1", "--device", "cpu",
        "--weights", str(weights), "--json", str(out),
    )  # fmt: skip
    assert_keeps("bench json", key_paths(json.loads(out.read_text(encoding="utf-8"))))


def test_marker_of_a_finished_video_in_a_list(tmp_path):
    """`gvseg propagate --videos` recognises finished videos by this marker."""
    encode_clip(tmp_path / "clip.mp4", frame_count=3)
    mask = np.zeros((48, 64), np.uint8)
    mask[10:30, 10:30] = 1
    cv2.imwrite(str(tmp_path / "mask.png"), mask)
    listing = tmp_path / "list.txt"
    listing.write_text(f"{tmp_path / 'clip.mp4'}\t{tmp_path / 'mask.png'}\n", encoding="utf-8")
    weights = write_tiny_weights(tmp_path)
    run_gvseg(
        "propagate", "--videos", str(listing), "--out", str(tmp_path / "all"),
        "--device", "cpu", "--weights", str(weights),
    )  # fmt: skip
    (marker,) = (tmp_path / "all").rglob(".gvseg*")
    content = json.loads(marker.read_text(encoding="utf-8"))
    assert_keeps("marker of a finished video", key_paths(content) | {marker.name})


EVALUATED = {
    "jf": ("davis", "davis"),
    "miou": ("semantic-png", "semantic-png"),
    "vc": ("semantic-png", "semantic-png"),
    "vis-ap": ("ytvis-results", "ytvis"),
    "vpq": ("vipseg", "vipseg"),
    "stq": ("kitti-step", "kitti-step"),
}


@pytest.mark.parametrize("metric", EVALUATED)
def test_keys_of_evaluate_json(tmp_path, metric):
    live = key_paths(evaluated(metric, tmp_path))
    assert_keeps(f"evaluate {metric} json", live)


def evaluated(metric: str, folder: Path) -> Any:
    """Return the JSON of `gvseg evaluate` for an export compared with itself."""
    project = write_plain_project(folder)
    paths = []
    for side, name in zip(("pred", "gt"), EVALUATED[metric], strict=True):
        suffix = ".json" if name.startswith("ytvis") else ""
        path = folder / f"{side}{suffix}"
        run_gvseg("export", str(project), "--format", name, "--out", str(path))
        paths.append(str(path))
    out = folder / "figures.json"
    run_gvseg("evaluate", *paths, "--metric", metric, "--json", str(out))
    return json.loads(out.read_text(encoding="utf-8"))


def write_plain_project(folder: Path) -> Path:
    from corrected_video import write_project

    return write_project(folder)


def run_gvseg(*arguments: str) -> None:
    from gvseg.cli import main

    assert main(arguments) == 0
