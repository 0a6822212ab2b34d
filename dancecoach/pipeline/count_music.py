"""The counts of a clip's music: kept ones, else beats and down-beat found in its sound."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dancecoach.audio.beats import FASTEST, SLOWEST, find_beats
from dancecoach.audio.downbeat import find_one
from dancecoach.audio.frames import LOW_RATE, Low, lowered
from dancecoach.audio.onsets import onsets
from dancecoach.coaching.dance.phrases import Counts
from dancecoach.coaching.dance.tapping import Tap, corrected, fits, sure_of_one, tapped_beat, tempo_of, weighed
from dancecoach.errors import OutputError, VideoError
from dancecoach.library.counts.counts_json import KeptCounts
from dancecoach.library.counts.store import CountsStore
from dancecoach.progress import CancelToken
from dancecoach.video.file import VideoFile
from dancecoach.video.sound import SoundTrack
from dancecoach.video.sound_format import RATE

LONGEST_S = 900.0
"""Of longer clips the first quarter of an hour is listened to."""

FIRST_IS_ONE = 0.3
"""Confidence that the first tap is the "1" where nobody has said which is."""

LEAST_BEAT = 0.2
"""Confidence below which a beat is no help: speech and noise have some, too."""


def counts_of_clip(
    clip: Path, sha256: str, store: CountsStore, *, cancel: CancelToken | None = None
) -> KeptCounts | None:
    """The counts of a clip: those that are kept, else found now (a second for a minute of music) and kept.

    Args:
        clip: the file.
        sha256: of its content.
        store: where counts are kept.
        cancel: stops it.

    Returns:
        None where the clip has no sound, or no beat in it.

    Raises:
        VideoError: the clip cannot be read.
        Cancelled: ``cancel`` was set.
    """
    kept = store.get(sha256)
    if kept is not None:
        return kept
    mono = music_of(clip, cancel=cancel)
    found = count(mono) if mono is not None else None
    if found is None:
        return None
    try:
        return store.put_found(sha256, found)
    except OutputError:
        return found  # found again the next time


def counts_to_dance_by(
    clip: Path, sha256: str, store: CountsStore, *, cancel: CancelToken | None = None
) -> Counts | None:
    """The counts of a clip where there is a beat that one could dance to, as `counts_of_clip` keeps them; else None.

    Raises:
        Cancelled: ``cancel`` was set.
    """
    try:
        kept = counts_of_clip(clip, sha256, store, cancel=cancel)
    except VideoError:
        return None  # its sound cannot be read: its movement is known all the same
    return to_dance_by(kept)


def to_dance_by(kept: KeptCounts | None) -> Counts | None:
    """The counts, where one could dance to them: a clear beat, or what a person said; else None."""
    if kept is None or not kept.counts.eights() or (kept.by == "music" and kept.beat_confidence < LEAST_BEAT):
        return None
    return kept.counts


def music_of(clip: Path, *, cancel: CancelToken | None = None) -> Low | None:
    """(n,) the sound of a clip from its first picture on, `LOW_RATE` samples a second; None where it has none.

    Raises:
        VideoError: the clip cannot be read.
        Cancelled: ``cancel`` was set.
    """
    with VideoFile(clip) as video:
        if not video.has_audio:
            return None
        start_s, end_s = video.start_s, min(LONGEST_S, float(video.info.duration_s))
    return lowered(_heard(SoundTrack(clip, start_s), end_s, cancel), RATE)


def _heard(track: SoundTrack, end_s: float, cancel: CancelToken | None) -> Iterator[NDArray[np.float32]]:
    for piece in track.stretched(0.0, end_s, 1.0):
        if cancel is not None:
            cancel.check()
        yield piece.mean(axis=1)


def count(mono: Low, *, near: float | None = None) -> KeptCounts | None:
    """Beats and down-beat of music.

    Args:
        mono: (n,) samples, `LOW_RATE` a second.
        near: tempo that is known already, such as a tapped one, beats per minute.

    Returns:
        None where nothing repeats.
    """
    beats = find_beats(onsets(mono, LOW_RATE), near=near)
    if beats is None:
        return None
    one = find_one(mono, LOW_RATE, beats.times_s)
    return KeptCounts(
        Counts(beats.times_s, one.first), "music", beats.tempo, beats.confidence, one.confidence * beats.confidence
    )


def count_tapped(mono: Low | None, kept: KeptCounts | None, taps: Sequence[Tap], end_s: float) -> KeptCounts | None:
    """The counts as a person taps them, on the beats of the music where there are any in the tapped tempo.

    Args:
        mono: the music, from `music_of`; None where it is not known.
        kept: what was found or corrected before.
        taps: in the order in which they were made.
        end_s: where the music ends.

    Returns:
        None where nothing was known and the taps are too few.
    """
    before = None if kept is None else kept.counts
    beat = tapped_beat(np.unique([tap.time_s for tap in taps]))
    if mono is not None and beat is not None and not fits(before, taps):
        tempo = 60.0 / beat
        found = count(mono, near=tempo) if SLOWEST < tempo < FASTEST else None
        if found is not None and fits(found.counts, taps):
            before = found.counts
    counts = corrected(before, taps, end_s)
    if counts is None:
        return None
    said, one = weighed(taps, before), sure_of_one(counts, taps)
    if one is None:
        one = kept.one_confidence if kept is not None and fits(kept.counts, taps) else FIRST_IS_ONE
    beat_sure = said.sure if said.tempo else 1.0 if kept is None else kept.beat_confidence
    return KeptCounts(counts, "person", tempo_of(counts), beat_sure, one)
