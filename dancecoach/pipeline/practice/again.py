"""A kept take beside its reference once more, from the stored landmarks: for pages, tables and videos of it."""

from pathlib import Path

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.coaching.dance.comparison import Comparison, compare
from dancecoach.errors import AnalysisFileError, InputError
from dancecoach.i18n import _
from dancecoach.library.analyses.record import Analysis
from dancecoach.pipeline.practice.judging import analysis_of, moved
from dancecoach.pipeline.practice.reference import Reference
from dancecoach.pipeline.practice.result import Laid, TakeResult
from dancecoach.pipeline.practice.takes import LANDMARKS
from dancecoach.pose.formats.npz import load_npz
from dancecoach.pose.track import Floats, PoseTrack
from dancecoach.video.file import VideoFile

_NEAR_S = 0.15
_SAME = 1.0
"""Marks; two scores that differ by less are the same to a person."""


@attrs.frozen(eq=False)
class Again:
    """A take beside its reference.

    Attributes:
        comparison: what came of it, with all moments; its warnings are those of the day it was danced.
        learner: the take as a clip that was analysed, with a pose for every picture of its film.
        film: where the film lies; None where there is none.
    """

    comparison: Comparison
    learner: Analysis
    film: Path | None


def compare_again(result: TakeResult, reference: Reference) -> Again:
    """Compare a take once more, laid onto the reference as it was when it was judged.

    Where today's measure comes to another score than that of the day it was danced, a warning says so.

    Raises:
        AnalysisFileError: its landmarks are missing or damaged.
        VideoError: its film cannot be read.
    """
    take = result.take
    path = take.folder / LANDMARKS
    try:
        track = load_npz(path)
    except (InputError, OSError) as error:
        raise AnalysisFileError(
            _("cannot be read, so the take cannot be compared again"), subject=path, remedy=_("dance it once more")
        ) from error
    found = _compared(track, result.laid, reference)
    said = list(result.warnings)
    then, now = result.score, found.score.total
    if then is not None and now is not None and abs(then - now) >= _SAME:
        said.append(
            _("When it was danced this take scored {then:.0f}; by today's measure it is {now:.0f}.").format(
                then=then, now=now
            )
        )
    film = take.film if take.film.is_file() else None
    learner = analysis_of(take, track if film is None else _on_film(track, film), reference)
    return Again(attrs.evolve(found, warnings=tuple(said)), learner, film)


def _compared(track: PoseTrack, laid: Laid | None, reference: Reference) -> Comparison:
    """As it was compared on the day: from its first moment on, laid onto the reference in the same way."""
    if laid is None or not len(track):
        return compare(reference.track, track, counts=reference.counts)
    first = float(track.times[0])
    begun = attrs.evolve(track, times=track.times - first)
    offset = laid.offset_s + first * laid.tempo
    found = compare(reference.track, begun, offset_s=offset, tempo=laid.tempo, counts=reference.counts)
    return attrs.evolve(moved(found, first), by_sound=laid.by_sound)


def _on_film(track: PoseTrack, film: Path) -> PoseTrack:
    """A pose for every picture of the film: the engine did not look at each, and at none of the count-in.

    Raises:
        VideoError: the film cannot be read.
    """
    with VideoFile(film, cache_bytes=0) as video:
        times = np.asarray(video.times, np.float64)
    seen = np.flatnonzero(track.found)
    if not len(seen):
        return _nobody(track, times)
    known = track.times[seen]
    after = np.searchsorted(known, times).clip(0, len(seen) - 1)
    before = np.maximum(0, np.where(known[after] > times, after - 1, after))
    gap = known[after] - known[before]
    near = (times >= known[0] - _NEAR_S) & (times <= known[-1] + _NEAR_S) & (gap <= 2 * _NEAR_S)
    share = np.where(gap > 0, (times - known[before]) / np.where(gap > 0, gap, 1.0), 0.0).clip(0.0, 1.0)[:, None, None]

    def between(values: Floats) -> Floats:
        a, b = values[seen[before]], values[seen[after]]
        return np.asarray(a + (b - a) * share, np.float32)

    return attrs.evolve(
        track,
        times=times,
        landmarks=np.where(near[:, None, None], between(track.landmarks), np.float32(np.nan)),
        visibility=np.where(
            near[:, None], np.minimum(track.visibility[seen[before]], track.visibility[seen[after]]), 0
        ),
        world=None,
        found=near,
        people=None,
    )


def _nobody(track: PoseTrack, times: NDArray[np.float64]) -> PoseTrack:
    return PoseTrack.from_poses(
        times, [None] * len(times), frame_size=track.frame_size, skeleton=track.skeleton, source=track.source
    )
