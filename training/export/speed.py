"""What the native operators are worth: each system's network in three forms, the same weights, one after the other.

* **native**: as we write it (`training.export.systems`);
* **standard**: as Keras' own ``export(format="onnx")`` writes it, through tf2onnx, where that is installed (extra
  ``convert``): recurrent layers become loops over small operators, all but a plain LSTM;
* **TensorFlow**: the network itself as a compiled function.

One thread, one example at a time, as the app asks; the forms take turns, so that a busy machine is busy for all.
"""

import importlib
import importlib.util
import logging
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.errors import ModelError
from dancecoach.inference.session import Session, open_session
from dancecoach.pose.skeleton import BLAZEPOSE_33, BODY_13
from dancecoach.pose.track import PoseTrack
from dancecoach.progress import Progress, ProgressCallback, ignore_progress
from training.data.clips import Clip
from training.export.systems import check_system, system_graph
from training.networks.backend import forget, keras, onnx, start
from training.networks.system import KerasSystem, System, Trained
from training.systems import SYSTEMS, system

CHAIN = "2 x GRU 64"
"""Beside the systems: two GRUs of 64 units over 120 frames of 132 columns, a verdict for each frame."""

_FRAMES, _CLASSES = 400, 5
_LOOPS = {"Loop", "Scan"}

Floats = NDArray[np.float32]


@attrs.frozen(eq=False)
class Speed:
    """A network's three forms.

    Attributes:
        name: of the system.
        shape: of an example.
        parameters: of the network.
        parity: largest difference of a probability between native form and Keras.
        best_ms: shortest time for an example, by form; a form that there is not is left out.
        median_ms: the usual time, by form.
        loops: how many loops the standard form has.
        why: why there is no standard form, or empty.
    """

    name: str
    shape: tuple[int, ...]
    parameters: int
    parity: float
    best_ms: dict[str, float]
    median_ms: dict[str, float]
    loops: int = 0
    why: str = ""

    def times(self, form: str) -> float | None:
        """How many times as fast as another form the native one is, by the shortest times."""
        return self.best_ms[form] / self.best_ms["native"] if form in self.best_ms else None


def exportable() -> list[str]:
    """The names of all systems that are written as a file of their own."""
    return [name for name, kind in SYSTEMS.items() if issubclass(kind, KerasSystem)]


def speeds(
    names: Sequence[str], rounds: int = 40, *, seed: int = 0, progress: ProgressCallback = ignore_progress
) -> Iterator[Speed]:
    """Systems at their usual size, with weights by chance: what they compute costs the same.

    Args:
        names: of systems, or `CHAIN`.
        rounds: how often each form is asked.
        seed: of weights and inputs.
        progress: listener.

    Raises:
        EngineError: TensorFlow or onnx is not installed.
        ModelError: a system cannot be exported, or its file computes something else.
    """
    onnx()
    for number, name in enumerate(names):
        progress(Progress(f"measuring, {name}", number, len(names)))
        start(seed, threads=1)
        network, inputs = _chain(seed) if name == CHAIN else _network(system(name), seed)
        yield _measured(name, network, inputs, rounds)
        forget()
    progress(Progress("measured", len(names), len(names)))


def _network(chosen: System, seed: int) -> tuple[Any, Floats]:
    assert isinstance(chosen, KerasSystem)
    inputs = chosen.examples([_clip(chosen.task, seed)], np.zeros(1, np.intp)).inputs[:1]
    return chosen.build(inputs.shape[1:], _CLASSES), inputs


def _chain(seed: int) -> tuple[Any, Floats]:
    k = keras()
    x = inputs = k.Input((120, 132), dtype="float32")
    for _ in range(2):
        x = k.layers.GRU(64, return_sequences=True)(x)
    network = k.Model(inputs, k.layers.Dense(_CLASSES, activation="softmax")(x))
    return network, np.random.default_rng(seed).normal(0, 1, (1, 120, 132)).astype(np.float32)


