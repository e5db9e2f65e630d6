"""What becomes of boxes without a mask, which a segmentation cannot hold."""

from gvseg.formats.job import ReadJob
from gvseg.formats.read_report import Reading


def choose_boxes(count: int, total: int, entries: str, job: ReadJob) -> str:
    """Whether boxes without a mask are left out ("skip") or filled ("fill").

    Args:
        count: boxes without a mask in the file.
        total: entries in the file.
        entries: what the format calls them, in the plural.
        job: notes the reading.

    Raises:
        FormatError: the person chose something else.
    """
    if not count:
        return "skip"
    return job.choose(
        Reading(
            key="boxes",
            title="Boxes",
            chosen="skip",
            choices={
                "skip": "Boxes without a mask are left out",
                "fill": "Boxes without a mask are filled",
            },
            reason=f"{count} of {total} {entries} have a box and no mask",
        )
    )
