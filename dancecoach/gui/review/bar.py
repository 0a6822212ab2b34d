"""The row above the picture: open a clip, its name, and what is shown with it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dancecoach.gui.commands import CommandTable
from dancecoach.gui.widgets.parts import ElidedLabel, command_button


class ReviewBar(QWidget):
    """Buttons for commands, and the clip's name.

    Args:
        commands: the table.
        parent: owner.
    """

    def __init__(self, commands: CommandTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 5, 12, 5)
        row.setSpacing(4)
        row.addWidget(command_button(commands, "app.open", "open"))
        self.name = ElidedLabel("heading")
        row.addWidget(self.name, 1)
        for command_id, icon in (
            ("review.draw", "draw"),
            ("review.compare", "compare"),
            ("review.sound", "sound"),
            ("review.overlay", "overlay"),
            ("review.mirror", "mirror"),
            ("review.plots", "angle"),
            ("review.fit", "fit"),
        ):
            row.addWidget(command_button(commands, command_id, icon))
