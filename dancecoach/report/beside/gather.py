"""Gathers what stands on the page: from the comparison, both analyses and the clips' pictures."""

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import numpy as np

from dancecoach import i18n
from dancecoach.coaching.dance.comparison import Comparison, PhraseLine
from dancecoach.coaching.dance.cues import joint_title
from dancecoach.coaching.dance.lateness import Lateness
from dancecoach.coaching.dance.phrases import Phrase, clock_text, ordinal
from dancecoach.files import readable
from dancecoach.i18n import _
from dancecoach.pose.track import PoseTrack
from dancecoach.report.beside.compared import Compared
from dancecoach.report.beside.content import BesidePage, JointRow, Mark, Pair, PhraseRow
from dancecoach.report.beside.correction import Correction, correction_of
from dancecoach.report.beside.curves import late_plot, score_plot
from dancecoach.report.beside.moments import Moment, best_moments, worst_moments
from dancecoach.report.beside.pictures import Album
from dancecoach.report.page.plot import Plot

NONE = "–"

#: A step has no part in a phrase that shares no more than this with it, of the shorter of the two.
_HARDLY = 0.15


def gather_page(compared: Compared) -> BesidePage:
    """The page on a comparison.

    Raises:
        VideoError: a clip cannot be decoded (any more).
    """
    comparison, reference, learner = compared.comparison, compared.reference, compared.learner
    names = [Path(analysis.clip.path).name for analysis in (learner, reference)]
    told = i18n.language()
    return BesidePage(
        title=readable(compared.title or _("{} beside {}").format(*names)),
        score=_number(comparison.score.total),
        summary=_summary(comparison),
        marks=_marks(comparison),
        warnings=comparison.warnings,
        pairs=_pairs(comparison, reference.track, learner.track, compared.clips),
        plots=_plots(comparison),
        phrases=tuple(_phrase_row(line, compared) for line in comparison.phrases),
        joints=_joint_rows(comparison),
        language=told[0] if told else "en",
        made=compared.made,
    )


def _number(mark: float | None) -> str:
    return NONE if mark is None else f"{mark:.0f}"


def _summary(comparison: Comparison) -> str:
    overlap = comparison.overlap
    if overlap is None:
        return ""
    by = _("the music") if comparison.by_sound else _("the movement")
    said = _("{seconds:.0f} s together, aligned by {by}, {percent:.0%} of the body judged").format(
        seconds=overlap.length_s, by=by, percent=comparison.score.coverage
    )
    if abs(overlap.tempo - 1) > 0.01:
        said += _(", danced at {percent:.0%} of the tempo").format(percent=overlap.tempo)
    return said


def _marks(comparison: Comparison) -> tuple[Mark, ...]:
    score = comparison.score
    values = ((_("Shape"), score.shape), (_("Timing"), score.timing), (_("Size"), score.size), (_("Flow"), score.flow))
    return tuple(Mark(name, _number(value)) for name, value in values)


def _plots(comparison: Comparison) -> tuple[Plot, ...]:
    aligned = comparison.aligned
    if aligned is None or len(aligned) < 2:
        return ()
    phrases = [line.phrase for line in comparison.phrases]
    return score_plot(aligned, phrases), late_plot(aligned, phrases)


def _phrase_row(line: PhraseLine, compared: Compared) -> PhraseRow:
    phrase, comparison = line.phrase, compared.comparison
    pairs = zip(comparison.faults, comparison.cues, strict=True)
    late = zip(comparison.late, comparison.late_cues, strict=True)
    inside = (
        *(cue for one, cue in late if phrase == _begins_in(one, comparison)),
        *(cue for fault, cue in pairs if phrase.start_s <= fault.reference_start_s < phrase.end_s),
    )
    number = phrase.number
    name = _("{eight} eight").format(eight=ordinal(number)) if compared.counts else _("part {}").format(number)
    when = f"{clock_text(phrase.start_s)} – {clock_text(phrase.end_s)}"
    steps = " · ".join(step.name for step in compared.steps if _is_in(step, phrase))
    return PhraseRow(name[:1].upper() + name[1:], when, _number(line.score.total), inside, line.praise, steps)


def _is_in(step: Phrase, phrase: Phrase) -> bool:
    """Whether a step is danced in a phrase, and not only its last beat or first."""
    common = min(step.end_s, phrase.end_s) - max(step.start_s, phrase.start_s)
    return common > _HARDLY * min(step.end_s - step.start_s, phrase.end_s - phrase.start_s)


def _begins_in(late: Lateness, comparison: Comparison) -> Phrase | None:
    """The first phrase that a late or early stretch touches."""
    phrases = (line.phrase for line in comparison.phrases)
    return next((phrase for phrase in phrases if late.touches(phrase.start_s, phrase.end_s)), None)


def _joint_rows(comparison: Comparison) -> tuple[JointRow, ...]:
    rows = []
    for line in sorted(comparison.joints, key=lambda joint: -joint.share):
        title = joint_title(line.joint)
        difference = _("not seen") if line.difference is None else f"{line.difference:.0f}°"
        share = NONE if line.difference is None else f"{line.share:.0%}"
        rows.append(JointRow(title[:1].upper() + title[1:], difference, share, line.share, _number(line.mark)))
    return tuple(rows)


def _pairs(
    comparison: Comparison, reference: PoseTrack, learner: PoseTrack, clips: tuple[Path | None, Path | None]
) -> tuple[Pair, ...]:
    aligned = comparison.aligned
    if aligned is None:
        return ()
    moments = [*worst_moments(comparison), *best_moments(comparison)]
    theirs = [_frame(reference, float(aligned.reference_s[m.index])) for m in moments]
    mine = [_frame(learner, float(aligned.learner_s[m.index])) for m in moments]
    with ExitStack() as stack:
        albums = [
            stack.enter_context(Album(track, clip)) for track, clip in zip((reference, learner), clips, strict=True)
        ]
        return tuple(
            Pair(
                title=moment.cue,
                reference=albums[0].picture(there, _("Reference")),
                learner=albums[1].picture(here, _("You"), _corrections(comparison, moment, learner, here)),
                is_good=not moment.cue,
            )
            for moment, there, here in zip(moments, theirs, mine, strict=True)
        )


def _corrections(comparison: Comparison, moment: Moment, track: PoseTrack, frame: int) -> Sequence[Correction]:
    aligned = comparison.aligned
    if aligned is None:
        return ()
    found = (correction_of(aligned, moment.index, fault, track, frame) for fault in moment.faults[:1])
    return [correction for correction in found if correction is not None]


def _frame(track: PoseTrack, time_s: float) -> int:
    """The frame nearest to a moment, of those in which the person was found."""
    away = np.where(track.found, np.abs(track.times - time_s), np.inf)
    return int(away.argmin())
