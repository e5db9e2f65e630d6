"""The evaluation programs of the field load our files and give them a perfect score.

Neither package can be a dependency: trackeval requires opencv-python, whose Qt plugins break
PySide6, and panopticapi requires an old numpy. For these tests, install them with `pip install
--no-deps trackeval tabulate panopticapi-lite`. test_consumers.py tests their rules without them.
"""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from gvseg.annotation.edits import SetVoid
from gvseg.formats import write_documents
from gvseg.formats.building import DocumentBuilder
from gvseg.masks import Mask
from tests.gvseg.formats.documents import disc, source_of

pytestmark = [pytest.mark.filterwarnings("ignore"), pytest.mark.usefixtures("capfd")]
QUIET = {"PRINT_CONFIG": False}
FRAMES = 5


@pytest.fixture(scope="module")
def trackeval():
    return pytest.importorskip("trackeval", reason="trackeval must be installed by hand, see above")


@pytest.fixture
def document():
    """Return a document with two cars and a person whose paths meet, and a patch of void; one car
    leaves before the end.
    """
    builder = DocumentBuilder(source_of(FRAMES, height=40, width=60))
    for category_id, name in enumerate(("car", "pedestrian"), start=1):
        builder.add_category(category_id, name)
    for track_id, category_id in ((1, 1), (2, 2), (3, 1)):
        builder.add_track(track_id, category_id)
    for index in range(FRAMES):
        builder.add_mask(1, index, disc(10, 10 + 6 * index, 8, 40, 60))
        builder.add_mask(2, index, disc(20, 40 - 4 * index, 9, 40, 60))
        if index < FRAMES - 1:
            builder.add_mask(3, index, disc(34, 50, 5, 40, 60))
    SetVoid(0, disc(38, 3, 3, 40, 60)).apply(builder.document)
    return builder.document


def hota(trackeval, dataset, video: str, names) -> list[float]:
    """Return the HOTA of each class for ground truth and results on disk."""
    metric = trackeval.metrics.HOTA()
    raw = dataset.get_raw_seq_data("ours", video)
    return [
        float(np.mean(metric.eval_sequence(dataset.get_preprocessed_seq_data(raw, name))["HOTA"]))
        for name in names
    ]


def folders(root: Path, truth: str = "truth", results: str = "results") -> dict[str, object]:
    return {"GT_FOLDER": f"{root}/{truth}", "TRACKERS_FOLDER": f"{root}/{results}", **QUIET}


def test_trackeval_scores_ytvis_results_against_ytvis_truth(trackeval, document, tmp_path):
    write_documents(document, tmp_path / "youtube_vis_x/truth.json", "ytvis")
    results = tmp_path / "results/youtube_vis_x/ours/data/results.json"
    write_documents(document, results, "ytvis-results")
    config = {**folders(tmp_path, "", "results/"), "SPLIT_TO_EVAL": "x"}
    dataset = trackeval.datasets.YouTubeVIS(config)
    assert hota(trackeval, dataset, "clip", ["car", "pedestrian"]) == pytest.approx([1, 1])


def test_trackeval_scores_mots_against_itself(trackeval, document, tmp_path):
    for place in ("truth/label_02", "results/ours/data"):
        write_documents(document, tmp_path / place / "0001.txt", "mots")
    config = {**folders(tmp_path), "SEQ_INFO": {"0001": FRAMES}}
    dataset = trackeval.datasets.KittiMOTS(config)
    assert hota(trackeval, dataset, "0001", ["car", "pedestrian"]) == pytest.approx([1, 1])


def test_trackeval_scores_davis_against_itself(trackeval, document, tmp_path):
    write_documents(document, tmp_path / "truth/clip", "davis")
    SetVoid(0, Mask.empty(40, 60)).apply(document)  # 255 would be an object in results
    write_documents(document, tmp_path / "results/ours/data/clip", "davis")
    dataset = trackeval.datasets.DAVIS(folders(tmp_path))
    assert hota(trackeval, dataset, "clip", ["general"]) == pytest.approx([1])


def test_panopticapi_scores_coco_panoptic_against_itself(document, tmp_path):
    evaluation = pytest.importorskip(
        "panopticapi.evaluation", reason="panopticapi must be installed by hand, see above"
    )
    write_documents(document, tmp_path / "truth.json", "coco-panoptic")
    shutil.copytree(tmp_path / "truth", tmp_path / "ours")
    value = json.loads((tmp_path / "truth.json").read_text())
    pairs = [(entry, json.loads(json.dumps(entry))) for entry in value["annotations"]]
    categories = {category["id"]: category for category in value["categories"]}
    stats = evaluation.pq_compute_single_core(
        0, pairs, str(tmp_path / "truth"), str(tmp_path / "ours"), categories
    )
    result, by_class = stats.pq_average(categories, isthing=None)
    assert result["pq"] == 1.0
    assert set(by_class) == {1, 2}
