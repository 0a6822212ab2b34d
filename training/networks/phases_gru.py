"""Our phase networks: stacked GRUs, one way for Live, both ways for Review."""

from collections.abc import Sequence
from typing import Any

import attrs

from training.networks.backend import keras
from training.networks.members import member_mark, unite


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
        members: how many such stacks look at the clip side by side; the mean of their logits is given. They are
            trained one by one, and then `united`. Only where the clip is read both ways.
    """

    features: int
    classes: int = 4
    units: int = 64
    layers: int = 2
    dropout: float = 0.2
    bidirectional: bool = False
    members: int = 1

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
        stacks = [self._member(number, features, mask) for number in range(self.members)]
        x = stacks[0] if len(stacks) == 1 else k.ops.concatenate(stacks, -1)
        # A plain Dense, not TimeDistributed: with an open length Keras 3.15 gives the latter a wrong shape.
        logits = k.layers.Dense(self.classes, name="logits")(x)
        return k.Model([features, mask], logits, name=self.name)

    def _member(self, number: int, x: Any, mask: Any) -> Any:
        """What a member makes of the clip before the last layer."""
        k = keras()
        for i in range(self.layers):
            name = f"{member_mark(number)}gru_{i}"
            gru = k.layers.GRU(self.units, return_sequences=True, name=name)
            if self.bidirectional:
                gru = k.layers.Bidirectional(gru, name=name)
            x = k.layers.Dropout(self.dropout)(gru(x, mask=mask))
        return x


def united(system: PhasesGru, networks: Sequence[Any]) -> tuple[PhasesGru, Any]:
    """Trained networks as one that gives the mean of their logits.

    Args:
        system: how each is built.
        networks: Keras models, at least one.
    """
    wide = attrs.evolve(system, members=len(networks))
    network = wide.build()
    unite(network, networks, system.layers)
    return wide, network
