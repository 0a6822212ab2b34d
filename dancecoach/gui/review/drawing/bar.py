"""The row that is there while the person draws: the tools with their keys, the pen, and how to stop."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from dancecoach.gui.commands import CommandTable
from dancecoach.gui.review.drawing.commands import tool_id
from dancecoach.gui.review.drawing.desk import DrawingDesk
from dancecoach.gui.review.drawing.toolbox import (
    COLOURS,
    FADES,
    GRID_CELLS,
    TOOL_KEYS,
    TRAILS_S,
    WIDTHS,
    Pen,
    Reach,
    colour_word,
    kind_hint,
    kind_word,
    reach_word,
)
from dancecoach.gui.widgets.parts import chip, command_button, label

_ICON = 18
_ROOM_FOR_WORDS = 680
"""From this width on, logical pixels, the pen says on which frames it draws."""

_ROOM_FOR_HINT = 980
"""From this width on, logical pixels, the bar says what the hand has to do."""


def tool_icon(tool: str) -> str:
    """Name of a tool's icon."""
    return "angle" if tool == "angle" else f"draw-{tool}"


class DrawingBar(QWidget):
    """Buttons for the tools and the pen; hidden unless the person draws.

    Args:
        desk: what it shows.
        commands: what the buttons do.
        parent: owner.
    """

    def __init__(self, desk: DrawingDesk, commands: CommandTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._commands = desk, commands
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Draw"))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 2, 12, 2)
        row.setSpacing(0)
        for tool in TOOL_KEYS:
            button = command_button(commands, tool_id(tool), tool_icon(tool), _ICON)
            button.setStyleSheet("QToolButton { padding: 3px; }")
            row.addWidget(button)
        row.addSpacing(6)
        self.pen = self._make_pen()
        row.addWidget(self.pen)
        self.hint = label(role="muted")
        row.addSpacing(8)
        row.addWidget(self.hint)
        row.addStretch(1)
        row.addWidget(command_button(commands, "review.hide_drawings", "hide", _ICON))
        self.done = chip(self.tr("Done"))
        self.done.setCheckable(False)
        self.done.ensurePolished()
        self.done.setMinimumWidth(self.done.sizeHint().width())
        self.done.setToolTip(commands.action("review.draw_back").toolTip())
        self.done.clicked.connect(lambda: desk.set_drawing(False))
        row.addWidget(self.done)
        self.hide()
        desk.drawing_changed.connect(self._show)
        desk.toolbox.changed.connect(self._tell)
        desk.toolbox.selected.connect(commands.refresh)
        desk.toolbox.shown.connect(commands.refresh)
        self._tell()

    def _make_pen(self) -> QToolButton:
        button = QToolButton()
        button.setProperty("chip", True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setIconSize(QSize(14, 14))
        button.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        menu = QMenu(button)
        actions = self._commands.action
        groups = (
            [f"review.pen_reach_{reach}" for reach in Reach],
            [f"review.pen_colour_{i + 1}" for i in range(len(COLOURS))],
            [f"review.pen_width_{i + 1}" for i in range(len(WIDTHS))],
            [f"review.pen_fade_{i + 1}" for i in range(len(FADES))],
        )
        for ids in groups:
            for command_id in ids:
                menu.addAction(actions(command_id))
            menu.addSeparator()
        trails = [f"review.pen_trail_{i + 1}" for i in range(len(TRAILS_S))]
        cells = [f"review.pen_grid_{n}" for n in GRID_CELLS]
        lie = ["review.pen_grid_plane", "review.pen_grid_plain"]
        for kind, parts in (("trail", [trails]), ("grid", [cells, lie, ["review.whole_grid"]])):
            part = menu.addMenu(kind_word(kind))
            for ids in parts:
                for command_id in ids:
                    part.addAction(actions(command_id))
                if ids is not parts[-1]:
                    part.addSeparator()
        for colour, command_id in zip(COLOURS, groups[1], strict=True):
            actions(command_id).setIcon(swatch(colour, 14))
        menu.aboutToShow.connect(self._commands.refresh)
        button.setMenu(menu)
        return button

    def _tell(self) -> None:
        pen, tool = self._desk.toolbox.pen, self._desk.toolbox.tool
        self.pen.setIcon(swatch(pen.colour, 14))
        self.pen.setText(reach_word(pen.reach))
        self.pen.setAccessibleName(self._pen_text(pen))
        self.pen.setToolTip(self._pen_text(pen))
        self.hint.setText(kind_hint(tool))
        self._fit()
        self._commands.refresh()

    def _fit(self) -> None:
        """In a narrow window the icons must do."""
        style = Qt.ToolButtonStyle
        wide = self.width() >= _ROOM_FOR_WORDS
        self.pen.setToolButtonStyle(style.ToolButtonTextBesideIcon if wide else style.ToolButtonIconOnly)
        self.hint.setVisible(self.width() >= _ROOM_FOR_HINT)

    def _pen_text(self, pen: Pen) -> str:
        return self.tr("Pen: {}, {}").format(colour_word(pen.colour), reach_word(pen.reach))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Show what there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _show(self, drawing: bool) -> None:
        self.setVisible(drawing)
        self._commands.refresh()


def swatch(colour: str, size: int) -> QIcon:
    """A dot of a colour."""
    dot = QPixmap(2 * size, 2 * size)
    dot.setDevicePixelRatio(2.0)
    dot.fill(Qt.GlobalColor.transparent)
    painter = QPainter(dot)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(0, 0, 0, 90))
    painter.setBrush(QColor(colour))
    painter.drawEllipse(1, 1, size - 2, size - 2)
    painter.end()
    return QIcon(dot)
