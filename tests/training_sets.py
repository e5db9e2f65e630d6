"""A dataset of coloured shapes, in the layouts that recipes read."""

from pathlib import Path

import cv2
import numpy as np
from published_layouts import write_camvid

RECIPE = """
name = "tiny"
seed = 3
workers = 0
[model]
width = 32
width_8 = 16
width_4 = 8
key_width = 16
value_width = 32
classifier_width = 8
decoder_layers = 1
decoder_heads = 2
[optimiser]
warmup_steps = 2
cooldown_steps = 2
[[stills]]
name = "shapes"
images = "shapes/images"
masks = "shapes/masks"
weight = 1.0
terms = "made in the test"
[[videos]]
name = "moving shapes"
path = "video"
validation = ["held-out"]
terms = "made in the test"
[[phases]]
steps = 4
clips = 1
frames = 3
canvas = 64
video_share = 0.4
"""
SCENES_RECIPE = """
[scenes]
canvas = 64
images = 2
[[published]]
name = "street"
layout = "camvid"
path = "street"
tasks = ["instance", "semantic", "panoptic"]
terms = "made in the test"
[[vocabulary]]
name = "sky"
is_thing = false
[[vocabulary]]
name = "road"
is_thing = false
[[vocabulary]]
name = "car"
is_thing = true
[[vocabulary]]
name = "pedestrian"
is_thing = true
"""


def scenes_recipe(steps: int) -> str:
    """Return the tiny recipe with all four tasks and one line of progress per step."""
    text = RECIPE.replace("seed = 3", "seed = 3\nlog_steps = 1")
    return f"{text.replace('steps = 4', f'steps = {steps}')}scene_share = 0.6\n{SCENES_RECIPE}"


def write_street(root: Path) -> Path:
    """Write two drives for the automatic tasks in CamVid's layout; return the root."""
    write_camvid(root / "street")
    return root


def write_shapes(root: Path) -> Path:
    """Write twelve stills and two videos; return the root."""
    rng = np.random.default_rng(1)
    for folder in ("images", "masks"):
        (root / "shapes" / folder).mkdir(parents=True)
    for index in range(12):
        image, mask = _image(rng, 45 + index, 50)
        _write(root / "shapes" / "images" / f"{index}.jpg", image)
        _write(root / "shapes" / "masks" / f"{index}.png", mask)
    for name in ("shown", "held-out"):
        for folder in ("images", "masks"):
            (root / "video" / name / folder).mkdir(parents=True)
        for t in range(4):
            image, mask = _image(np.random.default_rng(9), 40 + 4 * t, 45)
            _write(root / "video" / name / "images" / f"{t:05d}.jpg", image)
            _write(root / "video" / name / "masks" / f"{t:05d}.png", mask)
    return root


def write_recipe(folder: Path, text: str = RECIPE) -> Path:
    path = folder / "tiny.toml"
    path.write_text(text, encoding="utf-8")
    return path


def _image(rng: np.random.Generator, x: int, y: int) -> tuple[np.ndarray, np.ndarray]:
    image = rng.integers(0, 90, (96, 110, 3)).astype(np.uint8)
    mask = np.zeros((96, 110), np.uint8)
    cv2.circle(mask, (x, y), 22, 1, -1)
    image[mask == 1] = rng.integers(120, 255, 3)
    return image, mask


def _write(path: Path, image: np.ndarray) -> None:
    path.write_bytes(cv2.imencode(path.suffix, image)[1].tobytes())
