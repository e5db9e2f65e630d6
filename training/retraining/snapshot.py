"""Copy the training data of a run to its folder.

The run can then be resumed even if projects were edited, exports overwritten or videos moved.
Images are stored at the size used in training.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from gvseg.engine.exemplar_stills import shrink_mask
from gvseg.errors import FormatError
from gvseg.files import atomic_folder, explain_failure
from gvseg.masks import VOID, Mask
from gvseg.synthesis.stills import Labels
from gvseg.video import open_video
from training.retraining.corrections import CorrectedVideo, NamedTrack
from training.retraining.request import TRUSTED_WEIGHT
from training.retraining.split import HeldOutRange, Split, SplitVideo

SHORT_SIDE = 480
"""Largest short side of copied frames, in pixels."""
MAX_TRACKS = 254
JPEG_QUALITY = 95
INDEX = "index.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameCopy:
    """A training frame.

    Attributes:
        index: frame index in the video.
        image: image file.
        labels: indexed PNG: 0 background, 1..254 track ids, 255 void.
        weights: track id -> weight of its mask, 0..1; tracks without a mask are missing.
    """

    index: int
    image: Path
    labels: Path
    weights: Mapping[int, float]

    @property
    def classes(self) -> Path:
        """Indexed PNG with a class for every pixel; exists only for frames that show stuff."""
        return self.labels.parent.parent / "classes" / self.labels.name

    @property
    def is_trusted(self) -> bool:
        """True if the frame has masks and all of them are trusted."""
        return bool(self.weights) and min(self.weights.values()) >= TRUSTED_WEIGHT


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldOut:
    """Held-out frames of a video.

    Attributes:
        images: folder of the frames; its first frame is `range.first`.
        range: the held-out range.
        truth: frame index in the video -> track id -> trusted mask, at the size of the copies.
    """

    images: Path
    range: HeldOutRange
    truth: Mapping[int, Mapping[int, Mask]]


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoCopy:
    """Training frames and held-out frames of a video; either may be missing. Track ids: 1..254."""

    name: str
    tracks: Mapping[int, NamedTrack]
    frames: tuple[FrameCopy, ...]
    held_out: HeldOut | None


def write_snapshot(split: Split, folder: Path) -> None:
    """Copy the frames of a split to a new folder; on an error the folder is not created.

    Raises:
        UserError: a video cannot be read, or the disk is full.
    """
    with atomic_folder(folder) as partial, explain_failure(folder):
        videos = [_copy_video(one, partial, f"{n:03d}") for n, one in enumerate(split.videos)]
        (partial / INDEX).write_text(json.dumps({"videos": videos}), encoding="utf-8")


def read_snapshot(folder: Path) -> tuple[VideoCopy, ...]:
    """Read the snapshot of a run.

    Raises:
        FormatError: the snapshot is missing or damaged.
    """
    try:
        rows = json.loads((folder / INDEX).read_text(encoding="utf-8"))["videos"]
        return tuple(_read_video(folder, row) for row in rows)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise FormatError(
            f"The training data in {folder} is missing or damaged ({error}): start a new run."
        ) from error


def _copy_video(one: SplitVideo, folder: Path, subfolder: str) -> dict[str, Any]:
    video, held_out = one.video, one.held_out
    ids = _label_ids(video)
    size = _copy_size(video.size)
    row: dict[str, Any] = {
        "name": video.name,
        "tracks": {ids[t]: asdict(video.tracks[t]) for t in ids},
        "frames": [],
        "held_out": None,
    }
    for part in ("images", "labels", "held-out"):
        (folder / subfolder / part).mkdir(parents=True)
    with open_video(video.path) as source:
        for index, image in _pick(source.frames, one.frames):
            stem = f"{index:07d}"
            labels, weights = _labels(video, index, ids)
            _write(folder / subfolder / "images" / f"{stem}.jpg", _shrink(image, size)[..., ::-1])
            _write(
                folder / subfolder / "labels" / f"{stem}.png", _shrink(labels, size, is_mask=True)
            )
            row["frames"].append(
                {"index": index, "place": subfolder, "stem": stem, "said": weights}
            )
        if held_out is not None:
            for index, image in source.frames(held_out.first, held_out.last):
                path = folder / subfolder / "held-out" / f"{index:07d}.jpg"
                _write(path, _shrink(image, size)[..., ::-1])
    if held_out is not None:
        row["held_out"] = {
            "place": subfolder,
            "stretch": {
                **asdict(held_out),
                "exemplars": {ids[t]: i for t, i in held_out.exemplars.items() if t in ids},
            },
            "size": size,
            "truth": _truth(video, held_out, ids, size),
        }
    return row


def _pick(frames: Any, wanted: tuple[int, ...]) -> Iterator[tuple[int, NDArray[np.uint8]]]:
    """Yield the wanted frames; frames close together are decoded in one pass."""
    start = 0
    for end in range(1, len(wanted) + 1):
        if end == len(wanted) or wanted[end] - wanted[end - 1] > 30:
            run = set(wanted[start:end])
            for index, image in frames(wanted[start], wanted[end - 1]):
                if index in run:
                    yield index, image
            start = end


def _label_ids(video: CorrectedVideo) -> dict[int, int]:
    """Return the label of each track; if there are too many, keep those with the most masks."""
    counts = dict.fromkeys(video.tracks, 0)
    for masks in video.masks.values():
        for track_id, one in masks.items():
            counts[track_id] += not one.mask.is_empty
    chosen = sorted(counts, key=lambda track_id: -counts[track_id])[:MAX_TRACKS]
    return {track_id: label for label, track_id in enumerate(sorted(chosen), start=1)}


def _labels(
    video: CorrectedVideo, index: int, ids: Mapping[int, int]
) -> tuple[Labels, dict[int, float]]:
    labels = np.zeros(video.size, np.uint8)
    weights: dict[int, float] = {}
    for track_id, one in video.masks[index].items():
        if track_id in ids:
            labels[one.mask.to_array()] = ids[track_id]
            weights[ids[track_id]] = one.weight
    if index in video.voids:
        labels[video.voids[index].to_array()] = VOID
    return labels, weights


def _truth(
    video: CorrectedVideo, held_out: HeldOutRange, ids: Mapping[int, int], size: tuple[int, int]
) -> dict[int, dict[int, str]]:
    wanted = {*held_out.scored, *held_out.exemplars.values()}
    truth: dict[int, dict[int, str]] = {}
    for index in sorted(wanted):
        for track_id, one in video.masks[index].items():
            if track_id in ids and one.weight >= TRUSTED_WEIGHT:
                mask = Mask.from_array(shrink_mask(one.mask, *size))
                truth.setdefault(index, {})[ids[track_id]] = mask.counts.decode("ascii")
    return truth


def _copy_size(size: tuple[int, int]) -> tuple[int, int]:
    scale = min(1.0, SHORT_SIDE / min(size))
    return (round(size[0] * scale), round(size[1] * scale))


def _shrink(
    image: NDArray[np.uint8], size: tuple[int, int], *, is_mask: bool = False
) -> NDArray[np.uint8]:
    if image.shape[:2] == size:
        return image
    how = cv2.INTER_NEAREST if is_mask else cv2.INTER_AREA
    return np.asarray(cv2.resize(image, (size[1], size[0]), interpolation=how), np.uint8)


def _write(path: Path, image: NDArray[np.uint8]) -> None:
    flags = [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY] if path.suffix == ".jpg" else []
    path.write_bytes(cv2.imencode(path.suffix, np.ascontiguousarray(image), flags)[1].tobytes())


def _read_video(folder: Path, row: Mapping[str, Any]) -> VideoCopy:
    frames = tuple(
        FrameCopy(
            index=one["index"],
            image=folder / one["place"] / "images" / f"{one['stem']}.jpg",
            labels=folder / one["place"] / "labels" / f"{one['stem']}.png",
            weights={int(track): weight for track, weight in one["said"].items()},
        )
        for one in row["frames"]
    )
    tracks = {int(track): NamedTrack(**values) for track, values in row["tracks"].items()}
    held = row["held_out"]
    return VideoCopy(
        name=row["name"],
        tracks=tracks,
        frames=frames,
        held_out=None if held is None else _read_held_out(folder, held),
    )


def _read_held_out(folder: Path, row: Mapping[str, Any]) -> HeldOut:
    stretch, (height, width) = row["stretch"], row["size"]
    return HeldOut(
        images=folder / row["place"] / "held-out",
        range=HeldOutRange(
            first=stretch["first"],
            last=stretch["last"],
            exemplars={int(track): index for track, index in stretch["exemplars"].items()},
            scored=tuple(stretch["scored"]),
        ),
        truth={
            int(index): {
                int(track): Mask(height, width, counts.encode("ascii"))
                for track, counts in masks.items()
            }
            for index, masks in row["truth"].items()
        },
    )
