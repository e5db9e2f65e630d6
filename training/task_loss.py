"""The loss of all tasks as one module, so that it can be wrapped for distributed training."""

import numpy as np
from torch import Tensor, nn

from gvseg.losses.disturbance import Disturbance
from gvseg.losses.exemplar_rollout import exemplar_clip_loss
from gvseg.losses.prompts import PromptBatch, prompt_loss
from gvseg.model.network import GvSegNet
from training.batches import Batch
from training.contrast import ClassQueues
from training.datasets import phase_of
from training.recipe import Recipe
from training.scene_loss import ContrastRule, scene_loss
from training.scenes import SceneBatch


class TaskLoss(nn.Module):
    """The network with its loss and the queues of the contrastive loss."""

    def __init__(self, network: GvSegNet, recipe: Recipe) -> None:
        super().__init__()
        self.network = network
        self.recipe = recipe
        config = network.config
        self.queues = ClassQueues(len(config.vocabulary), config.identity_width)

    def forward(self, batch: Batch, step: int, part: int) -> tuple[Tensor, dict[str, float]]:
        """Return the loss of a batch and its terms as numbers."""
        rng = np.random.default_rng((self.recipe.seed, step, 1, *([part] if part else [])))
        if isinstance(batch, SceneBatch):
            scenes = self.recipe.scenes
            rule = ContrastRule(
                weight=scenes.contrast_weight,
                small_change=scenes.small_change,
                changed_is_negative=scenes.changed_is_negative,
            )
            loss = scene_loss(self.network, batch, rng, self.queues, rule, scenes.class_balance)
            return loss.total, loss.parts
        phase, done = phase_of(self.recipe, step)
        # Narrow the loss to the hardest pixels over the first half of the first phase.
        is_first = phase is self.recipe.phases[0]
        share = phase.hardest_share
        hardest_share = 1.0 - (1.0 - share) * min(1.0, done * 2) if is_first else share
        if isinstance(batch, PromptBatch):
            return prompt_loss(self.network, batch, rng, hardest_share)
        lead = int(rng.integers(phase.lead_frames + 1)) if phase.lead_frames else 0
        loss = exemplar_clip_loss(
            self.network,
            batch.with_lead(lead, phase.frames - phase.lead_frames + lead),
            rng,
            hardest_share=hardest_share,
            click_chance=phase.click_chance,
            disturbance=Disturbance(
                score_dropout=phase.score_dropout,
                previous_dropout=phase.previous_dropout,
                wrong_previous=phase.wrong_previous,
                correction_share=phase.correction_share,
            ),
        )
        return loss.total, loss.parts
