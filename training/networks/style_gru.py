"""Our style network: GRUs over the movement, pooled over the clip; one, or several side by side that vote."""

from collections.abc import Sequence
from typing import Any

import attrs

from training.networks.backend import keras
from training.networks.members import member_mark, unite


@attrs.frozen
class StyleGru:
    """GRUs over every ``stride``-th frame, mean and largest value over the clip, a linear layer on top.

    Attributes:
        features: number of features a frame, F.
        classes: number of styles.
        units: of each GRU, in each direction.
        layers: how many GRUs lie on one another.
        dropout: share left out in training, of the inputs of the last layer, 0 to 1.
        input_dropout: share of the features left out in training, a feature for a whole clip, 0 to 1.
        stride: frames from one step to the next; 3 at 30 Hz is ten steps a second.
        bidirectional: read the clip both ways.
        noise: spread of the noise that is put on what is looked at, in training.
        members: how many such networks look at the clip side by side; the mean of their verdicts is given. They are
            trained one by one, and then `united`.
        view: how many numbers are made of the features before anything is learned (`training.networks.view`); the
            map is a weight of the network, set before the training and never changed. 0 for the features themselves.
    """

    features: int
    classes: int
    units: int = 64
    layers: int = 1
    dropout: float = 0.4
    input_dropout: float = 0.1
    stride: int = 3
    bidirectional: bool = True
    noise: float = 0.1
    view: int = 0
    members: int = 1

    name = "gru"

    def build(self) -> Any:
        """A Keras model: ``features`` (B, T, F) float32 and ``mask`` (B, T) bool to ``logits`` (B, classes).

        Raises:
            EngineError: TensorFlow is not installed.
        """
        k = keras()
        features = k.Input((None, self.features), name="features", dtype="float32")
        mask = k.Input((None,), name="mask", dtype="bool")
        steps, kept = features[:, :: self.stride], mask[:, :: self.stride]
        x = k.layers.Dense(self.view, use_bias=False, name="view", trainable=False)(steps) if self.view else steps
        pooled = [self._member(number, x, kept) for number in range(self.members)]
        everything = pooled[0] if len(pooled) == 1 else k.ops.concatenate(pooled, -1)
        logits = k.layers.Dense(self.classes, name="logits")(everything)
        return k.Model([features, mask], logits, name=self.name)

    def _member(self, number: int, x: Any, kept: Any) -> Any:
        """What a member makes of the clip before the last layer."""
        k = keras()
        x = k.layers.SpatialDropout1D(self.input_dropout)(k.layers.GaussianNoise(self.noise)(x))
        for i in range(self.layers):
            name = f"{member_mark(number)}gru_{i}"
            gru = k.layers.GRU(self.units, return_sequences=True, name=name)
            if self.bidirectional:
                gru = k.layers.Bidirectional(gru, name=name)
            x = gru(x, mask=kept)
        share = k.ops.cast(kept, "float32")[..., None]
        mean = k.ops.sum(x * share, 1) / k.ops.maximum(k.ops.sum(share, 1), 1.0)
        largest = k.ops.max(x - (1.0 - share) * 4.0, 1)  # a GRU's outputs lie between -1 and 1
        return k.layers.Dropout(self.dropout)(k.ops.concatenate([mean, largest], -1))


def united(system: StyleGru, networks: Sequence[Any]) -> tuple[StyleGru, Any]:
    """Trained networks as one that gives the mean of their logits: their last layers are one behind all of them.

    Args:
        system: how each is built; they look at the same view.
        networks: Keras models, at least one.
    """
    wide = attrs.evolve(system, members=len(networks))
    network = wide.build()
    if system.view:
        network.get_layer("view").set_weights(networks[0].get_layer("view").get_weights())
    unite(network, networks, system.layers)
    return wide, network
