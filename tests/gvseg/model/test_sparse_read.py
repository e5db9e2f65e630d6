"""Reading only the relevant entries of memory gives the same result as reading all of them."""

import pytest
import torch
from torch.nn import functional as F

from gvseg.model.config import ModelConfig
from gvseg.model.decoder import DecoderLayer
from gvseg.model.sparse_read import TOP_ENTRIES, _entries, read_sparsely

PIXELS, PLACES, CHANNELS = 30, 80, 8
SHARP = 200.0


def logits(sharpness):
    torch.manual_seed(5)
    return torch.rand(PIXELS, PLACES) * sharpness


def read_everything(similarity_PM, value_NCM, weight_NM):
    share_NPM = similarity_PM.softmax(1) * weight_NM[:, None]
    mean_NPM = share_NPM / share_NPM.sum(2, keepdim=True).clamp(min=1e-6)
    return mean_NPM @ value_NCM.transpose(1, 2)


@pytest.mark.parametrize(
    "weights",
    [
        pytest.param([[1.0] * 4, [1.0] * 4], id="both objects are known everywhere"),
        pytest.param([[1.0, 0.25, 1.0, 0.5], [1.0] * 4], id="an older exemplar counts less"),
        pytest.param([[1.0, 1.0, 0.0, 0.0], [0.0, 1.0, 1.0, 1.0]], id="each has other frames"),
        pytest.param([[1.0, 0.0, 0.0, 1.0], [0.0] * 4], id="one is in no frame"),
    ],
)
def test_a_sharp_affinity_reads_the_same_from_few_entries(weights):
    similarity = logits(SHARP)
    values = [torch.randn(2, CHANNELS, PLACES), torch.randn(2, 3, PLACES)]
    weight = torch.tensor(weights).repeat_interleave(PLACES // 4, 1)
    found = read_sparsely(similarity, values, weight)
    assert found is not None
    # An object whose share of the affinity vanishes has read almost nothing.
    share = (similarity.softmax(1) @ weight.T).T[..., None]
    for ours, value in zip(found, values, strict=True):
        expected = read_everything(similarity, value, weight)
        assert torch.allclose(ours * (share > 1e-4), expected * (share > 1e-4), atol=1e-3)
        assert (ours[share[..., 0] == 0] == 0).all()


def test_a_broad_affinity_reads_the_largest_entries():
    similarity = logits(20.0)
    value, weight = torch.randn(1, CHANNELS, PLACES), torch.ones(1, PLACES)
    found = read_sparsely(similarity, [value], weight)
    assert found is not None
    assert torch.allclose(found[0], read_everything(similarity, value, weight), atol=0.02)
    entries = _entries(similarity, similarity.amax(1))
    assert entries is not None
    counts = torch.bincount(entries.pixel_E, minlength=PIXELS)
    assert counts.min() >= TOP_ENTRIES
    assert counts.float().mean() < 1.5 * TOP_ENTRIES
    smallest = torch.stack([entries.share_E[entries.pixel_E == p].min() for p in range(PIXELS)])
    is_read = (similarity - similarity.amax(1, keepdim=True)).exp() >= smallest[:, None]
    assert torch.equal(is_read.sum(1), counts)


def test_equal_entries_use_the_dense_product():
    value, weight = torch.randn(1, CHANNELS, PLACES), torch.ones(1, PLACES)
    assert read_sparsely(torch.zeros(PIXELS, PLACES), [value], weight) is None


def test_objects_with_many_different_frames_use_the_dense_product():
    weight = torch.eye(8).repeat_interleave(PLACES // 8, 1)
    assert read_sparsely(logits(SHARP), [torch.randn(8, CHANNELS, PLACES)], weight) is None


@torch.no_grad()
def test_projecting_pixels_or_queries_gives_the_same_attention():
    torch.manual_seed(6)
    layer = DecoderLayer(ModelConfig(width=32, decoder_heads=2))
    query, pixels = torch.randn(1, 3, 32), torch.randn(3, 20, 32)
    allowed = torch.rand(3, 1, 20) > 0.5
    key, value = layer.cross_key_value(pixels).chunk(2, -1)
    attended = F.scaled_dot_product_attention(
        *(layer._split(x) for x in (layer.cross_query(query).transpose(0, 1), key, value)),
        attn_mask=allowed[:, None],
    )
    seen = layer.cross_out(attended.transpose(1, 2).reshape(1, 3, 32))
    expected = layer.cross_norm(query + seen)
    assert torch.allclose(layer.look(query, pixels, allowed), expected, atol=1e-5)
