"""Validate requests against their video before any work is done."""

from gvseg.engine.request import Box, Click, Exemplar, SegmentRequest
from gvseg.errors import MaskError, RequestError
from gvseg.task import Task
from gvseg.video import Video


def check_request(request: SegmentRequest, video: Video) -> None:
    """Validate a whole request.

    Raises:
        RequestError: a task, frame, range, object or click is invalid.
        MaskError: a mask differs in size from the frames, or an object has no pixels in any mask.
    """
    end = video.frame_count - 1
    last = request.last_of(video.frame_count)
    if not 0 <= request.first <= end:
        raise RequestError(f"The first frame, {request.first}, is outside frames 0 to {end}.")
    if not 0 <= last <= end:
        raise RequestError(f"The last frame, {last}, is outside frames 0 to {end}.")
    if last < request.first:
        raise RequestError(
            f"The range is reversed: its last frame, {last}, is before its first, {request.first}."
        )
    if not 0.0 <= request.smallest_score <= 1.0:
        raise RequestError(
            f"The smallest score is {request.smallest_score}: choose a value from 0 to 1."
        )
    if not request.exemplars and request.task is Task.EXEMPLAR:
        raise RequestError("There is no exemplar: add a mask or a click for at least one object.")
    seen: set[int] = set()
    for exemplar in request.exemplars:
        if exemplar.frame_index in seen:
            raise RequestError(
                f"Frame {exemplar.frame_index} has two exemplars: merge them into one."
            )
        seen.add(exemplar.frame_index)
        _check_exemplar(exemplar, video)
    if request.task is Task.EXEMPLAR:
        _check_objects(request, video)


def _check_objects(request: SegmentRequest, video: Video) -> None:
    tracks = {track for e in request.exemplars for track in e.tracks}
    shown = {
        track for e in request.exemplars for track, mask in e.masks.items() if not mask.is_empty
    } | {track for e in request.exemplars for track in (*e.clicks, *e.boxes)}
    wanted = tracks if request.objects is None else request.objects
    if not wanted:
        raise RequestError("There is no object to propagate: choose at least one.")
    if wanted - tracks:
        raise RequestError(
            f"Object {min(wanted - tracks)} has no exemplar: add a mask or a click for it."
        )
    if wanted - shown:
        raise MaskError(
            f"Object {min(wanted - shown)} has no pixels in any exemplar: draw it in at least one."
        )
    size = (video.height, video.width)
    for frame_index, known in request.context.items():
        if any((mask.height, mask.width) != size for mask in known.masks.values()):
            raise MaskError(f"A mask of frame {frame_index} differs in size from the video.")
        if not wanted.isdisjoint(known.masks):
            raise RequestError("An object to propagate cannot be part of the context.")


def _check_exemplar(exemplar: Exemplar, video: Video) -> None:
    end = video.frame_count - 1
    if not 0 <= exemplar.frame_index <= end:
        raise RequestError(
            f"The exemplar frame, {exemplar.frame_index}, is outside frames 0 to {end}."
        )
    if not exemplar.tracks:
        raise MaskError(
            f"The exemplar of frame {exemplar.frame_index} has no object: add a mask or a click."
        )
    size = (video.height, video.width)
    for track, mask in exemplar.masks.items():
        if track < 1:
            raise RequestError(f"Object numbers start at 1, not {track}.")
        if (mask.height, mask.width) != size:
            raise MaskError(
                f"The exemplar mask of frame {exemplar.frame_index} is {mask.width}x{mask.height} "
                f"pixels, but the video is {video.width}x{video.height}."
            )
    _check_prompts(exemplar, video)


def _check_prompts(exemplar: Exemplar, video: Video) -> None:
    for track, clicks in exemplar.clicks.items():
        if track < 1:
            raise RequestError(f"Object numbers start at 1, not {track}.")
        mask = exemplar.masks.get(track)
        has_object = track in exemplar.boxes or (mask is not None and not mask.is_empty)
        check_clicks(clicks, video.height, video.width, needs_positive=not has_object)
    for track, box in exemplar.boxes.items():
        if track < 1:
            raise RequestError(f"Object numbers start at 1, not {track}.")
        if track in exemplar.masks:
            raise RequestError(
                f"Object {track} has both a mask and a box in frame {exemplar.frame_index}: "
                "remove one of them."
            )
        check_box(box, video.height, video.width)


def check_clicks(
    clicks: tuple[Click, ...], height: int, width: int, *, needs_positive: bool = True
) -> None:
    """Validate clicks against the frame size.

    Raises:
        RequestError: there is no positive click, or a click is outside the frame.
    """
    if needs_positive and not any(click.is_positive for click in clicks):
        raise RequestError("An object needs at least one positive click.")
    for click in clicks:
        if not (0 <= click.x < width and 0 <= click.y < height):
            raise RequestError(
                f"The click at {click.x},{click.y} is outside the frame of {width}x{height}."
            )


def check_box(box: Box, height: int, width: int) -> None:
    """Validate a box against the frame size.

    Raises:
        RequestError: the box is empty or not inside the frame.
    """
    if not (0 <= box.left < box.right <= width and 0 <= box.top < box.bottom <= height):
        raise RequestError(
            f"The box {box.left},{box.top},{box.right},{box.bottom} is empty or not inside the "
            f"frame of {width}x{height}; give left,top,right,bottom in pixels."
        )
