"""The tools to draw with, and how what they draw will look."""

from collections.abc import Mapping
from enum import StrEnum

import attrs
from PySide6.QtCore import QCoreApplication, QObject, Signal

DRAW_MODE = "draw"
"""The mode of the command table in which letters are tools."""

SELECT, SCALE = "select", "scale"
"""Tools that are no kinds of drawings: take hold of drawings; draw a length that is known."""

TOOL_KEYS: Mapping[str, str] = {
    SELECT: "V",
    "line": "L",
    "arrow": "A",
    "freehand": "F",
    "ellipse": "E",
    "text": "T",
    "angle": "W",
    "vertical-angle": "I",
    "distance": "M",
    "marker": "P",
    "trail": "R",
    "stopwatch": "S",
    "grid": "G",
}
"""Every tool with its key, in the order of the bar."""

CLICKS: Mapping[str, int] = {"angle": 3, "text": 1, "marker": 1, "trail": 1, "stopwatch": 1, "freehand": 0}
"""Points that the hand puts; two for what is not named, 0 for as many as it goes through."""

COLOURS = ("#FFD400", "#FF4D4D", "#4DD2FF", "#57D977", "#FF8AE2", "#FFFFFF")
WIDTHS = (0.003, 0.005, 0.009)
FADES = (0, 5, 15)
TRAILS_S = (0.25, 0.5, 1.0, 2.0, 0.0)
"""How far back a joint path reaches, seconds of real action; 0 for all the way from its first frame."""

GRID_CELLS = (3, 4, 6, 8, 12, 20)
"""Cells of a grid from side to side."""

LETTERS = frozenset({"text", "stopwatch"})
"""Kinds that are nothing but letters."""

_LETTERS_SHARE = 0.45
"""How much thinner than lines their width is: a line of text is twenty of them high."""


def width_of(kind: str, width: float) -> float:
    """`Drawing.width` of a kind drawn with a pen of a width."""
    return width * _LETTERS_SHARE if kind in LETTERS else width


class Reach(StrEnum):
    """On which frames a new drawing is seen.

    Attributes:
        FRAME: this one.
        SECOND: this one and those of the second of real action after it.
        PHASE: those of the phase at the playhead.
        LOOP: those from A to B.
        CLIP: all.
    """

    FRAME = "frame"
    SECOND = "second"
    PHASE = "phase"
    LOOP = "loop"
    CLIP = "clip"


def tr(text: str) -> str:
    """Translate a text of this module."""
    return QCoreApplication.translate("Drawing", text)


def kind_word(kind: str) -> str:
    """What a tool, or a kind of drawing, is called."""
    return {
        SELECT: tr("Select"),
        SCALE: tr("Known length"),
        "line": tr("Line"),
        "arrow": tr("Arrow"),
        "freehand": tr("Free hand"),
        "ellipse": tr("Ellipse"),
        "text": tr("Text"),
        "angle": tr("Angle"),
        "vertical-angle": tr("Lean"),
        "distance": tr("Distance"),
        "marker": tr("Marker"),
        "trail": tr("Joint path"),
        "stopwatch": tr("Stopwatch"),
        "grid": tr("Grid"),
    }[kind]


def kind_hint(kind: str) -> str:
    """What the hand has to do with a tool."""
    two = tr("Drag, or click both ends")
    return {
        SELECT: tr("Take hold of a drawing or of one of its points; Shift for several"),
        SCALE: tr("Drag along something whose length you know"),
        "freehand": tr("Draw with the button held"),
        "ellipse": tr("Drag from corner to corner"),
        "text": tr("Click where it begins"),
        "angle": tr("Click one arm, the vertex, the other arm"),
        "vertical-angle": tr("From the lower end to the upper one: how far it leans from the vertical"),
        "distance": tr("Drag from end to end: metres, once something says how long one is"),
        "marker": tr("Click a joint or a spot: it is followed from here on"),
        "trail": tr("Click a joint: its path over the last frames is shown"),
        "stopwatch": tr("Click where it is to stand: it runs from this frame, in time of the real action"),
        "grid": tr("Drag from corner to corner; then move the corners onto the plane"),
    }.get(kind, two)


def colour_word(colour: str) -> str:
    """What one of `COLOURS` is called; any other by its number."""
    words = (tr("yellow"), tr("red"), tr("blue"), tr("green"), tr("pink"), tr("white"))
    return dict(zip(COLOURS, words, strict=True)).get(colour.upper(), colour)


def trail_word(seconds: float) -> str:
    """What one of `TRAILS_S` is called."""
    return tr("Joint path: the last {:g} s").format(seconds) if seconds else tr("Joint path: all the way")


def cells_word(cells: int) -> str:
    """What one of `GRID_CELLS` is called."""
    return tr("Grid: {} cells across").format(cells)


def plain_word(plain: bool) -> str:
    """How a grid lies."""
    return tr("Grid: upright, plain lines") if plain else tr("Grid: on a plane, in perspective")


def reach_word(reach: Reach) -> str:
    """What a reach is called."""
    return {
        Reach.FRAME: tr("This frame"),
        Reach.SECOND: tr("One second"),
        Reach.PHASE: tr("This phase"),
        Reach.LOOP: tr("A to B"),
        Reach.CLIP: tr("Whole clip"),
    }[reach]


@attrs.frozen
class Pen:
    """How new drawings look.

    Attributes:
        colour: ``#RRGGBB``.
        width: share of the picture's height.
        fade: frames over which they come and go.
        reach: on which frames they are seen.
        trail_s: how far back joint paths reach, seconds of real action; 0 for all the way.
        cells: of grids, from side to side.
        plain: whether grids stay upright.
    """

    colour: str = COLOURS[0]
    width: float = WIDTHS[1]
    fade: int = 0
    reach: Reach = Reach.FRAME
    trail_s: float = 1.0
    cells: int = 4
    plain: bool = False


class Toolbox(QObject):
    """Which tool is in the hand, how it draws, and which drawings are selected.

    Signals:
        changed: another tool, or another pen.
        selected: other drawings are selected.
        shown: drawings are hidden, or no longer.
    """

    changed = Signal()
    selected = Signal()
    shown = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tool, self._pen, self._hidden = "line", Pen(), False
        self._selection: frozenset[int] = frozenset()

    @property
    def tool(self) -> str:
        """A key of `TOOL_KEYS`, or `SCALE`."""
        return self._tool

    def take(self, tool: str) -> None:
        """Take a tool into the hand."""
        if tool != self._tool:
            self._tool = tool
            if tool != SELECT:
                self.select(())
            self.changed.emit()

    @property
    def pen(self) -> Pen:
        """How new drawings look."""
        return self._pen

    @pen.setter
    def pen(self, pen: Pen) -> None:
        if pen != self._pen:
            self._pen = pen
            self.changed.emit()

    @property
    def selection(self) -> frozenset[int]:
        """Numbers of the selected drawings."""
        return self._selection

    def select(self, numbers: "frozenset[int] | tuple[int, ...]") -> None:
        """Select these drawings and no others."""
        numbers = frozenset(numbers)
        if numbers != self._selection:
            self._selection = numbers
            self.selected.emit()

    @property
    def hidden(self) -> bool:
        """Whether no drawing is shown."""
        return self._hidden

    @hidden.setter
    def hidden(self, hidden: bool) -> None:
        if hidden != self._hidden:
            self._hidden = hidden
            self.shown.emit()
