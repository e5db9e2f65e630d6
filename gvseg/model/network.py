"""The complete GvSeg network.

Legend: B videos, N objects or queries, T frames of a clip, D query width, H/W size of the images
passed to `encode`.
"""

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from gvseg.errors import WeightsError
from gvseg.model.conditioning import ObjectConditioner, ObjectCues, ObjectFeatures
from gvseg.model.confidence import ConfidenceHead
from gvseg.model.config import ModelConfig
from gvseg.model.decoder import ShapePositionAwareDecoder
from gvseg.model.edges import EdgeRefiner
from gvseg.model.exemplar_classifier import ClassifierSums, ExemplarClassifier
from gvseg.model.memory import (
    FrameMemory,
    MemoryFrames,
    MemoryReader,
    RecentReader,
    RecentReading,
    ValueEncoder,
    fold_masks,
    grid_positions,
)
from gvseg.model.pixel_decoder import FrameEncoder, FrameFeatures
from gvseg.model.prompts import PromptParts, box_map, box_target, click_maps, click_weights
from gvseg.model.queries import ExemplarQueries
from gvseg.model.scene import SceneParts, ScenePrediction
from gvseg.task import Task

MASK_STRIDE = 4
"""Masks are predicted at a quarter of the image size."""
SIZE_MULTIPLE = 32
"""Image sides must be multiples of this."""
PROBABILITY_MARGIN = 1e-5


class Lookback(NamedTuple):
    """Input from other frames for segmenting a frame.

    Attributes:
        memory: frames to read from, or None.
        classifier: weights from `ExemplarClassifier.solve`, B x N x D, or None.
        exemplar_query: queries of the exemplars, B x N x D.
        refined_query: refined queries of the previous frame, B x N x D; zero if there are none.
        previous: masks of the previous frame, B x N x H/4 x W/4, 0..1.
        recent: the adjacent frame, or None; used with `use_recent_read`.
    """

    memory: MemoryFrames | None
    classifier: Tensor | None
    exemplar_query: Tensor
    refined_query: Tensor
    previous: Tensor
    recent: MemoryFrames | None = None


class ObjectPrediction(NamedTuple):
    """The network's prediction for a frame.

    Attributes:
        mask_logits: B x N x H/4 x W/4 each, with the final prediction last.
        query: refined queries, B x N x D.
        confidence_logit: logit of the predicted IoU, B x N.
        matched: each object's masks in memory, warped to the frame, B x N x H/4 x W/4, or None.
    """

    mask_logits: list[Tensor]
    query: Tensor
    confidence_logit: Tensor
    matched: Tensor | None = None


