"""A drawing of a street in the layouts of published datasets, as their own tools write them.

A car (1) drives behind a standing person (2), between sky (3) and road (4); a strip at the edge is
void.
"""

import json
from pathlib import Path

import numpy as np
from clips import write_image
from PIL import Image
from pycocotools import mask as coco_mask

HEIGHT, WIDTH, FRAMES = 24, 32, 3
CAR, PERSON, SKY, ROAD, VOID = 1, 2, 3, 4, -1
CLASSES = ("car", "person", "sky", "road")


def car(t: int) -> np.ndarray:
    pixels = np.zeros((HEIGHT, WIDTH), bool)
    pixels[10:18, 4 + 3 * t : 16 + 3 * t] = True
    return pixels


def person(t: int) -> np.ndarray:
    del t
    pixels = np.zeros((HEIGHT, WIDTH), bool)
    pixels[6:20, 14:18] = True
    return pixels


def objects(t: int) -> np.ndarray:
    """Return object numbers, 0 for background, with the person in front of the car."""
    labels = np.zeros((HEIGHT, WIDTH), np.int32)
    labels[car(t)] = CAR
    labels[person(t)] = PERSON
    return labels


def everything(t: int) -> np.ndarray:
    """Return the labels of every pixel; the right edge is void."""
    labels = objects(t)
    ground = np.where(np.arange(HEIGHT)[:, None] < 12, SKY, ROAD)
    labels = np.where(labels == 0, ground, labels)
    labels[:, -2:] = VOID
    return labels.astype(np.int32)


def write_frames(folder: Path, names: list[str], suffix: str = ".jpg") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for t, name in enumerate(names):
        shade = np.full((HEIGHT, WIDTH, 3), 30 + 20 * t, np.uint8)
        write_image(folder / f"{name}{suffix}", shade)


def frame_number(image: np.ndarray) -> int:
    return round((float(image.mean()) - 30) / 20)


def write_indexed(path: Path, numbers: np.ndarray) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    image = Image.fromarray(numbers.astype(np.uint8), mode="L").convert("P")
    image.putdata(numbers.astype(np.uint8).ravel().tolist())
    image.save(path)


def write_grey(path: Path, numbers: np.ndarray) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(numbers).save(path)


def write_json(path: Path, value: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value), encoding="utf-8")


def change_json(path: Path, change) -> None:
    value = json.loads(path.read_text(encoding="utf-8"))
    change(value)
    write_json(path, value)


def compressed(mask: np.ndarray) -> dict:
    code = coco_mask.encode(np.asfortranarray(mask.astype(np.uint8)))
    return {"size": list(code["size"]), "counts": code["counts"].decode("ascii")}


def uncompressed(mask: np.ndarray) -> dict:
    flat = np.concatenate(([False], mask.ravel(order="F"), [False])).astype(int)
    edges = np.flatnonzero(np.diff(flat)).tolist()
    ends = [0, *edges, mask.size]
    runs = np.diff(ends).tolist()
    return {"size": list(mask.shape), "counts": runs if runs[-1] else runs[:-1]}


NUMBERS = [f"{t:05d}" for t in range(FRAMES)]


def write_davis(root: Path, year: str) -> Path:
    """Write 2017 with object numbers and void, and 2016 with 255 for the object and a list of
    frames.
    """
    write_frames(root / "JPEGImages" / "480p" / "street", NUMBERS)
    lines = []
    for t, name in enumerate(NUMBERS):
        path = root / "Annotations" / "480p" / "street" / f"{name}.png"
        if year == "2017":
            numbers = objects(t)
            numbers[:, -2:] = 255
            write_indexed(path, numbers)
        else:
            write_grey(path, (255 * (objects(t) > 0)).astype(np.uint8))
        lines.append(f"/JPEGImages/480p/street/{name}.jpg /Annotations/480p/street/{name}.png ")
    sets = root / "ImageSets" / ("2017" if year == "2017" else "480p") / "train.txt"
    sets.parent.mkdir(parents=True)
    sets.write_text("street\n" if year == "2017" else "\n".join(lines) + "\n")
    return root


