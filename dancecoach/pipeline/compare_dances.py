"""A learner's clip beside a reference's: both analysed, laid on one another by sound and movement, compared."""

from pathlib import Path

import attrs
import numpy as np

from dancecoach.audio.offset import SoundOffset, sound_offset
from dancecoach.audio.onsets import Floats, onsets
from dancecoach.coaching.dance.comparison import Comparison, compare
from dancecoach.coaching.dance.phrases import Counts
from dancecoach.errors import VideoError
from dancecoach.i18n import _
from dancecoach.library.analyses.record import Analysis
from dancecoach.library.counts.store import CountsStore
from dancecoach.pipeline.analyze import FROM_FILE, AnalyzeOptions, analyze
from dancecoach.pipeline.count_music import counts_to_dance_by
from dancecoach.progress import CancelToken, ProgressCallback, ignore_progress
from dancecoach.video.file import VideoFile
from dancecoach.video.sound import SoundTrack
from dancecoach.video.sound_format import RATE

LONGEST_SOUND_S = 900.0
"""Of longer clips the first quarter of an hour is listened to: 15 MB of onsets."""

_SAME_S = 0.25
"""Sound and movement that differ by less say the same."""


@attrs.frozen(eq=False)
class DanceComparison:
    """Two clips and what came of comparing them.

    Attributes:
        reference: analysis of the reference.
        learner: of the learner.
        comparison: what came of it, its warnings those of both clips too.
        sound: how the sounds lie on one another; None without two sounds.
        counts: of the reference's music; None where there are none.
    """

    reference: Analysis
    learner: Analysis
    comparison: Comparison
    sound: SoundOffset | None
    counts: Counts | None = None


def compare_clips(
    reference: Path,
    learner: Path,
    options: AnalyzeOptions | None = None,
    *,
    kept: CountsStore | None = None,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> DanceComparison:
    """Compare two clips, or files of landmarks.

    Args:
        reference: whose dance it is.
        learner: who dances it.
        options: how clips are analysed, as dances in any case; None takes the defaults.
        kept: where counts are kept, so that moments are told by counts where the reference's music has a beat; None
            tells them by seconds.
        progress: told after each frame, with the clip that it is about.
        cancel: asks to stop; heard within a second.

    Raises:
        Cancelled: the token was set.
        InputError: one of them cannot be used; its subject says which.
        EngineError: the pose engine is not there.
        ModelError: a network is missing or corrupt.
    """
    options = attrs.evolve(options or AnalyzeOptions(), activity="dance")
    theirs = analyze(reference, options, progress=_named(progress, _("reference")), cancel=cancel)
    mine = analyze(learner, options, progress=_named(progress, _("learner")), cancel=cancel)
    counts = None
    if kept is not None and theirs.engine != FROM_FILE:
        counts = counts_to_dance_by(Path(reference), theirs.sha256, kept, cancel=cancel)
    return compare_analyses(theirs, mine, counts=counts)


def _named(progress: ProgressCallback, clip: str) -> ProgressCallback:
    """Progress that says which of the two clips it is about."""
    return lambda now: progress(attrs.evolve(now, stage=f"{clip}: {now.stage}"))


def compare_analyses(reference: Analysis, learner: Analysis, *, counts: Counts | None = None) -> DanceComparison:
    """Compare two clips that have been analysed; their sounds are read anew.

    Where the sounds agree beyond doubt they tell the offset; where they may, movement must say the same.
    """
    heard = _onsets_of(reference), _onsets_of(learner)
    sound = None if heard[0] is None or heard[1] is None else sound_offset(heard[0], heard[1])
    offset = sound.offset_s if sound is not None and sound.is_certain else None
    found = compare(reference.track, learner.track, offset_s=offset, counts=counts)
    if offset is None and sound is not None and sound.is_likely and _says_the_same(found, sound):
        found = compare(reference.track, learner.track, offset_s=sound.offset_s, counts=counts)
    said = (*_about_sound(reference, learner, heard, found), *_about_clips(reference, learner))
    return DanceComparison(reference, learner, attrs.evolve(found, warnings=(*found.warnings, *said)), sound, counts)


def _says_the_same(found: Comparison, sound: SoundOffset) -> bool:
    overlap = found.overlap
    return overlap is not None and overlap.tempo == 1.0 and abs(overlap.offset_s - sound.offset_s) <= _SAME_S


def _onsets_of(analysis: Analysis) -> Floats | None:
    return None if analysis.engine == FROM_FILE else onsets_of(Path(analysis.clip.path))


def onsets_of(path: Path) -> Floats | None:
    """The onsets of a clip from its first picture on; None without sound."""
    try:
        with VideoFile(path) as video:
            if not video.has_audio:
                return None
            end = min(LONGEST_SOUND_S, video.info.duration_s)
            pieces = [p.mean(axis=1) for p in SoundTrack(path, video.start_s).stretched(0.0, end, 1.0)]
    except VideoError:
        return None  # it was there a moment ago for the pictures: without its sound movement still tells
    return onsets(np.concatenate(pieces), RATE) if pieces else None


def _about_sound(
    reference: Analysis, learner: Analysis, heard: tuple[Floats | None, Floats | None], found: Comparison
) -> list[str]:
    """Why the music did not tell the offset, where one would expect it to."""
    if found.by_sound or found.overlap is None or FROM_FILE in (reference.engine, learner.engine):
        return []
    silent = [onset is None or not onset.any() for onset in heard]
    if all(silent):
        return []
    if any(silent):
        which = _("the reference") if silent[0] else _("the learner")
        return [_("The clip of {clip} has no sound, so they are aligned by the movement alone.").format(clip=which)]
    return [_("No music was found that both clips carry, so they are aligned by the movement alone.")]


def _about_clips(reference: Analysis, learner: Analysis) -> list[str]:
    """What is wrong with the clips themselves, told apart; nothing of skills, of which a dance has none."""
    return [
        said.format(sentence)
        for analysis, said in ((reference, _("Reference: {}")), (learner, _("Learner: {}")))
        for sentence in analysis.warnings
        if sentence not in analysis.recognition_warnings
    ]
