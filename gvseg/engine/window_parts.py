"""The conditioner for windows, loaded when first needed and compiled when often needed.

Parts are compiled in the background, so that a run goes on meanwhile. It always uses a new part
from the same window on, no matter how long compiling takes, so results do not depend on timing.
"""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import Any

import torch

from gvseg.engine.compilation import (
    CompiledPart,
    begin_compiling,
    compile_part,
    convert,
    load_part,
    wait_for,
)
from gvseg.engine.conditioner_parts import InWindow, window_inputs
from gvseg.engine.window import CELL
from gvseg.model.network import GvSegNet

WORTH_COMPILING = 30
"""Number of windows of a size that are worth compiling a part for it."""
USED_AFTER = 30
"""Number of further windows of that size before the part is used."""

Size = tuple[int, int]


class WindowParts:
    """Parts for windows by height and width, in cells at stride 16.

    Args:
        network: network whose conditioner is compiled.
        precision: number format for computation.
        is_cancelled: returns whether the run is to stop; then no further part is waited for.
    """

    def __init__(
        self,
        network: GvSegNet,
        precision: str,
        is_cancelled: Callable[[], bool],
    ) -> None:
        self.network = network
        self.precision = precision
        self.is_cancelled = is_cancelled
        self.module = InWindow(network.conditioner)
        self.parts: dict[Size, CompiledPart | None] = {}
        self.needed: Counter[Size] = Counter()
        self._model: Any = None
        self._begun: dict[Size, Future[CompiledPart | None]] = {}

    def __call__(self, height: int, width: int) -> CompiledPart | None:
        """Return the part for a window; None if there is none yet."""
        size = (height, width)
        if size not in self.parts:
            inputs = self._inputs(size)
            self.parts[size] = load_part(self.module, inputs, self.precision)
        self.needed[size] += 1
        if self.parts[size] is None:
            if self.needed[size] > WORTH_COMPILING and size not in self._begun:
                self._begun[size] = begin_compiling(partial(self._compile, size))
            if self.needed[size] > WORTH_COMPILING + USED_AFTER:
                self.parts[size] = wait_for(self._begun[size], self.is_cancelled)
        return self.parts[size]

    def _compile(self, size: Size) -> CompiledPart | None:
        if self.is_cancelled():
            return None
        inputs = self._inputs(size)
        if self._model is None:
            self._model = convert(self.module, inputs)
        return compile_part(self.module, inputs, self.precision, model=self._model)

    def _inputs(self, size: Size) -> list[torch.Tensor]:
        height, width = size
        return window_inputs(self.network, (height * CELL, width * CELL))
