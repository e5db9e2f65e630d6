"""Segment objects inside windows around them, and in the whole frame every few frames.

Most of the cost of an object is its conditioning, in every pixel of the frame. A window around the
mask of the previous frame is enough. Objects without a mask are segmented in the whole frame, and
those whose mask is not trusted return to it sooner.

Legend: N objects of one video, O objects of a group, D width, H/W size of the frame, h/w size of
a window in cells at stride 16, P its cells.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, cast

import torch
from torch import Tensor
from torch.nn import functional as F

from gvseg.engine.compilation import CompiledPart
from gvseg.engine.compiled_conditioner import CompiledConditioner, ConditionerInputs
from gvseg.engine.window import Shares, Window, window_around
from gvseg.model.conditioning import ObjectCues, ObjectFeatures
from gvseg.model.decoder import DecoderLayer, allowed_pixels
from gvseg.model.memory import grid_positions
from gvseg.model.network import GvSegNet, Lookback, ObjectPrediction
from gvseg.model.pixel_decoder import FrameFeatures

TRUSTED_BETWEEN = 10
"""Number of frames in windows between two whole frames, if the object's mask is trusted."""
OTHERS_BETWEEN = 2
"""The same if it is not trusted."""
SMALLEST_MOVED = 0.25
"""Smaller shares of a cell do not count when a mask is moved by appearance."""
OUTSIDE_LOGIT = -10.0
"""Mask logit of pixels outside an object's window."""


class _Place(NamedTuple):
    """Window of an object, and the part for its size."""

    window: Window
    part: CompiledPart


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
        self.frames = 0

    def forget(self) -> None:
        """Start a sweep: segment every object in the whole frame first."""
        self.terms = {}

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
        self.frames += 1
        places = self._places(features, lookback, tracks, trusted)
        is_read_NP = _pixels_of(places, (features.key.shape[2], features.key.shape[3]))
        cues = self.network.collect_cues(features, lookback, is_read_NP=is_read_NP)
        groups = self._condition(features, cues, places, tracks)
        return self._decode(cues.query, groups, features)

    def _places(
        self,
        features: FrameFeatures,
        lookback: Lookback,
        tracks: Sequence[Hashable],
        trusted: Sequence[bool],
    ) -> list[_Place | None]:
        """Return the place of each object; None for those that need the whole frame."""
        conditioner = cast(CompiledConditioner, self.network.conditioner)
        share = F.avg_pool2d((lookback.previous[0] > 0.5).float(), 4).numpy()
        moved: list[Shares | None] = [None] * len(tracks)
        if self.network.recent_reader is not None and lookback.recent is not None:
            moved_NHW = self.network.recent_reader.moved_shares(features, lookback.recent)[0]
            moved = list((moved_NHW * (moved_NHW > SMALLEST_MOVED)).numpy())
        places: list[_Place | None] = []
        for row, track in enumerate(tracks):
            # Not all objects at once, so that every frame takes about the same time.
            between = TRUSTED_BETWEEN if trusted[row] else OTHERS_BETWEEN
            is_due = (self.frames + row) % (between + 1) == 0 or track not in self.terms
            window = None if is_due else window_around(share[row], moved[row])
            part = None if window is None else conditioner.windows(*window.size)
            has_place = window is not None and part is not None
            places.append(_Place(window, part) if has_place else None)
        return places

    def _condition(
        self,
        features: FrameFeatures,
        cues: ObjectCues,
        places: list[_Place | None],
        tracks: Sequence[Hashable],
    ) -> list[_Group]:
        conditioner = cast(CompiledConditioner, self.network.conditioner)
        inputs = conditioner.inputs(features, cues)
        whole = [row for row, place in enumerate(places) if place is None]
        groups = [self._in_frame(conditioner, inputs, whole, tracks)] if whole else []
        by_size: dict[tuple[int, int], list[tuple[int, _Place]]] = {}
        for row, place in enumerate(places):
            if place is not None:
                by_size.setdefault(place.window.size, []).append((row, place))
        for members in by_size.values():
            rows, windows = [row for row, _ in members], [place.window for _, place in members]
            terms = [self.terms[tracks[row]] for row in rows]
            views = conditioner.in_windows(inputs, rows, windows, terms, members[0][1].part)
            groups.append(_Group(rows, windows, views))
        return groups

    def _in_frame(
        self,
        conditioner: CompiledConditioner,
        inputs: ConditionerInputs,
        rows: list[int],
        tracks: Sequence[Hashable],
    ) -> _Group:
        views, terms = conditioner.in_frame(inputs, rows)
        self.terms |= {tracks[row]: terms[place] for place, row in enumerate(rows)}
        height, width = views.stride_16.shape[2:]
        return _Group(rows, [Window(0, 0, height, width)] * len(rows), views)

    def _decode(
        self, query_1ND: Tensor, groups: list[_Group], features: FrameFeatures
    ) -> ObjectPrediction:
        describe = self.network.exemplar_queries.describe
        size = (features.stride_4.shape[2], features.stride_4.shape[3])
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
        first = _pasted(groups, logits, size)
        for module in decoder.layers:
            layer = cast(DecoderLayer, module)
            looked_1ND = torch.empty_like(query_1ND)
            for group, pixels_OPD, logits_1OThw in zip(groups, pixels, logits, strict=True):
                allowed_OQP = allowed_pixels(logits_1OThw, group.windows[0].size, len(pixels_OPD))
                looked_1ND[:, group.rows] = layer.look(
                    query_1ND[:, group.rows], pixels_OPD, allowed_OQP
                )
            query_1ND = looked_1ND
            logits = draw()
            query_1ND = query_1ND + describe(_pasted(groups, logits, size).sigmoid())
            query_1ND = layer.exchange(query_1ND)
        last = _pasted(groups, draw(), size)
        return ObjectPrediction([first, last], query_1ND, self.network.confidence(query_1ND, last))


def _pixels_of(places: list[_Place | None], size: tuple[int, int]) -> Tensor | None:
    """Return the pixels inside the window of each object, N x P; None if all need every pixel."""
    if all(place is None for place in places):
        return None
    is_inside_NHW = torch.zeros(len(places), *size, dtype=torch.bool)
    for row, place in enumerate(places):
        is_inside_NHW[row if place is None else (row, *place.window.slices(16))] = True
    return is_inside_NHW.flatten(1)


def _with_positions(group: _Group, position_HWD: Tensor) -> Tensor:
    """Return the pixels of a group's objects with their position terms, O x P x D."""
    position_OPD = torch.stack(
        [position_HWD[window.slices(16)].flatten(0, 1) for window in group.windows]
    )
    return group.views.stride_16.flatten(2).transpose(1, 2) + position_OPD


def _pasted(groups: list[_Group], logits: list[Tensor], size: tuple[int, int]) -> Tensor:
    """Return the logits of all objects in the whole frame, 1 x N x H/4 x W/4."""
    objects = sum(len(group.rows) for group in groups)
    whole_1NHW = torch.full((1, objects, *size), OUTSIDE_LOGIT)
    for group, logits_1OThw in zip(groups, logits, strict=True):
        for place, (row, window) in enumerate(zip(group.rows, group.windows, strict=True)):
            whole_1NHW[(0, row, *window.slices(4))] = logits_1OThw[0, place, 0]
    return whole_1NHW
