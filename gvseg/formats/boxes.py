"""How to read boxes without a mask: skip them, or fill them as masks."""

from gvseg.formats.job import ReadJob
from gvseg.formats.read_report import Reading


def choose_boxes(count: int, total: int, entries: str, job: ReadJob) -> str:
    """Return "skip" to leave out boxes without a mask, or "fill" to import them as masks.

    Args:
        count: number of boxes without a mask in the file.
        total: number of entries in the file.
        entries: the format's word for entries, in the plural.
        job: records the reading.

    Raises:
        FormatError: the user's choice is neither of these.
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
            reason=f"{count} of {total} {entries} have a box but no mask",
        )
    )


class BoxCount:
    """Counts boxes during reading, for readers that cannot count them in advance.

    Attributes:
        is_filled: whether the user chose to fill boxes.
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
        """Record how boxes were read.

        Raises:
            FormatError: as `choose_boxes`.
        """
        choose_boxes(self._count, self._total, entries, self._job)
