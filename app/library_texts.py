"""Texts of `gvseg` that the window shows: names of edits, findings, states and formats.

The library knows no Qt, so `tr_later` marks them here. Fields in braces stand for what the library
fills in. Other sentences of the library, such as errors of files, stay in English.
"""

import re
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QLocale

from app.language import tr, tr_later

_EDITS: Final = (
    tr_later("Add category"),
    tr_later("Change category"),
    tr_later("Adopt categories"),
    tr_later("Delete category"),
    tr_later("Locate video"),
    tr_later("Restore"),
    tr_later("Edit"),
    tr_later("Change attribute"),
    tr_later("Add attributes"),
    tr_later("Paint"),
    tr_later("Set mask"),
    tr_later("Set void"),
    tr_later("Propagate"),
    tr_later("Reshape masks"),
    tr_later("Paste masks"),
    tr_later("Clear masks"),
    tr_later("Copy mask"),
    tr_later("Split parts"),
    tr_later("Find objects"),
    tr_later("Accept proposal"),
    tr_later("Reject proposal"),
    tr_later("Map classes"),
    tr_later("Verify"),
    tr_later("Pin exemplar"),
    tr_later("Pin exemplars"),
    tr_later("Unpin exemplar"),
    tr_later("Add object"),
    tr_later("Add objects"),
    tr_later("Delete object"),
    tr_later("Change object"),
    tr_later("Reorder layers"),
    tr_later("Merge objects"),
    tr_later("Split object"),
    tr_later("Swap identities"),
    tr_later("Add comment"),
    tr_later("Resolve comment"),
    tr_later("Remove comment"),
    tr_later("Review"),
)
_REVIEW: Final = (
    tr_later("unverified"),
    tr_later("low confidence"),
    tr_later("empty"),
    tr_later("flicker"),
    tr_later("tiny parts"),
    tr_later("jump"),
    tr_later("two tracks on one object"),
    tr_later("split"),
    tr_later("looks like another object"),
    tr_later("confidence {value}"),
    tr_later("jump ({change} change from the previous frame)"),
    tr_later("1 tiny part"),
    tr_later("{count} tiny parts"),
    tr_later("in two parts, far apart"),
    tr_later("taken over by {name}"),
    tr_later("covers the same object as {name}"),
    tr_later("swapped with {name}"),
    tr_later("looks like {name}"),
    tr_later("{count} frames from an exemplar"),
    tr_later("no exemplar"),
    tr_later("the two directions disagree"),
    tr_later("jumps"),
    tr_later("out of view?"),
)
_DATASETS: Final = (
    tr_later("new"),
    tr_later("marked"),
    tr_later("propagated"),
    tr_later("in review"),
    tr_later("done"),
    tr_later("propagate"),
    tr_later("instance"),
    tr_later("semantic"),
    tr_later("panoptic"),
    tr_later("retrain"),
    tr_later("waiting"),
    tr_later("running"),
    tr_later("failed"),
    tr_later("Used 1 imported or verified mask as an exemplar."),
    tr_later("Used {count} imported or verified masks as exemplars."),
    tr_later("The disk of {folder} is full. Free some space, then run the queue again."),
)
_FORMATS: Final = (
    tr_later("DAVIS indexed PNG"),
    tr_later("Categories, names, confidences, overlaps; at most 254 objects."),
    tr_later("Confidences, empty masks, void."),
    tr_later("YouTube-VIS results"),
    tr_later("Names of categories, objects and frames; confidences per frame."),
    tr_later("COCO instances"),
    tr_later("Empty masks and void; with polygons also holes."),
    tr_later("COCO panoptic"),
    tr_later("Confidences, void, overlaps; stuff is one region."),
    tr_later("VIPSeg / VPS panoptic video"),
    tr_later("Object names, confidences, void, overlaps; stuff is one region."),
    tr_later("All names, confidences, overlaps; stuff is one region."),
    tr_later("MOTS text"),
    tr_later("All names, confidences, overlaps; 999 objects per class."),
    tr_later("YOLO segmentation"),
    tr_later("Object ids and names, holes, confidences, void."),
    tr_later("Semantic PNG"),
    tr_later("Objects (only categories are kept), overlaps."),
    tr_later("Confidences, empty masks, void; with polygons also holes."),
    tr_later("Object names, confidences, empty masks, void; with polygons also holes."),
    tr_later("YouTube-VOS / MOSE / LVOS / SA-V folders"),
    tr_later("Nothing."),
    tr_later("SA-V masklets"),
    tr_later("Boxes, points and choices, which have no mask."),
    tr_later("Supervisely video"),
    tr_later("Boxes, points and lines, which have no mask; frame tags."),
    tr_later("Pascal VOC mask folders"),
    tr_later("Overlay video"),
    tr_later("All annotations; the video is only for viewing."),
    tr_later("Matte, grey PNG per object"),
    tr_later("All annotations; the images are for compositing."),
    tr_later("Video with alpha, ProRes 4444"),
    tr_later("All annotations and the audio; the video is for compositing."),
    tr_later("Video with alpha, VP9"),
)
TEXTS: Final = (*_EDITS, *_REVIEW, *_DATASETS, *_FORMATS)
_FIELD: Final = re.compile(r"\{(\w+)\}")


def tr_library(text: str) -> str:
    """Return a text of the library in the language of the window, or unchanged if it has none."""
    if text in TEXTS:
        return tr(text)
    for template, pattern in _templates():
        if found := pattern.fullmatch(text):
            fields = found.groupdict()
            if "value" in fields:  # a number
                fields["value"] = fields["value"].replace(".", QLocale().decimalPoint())
            return tr(template).format(**fields)
    return text


@lru_cache(maxsize=1)
def _templates() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((text, _pattern(text)) for text in TEXTS if _FIELD.search(text))


def _pattern(template: str) -> re.Pattern[str]:
    """Return a pattern with a group for each field; the parts of the split are text and names."""
    parts = _FIELD.split(template)
    return re.compile(
        "".join(
            f"(?P<{part}>.+)" if place % 2 else re.escape(part) for place, part in enumerate(parts)
        )
    )
