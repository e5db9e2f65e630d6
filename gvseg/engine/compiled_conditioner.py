"""The conditioner with parts compiled by OpenVINO.

Legend: O objects of all frames, P pixels, C channels, A scales and shifts of all group norms.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import torch
from torch import Tensor, nn

from gvseg.engine.channel_order import channels_last, unflattened
from gvseg.engine.compilation import CompiledPart, Inferences
from gvseg.engine.window import Window
from gvseg.model.conditioning import ObjectConditioner, ObjectCues, ObjectFeatures, fold_cues
from gvseg.model.memory import RecentReading
from gvseg.model.pixel_decoder import FrameFeatures

WindowPartLookup = Callable[[int, int], CompiledPart | None]
"""Returns the part for a height and width in cells at stride 16, if there is one."""


class ConditionerInputs(NamedTuple):
    """Inputs of the compiled conditioner, channels last.

    Attributes:
        image: features of the frames at strides 16, 8 and 4.
        own: readouts (stride 16), cues (stride 8) and matched masks (stride 4) of each object, O
            rows each.
        query_OD: terms of the objects' queries.
        objects: objects of each frame.
    """

    image: list[Tensor]
    own: list[list[Tensor]]
    query_OD: Tensor
    objects: int


class CompiledConditioner(nn.Module):
    """Replaces `ObjectConditioner`, except for clicks.

    Args:
        original: the conditioner that was compiled.
        whole: part for whole frames, compiled from `WholeFrame`.
        windows: returns the part for a window, compiled from `InWindow`.
    """

    def __init__(
        self, original: ObjectConditioner, whole: CompiledPart, windows: WindowPartLookup
    ) -> None:
        super().__init__()
        self.original = original
        self.whole = whole
        self.windows = windows

    def forward(self, features: FrameFeatures, cues: ObjectCues) -> ObjectFeatures:
        """Return the features of the frame conditioned on each object."""
        if cues.prompt is not None:
            return self.original(features, cues)
        inputs = self.inputs(features, cues)
        inferences = Inferences()
        conditioned, _ = self.in_frame(inputs, range(len(inputs.query_OD)), inferences)
        inferences.finish()
        return conditioned

    def inputs(self, features: FrameFeatures, cues: ObjectCues) -> ConditionerInputs:
        """Return the inputs of `in_frame` and `in_windows`."""
        own_16, cues_8 = [cues.readout.flatten(0, 1)], fold_cues(cues)
        if self.original.recent is not None:
            recent = cues.recent or _nothing_recent(cues)
            own_16.append(recent.value.flatten(0, 1))
            cues_8 = torch.cat((cues_8, recent.masks.flatten(0, 1)), 1)
        own_4 = [] if self.original.matched is None else [_matched(cues) - 0.5]
        return ConditionerInputs(
            image=[channels_last(level) for level in features[:3]],
            own=[[channels_last(one) for one in level] for level in (own_16, [cues_8], own_4)],
            # OpenVINO would take 0.4 ms for the product with a single query.
            query_OD=self.original.query_16(cues.query.flatten(0, 1)),
            objects=cues.query.shape[1],
        )

    def in_frame(
        self, inputs: ConditionerInputs, rows: Sequence[int], inferences: Inferences
    ) -> tuple[ObjectFeatures, Tensor]:
        """Return the features of some objects in the whole frame, and the terms of their norms.

        Args:
            inputs: result of `inputs`.
            rows: rows of the objects.
            inferences: write the features and terms.

        Returns:
            Features with one row for each of `rows`, and terms for `in_windows`, rows x A.
        """
        height, width = inputs.image[0].shape[1:3]
        everything = Window(0, 0, height, width)
        x16, x4, terms = (torch.empty(len(rows), *shape[1:]) for shape in self.whole.output_shapes)
        for place, row in enumerate(rows):
            outputs = [one[place : place + 1] for one in (x16, x4, terms)]
            inferences.add(self.whole, outputs, *_of_object(inputs, row, everything))
        return _conditioned(x16, x4, everything), terms

    def in_windows(
        self,
        inputs: ConditionerInputs,
        rows: Sequence[int],
        windows: Sequence[Window],
        terms: Sequence[Tensor],
        part: CompiledPart,
        inferences: Inferences,
    ) -> ObjectFeatures:
        """Return the features of some objects inside their windows, which have one size.

        Args:
            inputs: result of `inputs` for a single frame.
            rows: rows of the objects.
            windows: window of each object.
            terms: terms of the norms of each object from `in_frame`, A.
            part: the part for the size of the windows.
            inferences: write the features.
        """
        x16, x4 = (torch.empty(len(rows), *shape[1:]) for shape in part.output_shapes)
        for place, (row, window) in enumerate(zip(rows, windows, strict=True)):
            outputs = [one[place : place + 1] for one in (x16, x4)]
            inferences.add(part, outputs, terms[place][None], *_of_object(inputs, row, window))
        return _conditioned(x16, x4, windows[0])


def _of_object(inputs: ConditionerInputs, row: int, window: Window) -> list[Tensor]:
    """Return the inputs of a part for an object in a window, after the terms of the norms."""
    of_frame = slice(row // inputs.objects, row // inputs.objects + 1)
    of_object = slice(row, row + 1)
    image_16, image_8, image_4 = (
        window.of_last(image[of_frame], stride)
        for image, stride in zip(inputs.image, (16, 8, 4), strict=True)
    )
    own_16, own_8, own_4 = (
        [window.of_last(one[of_object], stride) for one in level]
        for level, stride in zip(inputs.own, (16, 8, 4), strict=True)
    )
    folded_16 = [*(_folded(one, 2) for one in own_8), *(_folded(one, 4) for one in own_4)]
    return [
        torch.cat([image_16, *own_16, *folded_16], 3),
        torch.cat([image_8, *own_8, *(_folded(one, 2) for one in own_4)], 3),
        torch.cat([image_4, *own_4], 3),
        inputs.query_OD[of_object],
    ]


def _folded(x_BHWC: Tensor, by: int) -> Tensor:
    """Return what `pixel_unshuffle` does, for channels last."""
    cells = x_BHWC.unflatten(2, (-1, by)).unflatten(1, (-1, by))
    return cells.permute(0, 1, 3, 5, 2, 4).flatten(3)


def _conditioned(x16_OPC: Tensor, x4_OPC: Tensor, window: Window) -> ObjectFeatures:
    return ObjectFeatures(
        unflattened(x16_OPC, (window.height, window.width)),
        unflattened(x4_OPC, (4 * window.height, 4 * window.width)),
    )


def _nothing_recent(cues: ObjectCues) -> RecentReading:
    masks = torch.zeros_like(cues.previous)[:, :, None].expand(-1, -1, 2, -1, -1)
    return RecentReading(torch.zeros_like(cues.readout), masks)


def _matched(cues: ObjectCues) -> Tensor:
    """Return the matched masks, O x 2 x H/4 x W/4; unknown ones without a memory."""
    if cues.matched is not None:
        return cues.matched.flatten(0, 1)
    objects, (height, width) = cues.query.shape[:2].numel(), cues.previous.shape[2:]
    return cues.previous.new_full((objects, 2, 2 * height, 2 * width), 0.5)
