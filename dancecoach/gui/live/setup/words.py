"""The hints in words that say what to do."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from dancecoach.pipeline.live.setup.watch import Hint


def tr(text: str) -> str:
    """Translate a text of this module."""
    return QCoreApplication.translate("Setup", text)


def hint_text(hint: "Hint | None", *, lite: bool = False) -> str:
    """What to do about it, to be read from afar; "" for nothing.

    Args:
        hint: what is the matter.
        lite: whether the smaller network is chosen already.
    """
    if hint is None:
        return ""
    if lite and hint.value == "slow":
        return tr("Too few pictures a second: more light, a smaller picture")
    return {
        "dark": tr("Too dark: more light"),
        "moving": tr("The camera moves: put it down"),
        "feet out": tr("Feet leave the picture: step back"),
        "hands out": tr("Hands leave the picture: step back"),
        "close": tr("Too close: leave room to jump"),
        "far": tr("Too far away: come closer"),
        "backlit": tr("Light from behind: turn the camera"),
        "slow": tr("Too few pictures a second: more light, or Lite"),
        "oblique": tr("Seen at an angle: film from the side"),
    }[hint.value]
