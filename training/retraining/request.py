"""The settings of a retraining, saved in the run folder so that a run can be resumed."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any

from gvseg.annotation.records import FrameMask, Origin
from gvseg.errors import RequestError
from gvseg.model_registry import check_name

FILE_NAME = "request.json"
TRUSTED_WEIGHT = 0.7
"""Masks with at least this weight are trusted: they serve as exemplars and ground truth."""


class HoldOut(Enum):
    """How the held-out share is chosen. Random frames are not an option, because neighbouring
    frames are similar.
    """

    AUTO = "auto"
    VIDEO = "video"
    TIME = "time"
    SPLIT = "split"
    """The splits of a dataset: train to train, val (or else test) to score."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """Weights of masks in training by origin, 0 (ignored) to 1.

    Attributes:
        drawn: masks that a person painted, clicked or corrected.
        verified: predicted masks that a person verified.
        imported: masks from files that do not record their origin.
        propagated: predicted masks that nobody verified.
        least_confidence: propagated masks with a lower confidence are ignored.
    """

    drawn: float = 1.0
    verified: float = 1.0
    imported: float = 1.0
    propagated: float = 0.3
    least_confidence: float = 0.6

    def __post_init__(self) -> None:
        for name, value in asdict(self).items():
            if not 0.0 <= value <= 1.0:
                raise RequestError(f"The weight of {name} must be in 0..1, not {value}.")

    def weight(self, record: FrameMask) -> float:
        """Return the weight of a mask, 0 to 1."""
        if record.is_verified:
            return max(self.verified, self.drawn if record.origin is Origin.DRAWN else 0.0)
        if record.origin is Origin.DRAWN:
            return self.drawn
        if record.origin is Origin.IMPORTED:
            return self.imported
        is_doubtful = record.confidence is not None and record.confidence < self.least_confidence
        return 0.0 if is_doubtful else self.propagated


@dataclass(frozen=True, slots=True, kw_only=True)
class RetrainRequest:
    """Settings of a retraining.

    Attributes:
        sources: projects (.gvseg) and exports, as PATH or FORMAT:PATH.
        base: weights to start from.
        minutes: wall-clock time limit, including preparation and scoring.
        steps: largest number of training steps, for reproducible runs; None for no limit.
        videos: new paths of videos that have moved, matched by name.
        counting: weights of masks.
        hold_out: how the held-out share is chosen.
        held_out_share: share of the trusted frames or of the videos, above 0 and at most 0.5.
        skip_bad: whether to skip sources that cannot be read instead of failing.
        replay_recipe: recipe of the base's training data, mixed in to prevent forgetting.
        replay_root: root folder of that data.
        device: "cpu" or "cuda".
        seed: random seed; the same request and seed give the same batches.
        name: name of the new model; "" for the folder's name.
    """

    sources: tuple[str, ...]
    base: Path
    minutes: float = 30.0
    steps: int | None = None
    videos: tuple[Path, ...] = ()
    counting: Counting = field(default_factory=Counting)
    hold_out: HoldOut = HoldOut.AUTO
    held_out_share: float = 0.25
    skip_bad: bool = False
    replay_recipe: Path | None = None
    replay_root: Path | None = None
    device: str = "cpu"
    seed: int = 0
    name: str = ""

    def __post_init__(self) -> None:
        if not self.sources:
            raise RequestError("Name at least one project or export to train on.")
        if not self.minutes > 0:
            raise RequestError(f"The minutes must be more than 0, not {self.minutes}.")
        if not 0.0 < self.held_out_share <= 0.5:
            raise RequestError(
                f"The held-out share must be above 0 and at most 0.5, not {self.held_out_share}."
            )
        if (self.replay_recipe is None) != (self.replay_root is None):
            raise RequestError("Replay needs both --replay and --replay-root: give both.")
        if self.name:
            check_name(self.name)

    def to_json(self) -> dict[str, Any]:
        """Return JSON values."""
        values = asdict(self)
        values["hold_out"] = self.hold_out.value
        values["sources"] = list(self.sources)
        values["videos"] = [str(path) for path in self.videos]
        for name in ("base", "replay_recipe", "replay_root"):
            values[name] = None if values[name] is None else str(values[name])
        return values

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> "RetrainRequest":
        """Return the request that `to_json` was called on."""
        paths = {
            name: None if values[name] is None else Path(values[name])
            for name in ("replay_recipe", "replay_root")
        }
        return cls(
            sources=tuple(values["sources"]),
            base=Path(values["base"]),
            minutes=values["minutes"],
            steps=values["steps"],
            videos=tuple(Path(one) for one in values["videos"]),
            counting=Counting(**values["counting"]),
            hold_out=HoldOut(values["hold_out"]),
            held_out_share=values["held_out_share"],
            skip_bad=values["skip_bad"],
            device=values["device"],
            seed=values["seed"],
            name=values.get("name", ""),
            **paths,
        )


def read_request(folder: Path) -> RetrainRequest:
    """Read the request of a run.

    Raises:
        RequestError: the folder contains no run that can be resumed.
    """
    path = folder / FILE_NAME
    try:
        return RetrainRequest.from_json(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise RequestError(
            f"{folder} contains no retraining that can be resumed ({error}): choose another "
            "folder, or start a new run."
        ) from error
