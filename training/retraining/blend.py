"""Average the start weights and the trained weights of a retraining."""

from gvseg.model.weights import LoadedWeights

SHARE = 0.5
"""Weight of the trained weights. One half keeps most of the gain on the corrected videos and loses
little on others."""
TRAINED_ONLY = ("scene.classify.",)
"""These tensors come from the trained weights alone, because the start has no useful values for new
classes.
"""


def blend(start: LoadedWeights, trained: LoadedWeights) -> LoadedWeights:
    """Return the average of the start and trained weights; the network of `trained` is changed.

    The card and the track confidence of the start weights are kept, since a retraining changes the
    network little.
    """
    first = start.network.state_dict()
    mixed = {
        name: tensor
        if name.startswith(TRAINED_ONLY) or not tensor.is_floating_point()
        else first[name].lerp(tensor, SHARE)
        for name, tensor in trained.network.state_dict().items()
    }
    trained.network.load_state_dict(mixed)
    return LoadedWeights(trained.network, dict(start.card), start.track_confidence)
