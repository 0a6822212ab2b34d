"""The reference beside the learner's film as a video: as both were danced to the music, limbs by match, with the music.

The reference sets the pace; it goes as fast as it was danced, so that its music can be heard with it.
"""

import shutil
import tempfile
from pathlib import Path

import attrs
import numpy as np

from dancecoach.coaching.dance.aligned import Aligned
from dancecoach.errors import OutputError
from dancecoach.files import atomic_path
from dancecoach.library.analyses.record import Analysis
from dancecoach.motion.points import Floats
from dancecoach.progress import CancelToken, ProgressCallback, ignore_progress
from dancecoach.report.beside.match import MatchPainter
from dancecoach.report.beside.music import add_music
from dancecoach.report.overlay import DualView, OtherClip, write_overlay
from dancecoach.report.plan import FASTEST, SLOWEST, Span

_AS_IT_WAS = 0.02
"""A tempo this near to the music's own is the music's own: what movement tells is no more exact."""


@attrs.frozen(eq=False)
class Side:
    """One of the two.

    Attributes:
        analysis: of the clip.
        clip: where the video lies.
    """

    analysis: Analysis
    clip: Path


def write_beside_video(
    reference: Side,
    learner: Side,
    aligned: Aligned,
    path: Path,
    *,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> None:
    """Write the video of what was danced, whole or not at all.

    Args:
        reference: on the left.
        learner: on the right, at the moment of the music that was heard then.
        aligned: learner beside reference.
        path: file to write, ``.mp4``.
        progress: told after each frame.
        cancel: asks to stop; heard between two frames.

    Raises:
        Cancelled: the token was set.
        VideoError: a clip cannot be decoded (any more).
        OutputError: the file cannot be written.
    """
    theirs, mine = reference.analysis.track, learner.analysis.track
    span = _span(theirs.times.astype(np.float64), aligned)
    heard = aligned.overlap.reference(mine.times.astype(np.float64))
    painter = MatchPainter(theirs, aligned, of_reference=True)
    other = OtherClip(learner.clip, MatchPainter(mine, aligned), times=tuple(heard.tolist()))
    try:
        with atomic_path(path) as whole, tempfile.TemporaryDirectory(dir=path.parent, prefix=".overlay.") as folder:
            silent = Path(folder) / "silent.mp4"
            write_overlay(
                reference.clip, theirs, silent, painter=painter, span=span,
                dual=DualView("beside", other), progress=progress, cancel=cancel,
            )  # fmt: skip
            first, last = (float(theirs.times[frame]) for frame in (span.first, span.last))
            if not add_music(silent, reference.clip, (first, last), span.speed, whole):
                shutil.move(silent, whole)
    except OutputError as error:
        # The writers know temporary names only; the person is told the one that was wanted.
        raise OutputError(error.problem, subject=path, remedy=error.remedy) from error


def _span(times: Floats, aligned: Aligned) -> Span:
    """The frames of the reference that were danced, as fast as they were."""
    first, last = (int(np.abs(times - moment).argmin()) for moment in aligned.reference_s[[0, -1]].tolist())
    tempo = aligned.overlap.tempo
    speed = 1.0 if abs(tempo - 1) < _AS_IT_WAS else min(max(tempo, SLOWEST), FASTEST)
    return Span(first, max(first, last), speed)
