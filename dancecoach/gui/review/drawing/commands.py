"""What the person can draw and measure, as data."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from dancecoach.gui.commands import Command
from dancecoach.gui.review.drawing.toolbox import (
    COLOURS,
    DRAW_MODE,
    FADES,
    GRID_CELLS,
    SCALE,
    TOOL_KEYS,
    TRAILS_S,
    WIDTHS,
    Reach,
    cells_word,
    colour_word,
    kind_hint,
    kind_word,
    plain_word,
    reach_word,
    trail_word,
)

if TYPE_CHECKING:
    from dancecoach.gui.review.drawing.desk import DrawingDesk

PAGE = "review"


def tr(text: str) -> str:
    """Translate a text of this table."""
    return QCoreApplication.translate("DrawingCommands", text)


def tool_id(tool: str) -> str:
    """Id of the command that takes a tool into the hand."""
    return f"review.tool_{tool.replace('-', '_')}"


def drawing_commands(desk: "DrawingDesk") -> Sequence[Command]:
    """The table."""
    return (
        *_tool_commands(desk),
        *_pen_commands(desk),
        *_edit_commands(desk),
        *_measure_commands(desk),
    )


def _command(command_id: str, title: str, do: Callable[[], object], *keys: str, **more: object) -> Command:
    values = {"menu": tr("&Draw"), "page": PAGE} | more
    return Command(f"review.{command_id}", title, do, keys, **values)  # type: ignore[arg-type]


def _tool_commands(desk: "DrawingDesk") -> Sequence[Command]:
    def editable() -> bool:
        return desk.session.editable

    def tool(name: str, key: str) -> Command:
        return _command(
            tool_id(name).removeprefix("review."), kind_word(name), lambda: desk.take(name), key, mode=DRAW_MODE,
            enabled=editable, hint=f"{kind_word(name)}: {kind_hint(name)}",
            checked=lambda: desk.drawing and desk.toolbox.tool == name,
        )  # fmt: skip

    return (
        _command(
            "draw", tr("Draw"), lambda: desk.set_drawing(not desk.drawing), "D",
            enabled=editable, checked=lambda: desk.drawing,
            hint=tr("Draw and measure on the picture; letters are then tools"),
        ),
        _command("draw_back", tr("Give up, or stop drawing"), desk.give_up, "Esc", menu="", mode=DRAW_MODE,
                 enabled=lambda: desk.drawing),
        *(tool(name, key) for name, key in TOOL_KEYS.items()),
    )  # fmt: skip


def _pen_commands(desk: "DrawingDesk") -> Sequence[Command]:
    box = desk.toolbox

    def editable() -> bool:
        return desk.session.editable

    def pen(command_id: str, title: str, name: str, value: object) -> Command:
        return _command(
            command_id, title, lambda: desk.set_pen(**{name: value}), menu="", enabled=editable,
            checked=lambda: getattr(box.pen, name) == value,
        )  # fmt: skip

    widths = dict(zip(WIDTHS, (tr("Thin lines"), tr("Lines of middle width"), tr("Thick lines")), strict=True))
    fades = dict(zip(FADES, (tr("No fading"), tr("Fade quickly"), tr("Fade slowly")), strict=True))
    return (
        *(
            pen(f"pen_colour_{i}", tr("Draw in {}").format(colour_word(c)), "colour", c)
            for i, c in enumerate(COLOURS, start=1)
        ),
        *(pen(f"pen_width_{i}", widths[w], "width", w) for i, w in enumerate(WIDTHS, start=1)),
        *(pen(f"pen_fade_{i}", fades[f], "fade", f) for i, f in enumerate(FADES, start=1)),
        *(pen(f"pen_reach_{r}", tr("Draw onto: {}").format(reach_word(r)), "reach", r) for r in Reach),
        *(pen(f"pen_trail_{i}", trail_word(t), "trail_s", t) for i, t in enumerate(TRAILS_S, start=1)),
        *(pen(f"pen_grid_{n}", cells_word(n), "cells", n) for n in GRID_CELLS),
        *(pen(f"pen_grid_{word}", plain_word(p), "plain", p) for word, p in (("plane", False), ("plain", True))),
    )


def _edit_commands(desk: "DrawingDesk") -> Sequence[Command]:
    box = desk.toolbox

    def chosen() -> bool:
        return desk.session.editable and bool(box.selection)

    def one() -> bool:
        return desk.session.editable and len(box.selection) == 1

    def nudge(name: str, title: str, key: str, dx: int, dy: int) -> Command:
        return _command(
            name, title, lambda: desk.nudge(dx, dy), key, mode=DRAW_MODE, enabled=lambda: chosen() or desk.drawing,
            repeats=True, menu="", hint=tr("Moves what is selected, else the cross that draws by keys"),
        )  # fmt: skip

    some = {"enabled": chosen}
    return (
        _command("delete_drawings", tr("Delete the selected drawings"), desk.delete, "Del", **some),
        _command("copy_drawings", tr("Copy the selected drawings"), desk.copies.copy, "Ctrl+C",
                 enabled=lambda: bool(box.selection)),
        _command("paste_drawings", tr("Paste drawings"), desk.copies.paste, "Ctrl+V",
                 enabled=lambda: desk.session.editable and bool(desk.copies)),
        _command("select_drawings", tr("Select all drawings of this frame"), desk.select_all, "Ctrl+A",
                 enabled=lambda: desk.session.editable),
        _command("caption", tr("Text of the selected drawing …"), desk.ask_caption, "Shift+T", enabled=one),
        _command("drawing_from", tr("Selected drawings: from this frame"), desk.begin_here, "[", mode=DRAW_MODE,
                 **some),
        _command("drawing_to", tr("Selected drawings: to this frame"), desk.end_here, "]", mode=DRAW_MODE, **some),
        _command("drawing_always", tr("Selected drawings: on the whole clip"), desk.show_always, **some),
        nudge("nudge_left", tr("Cross, or selected drawings: left"), "Alt+Left", -1, 0),
        nudge("nudge_right", tr("Cross, or selected drawings: right"), "Alt+Right", 1, 0),
        nudge("nudge_up", tr("Cross, or selected drawings: up"), "Alt+Up", 0, -1),
        nudge("nudge_down", tr("Cross, or selected drawings: down"), "Alt+Down", 0, 1),
        _command("put_point", tr("Put a point at the cross"), desk.cross.put, "Return", "Enter", mode=DRAW_MODE,
                 enabled=lambda: desk.drawing, menu="",
                 hint=tr("As a click there would: Alt and the arrow keys move the cross")),
        _command("hide_drawings", tr("Hide all drawings"), desk.toggle_hidden, "H", checked=lambda: box.hidden,
                 enabled=lambda: desk.model.ready),
        _command("whole_grid", tr("Grid over the whole picture"), desk.toggle_whole_grid, "Shift+G",
                 enabled=lambda: desk.session.editable, checked=lambda: desk.whole_grid is not None,
                 hint=tr("An upright grid on every frame, in the video too; its cells as with the tool")),
        _command("show_drawings", tr("Show the list of drawings"), desk.panel_wanted.emit, "Shift+D",
                 enabled=lambda: desk.model.ready),
    )  # fmt: skip


def _measure_commands(desk: "DrawingDesk") -> Sequence[Command]:
    meter = desk.calibrator

    def editable() -> bool:
        return desk.session.editable

    return (
        _command("measure_height", tr("Measure in metres: the athlete’s height …"), meter.ask_height,
                 enabled=editable, hint=tr("Distances in metres by how tall the athlete is")),
        _command("measure_length", tr("Measure in metres: a known length …"), lambda: desk.take(SCALE),
                 enabled=editable, hint=kind_hint(SCALE)),
        _command("measure_pixels", tr("Measure in pixels"), meter.forget,
                 enabled=lambda: desk.session.editable and meter.calibrated),
    )  # fmt: skip
