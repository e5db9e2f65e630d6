"""Coordinate the processes of a run under `torchrun`: only the main one decides and writes."""

import os
from collections.abc import Callable
from datetime import timedelta
from types import TracebackType
from typing import TypeVar

from accelerate import PartialState
from accelerate.utils import broadcast_object_list

from gvseg.errors import UserError

LONGEST_WAIT = timedelta(hours=12)
"""Timeout of the other processes, which wait while the main one copies data and scores."""
BAD_INPUT = 2

Found = TypeVar("Found")


class Ranks:
    """The processes that train together; a single one without `torchrun`.

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
        # After a failure, the other processes may be waiting for a message that never arrives.
        if self.count > 1 and kind is None:
            PartialState().destroy_process_group()

    def on_main(self, find: Callable[[], Found]) -> Found:
        """Call `find` in the main process and return its result in every process.

        Raises:
            UserError: `find` failed. Only the main process raises this; the others exit silently.
        """
        if self.count == 1:
            return find()
        message: list[tuple[bool, Found | None]] = [(False, None)]
        failure: UserError | None = None
        if self.is_main:
            try:
                message = [(True, find())]
            except UserError as error:
                failure = error
        broadcast_object_list(message)
        if failure is not None:
            raise failure
        succeeded, found = message[0]
        if not succeeded:
            raise SystemExit(BAD_INPUT)
        return found  # type: ignore[return-value]  # the result of `find`
