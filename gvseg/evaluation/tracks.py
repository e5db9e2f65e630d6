"""VIS AP for YouTube-VIS files: a ground-truth JSON, and a bare list of scored results.

Files are not read as documents, because documents have no crowds, and no scores outside 0..1.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from natsort import natsorted

from gvseg.evaluation.progress import StartProgress, unreported
from gvseg.formats.building import MAX_FRAME_PIXELS
from gvseg.formats.json_fields import Field, read_json
from gvseg.formats.registry import find_format
from gvseg.formats.rle_fields import read_rle
from gvseg.formats.transfer import find_files
from gvseg.masks import Mask
from gvseg.metrics.vis_ap import VisAp, VisTrack
from gvseg.metrics.vis_ap_result import VisApResult


@dataclass(frozen=True, slots=True)
class _Video:
    """The entries of one video in both files; its masks are decoded when it is scored."""

    entry: Field
    truth: list[Field] = field(default_factory=list)
    results: list[Field] = field(default_factory=list)

    @property
    def length(self) -> int:
        """Number of frames."""
        if self.entry.has("length"):
            return self.entry.integer("length")
        return self.entry.count("file_names")


def evaluate_vis_ap(
    pred: Path, gt: Path, *, start_progress: StartProgress = unreported
) -> VisApResult:
    """Return the average precision and recall of video instances.

    Args:
        pred: results in the format `ytvis-results`.
        gt: ground truth in the format `ytvis`, including crowds.
        start_progress: called with the number of frames to score.

    Raises:
        FormatError: a file is invalid, or a result belongs to a video without ground truth.
    """
    truth = read_json(find_files(gt, find_format("ytvis"))[0])
    results = read_json(find_files(pred, find_format("ytvis-results"))[0])
    names = {one.integer("id"): one.text("name") for one in truth.items("categories")}
    videos = {one.key_text("id"): _Video(one) for one in truth.items("videos")}
    for annotation in truth.items("annotations"):
        _video_of(annotation, videos).truth.append(annotation)
    for result in results.items():
        _video_of(result, videos).results.append(result)
    measure = VisAp(names)
    with start_progress(sum(video.length for video in videos.values())) as progress:
        for video_id in natsorted(videos):
            video = videos[video_id]
            measure.update(
                [_track(one, video) for one in video.truth],
                [_track(one, video, is_result=True) for one in video.results],
                video=video_id,
            )
            progress.advance(video.length)
    return measure.result()


def _video_of(entry: Field, videos: dict[str, _Video]) -> _Video:
    video_id = entry.key_text("video_id")
    if video_id not in videos:
        entry.refuse(f"the ground truth has no video {video_id}")
    return videos[video_id]


def _track(entry: Field, video: _Video, *, is_result: bool = False) -> VisTrack:
    if entry.count("segmentations") != video.length:
        entry.refuse(
            f"it has {entry.count('segmentations')} segmentations, but video "
            f"{video.entry.key_text('id')} has {video.length} frames"
        )
    return VisTrack(
        category=entry.integer("category_id"),
        masks=dict(_masks(entry, video.entry)),
        score=entry.number("score") if is_result else 1.0,
        is_crowd=not is_result
        and entry.has("iscrowd")
        and entry.integer("iscrowd", maximum=1) == 1,
    )


def _masks(entry: Field, video: Field) -> Iterator[tuple[int, Mask]]:
    height = video.integer("height", minimum=1)
    width = video.integer("width", minimum=1, maximum=MAX_FRAME_PIXELS // height)
    for frame_index, code in enumerate(entry.items("segmentations")):
        if code.value is not None and code.value != []:
            yield frame_index, read_rle(code, height, width)
