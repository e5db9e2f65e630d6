"""Mask images contain object numbers, or one object in any notation that tools use."""

import cv2
import numpy as np
import pytest
from PIL import Image

from gvseg.errors import MaskFileError
from gvseg.mask_images import PALETTE, MaskImages, read_foreground, read_mask_numbers

SQUARE = np.zeros((40, 60), np.bool_)
SQUARE[8:36, 10:38] = True
WHITE = SQUARE.astype(np.uint8) * 255
COLOURS = np.frombuffer(PALETTE, np.uint8).reshape(-1, 3)


def blurred(pixels, sigma=1.5):
    return cv2.GaussianBlur(pixels.astype(np.uint8) * 255, (0, 0), sigma)


def with_alpha(colour, alpha):
    pixels = np.zeros((*alpha.shape, 4), np.uint8)
    pixels[..., :3] = colour
    pixels[..., 3] = alpha
    return Image.fromarray(pixels)


def indexed(numbers, palette):
    image = Image.fromarray(numbers.astype(np.uint8), mode="P")
    image.putpalette([value for colour in palette for value in colour])
    return image


def painted(colour):
    return Image.fromarray((SQUARE[..., None] * np.array(colour)).astype(np.uint8))


def anti_aliased():
    """Return a square with an anti-aliased outline, as drawing programs render it."""
    large = np.zeros((160, 240), np.uint8)
    large[34:142, 42:150] = 255
    return cv2.resize(large, (60, 40), interpolation=cv2.INTER_AREA)


ONE_OBJECT = {
    "grey 0 and 255": Image.fromarray(WHITE),
    "grey 0 and 1": Image.fromarray(SQUARE.astype(np.uint8)),
    "one bit": Image.fromarray(SQUARE),
    "16 bits": Image.fromarray(SQUARE.astype(np.uint16) * 65535),
    "RGB": Image.fromarray(np.stack([WHITE] * 3, -1)),
    "opaque RGBA": Image.fromarray(np.stack([WHITE] * 3 + [np.full_like(WHITE, 255)], -1)),
    "white with alpha": with_alpha((255, 255, 255), WHITE),
    "black with alpha": with_alpha((0, 0, 0), WHITE),
    "a cut-out photo": with_alpha(
        np.random.default_rng(0).integers(0, 255, (40, 60, 3), np.uint8), WHITE
    ),
    "black and white on transparent": Image.fromarray(np.stack([WHITE] * 4, -1)),
    "grey with alpha": Image.fromarray(np.stack([np.full_like(WHITE, 255), WHITE], -1), mode="LA"),
    "DAVIS palette": indexed(SQUARE, COLOURS.tolist()),
    "DAVIS colours as RGB": painted((128, 0, 0)),
    "a foreign colour": painted((255, 0, 0)),
    "a palette of black and white": indexed(SQUARE, [(0, 0, 0), (255, 255, 255)]),
    "a palette of white and black": indexed(~SQUARE, [(255, 255, 255), (0, 0, 0)]),
    "grey palette 0 and 255": indexed(WHITE, [(i, i, i) for i in range(256)]),
}


@pytest.mark.parametrize("name", ONE_OBJECT)
def test_one_object_is_read_pixel_exactly(tmp_path, name):
    ONE_OBJECT[name].save(tmp_path / "mask.png")
    numbers = read_mask_numbers(tmp_path / "mask.png")
    assert numbers.dtype == np.uint8
    assert np.array_equal(numbers, SQUARE)


SOFT = {
    "blurred": Image.fromarray(blurred(SQUARE)),
    "blurred RGB": Image.fromarray(np.stack([blurred(SQUARE)] * 3, -1)),
    "feathered wide": Image.fromarray(blurred(SQUARE, 4)),
    "soft alpha": with_alpha((255, 255, 255), blurred(SQUARE)),
    "soft red": Image.fromarray(
        np.stack([blurred(SQUARE), np.zeros_like(WHITE), np.zeros_like(WHITE)], -1)
    ),
    "soft palette": indexed(blurred(SQUARE), [(i, i, i) for i in range(256)]),
    "16 bits": Image.fromarray(blurred(SQUARE).astype(np.uint16) * 257),
}


@pytest.mark.parametrize("name", SOFT)
def test_a_soft_edge_is_thresholded_at_half(tmp_path, name):
    SOFT[name].save(tmp_path / "mask.png")
    numbers = read_mask_numbers(tmp_path / "mask.png")
    assert set(np.unique(numbers)) == {0, 1}
    # A blur rounds the corners and changes nothing else.
    assert np.count_nonzero((numbers == 1) != SQUARE) <= (60 if "wide" in name else 4)


def test_the_corners_of_a_smoothed_square_are_kept(tmp_path):
    """The corners of a blurred square are 126, slightly less than half of white because of
    rounding.
    """
    grey = blurred(SQUARE)
    grey[8, 10] = grey[8, 37] = grey[35, 10] = grey[35, 37] = 126
    Image.fromarray(grey).save(tmp_path / "mask.png")
    assert np.array_equal(read_mask_numbers(tmp_path / "mask.png"), SQUARE)


