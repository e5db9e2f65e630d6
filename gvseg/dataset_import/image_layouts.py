"""Datasets with label images per video: DAVIS, YouTube-VOS, KITTI-STEP, VIPSeg and VSPW."""

from functools import partial
from pathlib import Path, PurePosixPath
from typing import Final

from gvseg.annotation.document import Document
from gvseg.dataset_import.class_names import name_classes, read_class_names
from gvseg.dataset_import.converting import document_of
from gvseg.dataset_import.json_parts import placed
from gvseg.dataset_import.layout import Layout, Listing, PublishedVideo, Splits, only, subfolders
from gvseg.datasets.folders import read_names
from gvseg.datasets.kitti_step import read_kitti_video
from gvseg.datasets.vipseg import read_vipseg_classes, read_vipseg_masks
from gvseg.datasets.vspw import read_vspw_classes, read_vspw_video
from gvseg.formats import davis, kitti_step, vipseg, youtube_vos
from gvseg.formats.images import is_written_by_gvseg
from gvseg.formats.job import ReadJob
from gvseg.formats.json_fields import Field, read_json
from gvseg.vocabulary import VocabularyEntry

_DAVIS_SETS: Final = ("2017", "2016", "480p", "1080p")
_RESOLUTIONS: Final = ("480p", "Full-Resolution", "1080p")
_VIPSEG_JSON: Final = "panoptic_gt_VIPSeg_"


def _davis_splits(root: Path) -> Splits:
    if not (root / "Annotations").is_dir():
        return {}
    folders = [root / "ImageSets" / name for name in _DAVIS_SETS]
    lists = next((found for one in folders if (found := sorted(one.glob("*.txt")))), [])
    # DAVIS 2016 also has trainval, whose videos are in train and val.
    return {file.stem: file for file in sorted(lists, key=lambda one: one.stem == "trainval")}


def _list_davis(root: Path, splits: Splits, listing: Listing) -> list[PublishedVideo]:
    found: dict[str, PublishedVideo] = {}
    places = [root / "Annotations" / one for one in _RESOLUTIONS]
    masks = next((place for place in places if place.is_dir()), places[0])
    for split, file in splits.items():
        for line in read_names(file):
            path = PurePosixPath(line.split()[0])  # DAVIS 2016 lists every frame
            name = path.parent.name if path.suffix else path.name
            frames = tuple(root / "JPEGImages" / one / name for one in (masks.name, *_RESOLUTIONS))
            read = partial(_read_folder, davis.read, masks / name)
            video = PublishedVideo(name=name, split=split, read=read, frames=frames)
            found.setdefault(name, video)
    del listing
    return list(found.values())


def _youtube_vos_splits(root: Path) -> Splits:
    """Find `train/Annotations` with `train/JPEGImages`, or both in the folder itself."""
    places = {folder.name: folder for folder in subfolders(root)}
    found = {name: one for name, one in places.items() if _has_masks_and_frames(one)}
    is_davis = (root / "ImageSets").is_dir()
    return found or ({"": root} if _has_masks_and_frames(root) and not is_davis else {})


def _has_masks_and_frames(folder: Path) -> bool:
    return (folder / "Annotations").is_dir() and (folder / "JPEGImages").is_dir()


def _list_youtube_vos(root: Path, splits: Splits, listing: Listing) -> list[PublishedVideo]:
    found = []
    for split, folder in splits.items():
        every = root / f"{split}_all_frames" / "JPEGImages"
        for masks in subfolders(folder / "Annotations"):
            listing.check_cancelled()
            frames = (every / masks.name, folder / "JPEGImages" / masks.name)
            read = partial(_read_folder, youtube_vos.read, masks)
            found.append(PublishedVideo(name=masks.name, split=split, read=read, frames=frames))
    return found


def _kitti_step_splits(root: Path) -> Splits:
    return {folder.name: folder for folder in subfolders(root / "panoptic_maps")}


def _list_kitti_step(root: Path, splits: Splits, listing: Listing) -> list[PublishedVideo]:
    found = []
    names = read_class_names(root)
    for split, folder in splits.items():
        for maps in subfolders(folder):
            listing.check_cancelled()
            places = (root / "images" / split, root / "training" / "image_02")
            read = partial(_read_kitti_step, root, split, maps, names)
            frames = tuple(place / maps.name for place in places)
            found.append(PublishedVideo(name=maps.name, split=split, read=read, frames=frames))
    return found


def _read_kitti_step(
    root: Path, split: str, maps: Path, names: dict[int, str], job: ReadJob
) -> Document:
    first = next(iter(sorted(maps.glob("*.png"))), None)
    if first is None or not is_written_by_gvseg(first):
        return document_of(read_kitti_video(root, split, maps), job)
    document = only(kitti_step.read(maps, job), maps)
    # Category ids are class numbers plus 1.
    name_classes(document, {number + 1: name for number, name in names.items()})
    return document


