"""Adaptations: the changes that fine-tuning to a video made to a network, and their file."""

import copy
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from torch import Tensor

from gvseg.errors import AdaptationError, WeightsError
from gvseg.model.network import GvSegNet
from gvseg.model.weights import write_tensors

FORMAT = "gvseg-adaptation"
VERSION = 1
EDGES = "edges."
"""Prefix of the parameters of the part that refines edges."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adaptation:
    """Differences to add to a network's weights.

    Attributes:
        base: `fingerprint` of the network to add them to.
        changes: parameter name -> difference, half precision; empty if nothing helped.
        steps: total steps, including continued earlier runs.
        seconds: total time, including continued earlier runs.
        score_before: score of the original network, 0..1: in the trial on the video or, without
            one, the mean IoU on held-out copies of the exemplars.
        score_after: the same with the changes.
        is_lost: whether tuning was skipped because the original network loses the object.
    """

    base: str
    changes: Mapping[str, Tensor]
    steps: int
    seconds: float
    score_before: float
    score_after: float
    is_lost: bool = False

    @property
    def is_empty(self) -> bool:
        """True if the adaptation changes nothing."""
        return not self.changes

    @property
    def has_only_edges(self) -> bool:
        """True if only the part that refines the edges of masks changed."""
        return not self.is_empty and all(name.startswith(EDGES) for name in self.changes)

    def applied_to(self, network: GvSegNet) -> GvSegNet:
        """Return an adapted copy of the network.

        Raises:
            AdaptationError: the changes were made from different weights.
        """
        if fingerprint(network) != self.base:
            raise AdaptationError(
                "The adaptation was made from different weights: adapt again, or choose the "
                "weights that it was made from."
            )
        changed = copy.deepcopy(network)
        parameters = dict(changed.named_parameters())
        with torch.no_grad():
            for name, change in self.changes.items():
                if name not in parameters or parameters[name].shape != change.shape:
                    raise AdaptationError(
                        f"The adaptation does not match the weights ({name}): adapt again."
                    )
                parameters[name].add_(change.to(parameters[name]))
        return changed.eval().requires_grad_(requires_grad=False)


def fingerprint(network: GvSegNet) -> str:
    """Return the SHA-256 of all tensors of a network, in the order of their names."""
    digest = hashlib.sha256()
    for name, tensor in sorted(network.state_dict().items()):
        digest.update(name.encode())
        digest.update(tensor.detach().cpu().contiguous().numpy().tobytes())
    return digest.hexdigest()


def save_adaptation(path: Path, adaptation: Adaptation) -> None:
    """Write an adaptation atomically.

    Raises:
        OutputError: the file cannot be written.
    """
    record = {
        "base": adaptation.base,
        "steps": adaptation.steps,
        "seconds": round(adaptation.seconds, 2),
        "score_before": adaptation.score_before,
        "score_after": adaptation.score_after,
        "is_lost": adaptation.is_lost,
    }
    metadata = {"format": FORMAT, "version": str(VERSION), "record": json.dumps(record)}
    write_tensors(path, adaptation.changes, metadata)


def load_adaptation(path: Path) -> Adaptation:
    """Read an adaptation.

    Raises:
        AdaptationError: the file is missing, is not an adaptation, or is damaged.
        WeightsError: the file is from a newer version.
    """
    if not path.is_file():
        raise AdaptationError(f"The adaptation {path} does not exist: adapt again.")
    try:
        with safe_open(path, framework="pt") as file:
            metadata = file.metadata() or {}
            if metadata.get("format") != FORMAT:
                raise AdaptationError(f"{path} is not an adaptation: adapt again.")
            if int(metadata["version"]) > VERSION:
                raise WeightsError(f"{path} was made by a newer version of GvSeg: update GvSeg.")
            record = json.loads(metadata["record"])
            changes = {name: file.get_tensor(name) for name in file.keys()}
        return Adaptation(
            base=str(record["base"]),
            changes=changes,
            steps=int(record["steps"]),
            seconds=float(record["seconds"]),
            score_before=float(record["score_before"]),
            score_after=float(record["score_after"]),
            is_lost=bool(record.get("is_lost", False)),  # missing in earlier files
        )
    except (SafetensorError, KeyError, TypeError, ValueError, OSError) as error:
        raise AdaptationError(f"{path} is damaged ({error}): adapt again.") from error
