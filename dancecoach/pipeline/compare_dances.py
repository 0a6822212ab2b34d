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
from dancecoach.library.analysis import Analysis
from dancecoach.pipeline.analyze import FROM_FILE, AnalyzeOptions, analyze
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
    """

    reference: Analysis
    learner: Analysis
    comparison: Comparison
    sound: SoundOffset | None


def compare_clips(
    reference: Path,
    learner: Path,
    options: AnalyzeOptions | None = None,
    *,
    counts: Counts | None = None,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> DanceComparison:
    """Compare two clips, or files of landmarks.

    Raises:
        Cancelled: the token was set.
        InputError: one of them cannot be used; its subject says which.
        EngineError: the pose engine is not there.
        ModelError: a network is missing or corrupt.
    """
    theirs = analyze(reference, options, progress=progress, cancel=cancel)
    mine = analyze(learner, options, progress=progress, cancel=cancel)
    return compare_analyses(theirs, mine, counts=counts)


def compare_analyses(reference: Analysis, learner: Analysis, *, counts: Counts | None = None) -> DanceComparison:
    """Compare two clips that have been analysed; their sounds are read anew.

    Where the sounds agree beyond doubt they tell the offset; where they may, movement must say the same.
    """
    sound = _sound_offset(reference, learner)
    offset = sound.offset_s if sound is not None and sound.is_certain else None
    found = compare(reference.track, learner.track, offset_s=offset, counts=counts)
    if offset is None and sound is not None and sound.is_likely and _says_the_same(found, sound):
        found = compare(reference.track, learner.track, offset_s=sound.offset_s, counts=counts)
    return DanceComparison(reference, learner, _with_warnings(found, reference, learner), sound)


def _says_the_same(found: Comparison, sound: SoundOffset) -> bool:
    overlap = found.overlap
    return overlap is not None and overlap.tempo == 1.0 and abs(overlap.offset_s - sound.offset_s) <= _SAME_S


def _sound_offset(reference: Analysis, learner: Analysis) -> SoundOffset | None:
    heard = []
    for analysis in (reference, learner):
        sound = _onsets_of(analysis)
        if sound is None:
            return None
        heard.append(sound)
    return sound_offset(heard[0], heard[1])


def _onsets_of(analysis: Analysis) -> Floats | None:
    """The onsets of a clip from its first picture on; None without sound."""
    path = Path(analysis.clip.path)
    if analysis.engine == FROM_FILE:
        return None
    try:
        with VideoFile(path) as video:
            if not video.has_audio:
                return None
            end = min(LONGEST_SOUND_S, float(analysis.clip.duration_s))
            pieces = [p.mean(axis=1) for p in SoundTrack(path, video.start_s).stretched(0.0, end, 1.0)]
    except VideoError:
        return None  # it was there a moment ago for the pictures: without its sound movement still tells
    return onsets(np.concatenate(pieces), RATE) if pieces else None


def _with_warnings(found: Comparison, reference: Analysis, learner: Analysis) -> Comparison:
    """With what is wrong with the clips themselves, told apart."""
    said = [_("Reference: {}").format(sentence) for sentence in reference.warnings]
    said += [_("Learner: {}").format(sentence) for sentence in learner.warnings]
    return attrs.evolve(found, warnings=(*found.warnings, *said))
