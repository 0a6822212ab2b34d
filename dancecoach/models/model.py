"""A network of the movement: opened, checked against its card, and run on features."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dancecoach.errors import ModelError
from dancecoach.i18n import _
from dancecoach.inference.session import Session, TensorInfo, open_session
from dancecoach.models.card import CARD_KEY, Kind, parse_card
from dancecoach.models.card_json import fault
from dancecoach.motion.features import FEATURES, normalise

Rows = NDArray[np.float32]

_FEATURES_IN, _STATE_IN, _LOGITS, _STATE_OUT = "features", "state_in", "logits", "state_out"


def probabilities(logits: NDArray[np.floating], temperature: float = 1.0) -> NDArray[np.float64]:
    """(..., C) probabilities, together 1, from (..., C) logits; the higher the temperature, the less sure."""
    scaled = logits.astype(np.float64) / temperature
    powers = np.exp(scaled - np.maximum.reduce(scaled, axis=-1, keepdims=True))
    return np.asarray(powers / np.add.reduce(powers, axis=-1, keepdims=True))


class OnnxModel:
    """A network whose file says what it is.

    It runs on one processor thread: at this size more threads, or the way to a graphics card, cost more than they
    bring. May be used from several threads; the state of a causal model is the caller's.

    Args:
        path: the ``.onnx`` file.
        kind: what it has to be.
        causal: whether it has to be causal (True) or must not be (False); None takes both.

    Attributes:
        card: what the file says about itself.
        path: the file.

    Raises:
        ModelError: the file is missing, corrupt, of another kind, schema or feature set, or does not do what its
            card says.
    """

    def __init__(self, path: Path, *, kind: Kind, causal: bool | None = None) -> None:
        self.path = Path(path)
        self._session = open_session(self.path, threads=1, gpu="never")
        self.card = parse_card(self._session.metadata.get(CARD_KEY), self.path)
        self._check_purpose(kind, causal)
        self._check_tensors()
        self._check_run()

    def whole(self, values: Rows) -> Rows:
        """Verdicts on a whole sequence.

        Args:
            values: (G, F) features, NaN where missing; G at least 1.

        Returns:
            (G, C) logits of the C labels, row g of sample g, for phases; (C,) for style. Of a causal model with
            look-ahead the last samples have the last verdict there is.

        Raises:
            ModelError: the network fails or gives something else than numbers.
        """
        logits, _state = self._run(values, self.start())
        if self.card.kind == "style":
            return logits
        ahead = self.card.look_ahead
        return logits[np.minimum(np.arange(len(values)) + ahead, len(values) - 1)]

    def start(self) -> Rows | None:
        """The state before the first sample; None for a model that carries none."""
        return np.zeros(self._state_shape, np.float32) if self.card.causal else None

    def step(self, values: Rows, state: Rows | None) -> tuple[Rows, Rows | None]:
        """Verdicts on the next samples of a stream.

        Args:
            values: (n, F) features, NaN where missing; n at least 1.
            state: from the step before, or from `start`.

        Returns:
            Logits, row i formed with sample i and thus about the sample `ModelCard.look_ahead` before it; and the
            state for the next step.

        Raises:
            ModelError: the network fails or gives something else than numbers.
        """
        return self._run(values, state)

    def probabilities(self, logits: Rows) -> NDArray[np.float64]:
        """(..., C) probabilities of the C labels, from (..., C) logits, as sure as the card's temperature has it."""
        return probabilities(logits, self.card.temperature)

    def _run(self, values: Rows, state: Rows | None) -> tuple[Rows, Rows | None]:
        given: dict[str, NDArray[Any] | None] = {
            _FEATURES_IN: normalise(values, self.card.mean, self.card.scale)[None],
            _STATE_IN: state,
        }
        arrays = (given[tensor.name] for tensor in self._session.inputs)
        outputs = self._session.run(*(array for array in arrays if array is not None))
        named = dict(zip((tensor.name for tensor in self._session.outputs), outputs, strict=True))
        logits = named[_LOGITS]
        if not np.isfinite(logits).all():
            raise fault(self.path, _("the network gives values that are not numbers"))
        return logits[0], named.get(_STATE_OUT)

    def _check_purpose(self, kind: Kind, causal: bool | None) -> None:
        if self.card.kind != kind:
            text = _("is a model for {received}, where one for {wanted} is needed")
            raise fault(self.path, text.format(received=self.card.kind, wanted=kind))
        if causal is not None and self.card.causal != causal:
            text = _("is a model for live use, where one for whole clips is needed")
            if causal:
                text = _("is a model for whole clips, where one for live use is needed")
            raise fault(self.path, text)

    def _check_tensors(self) -> None:
        """Hold the names and sizes of what goes in and out against the card."""
        state = self.card.causal
        verdict = (None, None, len(self.card.labels)) if self.card.kind == "phases" else (None, len(self.card.labels))
        inputs = {_FEATURES_IN: (None, None, len(FEATURES)), **({_STATE_IN: (None, None, None)} if state else {})}
        outputs = {_LOGITS: verdict, **({_STATE_OUT: (None, None, None)} if state else {})}
        self._compare(self._session.inputs, inputs, _("takes"))
        self._compare(self._session.outputs, outputs, _("gives"))
        self._state_shape = self._find_state_shape(self._session)

    def _compare(self, tensors: Sequence[TensorInfo], wanted: Mapping[str, tuple[int | None, ...]], verb: str) -> None:
        names = [tensor.name for tensor in tensors]
        if sorted(names) != sorted(wanted):
            received, asked = ", ".join(names), ", ".join(wanted)
            text = _("the network {verb} {received}, where its card means {wanted}")
            raise fault(self.path, text.format(verb=verb, received=received, wanted=asked))
        for tensor in tensors:
            shape = wanted[tensor.name]
            fits = len(tensor.shape) == len(shape) and all(
                a is None or b is None or a == b for a, b in zip(tensor.shape, shape, strict=True)
            )
            # A size of time or batch that is fixed where any is needed shows in the run that follows.
            if not fits:
                text = _("{name} of the network has the shape {received}, where its card means {wanted}")
                raise fault(
                    self.path,
                    text.format(name=tensor.name, received=_shape(tensor.shape), wanted=_shape(shape)),
                )

    def _find_state_shape(self, session: Session) -> tuple[int, int, int]:
        """(layers, 1, units); zeros for a model without state."""
        if not self.card.causal:
            return 0, 0, 0
        layers, _batch, units = next(t.shape for t in session.inputs if t.name == _STATE_IN)
        if layers is None or units is None:
            text = _("the network does not say how large its {name} is")
            raise fault(self.path, text.format(name=_STATE_IN))
        return layers, 1, units

    def _check_run(self) -> None:
        """Let it run on two samples of nothing: a promise about sizes is worth what the run shows."""
        labels = len(self.card.labels)
        state = self.start()
        try:
            logits, after = self._run(np.zeros((2, len(FEATURES)), np.float32), state)
        except ModelError as error:
            raise fault(self.path, error.problem) from error
        wanted = (2, labels) if self.card.kind == "phases" else (labels,)
        if logits.shape != wanted:
            text = _("the network gives {received} verdicts for two samples, where its card means {wanted}")
            raise fault(self.path, text.format(received=_shape(logits.shape), wanted=_shape(wanted)))
        if state is not None and (after is None or after.shape != state.shape):
            raise fault(self.path, _("the network gives back a state of another size than it takes"))


def _shape(shape: Sequence[int | None]) -> str:
    return " x ".join("?" if size is None else str(size) for size in shape)
