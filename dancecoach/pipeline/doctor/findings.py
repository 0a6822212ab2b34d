"""What a check of this computer finds."""

import importlib.metadata
from typing import Literal

import attrs

from dancecoach.errors import DancecoachError
from dancecoach.i18n import _

State = Literal["ok", "notice", "fault"]
"""Fine; works with less; must be put right first."""


@attrs.frozen
class Finding:
    """What one check found.

    Attributes:
        what: what was looked at.
        state: "ok", "notice" (works with less) or "fault".
        text: what was found.
        remedy: what to do about it; "" where there is nothing to do.
    """

    what: str
    state: State
    text: str
    remedy: str = ""


def network_finding(file: str, state: State, error: DancecoachError) -> Finding:
    """What is wrong with a network that ships with the app, and where it was looked for."""
    text = error.problem if error.subject is None else f"{error.problem} ({error.subject})"
    return Finding(file, state, text, error.remedy or _("install dancecoach again"))


def installed_version(package: str) -> str | None:
    """Version of an installed package; None when it is not there."""
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None