class GvSegNet(nn.Module):
    """The network for all tasks."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.config = config
        self.encoder = FrameEncoder(config)
        self.value_encoder = ValueEncoder(config)
        self.memory_reader = MemoryReader(config)
        self.recent_reader = RecentReader(config) if config.use_recent_read else None
        self.exemplar_classifier = ExemplarClassifier(config)
        self.exemplar_queries = ExemplarQueries(config)
        self.refined_query = nn.Linear(config.width, config.width)
        self.conditioner = ObjectConditioner(config)
        self.decoder = ShapePositionAwareDecoder(config)
        self.confidence = ConfidenceHead(config)
        self.prompts = PromptParts(config) if config.use_prompt_parts else None
        self.scene = SceneParts(config) if config.vocabulary else None
        self.edges = EdgeRefiner() if config.use_edges else None

    def encode(self, images_B3HW: Tensor) -> FrameFeatures:
        """Return the features of frames: RGB, 0..255, sides multiples of `SIZE_MULTIPLE`."""
        features: FrameFeatures = self.encoder(images_B3HW)
        return features

    @property
    def prompt_encoder(self) -> FrameEncoder:
        """The encoder of frames for `segment_from_prompts`."""
        own = None if self.prompts is None else self.prompts.encoder
        return self.encoder if own is None else own

    def memorise(
        self, features: FrameFeatures, masks_BNHW: Tensor, known_BN: Tensor | None = None
    ) -> FrameMemory:
        """Return the memory of a frame and its masks (stride 4, 0..1).

        Args:
            features: features of the frame.
            masks_BNHW: masks of the objects.
            known_BN: not 0 for the objects whose memory is read; None for all.
        """
        height, width = features.key.shape[2:]
        folded_BNCHW = fold_masks(masks_BNHW)
        return FrameMemory(
            key=features.key.flatten(2),
            shrinkage=features.shrinkage.flatten(1),
            value=self.value_encoder(features, folded_BNCHW, known_BN),
            position=grid_positions(height, width, features.key.device),
            masks=folded_BNCHW.flatten(3),
        )

    def collect_sums(
        self,
        features: FrameFeatures,
        masks_BNHW: Tensor,
        weight_BNHW: Tensor | None = None,
    ) -> ClassifierSums:
        """Return the exemplar classifier's sums from masks at stride 4 (0..1)."""
        pixels_BPD = self.exemplar_classifier.features(features.classifier)
        weight_BNP = None if weight_BNHW is None else F.avg_pool2d(weight_BNHW, 2).flatten(2)
        target_BNP = F.avg_pool2d(masks_BNHW, 2).flatten(2)
        return self.exemplar_classifier.collect(pixels_BPD, target_BNP, weight_BNP)

    def segment(
        self, features: FrameFeatures, lookback: Lookback, prompt_BNCHW: Tensor | None = None
    ) -> ObjectPrediction:
        """Segment the objects in a frame.

        Args:
            features: features of the frame.
            lookback: input from other frames.
            prompt_BNCHW: prompts at stride 4, see `ObjectCues`.
        """
        cues = self.collect_cues(features, lookback, prompt_BNCHW)
        parts = self if prompt_BNCHW is None or self.prompts is None else self.prompts
        conditioned = parts.conditioner(features, cues)

        def describe(masks_BNTHW: Tensor) -> Tensor:
            return self.exemplar_queries.describe(masks_BNTHW[:, :, 0])

        decoded = parts.decoder(cues.query, conditioned, describe)
        mask_logits = [logits_BNTHW[:, :, 0] for logits_BNTHW in decoded.mask_logits]
        confidence = parts.confidence(decoded.query, mask_logits[-1])
        matched = None if cues.matched is None else cues.matched[:, :, 0]
        return ObjectPrediction(mask_logits, decoded.query, confidence, matched)

    def collect_cues(
        self,
        features: FrameFeatures,
        lookback: Lookback,
        prompt_BNCHW: Tensor | None = None,
        is_read_NP: Tensor | None = None,
    ) -> ObjectCues:
        """Return the cues of each object in a frame.

        Args:
            features: features of the frame.
            lookback: input from other frames.
            prompt_BNCHW: prompts at stride 4, see `ObjectCues`.
            is_read_NP: the pixels where objects need what is in memory, see `MemoryReader.forward`.
        """
        objects = lookback.exemplar_query.shape[1]
        height_8, width_8 = features.stride_8.shape[2:]
        if lookback.classifier is None or not self.config.use_exemplar_classifier:
            score = features.stride_8.new_zeros(len(features.key), objects, height_8, width_8)
        else:
            pixels_BPD = self.exemplar_classifier.features(features.classifier)
            score_BNP = self.exemplar_classifier.score(pixels_BPD, lookback.classifier)
            score = score_BNP.unflatten(2, (height_8, width_8))
        query_BND = (
            lookback.exemplar_query
            + self.refined_query(lookback.refined_query)
            + self.exemplar_queries.describe(lookback.previous)
        )
        readout, matched = self.memory_reader(features, lookback.memory, objects, is_read_NP)
        return ObjectCues(
            readout=readout,
            score=score,
            previous=F.avg_pool2d(lookback.previous, 2),
            prompt=prompt_BNCHW,
            query=query_BND,
            recent=self._read_recent(features, lookback, is_read_NP),
            matched=matched,
        )

    def _read_recent(
        self, features: FrameFeatures, lookback: Lookback, is_read_NP: Tensor | None
    ) -> RecentReading | None:
        if self.recent_reader is None or lookback.recent is None:
            return None
        reading: RecentReading = self.recent_reader(features, lookback.recent, is_read_NP)
        return reading

    def segment_from_prompts(
        self,
        features: FrameFeatures,
        points_BK2: Tensor,
        sign_BK: Tensor,
        mask_B1HW: Tensor,
        box_B4: Tensor | None = None,
    ) -> ObjectPrediction:
        """Segment an object of a frame from clicks, a box and the mask to refine.

        Args:
            features: features of the frame from `prompt_encoder`.
            points_BK2: positions (x, y) of clicks in the frame, -1..1.
            sign_BK: +1 for positive clicks, -1 for negative clicks, 0 for padding.
            mask_B1HW: mask to refine at stride 4, 0..1; zeros if there is none.
            box_B4: left, top, right and bottom edges of the object, -1..1; all zero for no box.
                Only networks with `use_prompt_parts` see boxes.
        """
        size = (mask_B1HW.shape[2], mask_B1HW.shape[3])
        maps_B2HW = click_maps(points_BK2, sign_BK, size)
        prompts, target_B1HW = [mask_B1HW, maps_B2HW], maps_B2HW[:, :1]
        if self.prompts is not None:
            box = mask_B1HW.new_zeros(len(mask_B1HW), 4) if box_B4 is None else box_B4
            prompts.append(box_map(box, size))
            target_B1HW = torch.maximum(target_B1HW, box_target(box, size))
            centre_B12 = ((box[:, :2] + box[:, 2:]) / 2)[:, None]
            has_box_B1 = (box != 0).any(1, keepdim=True).to(sign_BK)
            points_BK2 = torch.cat((points_BK2, centre_B12), 1)
            sign_BK = torch.cat((sign_BK, has_box_B1), 1)
        sums = self.collect_sums(features, target_B1HW, click_weights(maps_B2HW))
        query = self.exemplar_queries.from_points(features, points_BK2, sign_BK)
        lookback = Lookback(
            memory=None,
            classifier=self.exemplar_classifier.solve(sums),
            exemplar_query=query,
            refined_query=torch.zeros_like(query),
            previous=mask_B1HW,
        )
        return self.segment(features, lookback, torch.cat(prompts, 1)[:, None])

    def segment_scene(
        self,
        features: FrameFeatures,
        frames: int,
        task: Task,
        refined: ObjectFeatures | None = None,
    ) -> ScenePrediction:
        """Detect and classify the things and stuff of clips, without exemplars.

        Args:
            features: features of B * T frames, clip by clip.
            frames: frames per clip, T.
            task: instance, semantic or panoptic.
            refined: result of `refine` for the frames; None to compute it.

        Raises:
            WeightsError: the weights have no vocabulary.
        """
        scene = self.require_scene()
        initial = scene.queries(task, features, frames)
        views = refined or self.refine(features)

        def describe(masks_BNTHW: Tensor) -> Tensor:
            return self.exemplar_queries.describe_clip(masks_BNTHW, initial.things)

        size = (views.stride_4.shape[2], views.stride_4.shape[3])
        positions = scene.position_terms(size, initial.things)
        decoder = self.decoder if scene.decoder is None else scene.decoder
        decoded = decoder(initial.query, views, describe, frames, positions)
        return ScenePrediction(
            mask_logits=decoded.mask_logits,
            class_logits=scene.classify(decoded.query),
            query=decoded.query,
            things=initial.things,
            classes=initial.classes,
        )

    def warm_start_scene(self) -> None:
        """Copy the parts for the automatic tasks from those of the exemplar task."""
        scene = self.require_scene()
        if scene.refiner is None or scene.decoder is None:
            raise ValueError("the network was built without use_scene_parts")
        scene.refiner.warm_start(self.conditioner, self.memory_reader.nothing_read, scene.view)
        scene.decoder.load_state_dict(self.decoder.state_dict())

    def refine(self, features: FrameFeatures) -> ObjectFeatures:
        """Return the features of each frame that all queries of the automatic tasks share.

        Raises:
            WeightsError: the weights have no vocabulary.
        """
        scene = self.require_scene()
        if scene.refiner is not None:
            refined: ObjectFeatures = scene.refiner(features)
            return refined
        images = len(features.key)
        nothing = features.stride_8.new_zeros(images, 1, *features.stride_8.shape[2:])
        cues = ObjectCues(
            readout=self.memory_reader(features, None, 1)[0],
            score=nothing,
            previous=nothing,
            prompt=None,
            query=scene.view.expand(images, 1, -1),
        )
        views: ObjectFeatures = self.conditioner(features, cues)
        return views

    def require_scene(self) -> SceneParts:
        """Return the modules for the automatic tasks.

        Raises:
            WeightsError: the weights have no vocabulary.
        """
        if self.scene is None:
            raise WeightsError(
                "These weights were trained for the exemplar task only: choose weights with a "
                "vocabulary for the automatic tasks."
            )
        return self.scene


def aggregate(mask_logits_BNHW: Tensor) -> Tensor:
    """Return joint logits of background and objects, B x (N + 1) x H x W.

    The independent logits are merged by soft aggregation (Oh et al. 2019); apply softmax or argmax
    over the second axis.
    """
    probability = mask_logits_BNHW.float().sigmoid()
    background = (1 - probability).prod(dim=1, keepdim=True)
    everything = torch.cat((background, probability), 1)
    return torch.logit(everything, eps=PROBABILITY_MARGIN)


def build_network(config: ModelConfig) -> GvSegNet:
    """Return a new network in channels-last layout, the fastest on CPUs and GPUs."""
    return GvSegNet(config).to(memory_format=torch.channels_last)  # type: ignore[call-overload]
