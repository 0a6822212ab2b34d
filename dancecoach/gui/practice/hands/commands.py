"""What can be done without a hand on the keyboard, as data."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from dancecoach.gui.commands import Command

if TYPE_CHECKING:
    from dancecoach.gui.practice.hands.free import HandsFree
    from dancecoach.gui.settings.model import SettingsModel

WAITS = (0, 3, 5, 10, 20)
"""Seconds to walk back before it begins; 0 for none."""


def tr(text: str) -> str:
    """Translate a text of this table."""
    return QCoreApplication.translate("HandsFree", text)


def hands_commands(hands: "HandsFree", settings: "SettingsModel", name: str) -> Sequence[Command]:
    """The table of beginning and ending from afar.

    Args:
        hands: listens.
        settings: remember what is chosen.
        name: of the page.
    """
    menu = tr("&Floor")

    def waits(seconds: int) -> bool:
        return settings.current.practice_wait_s == seconds

    def wait(seconds: int) -> None:
        settings.change(practice_wait_s=seconds)

    def next_wait() -> None:
        now = settings.current.practice_wait_s
        wait(next((seconds for seconds in WAITS if seconds > now), WAITS[0]))

    return (
        Command("practice.clap", tr("Clap to start and stop"), hands.clap.toggle, ("H",), name, menu,
                checked=lambda: settings.current.clap, icon="microphone",
                hint=tr("Listens to the microphone while a camera runs; nothing of the sound is kept")),
        Command("practice.wait", tr("Another time to walk back"), next_wait, ("W",), name, menu),
        *(
            Command(f"practice.wait_{seconds}",
                    tr("Start after {} s").format(seconds) if seconds else tr("Start at once"),
                    partial(wait, seconds), (), name, menu, checked=partial(waits, seconds))
            for seconds in WAITS
        ),
    )  # fmt: skip