def test_an_anti_aliased_outline_with_few_levels_is_a_soft_edge(tmp_path):
    grey = anti_aliased()
    assert len(np.unique(grey)) <= 6
    Image.fromarray(grey).save(tmp_path / "mask.png")
    assert np.array_equal(read_mask_numbers(tmp_path / "mask.png"), grey >= 126)


def test_a_mask_saved_as_jpeg_is_one_object(tmp_path):
    Image.fromarray(WHITE).save(tmp_path / "mask.jpg", quality=60)
    Image.open(tmp_path / "mask.jpg").save(tmp_path / "mask.png")
    for name in ("mask.jpg", "mask.png"):
        assert np.array_equal(read_mask_numbers(tmp_path / name), SQUARE)


def test_object_numbers_are_kept(tmp_path):
    numbers = np.zeros((40, 60), np.uint8)
    numbers[:10], numbers[10:20], numbers[20:24] = 1, 2, 255
    for name, image in {
        "grey": Image.fromarray(numbers),
        "indexed": indexed(numbers, COLOURS.tolist()),
        "RGB": Image.fromarray(COLOURS[numbers]),
        "16 bits": Image.fromarray(numbers.astype(np.uint16)),
        "transparent": with_alpha(COLOURS[numbers], np.where(numbers, 255, 0)),
    }.items():
        image.save(tmp_path / "mask.png")
        assert np.array_equal(read_mask_numbers(tmp_path / "mask.png"), numbers), name


def test_forty_small_objects_with_void_are_numbers(tmp_path):
    numbers = np.zeros((60, 120), np.uint8)
    for index in range(40):
        row, column = divmod(index, 10)
        numbers[2 + 14 * row : 12 + 14 * row, 2 + 12 * column : 12 + 12 * column] = 255
        numbers[4 + 14 * row : 10 + 14 * row, 4 + 12 * column : 10 + 12 * column] = index + 1
    Image.fromarray(numbers).save(tmp_path / "mask.png")
    assert np.array_equal(read_mask_numbers(tmp_path / "mask.png"), numbers)


@pytest.mark.parametrize("kind", ["photo", "stripes", "two foreign colours"])
def test_refuses_images_that_are_neither(tmp_path, kind):
    if kind == "photo":
        dice = np.random.default_rng(1)
        pixels = cv2.GaussianBlur(dice.integers(0, 256, (40, 60), np.uint8), (0, 0), 2)
    elif kind == "stripes":
        pixels = np.repeat(np.arange(12, dtype=np.uint8) * 20, 5)[None].repeat(40, 0)
    else:
        pixels = np.zeros((40, 60, 3), np.uint8)
        pixels[:10], pixels[20:] = (255, 0, 0), (0, 255, 0)
    Image.fromarray(pixels).save(tmp_path / "mask.png")
    with pytest.raises(MaskFileError, match=r"grey levels|colour") as caught:
        read_mask_numbers(tmp_path / "mask.png")
    assert "save it as indexed PNG" in str(caught.value)


class TestSets:
    """If one image is ambiguous, all images of the video decide."""

    def save(self, folder, *images):
        paths = [folder / f"{index:05d}.png" for index in range(len(images))]
        for path, pixels in zip(paths, images, strict=True):
            Image.fromarray(pixels).save(path)
        return MaskImages(paths), paths

    def test_white_is_void_if_other_frames_contain_numbers(self, tmp_path):
        images, paths = self.save(tmp_path, WHITE, np.where(SQUARE, 3, 0).astype(np.uint8))
        assert not images.is_one_shape
        assert set(np.unique(images.read(paths[0]))) == {0, 255}
        assert set(np.unique(images.read(paths[1]))) == {0, 3}

    def test_white_is_the_object_if_no_frame_contains_numbers(self, tmp_path):
        images, paths = self.save(tmp_path, np.zeros_like(WHITE), WHITE)
        assert not images.read(paths[0]).any()
        assert np.array_equal(images.read(paths[1]), SQUARE)

    def test_a_faint_remainder_of_a_soft_mask_is_not_an_object(self, tmp_path):
        faint = np.zeros_like(WHITE)
        faint[0, :5], faint[1, :3] = 17, 3
        images, paths = self.save(tmp_path, blurred(SQUARE), faint)
        assert not images.read(paths[1]).any()

    def test_an_indexed_void_stays_void(self, tmp_path):
        indexed(WHITE, COLOURS.tolist()).save(tmp_path / "0.png")
        numbers = MaskImages([tmp_path / "0.png"]).read(tmp_path / "0.png")
        assert set(np.unique(numbers)) == {0, 255}


def test_foreground_is_everything_that_is_not_black(tmp_path):
    for name in ("grey 0 and 255", "DAVIS palette", "white with alpha", "a foreign colour"):
        ONE_OBJECT[name].save(tmp_path / "mask.png")
        assert np.array_equal(read_foreground(tmp_path / "mask.png"), SQUARE)
    Image.fromarray(blurred(SQUARE)).save(tmp_path / "mask.png")
    assert np.array_equal(read_foreground(tmp_path / "mask.png"), blurred(SQUARE) > 0)