def write_youtube_vos(root: Path) -> Path:
    """Write frames 0, 5 and 10 in `train`, and all eleven in `train_all_frames`; the second has no
    label.
    """
    every = [f"{t:05d}" for t in range(11)]
    for name in (every[0], every[5], every[10]):
        write_indexed(
            root / "train" / "Annotations" / "abc123" / f"{name}.png", objects(int(name) // 5)
        )
    write_frames(root / "train" / "JPEGImages" / "abc123", [every[0], every[5], every[10]])
    write_frames(root / "train_all_frames" / "JPEGImages" / "abc123", every)
    frames = [every[0], every[5], every[10]]
    named = {
        "1": {"category": "car", "frames": frames},
        "2": {"category": "person", "frames": frames},
    }
    write_json(root / "train" / "meta.json", {"videos": {"abc123": {"objects": named}}})
    return root


def youtube_vis_json(names: list[str], encode) -> dict:
    def track(annotation_id: int, category_id: int, draw, gone: int) -> dict:
        masks = [None if t == gone else draw(t) for t in range(FRAMES)]
        return {
            "id": annotation_id,
            "video_id": 1,
            "category_id": category_id,
            "iscrowd": 0,
            "height": HEIGHT,
            "width": WIDTH,
            "length": 1,
            "segmentations": [None if m is None else encode(m) for m in masks],
            "bboxes": [None if m is None else [0, 0, 1, 1] for m in masks],
            "areas": [None if m is None else int(m.sum()) for m in masks],
        }

    return {
        "info": {},
        "licenses": [],
        "videos": [
            {
                "id": 1,
                "width": WIDTH,
                "height": HEIGHT,
                "length": FRAMES,
                "file_names": names,
                "date_captured": "",
                "license": 1,
                "flickr_url": "",
                "coco_url": "",
            }
        ],
        "categories": [
            {"supercategory": "object", "id": 1, "name": "person"},
            {"supercategory": "object", "id": 25, "name": "car"},
        ],
        # The person is drawn first but is in front, because the smaller mask is on top.
        "annotations": [track(1, 1, person, -1), track(2, 25, car, 1)],
    }


def write_youtube_vis(root: Path, kind: str) -> Path:
    """`2019`, `2021` or `ovis`."""
    names = [f"img_{t + 1:07d}" for t in range(FRAMES)] if kind == "ovis" else NUMBERS
    images = root / "train" if kind == "ovis" else root / "train" / "JPEGImages"
    write_frames(images / "abc123", names)
    path = {
        "2019": root / "train.json",
        "2021": root / "train" / "instances.json",
        "ovis": root / "annotations_train.json",
    }[kind]
    files = [f"abc123/{name}.jpg" for name in names]
    write_json(path, youtube_vis_json(files, compressed if kind == "ovis" else uncompressed))
    return root


def write_vspw(root: Path) -> Path:
    folder = root / "data" / "1_street"
    names = [f"{t:08d}" for t in range(FRAMES)]
    write_frames(folder / "origin", names)
    table = np.zeros(5, np.int32)
    table[[CAR, PERSON, SKY, ROAD]] = [49, 61, 29, 19]
    for t, name in enumerate(names):
        numbers = np.where(everything(t) == VOID, 255, table[everything(t)])
        numbers[0] = 0
        write_grey(folder / "mask" / f"{name}.png", numbers.astype(np.uint8))
    (root / "train.txt").write_text("1_street\n")
    classes = {"others": "0", "road": "19", "sky": "29", "car": "49", "person": "61"}
    write_json(root / "label_num_dic_final.json", classes)
    return root


VIPSEG_CLASSES = [
    {"id": 18, "name": "road", "isthing": 0, "color": [1, 2, 3]},
    {"id": 28, "name": "sky", "isthing": 0, "color": [4, 5, 6]},
    {"id": 48, "name": "car", "isthing": 1, "color": [7, 8, 9]},
    {"id": 60, "name": "person", "isthing": 1, "color": [10, 11, 12]},
]


def write_vipseg(root: Path, kind: str) -> Path:
    """Write `raw` with 16-bit `panomasks`, or `720p` with `panomasksRGB` and its JSON."""
    home = root / "VIPSeg_720P" if kind == "720p" else root
    names = [f"{t:08d}" for t in range(FRAMES)]
    write_frames(home / ("images" if kind == "720p" else "imgs") / "1_street", names)
    numbers = {CAR: 4900, PERSON: 6101, SKY: 29, ROAD: 19}
    colours = {CAR: (7, 8, 9), PERSON: (10, 11, 12), SKY: (4, 5, 6), ROAD: (1, 2, 3)}
    annotations, images = [], []
    for t, name in enumerate(names):
        raw = np.zeros((HEIGHT, WIDTH), np.uint16)
        rgb = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
        entries = []
        for drawn, number in numbers.items():
            inside = everything(t) == drawn
            raw[inside], rgb[inside] = number, colours[drawn]
            r, g, b = colours[drawn]
            category_id = (number // 100 if number > 124 else number) - 1
            area = int(inside.sum())
            entries.append(
                {
                    "id": r + 256 * g + 65536 * b,
                    "category_id": category_id,
                    "iscrowd": 0,
                    "area": area,
                }
            )
        write_grey(home / "panomasks" / "1_street" / f"{name}.png", raw)
        if kind == "720p":
            write_grey(home / "panomasksRGB" / "1_street" / f"{name}.png", rgb)
        size = {"width": WIDTH, "height": HEIGHT}
        images.append({"id": name, **size, "file_name": f"{name}.png"})
        annotations.append({"image_id": name, "file_name": f"{name}.png", "segments_info": entries})
    write_json(home / "panoVIPSeg_categories.json", VIPSEG_CLASSES)
    (root / "train.txt").write_text("1_street\n")
    if kind == "720p":
        write_json(
            home / "panoptic_gt_VIPSeg_train.json",
            {
                "videos": [{"video_id": "1_street", "images": images}],
                "annotations": [{"video_id": "1_street", "annotations": annotations}],
                "categories": VIPSEG_CLASSES,
            },
        )
    return root


def write_kitti_step(root: Path, *, is_sorted: bool = True) -> Path:
    """Write class in R and instance in G and B; the leftmost road pixels are cars without an
    instance.
    """
    images = root / ("images/train" if is_sorted else "training/image_02")
    names = [f"{t:06d}" for t in range(FRAMES)]
    write_frames(images / "0000", names, ".png")
    for t, name in enumerate(names):
        labels = everything(t)
        classes = np.full((HEIGHT, WIDTH), 255)
        for drawn, number in ((CAR, 13), (PERSON, 11), (SKY, 10), (ROAD, 0)):
            classes[labels == drawn] = number
        instances = np.where(labels == CAR, 300, np.where(labels == PERSON, 2, 0))
        classes[-1, :2], instances[-1, :2] = 13, 0
        rgb = np.stack([classes, instances // 256, instances % 256], axis=-1).astype(np.uint8)
        write_grey(root / "panoptic_maps" / "train" / "0000" / f"{name}.png", rgb)
    return root


def write_camvid(root: Path, *, is_segnet: bool = False) -> Path:
    """Write two drives with their frames in one folder."""
    names = ["0001TP_006690", "0001TP_006720", "Seq05VD_f00000"]
    write_frames(root / "train" if is_segnet else root / "train" / "images", names, ".png")
    labels = root / "trainannot" if is_segnet else root / "train" / "labels"
    table = np.array([0, 8, 9, 0, 3])
    for t, name in enumerate(names):
        numbers = np.where(everything(t) == VOID, 11, table[everything(t)])
        write_grey(labels / f"{name}.png", numbers.astype(np.uint8))
    return root


def write_sequences(root: Path) -> Path:
    write_frames(root / "street" / "images", NUMBERS)
    for t, name in enumerate(NUMBERS):
        numbers = objects(t)
        numbers[:, -2:] = 255
        write_indexed(root / "street" / "masks" / f"{name}.png", numbers)
    return root


def write_stills(root: Path) -> Path:
    write_frames(root / "images", ["b2", "b10"])
    for t, name in enumerate(["b2", "b10"]):
        numbers = objects(t)
        numbers[:, -2:] = 255
        write_indexed(root / "masks" / f"{name}.png", numbers)
    return root


COCO_CLASSES = [
    {"supercategory": "person", "id": 1, "name": "person", "isthing": 1},
    {"supercategory": "vehicle", "id": 3, "name": "car", "isthing": 1},
    {"supercategory": "ground", "id": 149, "name": "road", "isthing": 0},
    {"supercategory": "sky", "id": 187, "name": "sky-other-merged", "isthing": 0},
]


def _coco_images() -> list[dict]:
    return [
        {"id": 139 + t, "file_name": f"{139 + t:012d}.jpg", "height": HEIGHT, "width": WIDTH}
        for t in range(FRAMES)
    ]


def write_coco(root: Path) -> Path:
    """Write image 0 with polygons and a run-length code, 1 with a crowd, and 2 without objects."""
    write_frames(root / "train2017", [f"{139 + t:012d}" for t in range(FRAMES)])
    polygon = [[4, 10, 16, 10, 16, 18, 4, 18]]
    rows = [
        (139, 3, polygon, 0),
        (139, 1, compressed(person(0)), 0),
        (140, 1, uncompressed(car(1)), 1),
        (140, 1, [[14, 6, 18, 6, 18, 20, 14, 20]], 0),
    ]
    annotations = [
        {
            "id": 900 + number,
            "image_id": image_id,
            "category_id": category_id,
            "segmentation": code,
            "area": 1.0,
            "bbox": [0, 0, 1, 1],
            "iscrowd": crowd,
        }
        for number, (image_id, category_id, code, crowd) in enumerate(rows)
    ]
    things = [{k: v for k, v in row.items() if k != "isthing"} for row in COCO_CLASSES[:2]]
    write_json(
        root / "annotations" / "instances_train2017.json",
        {"images": _coco_images(), "annotations": annotations, "categories": things},
    )
    return root


def write_coco_panoptic(root: Path) -> Path:
    """Write ids above 2**16; the person in the last image is a crowd."""
    write_frames(root / "train2017", [f"{139 + t:012d}" for t in range(FRAMES)])
    ids = {CAR: 70_000, PERSON: 16_777_215, SKY: 5, ROAD: 258}
    classes = {CAR: 3, PERSON: 1, SKY: 187, ROAD: 149}
    annotations = []
    for t in range(FRAMES):
        image = np.zeros((HEIGHT, WIDTH), np.int64)
        for drawn, number in ids.items():
            image[everything(t) == drawn] = number
        rgb = np.stack([image % 256, image // 256 % 256, image // 65536], axis=-1)
        name = f"{139 + t:012d}.png"
        write_grey(root / "annotations" / "panoptic_train2017" / name, rgb.astype(np.uint8))
        entries = [
            {
                "id": number,
                "category_id": classes[drawn],
                "iscrowd": int(drawn == PERSON and t == 2),
                "area": 1,
                "bbox": [0, 0, 1, 1],
            }
            for drawn, number in ids.items()
        ]
        annotations.append({"image_id": 139 + t, "file_name": name, "segments_info": entries})
    write_json(
        root / "annotations" / "panoptic_train2017.json",
        {"images": _coco_images(), "annotations": annotations, "categories": COCO_CLASSES},
    )
    return root
