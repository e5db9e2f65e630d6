"""Settings of the fine-tuning to one video."""

from dataclasses import dataclass, field

from gvseg.losses.disturbance import Disturbance
from gvseg.synthesis.copies import CopyStyle

MISTAKES = Disturbance(lost_part=0.4, spilled=0.3)


@dataclass(frozen=True, slots=True, kw_only=True)
class AdaptRecipe:
    """Settings of the fine-tuning.

    Attributes:
        learning_rate: initial learning rate, which falls to zero over the time limit.
        clips: clips per step.
        replays: new clips are created every `replays` steps.
        pool: number of clips kept for replay.
        hardest_share: share of the pixels, hardest first, that the cross-entropy uses.
        clip_norm: largest gradient norm.
        seed: random seed; the same seed and number of steps give the same result.
        style: style of the copies.
        held_out: largest number of held-out batches.
        held_out_motion: factor for the motion in held-out clips.
        mistakes: mistakes that are added to masks before they enter memory. The masks of a few calm
            copies are nearly always right, so the network would learn to trust the previous ones:
            a part that is lost once, behind a pole for example, would never return.
    """

    learning_rate: float = 2e-4
    clips: int = 2
    replays: int = 3
    pool: int = 24
    hardest_share: float = 0.3
    clip_norm: float = 1.0
    seed: int = 11
    style: CopyStyle = field(default_factory=CopyStyle)
    held_out: int = 3
    held_out_motion: float = 1.3
    mistakes: Disturbance = MISTAKES
