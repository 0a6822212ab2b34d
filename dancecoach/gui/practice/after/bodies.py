"""Both bodies of a kept take at any point of the dance: limbs by how well they match, on the learner and the reference.

The match of every moment is reckoned once, behind the window, from the stored landmarks.
"""

from functools import partial
from typing import TYPE_CHECKING

import attrs
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject

from dancecoach.errors import DancecoachError
from dancecoach.gui.context import AppContext
from dancecoach.gui.practice.stage.body import MatchLayer
from dancecoach.gui.practice.stage.stage import Stage
from dancecoach.gui.practice.take.model import PracticeModel
from dancecoach.gui.worker import Job
from dancecoach.pipeline.practice.result import TakeResult
from dancecoach.pose.estimator import BodyPose
from dancecoach.pose.track import PoseTrack
from dancecoach.video.frame import Frame

if TYPE_CHECKING:
    from dancecoach.pipeline.practice.reference import Reference


@attrs.frozen(eq=False)
class _Body:
    """One of the two.

    Attributes:
        track: a pose for each picture.
        match: (T, L) of each limb on that body; NaN where it is not known.
    """

    track: PoseTrack
    match: NDArray[np.float64]

    def show(self, on: MatchLayer, frame: Frame) -> None:
        """Draw the limbs of a picture from the next paint on."""
        at = frame.index
        if at >= len(self.track) or not self.track.found[at] or not np.isfinite(self.match[at]).any():
            on.show(None, None, None)
            return
        pose = BodyPose(self.track.landmarks[at], self.track.visibility[at], None, 1.0)
        on.show(pose, self.track.skeleton, self.match[at])


class Bodies(QObject):
    """Draws them over the pictures of the stage while a take is on show.

    Args:
        model: what the page is about.
        stage: where.
        context: what the pages share.
        parent: owner.
    """

    def __init__(self, model: PracticeModel, stage: Stage, context: AppContext, parent: QObject) -> None:
        super().__init__(parent)
        self._model, self._stage, self._context = model, stage, context
        self._of: TakeResult | None = None
        self._bodies: tuple[_Body, _Body] | None = None
        self._job: Job | None = None
        self.layers = MatchLayer(), MatchLayer()
        for layer, canvas in zip(self.layers, (stage.reference_canvas, stage.canvas), strict=True):
            canvas.add_layer(layer)
        stage.there.shown.connect(partial(self._shown, 0))
        stage.here.shown.connect(partial(self._shown, 1))
        model.changed.connect(self._follow)
        context.settings.changed.connect(lambda _settings: self._draw())

    @property
    def known(self) -> bool:
        """Whether the match of the take on show is known."""
        return self._bodies is not None

    def _follow(self) -> None:
        """Another take is on show, or none."""
        result, reference = self._model.result, self._model.reference
        if result is self._of:
            return
        self._of, self._bodies = result, None
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._draw()
        if result is not None and reference is not None and result.alignment:
            work = partial(_reckon, result, reference)
            job = self._context.jobs.start(
                self.tr("Comparing the take"), lambda *_: work(), failed=self._failed, quiet=True
            )
            job.returned.connect(partial(self._reckoned, job))
            self._job = job

    def _reckoned(self, job: Job, bodies: "tuple[_Body, _Body]") -> None:
        if job is self._job:
            self._job, self._bodies = None, bodies
            self._draw()

    def _failed(self, error: BaseException) -> None:
        """Without its landmarks a take is seen all the same."""
        if not isinstance(error, DancecoachError):
            self._context.notifier.error(error)

    def _draw(self) -> None:
        """Draw over the pictures that are there now."""
        for place, canvas in enumerate((self._stage.reference_canvas, self._stage.canvas)):
            if canvas.frame is not None:
                self._shown(place, canvas.frame)

    def _shown(self, place: int, frame: Frame) -> None:
        layer, canvas = self.layers[place], (self._stage.reference_canvas, self._stage.canvas)[place]
        layer.visible = self._bodies is not None and self._context.settings.current.overlay
        if self._bodies is not None:
            self._bodies[place].show(layer, frame)
        canvas.update()


def _reckon(result: TakeResult, reference: "Reference") -> tuple[_Body, _Body]:
    """Reference and learner with the match of every picture; in a job's thread.

    Raises:
        AnalysisFileError: the take's landmarks cannot be read.
        VideoError: its film cannot be read.
    """
    from dancecoach.coaching.dance.directions import TWINS
    from dancecoach.pipeline.practice.again import compare_again
    from dancecoach.report.beside.match import match_of

    again = compare_again(result, reference)
    there, here, aligned = reference.track, again.learner.track, again.comparison.aligned
    if aligned is None:
        nothing = np.full((max(len(there), len(here)), len(TWINS)), np.nan)
        return _Body(there, nothing), _Body(here, nothing)
    theirs = match_of(aligned, there.times.astype(np.float64), of_reference=True)
    mine = match_of(aligned, here.times.astype(np.float64))
    return _Body(there, theirs), _Body(here, mine[:, TWINS] if aligned.overlap.mirrored else mine)
