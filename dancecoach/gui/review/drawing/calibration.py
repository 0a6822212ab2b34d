"""How long a metre is in the picture: by the athlete's height, or by a length that somebody knows."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QInputDialog, QWidget

from dancecoach.coaching.skill_sheet import SkillSheet
from dancecoach.errors import NotesError
from dancecoach.gui.context import AppContext
from dancecoach.gui.review.model import ReviewModel
from dancecoach.gui.review.notes.kinds import Kind, Kinds
from dancecoach.gui.review.notes.session import NotesSession
from dancecoach.notes.checks import Point
from dancecoach.notes.clip_edits import set_calibration
from dancecoach.notes.measure import Scale
from dancecoach.notes.records import AthleteHeight, KnownLength

if TYPE_CHECKING:
    from dancecoach.pose.track import PoseTrack

_USUAL_M = 1.65


class Calibrator(QObject):
    """Keeps the scale of the clip under review in step with its notes.

    How tall the athlete is in the picture is measured behind the window: in a long clip that takes a moment.

    Args:
        model: has the poses.
        session: has the calibration.
        context: what the pages share.
        page: owner; dialogs stand before it.

    Attributes:
        dialog: what is being asked; None for nothing.

    Signals:
        changed: another scale, or none.
    """

    changed = Signal()

    def __init__(self, model: ReviewModel, session: NotesSession, context: AppContext, page: QWidget) -> None:
        super().__init__(page)
        self._model, self._session, self._context, self._page = model, session, context, page
        self._scale: Scale | None = None
        self._tall: tuple[PoseTrack, float] | None = None
        self.dialog: QInputDialog | None = None
        session.changed.connect(self._notes_changed)
        model.found_changed.connect(self.refresh)

    @property
    def scale(self) -> Scale | None:
        """How long a pixel is; None where nobody has said, or it is still being measured."""
        return self._scale

    @property
    def calibrated(self) -> bool:
        """Whether something says how long a metre is."""
        return self._session.notes is not None and self._session.notes.calibration is not None

    def in_metres(self, sheet: SkillSheet) -> SkillSheet:
        """A skill's sheet with its distances in metres, where they can be told."""
        notes = self._session.notes
        known = None if notes is None else notes.calibration
        if isinstance(known, AthleteHeight):
            return sheet.with_stature(known.height_m)
        if known is None or self._scale is None:
            return sheet
        return sheet.with_scale(self._scale.metres_per_pixel, self._scale.relative_uncertainty)

    def _notes_changed(self, kinds: Kinds) -> None:
        if Kind.CALIBRATION in kinds:
            self.refresh()

    def refresh(self) -> None:
        """Look again at what says how long a metre is."""
        notes, info = self._session.notes, self._model.info
        known = None if notes is None else notes.calibration
        if isinstance(known, KnownLength) and info is not None:
            try:
                self._set(Scale.of_length(known, (info.width, info.height)))
            except NotesError as error:
                self._context.notifier.error(error)
                self._set(None)
        elif isinstance(known, AthleteHeight) and self._model.found is not None:
            self._by_height(known, self._model.found.analysis.track)
        else:
            self._set(None)

    def _by_height(self, known: AthleteHeight, track: "PoseTrack") -> None:
        if self._tall is not None and self._tall[0] is track:
            tall = self._tall[1]
            self._set(Scale.of_height(known.height_m, tall) if np.isfinite(tall) and tall >= 1.0 else None)
            return
        self._set(None)

        def work(_tell: object, _cancel: object) -> float:
            from dancecoach.motion.body import body_height

            return body_height(track)

        def done(tall: float) -> None:
            self._tall = (track, tall)
            if not np.isfinite(tall):
                self._context.notifier.warn(self.tr("The athlete is not seen well enough to measure by their height."))
            self.refresh()

        self._context.jobs.start(self.tr("Measuring the athlete in the picture"), work, returned=done, quiet=True)

    def _set(self, scale: Scale | None) -> None:
        if scale != self._scale or scale is None:
            self._scale = scale
            self.changed.emit()

    # Asking

    def ask_height(self) -> None:
        """Let the person type how tall the athlete is."""
        notes = self._session.notes
        known = None if notes is None else notes.calibration
        value = known.height_m if isinstance(known, AthleteHeight) else _USUAL_M
        self._ask(
            self.tr("How tall is the athlete, in metres?\nIn the picture they are measured where they stand upright."),
            value,
            (0.3, 2.8),
            lambda metres: self._session.do(set_calibration(AthleteHeight(metres))),
        )

    def ask_length(self, a: Point, b: Point, frame: int) -> None:
        """Let the person type how long what lies between two points is."""
        self._ask(
            self.tr("How long is it, in metres?\nIt must lie as far from the camera as the athlete does."),
            1.0,
            (0.001, 1000.0),
            lambda metres: self._session.do(set_calibration(KnownLength(a, b, metres, frame))),
        )

    def forget(self) -> None:
        """Measure in pixels again."""
        self._session.do(set_calibration(None))

    def _ask(self, question: str, value: float, limits: tuple[float, float], take: Callable[[float], object]) -> None:
        dialog = QInputDialog(self._page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("Measure in metres"))
        dialog.setLabelText(question)
        dialog.setInputMode(QInputDialog.InputMode.DoubleInput)
        dialog.setDoubleDecimals(3)
        dialog.setDoubleStep(0.01)
        dialog.setDoubleRange(*limits)
        dialog.setDoubleValue(value)
        dialog.doubleValueSelected.connect(take)
        self.dialog = dialog
        dialog.finished.connect(self._asked)
        dialog.open()

    def _asked(self) -> None:
        self.dialog = None
