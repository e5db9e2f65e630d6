"""Segment objects inside windows around them, and in the whole frame every few frames.

Most of the cost of an object is its conditioning, in every pixel of the frame. A window around the
mask of the previous frame is enough.

Legend: N objects of one video, O objects of a group, D width, H/W size of the frame, h/w size of
a window in cells at stride 16, P its cells.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, cast

import torch
from torch import Tensor
from torch.nn import functional as F

from gvseg.engine.compilation import CompiledPart, Inferences
from gvseg.engine.compiled_conditioner import CompiledConditioner, ConditionerInputs
from gvseg.engine.whole_frame_turns import WholeFrameTurns
from gvseg.engine.window import Shares, Window, windows_around
from gvseg.model.conditioning import ObjectCues, ObjectFeatures
from gvseg.model.decoder import DecoderLayer, allowed_pixels
from gvseg.model.memory import grid_positions
from gvseg.model.network import GvSegNet, Lookback, ObjectPrediction
from gvseg.model.pixel_decoder import FrameFeatures

SMALLEST_MOVED = 0.25
"""Smaller shares of a cell do not count when a mask is moved by appearance."""
OUTSIDE_LOGIT = -10.0
"""Mask logit of pixels outside an object's window."""


class _Plan(NamedTuple):
    """How the objects of a frame are segmented.

    Attributes:
        whole: rows that are segmented in the whole frame.
        windows: the windows of other rows; rows in neither have no mask in this frame.
        parts: the compiled part for each size of windows.
    """

    whole: list[int]
    windows: dict[int, Window]
    parts: dict[tuple[int, int], CompiledPart]


@dataclass(frozen=True, slots=True)
class _Group:
    """Objects with windows of one size, and their features."""

    rows: list[int]
    windows: list[Window]
    views: ObjectFeatures


