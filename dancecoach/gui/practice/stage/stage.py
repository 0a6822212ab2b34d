"""The stage: reference and learner side by side, what is read while dancing, bars above and below, results beside."""

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from dancecoach.gui.commands import CommandTable
from dancecoach.gui.practice.after.panel import AfterPanel
from dancecoach.gui.practice.bar.bar import FootBar, TopBar
from dancecoach.gui.practice.bar.line import PracticeLine
from dancecoach.gui.practice.counts.strip import CountsStrip
from dancecoach.gui.practice.lesson.caption import Caption, step_sign
from dancecoach.gui.practice.lesson.card import LessonCard
from dancecoach.gui.practice.stage.body import GhostLayer, MatchLayer
from dancecoach.gui.practice.stage.hud import Hud
from dancecoach.gui.practice.stage.ladder import Ladder
from dancecoach.gui.practice.stage.screen import Screen
from dancecoach.gui.widgets.canvas import VideoCanvas
from dancecoach.gui.widgets.sign import Sign

_Layout = TypeVar("_Layout", bound=QBoxLayout)


class Stage(QWidget):
    """All that is seen once there is a reference; knows nothing of what is danced.

    Attributes:
        top: reference and camera.
        reference_canvas: where the reference is seen.
        canvas: where the learner is seen, by the camera or in a take.
        match: the learner's limbs by how well they match.
        ghost: the reference's body on the learner's.
        there: the reference's film.
        here: a take's film.
        count: the count-in, large on the learner.
        lap: what came of the last lap, and how fast it goes on, in the learner's corner.
        verdict: in the rest after a lap, what came of it and how it goes on; large on the learner.
        step: name of the lesson's step that goes on, in the reference's corner.
        cue: what the lesson says of the moment, at the foot of the reference.
        about: what the lesson is about, in the place of what is read while dancing.
        hud: what is read from afar.
        ladder: the speeds of a drill.
        counts: where counts are corrected, in the place of what is read while dancing.
        line: the reference's time.
        panel: what came of a take, and the takes.
        foot: start, part, speed, switches.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.top, self.foot, self.line, self.hud = TopBar(), FootBar(), PracticeLine(), Hud()
        self.ladder = Ladder()
        self.panel, self.counts = AfterPanel(), CountsStrip()
        self.reference_canvas, self.canvas = VideoCanvas(), VideoCanvas()
        self.reference_canvas.setAccessibleName(self.tr("Reference"))
        self.canvas.setAccessibleName(self.tr("You"))
        self.reference_canvas.overlay_visible = False
        self.match, self.ghost = MatchLayer(), GhostLayer()
        self.canvas.add_layer(self.ghost)
        self.canvas.add_layer(self.match)
        self.there, self.here = Screen(self.reference_canvas, parent=self), Screen(self.canvas, parent=self)
        self.count = Sign(self.canvas, None, share=0.5, least=120, most=420)
        self.lap = Sign(self.canvas, Qt.Corner.TopRightCorner, share=0.1, least=34, most=72)
        self.step = step_sign(self.reference_canvas)
        self.cue, self.about = Caption(self.reference_canvas), LessonCard()
        self._hud_wanted = True
        self.verdict = Sign(self.canvas, None, share=0.12, least=44, most=100)
        self._lay_out()

    def make_buttons(self, commands: CommandTable) -> None:
        """Add the buttons of the commands."""
        self.top.make_buttons(commands)
        self.foot.make_buttons(commands)
        self.panel.make_buttons(commands)
        self.counts.make_buttons(commands)
        self.about.make_buttons(commands)

    @property
    def reading(self) -> bool:
        """Whether it is on show what the lesson is about."""
        return not self.about.isHidden()

    @reading.setter
    def reading(self, on: bool) -> None:
        self.about.setVisible(on)
        self._show_hud()

    @property
    def correcting(self) -> bool:
        """Whether counts can be corrected in the place of what is read while dancing."""
        return not self.counts.isHidden()

    @correcting.setter
    def correcting(self, on: bool) -> None:
        self.counts.setVisible(on)
        self.about.setVisible(self.reading and not on)
        self._show_hud()

    def show_hud(self, on: bool) -> None:
        """Have something to read from afar, unless counts are corrected."""
        self._hud_wanted = on
        self._show_hud()

    def _show_hud(self) -> None:
        self.hud.setVisible(self._hud_wanted and not self.correcting and not self.reading)

    @property
    def mirror_reference(self) -> bool:
        """Whether the reference is shown as in a mirror."""
        return self.reference_canvas.mirrored

    @mirror_reference.setter
    def mirror_reference(self, on: bool) -> None:
        self.reference_canvas.mirrored = on

    @property
    def ghost_shown(self) -> bool:
        """Whether the reference's body is laid onto the learner's."""
        return self.ghost.visible

    @ghost_shown.setter
    def ghost_shown(self, on: bool) -> None:
        self.ghost.visible = on
        self.canvas.update()

    def show_learner(self, *, mirrored: bool, overlay: bool) -> None:
        """How the learner is seen: as in a mirror, with skeleton and matching limbs."""
        self.canvas.mirrored = mirrored
        self.canvas.overlay_visible = self.match.visible = overlay
        self.canvas.update()

    def be_quiet(self) -> None:
        """Nothing is danced: take back what is said while dancing."""
        for sign in (self.count, self.lap, self.verdict):
            sign.say("")
        self.match.show(None, None, None)

    def close_films(self) -> None:
        """Let the films go and wait for it."""
        for screen in (self.there, self.here):
            screen.close()
            screen.wait()

    def _lay_out(self) -> None:
        self.both = QSplitter(Qt.Orientation.Horizontal)
        for canvas in (self.reference_canvas, self.canvas):
            self.both.addWidget(canvas)
        self.both.setChildrenCollapsible(False)
        self.both.setHandleWidth(2)
        self.both.setSizes([500, 500])
        left = _bare(QVBoxLayout())
        left.addWidget(self.both, 1)
        for widget in (self.hud, self.ladder, self.counts, self.about, self.line):
            left.addWidget(widget)
        row = _bare(QHBoxLayout())
        row.addLayout(left, 1)
        row.addWidget(self.panel)
        column = _bare(QVBoxLayout(self))
        column.addWidget(self.top)
        column.addLayout(row, 1)
        column.addWidget(self.foot)


def _bare(layout: _Layout) -> _Layout:
    """A layout without room around or between."""
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    return layout
