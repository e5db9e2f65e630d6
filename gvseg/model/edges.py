"""Refine the edges of masks with the colours of the frame.

Masks are predicted at stride 4. This part sees the frame and compares the colours near each pixel
with those of the object and of its surroundings, and corrects the logits near the edge at stride 2.
How tightly masks follow what is visible differs between annotators, so it helps most once it is
tuned to the exemplars of a video.

Legend: B crops or images, C channels, H/W pixels, h/w at stride 4; planes 2h x 2w are at stride 2.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from gvseg.model.pixel_decoder import double_size

EDGE_STRIDE = 2
"""Refined masks have half of the size of the image."""
WIDTH = 16
COLOURS = 8
"""Channels in which pixels are compared with both sides of an edge."""
BAND = 3
"""Largest distance from the edge at which logits change, in cells at stride 4."""
LARGEST_LOGIT = 8.0
NEARBY_CELLS = 5
"""Side of the area in which colours of both sides are averaged, in blocks of 4 x 4 pixels at
stride 2."""


class _Block(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.spread = nn.Conv2d(WIDTH, WIDTH, 5, padding=2, groups=WIDTH)
        self.widen = nn.Conv2d(WIDTH, 2 * WIDTH, 1)
        self.narrow = nn.Conv2d(2 * WIDTH, WIDTH, 1)

    def forward(self, x: Tensor) -> Tensor:
        result: Tensor = x + self.narrow(F.relu(self.widen(self.spread(x))))
        return result


class EdgeRefiner(nn.Module):
    """Refines the logits of masks near their edges; untrained, it only enlarges them."""

    def __init__(self) -> None:
        super().__init__()
        self.image = nn.Conv2d(3 * EDGE_STRIDE**2, WIDTH, 3, padding=1)
        self.look_around = _Block()
        self.colour = nn.Conv2d(WIDTH, COLOURS, 1)
        self.mask = nn.Conv2d(COLOURS + 3, WIDTH, 3, padding=1)
        self.blocks = nn.Sequential(_Block(), _Block())
        self.change = nn.Conv2d(WIDTH, 1, 3, padding=1)
        nn.init.zeros_(self.change.weight)
        assert self.change.bias is not None
        nn.init.zeros_(self.change.bias)

    def look(self, images_B3HW: Tensor) -> Tensor:
        """Return the features of images (RGB, 0..255) at stride 2, for `refine`."""
        pixels_BCHW = F.pixel_unshuffle((images_B3HW - 127.0) / 64.0, EDGE_STRIDE)
        features: Tensor = self.look_around(F.relu(self.image(pixels_BCHW)))
        return features

    def refine(self, features_BCHW: Tensor, logits_B1hw: Tensor) -> Tensor:
        """Return the refined logits of one mask per image, B x 1 x 2h x 2w.

        Args:
            features_BCHW: result of `look`.
            logits_B1hw: logits at stride 4; h and w are even.
        """
        logits = double_size(logits_B1hw).clamp(-LARGEST_LOGIT, LARGEST_LOGIT)
        share = logits.sigmoid()
        colours = self.colour(features_BCHW)
        inside, outside = _nearby_mean(colours, share), _nearby_mean(colours, 1 - share)
        nearer = (colours - outside).square() - (colours - inside).square()
        cues = (
            logits / 4,
            share - 0.5,
            nearer.clamp(-4, 4),
            nearer.sum(1, keepdim=True).clamp(-LARGEST_LOGIT, LARGEST_LOGIT),
        )
        x = features_BCHW + self.mask(torch.cat(cues, 1))
        return logits + self.change(F.relu(self.blocks(x))) * edge_band(logits_B1hw)


def edge_band(logits_B1hw: Tensor) -> Tensor:
    """Return 1 at stride 2 where logits change, else 0."""
    return F.interpolate(edge_cells(logits_B1hw, BAND), scale_factor=2.0)


def edge_cells(logits_B1hw: Tensor, distance: int) -> Tensor:
    """Return 1 at stride 4 within `distance` cells of the edge of each mask, else 0."""
    inside = (logits_B1hw > 0).to(logits_B1hw.dtype)
    side = 2 * distance + 1
    grown = F.max_pool2d(inside, side, 1, distance)
    shrunk = -F.max_pool2d(-inside, side, 1, distance)
    return grown - shrunk


def _nearby_mean(colours_BCHW: Tensor, weight_B1HW: Tensor) -> Tensor:
    """Return the mean colours near each pixel, weighted."""
    weighted = F.avg_pool2d(torch.cat((colours_BCHW * weight_B1HW, weight_B1HW), 1), 4)
    spread = NEARBY_CELLS // 2
    pooled = F.avg_pool2d(weighted, NEARBY_CELLS, 1, spread, count_include_pad=False)
    mean = pooled[:, :-1] / (pooled[:, -1:] + 1e-3)
    return F.interpolate(mean, scale_factor=4.0, mode="bilinear", align_corners=False)
