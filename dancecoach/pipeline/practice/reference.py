"""What is practised: a clip that was analysed, its music, its counts, and the parts it can be practised in."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from pathlib import Path

import attrs
import numpy as np

import dancecoach.coaching.dance.live.following  # noqa: F401 - what the run needs is there before it begins
from dancecoach.coaching.dance.phrases import Counts, Phrase, phrases_of
from dancecoach.errors import InputError, VideoError
from dancecoach.i18n import _
from dancecoach.library.analyses.record import Analysis
from dancecoach.library.counts.store import CountsStore
from dancecoach.library.lesson.editing import LEAST_S, cues_at, step_at
from dancecoach.library.lesson.records import Lesson
from dancecoach.pipeline.analyze import FROM_FILE
from dancecoach.pipeline.count_music import counts_to_dance_by, to_dance_by
from dancecoach.pose.estimator import BodyPose
from dancecoach.pose.track import PoseTrack
from dancecoach.progress import CancelToken
from dancecoach.video.file import VideoFile
from dancecoach.video.sound import SoundTrack
from dancecoach.video.sound_format import CHANNELS, RATE, Samples
from dancecoach.video.sound_passage import Metronome, Track

LEAST_SEEN_S = 2.0
"""Somebody must be seen in the reference for so long, or there is nothing to compare with."""

FIRST_STEP = 1001
"""Number of a lesson's first step among the parts: those below are eights."""

#: A step that begins and ends within this share of an eight's length beside it is that eight with a name.
_SAME_STRETCH = 0.15
_NEAR_S = 0.1
_PIECE = RATE // 20


@attrs.frozen(eq=False)
class Reference:
    """Whom to dance like.

    Attributes:
        analysis: of the clip.
        counts: of its music; None where there are none.
        has_sound: whether there is music to dance to.
        start_s: the first picture's time on the clock of the sound, seconds.
        lesson: what an instructor says of it; None where nobody does.
        packs: networks for styles that came with the lesson, for this clip alone.
    """

    analysis: Analysis
    counts: Counts | None = None
    has_sound: bool = False
    start_s: float = 0.0
    lesson: Lesson | None = None
    packs: Sequence[Path] = ()

    @property
    def path(self) -> Path:
        """The clip."""
        return Path(self.analysis.clip.path)

    @property
    def name(self) -> str:
        """What people call it."""
        return self.path.stem

    @property
    def title(self) -> str:
        """What its lesson calls it, else what people do."""
        return self.name if self.lesson is None else self.lesson.title

    @property
    def track(self) -> PoseTrack:
        """How its dancer moves."""
        return self.analysis.track

    @property
    def is_film(self) -> bool:
        """Whether there are pictures, and not landmarks only."""
        return self.analysis.engine != FROM_FILE

    @property
    def begin_s(self) -> float:
        """The first moment of what is danced, seconds."""
        return self._span[0]

    @property
    def end_s(self) -> float:
        """The last moment of what is danced, seconds."""
        return self._span[1]

    @property
    def _span(self) -> tuple[float, float]:
        """That of the lesson, as far as the clip goes; else the clip's."""
        first, last = float(self.track.times[0]), float(self.track.times[-1])
        if self.lesson is not None:
            begin, end = max(first, self.lesson.begin_s), min(last, self.lesson.end_s)
            if end - begin >= min(LEAST_S, last - first):
                return begin, end
        return first, last

    @property
    def whole(self) -> Phrase | None:
        """All that is danced, where the lesson leaves something of the clip out; None where that is the clip."""
        begin, end = self._span
        if (begin, end) == (float(self.track.times[0]), float(self.track.times[-1])):
            return None
        return Phrase(begin, end, 0)

    @property
    def steps(self) -> tuple[Phrase, ...]:
        """The steps that the lesson names, as far as they are danced; they can be practised by themselves too."""
        steps = () if self.lesson is None else self.lesson.steps
        spans = ((max(self.begin_s, step.start_s), min(self.end_s, step.end_s), step.name) for step in steps)
        return tuple(
            Phrase(start, end, number, name)
            for number, (start, end, name) in enumerate(spans, FIRST_STEP)
            if end > start
        )

    def as_taught(self, part: Phrase) -> Phrase:
        """The lesson's step that is as good as a part of the dance, such as its eight; else the part itself."""
        near = _SAME_STRETCH * (part.end_s - part.start_s)
        alike = (
            step for step in self.steps if max(abs(step.start_s - part.start_s), abs(step.end_s - part.end_s)) <= near
        )
        return next(alike, part)

    def step_at(self, moment_s: float) -> str:
        """Name of the lesson's step that goes on at a moment; "" for none."""
        place = None if self.lesson is None else step_at(self.lesson, moment_s)
        return "" if self.lesson is None or place is None else self.lesson.steps[place].name

    def cue_at(self, moment_s: float) -> str:
        """What the lesson says at a moment; "" for nothing."""
        return "" if self.lesson is None else "\n".join(cue.text for cue in cues_at(self.lesson.cues, moment_s))

    @property
    def parts(self) -> tuple[Phrase, ...]:
        """What can be practised by itself: eights where the counts are known."""
        return phrases_of(self.begin_s, self.end_s, self.counts)

    def part(self, number: int) -> Phrase | None:
        """The step or part with a number; None for none."""
        return next((part for part in (*self.steps, *self.parts) if part.number == number), None)

    def part_at(self, moment_s: float) -> Phrase | None:
        """The part at a moment, else the first; a step of the lesson where it has steps. None where it is the whole."""
        parts = self.steps or self.parts
        here = (part for part in parts if part.start_s - 1e-6 <= moment_s < part.end_s)
        return next(here, parts[0]) if len(parts) > 1 else None

    def part_around(self, other: Phrase) -> Phrase | None:
        """The part with the middle of another in it, such as one of other counts; None where there is none."""
        middle = (other.start_s + other.end_s) / 2
        return next((part for part in self.parts if part.start_s <= middle < part.end_s), None)

    @property
    def metronome(self) -> Metronome:
        """The beats, for clicks and the count-in."""
        return Metronome() if self.counts is None else Metronome(self.counts.beats_s, self.counts.first_one)

    def frame_at(self, moment_s: float) -> int:
        """The frame on show at a moment."""
        return max(0, bisect_right(self.track.times, moment_s) - 1)

    def pose_at(self, moment_s: float) -> BodyPose | None:
        """The dancer at a moment; None where nobody was found, and before and after the clip."""
        at, track = self.frame_at(moment_s), self.track
        if not track.times[0] - _NEAR_S <= moment_s <= track.times[-1] + _NEAR_S:
            return None
        if not track.found[at]:
            return None
        return BodyPose(track.landmarks[at], track.visibility[at], None, 1.0)

    def open_music(self) -> Track:
        """Its sound; silence where there is none."""
        return SoundTrack(self.path, self.start_s) if self.has_sound else Silence()


