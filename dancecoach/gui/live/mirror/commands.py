"""What can be done with the last minute, as data."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from dancecoach.gui.commands import Command
from dancecoach.gui.live.mirror.model import SAVE_SECONDS

if TYPE_CHECKING:
    from dancecoach.gui.live.page import LivePage

_COARSE_S, _FINE_S = 1.0, 0.1
_TEN = 10


def tr(text: str) -> str:
    """Translate a text of this table."""
    return QCoreApplication.translate("MirrorCommands", text)


def mirror_commands(page: "LivePage") -> Sequence[Command]:
    """The table of the delay mirror."""
    return (*_delay_commands(page), *_standing_commands(page), *_save_commands(page))


def _command(page: "LivePage", name: str, title: str, do: Callable[[], object], *keys: str, **more: object) -> Command:
    given = {"menu": tr("&Mirror"), "enabled": lambda: page.model.mirror.ready, **more}
    return Command(f"live.{name}", title, do, keys, page=page.name, **given)  # type: ignore[arg-type]


def _delay_commands(page: "LivePage") -> Sequence[Command]:
    model = page.model.mirror

    def later(by_s: float) -> Callable[[], None]:
        return lambda: model.change_delay(by_s)

    return (
        _command(page, "delay", tr("Delay"), model.toggle_delay, "D", checked=lambda: model.delay_s > 0,
                 hint=tr("Live, or as late as before")),
        _command(page, "delay_more", tr("A second later"), later(_COARSE_S), "Up", repeats=True),
        _command(page, "delay_less", tr("A second less late"), later(-_COARSE_S), "Down", repeats=True),
        _command(page, "delay_bit_more", tr("A tenth of a second later"), later(_FINE_S), "Shift+Up", repeats=True),
        _command(page, "delay_bit_less", tr("A tenth of a second less late"), later(-_FINE_S), "Shift+Down",
                 repeats=True),
        _command(page, "now", tr("Back to live"), model.back_to_live, "L", "End",
                 checked=lambda: model.ready and not model.past, hint=tr("The newest picture, without a delay")),
    )  # fmt: skip


def _standing_commands(page: "LivePage") -> Sequence[Command]:
    model = page.model.mirror
    return (
        # Page Up and Page Down are what a presenter remote sends.
        _command(page, "pause", tr("Pause"), model.toggle_standing, "Space", "PgUp", checked=lambda: model.standing,
                 hint=tr("Stop the picture, or go on; the camera goes on meanwhile")),
        _command(page, "step_back", tr("One picture back"), partial(model.step, -1), "Left", repeats=True),
        _command(page, "step_forward", tr("One picture on"), partial(model.step, 1), "Right", repeats=True),
        _command(page, "ten_back", tr("Ten pictures back"), partial(model.step, -_TEN), "Shift+Left", repeats=True),
        _command(page, "ten_forward", tr("Ten pictures on"), partial(model.step, _TEN), "Shift+Right", repeats=True),
    )  # fmt: skip


def _save_commands(page: "LivePage") -> Sequence[Command]:
    settings, keeping = page.context.settings, page.keeping

    def save() -> None:
        keeping.save_last(settings.current.save_last_s)

    return (
        _command(page, "save_last", tr("Save the last seconds"), save, "K", "B",
                 hint=tr("Save what has just been seen, without having recorded it")),
        *(
            _command(page, f"save_{seconds}", tr("Save the last {} s").format(seconds),
                     partial(keeping.save_last, seconds))
            for seconds in SAVE_SECONDS
        ),
        _command(page, "open_saved", tr("Open the clip saved last in Review"), keeping.open_saved, "V",
                 enabled=lambda: keeping.last_saved is not None),
        _command(page, "keep_saved", tr("Keep the clip saved last in the library"), keeping.keep_saved, "Ctrl+Shift+V",
                 enabled=lambda: keeping.last_saved is not None),
    )  # fmt: skip
