"""After a lap: its film is finished, it is compared, and all of it is kept."""

import logging

import attrs

from dancecoach.coaching.dance.comparison import Comparison
from dancecoach.errors import DancecoachError, InputError
from dancecoach.files import sha256_of
from dancecoach.i18n import _
from dancecoach.library.analyses.comparison_json import write_comparison_json
from dancecoach.library.analyses.record import Analysis
from dancecoach.library.news import News
from dancecoach.pipeline.practice.course import course_of
from dancecoach.pipeline.practice.drill import doubt_of
from dancecoach.pipeline.practice.recording import Filmed
from dancecoach.pipeline.practice.reference import Reference
from dancecoach.pipeline.practice.result import TakeResult, read_result
from dancecoach.pipeline.practice.run import Lap
from dancecoach.pipeline.practice.take_facts import Outcome
from dancecoach.pipeline.practice.takes import COMPARISON, LANDMARKS, Take, TakeStore
from dancecoach.pose.formats.npz import save_npz
from dancecoach.pose.track import PoseTrack
from dancecoach.video.frame import ClipInfo

LEAST_S = 1.0
"""What was danced for less than this is no take."""

_log = logging.getLogger(__name__)


def judge(
    store: TakeStore, take: Take, filmed: Filmed | None, lap: Lap | None, reference: Reference
) -> TakeResult | None:
    """Finish a take.

    Args:
        store: where it is kept.
        take: which.
        filmed: its film; None where it could not be filmed.
        lap: what was danced; None for nothing.
        reference: whose dance it was.

    Returns:
        What came of it; None where it was too short to be kept.

    Raises:
        OutputError: something cannot be written; what was written until then is kept.
    """
    said = _close(filmed)
    if lap is None or lap.seconds < LEAST_S:
        store.discard(take)
        return None
    later = 0.0 if filmed is None or filmed.first_s is None else lap.first_s - filmed.first_s
    found = moved(lap.comparison.finish(take.facts.part), later)
    found = attrs.evolve(found, warnings=(*found.warnings, *said))
    track = lap.comparison.track()
    track = attrs.evolve(track, times=track.times + later)
    return keep(store, take, found, track, reference)


def keep(store: TakeStore, take: Take, found: Comparison, track: PoseTrack, reference: Reference) -> TakeResult:
    """Keep what came of a take; the comparison last, since a take that has one counts as judged.

    Args:
        store: where it is kept.
        take: which.
        found: what came of it, in the time of its film.
        track: the learner, in the same time.
        reference: whose dance it was.

    Raises:
        OutputError: something cannot be written; what was written until then is kept.
    """
    take = attrs.evolve(take, facts=attrs.evolve(take.facts, course=course_of(found), outcome=outcome_of(found)))
    learner = analysis_of(take, track, reference)
    save_npz(track, take.folder / LANDMARKS)
    store.write(take)
    write_comparison_json(found, reference.analysis, learner, take.folder / COMPARISON)
    News(store.root.parent).tell(take.facts.sha256, person=take.facts.person)
    return read_result(attrs.evolve(take, score=found.score.total, judged=True))


def outcome_of(comparison: Comparison) -> Outcome:
    """What came of a take, in short."""
    score = comparison.score
    parts = ((line.phrase.start_s, line.phrase.end_s, line.score.total) for line in comparison.phrases)
    doubt = 0.0 if score.total is None else min(100.0, round(doubt_of(comparison), 1))
    return Outcome(
        score.total, score.coverage, doubt, tuple((line.joint, line.mark) for line in comparison.joints), tuple(parts)
    )


def moved(comparison: Comparison, later_s: float) -> Comparison:
    """The comparison of a learner whose clip begins earlier by some seconds."""
    aligned, overlap = comparison.aligned, comparison.overlap
    if overlap is not None:
        overlap = attrs.evolve(overlap, offset_s=overlap.offset_s - later_s * overlap.tempo)
    if aligned is not None:
        aligned = attrs.evolve(aligned, learner_s=aligned.learner_s + later_s)
    faults = tuple(
        attrs.evolve(fault, start_s=fault.start_s + later_s, end_s=fault.end_s + later_s) for fault in comparison.faults
    )
    late = tuple(attrs.evolve(one, start_s=one.start_s + later_s, end_s=one.end_s + later_s) for one in comparison.late)
    return attrs.evolve(comparison, aligned=aligned, overlap=overlap, faults=faults, late=late)


def _close(filmed: Filmed | None) -> tuple[str, ...]:
    """Finish a film; what is to be said of it."""
    if filmed is None:
        return (_("This take was not filmed."),)
    try:
        filmed.recording.close()
    except DancecoachError as error:
        _log.warning("the film of a take broke off: %s", error)
        return (str(error),)
    return ()


def analysis_of(take: Take, track: PoseTrack, reference: Reference) -> Analysis:
    """The take as a clip that was analysed."""
    times, (width, height) = track.times, track.frame_size
    length = float(times[-1] - times[0]) if len(times) else 0.0
    fps = (len(times) - 1) / length if length > 0 else 0.0
    info = ClipInfo(str(take.film), len(times), length, fps, True, width, height)
    try:
        sha256 = sha256_of(take.film)
    except InputError:
        sha256 = ""  # without its film the take is still a take
    given = reference.analysis
    return Analysis(info, sha256, track, given.engine, given.model, given.activity)
