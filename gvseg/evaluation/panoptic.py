"""VPQ for VIPSeg folders and for COCO panoptic files with video fields.

Files are not read as documents, because documents have no crowds.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from gvseg.errors import FormatError
from gvseg.evaluation.class_names import check_names
from gvseg.evaluation.progress import FrameProgress, StartProgress, unreported
from gvseg.formats.coco_images import read_videos
from gvseg.formats.coco_panoptic import image_path
from gvseg.formats.images import read_image
from gvseg.formats.json_fields import Field, read_json
from gvseg.formats.registry import find_format
from gvseg.formats.segments import ids_from_rgb
from gvseg.formats.transfer import find_files
from gvseg.formats.vipseg import LAYOUTS, find_layout, image_folder
from gvseg.metrics.vpq import MAX_ID, PanopticFrame, Segment, Vpq
from gvseg.metrics.vpq_result import VpqResult
from gvseg.vocabulary import VocabularyEntry


@dataclass(frozen=True, slots=True)
class _PanopticVideo:
    """One video: frame name -> JSON entry, and the folder of its images."""

    frames: Mapping[str, Field]
    folder: Path

    def read(self, name: str) -> PanopticFrame:
        """Return the image and segments of a frame."""
        annotation = self.frames[name]
        path = image_path(self.folder, annotation).with_suffix(".png")
        segments: dict[int, Segment] = {}
        for entry in annotation.items("segments_info"):
            segment_id = entry.integer("id", minimum=1, maximum=MAX_ID)
            is_crowd = entry.has("iscrowd") and entry.integer("iscrowd", maximum=1) == 1
            segments.setdefault(segment_id, Segment(entry.integer("category_id"), is_crowd))
        return PanopticFrame(ids_from_rgb(read_image(path, ("RGB",))), segments)


@dataclass(frozen=True, slots=True)
class _PanopticFile:
    """The content of a file: classes by id and videos by name."""

    path: Path
    categories: Mapping[int, VocabularyEntry]
    videos: Mapping[str, _PanopticVideo]


def evaluate_vpq(pred: Path, gt: Path, *, start_progress: StartProgress = unreported) -> VpqResult:
    """Return the video panoptic quality.

    Args:
        pred: results: a VIPSeg folder or its JSON, or a COCO panoptic JSON with its images.
        gt: ground truth, likewise.
        start_progress: called with the number of frames to score.

    Raises:
        FormatError: a file is invalid, a video or frame of the ground truth has no result, or the
            classes differ.
    """
    truth, results = _read(gt), _read(pred)
    if not truth.categories:
        raise FormatError(
            f"{truth.path} has no categories, which VPQ needs to distinguish things and stuff; add "
            f"them."
        )
    check_names(_names(results), _names(truth))
    pairs = list(_pairs(truth, results))
    measure = Vpq(truth.categories)
    with start_progress(sum(len(true.frames) for _, true, _ in pairs)) as progress:
        for name, true, found in pairs:
            measure.update(
                (true.read(frame) for frame in true.frames),
                _advancing(found, list(true.frames), progress),
                sequence=name,
            )
    return measure.result()


def _pairs(
    truth: _PanopticFile, results: _PanopticFile
) -> Iterator[tuple[str, _PanopticVideo, _PanopticVideo]]:
    """Yield (name, truth, results) of each video; the names of single videos may differ."""
    is_one = len(truth.videos) == len(results.videos) == 1
    for name, true in truth.videos.items():
        found = next(iter(results.videos.values())) if is_one else results.videos.get(name)
        if found is None:
            raise FormatError(f"{results.path} has no video {name}, which the ground truth has.")
        if missing := [frame for frame in true.frames if frame not in found.frames]:
            raise FormatError(
                f"{results.path} lacks {len(missing)} of the {len(true.frames)} frames of {name}, "
                f"starting with {missing[0]}."
            )
        yield name, true, found


def _advancing(
    video: _PanopticVideo, frames: list[str], progress: FrameProgress
) -> Iterator[PanopticFrame]:
    for name in frames:
        yield video.read(name)
        progress.advance()


def _names(file: _PanopticFile) -> dict[int, str]:
    return {number: entry.name for number, entry in file.categories.items()}


def _read(path: Path) -> _PanopticFile:
    if path.is_dir() and not any((path / name).is_file() for name, _ in LAYOUTS):
        path = find_files(path, find_format("coco-panoptic"))[0]
    json_path, images = find_layout(path)
    root = read_json(json_path)
    if root.has("images"):
        videos = dict(_coco_videos(root, json_path.with_suffix("")))
    else:
        videos = dict(_vipseg_videos(root, images))
    return _PanopticFile(json_path, _categories(root), videos)


def _coco_videos(root: Field, folder: Path) -> Iterator[tuple[str, _PanopticVideo]]:
    videos = read_videos(root)
    builders = videos.builders
    frames: dict[str, dict[str, Field]] = {builder.document.source.name: {} for builder in builders}
    if len(frames) < len(builders):
        root.refuse("two videos have the same name")
    for annotation in root.items("annotations"):
        builder, frame_index = videos.position_of(annotation)
        source = builder.document.source
        frames[source.name][source.frame_names[frame_index]] = annotation
    for builder in builders:
        source = builder.document.source
        own = frames[source.name]
        ordered = {name: own[name] for name in source.frame_names if name in own}
        yield source.name, _PanopticVideo(ordered, folder)


def _vipseg_videos(root: Field, images: Path) -> Iterator[tuple[str, _PanopticVideo]]:
    for annotation in root.items("annotations"):
        video_id = annotation.key_text("video_id")
        frames = {_frame_name(one): one for one in annotation.items("annotations")}
        yield video_id, _PanopticVideo(frames, image_folder(images, video_id, annotation))


def _frame_name(annotation: Field) -> str:
    if annotation.has("image_id"):
        return annotation.key_text("image_id")
    return Path(annotation.text("file_name")).stem


def _categories(root: Field) -> dict[int, VocabularyEntry]:
    entries = root.items("categories") if root.has("categories") else ()
    return {
        entry.integer("id"): VocabularyEntry(
            entry.text("name"),
            is_thing=not entry.has("isthing") or entry.integer("isthing", maximum=1) == 1,
        )
        for entry in entries
    }
