"""The processes of a run under `torchrun`: the main one decides and writes, the others follow."""

import os
from collections.abc import Callable
from datetime import timedelta
from types import TracebackType
from typing import TypeVar

from accelerate import PartialState
from accelerate.utils import broadcast_object_list

from gvseg.errors import UserError

LONGEST_WAIT = timedelta(hours=12)
"""For the main process, which copies the data and scores while the others wait."""
BAD_INPUT = 2

Found = TypeVar("Found")


class Ranks:
    """The processes that train together; the only one where `torchrun` started none.

    Args:
        device: "cpu" or "cuda".
    """

    def __init__(self, device: str) -> None:
        self.count = int(os.environ.get("WORLD_SIZE", "1"))
        self.is_main = int(os.environ.get("RANK", "0")) == 0
        if self.count > 1:
            PartialState(cpu=device == "cpu", timeout=LONGEST_WAIT)

    def __enter__(self) -> "Ranks":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # After a failure the others may be waiting for a message that never comes.
        if self.count > 1 and kind is None:
            PartialState().destroy_process_group()

    def decide(self, find: Callable[[], Found]) -> Found:
        """What the main process finds, in every process; the others wait for it.

        Raises:
            UserError: in the main process, which is to say it; the others end with it in silence.
        """
        if self.count == 1:
            return find()
        said: list[tuple[bool, Found | None]] = [(False, None)]
        failure: UserError | None = None
        if self.is_main:
            try:
                said = [(True, find())]
            except UserError as error:
                failure = error
        broadcast_object_list(said)
        if failure is not None:
            raise failure
        is_found, found = said[0]
        if not is_found:
            raise SystemExit(BAD_INPUT)
        return found  # type: ignore[return-value]  # found, and so of the kind that is looked for
