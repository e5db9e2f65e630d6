"""Groups the images of a COCO file into videos."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any, TypeAlias

from gvseg.annotation.records import VideoSource
from gvseg.errors import FormatError
from gvseg.formats.building import MAX_FRAME_PIXELS, DocumentBuilder, source_from_frames
from gvseg.formats.categories import merged_categories
from gvseg.formats.frame_groups import FrameFile, frame_names, group_frames
from gvseg.formats.images import read_size
from gvseg.formats.job import ReadJob
from gvseg.formats.json_fields import Field
from gvseg.formats.json_source import read_source_block

FramePosition: TypeAlias = tuple[DocumentBuilder, int]
"""(builder of a video, frame index)."""

_NAME_KEYS = ("file_name", "path", "name", "coco_url")
_FRAME_KEYS = ("frame_id", "frame_index", "mot_frame_id")


@dataclass(frozen=True, slots=True)
class _Image:
    image_id: int | str
    file: PurePosixPath
    height: int
    width: int
    video_id: str | None
    frame_id: int | None

    @property
    def size(self) -> tuple[int, int]:
        return self.height, self.width


@dataclass(frozen=True, slots=True)
class Videos:
    """The videos in a file.

    Attributes:
        builders: one per video.
        positions: image id -> its video and frame.
        by_id: `video_id` -> its video, if the file has such ids.
    """

    builders: list[DocumentBuilder] = field(default_factory=list)
    positions: dict[int | str, FramePosition] = field(default_factory=dict)
    by_id: dict[str, DocumentBuilder] = field(default_factory=dict)

    def position_of(self, annotation: Field) -> FramePosition:
        """Return the video and frame of an annotation's image.

        Raises:
            FormatError: the image does not exist.
        """
        image_id = annotation.identifier("image_id")
        if image_id not in self.positions:
            annotation.refuse(f"there is no image {image_id}")
        return self.positions[image_id]


def read_videos(root: Field, job: ReadJob | None = None) -> Videos:
    """Return the videos in a file, with categories but without annotations.

    Images without `video_id` are grouped by `frame_groups.group_frames`.

    Raises:
        FormatError: the file has no images, or its videos or categories are invalid.
    """
    job = ReadJob() if job is None else job
    images = _read_images(root, job)
    if not images:
        root.refuse("it lists no images")
    listed = merged_categories(root, job) if root.has("categories") else []
    categories = _used_categories(root, listed)
    videos = Videos()
    images = _without_odd_sizes(images, root, job)
    for group in group_frames([FrameFile(one.file, one.size, one.video_id) for one in images]):
        frames = _in_order([images[index] for index in group.members])
        builder = DocumentBuilder(_source_of(group.name, frames, root), is_open=not listed)
        for category in categories:
            builder.add_category(**category)
        videos.builders.append(builder)
        if frames[0].video_id is not None:
            videos.by_id[frames[0].video_id] = builder
        index_of: dict[PurePosixPath, int] = {}
        for image in frames:
            frame_index = index_of.setdefault(image.file, len(index_of))
            videos.positions[image.image_id] = (builder, frame_index)
    return videos


def _used_categories(root: Field, categories: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Drop unused categories that are only the supercategory of others, as written by Roboflow."""
    # In COCO, person is also the supercategory of person.
    groups = {one["supercategory"] for one in categories if one["supercategory"] != one["name"]}
    if not any(one["name"] in groups for one in categories):
        return categories
    used = set()
    for annotation in root.items("annotations") if root.has("annotations") else ():
        if annotation.has("category_id"):
            value = annotation.get("category_id").value
            used.add(annotation.identifier("category_id") if _is_valid_id(value) else None)
    return [one for one in categories if one["file_id"] in used or one["name"] not in groups]


def _is_valid_id(value: object) -> bool:
    return isinstance(value, int | str) and not isinstance(value, bool) and value != ""


def _read_images(root: Field, job: ReadJob) -> list[_Image]:
    found: dict[int | str, _Image] = {}
    sizes = _Sizes(root)
    for image in root.items("images"):
        with job.entry():
            made = _read_image(image, sizes)
            known = found.setdefault(made.image_id, made)
            if known is not made and known != made:
                image.refuse(f"the image id {made.image_id} is used twice")
    return list(found.values())


