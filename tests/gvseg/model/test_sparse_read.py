"""Reading only the relevant entries of memory gives the same result as reading all of them."""

import pytest
import torch
from torch.nn import functional as F

from gvseg.model.config import ModelConfig
from gvseg.model.decoder import DecoderLayer
from gvseg.model.sparse_read import TOP_ENTRIES, _entries, read_sparsely

COMPARED, FRAMES, PIXELS, CHANNELS = 30, 4, 20, 8
SHARP = 200.0


def logits(sharpness):
    torch.manual_seed(5)
    return torch.rand(COMPARED, FRAMES, PIXELS) * sharpness


def values_of(objects, channels=CHANNELS):
    return [torch.randn(objects, channels, PIXELS) for _ in range(FRAMES)]


def read_everything(similarity_RFP, value_FNCP, weight_NF):
    weight_NM = weight_NF.repeat_interleave(PIXELS, 1)
    share_NRM = similarity_RFP.flatten(1).softmax(1) * weight_NM[:, None]
    mean_NRM = share_NRM / share_NRM.sum(2, keepdim=True).clamp(min=1e-6)
    return mean_NRM @ torch.cat(value_FNCP, 2).transpose(1, 2)


def share_of(similarity_RFP, weight_NF):
    """Return the share of the affinity that each object is known in, N x R x 1."""
    return (similarity_RFP.flatten(1).softmax(1).unflatten(1, (FRAMES, -1)).sum(2) @ weight_NF.T).T[
        ..., None
    ]


@pytest.mark.parametrize(
    "weights",
    [
        pytest.param([[1.0] * 4, [1.0] * 4], id="both objects are known everywhere"),
        pytest.param([[1.0, 0.25, 1.0, 0.5], [1.0] * 4], id="an older exemplar counts less"),
        pytest.param([[1.0, 1.0, 0.0, 0.0], [0.0, 1.0, 1.0, 1.0]], id="each has other frames"),
        pytest.param([[1.0, 0.0, 0.0, 1.0], [0.0] * 4], id="one is in no frame"),
        pytest.param(
            [[1.0, *(float(bit) for bit in f"{n:03b}")] for n in range(8)], id="many different sets"
        ),
    ],
)
def test_a_sharp_affinity_reads_the_same_from_few_entries(weights):
    similarity, weight = logits(SHARP), torch.tensor(weights)
    values = [values_of(len(weight)), values_of(len(weight), 3)]
    found = read_sparsely(similarity, values, weight)
    assert found is not None
    # An object whose share of the affinity vanishes has read almost nothing.
    share = share_of(similarity, weight)
    for ours, value in zip(found, values, strict=True):
        expected = read_everything(similarity, value, weight)
        assert torch.allclose(ours * (share > 1e-4), expected * (share > 1e-4), atol=1e-3)
        assert (ours[share[..., 0] == 0] == 0).all()


def test_only_the_pixels_that_an_object_needs_are_read():
    similarity, weight = logits(20.0), torch.tensor([[1.0] * 4, [1.0, 0.0, 0.0, 0.5]])
    values, is_read = [values_of(2)], torch.rand(2, COMPARED) > 0.7
    (everything,) = read_sparsely(similarity, values, weight)
    (some,) = read_sparsely(similarity, values, weight, is_read)
    torch.testing.assert_close(some, everything * is_read[..., None])


def test_a_broad_affinity_reads_the_largest_entries():
    similarity = logits(20.0)
    value, weight = values_of(1), torch.ones(1, FRAMES)
    found = read_sparsely(similarity, [value], weight)
    assert found is not None
    assert torch.allclose(found[0], read_everything(similarity, value, weight), atol=0.02)
    entries = _entries(similarity, weight)
    assert entries is not None
    assert entries.count_R.min() >= TOP_ENTRIES
    assert entries.count_R.float().mean() < 1.5 * TOP_ENTRIES
    smallest = torch.stack([one.min() for one in entries.share_E.split(entries.count_R.tolist())])
    share = similarity.flatten(1).softmax(1)
    is_read = (
        share
        >= 0.999
        * smallest[:, None]
        * share.amax(1, keepdim=True)
        / (
            torch.stack([one.max() for one in entries.share_E.split(entries.count_R.tolist())])[
                :, None
            ]
        )
    )
    assert torch.equal(is_read.sum(1), entries.count_R)


def test_equal_entries_use_the_dense_product():
    similarity, weight = torch.zeros(COMPARED, FRAMES, PIXELS), torch.ones(1, FRAMES)
    assert read_sparsely(similarity, [values_of(1)], weight) is None


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
