"""Datasets with one JSON file per split: YouTube-VIS, OVIS, COCO and COCO panoptic."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, Final

from gvseg.annotation.document import Document
from gvseg.dataset_import.json_parts import JsonParts, placed, placed_error
from gvseg.dataset_import.layout import Layout, Listing, PublishedVideo, Splits, only
from gvseg.formats import coco, coco_panoptic, coco_read, ytvis
from gvseg.formats.coco_conventions import crowd_reading
from gvseg.formats.frame_groups import FrameFile, group_frames
from gvseg.formats.guessing import Probe
from gvseg.formats.job import ReadJob
from gvseg.formats.json_fields import Field, as_identifier
from gvseg.formats.read_report import EntryError

_Reader = Callable[[Field, ReadJob], list[Document]]
_NAMED: Final = ("annotations_", "instances_", "panoptic_")


def _youtube_vis_splits(root: Path) -> Splits:
    """Find `train.json`, `train/instances.json`, `annotations_train.json` and similar files."""
    found: dict[str, Path] = {}
    for file in _json_files(root):
        is_ours = ytvis.recognise(Probe(file)) is not None
        if is_ours and "results" not in file.stem:
            split = file.parent.name if file.stem == "instances" else _split_of(file)
            found.setdefault(split, file)
    return found


def _coco_splits(root: Path) -> Splits:
    """Find `annotations/instances_train.json`, or `train/_annotations.coco.json` of Roboflow."""
    found: dict[str, Path] = {}
    for file in sorted((root / "annotations").glob("instances_*.json")):
        if coco.recognise(Probe(file)) is not None:
            found.setdefault(_split_of(file), file)
    for file in sorted(root.glob("*/_annotations.coco.json")):
        found.setdefault(file.parent.name, file)
    return found


def _coco_panoptic_splits(root: Path) -> Splits:
    files = sorted((root / "annotations").glob("panoptic_*.json"))
    return {_split_of(file): file for file in files if file.with_suffix("").is_dir()}


def _json_files(root: Path) -> list[Path]:
    patterns = ("*.json", "*/instances.json", "annotations/*.json")
    found = [file for pattern in patterns for file in sorted(root.glob(pattern))]
    return [file for file in found if not file.name.startswith(".")]


def _split_of(file: Path) -> str:
    for begin in _NAMED:
        if file.stem.startswith(begin):
            return file.stem.removeprefix(begin)
    return file.stem


def _list_youtube_vis(root: Path, splits: Splits, listing: Listing) -> list[PublishedVideo]:
    found = []
    for split, file in splits.items():
        parts = JsonParts(file, "video_id", listing)
        if not parts.has_annotations:
            listing.notes.append(f"{file} has no annotations, so its videos have no masks.")
        videos = parts.entries("videos")
        places = _image_folders(root, split)
        for number, video in enumerate(videos):
            first = _first_file(video)
            name = first.parent.name or f"video {_id_of(video, number)}"
            read = partial(_read_video, parts, video, ytvis.read_root)
            frames = tuple(place / first.parent for place in places) if first.parent.name else ()
            found.append(PublishedVideo(name=name, split=split, read=read, frames=frames))
        owners = {as_identifier(v.get("id")) for v in videos if isinstance(v, dict)}
        listing.notes += [str(one) for one in parts.orphans(owners)]
    return found


def _read_video(parts: JsonParts, video: Any, read: _Reader, job: ReadJob) -> Document:
    video_id = video.get("id") if isinstance(video, dict) else None
    # Some files without tracks lack the list of categories too.
    lists = {"videos": [video], "categories": parts.entries("categories")}
    root, positions = parts.root([video_id], **lists)
    return _read_part(root, positions, read, job)


def _list_images(
    root: Path, splits: Splits, listing: Listing, *, reader: _Reader
) -> list[PublishedVideo]:
    found = []
    for split, file in splits.items():
        parts = JsonParts(file, "image_id", listing)
        images = [one for one in parts.entries("images") if isinstance(one, dict)]
        choices = crowd_reading(parts.crowds)
        places = _image_folders(root, split)
        if file.parent.name == split:
            places = [file.parent, *places]
        groups = _group_images(images, file)
        alone = sum(len(members) == 1 for _, members in groups)
        if alone > len(groups) / 2:
            listing.notes.append(
                f"{split}: {alone} images do not belong to a video; each becomes a video of one "
                "frame."
            )
        for name, members in groups:
            own = [images[number] for number in members]
            first = _file_of(own[0])
            inside = first if len(own) == 1 else first.parent
            frames = tuple(place / inside for place in places)
            read = partial(_read_images, parts, own, choices, reader)
            found.append(PublishedVideo(name=name, split=split, read=read, frames=frames))
        owners = {as_identifier(image.get("id")) for image in images}
        listing.notes += [str(one) for one in parts.orphans(owners)]
    return found


def _read_images(
    parts: JsonParts,
    images: list[dict[str, Any]],
    choices: dict[str, str],
    read: _Reader,
    job: ReadJob,
) -> Document:
    ids = {image.get("video_id") for image in images}
    lists = {
        name: [
            one
            for one in parts.entries(name)
            if isinstance(one, dict) and one.get(key, one.get("id")) in ids
        ]
        for name, key in (("videos", "id"), ("tracks", "video_id"))
    }
    root, positions = parts.root(
        [image.get("id") for image in images],
        images=images,
        categories=parts.entries("categories"),
        **{name: some for name, some in lists.items() if some},
    )
    job.choices = {**choices, **job.choices}
    return _read_part(root, positions, read, job)


def _read_part(root: Field, positions: list[int], read: _Reader, job: ReadJob) -> Document:
    """Read a part of a file, and report its entries by their position in the whole file."""
    before = len(job.omissions)
    try:
        document = only(read(root, job), root.file)
    except EntryError as error:
        raise placed_error(error, positions) from error
    job.omissions[before:] = [placed(one, positions) for one in job.omissions[before:]]
    return document


def _group_images(images: Sequence[dict[str, Any]], file: Path) -> list[tuple[str, list[int]]]:
    """Return name and images of each video; in a mixed folder, each image is a video of its own."""
    frames = []
    for image in images:
        # The reader looks up sizes that the file does not give.
        height, width = (as_identifier(image.get(key)) for key in ("height", "width"))
        size = (height, width) if isinstance(height, int) and isinstance(width, int) else (0, 0)
        frames.append(FrameFile(_file_of(image), size, as_identifier(image.get("video_id"))))
    folders: dict[PurePosixPath, int] = {}
    for frame in frames:
        folders[frame.file.parent] = folders.get(frame.file.parent, 0) + 1
    found: list[tuple[str, list[int]]] = []
    for group in group_frames(frames):
        parents = {frames[number].file.parent for number in group.members}
        if len(parents) == 1 and folders[parents.pop()] == len(group.members):
            found.append((group.name or file.stem.partition("_")[2], list(group.members)))
        else:
            found += [(frames[number].file.stem, [number]) for number in group.members]
    return found


def _file_of(image: dict[str, Any]) -> PurePosixPath:
    return _inside(image.get("file_name") or image.get("id"))


def _first_file(video: Any) -> PurePosixPath:
    names = video.get("file_names") if isinstance(video, dict) else None
    return _inside(names[0] if isinstance(names, list) and names else "")


def _inside(name: object) -> PurePosixPath:
    """Return a path below the folder of images; only the name if it points elsewhere."""
    path = PurePosixPath(str(name).replace("\\", "/").replace("\0", ""))
    is_outside = path.is_absolute() or ".." in path.parts
    return PurePosixPath(path.name) if is_outside else path


def _id_of(video: Any, number: int) -> object:
    return video.get("id", number) if isinstance(video, dict) else number


def _image_folders(root: Path, split: str) -> list[Path]:
    return [
        root / split / "JPEGImages",
        root / "JPEGImages",
        root / "images" / split,
        root / split / "images",
        root / split,
        root / "images",
        root,
    ]


YOUTUBE_VIS: Final = Layout(
    name="youtube-vis",
    title="YouTube-VIS or OVIS",
    find_splits=_youtube_vis_splits,
    list_videos=_list_youtube_vis,
)
COCO: Final = Layout(
    name="coco",
    title="COCO instances",
    find_splits=_coco_splits,
    list_videos=partial(_list_images, reader=coco_read.read_root),
)
COCO_PANOPTIC: Final = Layout(
    name="coco-panoptic",
    title="COCO panoptic",
    find_splits=_coco_panoptic_splits,
    list_videos=partial(_list_images, reader=coco_panoptic.read_root),
)
