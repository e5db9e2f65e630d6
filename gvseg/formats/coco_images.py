"""The images of a COCO file, put together to videos."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any, TypeAlias

from natsort import natsorted

from gvseg.annotation.records import VideoSource
from gvseg.errors import FormatError
from gvseg.formats.building import MAX_FRAME_PIXELS, DocumentBuilder, source_from_frames
from gvseg.formats.categories import merged_categories
from gvseg.formats.frame_matching import frame_number, plain_name
from gvseg.formats.job import ReadJob
from gvseg.formats.json_fields import Field
from gvseg.formats.json_source import read_source_block
from gvseg.formats.pictures import read_size

Place: TypeAlias = tuple[DocumentBuilder, int]
"""Builder of a video and frame index in it."""

_NAME_KEYS = ("file_name", "path", "name", "coco_url")
_FRAME_KEYS = ("frame_id", "frame_index", "mot_frame_id")
_PICTURE_FOLDERS = frozenset(
    {"images", "image", "data", "frames", "img", "img1", "imgs", "jpegimages", "rgb", "default"}
    | {"train", "val", "valid", "test", "upload", ".", "..", "", "/"}
)
_VIDEO_SUFFIX = re.compile(r"_(?:mp4|mov|avi|mkv|webm|m4v|wmv|mpe?g)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Image:
    """An entry of `images`."""

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
    """The videos of a file.

    Attributes:
        builders: one for each video.
        places: image id -> its video and frame.
        by_id: `video_id` -> its video, where the file has such ids.
    """

    builders: list[DocumentBuilder] = field(default_factory=list)
    places: dict[int | str, Place] = field(default_factory=dict)
    by_id: dict[str, DocumentBuilder] = field(default_factory=dict)

    def place_of(self, annotation: Field) -> Place:
        """Video and frame of the image of an annotation.

        Raises:
            FormatError: there is no such image.
        """
        image_id = annotation.identifier("image_id")
        if image_id not in self.places:
            annotation.refuse(f"there is no image {image_id}")
        return self.places[image_id]


def read_videos(root: Field, job: ReadJob | None = None) -> Videos:
    """Put the images of a file together to videos; nothing is annotated in them yet.

    Images without `video_id` are frames of one video for each folder and size; where their
    numbers would come twice, of one video for each beginning of their names.

    Raises:
        FormatError: the file has no image, or its videos or categories break the schema.
    """
    job = ReadJob() if job is None else job
    images = _read_images(root, job)
    if not images:
        root.refuse("there is no image in it")
    listed = merged_categories(root, job) if root.has("categories") else []
    categories = _used_categories(root, listed)
    videos = Videos()
    for key, members in _videos(images).items():
        frames = _in_order(_of_one_size(members, root, job))
        builder = DocumentBuilder(_source_of(key, frames, root), is_open=not listed)
        for category in categories:
            builder.add_category(**category)
        videos.builders.append(builder)
        if frames[0].video_id is not None:
            videos.by_id[frames[0].video_id] = builder
        index_of: dict[PurePosixPath, int] = {}
        for image in frames:
            frame_index = index_of.setdefault(image.file, len(index_of))
            videos.places[image.image_id] = (builder, frame_index)
    return videos


def _used_categories(root: Field, categories: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Without the group that Roboflow lists as a category of its own, where nothing is of it."""
    groups = {one["supercategory"] for one in categories}
    if not any(one["name"] in groups for one in categories):
        return categories
    used = set()
    for annotation in root.items("annotations") if root.has("annotations") else ():
        if annotation.has("category_id"):
            value = annotation.get("category_id").value
            used.add(annotation.identifier("category_id") if _is_plain(value) else None)
    return [one for one in categories if one["file_id"] in used or one["name"] not in groups]


def _is_plain(value: object) -> bool:
    return isinstance(value, int | str) and not isinstance(value, bool) and value != ""


def _read_images(root: Field, job: ReadJob) -> list[_Image]:
    found: dict[int | str, _Image] = {}
    sizes = _Sizes(root)
    for image in root.items("images"):
        with job.entry():
            made = _read_image(image, sizes)
            known = found.setdefault(made.image_id, made)
            if known is not made and known != made:
                image.refuse(f"the image id {made.image_id} comes twice")
    return list(found.values())


