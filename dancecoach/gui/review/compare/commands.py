"""What the person can do with two clips, as data."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication

from dancecoach.gui.commands import Command
from dancecoach.gui.review.compare.desk import CompareDesk

PAGE = "review"


def tr(text: str) -> str:
    """Translate a text of this table."""
    return QCoreApplication.translate("CompareCommands", text)


def compare_commands(desk: CompareDesk, ready: Callable[[], bool]) -> Sequence[Command]:
    """What Review's table gets.

    Args:
        desk: does it.
        ready: whether a first clip is on show.
    """
    return (
        _command(
            "compare", tr("Compare with …"), desk.ask, "Ctrl+Shift+O", menu="clip", enabled=ready,
            checked=lambda: desk.on,
            hint=tr("A second clip beside this one, aligned at take-off (or drop it here with Shift held)"),
        ),
        _command(
            "compare_stop", tr("Stop comparing"), desk.stop, "Ctrl+Shift+W", menu="clip", enabled=lambda: desk.on
        ),
        *_align_commands(desk),
        *_look_commands(desk),
    )  # fmt: skip


def _command(command_id: str, title: str, do: Callable[[], object], *keys: str, **more: object) -> Command:
    return Command(f"review.{command_id}", title, do, keys, page=PAGE, **more)  # type: ignore[arg-type]


def _align_commands(desk: CompareDesk) -> Sequence[Command]:
    pairing = desk.pairing
    play = {"menu": "play", "enabled": lambda: pairing.on}
    known = {"menu": "play", "enabled": lambda: pairing.on and pairing.skills is not None}
    return (
        _command(
            "compare_takeoff", tr("Compare: align at the take-off"), lambda: desk.align("take-off"), "Ctrl+Shift+T",
            checked=lambda: pairing.how == "take-off",
            hint=tr("The take-offs nearest to the playheads belong together, both clips at their real speed"), **known,
        ),
        _command(
            "compare_phases", tr("Compare: align by phases"), lambda: desk.align("phases"), "Ctrl+Shift+P",
            checked=lambda: pairing.how == "phases",
            hint=tr("Every boundary with its like: whoever is slower is played faster between them"), **known,
        ),
        _command(
            "compare_here", tr("Compare: align here"), lambda: desk.align("hand"), "Ctrl+Shift+A",
            checked=lambda: pairing.how == "hand", hint=tr("The two frames on show belong together"), **play,
        ),
        _command(
            "compare_hold", tr("Compare: hold the other"), lambda: pairing.hold(not pairing.held), "Ctrl+Shift+H",
            checked=lambda: pairing.held,
            hint=tr("The other clip stays where it is while this one is stepped; then align here"), **play,
        ),
        _command(
            "compare_other_back", tr("Compare: the other one frame back"), lambda: desk.shift(-1), "Ctrl+Shift+Left",
            repeats=True, **play,
        ),
        _command(
            "compare_other_forward", tr("Compare: the other one frame forward"), lambda: desk.shift(1),
            "Ctrl+Shift+Right", repeats=True, **play,
        ),
    )  # fmt: skip


def _look_commands(desk: CompareDesk) -> Sequence[Command]:
    stage, canvas = desk.stage, desk.canvas
    view = {"menu": "view", "enabled": lambda: desk.on}
    return (
        _command(
            "compare_beside", tr("Compare: beside each other"), lambda: desk.arrange("beside"),
            checked=lambda: stage.arrangement == "beside", **view,
        ),
        _command(
            "compare_above", tr("Compare: above each other"), lambda: desk.arrange("above"),
            checked=lambda: stage.arrangement == "above", **view,
        ),
        _command(
            "compare_through", tr("Compare: one through the other"), lambda: desk.arrange("through"),
            checked=lambda: stage.arrangement == "through", **view,
        ),
        _command("compare_swap", tr("Compare: swap the clips"), desk.swap, "Ctrl+Shift+X", **view),
        _command(
            "compare_mirror", tr("Compare: mirror the other"), desk.toggle_mirror, "Ctrl+Shift+M",
            checked=lambda: canvas.mirrored, **view,
        ),
        _command("compare_turn", tr("Compare: turn the other right"), lambda: desk.turn(1), **view),
    )  # fmt: skip
