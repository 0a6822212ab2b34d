"""The published network for the dance trends: four stacked GRUs of 50 units over ten frames of raw landmarks."""

from typing import Any

import attrs

from training.networks.backend import keras

WINDOW = 10
"""Frames."""

COLUMNS = 132
"""33 landmarks x (x, y, z, visibility), as the engine gives them."""


@attrs.frozen
class Gru50:
    """As published, for comparison; not shipped.

    Attributes:
        classes: number of dances.
        units: of each GRU.
        layers: GRUs on one another.
        dropout: share left out after each.
    """

    classes: int
    units: int = 50
    layers: int = 4
    dropout: float = 0.2

    name = "gru50"

    def build(self) -> Any:
        """A Keras model: windows (B, 10, 132) float32 to probabilities (B, classes); compiled with Adam.

        Raises:
            EngineError: TensorFlow is not installed.
        """
        k = keras()
        x = windows = k.Input((WINDOW, COLUMNS), dtype="float32")
        for i in range(self.layers):
            x = k.layers.GRU(self.units, return_sequences=i < self.layers - 1)(x)
            x = k.layers.Dropout(self.dropout)(x)
        model = k.Model(windows, k.layers.Dense(self.classes, activation="softmax")(x), name=self.name)
        model.compile(k.optimizers.Adam(), "sparse_categorical_crossentropy")
        return model
