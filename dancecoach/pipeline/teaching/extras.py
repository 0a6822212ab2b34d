"""Whether this computer can train networks, which needs more than the app. Imports nothing of it."""

import importlib.util

from dancecoach.i18n import _

NEEDED = ("training", "tensorflow", "keras", "onnx")
"""What has to be installed."""

INSTALL = 'pip install "dancecoach[training]"'


def missing() -> str:
    """Why networks cannot be trained here, with what to do, a sentence; "" where they can."""
    if all(importlib.util.find_spec(name) is not None for name in NEEDED):
        return ""
    return _("Training networks needs more than the app: install it with {} and start the app again.").format(INSTALL)
