"""What can be done for the floor, as data."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from dancecoach.gui.commands import Command

if TYPE_CHECKING:
    from dancecoach.gui.live.page import LivePage

#: Seconds of a count-down, and after which a recording stops by itself; 0 for neither.
COUNTDOWNS = (0, 3, 5, 10)
LENGTHS = (0, 5, 10, 20, 30, 60)


def tr(text: str) -> str:
    """Translate a text of this table."""
    return QCoreApplication.translate("FloorCommands", text)


def clap_commands(page: "LivePage") -> Sequence[Command]:
    """The table of recording by clapping."""
    settings, menu = page.context.settings, tr("&Floor")

    def choice(name: str, key: str, value: object, title: str) -> Command:
        chosen: Any = partial(settings.change, **{key: value})
        return Command(
            f"live.{name}", title, chosen, (), page.name, menu,
            checked=lambda: getattr(settings.current, key) == value,
        )  # fmt: skip

    return (
        Command(
            "live.clap", tr("Clap to start and stop recording"), page.clap.toggle, ("C",), page.name, menu,
            checked=lambda: settings.current.clap, icon="microphone",
            hint=tr("Listens to the microphone while a camera runs; nothing of the sound is kept"),
        ),
        choice("clap_two", "clap_count", 2, tr("Clap twice")),
        choice("clap_one", "clap_count", 1, tr("Clap once: easier, but a bang may do it too")),
        choice("clap_low", "clap_sensitivity", "low", tr("Hear only claps that are near and loud")),
        choice("clap_usual", "clap_sensitivity", "usual", tr("Hear claps in an ordinary room")),
        choice("clap_high", "clap_sensitivity", "high", tr("Hear faint claps too, from far away")),
    )  # fmt: skip


def floor_commands(page: "LivePage") -> Sequence[Command]:
    """The table of what is for the floor."""
    settings, menu = page.context.settings, tr("&Floor")

    def choose(key: str, seconds: int) -> None:
        settings.change(**{key: seconds})

    def choice(name: str, key: str, seconds: int, title: str) -> Command:
        chosen: Any = partial(choose, key, seconds)
        return Command(
            f"live.{name}_{seconds}", title, chosen, (), page.name, menu,
            checked=lambda: getattr(settings.current, key) == seconds,
        )  # fmt: skip

    return (
        Command(
            "live.floor", tr("Picture on a second screen"), page.floor.toggle, ("P",), page.name, menu,
            checked=lambda: page.floor.window is not None,
            hint=tr("Show the picture on a projector or a second screen"),
        ),
        *(
            choice("countdown", "countdown_s", n, tr("Record after a count-down of {} s").format(n) if n else
                   tr("Record at once"))
            for n in COUNTDOWNS
        ),
        *(
            choice("stop_after", "record_for_s", n, tr("Stop recording after {} s").format(n) if n else
                   tr("Record until it is stopped"))
            for n in LENGTHS
        ),
        *clap_commands(page),
    )  # fmt: skip
