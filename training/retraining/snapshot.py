"""What a run works on, copied into its folder at the start.

Projects may be edited, exports overwritten and videos moved while it trains, and it can go on
after a stop all the same. Pictures are kept as large as training looks at them.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from gvseg.engine.exemplar_stills import shrunk_mask
from gvseg.errors import FormatError
from gvseg.files import atomic_folder, explain_failure
from gvseg.masks import VOID, Mask
from gvseg.synthesis.stills import Labels
from gvseg.video import open_video
from training.retraining.corrections import CorrectedVideo, NamedTrack
from training.retraining.request import TRUSTED_WEIGHT
from training.retraining.split import Split, SplitVideo, Stretch

SHORT_SIDE = 480
"""Copies are no larger than this, in pixels."""
MOST_TRACKS = 254
JPEG_QUALITY = 95
INDEX = "index.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameCopy:
    """A frame to learn from.

    Attributes:
        index: in the video.
        image: picture file.
        labels: indexed PNG: 0 background, 1..254 track ids, 255 void.
        said: track id -> weight of what is said of it here, 0..1.
    """

    index: int
    image: Path
    labels: Path
    said: Mapping[int, float]

    @property
    def classes(self) -> Path:
        """Indexed PNG with a class for every pixel; only frames that show stuff have one."""
        return self.labels.parent.parent / "classes" / self.labels.name

    @property
    def is_trusted(self) -> bool:
        """Whether everything said here is trusted."""
        return bool(self.said) and min(self.said.values()) >= TRUSTED_WEIGHT


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldOut:
    """A piece of video to judge weights on: a folder of frames, frame 0 is `stretch.first`.

    Attributes:
        truth: frame of the video -> track id -> trusted mask, at the copies' size.
    """

    images: Path
    stretch: Stretch
    truth: Mapping[int, Mapping[int, Mask]]


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoCopy:
    """A video's share of a snapshot; either side may be missing. Track ids are 1..254."""

    name: str
    tracks: Mapping[int, NamedTrack]
    frames: tuple[FrameCopy, ...]
    held_out: HeldOut | None


def write_snapshot(split: Split, folder: Path) -> None:
    """Copy what a split needs; the folder appears whole or not at all.

    Raises:
        UserError: a video cannot be read, or the disk is full.
    """
    with atomic_folder(folder) as partial, explain_failure(folder):
        videos = [_copy_video(one, partial, f"{n:03d}") for n, one in enumerate(split.videos)]
        (partial / INDEX).write_text(json.dumps({"videos": videos}), encoding="utf-8")


def read_snapshot(folder: Path) -> tuple[VideoCopy, ...]:
    """A run's copies.

    Raises:
        FormatError: the folder holds none, or they are damaged.
    """
    try:
        rows = json.loads((folder / INDEX).read_text(encoding="utf-8"))["videos"]
        return tuple(_read_video(folder, row) for row in rows)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise FormatError(f"{folder} holds no data of a retraining ({error}).") from error


def _copy_video(one: SplitVideo, folder: Path, place: str) -> dict[str, Any]:
    video, stretch = one.video, one.stretch
    ids = _small_ids(video)
    size = _copy_size(video.size)
    row: dict[str, Any] = {
        "name": video.name,
        "tracks": {ids[t]: asdict(video.tracks[t]) for t in ids},
        "frames": [],
        "held_out": None,
    }
    for part in ("images", "labels", "held-out"):
        (folder / place / part).mkdir(parents=True)
    with open_video(video.path) as source:
        for index, picture in _pick(source.frames, one.frames):
            stem = f"{index:07d}"
            labels, said = _labels(video, index, ids)
            _write(folder / place / "images" / f"{stem}.jpg", _shrunk(picture, size)[..., ::-1])
            _write(folder / place / "labels" / f"{stem}.png", _shrunk(labels, size, is_mask=True))
            row["frames"].append({"index": index, "place": place, "stem": stem, "said": said})
        if stretch is not None:
            for index, picture in source.frames(stretch.first, stretch.last):
                path = folder / place / "held-out" / f"{index:07d}.jpg"
                _write(path, _shrunk(picture, size)[..., ::-1])
    if stretch is not None:
        row["held_out"] = {
            "place": place,
            "stretch": {
                **asdict(stretch),
                "exemplars": {ids[t]: i for t, i in stretch.exemplars.items() if t in ids},
            },
            "size": size,
            "truth": _truth(video, stretch, ids, size),
        }
    return row