def _vipseg_splits(root: Path) -> Splits:
    homes = (root, root / "VIPSeg_720P")
    for home in homes:
        if files := sorted(home.glob(f"{_VIPSEG_JSON}*.json")):
            return {file.stem.removeprefix(_VIPSEG_JSON): file for file in files}
    raw = [home for home in homes if (home / "panomasks").is_dir()]
    lists = sorted({file for home in (root, *raw) for file in home.glob("*.txt")}) if raw else []
    return {file.stem: file for file in lists if not file.stem.lower().startswith("readme")}


def _list_vipseg(root: Path, splits: Splits, listing: Listing) -> list[PublishedVideo]:
    found = []
    for split, file in splits.items():
        listing.check_cancelled()
        if file.suffix == ".json":
            found += _list_vipseg_json(split, file)
            continue
        home = next(p for p in (root, root / "VIPSeg_720P") if (p / "panomasks").is_dir())
        classes = read_vipseg_classes(root)
        for name in read_names(file):
            read = partial(_read_vipseg_masks, home, name, classes)
            frames = (home / "imgs" / name, home / "images" / name)
            found.append(PublishedVideo(name=name, split=split, read=read, frames=frames))
    return found


def _list_vipseg_json(split: str, file: Path) -> list[PublishedVideo]:
    root = read_json(file)
    positions: dict[str, int] = {}
    for position, annotation in enumerate(root.items("annotations")):
        positions[annotation.key_text("video_id")] = position
    found = []
    for video in root.items("videos"):
        name = video.key_text("video_id")
        read = partial(_read_vipseg_json, root, video, positions.get(name))
        vipseg.image_folder(file.parent, name, video)  # refuses names such as ".."
        frames = (file.parent / "imgs" / name, file.parent / "images" / name)
        found.append(PublishedVideo(name=name, split=split, read=read, frames=frames))
    return found


def _read_vipseg_json(root: Field, video: Field, position: int | None, job: ReadJob) -> Document:
    own = [] if position is None else [root.value["annotations"][position]]
    part = Field({**root.value, "videos": [video.value], "annotations": own}, root.file)
    before = len(job.omissions)
    document = only(vipseg.read_root(part, root.file.parent / "panomasksRGB", job), root.file)
    if position is not None:
        job.omissions[before:] = [placed(one, [position]) for one in job.omissions[before:]]
    return document


def _read_vipseg_masks(
    home: Path, name: str, classes: dict[int, VocabularyEntry], job: ReadJob
) -> Document:
    return document_of(read_vipseg_masks(home, name, classes), job)


def _vspw_splits(root: Path) -> Splits:
    if not (root / "label_num_dic_final.json").is_file():
        return {}
    lists = sorted(root.glob("*.txt"))
    return {file.stem: file for file in lists if not file.stem.lower().startswith("readme")}


def _list_vspw(root: Path, splits: Splits, listing: Listing) -> list[PublishedVideo]:
    classes = read_vspw_classes(root)
    found = []
    for split, file in splits.items():
        listing.check_cancelled()
        for name in read_names(file):
            read = partial(_read_vspw, root, name, classes)
            frames = (root / "data" / name / "origin",)
            found.append(PublishedVideo(name=name, split=split, read=read, frames=frames))
    return found


def _read_vspw(
    root: Path, name: str, classes: dict[int, VocabularyEntry], job: ReadJob
) -> Document:
    return document_of(read_vspw_video(root, name, classes), job)


def _read_folder(read: object, folder: Path, job: ReadJob) -> Document:
    if not callable(read):
        raise TypeError("expected a reader")
    return only(read(folder, job), folder)


DAVIS: Final = Layout(
    name="davis", title="DAVIS", find_splits=_davis_splits, list_videos=_list_davis
)
YOUTUBE_VOS: Final = Layout(
    name="youtube-vos",
    title="YouTube-VOS, MOSE or LVOS",
    find_splits=_youtube_vos_splits,
    list_videos=_list_youtube_vos,
)
KITTI_STEP: Final = Layout(
    name="kitti-step",
    title="KITTI-STEP",
    find_splits=_kitti_step_splits,
    list_videos=_list_kitti_step,
)
VIPSEG: Final = Layout(
    name="vipseg", title="VIPSeg", find_splits=_vipseg_splits, list_videos=_list_vipseg
)
VSPW: Final = Layout(name="vspw", title="VSPW", find_splits=_vspw_splits, list_videos=_list_vspw)
