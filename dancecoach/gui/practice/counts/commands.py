"""What can be done with the counts of the reference, as data."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from dancecoach.gui.commands import Command
from dancecoach.gui.practice.counts.state import TAP_MODE, CountsState
from dancecoach.gui.practice.counts.words import tr

if TYPE_CHECKING:
    from dancecoach.gui.practice.counts.desk import CountsDesk


def counts_commands(desk: "CountsDesk", name: str) -> Sequence[Command]:
    """The table of correcting counts.

    Args:
        desk: does it.
        name: of the page.
    """
    model, menu = desk.model, tr("&Counts")

    def known() -> bool:
        return model.known

    return (
        Command(f"{name}.counts", tr("Counts"), desk.toggle, ("Shift+B",), name, menu, enabled=lambda: model.ready,
                checked=lambda: desk.shown, hint=tr("See how the dance is counted, and correct it")),
        Command(f"{name}.tap_counts", tr("Tap along with the beat"), desk.tap_along, ("B",), name, menu,
                enabled=lambda: model.ready, checked=lambda: model.state is CountsState.TAPPING,
                hint=tr("Play the reference and tap each beat; this key again when done")),
        Command(f"{name}.hear_counts", tr("Hear the counts"), desk.hear, ("Shift+K",), name, menu, enabled=known,
                checked=lambda: model.state is CountsState.HEARING,
                hint=tr("Play the reference with a click on each beat, the high one on the 1")),
        Command(f"{name}.counts_twice", tr("Count twice as fast"), desk.twice, ("*",), name, menu, enabled=known),
        Command(f"{name}.counts_half", tr("Count half as fast"), desk.half, ("/",), name, menu, enabled=known),
        Command(f"{name}.one_earlier", tr("The 1 is a beat earlier"), partial(desk.move_one, -1), ("Shift+Left",),
                name, menu, enabled=known),
        Command(f"{name}.one_later", tr("The 1 is a beat later"), partial(desk.move_one, 1), ("Shift+Right",), name,
                menu, enabled=known),
        Command(f"{name}.counts_found", tr("Count as found in the music"), desk.reset, (), name, menu,
                enabled=lambda: model.ready and model.edited,
                hint=tr("Forget what was corrected by hand, and listen to the music again")),
        *_tapping_commands(desk, name, menu),
    )  # fmt: skip


def _tapping_commands(desk: "CountsDesk", name: str, menu: str) -> Sequence[Command]:
    model = desk.model

    def tapping() -> bool:
        return model.state is CountsState.TAPPING

    return (
        Command(f"{name}.tap", tr("Tap: a beat is now"), model.tap, ("Space", "PgDown"), name, menu, enabled=tapping,
                mode=TAP_MODE),
        Command(f"{name}.tap_one", tr("Tap: the 1 is now"), partial(model.tap, is_one=True), ("1", "Shift+Space"),
                name, menu, enabled=tapping, mode=TAP_MODE),
        Command(f"{name}.taps_done", tr("Count as tapped"), model.take, ("Return", "Enter"), name, menu,
                enabled=tapping, mode=TAP_MODE),
        Command(f"{name}.taps_again", tr("Tap again from the start"), model.again, ("Backspace",), name, menu,
                enabled=tapping, mode=TAP_MODE),
        Command(f"{name}.taps_leave", tr("Leave the counts as they were"), model.stop, ("Esc",), name, menu,
                enabled=tapping, mode=TAP_MODE),
    )  # fmt: skip
