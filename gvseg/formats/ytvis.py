"""YouTube-VIS ground truth: one JSON file, one annotation per track, uncompressed RLE.

To suit TrackEval, mmdetection and Mask2Former, the lists of an annotation (segmentations, bboxes,
areas) have one entry per frame and are null in the same frames, file names include the folder of
the video, ids start at 1, and tracks without any mask are left out.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from gvseg.annotation.changes import FrameValuesChange
from gvseg.annotation.document import Document
from gvseg.annotation.records import FrameMask, Track, VideoSource
from gvseg.formats.building import (
    MAX_FRAME_PIXELS,
    MAX_FRAMES,
    DocumentBuilder,
    source_from_count,
    source_from_frames,
)
from gvseg.formats.categories import (
    category_entries,
    category_notes,
    category_of,
    merged_categories,
)
from gvseg.formats.frame_values import read_attributes
from gvseg.formats.frames import frame_files, write_frames
from gvseg.formats.guessing import CERTAIN, Clue, Probe
from gvseg.formats.job import ExportJob, ReadJob
from gvseg.formats.json_fields import Field, as_identifier, read_json
from gvseg.formats.json_source import SOURCE_KEY, read_source_block, source_block
from gvseg.formats.json_stream import JsonStream, dump
from gvseg.formats.rle_fields import read_segmentation, uncompressed_rle
from gvseg.masks import Mask

FRAMES_FOLDER = "JPEGImages"


def recognise(probe: Probe) -> Clue | None:
    """Return a clue if the file looks like YouTube-VIS."""
    if probe.has_keys("file_names"):
        return Clue("its videos list file_names", CERTAIN)
    if probe.has_keys("videos") and b'"image' not in probe.text:
        return Clue("it has videos but no images")
    return None


def write(documents: Sequence[Document], out: Path, job: ExportJob) -> None:
    """Write one JSON file; see `gvseg.formats.write_documents`."""
    ids = job.last_ids
    first_video = ids.video + 1
    wanted = plan_tracks(documents, job)
    job.notes.extend(category_notes(documents))
    with JsonStream(out) as stream:
        info = {"description": "Written by GvSeg", "version": "1.0", "year": 0}
        stream.raw('{"info":' + dump({**info, "contributor": "", "date_created": "", "url": ""}))
        stream.raw(',\n"licenses":[],\n"videos":')
        stream.entries(
            video_entry(document, video_id, job)
            for video_id, document in enumerate(documents, start=first_video)
        )
        stream.raw(',\n"categories":')
        stream.entries(category_entries(documents))
        stream.raw(',\n"annotations":[')
        separator = "\n"
        for document, tracks in zip(documents, wanted, strict=True):
            ids.video += 1
            for track in tracks:
                ids.annotation += 1
                stream.raw(separator)
                _write_annotation(stream, (ids.annotation, ids.video), document, track, job)
                separator = ",\n"
        stream.raw("]}\n")
    if job.options.jpeg_frames:
        for document in documents:
            folder = job.frames_folder or out.parent / FRAMES_FOLDER
            write_frames(document, folder / document.source.name, job)


def write_split(documents: Sequence[Document], root: Path, job: ExportJob) -> None:
    """Write `<split>.json`, with frames in `<split>/JPEGImages`, as in YouTube-VIS 2019."""
    job.frames_folder = root / job.split / FRAMES_FOLDER
    write(documents, root / f"{job.split}.json", job)


def read(path: Path, job: ReadJob) -> list[Document]:
    """Read every video in a file.

    Raises:
        FormatError: the file is not JSON, or is invalid.
    """
    return read_root(read_json(path), job)


def read_root(root: Field, job: ReadJob) -> list[Document]:
    """Read every video in a parsed file; see `read`."""
    if isinstance(root.value, list):
        root.refuse("a bare list is a results file; read it as ytvis-results")
    builders: dict[int | str, DocumentBuilder] = {}
    categories = merged_categories(root, job) if root.has("categories") else []
    for video in root.items("videos"):
        builder = DocumentBuilder(_read_video(video, root), is_open=not categories)
        for category in categories:
            builder.add_category(**category)
        if builders.setdefault(video.identifier("id"), builder) is not builder:
            video.refuse(f"the video id {video.identifier('id')} is used twice")
    if not builders:
        root.refuse("it lists no videos")
    job.total_steps = root.count("annotations")
    identities = [identity_of(annotation) for annotation in root.items("annotations")]
    for builder in builders.values():
        builder.reserve_ids(identities)
    for annotation in root.items("annotations"):
        with job.entry():
            video_id = annotation.identifier("video_id")
            if video_id not in builders:
                annotation.refuse(f"there is no video {video_id}")
            _read_annotation(annotation, builders[video_id], job)
        job.step()
    return [builder.document for builder in builders.values()]


def identity_of(annotation: Field) -> int | str | None:
    """Return the object id of an annotation, or None."""
    value = annotation.value.get("track_id") if isinstance(annotation.value, dict) else None
    found = as_identifier(value)
    return None if isinstance(found, int) and found < 0 else found


def validate(path: Path) -> list[str]:
    """Return problems that readers of the format would have."""
    problems = []
    root = read_json(path)
    ids = [category.integer("id") for category in root.items("categories")]
    if sorted(ids) != list(range(1, len(ids) + 1)):
        problems.append("category ids are not 1..N, as mmdetection's converter expects")
    for annotation in root.items("annotations"):
        if annotation.integer("id") < 1:
            annotation.refuse("ids start at 1")
        lists = [[e.value is None for e in annotation.items(k)] for k in _LISTS]
        if not lists[0] == lists[1] == lists[2]:
            annotation.refuse("segmentations, bboxes and areas are not null in the same frames")
        for key in ("height", "width", "length"):
            annotation.integer(key, minimum=1)
    read(path, ReadJob())
    return problems


_LISTS = ("segmentations", "bboxes", "areas")


def video_entry(document: Document, video_id: int, job: ExportJob) -> dict[str, Any]:
    """Return the entry of a video."""
    frames = job.frames_of(document)
    return {
        "id": video_id,
        "width": document.source.width,
        "height": document.source.height,
        "length": len(frames),
        "file_names": frame_files(document.source, frames, as_jpeg=job.options.jpeg_frames),
        "date_captured": "",
        "license": 0,
        "flickr_url": "",
        "coco_url": "",
        SOURCE_KEY: source_block(document.source, len(frames)),
    }


def plan_tracks(documents: Sequence[Document], job: ExportJob) -> list[list[Track]]:
    """Return the tracks to write of each document, and set the number of steps of the job."""
    wanted = [_wanted_tracks(document, job.frames_of(document), job) for document in documents]
    job.total_steps = sum(
        len(job.frames_of(document)) * (len(tracks) + job.options.jpeg_frames)
        for document, tracks in zip(documents, wanted, strict=True)
    )
    return wanted


def _wanted_tracks(document: Document, frames: Sequence[int], job: ExportJob) -> list[Track]:
    """Return the tracks that have a mask in any of the frames, and add a note about the others."""
    found = []
    wanted = frames if isinstance(frames, range) else frozenset(frames)
    for track_id in document.layer_order:
        # Each document would cache its `states`, which is too much for a thousand videos.
        masks = document.masks_of(track_id, frames[0], frames[-1])
        if any(index in wanted and not record.mask.is_empty for index, record in masks):
            found.append(document.tracks[track_id])
        else:
            job.notes.append(
                f"{document.tracks[track_id].name} has no mask in these frames and was left out."
            )
    return found


def _write_annotation(
    stream: JsonStream,
    ids: tuple[int, int],
    document: Document,
    track: Track,
    job: ExportJob,
) -> None:
    source, frames = document.source, job.frames_of(document)
    head = {
        "id": ids[0],
        "video_id": ids[1],
        "category_id": track.category_id,
        "iscrowd": 0,
        "width": source.width,
        "height": source.height,
        "length": len(frames),
        "track_id": track.track_id,
        "name": track.name,
    }
    boxes: list[list[int] | None] = []
    areas: list[int | None] = []
    stream.raw(dump(head)[:-1] + ',"segmentations":[')
    for text, record in frame_codes(document, track.track_id, job, uncompressed_rle):
        stream.raw(text)
        boxes.append(None if record is None else list(record.mask.box))
        areas.append(None if record is None else record.mask.area)
    stream.raw(f'],"bboxes":{dump(boxes)},"areas":{dump(areas)}')
    own = dict(document.frame_values_of(track.track_id))
    if track.attributes:
        stream.raw(f',"attributes":{dump(dict(track.attributes))}')
    if any(frame_index in own for frame_index in frames):
        stream.raw(f',"frame_attributes":{dump([own.get(i) for i in frames])}')
    stream.raw("}")


def frame_codes(
    document: Document, track_id: int, job: ExportJob, encode: Callable[[Mask], dict[str, Any]]
) -> Iterator[tuple[str, FrameMask | None]]:
    """Yield the encoded mask of each frame (or null) and the mask; one job step per frame."""
    frames = job.frames_of(document)
    masks = document.masks_of(track_id, frames[0], frames[-1])
    ahead = next(masks, None)
    for number, frame_index in enumerate(frames):
        while ahead is not None and ahead[0] < frame_index:
            ahead = next(masks, None)
        record: FrameMask | None = None
        if ahead is not None and ahead[0] == frame_index and not ahead[1].mask.is_empty:
            record = ahead[1]
        code = "null" if record is None else dump(encode(record.mask))
        yield ("," if number else "") + code, record
        job.step()


def _read_video(video: Field, root: Field) -> VideoSource:
    names = _frame_files(video)
    count = len(names) or _frame_count(video, root)
    if not 0 < count <= MAX_FRAMES:
        video.refuse(f"the number of frames must be between 1 and {MAX_FRAMES}, not {count}")
    height = video.integer("height", minimum=1)
    width = video.integer("width", minimum=1, maximum=MAX_FRAME_PIXELS // height)
    if names and video.has("length") and video.integer("length") != len(names):
        video.refuse(f"length is {video.integer('length')}, but there are {len(names)} file names")
    folder = names[0].parent.name if names else ""
    if not folder:
        named = video.key_text("name") if video.has("name") else f"video {video.identifier('id')}"
        folder = PurePosixPath(named).name
    if names:
        source = source_from_frames(folder, tuple(name.stem for name in names), height, width)
    else:
        source = source_from_count(folder, count, height, width, is_numbered=False)
    return read_source_block(video, source)


def _frame_files(video: Field) -> list[PurePosixPath]:
    if not video.has("file_names"):
        return []
    return [PurePosixPath(n.as_text().replace("\\", "/")) for n in video.items("file_names")]


def _frame_count(video: Field, root: Field) -> int:
    """Return the stated length of a video without frame names, or else the length of its first
    track.
    """
    if video.has("length"):
        return video.integer("length")
    for annotation in root.items("annotations"):
        if annotation.has("video_id") and annotation.has("segmentations"):
            if annotation.identifier("video_id") == video.identifier("id"):
                return annotation.count("segmentations")
    return 0


def _read_annotation(annotation: Field, builder: DocumentBuilder, job: ReadJob) -> None:
    source = builder.document.source
    category_id = category_of(annotation, builder)
    if annotation.count("segmentations") != source.frame_count:
        annotation.refuse(
            f"{annotation.count('segmentations')} segmentations for {source.frame_count} frames"
        )
    name = annotation.key_text("name") if annotation.has("name") else None
    given = annotation.get("attributes") if annotation.has("attributes") else None
    values = {} if given is None else dict(read_attributes(given))
    track_id = builder.new_track_for(
        identity_of(annotation), category_id, name=name, attributes=values
    )
    read_track_masks(annotation, builder, track_id, job)
    if annotation.has("frame_attributes"):
        for frame_index, entry in enumerate(annotation.items("frame_attributes")):
            values = dict(read_attributes(entry)) if entry.value is not None else {}
            if frame_index < source.frame_count and values:
                builder.document.write(FrameValuesChange(track_id, frame_index, values))


def read_track_masks(
    annotation: Field, builder: DocumentBuilder, track_id: int, job: ReadJob
) -> None:
    """Read the masks of a track, one per frame; null and empty lists mean no mask."""
    source = builder.document.source
    for frame_index, code in enumerate(annotation.items("segmentations")):
        job.check_cancelled()  # one track of a long video can take a long time
        if not code.value:
            continue
        with job.entry():
            mask, _ = read_segmentation(code, source.height, source.width)
            if not mask.is_empty:
                builder.add_mask(track_id, frame_index, mask)
