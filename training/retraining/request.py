"""What a person asks of a retraining; kept in the run's folder, so that a run can go on."""

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
"""Masks that weigh at least this much are truth: they are shown as exemplars and scored."""


class HoldOut(Enum):
    """How the held-out share is chosen. Never by random frame: neighbours look alike."""

    AUTO = "auto"
    VIDEO = "video"
    TIME = "time"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """How much a mask counts in training, by who made it; 0 leaves it out, 1 counts fully.

    Attributes:
        drawn: painted, clicked or corrected by a person.
        verified: made by the engine, looked at and agreed to.
        imported: from a file that does not say who made it.
        propagated: made by the engine and not looked at.
        least_confidence: propagated masks of which the engine was less sure are left out.
    """

    drawn: float = 1.0
    verified: float = 1.0
    imported: float = 1.0
    propagated: float = 0.3
    least_confidence: float = 0.6

    def __post_init__(self) -> None:
        for name, value in asdict(self).items():
            if not 0.0 <= value <= 1.0:
                raise RequestError(f"What counts: {name} must be in 0..1, not {value}.")

    def weight(self, record: FrameMask) -> float:
        """How much a mask counts, 0..1."""
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
    """One retraining.

    Attributes:
        sources: projects (.gvseg) and exports; an export may be named FORMAT:PATH.
        base: weights to start from.
        minutes: of wall clock, all included.
        steps: after which training ends in any case, for runs to be repeated; None for no limit.
        videos: where videos are that have moved: looked up by name.
        counting: how much masks count.
        hold_out: how the held-out share is chosen.
        held_out_share: of the trusted frames or of the videos, 0..1.
        skip_bad: leave out sources that cannot be read instead of refusing the whole.
        replay_recipe: recipe of the base's data, drawn among the corrections against forgetting.
        replay_root: where that data lies.
        device: "cpu" or "cuda".
        seed: the same request and seed give the same batches.
        name: of the model that comes of it; "" for the folder's.
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
            raise RequestError("Replay needs both a recipe and the folder of its data.")
        if self.name:
            check_name(self.name)

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        values = asdict(self)
        values["hold_out"] = self.hold_out.value
        values["sources"] = list(self.sources)
        values["videos"] = [str(path) for path in self.videos]
        for name in ("base", "replay_recipe", "replay_root"):
            values[name] = None if values[name] is None else str(values[name])
        return values

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> "RetrainRequest":
        """Read back what `to_json` gave."""
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
    """The request of a run.

    Raises:
        RequestError: the folder holds no run that can go on.
    """
    path = folder / FILE_NAME
    try:
        return RetrainRequest.from_json(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise RequestError(f"{folder} holds no retraining that can go on ({error}).") from error
