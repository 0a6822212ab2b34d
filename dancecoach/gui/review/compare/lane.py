"""A strip under the time line: the other clip's phases, where they fall in the first one's time."""

import attrs
import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dancecoach.gui.review.compare.other_clip import OtherClip
from dancecoach.gui.review.compare.pairing import Pairing
from dancecoach.gui.review.model import ReviewModel
from dancecoach.gui.review.timeline.blocks import Blocks
from dancecoach.gui.review.timeline.ground import small_font
from dancecoach.gui.review.timeline.phase_lane import LaneView, paint_note, paint_phases
from dancecoach.gui.theme import colours
from dancecoach.gui.widgets.time_axis import LEFT, RIGHT

_HEIGHT, _MARGIN = 26, 5


class OtherLane(QWidget):
    """Draws it, with the playhead through it.

    Args:
        model: the first clip; its scale of time counts.
        other: whose phases these are.
        pairing: where they fall.
        parent: owner.
    """

    def __init__(self, model: ReviewModel, other: OtherClip, pairing: Pairing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model, self._other, self._pairing = model, other, pairing
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Phases of the other clip"))
        self.setToolTip(self.tr("Phases of the other clip, in the time of this one"))
        for signal in (
            model.stretch_changed,
            model.playhead_changed,
            model.clip_opened,
            other.told,
            other.model.state_changed,
            pairing.changed,
        ):
            signal.connect(self.update)

    def sizeHint(self) -> QSize:  # noqa: N802
        """One lane high."""
        return QSize(400, _HEIGHT)

    def view(self) -> LaneView | None:
        """How the lane is drawn: the other's frames at the first's times; None while nothing is aligned."""
        alignment, other = self._pairing.alignment, self._other.model
        if alignment is None or not self._pairing.on:
            return None
        times = np.array([alignment.first(t) for t in _ends(self._other)])
        axis = self._model.axis(self.width())
        return LaneView(times, alignment.first(other.end_s), axis, colours())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Name, lane, playhead."""
        painter, look = QPainter(self), colours()
        painter.fillRect(event.rect(), QColor(look.panel))
        painter.setFont(small_font(self.font()))
        painter.setPen(QColor(look.muted))
        painter.drawText(
            QRectF(0, 0, LEFT - 8, _HEIGHT),
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
            self.tr("other"),
        )
        lane = QRectF(LEFT, 1, self.width() - LEFT - RIGHT, _HEIGHT - 2 * _MARGIN + 2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        view, findings = self.view(), self._other.findings
        if view is None or findings is None or not findings.analysis.phases:
            paint_note(painter, lane, self._other.state_text(), look)
        else:
            painter.setClipRect(lane)
            # Each segment is one block, its frame the number of the segment: `view.times` has these.
            blocks = Blocks.of_segments(findings.analysis.phases)
            paint_phases(painter, attrs.evolve(blocks, starts=np.arange(len(blocks))), view, lane)
            painter.setClipping(False)
        if self._model.ready:
            x = self._model.axis(self.width()).x(self._model.times[self._model.playhead])
            if lane.left() - 1 <= x <= lane.right() + 1:
                painter.fillRect(QRectF(x - 1, 0, 2, _HEIGHT), QColor(look.text))
        painter.end()


def _ends(other: OtherClip) -> list[float]:
    """When each phase of the other begins, in its own time."""
    findings = other.findings
    return [] if findings is None else [segment.start_s for segment in findings.analysis.phases]
