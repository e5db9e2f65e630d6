"""Batches for retraining: corrected video, moving stills of trusted frames, and replay."""

from dataclasses import replace

import numpy as np
import torch
from numpy.typing import NDArray

from gvseg.losses.exemplar_rollout import collate
from gvseg.masks import VOID
from gvseg.synthesis.stills import (
    SMALLEST_OBJECT_PX,
    ClipStyle,
    LabelledClip,
    Labels,
    Still,
    clip_from_stills,
)
from training.batches import Batch, BatchSource
from training.crops import cropped_clip
from training.datasets import OBJECTS_CHANCE, ClipSource, clip_style, read_image, read_labels
from training.recipe import PhaseRecipe
from training.retraining.snapshot import FrameCopy, VideoCopy
from training.scenes import SceneMaker

REPLAY_SHARE = 0.3
"""Share of steps on the base's training data, if given."""
CLASS_SHARE = 0.25
"""Share of the other steps that train the automatic tasks."""
LONGEST_STRIDE = 8
TRIES = 8


class Replay:
    """Source of batches from the base's training data, sampled as at the end of its training."""

    def __init__(self, source: ClipSource) -> None:
        self.source = source

    def batch(self, step: int, part: int = 0) -> Batch:
        """See `BatchSource.batch`."""
        return self.source.batch(self.source.recipe.steps + step, part)


class CorrectionClips:
    """Source of batches from corrections.

    Args:
        videos: videos of a snapshot; those without training frames are skipped.
        phase: size, length and number of clips.
        seed: random seed.
        replay: the base's training data, mixed in to prevent forgetting.
        classes: batches for the automatic tasks; None if no corrections have a class.
    """

    def __init__(
        self,
        videos: tuple[VideoCopy, ...],
        phase: PhaseRecipe,
        seed: int,
        replay: BatchSource | None = None,
        classes: SceneMaker | None = None,
    ) -> None:
        self.videos = [video for video in videos if video.frames]
        self.phase, self.seed, self.replay, self.classes = phase, seed, replay, classes
        self.style = clip_style(phase)
        self.trusted = [
            frame for video in self.videos for frame in video.frames if frame.is_trusted
        ]
        size = np.sqrt([len(video.frames) for video in self.videos])
        self.chance = size / size.sum()

    def batch(self, step: int, part: int = 0) -> Batch:
        """See `BatchSource.batch`."""
        rng = np.random.default_rng((self.seed, step, 17, *([part] if part else [])))
        if self.replay is not None and rng.random() < REPLAY_SHARE:
            return self.replay.batch(step, part)
        if self.classes is not None and rng.random() < CLASS_SHARE:
            return self.classes.batch(rng)
        objects = 1 + int(rng.choice(3, p=OBJECTS_CHANCE))
        pairs = [self._clip(rng, objects) for _ in range(self.phase.clips)]
        batch = collate([clip for clip, _ in pairs], objects)
        weight_TB = torch.tensor(np.stack([weight for _, weight in pairs], 1))
        return replace(batch, known=batch.known * weight_TB[..., None, None])

    def _clip(
        self, rng: np.random.Generator, objects: int
    ) -> tuple[LabelledClip, NDArray[np.float32]]:
        for _ in range(TRIES):
            if self.trusted and rng.random() >= self.phase.video_share:
                clip = self._moving_still(rng, objects)
                weight = np.ones(self.style.frames, np.float32)
            else:
                clip, weight = self._real_clip(rng, objects)
            if (clip.labels[0] == 1).sum() >= SMALLEST_OBJECT_PX:
                break
        return clip, weight

    def _moving_still(self, rng: np.random.Generator, objects: int) -> LabelledClip:
        count = int(rng.integers(3, 5))
        chosen = rng.integers(len(self.trusted), size=count)
        base, *others = (Still(*_read(self.trusted[int(index)])) for index in chosen)
        return clip_from_stills(rng, base, others, objects, self.style)

    def _real_clip(
        self, rng: np.random.Generator, objects: int
    ) -> tuple[LabelledClip, NDArray[np.float32]]:
        """Return frames of a video, forward or backward, and the weight of each."""
        video = self.videos[int(rng.choice(len(self.videos), p=self.chance))]
        frames = _draw_frames(rng, video, self.style)
        first = _read(frames[0])[1]
        tracked = [
            int(label)
            for label in np.unique(first)
            if 0 < label < VOID and all(int(label) in frame.weights for frame in frames)
        ]
        rng.shuffle(tracked)
        tracked = tracked[:objects]
        table = np.zeros(256, np.uint8)
        table[VOID] = VOID
        table[tracked] = np.arange(1, len(tracked) + 1)
        images, labels = zip(*(_read(frame) for frame in frames), strict=True)
        clip = cropped_clip(rng, images, [table[one] for one in labels], self.style)
        weight = [min((frame.weights[one] for one in tracked), default=1.0) for frame in frames]
        return clip, np.array(weight, np.float32)


def _read(frame: FrameCopy) -> tuple[NDArray[np.uint8], Labels]:
    return read_image(frame.image), read_labels(frame.labels)


def _draw_frames(rng: np.random.Generator, video: VideoCopy, style: ClipStyle) -> list[FrameCopy]:
    """Draw a first frame, preferably a trusted one, and more frames at a random stride."""
    count, more = len(video.frames), style.frames - 1
    trust = np.array([1.0 if frame.is_trusted else 0.3 for frame in video.frames])
    start = int(rng.choice(count, p=trust / trust.sum()))
    longest = max(1, min(LONGEST_STRIDE, (count - 1) // max(1, more)))
    step = int(rng.integers(1, longest + 1)) * (1 if rng.random() < 0.5 else -1)
    if not 0 <= start + step * more < count:
        step = -step
    indices = np.clip(start + step * np.arange(style.frames), 0, count - 1)
    return [video.frames[int(index)] for index in indices]