def _read_image(image: Field, sizes: "_Sizes") -> _Image:
    image_id = image.identifier("id")
    keys = [key for key in _NAME_KEYS if image.has(key)]
    name = image.key_text(keys[0]) if keys else str(image_id)
    file = PurePosixPath(name.replace("\\", "/"))
    height, width = _size_of(image, image_id, file, sizes)
    numbers = [image.whole(key) for key in _FRAME_KEYS if image.has(key)]
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
        height = image.whole("height", most=MAX_FRAME_PIXELS)
        width = image.whole("width", most=MAX_FRAME_PIXELS // max(1, height))
        if height and width:
            return height, width
    found = sizes.find(image_id, file)
    if found is None:
        image.refuse("nothing says how large the image is")
    return found


class _Sizes:
    """Sizes of images whose entries do not say it; looked up only where one does not."""

    def __init__(self, root: Field) -> None:
        self._root = root
        self._of_codes: dict[int | str, tuple[int, int]] | None = None

    def find(self, image_id: int | str, file: PurePosixPath) -> tuple[int, int] | None:
        """By the run-length codes of its annotations, else by the picture beside the file."""
        if self._of_codes is None:
            self._of_codes = dict(self._sizes_of_codes())
        if image_id in self._of_codes:
            return self._of_codes[image_id]
        if ".." in file.parts or "\0" in str(file):
            return None
        folder = self._root.file.parent
        for place in (folder, folder / "images", folder / "data", folder.parent / "images"):
            for name in (file, file.name):
                try:
                    return read_size(place / name)
                except (FormatError, OSError):
                    continue
        return None

    def _sizes_of_codes(self) -> Iterator[tuple[int | str, tuple[int, int]]]:
        root = self._root
        for annotation in root.items("annotations") if root.has("annotations") else ():
            value = annotation.value
            code = value.get("segmentation") if isinstance(value, dict) else None
            size = code.get("size") if isinstance(code, dict) else None
            if isinstance(size, list) and len(size) == 2 and _is_plain(value.get("image_id")):
                height, width = size
                if isinstance(height, int) and isinstance(width, int):
                    if height > 0 < width and height * width <= MAX_FRAME_PIXELS:
                        yield annotation.identifier("image_id"), (height, width)


def _videos(images: Iterable[_Image]) -> dict[str, list[_Image]]:
    """Key of a video -> its images, in the order of the file."""
    found: dict[str, list[_Image]] = {}
    for image in images:
        folder = f"{image.file.parent}|{image.height}x{image.width}"
        found.setdefault(f"|{folder}" if image.video_id is None else image.video_id, []).append(
            image
        )
    split: dict[str, list[_Image]] = {}
    for key, members in found.items():
        is_folder = members[0].video_id is None
        for prefix, some in (_by_prefix(members) if is_folder else {"": members}).items():
            split[f"{key}|{prefix}"] = some
    return split


def _by_prefix(images: list[_Image]) -> dict[str, list[_Image]]:
    """Images by the beginning of their names, if only that tells frames of one number apart."""
    numbers = [frame_number(image.file.stem) for image in images]
    if None in numbers or len(set(numbers)) == len(numbers):
        return {"": images}
    found: dict[str, list[_Image]] = {}
    seen: dict[str, set[int | None]] = {}
    for image, number in zip(images, numbers, strict=True):
        prefix = _prefix(image)
        found.setdefault(prefix, []).append(image)
        if number in seen.setdefault(prefix, set()):
            return {"": images}
        seen[prefix].add(number)
    return found if min(map(len, found.values())) > 1 else {"": images}


def _prefix(image: _Image) -> str:
    """What stands before the frame number: `clip` of `clip_mp4-12_jpg.rf.<hash>`."""
    before = re.split(r"\d+(?!.*\d)", plain_name(image.file.stem))[0].rstrip("-_. ")
    return _VIDEO_SUFFIX.sub("", re.sub(r"[-_. ]?frames?$", "", before, flags=re.IGNORECASE))


def _of_one_size(images: list[_Image], root: Field, job: ReadJob) -> list[_Image]:
    """Those of the size that most have; the others are left out."""
    size = Counter(image.size for image in images).most_common(1)[0][0]
    for image in images:
        if image.size != size:
            job.omit(
                root.file,
                f"image {image.image_id}",
                f"it has {image.width}x{image.height} pixels, others of video {image.video_id} "
                f"have {size[1]}x{size[0]}",
            )
    return [image for image in images if image.size == size]


def _in_order(images: list[_Image]) -> list[_Image]:
    frame_ids = {image.frame_id for image in images}
    if None not in frame_ids and len(frame_ids) == len(images):
        return sorted(images, key=lambda image: image.frame_id or 0)
    return natsorted(images, key=lambda image: image.file.as_posix())


def _source_of(key: str, frames: list[_Image], root: Field) -> VideoSource:
    first = frames[0]
    files = list(dict.fromkeys(image.file for image in frames))
    source = source_from_frames(_video_name(key, first), _names(files), first.height, first.width)
    for video in root.items("videos") if root.has("videos") else ():
        if video.has("id") and str(video.identifier("id")) == first.video_id:
            if video.has("name") and not first.file.parent.name:
                source = replace(source, path=Path(PurePosixPath(video.key_text("name")).name))
            return read_source_block(video, source)
    return source


def _names(files: list[PurePosixPath]) -> tuple[str, ...]:
    """What frames are called: the stem of their files, as much more as tells them apart."""
    for names in (tuple(file.stem for file in files), tuple(file.name for file in files)):
        if len(set(names)) == len(names):
            return names
    return tuple("_".join(file.parts) for file in files)


def _video_name(key: str, first: _Image) -> str:
    """The folder of the frames, whatever collects pictures left out; else the names' beginning."""
    folders = [part for part in first.file.parent.parts if part.lower() not in _PICTURE_FOLDERS]
    prefix = key.rpartition("|")[2]
    if prefix:
        return prefix
    if folders:
        return folders[-1]
    return first.file.parent.name if first.file.parent.name not in ("", "..") else "images"
