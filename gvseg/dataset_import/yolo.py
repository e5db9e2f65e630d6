"""YOLO segmentation: `images/train` with `labels/train`, or `train/images` with `train/labels`."""

from collections import Counter
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from gvseg.annotation.document import Document
from gvseg.dataset_import.layout import Layout, Listing, PublishedVideo, Splits, only
from gvseg.errors import FormatError
from gvseg.formats.frame_groups import FrameFile, group_frames
from gvseg.formats.images import read_size
from gvseg.formats.job import ReadJob
from gvseg.formats.yolo_read import file_of, read_tree
from gvseg.formats.yolo_tree import Frame, Tree, find_tree, has_settings

_SPLITS: Final = ("train", "val", "valid", "validation", "test")


def _splits(root: Path) -> Splits:
    labels = [path for path in (root / "labels", *root.glob("*/labels")) if path.is_dir()]
    if not labels or not has_settings(root):
        return {}
    names = {path.name for path in (root / "labels").glob("*") if path.is_dir()}
    names |= {path.parent.name for path in root.glob("*/labels")}
    # Ultralytics accepts any name; other folders in labels/ are videos.
    found = {name: root for name in names if name in _SPLITS or _is_named(root, name)}
    return dict(sorted(found.items())) or {"": root}


def _is_named(root: Path, split: str) -> bool:
    """Return whether the settings name a folder of images for a split."""
    texts = [file.read_text(encoding="utf-8", errors="replace") for file in root.glob("*.y*ml")]
    return any(line.startswith(f"{split}:") for text in texts for line in text.splitlines())


def _list(root: Path, splits: Splits, listing: Listing) -> list[PublishedVideo]:
    tree = find_tree(root)
    found = []
    for split in splits:
        own = [one for one in tree.frames if not split or one.key.parts[0] == split]
        files = []
        for frame in own:
            listing.check_cancelled()
            files.append(FrameFile(file_of(frame), _size(frame, tree)))
        shared = Counter(file.file.parent for file in files)
        for group in group_frames(files):
            parents = {files[number].file.parent for number in group.members}
            is_video = len(parents) == 1 and shared[parents.pop()] == len(group.members)
            numbers = [group.members] if is_video else [(number,) for number in group.members]
            for members in numbers:
                frames = [own[number] for number in members]
                name = group.name or split or root.name if is_video else frames[0].key.name
                found.append(
                    PublishedVideo(
                        name=name,
                        split=split,
                        read=partial(_read, tree, frames),
                        frames=_places(frames, is_video=is_video),
                    )
                )
    return found


def _places(frames: list[Frame], *, is_video: bool) -> tuple[Path, ...]:
    images = [frame.image for frame in frames if frame.image is not None]
    if not images:
        return ()
    return (images[0].parent if is_video else images[0],)


def _size(frame: Frame, tree: Tree) -> tuple[int, int]:
    try:
        return (tree.size or (0, 0)) if frame.image is None else read_size(frame.image)
    except FormatError:
        return (0, 0)  # reported when the video is read


def _read(tree: Tree, frames: list[Frame], job: ReadJob) -> Document:
    return only(read_tree(replace(tree, frames=tuple(frames)), job), tree.root)


YOLO: Final = Layout(
    name="yolo-seg", title="YOLO segmentation", find_splits=_splits, list_videos=_list
)
