"""The table of formats, used by the command line, the dialogs and the docs."""

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType, ModuleType
from typing import Final

from gvseg.errors import FormatError


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One interchange format.

    Attributes:
        name: name on the command line.
        title: title in dialogs.
        suffix: file extension, such as ".json"; "" for a folder.
        module: import path of the format module.
        can_read: whether the module has `read`.
        can_write: whether the module has `write`.
        holds_many: whether one file can hold several videos.
        has_splits: whether the module has `write_split`, for the layout of published datasets.
        needs_video: whether writing needs the frames.
        options: fields of `ExportOptions` that apply, in addition to `frames`.
        loses: what the format cannot store, in one sentence.
    """

    name: str
    title: str
    suffix: str
    module: str
    can_read: bool = True
    can_write: bool = True
    holds_many: bool = True
    has_splits: bool = False
    needs_video: bool = False
    options: frozenset[str] = frozenset()
    loses: str

    @property
    def is_folder(self) -> bool:
        """True if the format is a folder instead of a file."""
        return not self.suffix

    @property
    def code(self) -> ModuleType:
        """The format module, imported on first use to keep startup fast."""
        return importlib.import_module(self.module)


_ALL = (
    Format(
        name="davis",
        title="DAVIS indexed PNG",
        suffix="",
        module="gvseg.formats.davis",
        has_splits=True,
        options=frozenset({"dataset_layout", "jpeg_frames"}),
        loses="Categories, names, confidences, overlaps; at most 254 objects.",
    ),
    Format(
        name="ytvis",
        title="YouTube-VIS",
        suffix=".json",
        module="gvseg.formats.ytvis",
        has_splits=True,
        options=frozenset({"jpeg_frames"}),
        loses="Confidences, empty masks, void.",
    ),
    Format(
        name="ytvis-results",
        title="YouTube-VIS results",
        suffix=".json",
        module="gvseg.formats.ytvis_results",
        loses="Names of categories, objects and frames; confidences per frame.",
    ),
    Format(
        name="coco",
        title="COCO instances",
        suffix=".json",
        module="gvseg.formats.coco",
        has_splits=True,
        options=frozenset({"jpeg_frames", "polygons"}),
        loses="Empty masks and void; with polygons also holes.",
    ),
    Format(
        name="coco-panoptic",
        title="COCO panoptic",
        suffix=".json",
        module="gvseg.formats.coco_panoptic",
        has_splits=True,
        options=frozenset({"jpeg_frames"}),
        loses="Confidences, void, overlaps; stuff is one region.",
    ),
    Format(
        name="vipseg",
        title="VIPSeg / VPS panoptic video",
        suffix="",
        module="gvseg.formats.vipseg",
        has_splits=True,
        options=frozenset({"jpeg_frames"}),
        loses="Object names, confidences, void, overlaps; stuff is one region.",
    ),
    Format(
        name="kitti-step",
        title="KITTI-STEP",
        suffix="",
        module="gvseg.formats.kitti_step",
        has_splits=True,
        options=frozenset({"jpeg_frames"}),
        loses="All names, confidences, overlaps; stuff is one region.",
    ),
    Format(
        name="mots",
        title="MOTS text",
        suffix=".txt",
        module="gvseg.formats.mots",
        has_splits=True,
        holds_many=False,
        loses="All names, confidences, overlaps; 999 objects per class.",
    ),
    Format(
        name="yolo-seg",
        title="YOLO segmentation",
        suffix="",
        module="gvseg.formats.yolo_seg",
        has_splits=True,
        holds_many=False,
        options=frozenset({"jpeg_frames"}),
        loses="Object ids and names, holes, confidences, void.",
    ),
    Format(
        name="semantic-png",
        title="Semantic PNG",
        suffix="",
        module="gvseg.formats.semantic_png",
        holds_many=False,
        options=frozenset({"jpeg_frames"}),
        loses="Objects (only categories are kept), overlaps.",
    ),
    Format(
        name="cvat",
        title="CVAT XML",
        suffix=".xml",
        module="gvseg.formats.cvat",
        holds_many=False,
        options=frozenset({"polygons"}),
        loses="Confidences, empty masks, void; with polygons also holes.",
    ),
    Format(
        name="labelme",
        title="labelme",
        suffix="",
        module="gvseg.formats.labelme",
        holds_many=False,
        options=frozenset({"jpeg_frames", "polygons"}),
        loses="Object names, confidences, empty masks, void; with polygons also holes.",
    ),
    Format(
        name="datumaro",
        title="Datumaro JSON",
        suffix=".json",
        module="gvseg.formats.datumaro",
        holds_many=False,
        options=frozenset({"jpeg_frames"}),
        loses="Confidences, empty masks, void.",
    ),
    Format(
        name="youtube-vos",
        title="YouTube-VOS / MOSE / LVOS / SA-V folders",
        suffix="",
        module="gvseg.formats.youtube_vos",
        can_write=False,
        loses="Nothing.",
    ),
    Format(
        name="sav",
        title="SA-V masklets",
        suffix=".json",
        module="gvseg.formats.sav",
        can_write=False,
        loses="Nothing.",
    ),
    Format(
        name="label-studio",
        title="Label Studio JSON",
        suffix=".json",
        module="gvseg.formats.label_studio",
        can_write=False,
        holds_many=False,
        loses="Boxes, points and choices, which have no mask.",
    ),
    Format(
        name="supervisely",
        title="Supervisely video",
        suffix="",
        module="gvseg.formats.supervisely",
        can_write=False,
        loses="Boxes, points and lines, which have no mask; frame tags.",
    ),
    Format(
        name="pascal",
        title="Pascal VOC mask folders",
        suffix="",
        module="gvseg.formats.pascal",
        can_write=False,
        loses="Nothing.",
    ),
    Format(
        name="overlay",
        title="Overlay video",
        suffix=".mp4",
        module="gvseg.formats.overlay",
        can_read=False,
        holds_many=False,
        needs_video=True,
        options=frozenset({"opacity"}),
        loses="All annotations; the video is only for viewing.",
    ),
    Format(
        name="matte",
        title="Matte, grey PNG per object",
        suffix="",
        module="gvseg.formats.matte",
        can_read=False,
        holds_many=False,
        options=frozenset({"feather_px"}),
        loses="All annotations; the images are for compositing.",
    ),
    Format(
        name="matte-prores",
        title="Video with alpha, ProRes 4444",
        suffix=".mov",
        module="gvseg.formats.matte_prores",
        can_read=False,
        holds_many=False,
        needs_video=True,
        options=frozenset({"feather_px"}),
        loses="All annotations and the audio; the video is for compositing.",
    ),
    Format(
        name="matte-vp9",
        title="Video with alpha, VP9",
        suffix=".webm",
        module="gvseg.formats.matte_vp9",
        can_read=False,
        holds_many=False,
        needs_video=True,
        options=frozenset({"feather_px"}),
        loses="All annotations and the audio; the video is for compositing.",
    ),
)

FORMATS: Final[Mapping[str, Format]] = MappingProxyType({form.name: form for form in _ALL})
"""Format name -> format, in display order."""


def find_format(name: str, *, to_read: bool = False, to_write: bool = False) -> Format:
    """Return the format with this name.

    Raises:
        FormatError: the format does not exist, or cannot be read or written as requested.
    """
    usable = [
        form.name
        for form in FORMATS.values()
        if (form.can_read or not to_read) and (form.can_write or not to_write)
    ]
    if name not in FORMATS:
        raise FormatError(f"There is no format {name!r}; choose one of {', '.join(usable)}.")
    if name not in usable:
        verb = "read" if to_read and not FORMATS[name].can_read else "written"
        raise FormatError(f"{name} cannot be {verb}; choose one of {', '.join(usable)}.")
    return FORMATS[name]
