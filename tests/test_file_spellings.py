"""Spellings that files and scripts depend on: none may vanish, or old files no longer open.

`files_of_0_1/` holds what version 0.1 wrote, and `spellings.json` the names in its files and on its
command lines. Names may be added; one that is missing needs a migration, never an edit of the list.
"""

import json
import re
import shutil
import sqlite3
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import sample_project
import torch
from networks import tiny_network
from sample_document import snapshot

import gvseg.cli
import training.cli
import training.recipe
from app.__main__ import main as annotate
from app.actions import ACTIONS
from app.settings import Settings
from gvseg.adaptation.adapt import TUNED
from gvseg.adaptation.adaptation import load_adaptation
from gvseg.annotation.records import AttributeKind, Origin
from gvseg.annotation.start import start_document
from gvseg.engine.bundled import bundled_weights
from gvseg.formats import FORMATS
from gvseg.model.weights import load_weights
from gvseg.project import Project

OLD = Path(__file__).parent / "files_of_0_1"
ROOT = Path(__file__).parent.parent
SPELLINGS: dict[str, Any] = json.loads((OLD / "spellings.json").read_text(encoding="utf-8"))


def assert_kept(kind: str, now: set[str], frozen: list[str] | None = None) -> None:
    missing = set(SPELLINGS[kind] if frozen is None else frozen) - now
    assert not missing, f"{kind}: {sorted(missing)} vanished; files of earlier versions use them."


def test_names_in_files_are_kept():
    assert_kept("settings", {field.name for field in fields(Settings)})
    assert_kept("actions", set(ACTIONS))
    assert_kept("formats", set(FORMATS))
    assert_kept("tuned prefixes", set(TUNED))
    assert_kept("mask origins", {origin.value for origin in Origin})
    assert_kept("attribute kinds", {kind.value for kind in AttributeKind})


@pytest.mark.parametrize("section", SPELLINGS["recipe fields"])
def test_recipes_keep_their_fields(section):
    now = {field.name for field in fields(getattr(training.recipe, section))}
    assert_kept("recipe fields", now, SPELLINGS["recipe fields"][section])


def test_progress_events_are_kept():
    source = " ".join(path.read_text("utf-8") for path in (ROOT / "training").rglob("*.py"))
    assert_kept("progress events", set(re.findall(r'"(\w+)"', source)))


def test_weights_keep_their_tensors_and_card():
    weights = load_weights(bundled_weights())
    assert_kept("weights tensors", set(weights.network.state_dict()))
    assert_kept("weights config", set(weights.network.config.to_dict()))
    assert {"calibration", "memory", "short_side"} <= set(weights.card) & set(
        SPELLINGS["weights card"]
    )


def options_of(main, *words, capsys) -> set[str]:
    with pytest.raises(SystemExit):
        main([*words, "--help"])
    return set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", capsys.readouterr().out))


@pytest.mark.parametrize("command", SPELLINGS["gvseg options"])
def test_commands_keep_their_options(command, capsys):
    options = options_of(gvseg.cli.main, command, capsys=capsys)
    assert_kept("gvseg options", options, SPELLINGS["gvseg options"][command])


@pytest.mark.parametrize("command", SPELLINGS["gvseg-train options"])
def test_training_commands_keep_their_options(command, capsys):
    options = options_of(training.cli.main, command, capsys=capsys)
    assert_kept("gvseg-train options", options, SPELLINGS["gvseg-train options"][command])


def test_the_annotation_tool_keeps_its_options(capsys):
    assert_kept("gvseg-annotate options", options_of(annotate, capsys=capsys))


def test_a_project_of_version_0_1_opens_with_all_that_is_in_it(tmp_path):
    path = Path(shutil.copy(OLD / "project.gvseg", tmp_path))
    expected = start_document(sample_project.SOURCE, [1, 2])
    for edit in sample_project.EDITS:
        edit.apply(expected)
    with Project.open(path) as project:
        assert snapshot(project.document) == snapshot(expected)
        undone = 0
        while project.history.undo_label is not None:
            project.history.undo()
            undone += 1
        assert undone == len(sample_project.EDITS), "the edit log reads back whole"
        assert snapshot(project.document) == snapshot(start_document(sample_project.SOURCE, [1, 2]))


def test_projects_keep_their_tables(tmp_path):
    path = tmp_path / "new.gvseg"
    Project.create(path, start_document(sample_project.SOURCE, [1])).close()
    connection = sqlite3.connect(path)
    tables = SPELLINGS["project tables"]
    for table in tables:
        now = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
        assert_kept("project tables", now, tables[table])
    assert_kept("project state", {key for (key,) in connection.execute("SELECT key FROM state")})
    connection.close()


def test_an_adaptation_of_version_0_1_opens():
    adaptation = load_adaptation(OLD / "adaptation.safetensors")
    assert (adaptation.steps, adaptation.seconds) == (7, 3.25)
    assert (adaptation.score_before, adaptation.score_after) == (0.5, 0.625)
    (name, change), *_ = adaptation.changes.items()
    assert name in dict(tiny_network().named_parameters())
    assert bool((change == torch.tensor(0.5)).all())