def _measured(name: str, network: Any, inputs: Floats, rounds: int) -> Speed:
    trained = Trained(network)
    with TemporaryDirectory() as folder:
        native, standard = Path(folder, "native.onnx"), Path(folder, "standard.onnx")
        native.write_bytes(system_graph(trained, "network", {}).SerializeToString())
        parity = check_system(trained, native, inputs=inputs)
        why = _write_standard(network, inputs, standard)
        forms: dict[str, Callable[[Floats], Any]] = {"native": _asker(open_session(native, threads=1, gpu="never"))}
        if not why:
            why = _add_standard(forms, standard, inputs)
        forms["tensorflow"] = _compiled(network, inputs.shape[1:])
        seconds = _taking_turns(forms, inputs, rounds)
        loops = 0 if why else _loops(standard)
    best = {form: 1000 * float(np.min(s)) for form, s in seconds.items()}
    median = {form: 1000 * float(np.median(s)) for form, s in seconds.items()}
    return Speed(name, inputs.shape[1:], int(network.count_params()), parity, best, median, loops, why)


def _clip(task: str, seed: int) -> Clip:
    """Somebody who stands somewhere and trembles: what is in a clip changes no time."""
    skeleton = BLAZEPOSE_33 if task == "style" else BODY_13
    rng = np.random.default_rng(seed)
    points = rng.uniform(0.3, 0.7, (1, len(skeleton), 3)) + rng.normal(0, 0.01, (_FRAMES, len(skeleton), 3))
    track = PoseTrack(
        times=np.arange(_FRAMES) / 30,
        landmarks=points,
        visibility=np.ones(points.shape[:2]),
        found=np.ones(_FRAMES, np.bool_),
        frame_size=(720, 1280),
        skeleton=skeleton,
        source="chance",
    )
    return Clip("chance", track, np.zeros(_FRAMES, np.uint8), np.ones(_FRAMES, np.float32))


def _write_standard(network: Any, inputs: Floats, path: Path) -> str:
    """Keras' own export; why there is none, or empty."""
    if importlib.util.find_spec("tf2onnx") is None:
        return "tf2onnx is not installed"
    network(inputs)  # the exporter wants to have seen a call
    logging.getLogger("tf2onnx").setLevel(logging.CRITICAL)  # what it cannot write is said in a sentence of ours
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of tf2onnx, about its own calls
            network.export(path, format="onnx", verbose=False)
    except Exception as error:  # tf2onnx raises what it meets
        return f"the standard exporter fails ({type(error).__name__})"
    return "" if path.is_file() else "the standard exporter wrote nothing"


def _add_standard(forms: dict[str, Callable[[Floats], Any]], path: Path, inputs: Floats) -> str:
    """Put the standard form beside the native one; why it cannot be, or empty."""
    try:
        standard = _asker(open_session(path, threads=1, gpu="never"))
        said = [np.asarray(ask(inputs)) for ask in (forms["native"], standard)]
    except ModelError:
        return "the standard exporter's file does not run"
    worst = float(np.abs(said[0] - said[1]).max()) if said[0].shape == said[1].shape else np.inf
    if not worst < 1e-4:
        return f"the standard exporter's file computes something else (by {worst:.2g})"
    forms["standard"] = standard
    return ""


def _asker(session: Session) -> Callable[[Floats], Any]:
    return lambda inputs: session.run(inputs)[0]


def _compiled(network: Any, shape: tuple[int, ...]) -> Callable[[Floats], Any]:
    tensorflow = importlib.import_module("tensorflow")
    signature = [tensorflow.TensorSpec((1, *shape), tensorflow.float32)]
    function = tensorflow.function(lambda x: network(x, training=False), input_signature=signature)
    return lambda inputs: function(inputs).numpy()


def _taking_turns(forms: dict[str, Callable[[Floats], Any]], inputs: Floats, rounds: int) -> dict[str, list[float]]:
    """(rounds,) seconds by form, the first call of each left out.

    Who comes after whom changes from round to round: a large neighbour leaves a cold cache.
    """
    for ask in forms.values():
        ask(inputs)
    seconds: dict[str, list[float]] = {form: [] for form in forms}
    names = list(forms)
    for number in range(rounds):
        for form in names[number % len(names) :] + names[: number % len(names)]:
            begin = time.perf_counter()
            forms[form](inputs)
            seconds[form].append(time.perf_counter() - begin)
    return seconds


def _loops(path: Path) -> int:
    graph = onnx().load(str(path)).graph
    return sum(node.op_type in _LOOPS for node in graph.node)
