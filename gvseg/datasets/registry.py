"""Dataset layouts that a training recipe can use."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final, TypeAlias

from gvseg.datasets.annotated_video import AnnotatedVideo
from gvseg.datasets.camvid import read_camvid
from gvseg.datasets.coco import read_coco_instances
from gvseg.datasets.coco_panoptic import read_coco_panoptic
from gvseg.datasets.davis import read_davis2016, read_davis2017
from gvseg.datasets.exports import read_corrections
from gvseg.datasets.kitti_step import read_kitti_step
from gvseg.datasets.sequences import read_sequences
from gvseg.datasets.stills import read_stills
from gvseg.datasets.vipseg import read_vipseg
from gvseg.datasets.vspw import read_vspw
from gvseg.datasets.youtube_vis import read_youtube_vis
from gvseg.datasets.youtube_vos import read_youtube_vos
from gvseg.errors import FormatError

Reader: TypeAlias = Callable[[Path, str], list[AnnotatedVideo]]
"""Reads a split from a folder or file; raises FormatError if the layout is invalid."""


def _read_ours(path: Path, split: str) -> list[AnnotatedVideo]:
    """Read a GvSeg project or export, which has no splits."""
    del split
    return read_corrections(path)


READERS: Final[Mapping[str, Reader]] = MappingProxyType(
    {
        "camvid": read_camvid,
        "coco": read_coco_instances,
        "coco-panoptic": read_coco_panoptic,
        "davis2016": read_davis2016,
        "davis2017": read_davis2017,
        "gvseg": _read_ours,
        "kitti-step": read_kitti_step,
        "ovis": read_youtube_vis,
        "sequences": read_sequences,
        "stills": read_stills,
        "vipseg": read_vipseg,
        "vspw": read_vspw,
        "youtube-vis": read_youtube_vis,
        "youtube-vos": read_youtube_vos,
    }
)
"""Layout -> reader, in display order."""


def read_published(layout: str, path: Path, split: str) -> list[AnnotatedVideo]:
    """Read a dataset.

    Args:
        layout: one of `READERS`.
        path: folder of the dataset; for `gvseg`, the project or export.
        split: name of the split, for example "train".

    Raises:
        FormatError: unknown layout, or invalid data; the message names the file and the location.
    """
    if layout not in READERS:
        raise FormatError(
            f"{layout!r} is not a dataset layout; choose one of {', '.join(READERS)}."
        )
    return READERS[layout](path, split)
