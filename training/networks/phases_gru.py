"""Our phase networks: stacked GRUs, one way for Live, both ways for Review."""

from typing import Any

import attrs

from training.networks.backend import keras


@attrs.frozen
class PhasesGru:
    """A stack of GRUs with a linear layer on top, frame by frame.

    Attributes:
        features: number of features a frame, F.
        classes: number of phases.
        units: of each GRU, in each direction.
        layers: how many GRUs lie on one another.
        dropout: share of a layer's outputs left out in training, 0 to 1.
        bidirectional: read the clip both ways (Review); else from the past alone (Live).
    """

    features: int
    classes: int = 4
    units: int = 64
    layers: int = 2
    dropout: float = 0.2
    bidirectional: bool = False

    @property
    def name(self) -> str:
        """``bigru_phases`` or ``gru_phases``."""
        return "bigru_phases" if self.bidirectional else "gru_phases"

    def build(self) -> Any:
        """A Keras model: ``features`` (B, T, F) float32 and ``mask`` (B, T) bool to ``logits`` (B, T, classes).

        The mask is True where a clip has frames; it is for padded batches, and the exported network has none. The
        names of the layers, ``gru_0`` upwards and ``logits``, are what the exporter looks for.

        Raises:
            EngineError: TensorFlow is not installed.
        """
        k = keras()
        features = k.Input((None, self.features), name="features", dtype="float32")
        mask = k.Input((None,), name="mask", dtype="bool")
        x = features
        for i in range(self.layers):
            gru = k.layers.GRU(self.units, return_sequences=True, name=f"gru_{i}")
            if self.bidirectional:
                gru = k.layers.Bidirectional(gru, name=f"gru_{i}")
            x = k.layers.Dropout(self.dropout)(gru(x, mask=mask))
        # A plain Dense, not TimeDistributed: with an open length Keras 3.15 gives the latter a wrong shape.
        logits = k.layers.Dense(self.classes, name="logits")(x)
        return k.Model([features, mask], logits, name=self.name)
