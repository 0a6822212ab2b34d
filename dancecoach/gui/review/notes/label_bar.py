"""The row that is there while phases are corrected by keys: which key names what, and how to stop."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from dancecoach.gui.commands import CommandTable, shown_key
from dancecoach.gui.phase_look import phase_colour, phase_word
from dancecoach.gui.review.notes.commands import label_id
from dancecoach.gui.review.notes.phase_editor import PhaseEditor
from dancecoach.gui.review.notes.session import NotesSession
from dancecoach.gui.widgets.parts import chip_for, label
from dancecoach.gui.widgets.time_axis import LEFT
from dancecoach.motion.phases import PHASES

#: Below this width, logical pixels, keys stand without their words.
_ROOM_FOR_WORDS = 720
_NAMING = frozenset(label_id(phase) for phase in PHASES)


class LabelBar(QWidget):
    """Buttons for the phases and the boundary, with their keys; hidden unless the person labels.

    Args:
        editor: knows whether the person labels.
        session: knows who does.
        commands: what the buttons do.
        parent: owner.
    """

    def __init__(
        self, editor: PhaseEditor, session: NotesSession, commands: CommandTable, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._commands, self._session = commands, session
        self._buttons: list[tuple[QToolButton, str, str]] = []
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Correct the phases"))
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(LEFT, 2, 16, 2)
        row.setSpacing(6)
        for phase in PHASES:
            self._add(row, label_id(phase), phase_word(phase), _swatch(phase_colour(phase)))
        row.addSpacing(8)
        self._add(row, "review.split", self.tr("split"))
        self._add(row, "review.merge_next", self.tr("join"))
        self.who = label(role="muted")
        row.addStretch(1)
        row.addWidget(self.who)
        self._add(row, "review.label", self.tr("Done"))
        self._narrow = False
        self.hide()
        editor.labelling_changed.connect(self._show)
        session.changed.connect(lambda _kinds: self._say_who())
        commands.keys_changed.connect(lambda _keys: self._say_keys())
        self._say_keys()

    def _add(self, row: QHBoxLayout, command_id: str, word: str, icon: QIcon | None = None) -> None:
        action = self._commands.action(command_id)
        if icon is not None:
            action.setIcon(icon)
        button = chip_for(action, word)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setToolButtonStyle(
            Qt.ToolButtonStyle.ToolButtonTextBesideIcon if icon is not None else Qt.ToolButtonStyle.ToolButtonTextOnly
        )
        self._buttons.append((button, command_id, word))
        row.addWidget(button)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """In a narrow window the colours and keys must do."""
        super().resizeEvent(event)
        narrow = self.width() < _ROOM_FOR_WORDS
        if narrow != self._narrow:
            self._narrow = narrow
            self.who.setVisible(not narrow)
            self._row.setContentsMargins(12 if narrow else LEFT, 2, 16, 2)
            self._say_keys()

    def _say_keys(self) -> None:
        for _button, command_id, word in self._buttons:
            keys = self._commands.keys(command_id)
            text = f"{word}  {shown_key(keys[0])}" if keys else word
            if self._narrow:
                text = shown_key(keys[0]) if keys and command_id in _NAMING else word
            self._commands.action(command_id).setIconText(text)

    def _say_who(self) -> None:
        self.who.setText(self.tr("as {}").format(self._session.annotator))

    def _show(self, labelling: bool) -> None:
        self._say_who()
        self.setVisible(labelling)


def _swatch(colour: QColor) -> QIcon:
    """A dot of a phase's colour."""
    dot = QPixmap(24, 24)
    dot.setDevicePixelRatio(2)
    dot.fill(Qt.GlobalColor.transparent)
    painter = QPainter(dot)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(1, 1, 10, 10)
    painter.end()
    return QIcon(dot)
