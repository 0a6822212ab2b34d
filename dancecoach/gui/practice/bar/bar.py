"""What stands above the pictures and below them: reference, camera; start, speed, loop and how it is shown."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QWidget

from dancecoach.gui.camera.bar import CameraBar
from dancecoach.gui.clap.sign import ClapSign
from dancecoach.gui.commands import CommandTable
from dancecoach.gui.icons import pixmap
from dancecoach.gui.theme import colours
from dancecoach.gui.widgets.named import as_bar
from dancecoach.gui.widgets.parts import ElidedLabel, chip_for, command_button, label, primary_button, tip

#: Below this width of the bar its chips are tight, logical pixels.
_ROOMY = 960
_START, _TIGHT_START = 118, 98
#: Names of parts with more letters, as lessons have, are shown cut short.
_SHORT_TITLE, _LEAST_TITLE = 10, 6


class TopBar(QWidget):
    """Which reference, which camera.

    Attributes:
        cameras: chooser of the camera; the one of Live, with what only Live needs hidden.
        ear: says that somebody may clap.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        as_bar(self)
        self.reference = ElidedLabel("heading")
        self.reference.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.choose = QToolButton()
        self.cameras = CameraBar()
        for widget in (self.cameras.models, self.cameras.mirror, self.cameras.overlay, self.cameras.size_label):
            widget.hide()
        self.cameras.cameras.setMinimumContentsLength(14)
        self.dance = label(role="muted")
        self.dance.setAccessibleName(self.tr("Style"))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 2, 0, 2)
        self.ear = ClapSign()
        self._row.addWidget(self.reference, 1)
        self._row.addWidget(self.ear)
        self._row.addWidget(self.dance)
        self._row.addWidget(self.cameras)

    def put_before_cameras(self, widget: QWidget) -> None:
        """Have something else there."""
        self._row.insertWidget(self._row.indexOf(self.cameras), widget)

    def make_buttons(self, commands: CommandTable) -> None:
        """Add the buttons of the commands."""
        self.choose = command_button(commands, "practice.open", "open")
        self._row.insertWidget(0, self.choose)
        self._row.insertWidget(3, command_button(commands, "practice.counts", "counts"))


class FootBar(QWidget):
    """Start, part, speed, and switches.

    Signals:
        part_chosen: number of the part; 0 for all.

    Attributes:
        start: begins and ends a take.
    """

    part_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        as_bar(self)
        self._busy = self._tight = False
        self._wait_s = 0
        self._chips: list[QToolButton] = []
        self.start: QPushButton = primary_button(self.tr("Start"), "play")
        self.start.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.start.setMinimumWidth(_START)
        self.part = QComboBox()
        self.part.setAccessibleName(self.tr("Part"))
        self.part.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.part.activated.connect(lambda row: self.part_chosen.emit(self.part.itemData(row)))
        self.note = ElidedLabel("muted")
        self.note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 8, 12, 8)
        self._row.setSpacing(6)
        for widget in (self.start, self.part):
            self._row.addWidget(widget)

    def make_buttons(self, commands: CommandTable) -> None:
        """Add the buttons of the commands."""
        for percent in (50, 70, 100, 120):
            self._chips.append(chip_for(commands.action(f"practice.speed_{percent}"), f"{percent} %"))
        self._chips.append(chip_for(commands.action("practice.drill"), self.tr("Slow to fast")))
        for made in self._chips:
            self._row.addWidget(made)
        self._row.addSpacing(8)
        for name, icon in (("loop", "loop"), ("clicks", "sound"), ("mirror_reference", "mirror"), ("ghost", "person")):
            self._row.addWidget(command_button(commands, f"practice.{name}", icon))
        self._row.addWidget(self.note, 1)
        self._row.addWidget(command_button(commands, "practice.side", "analyse"))

    def show_drill(self, on: bool) -> None:
        """Whether it goes from slow to fast: then the speeds stand elsewhere."""
        for chip in self._chips[:-1]:
            chip.setVisible(not on)

    def show_wait(self, seconds: int) -> None:
        """How long there is to walk back after the button is pressed; 0 for not at all."""
        self._wait_s = seconds
        self.show_busy(self._busy)

    def show_busy(self, busy: bool) -> None:
        """Whether the button begins or ends a take."""
        start = self.tr("Start in {} s").format(self._wait_s) if self._wait_s else self.tr("Start")
        words = self.tr("Stop") if busy else start
        if self.start.text() != words or busy != self._busy:
            self.start.setText(words)
            self._busy = busy
            self._draw_start()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Draw the sign on the button in the colours of the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "start"):
            self._draw_start()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """In a narrow window the chips are tight."""
        super().resizeEvent(event)
        tight = self.width() < _ROOMY
        if tight != self._tight:
            self._tight = tight
            self.start.setMinimumWidth(_TIGHT_START if tight else _START)
            for made in self._chips:
                made.setProperty("tight", tight)
                made.style().unpolish(made)  # or the sheet does not look at the property again
                made.style().polish(made)
                made.updateGeometry()

    def _draw_start(self) -> None:
        self.start.setIcon(pixmap("stop" if self._busy else "play", colours().on_accent, 20, 2.0))

    def show_parts(self, titles: list[tuple[str, int]], chosen: int) -> None:
        """Offer the parts as (title, number), and mark the chosen one."""
        if [(self.part.itemText(i), self.part.itemData(i)) for i in range(self.part.count())] != titles:
            self.part.clear()
            long = any(len(title) > _SHORT_TITLE for title, _number in titles)
            policy = QComboBox.SizeAdjustPolicy
            self.part.setMinimumContentsLength(_LEAST_TITLE if long else 0)
            self.part.setSizeAdjustPolicy(
                policy.AdjustToMinimumContentsLengthWithIcon if long else policy.AdjustToContentsOnFirstShow
            )
            for title, number in titles:
                self.part.addItem(title, number)
                self.part.setItemData(self.part.count() - 1, tip(title), Qt.ItemDataRole.ToolTipRole)
        self.part.setCurrentIndex(self.part.findData(chosen))