def _pick(frames: Any, wanted: tuple[int, ...]) -> Iterator[tuple[int, NDArray[np.uint8]]]:
    """Those frames, decoded in one pass over each run of near neighbours."""
    start = 0
    for place in range(1, len(wanted) + 1):
        if place == len(wanted) or wanted[place] - wanted[place - 1] > 30:
            run = set(wanted[start:place])
            for index, picture in frames(wanted[start], wanted[place - 1]):
                if index in run:
                    yield index, picture
            start = place


def _small_ids(video: CorrectedVideo) -> dict[int, int]:
    """Track id -> id in labels; where there are too many, those with the most masks stay."""
    counts = dict.fromkeys(video.tracks, 0)
    for said in video.masks.values():
        for track_id, one in said.items():
            counts[track_id] += not one.mask.is_empty
    chosen = sorted(counts, key=lambda track_id: -counts[track_id])[:MOST_TRACKS]
    return {track_id: place + 1 for place, track_id in enumerate(sorted(chosen))}


def _labels(
    video: CorrectedVideo, index: int, ids: Mapping[int, int]
) -> tuple[Labels, dict[int, float]]:
    labels = np.zeros(video.size, np.uint8)
    said: dict[int, float] = {}
    for track_id, one in video.masks[index].items():
        if track_id in ids:
            labels[one.mask.to_array()] = ids[track_id]
            said[ids[track_id]] = one.weight
    if index in video.voids:
        labels[video.voids[index].to_array()] = VOID
    return labels, said


def _truth(
    video: CorrectedVideo, stretch: Stretch, ids: Mapping[int, int], size: tuple[int, int]
) -> dict[int, dict[int, str]]:
    wanted = {*stretch.scored, *stretch.exemplars.values()}
    truth: dict[int, dict[int, str]] = {}
    for index in sorted(wanted):
        for track_id, one in video.masks[index].items():
            if track_id in ids and one.weight >= TRUSTED_WEIGHT:
                mask = Mask.from_array(shrunk_mask(one.mask, *size))
                truth.setdefault(index, {})[ids[track_id]] = mask.counts.decode("ascii")
    return truth


def _copy_size(size: tuple[int, int]) -> tuple[int, int]:
    scale = min(1.0, SHORT_SIDE / min(size))
    return (round(size[0] * scale), round(size[1] * scale))


def _shrunk(
    picture: NDArray[np.uint8], size: tuple[int, int], *, is_mask: bool = False
) -> NDArray[np.uint8]:
    if picture.shape[:2] == size:
        return picture
    how = cv2.INTER_NEAREST if is_mask else cv2.INTER_AREA
    return np.asarray(cv2.resize(picture, (size[1], size[0]), interpolation=how), np.uint8)


def _write(path: Path, picture: NDArray[np.uint8]) -> None:
    flags = [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY] if path.suffix == ".jpg" else []
    path.write_bytes(cv2.imencode(path.suffix, np.ascontiguousarray(picture), flags)[1].tobytes())


def _read_video(folder: Path, row: Mapping[str, Any]) -> VideoCopy:
    frames = tuple(
        FrameCopy(
            index=one["index"],
            image=folder / one["place"] / "images" / f"{one['stem']}.jpg",
            labels=folder / one["place"] / "labels" / f"{one['stem']}.png",
            said={int(track): weight for track, weight in one["said"].items()},
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
        stretch=Stretch(
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
