"""Networks that others trained and saved with Keras, ``.keras`` or the older ``.h5``, asked like systems of our own.

Only networks of the published form are taken: windows of ten frames of 33 x (x, y, z, visibility) in, a probability for
each dance out.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, ClassVar

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.errors import InputError
from training.data.clips import Clip
from training.data.splits import Fold
from training.networks.backend import keras
from training.networks.system import Examples, Fitting, Floats, Positions, System, Trained
from training.networks.windows import raw_landmarks, windows

WINDOW, COLUMNS = 10, 132
"""Frames, and 33 landmarks x (x, y, z, visibility)."""

SUFFIXES = (".keras", ".h5", ".hdf5")


@attrs.frozen
class Foreign(System):
    """A saved network as a system that has learned already.

    Attributes:
        path: the file.
        outputs: (K,) which of the network's outputs each class of the set is; None where both have the same order.
        step: frames from one window to the next.
    """

    path: Path
    outputs: tuple[int, ...] | None = None
    step: int = 1

    name: ClassVar[str] = "foreign"
    task: ClassVar[str] = "style"
    published: ClassVar[str] = "a file from elsewhere; what it was taught is not known here"

    @classmethod
    def of(cls, path: Path, classes: Sequence[str], order: Sequence[str] = ()) -> "Foreign":
        """A file for a set of dances.

        Args:
            path: the file.
            classes: dances of the set.
            order: names of the network's outputs, where they stand in another order.

        Raises:
            InputError: the names are not those of the set.
        """
        if not order:
            return cls(path)
        if sorted(order) != sorted(classes):
            raise InputError(
                "are not the dances of the set",
                subject=", ".join(order),
                remedy=f"name each once: {', '.join(classes)}",
            )
        return cls(path, tuple(list(order).index(name) for name in classes))

    def examples(self, clips: Sequence[Clip], truth: NDArray[np.intp]) -> Examples:
        """As `System.examples`: windows of raw landmarks, as published."""
        return windows(clips, truth, raw_landmarks, WINDOW, self.step)

    def train(self, examples: Examples, chosen: Positions, classes: int, fitting: Fitting) -> Trained:
        """The network as the file has it; nothing is learned.

        Raises:
            InputError: there is no such file, or it holds no network of this form.
            EngineError: TensorFlow is not installed.
        """
        del examples, chosen, fitting
        network = load_network(self.path, classes)
        return Trained(network, parameters=int(network.count_params()))

    def predict(self, trained: Trained, examples: Examples, chosen: Positions) -> Floats:
        """As `System.predict`, in the order of the set's classes."""
        said = np.asarray(trained.network.predict(examples.inputs[chosen], 1024, verbose=0))
        return said if self.outputs is None else said[:, list(self.outputs)]


def all_asked(dances: object, examples: Examples, seed: int) -> Iterator[Fold]:
    """The folds of a protocol for what has learned already: one, that asks about everything."""
    del dances, seed
    yield Fold(np.zeros(0, np.intp), np.arange(len(examples)))


def load_network(path: Path, classes: int) -> Any:
    """A Keras model from a file of Keras 2 or 3, checked: windows (B, 10, 132) to probabilities (B, classes).

    Files that carry code of their own are refused.

    Raises:
        InputError: there is no such file, or it holds no network of this form.
        EngineError: TensorFlow is not installed.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise InputError("is no file of Keras", subject=path, remedy=f"choose one of: {', '.join(SUFFIXES)}")
    if not path.is_file():
        raise InputError("is not there", subject=path, remedy="choose another file")
    library = keras()
    try:
        network = library.models.load_model(path, _older_layers(library.layers), compile=False, safe_mode=True)
    except Exception as error:  # h5py, zipfile, Keras and whatever a layer's settings raise
        raise InputError(
            f"cannot be loaded by Keras ({_reason(error)})", subject=path, remedy="save it again with a newer Keras"
        ) from error
    _check(network, classes, path)
    return network


def _check(network: Any, classes: int, path: Path) -> None:
    taken, given = (_shapes(tensors) for tensors in (network.inputs, network.outputs))
    remedy = "choose a network of the published form"
    if taken not in ([(WINDOW, COLUMNS)], [(None, COLUMNS)]):
        raise InputError(f"takes {_text(taken)}, not windows of {WINDOW} x {COLUMNS}", subject=path, remedy=remedy)
    if given != [(classes,)]:
        raise InputError(f"gives {_text(given)}, where {classes} dances are asked", subject=path, remedy=remedy)
    said = np.asarray(network.predict(np.zeros((2, WINDOW, COLUMNS), np.float32), 2, verbose=0))
    if not (np.isfinite(said).all() and (said >= 0).all() and np.allclose(said.sum(1), 1, atol=1e-3)):
        raise InputError("gives no probabilities", subject=path, remedy="choose a network that ends in a softmax")


def _shapes(tensors: Sequence[Any]) -> list[tuple[int | None, ...]]:
    return [tuple(tensor.shape[1:]) for tensor in tensors]


def _text(shapes: Sequence[tuple[int | None, ...]]) -> str:
    return " and ".join(" x ".join("?" if n is None else str(n) for n in shape) for shape in shapes) or "nothing"


def _older_layers(layers: Any) -> dict[str, type]:
    """Recurrent layers under their own names that overlook a setting which Keras 2 wrote and Keras 3 does not know."""

    def from_config(cls: Any, config: dict[str, Any]) -> Any:
        return cls(**{key: value for key, value in config.items() if key != "time_major"})

    return {
        name: type(name, (getattr(layers, name),), {"from_config": classmethod(from_config)})
        for name in ("SimpleRNN", "LSTM", "GRU")
    }


def _reason(error: BaseException) -> str:
    lines = str(error).strip().splitlines()
    return lines[0].rstrip(".")[:120] if lines else type(error).__name__
