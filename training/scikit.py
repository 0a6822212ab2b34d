"""scikit-learn, imported when needed, and named when missing."""

import importlib
from typing import Any

from dancecoach.errors import EngineError
from training.networks.backend import INSTALL_COMMAND


def scikit(part: str) -> Any:
    """A part of the library: ``scikit("metrics")`` is ``sklearn.metrics``.

    Raises:
        EngineError: it is not installed; says the one command that installs it.
    """
    try:
        return importlib.import_module(f"sklearn.{part}")
    except ImportError as error:
        raise EngineError(
            "splits and agreement cannot be worked out without scikit-learn",
            remedy=f"install it with: {INSTALL_COMMAND}",
        ) from error
