"""The registry stores models with their history, and which one is in use."""

import argparse
import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from gvseg.cli.options import add_session_options, load_session
from gvseg.errors import WeightsError
from gvseg.model_registry import BUNDLED, Model, ModelRegistry


@pytest.fixture
def registry(tmp_path: Path) -> ModelRegistry:
    return ModelRegistry(tmp_path / "models")


def model(tmp_path: Path, name: str, parent: str = BUNDLED) -> Model:
    path = tmp_path / "run" / "best.safetensors"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(name.encode())
    return Model(
        name=name,
        path=path,
        parent=parent,
        data=("street: 12 frames",),
        recipe="retrain",
        scores={"held-out J&F": 0.9},
    )


def test_the_bundled_weights_are_the_default(registry):
    assert registry.current.name == BUNDLED
    assert registry.previous is None
    assert registry.current.path.is_file()


def test_a_model_keeps_its_own_copy_and_its_history(registry, tmp_path):
    given = model(tmp_path, "street")
    registry.add(given)
    given.path.unlink()
    kept = ModelRegistry(registry.folder).find("street")
    assert kept.path.read_bytes() == b"street"
    assert (kept.parent, kept.data, kept.scores) == (given.parent, given.data, given.scores)
    assert kept.made.endswith("+00:00")
    assert registry.current.name == BUNDLED  # never automatically


def test_models_are_switched_and_rolled_back(registry, tmp_path):
    for name in ("one", "two"):
        registry.add(model(tmp_path, name))
    registry.use("one")
    registry.use("two")
    registry.use("two")
    assert registry.current.name == "two"
    assert registry.roll_back().name == "one"
    assert registry.roll_back().name == BUNDLED
    with pytest.raises(WeightsError, match="nothing to go back to"):
        registry.roll_back()
    assert registry.current.name == BUNDLED


def test_a_model_in_use_cannot_be_removed_and_removing_deletes_the_file(registry, tmp_path):
    path = registry.add(model(tmp_path, "one")).path
    registry.use("one")
    with pytest.raises(WeightsError, match="in use"):
        registry.remove("one")
    registry.use(BUNDLED)
    registry.remove("one")
    assert not path.exists()
    assert [one.name for one in registry.models()] == [BUNDLED]
    with pytest.raises(WeightsError, match="cannot be removed"):
        registry.remove(BUNDLED)


def test_missing_weights_are_replaced_with_the_bundled_ones(registry, tmp_path):
    registry.add(model(tmp_path, "one"))
    registry.use("one").path.unlink()
    assert registry.current.name == BUNDLED
    with pytest.raises(WeightsError, match="are missing"):
        registry.use("one")


@pytest.mark.parametrize("name", ["", "../up", "a/b", "x" * 90, BUNDLED])
def test_refuses_invalid_names(registry, tmp_path, name):
    with pytest.raises(WeightsError, match="name"):
        registry.add(model(tmp_path, name))


def test_a_damaged_list_is_reported_and_unchanged(registry, tmp_path):
    registry.add(model(tmp_path, "one"))
    path = registry.folder / "models.json"
    path.write_text("{", encoding="utf-8")
    with pytest.raises(WeightsError, match=r"models\.json is damaged"):
        registry.add(model(tmp_path, "two"))
    assert path.read_text(encoding="utf-8") == "{"


def test_commands_use_the_current_model_unless_another_is_given(tmp_path, monkeypatch):
    loaded = []

    def load(weights: Path | None, **_: object) -> SimpleNamespace:
        loaded.append(weights)
        return SimpleNamespace(device_line="cpu")

    monkeypatch.setattr("gvseg.engine.session.Session.load", load)
    parser = argparse.ArgumentParser()
    add_session_options(parser)
    load_session(parser.parse_args([]))
    registry = ModelRegistry()
    path = registry.add(model(tmp_path, "one")).path
    registry.use("one")
    load_session(parser.parse_args([]))
    load_session(parser.parse_args(["--weights", "other"]))
    assert loaded == [None, path, Path("other")]


def test_the_list_is_plain_json(registry, tmp_path):
    registry.add(model(tmp_path, "one"))
    values = json.loads((registry.folder / "models.json").read_text(encoding="utf-8"))
    assert values["models"][0]["name"] == "one"