class WindowSegmenter:
    """Segments the objects of a video frame by frame.

    Args:
        network: network in evaluation mode; without a compiled conditioner, every object is
            segmented in the whole frame.
    """

    def __init__(self, network: GvSegNet) -> None:
        self.network = network
        self.terms: dict[Hashable, Tensor] = {}
        self.turns = WholeFrameTurns()

    def forget(self) -> None:
        """Start a sweep: segment every object in the whole frame first."""
        self.terms = {}
        self.turns.start()

    def segment(
        self,
        features: FrameFeatures,
        lookback: Lookback,
        tracks: Sequence[Hashable],
        trusted: Sequence[bool] | None = None,
    ) -> ObjectPrediction:
        """Segment the objects of a frame.

        Args:
            features: features of the frame.
            lookback: input from other frames.
            tracks: identify the objects in later frames.
            trusted: whether the mask of the previous frame is trusted; by default, where there is
                a refined query.
        """
        if not isinstance(self.network.conditioner, CompiledConditioner):
            return self.network.segment(features, lookback)
        if trusted is None:
            trusted = (lookback.refined_query[0] != 0).any(1).tolist()
        self.terms = {track: self.terms[track] for track in tracks if track in self.terms}
        plan = self._plan(features, lookback, tracks, trusted)
        is_read_NP = _pixels_of(plan, len(tracks), (features.key.shape[2], features.key.shape[3]))
        cues = self.network.collect_cues(features, lookback, is_read_NP=is_read_NP)
        groups = self._condition(features, cues, plan, tracks)
        return self._decode(cues.query, groups, features)

    def _plan(
        self,
        features: FrameFeatures,
        lookback: Lookback,
        tracks: Sequence[Hashable],
        trusted: Sequence[bool],
    ) -> _Plan:
        conditioner = cast(CompiledConditioner, self.network.conditioner)
        share_NHW = F.avg_pool2d((lookback.previous[0] > 0.5).float(), 4).numpy()
        moved_NHW: Shares | None = None
        if self.network.recent_reader is not None and lookback.recent is not None:
            moved = self.network.recent_reader.moved_shares(features, lookback.recent)[0]
            moved_NHW = (moved * (moved > SMALLEST_MOVED)).numpy()
        lost: list[bool] = (share_NHW.max((1, 2)) == 0).tolist()
        turns = self.turns.next(tracks, trusted, lost)
        plan = _Plan([], {}, {})
        for row, window in enumerate(windows_around(share_NHW, moved_NHW)):
            is_new = tracks[row] not in self.terms
            if lost[row] and row not in turns and not is_new:
                continue
            part = None
            if window is not None and row not in turns and not is_new:
                part = conditioner.windows(*window.size)
            if window is None or part is None:
                plan.whole.append(row)
            else:
                plan.windows[row] = window
                plan.parts[window.size] = part
        return plan

    def _condition(
        self, features: FrameFeatures, cues: ObjectCues, plan: _Plan, tracks: Sequence[Hashable]
    ) -> list[_Group]:
        conditioner = cast(CompiledConditioner, self.network.conditioner)
        inputs = conditioner.inputs(features, cues)
        groups, inferences = [], Inferences()
        if plan.whole:
            groups.append(self._in_frame(conditioner, inputs, plan.whole, tracks, inferences))
        for size, part in plan.parts.items():
            rows = [row for row, window in plan.windows.items() if window.size == size]
            windows = [plan.windows[row] for row in rows]
            terms = [self.terms[tracks[row]] for row in rows]
            views = conditioner.in_windows(inputs, rows, windows, terms, part, inferences)
            groups.append(_Group(rows, windows, views))
        inferences.finish()
        return groups

    def _in_frame(
        self,
        conditioner: CompiledConditioner,
        inputs: ConditionerInputs,
        rows: list[int],
        tracks: Sequence[Hashable],
        inferences: Inferences,
    ) -> _Group:
        views, terms = conditioner.in_frame(inputs, rows, inferences)
        self.terms |= {tracks[row]: terms[place] for place, row in enumerate(rows)}
        height, width = views.stride_16.shape[2:]
        return _Group(rows, [Window(0, 0, height, width)] * len(rows), views)

    def _decode(
        self, query_1ND: Tensor, groups: list[_Group], features: FrameFeatures
    ) -> ObjectPrediction:
        describe = self.network.exemplar_queries.describe
        whole_size = (1, query_1ND.shape[1], *features.stride_4.shape[2:])
        decoder = self.network.decoder
        cells = (features.key.shape[2], features.key.shape[3])
        position_P2 = grid_positions(*cells, query_1ND.device)
        position_HWD = decoder.pixel_position(position_P2).unflatten(0, cells)
        pixels = [_with_positions(group, position_HWD) for group in groups]

        def draw() -> list[Tensor]:
            return [
                decoder.draw(query_1ND[:, group.rows], group.views.stride_4[:, None], None)
                for group in groups
            ]

        logits = draw()
        first = _pasted(groups, logits, whole_size)
        for module in decoder.layers:
            layer = cast(DecoderLayer, module)
            looked_1ND = query_1ND.clone()
            for group, pixels_OPD, logits_1OThw in zip(groups, pixels, logits, strict=True):
                allowed_OQP = allowed_pixels(logits_1OThw, group.windows[0].size, len(pixels_OPD))
                looked_1ND[:, group.rows] = layer.look(
                    query_1ND[:, group.rows], pixels_OPD, allowed_OQP
                )
            query_1ND = looked_1ND
            logits = draw()
            query_1ND = query_1ND + describe(_pasted(groups, logits, whole_size).sigmoid())
            query_1ND = layer.exchange(query_1ND)
        last = _pasted(groups, draw(), whole_size)
        return ObjectPrediction([first, last], query_1ND, self.network.confidence(query_1ND, last))


def _pixels_of(plan: _Plan, objects: int, size: tuple[int, int]) -> Tensor | None:
    """Return the pixels where each object is segmented, N x P; None if all need every pixel."""
    if len(plan.whole) == objects:
        return None
    is_inside_NHW = torch.zeros(objects, *size, dtype=torch.bool)
    is_inside_NHW[plan.whole] = True
    for row, window in plan.windows.items():
        is_inside_NHW[(row, *window.slices(16))] = True
    return is_inside_NHW.flatten(1)


def _with_positions(group: _Group, position_HWD: Tensor) -> Tensor:
    """Return the pixels of a group's objects with their position terms, O x P x D."""
    position_OPD = torch.stack(
        [position_HWD[window.slices(16)].flatten(0, 1) for window in group.windows]
    )
    return group.views.stride_16.flatten(2).transpose(1, 2) + position_OPD


def _pasted(groups: list[_Group], logits: list[Tensor], size: tuple[int, ...]) -> Tensor:
    """Return the logits of all objects in the whole frame, 1 x N x H/4 x W/4."""
    whole_1NHW = torch.full(size, OUTSIDE_LOGIT)
    for group, logits_1OThw in zip(groups, logits, strict=True):
        for place, (row, window) in enumerate(zip(group.rows, group.windows, strict=True)):
            whole_1NHW[(0, row, *window.slices(4))] = logits_1OThw[0, place, 0]
    return whole_1NHW
