"""The weights that a retraining gives: between those it began with and those it trained."""

from gvseg.model.weights import LoadedWeights

SHARE = 0.5
"""How far the way is gone from the first weights to the trained ones. Half of it keeps the
gain on the corrected video and loses little of what was known of others."""
WHOLE = ("scene.classify.",)
"""New rows of the class head are right for their class only where they ended."""


def blend(start: LoadedWeights, trained: LoadedWeights) -> LoadedWeights:
    """Weights between two of one network, with the first one's card.

    What the card says of sizes, memory and calibration holds for the child, too, and so does the
    track confidence: a retraining changes the network little.
    """
    first = start.network.state_dict()
    mixed = {
        name: tensor
        if name.startswith(WHOLE) or not tensor.is_floating_point()
        else first[name].lerp(tensor, SHARE)
        for name, tensor in trained.network.state_dict().items()
    }
    trained.network.load_state_dict(mixed)
    return LoadedWeights(trained.network, dict(start.card), start.track_confidence)
