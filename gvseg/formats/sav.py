"""Reads SA-V, the dataset of SAM 2: masklets in `<video>_manual.json` and `<video>_auto.json`.

`masklet[i][j]` is the RLE of masklet j in the i-th annotated frame. Every fourth frame is
annotated: videos have 24 frames per second, masklets 6.
"""

from pathlib import Path

from gvseg.annotation.document import Document
from gvseg.errors import FormatError
from gvseg.formats.building import (
    DEFAULT_CATEGORY,
    MAX_FRAME_PIXELS,
    MAX_FRAMES,
    DocumentBuilder,
    FrameStart,
    source_from_count,
)
from gvseg.formats.guessing import CERTAIN, Clue, Probe
from gvseg.formats.job import ReadJob
from gvseg.formats.json_fields import read_json
from gvseg.formats.read_report import Reading
from gvseg.formats.rle_fields import read_rle

_USUAL_STEP = 4


def recognise(probe: Probe) -> Clue | None:
    """Return a clue if the file looks like SA-V."""
    if probe.suffix == ".json" and probe.has_keys("masklet"):
        return Clue("it has masklets", CERTAIN)
    return None


def read(path: Path, job: ReadJob) -> list[Document]:
    """Read a file, or all JSON files in a folder, with one document per file.

    Raises:
        FormatError: a file is not JSON, or is invalid.
    """
    files = [path] if path.is_file() else sorted(path.glob("*.json"))
    if not files:
        raise FormatError(f"{path} contains no .json files.")
    return [_read_file(file, job) for file in files]


def validate(path: Path) -> list[str]:
    """Check that the file can be read; return no problems."""
    read(path, ReadJob())
    return []


def _read_file(file: Path, job: ReadJob) -> Document:
    root = read_json(file)
    height = root.integer("video_height", minimum=1, maximum=MAX_FRAME_PIXELS)
    width = root.integer("video_width", minimum=1, maximum=MAX_FRAME_PIXELS // height)
    annotated = root.count("masklet")
    count = annotated
    if root.has("video_frame_count"):
        count = root.integer("video_frame_count", minimum=1, maximum=MAX_FRAMES)
    step = _frame_step(count, annotated, job)
    count = max(count, 1 + step * (annotated - 1), 1)
    name = root.key_text("video_id") if root.has("video_id") else file.stem
    builder = DocumentBuilder(source_from_count(name, count, height, width, is_numbered=True))
    builder.document.frame_start = FrameStart(0, "SA-V counts frames from 0", is_position=True)
    category_id = builder.add_default_category()
    ids = list(root.items("masklet_id")) if root.has("masklet_id") else []
    types = [one.value for one in root.items("masklet_type")] if root.has("masklet_type") else []
    # Automatic masklets reuse the numbers of manual ones for other objects.
    is_automatic = "auto" in types
    track_of: dict[int, int] = {}
    job.total_steps = annotated
    for position, frame in enumerate(root.items("masklet")):
        for number, code in enumerate(frame.items()):
            with job.entry():
                mask = None if code.value is None else read_rle(code, height, width)
                if mask is None or mask.is_empty:
                    continue
                masklet = ids[number].as_integer() if number < len(ids) else number
                if masklet not in track_of:
                    track_of[masklet] = builder.track_for(
                        None if is_automatic else masklet + 1,  # masklets are numbered from 0
                        category_id,
                        name=f"{DEFAULT_CATEGORY} {masklet}",
                    )
                builder.add_mask(track_of[masklet], position * step, mask)
        job.step()
    return builder.document


def _frame_step(count: int, annotated: int, job: ReadJob) -> int:
    """Return the distance between annotated frames."""
    if annotated < 2:
        return 1
    step = max(1, -(-count // annotated))
    if annotated == 1 + (count - 1) // _USUAL_STEP:
        step = _USUAL_STEP
    if step == 1:
        return 1
    reason = f"{annotated} frames are annotated, and the video has {count}"
    reading = Reading(
        key="frame_step",
        title="Annotated frames",
        chosen=str(step),
        choices={str(step): f"One frame in {step} is annotated"},
        reason=reason,
    )
    return int(job.choose(reading))
