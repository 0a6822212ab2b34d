"""Keras on TensorFlow, imported when needed, quiet, reproducible, and named when missing."""

import importlib
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from dancecoach.errors import EngineError

INSTALL_COMMAND = 'pip install "dancecoach[training]"'
"""In a checkout: ``.venv/bin/pip install -e ".[training]"``; both give the versions that were tried."""


def keras() -> Any:
    """The library, with TensorFlow behind it.

    Raises:
        EngineError: TensorFlow is not installed; says the one command that installs it.
    """
    # At 2, each `fit` tells of an attribute newer than itself; what goes wrong is raised in Python all the same.
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("KERAS_BACKEND", "tensorflow")
    # The same sums on every processor; at these sizes no slower.
    os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
    try:
        if "keras" in sys.modules:
            importlib.import_module("tensorflow")
        else:
            with _deaf():
                importlib.import_module("tensorflow").config.list_physical_devices()
        # Each new network is traced anew; TensorFlow warns of the tenth.
        logging.getLogger("tensorflow").setLevel(logging.ERROR)
        return importlib.import_module("keras")
    except ImportError as error:
        raise EngineError(
            "networks cannot be trained without TensorFlow", remedy=f"install it with: {INSTALL_COMMAND}"
        ) from error


@contextmanager
def _deaf() -> Iterator[None]:
    """Keep the process's error output shut: TensorFlow greets there before it knows how loud it may be."""
    sys.stderr.flush()
    kept, nothing = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nothing, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nothing)


def onnx() -> Any:
    """The library that writes network files, with its ``helper`` and ``numpy_helper`` loaded.

    Raises:
        EngineError: it is not installed; says the one command that installs it.
    """
    try:
        for part in ("onnx.helper", "onnx.numpy_helper", "onnx.checker"):
            importlib.import_module(part)
        return importlib.import_module("onnx")
    except ImportError as error:
        raise EngineError(
            "network files cannot be written without onnx", remedy=f"install it with: {INSTALL_COMMAND}"
        ) from error


def start(seed: int, threads: int = 0) -> Any:
    """`keras`, with every source of chance set and operations that give the same sums each time.

    Args:
        seed: of the weights, the order of the samples and the augmentation.
        threads: TensorFlow's, for each kind of work; 0 leaves the choice to it. Holds only before its first use.

    Raises:
        EngineError: TensorFlow is not installed.
    """
    library = keras()
    tensorflow = importlib.import_module("tensorflow")
    if threads:
        _limit_threads(tensorflow, threads)
    library.utils.set_random_seed(seed)
    tensorflow.config.experimental.enable_op_determinism()
    return library


def forget() -> None:
    """Let go of all networks that nobody holds any more: TensorFlow keeps their graphs otherwise."""
    keras().utils.clear_session()


def _limit_threads(tensorflow: Any, threads: int) -> None:
    try:
        tensorflow.config.threading.set_intra_op_parallelism_threads(threads)
        tensorflow.config.threading.set_inter_op_parallelism_threads(threads)
    except RuntimeError:  # TensorFlow runs already, with what it was given at its first use
        return
