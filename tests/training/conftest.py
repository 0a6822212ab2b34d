"""What tests of the workshop share."""

import importlib.util
import warnings
from typing import Any

import pytest


@pytest.fixture(scope="session")
def keras() -> Any:
    """Keras on TensorFlow with one thread; tests that train or export skip where it is not installed."""
    if importlib.util.find_spec("tensorflow") is None:
        pytest.skip("TensorFlow is not installed (extra `training`)")
    from training.networks.backend import start

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of TensorFlow's own imports
        return start(seed=0, threads=1)
