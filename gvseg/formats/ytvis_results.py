"""YouTube-VIS results: a bare list of scored tracks with compressed RLE."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from gvseg.annotation.document import Document
from gvseg.annotation.records import Track
from gvseg.annotation.states import EMPTY, PRESENT
from gvseg.formats.building import MAX_FRAME_PIXELS, MAX_FRAMES, DocumentBuilder, source_from_count
from gvseg.formats.categories import category_of
from gvseg.formats.guessing import CERTAIN, Clue, Probe
from gvseg.formats.job import ExportJob, ReadJob
from gvseg.formats.json_fields import Field, as_number, read_json
from gvseg.formats.json_source import SOURCE_KEY, read_source_block, source_block
from gvseg.formats.json_stream import JsonStream, dump
from gvseg.formats.rle_fields import compressed_rle
from gvseg.formats.ytvis import frame_codes, identity_of, plan_tracks, read_track_masks

NAMES_KEY = "gvseg_frame_names"


def recognise(probe: Probe) -> Clue | None:
    """Return a clue if the file looks like YouTube-VIS results."""
    if probe.text.startswith(b"[") and probe.has_keys("video_id", "segmentations"):
        return Clue("it is a list of results with video_id and segmentations", CERTAIN)
    return None


def write(documents: Sequence[Document], out: Path, job: ExportJob) -> None:
    """Write one JSON file; see `gvseg.formats.write_documents`."""
    wanted = plan_tracks(documents, job)
    with JsonStream(out) as stream:
        stream.raw("[")
        is_first = True
        for video_id, document in enumerate(documents, start=1):
            frames = job.frames_of(document)
            names = [document.source.frame_name(frame_index) for frame_index in frames]
            block: dict[str, Any] = {
                SOURCE_KEY: source_block(document.source, len(frames)),
                NAMES_KEY: names,
            }
            for track in wanted[video_id - 1]:
                stream.raw("\n" if is_first else ",\n")
                head = {
                    "video_id": video_id,
                    "category_id": track.category_id,
                    "score": track_score(document, track, frames),
                    "track_id": track.track_id,
                }
                stream.raw(dump({**head, **block})[:-1] + ',"segmentations":[')
                for text, _ in frame_codes(document, track.track_id, job, compressed_rle):
                    stream.raw(text)
                stream.raw("]}")
                # A bare list has no header, so the first entry of a video identifies it.
                is_first, block = False, {}
        stream.raw("]\n")


def read(path: Path, job: ReadJob) -> list[Document]:
    """Read every video in a file; frames and categories have numbers but no names.

    Raises:
        FormatError: the file is not JSON, or is invalid.
    """
    root = read_json(path)
    builders: dict[int | str, DocumentBuilder] = {}
    entries = list(root.items())
    job.total_steps = len(entries)
    identities = [identity_of(entry) for entry in entries]
    for entry in entries:
        with job.entry():
            video_id = entry.identifier("video_id")
            if video_id not in builders:
                builders[video_id] = _new_builder(entry, str(video_id))
                builders[video_id].reserve_ids(identities)
            _read_entry(entry, builders[video_id], job)
        job.step()
    if not builders:
        root.refuse("it contains no results")
    return [builder.document for builder in builders.values()]


def validate(path: Path) -> list[str]:
    """Return problems that readers of the format would have."""
    read(path, ReadJob())
    return []


def track_score(document: Document, track: Track, frames: Sequence[int]) -> float:
    """Return the score of a track, or else its mean confidence, or else 1."""
    if track.score is not None:
        return track.score
    states = document.states(track.track_id)
    chosen = list(frames)
    is_present = (states.flags[chosen] & (PRESENT | EMPTY)) == PRESENT
    known = states.confidence[chosen][is_present]
    known = known[~np.isnan(known)]
    return round(float(known.mean()), 6) if known.size else 1.0


def _new_builder(entry: Field, video_id: str) -> DocumentBuilder:
    length = entry.count("segmentations")
    if not 0 < length <= MAX_FRAMES:
        entry.refuse(f"the number of frames must be between 1 and {MAX_FRAMES}, not {length}")
    codes = [field for field in entry.items("segmentations") if isinstance(field.value, dict)]
    if not codes:
        entry.refuse("the first track of a video needs a mask, which gives the frame size")
    height, width = _size(codes[0])
    name = f"video {video_id}"
    source = read_source_block(
        entry, source_from_count(name, length, height, width, is_numbered=False)
    )
    if entry.has(NAMES_KEY):
        names = tuple(item.as_text() for item in entry.items(NAMES_KEY))
        if len(names) != length:
            entry.refuse(f"{NAMES_KEY} has {len(names)} names for {length} frames")
        source = replace(source, frame_names=names)
    return DocumentBuilder(source, is_open=True)


def _read_entry(entry: Field, builder: DocumentBuilder, job: ReadJob) -> None:
    source = builder.document.source
    category_id = category_of(entry, builder)
    if entry.count("segmentations") != source.frame_count:
        entry.refuse(
            f"it has {entry.count('segmentations')} frames, but other tracks have "
            f"{source.frame_count}"
        )
    track_id = builder.new_track_for(identity_of(entry), category_id, score=_score(entry))
    read_track_masks(entry, builder, track_id, job)


def _score(entry: Field) -> float | None:
    """Return the score of a track; None if it is not a number between 0 and 1."""
    score = as_number(entry.value.get("score"))
    return score if score is not None and 0 <= score <= 1 else None


def _size(code: Field) -> tuple[int, int]:
    size = [item.as_integer(minimum=1, maximum=MAX_FRAME_PIXELS) for item in code.items("size")]
    if len(size) != 2 or size[0] * size[1] > MAX_FRAME_PIXELS:
        code.refuse(f"{size} is not a valid frame size")
    return size[0], size[1]
