"""Our style network: GRUs over the movement, pooled over the clip."""

from typing import Any

import attrs

from training.networks.backend import keras


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
        x = k.layers.SpatialDropout1D(self.input_dropout)(k.layers.GaussianNoise(self.noise)(x))
        for i in range(self.layers):
            gru = k.layers.GRU(self.units, return_sequences=True, name=f"gru_{i}")
            if self.bidirectional:
                gru = k.layers.Bidirectional(gru, name=f"gru_{i}")
            x = gru(x, mask=kept)
        share = k.ops.cast(kept, "float32")[..., None]
        mean = k.ops.sum(x * share, 1) / k.ops.maximum(k.ops.sum(share, 1), 1.0)
        largest = k.ops.max(x - (1.0 - share) * 4.0, 1)  # a GRU's outputs lie between -1 and 1
        pooled = k.layers.Dropout(self.dropout)(k.ops.concatenate([mean, largest], -1))
        logits = k.layers.Dense(self.classes, name="logits")(pooled)
        return k.Model([features, mask], logits, name=self.name)
