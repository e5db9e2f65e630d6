"""Background work on masks in many frames: operations and interpolation."""

from dataclasses import dataclass, field
from pathlib import Path

from app.commands.background_work import Work, WorkContext, readable_document
from gvseg.annotation.document import Document
from gvseg.annotation.records import FrameMask, Origin
from gvseg.mask_editing.interpolation import interpolate
from gvseg.mask_editing.operations import MaskOperation
from gvseg.masks import Mask
from gvseg.video import Video, open_video
from gvseg.video.value_range import ValueRange


@dataclass(frozen=True, slots=True)
class MaskPlan:
    """An operation on the masks of objects over a range of frames.

    Attributes:
        first, last: first and last frame, inclusive.
        keeps_verified: whether verified masks are left unchanged.
        value_range: values of deep images that are black and white. If None, use the automatic
            range.
    """

    operation: MaskOperation
    track_ids: tuple[int, ...]
    first: int
    last: int
    keeps_verified: bool = True
    value_range: ValueRange | None = None


@dataclass(slots=True)
class Reshaped:
    """The masks before and after an operation.

    Attributes:
        before: (track id, frame index) -> the original mask.
        after: track id -> frame index -> the new mask, if it differs.
        vanished: masks that would have lost all pixels; they stay unchanged.
    """

    before: dict[tuple[int, int], Mask] = field(default_factory=dict)
    after: dict[int, dict[int, Mask]] = field(default_factory=dict)
    vanished: int = 0


def reshaping(plan: MaskPlan, path: Path | None, document: Document) -> Work:
    """Return background work that applies a plan to a project, or to a document in memory."""

    def work(context: WorkContext) -> Reshaped:
        with readable_document(path, document) as snapshot:
            records = {
                (track_id, frame_index): record.mask
                for track_id in plan.track_ids
                for frame_index, record in snapshot.masks_of(track_id, plan.first, plan.last)
                if not record.mask.is_empty and not (plan.keeps_verified and record.is_verified)
            }
            source = snapshot.source
        if not plan.operation.kind.needs_image:
            return _reshape(plan, records, None, context)
        with open_video(source.path) as video:
            if plan.value_range is not None:
                video.value_range = plan.value_range
            return _reshape(plan, records, video, context)

    return work


def _reshape(
    plan: MaskPlan, masks: dict[tuple[int, int], Mask], video: Video | None, context: WorkContext
) -> Reshaped:
    result = Reshaped()
    by_frame = sorted(masks, key=lambda place: (place[1], place[0]))
    for done, (track_id, frame_index) in enumerate(by_frame):
        context.step(done, len(by_frame))
        mask = masks[track_id, frame_index]
        pixels = None if video is None else video.frame(frame_index)
        after = plan.operation.apply(mask, pixels)
        if after.is_empty:
            result.vanished += 1
        elif after != mask:
            result.before[track_id, frame_index] = mask
            result.after.setdefault(track_id, {})[frame_index] = after
    return result


def interpolating(track_id: int, ends: tuple[tuple[int, Mask], tuple[int, Mask]]) -> Work:
    """Return background work that interpolates the masks of an object between two frames.

    Args:
        ends: (frame index, mask) of the earlier and the later frame.
    """
    (first, one), (last, two) = ends

    def work(context: WorkContext) -> dict[int, dict[int, FrameMask]]:
        found = {}
        for frame_index in range(first + 1, last):
            context.step(frame_index - first, last - first)
            mask = interpolate(one, two, (frame_index - first) / (last - first))
            found[frame_index] = FrameMask(mask, Origin.PROPAGATED)
        return {track_id: found}

    return work
