"""Registry of the user's models: their origin, their scores, and which one is in use.

The registry is a JSON file in the user's data folder, next to the weights. Does not import torch.
"""

import json
import re
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import platformdirs

from gvseg.engine.bundled import bundled_weights
from gvseg.errors import WeightsError
from gvseg.files import atomic_file

BUNDLED: Final = "bundled"
"""Name of the bundled weights."""
_INDEX: Final = "models.json"
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A weights file and its history.

    Attributes:
        name: unique in the registry.
        path: path of the weights file.
        parent: name of the model that it was trained from; "" if unknown.
        data: description of the training data.
        recipe: description of the training.
        scores: metric -> value, e.g. "held-out J&F before" -> 0.81.
        made: creation time, ISO 8601 in UTC.
        report: path of its training report; "" if there is none.
    """

    name: str
    path: Path
    parent: str = ""
    data: tuple[str, ...] = ()
    recipe: str = ""
    scores: Mapping[str, float] = field(default_factory=dict)
    made: str = ""
    report: str = ""


class ModelRegistry:
    """The models in a folder. Each query reads the file, so that it sees changes by other
    processes.

    Args:
        folder: folder of the registry; None for the user's data folder.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or Path(platformdirs.user_data_dir("gvseg")) / "models"

    def models(self) -> tuple[Model, ...]:
        """Return all models, the bundled one first, then the oldest.

        Raises:
            WeightsError: the file is damaged.
        """
        return (_bundled(), *self._read()[0])

    def find(self, name: str) -> Model:
        """Return the model of the given name.

        Raises:
            WeightsError: no model has this name.
        """
        models = self.models()
        for model in models:
            if model.name == name:
                return model
        names = ", ".join(model.name for model in models)
        raise WeightsError(f"There is no model {name!r}: choose one of {names}.")

    @property
    def current(self) -> Model:
        """Return the model in use; the bundled one if the chosen file is missing."""
        used = self._read()[1]
        model = self.find(used[-1]) if used else _bundled()
        return model if model.path.is_file() else _bundled()

    @property
    def previous(self) -> Model | None:
        """Return the model that was in use before the current one, or None."""
        used = self._read()[1]
        if not used:
            return None
        return self.find(used[-2]) if len(used) > 1 else _bundled()

    def add(self, model: Model) -> Model:
        """Add a model with a copy of its weights, without making it the current one.

        Raises:
            WeightsError: the name is taken or invalid, or the weights do not exist.
            OutputError: the disk is full.
        """
        check_name(model.name)
        models, used = self._read()
        if model.name in {BUNDLED, *(one.name for one in models)}:
            raise WeightsError(f"A model named {model.name} already exists: choose another name.")
        if not model.path.is_file():
            raise WeightsError(f"The weights file {model.path} does not exist: check the path.")
        path = self.folder / f"{model.name}.safetensors"
        with atomic_file(path) as partial:
            shutil.copyfile(model.path, partial)
        made = model.made or datetime.now(UTC).isoformat(timespec="seconds")
        added = Model(**{**_values(model), "path": path, "made": made})
        self._write([*models, added], used)
        return added

    def use(self, name: str) -> Model:
        """Make a model the default of the application and `gvseg`, and return it.

        Raises:
            WeightsError: no model has this name, or its weights file is missing.
        """
        model = self.find(name)
        if not model.path.is_file():
            raise WeightsError(
                f"The weights of {name} are missing ({model.path}): restore the file, or remove "
                "the model."
            )
        models, used = self._read()
        if (used[-1] if used else BUNDLED) != name:
            self._write(models, [*used, name])
        return model

    def roll_back(self) -> Model:
        """Make the previous model the default again, and return it.

        Raises:
            WeightsError: no other model was used before.
        """
        before = self.previous
        if before is None:
            raise WeightsError("No other model was in use before: there is nothing to go back to.")
        models, used = self._read()
        self._write(models, used[:-1])
        return before

    def remove(self, name: str) -> None:
        """Remove a model and delete its weights.

        Raises:
            WeightsError: the model is bundled, in use, or does not exist.
        """
        if name == BUNDLED:
            raise WeightsError("The bundled model cannot be removed: choose another model.")
        if name == self.current.name:
            raise WeightsError(f"{name} is in use: use another model first.")
        model = self.find(name)
        models, used = self._read()
        self._write([one for one in models if one.name != name], [u for u in used if u != name])
        with suppress(OSError):
            model.path.unlink(missing_ok=True)

    def _read(self) -> tuple[list[Model], list[str]]:
        path = self.folder / _INDEX
        try:
            values = json.loads(path.read_text(encoding="utf-8"))
            models = [_model(row) for row in values["models"]]
            names = {BUNDLED, *(model.name for model in models)}
            return models, [str(name) for name in values["used"] if name in names]
        except FileNotFoundError:
            return [], []
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise WeightsError(
                f"The list of models {path} is damaged ({error}): repair it, or move it away."
            ) from error

    def _write(self, models: list[Model], used: list[str]) -> None:
        rows = [{**_values(model), "path": str(model.path)} for model in models]
        with atomic_file(self.folder / _INDEX) as partial:
            text = json.dumps({"models": rows, "used": used}, indent=1)
            partial.write_text(text, encoding="utf-8")


def check_name(name: str) -> None:
    """Check that a name is valid for a model.

    Raises:
        WeightsError: it is not.
    """
    if not _NAME.fullmatch(name):
        raise WeightsError(
            f"{name!r} is not a valid name for a model: use letters, digits, dots, - and _."
        )


def _bundled() -> Model:
    return Model(name=BUNDLED, path=bundled_weights(), recipe="comes with GvSeg")


def _values(model: Model) -> dict[str, Any]:
    return {**asdict(model), "data": list(model.data)}


def _model(row: dict[str, Any]) -> Model:
    return Model(**{**row, "path": Path(row["path"]), "data": tuple(row["data"])})
