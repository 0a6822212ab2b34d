"""The heavy libraries of the ``convert`` extra, imported when needed and named when missing."""

import importlib
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from dancecoach.errors import ModelError

INSTALL_COMMAND = 'pip install "dancecoach[convert]"'


def require(name: str) -> Any:
    """The module of that name.

    Raises:
        ModelError: it is not installed; says how to install it.
    """
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")  # TensorFlow greets with pages of log
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise ModelError(
            f"networks cannot be converted without {name.partition('.')[0]} ({error})",
            remedy=f"install it with: {INSTALL_COMMAND}",
        ) from error


@contextmanager
def without_moving_notice() -> Iterator[None]:
    """Keep quiet that TensorFlow's interpreter moves to a package of its own: the pinned version has it."""
    require("tensorflow").lite.Interpreter  # noqa: B018 - loaded at the first look, which sets warning filters anew
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "(?s).*Interpreter is deprecated", UserWarning)
        yield
