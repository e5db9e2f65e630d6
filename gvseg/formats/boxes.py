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


class BoxCount:
    """Boxes of a file that is read piece by piece, for readers that cannot count them before.

    Attributes:
        is_filled: whether the person chose to fill boxes.
    """

    def __init__(self, job: ReadJob) -> None:
        self._job = job
        self._count = self._total = 0
        self.is_filled = job.choices.get("boxes") == "fill"

    def add(self, *, is_box: bool) -> None:
        """Count a shape."""
        self._count += is_box
        self._total += 1

    def note(self, entries: str) -> None:
        """Note the reading, and what was left out by it.

        Raises:
            FormatError: the person chose something else.
        """
        choose_boxes(self._count, self._total, entries, self._job)