class Silence:
    """The sound of a clip without sound: its time goes on all the same."""

    def stretched(self, begin_s: float, end_s: float, speed: float) -> Iterator[Samples]:
        """As much silence as the stretch takes at this speed."""
        left = round((end_s - begin_s) / speed * RATE)
        while left > 0:
            yield np.zeros((min(left, _PIECE), CHANNELS), np.float32)
            left -= _PIECE


def prepare(
    analysis: Analysis,
    kept: CountsStore,
    cancel: CancelToken | None = None,
    *,
    lesson: Lesson | None = None,
    packs: Sequence[Path] = (),
) -> Reference:
    """Make a reference of an analysed clip; listens to its sound, where its counts are not known yet.

    Args:
        analysis: of the clip.
        kept: where counts are kept.
        cancel: stops it.
        lesson: what an instructor says of it.
        packs: networks for styles that came with the lesson.

    Raises:
        InputError: it is shorter than `LEAST_SEEN_S`, or nobody is seen in it for so long.
        Cancelled: ``cancel`` was set.
    """
    track = analysis.track
    length = float(track.times[-1] - track.times[0]) if len(track) else 0.0
    if length < LEAST_SEEN_S:
        raise InputError(
            _("lasts {length:.2f} seconds, and at least {seconds:g} are needed to dance to it").format(
                length=length, seconds=LEAST_SEEN_S
            ),
            subject=Path(analysis.clip.path).name,
            remedy=_("choose a longer clip"),
        )
    if track.found_fraction * length < LEAST_SEEN_S:
        raise InputError(
            _("nobody is seen in it for {seconds:g} seconds").format(seconds=LEAST_SEEN_S),
            subject=Path(analysis.clip.path).name,
            remedy=_("choose a clip in which the whole body can be seen"),
        )
    has_sound, start_s = _sound_of(analysis)
    path = Path(analysis.clip.path)
    if has_sound:
        counts = counts_to_dance_by(path, analysis.sha256, kept, cancel=cancel)
    else:
        counts = to_dance_by(kept.get(analysis.sha256))  # what a person tapped
    return Reference(analysis, counts, has_sound, start_s, lesson, packs)


def _sound_of(analysis: Analysis) -> tuple[bool, float]:
    """Whether a clip has sound, and when its first picture is on the sound's clock."""
    if analysis.engine == FROM_FILE:
        return False, 0.0
    try:
        with VideoFile(Path(analysis.clip.path), cache_bytes=0) as video:
            return video.has_audio, video.start_s
    except VideoError:
        return False, 0.0  # it was analysed before, and may have gone since: its movement is known all the same