def _read_image(image: Field, sizes: "_Sizes") -> _Image:
    image_id = image.identifier("id")
    keys = [key for key in _NAME_KEYS if image.has(key)]
    name = image.key_text(keys[0]) if keys else str(image_id)
    file = PurePosixPath(name.replace("\\", "/"))
    height, width = _size_of(image, image_id, file, sizes)
    numbers = [image.integer(key) for key in _FRAME_KEYS if image.has(key)]
    return _Image(
        image_id,
        file,
        height,
        width,
        str(image.identifier("video_id")) if image.has("video_id") else None,
        numbers[0] if numbers else None,
    )


def _size_of(
    image: Field, image_id: int | str, file: PurePosixPath, sizes: "_Sizes"
) -> tuple[int, int]:
    if image.has("height") and image.has("width"):
        height = image.integer("height", maximum=MAX_FRAME_PIXELS)
        width = image.integer("width", maximum=MAX_FRAME_PIXELS // max(1, height))
        if height and width:
            return height, width
    found = sizes.find(image_id, file)
    if found is None:
        image.refuse("the image has no width and height")
    return found


class _Sizes:
    """Finds the sizes of images whose entries do not contain them."""

    def __init__(self, root: Field) -> None:
        self._root = root
        self._rle_sizes: dict[int | str, tuple[int, int]] | None = None

    def find(self, image_id: int | str, file: PurePosixPath) -> tuple[int, int] | None:
        """Return the size from the RLE of an annotation, else from the image next to the file."""
        if self._rle_sizes is None:
            self._rle_sizes = dict(self._read_rle_sizes())
        if image_id in self._rle_sizes:
            return self._rle_sizes[image_id]
        if ".." in file.parts or "\0" in str(file):
            return None
        folder = self._root.file.parent
        for images in (folder, folder / "images", folder / "data", folder.parent / "images"):
            for name in (file, file.name):
                try:
                    return read_size(images / name)
                except (FormatError, OSError):
                    continue
        return None

    def _read_rle_sizes(self) -> Iterator[tuple[int | str, tuple[int, int]]]:
        root = self._root
        for annotation in root.items("annotations") if root.has("annotations") else ():
            value = annotation.value
            code = value.get("segmentation") if isinstance(value, dict) else None
            size = code.get("size") if isinstance(code, dict) else None
            if isinstance(size, list) and len(size) == 2 and _is_valid_id(value.get("image_id")):
                height, width = size
                if isinstance(height, int) and isinstance(width, int):
                    if height > 0 < width and height * width <= MAX_FRAME_PIXELS:
                        yield annotation.identifier("image_id"), (height, width)


def _without_odd_sizes(images: list[_Image], root: Field, job: ReadJob) -> list[_Image]:
    """Leave out images whose size differs from most images with the same `video_id`."""
    sizes: dict[str, Counter[tuple[int, int]]] = {}
    for image in images:
        if image.video_id is not None:
            sizes.setdefault(image.video_id, Counter())[image.size] += 1
    found = []
    for image in images:
        usual = image.size
        if image.video_id is not None:
            usual = sizes[image.video_id].most_common(1)[0][0]
        if image.size == usual:
            found.append(image)
            continue
        job.omit(
            root.file,
            f"image {image.image_id}",
            f"it is {image.width}x{image.height}, but other images of video {image.video_id} are "
            f"{usual[1]}x{usual[0]}",
        )
    return found


def _in_order(images: list[_Image]) -> list[_Image]:
    frame_ids = {image.frame_id for image in images}
    if None not in frame_ids and len(frame_ids) == len(images):
        return sorted(images, key=lambda image: image.frame_id or 0)
    return images


def _source_of(name: str, frames: list[_Image], root: Field) -> VideoSource:
    first = frames[0]
    files = list(dict.fromkeys(image.file for image in frames))
    parent = first.file.parent.name
    name = name or (parent if parent not in ("", "..") else "images")
    source = source_from_frames(name, frame_names(files), first.height, first.width)
    for video in root.items("videos") if root.has("videos") else ():
        if video.has("id") and str(video.identifier("id")) == first.video_id:
            if video.has("name") and not parent:
                source = replace(source, path=Path(PurePosixPath(video.key_text("name")).name))
            return read_source_block(video, source)
    return source
