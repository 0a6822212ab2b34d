"""The library that reads and writes network files; the app otherwise only runs them."""

import importlib
from typing import Any

from dancecoach.errors import EngineError
from dancecoach.i18n import _


def onnx() -> Any:
    """The library, with the parts of it that are used here; a fifth of a second at first.

    Raises:
        EngineError: it is not installed.
    """
    try:
        for part in ("onnx.helper", "onnx.numpy_helper", "onnx.checker", "onnx.shape_inference"):
            importlib.import_module(part)
        return importlib.import_module("onnx")
    except ImportError as error:
        raise EngineError(
            _("network files cannot be written without the library onnx"), remedy=_("install dancecoach again")
        ) from error
