"""Video consistency VC8 and VC16, as in the VSPW benchmark.

See Miao et al., "VSPW: A Large-scale Dataset for Video Scene Parsing in the Wild". VC considers the
pixels whose true value is constant in a window of n frames. It is the share of these pixels whose
predicted value is also constant. As in the official script, the prediction need not be correct,
void is an ordinary value, the last window of a video is left out, and all windows of all videos
have equal weight.

`correct` is stricter: the share of these pixels, except void, whose prediction equals the truth in
all n frames.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gvseg.errors import FormatError
from gvseg.masks import VOID
from gvseg.metrics.figures import json_figures, mean_of, text_table
from gvseg.metrics.frame_pairs import check_same_size, pair_frames
from gvseg.metrics.miou import ClassMap

WINDOWS = (8, 16)


@dataclass(frozen=True, slots=True)
class WindowConsistency:
    """Consistency over windows of one length.

    Attributes:
        length: number of frames per window.
        windows: number of scored windows.
        consistent: VC of the benchmark, 0..1; NaN if no window has a constant pixel.
        correct: the stricter variant, 0..1; NaN likewise.
    """

    length: int
    windows: int
    consistent: float
    correct: float


@dataclass(frozen=True, slots=True)
class VideoConsistencyResult:
    """Figures for each window length."""

    lengths: tuple[WindowConsistency, ...]

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values: `vc8`, `vc8_correct`, `vc8_windows` and so on."""
        figures: dict[str, Any] = {"metric": "vc"}
        for one in self.lengths:
            name = f"vc{one.length}"
            figures |= json_figures({name: one.consistent, f"{name}_correct": one.correct})
            figures[f"{name}_windows"] = one.windows
        return figures

    def table(self) -> str:
        """Return a text table with one line per window length."""
        rows = [
            (f"VC{one.length}", (one.consistent, one.correct, one.windows)) for one in self.lengths
        ]
        return text_table(("window", "VC", "correct", "windows"), rows)


@dataclass(slots=True)
class VideoConsistency:
    """Scores windows of frames.

    Attributes:
        void: ground-truth values that `correct` ignores.
    """

    void: frozenset[int] = frozenset({VOID})
    _scores: dict[int, list[tuple[float, float]]] = field(
        default_factory=lambda: {length: [] for length in WINDOWS}, repr=False
    )

    def update(
        self, truth: Iterable[ClassMap], prediction: Iterable[ClassMap], *, sequence: str = ""
    ) -> None:
        """Score a whole video, frame by frame.

        Args:
            truth: H x W uint8 class numbers of every frame in order.
            prediction: the same for the result.
            sequence: name for messages.

        Raises:
            FormatError: lengths or sizes differ.
        """
        scores: dict[int, list[tuple[float, float]]] = {length: [] for length in WINDOWS}
        lasting: _Lasting | None = None
        for frame_index, (true, found) in enumerate(pair_frames(truth, prediction, sequence)):
            check_same_size(true, found, frame_index, sequence)
            if lasting is None:
                lasting = _Lasting(self.void, true, found)
                continue
            if true.shape != lasting.true.shape:
                raise FormatError(
                    f"Frame {frame_index} of {sequence or 'the sequence'} differs in size from the "
                    f"previous frames; all frames of a video must have the same size."
                )
            for length in WINDOWS:
                # A window is scored only when the next frame arrives, so the last window is left
                # out.
                if frame_index >= length:
                    scores[length].append(lasting.score(length))
            lasting.advance(true, found)
        for length, found_scores in scores.items():
            self._scores[length].extend(found_scores)

    def merge(self, other: "VideoConsistency") -> None:
        """Add the counts of another instance, for other videos."""
        for length, scores in other._scores.items():
            self._scores[length].extend(scores)

    def result(self) -> VideoConsistencyResult:
        """Return the figures.

        Raises:
            FormatError: no video is long enough.
        """
        if not self._scores[WINDOWS[0]]:
            raise FormatError(
                f"No video has more than {WINDOWS[0]} frames, as VC{WINDOWS[0]} needs; nothing "
                "was scored."
            )
        return VideoConsistencyResult(
            tuple(
                WindowConsistency(
                    length=length,
                    windows=len(scores),
                    consistent=mean_of([consistent for consistent, _ in scores]),
                    correct=mean_of([correct for _, correct in scores]),
                )
                for length, scores in self._scores.items()
            )
        )


class _Lasting:
    """Counts how long each pixel has been constant, up to the length of the longest window."""

    def __init__(self, void: frozenset[int], true: ClassMap, found: ClassMap) -> None:
        self.true = true
        self._found = found
        self._void = np.array(sorted(void), np.int64)
        self._true_frames: NDArray[np.uint8] = np.ones(true.shape, np.uint8)
        self._found_frames: NDArray[np.uint8] = np.ones(true.shape, np.uint8)
        self._right_frames: NDArray[np.uint8] = (true == found).astype(np.uint8)

    def advance(self, true: ClassMap, found: ClassMap) -> None:
        """Add the next frame."""
        self._true_frames = _longer(self._true_frames * (true == self.true))
        self._found_frames = _longer(self._found_frames * (found == self._found))
        self._right_frames = _longer(self._right_frames) * (true == found)
        self.true, self._found = true, found

    def score(self, length: int) -> tuple[float, float]:
        """Return VC and its stricter variant for the window that ends at the last added frame."""
        lasting = self._true_frames >= length
        consistent = lasting & (self._found_frames >= length)
        known = lasting & ~np.isin(self.true, self._void)
        correct = known & (self._right_frames >= length)
        return _part(consistent, lasting), _part(correct, known)


def _longer(frames: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return np.minimum(frames + 1, max(WINDOWS), dtype=np.uint8)


def _part(some: NDArray[np.bool_], of_all: NDArray[np.bool_]) -> float:
    count = int(np.count_nonzero(of_all))
    return int(np.count_nonzero(some)) / count if count else math.nan
