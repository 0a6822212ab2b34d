"""Whether a converted network computes what the published one does."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dancecoach.errors import ModelError
from training.blazepose.tools import require, without_moving_notice

TOLERANCE = 1e-3
"""Of the outputs' own spread. The weights are half-precision; the order of sums is the only difference."""

_PICTURES = 3


def check(onnx: Path, tflite: bytes, outputs: tuple[int, ...]) -> float:
    """Largest difference on random pictures, as a share of each output's spread.

    Args:
        onnx: the converted network, channels first.
        tflite: the published one, channels last.
        outputs: which of its outputs the converted one gives, in its order.

    Raises:
        ModelError: they differ by more than `TOLERANCE`.
    """
    session = require("onnxruntime").InferenceSession(str(onnx), providers=["CPUExecutionProvider"])
    name = session.get_inputs()[0].name
    _, channels, height, width = session.get_inputs()[0].shape
    original = _interpreter(tflite)
    rng = np.random.default_rng(0)
    worst = 0.0
    for _ in range(_PICTURES):
        picture = rng.random((1, height, width, channels), np.float32)
        expected = _run(original, picture)
        for got, number in zip(session.run(None, {name: picture.transpose(0, 3, 1, 2)}), outputs, strict=True):
            wanted = expected[number]
            worst = max(worst, float(np.abs(got.reshape(wanted.shape) - wanted).max() / max(np.ptp(wanted), 1e-3)))
    if worst > TOLERANCE:
        raise ModelError(f"differs from the published network by {worst:.2g} of its spread", subject=onnx)
    return worst


def _interpreter(tflite: bytes) -> Any:
    with without_moving_notice():
        interpreter = require("tensorflow").lite.Interpreter(model_content=tflite)
    interpreter.allocate_tensors()
    return interpreter


def _run(interpreter: Any, picture: NDArray[np.float32]) -> list[NDArray[np.float32]]:
    interpreter.set_tensor(interpreter.get_input_details()[0]["index"], picture)
    interpreter.invoke()
    return [interpreter.get_tensor(detail["index"]) for detail in interpreter.get_output_details()]
