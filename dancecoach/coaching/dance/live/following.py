"""A learner beside a reference while dancing: where they are in it, limb by limb, early or late, and one short cue.

Where the app plays the reference's music it knows which moment is heard now; else the movement alone is followed. No
frame costs more than a millisecond or two, and nothing is looked at that has not happened yet.
"""

import math
from bisect import bisect_right

import attrs
import numpy as np

from dancecoach.coaching.dance.comparison import Comparison, compare
from dancecoach.coaching.dance.directions import TWINS, WEIGHTS, Directions
from dancecoach.coaching.dance.live.cue import CueChooser, LiveCue
from dancecoach.coaching.dance.live.frame import Instant, InstantReader
from dancecoach.coaching.dance.live.lag import MOST_S, MOST_UNTIMED_S, LagBank
from dancecoach.coaching.dance.live.place import PlaceFinder
from dancecoach.coaching.dance.live.score import RunningScore, Spread
from dancecoach.coaching.dance.live.view import ViewFinder
from dancecoach.coaching.dance.phrases import Counts, Phrase, phrases_of
from dancecoach.coaching.dance.scoring import UNBLAMED
from dancecoach.coaching.dance.sight import degrees_seen
from dancecoach.i18n import _
from dancecoach.motion.grid import LONGEST_GAP_S
from dancecoach.motion.points import Floats
from dancecoach.pose.estimator import BodyPose
from dancecoach.pose.skeleton import Skeleton
from dancecoach.pose.track import PoseTrack

_GAP_S = 0.5
"""A camera that stops longer than this has lost the thread; what is known of lateness is forgotten."""

_RED_DEG = 45.0
"""Degrees from which a limb does not match at all."""

_ELSEWHERE_DEG = 20.0
_CALM_S = 0.15
_TREMBLES_S = 0.5
_ALIKE = 0.65
"""Mean match of the limbs below which nobody is early or late, but dances something else: in real clips who dances the
same matches at 0.75 to 0.9, and at 0.5 where they part."""

_LEAPT_S, _ROUNDS = 0.25, 4
"""The music's moments tremble by less than this about an even line."""

_GAPPY = 0.1
"""Share of a take without pictures that is told."""

_HEARD = 0.5
"""Share of frames to a known music from which the finished take is laid on it."""


@attrs.frozen(eq=False)
class LiveMoment:
    """What is known of one frame.

    Attributes:
        time_s: its presentation time.
        reference_s: the reference's moment that the learner dances; None where it is not known.
        late_s: how late the learner is, smoothed, negative early; None where the movement does not tell.
        match: (L,) of `JOINTS` on the learner's own body: 1 right, 0 wholly off; NaN where not seen.
        cue: what is said now; None for nothing.
        phrase: where in the reference; None outside of it.
        phrase_score: 0 to 100 so far; None where too little is known.
        take_score: likewise of the whole take.
        mirrored: whether the learner dances the mirror image.
        seen: whether a person was seen.
    """

    time_s: float
    reference_s: float | None
    late_s: float | None
    match: Floats
    cue: LiveCue | None
    phrase: Phrase | None
    phrase_score: float | None
    take_score: float | None
    mirrored: bool
    seen: bool


class LiveComparison:
    """One take, from its first frame to its comparison. Belongs to one thread.

    Args:
        reference: whose dance it is.
        skeleton: of the learner's poses.
        frame_size: (width, height) of the learner's picture, pixels.
        has_world: whether the learner's poses come with metres.
        counts: of the reference's music, for the phrases; None for parts of equal length.
        timed: whether the moments that are heard are known well enough to call somebody early or late throughout; else
            both the score so far and the finished take are judged as if the learner were late as often as early.
    """

    def __init__(
        self,
        reference: PoseTrack,
        skeleton: Skeleton,
        frame_size: tuple[int, int],
        *,
        has_world: bool = True,
        counts: Counts | None = None,
        timed: bool = True,
    ) -> None:
        self._timed = timed
        flat = reference.world is None or not has_world
        self._track, self._counts = reference, counts
        self._skeleton, self._size = skeleton, frame_size
        self._reference = Directions.of(reference, flat=flat)
        self._read = InstantReader(skeleton, frame_size, flat=flat)
        self._place, self._view = PlaceFinder(self._reference), ViewFinder(flat=flat)
        self._bank, self._cues = LagBank(MOST_S if timed else MOST_UNTIMED_S), CueChooser(flat=flat)
        self._phrases = self._all_phrases()
        self._spread = Spread.of(self._reference)
        self._take = self._new_score()
        self._phrase: Phrase | None = None
        self._phrase_score = self._new_score()
        self._calm: Floats = np.full(len(WEIGHTS), np.nan)
        self._last_s: float | None = None
        self._last_heard: float | None = None
        self._times: list[float] = []
        self._heard: list[float] = []
        self._poses: list[BodyPose | None] = []

    def push(self, time_s: float, pose: BodyPose | None, heard_s: float | None = None) -> LiveMoment:
        """Take a frame.

        Args:
            time_s: presentation time, later than that of the frame before; one that is not is not looked at.
            pose: of the learner; None where nobody is seen.
            heard_s: the reference's moment that is heard now; None without its music.
        """
        if self._last_s is not None and time_s <= self._last_s:
            return self._moment(self._last_s, None, seen=pose is not None)
        passed = 0.0 if self._last_s is None else time_s - self._last_s
        self._keep(time_s, pose, heard_s)
        if passed > _GAP_S:
            self._bank.reset()
        here = self._read.read(pose)
        clock, tempo = self._clock(here, heard_s, passed)
        if clock is None:
            return self._moment(time_s, None, seen=bool(here.seen.any()))
        return self._beside(time_s, here, clock, tempo, passed)

    def leave_out_after(self, time_s: float) -> int:
        """Nothing was danced any more after a moment: `finish` and `track` leave out what was pushed since.

        Returns:
            How many frames are left out.
        """
        kept, all_of_them = bisect_right(self._times, time_s), len(self._times)
        for of_frames in (self._times, self._heard, self._poses):
            del of_frames[kept:]
        return all_of_them - kept

    def finish(self, part: Phrase | None = None) -> Comparison:
        """The comparison of the whole take, the same as of its film; ``part`` of the reference was to be danced."""
        track = self.track()
        heard = np.array(self._heard)
        known = np.isfinite(heard)
        if known.sum() < max(2, _HEARD * len(heard)):
            return compare(self._track, track, counts=self._counts, part=part)
        tempo, offset = _line(track.times[known], heard[known])
        found = compare(self._track, track, offset_s=offset, tempo=tempo, counts=self._counts, part=part)
        found = found if self._timed else self._centred(found, track, part)
        return attrs.evolve(found, warnings=(*self._about_gaps(track.times), *found.warnings))

    def _about_gaps(self, times: Floats) -> tuple[str, ...]:
        """What is to be said where too few pictures came to be looked at."""
        gaps = np.diff(times)
        share = float(gaps[gaps > LONGEST_GAP_S].sum() / max(1e-9, times[-1] - times[0]))
        if share < _GAPPY:
            return ()
        said = _(
            "For {percent:.0%} of the time no picture was looked at: the computer was too slow. Close other programs."
        )
        return (said.format(percent=share),)

    def _centred(self, found: Comparison, track: PoseTrack, part: Phrase | None) -> Comparison:
        """The same with the music moved to where the learner is late as often as early."""
        aligned = found.aligned
        if aligned is None or not found.by_sound or not aligned.sure.any():
            return found
        overlap = aligned.overlap
        offset = overlap.offset_s - _middle(aligned.late_s, aligned.sure) * overlap.tempo
        again = compare(self._track, track, offset_s=offset, tempo=overlap.tempo, counts=self._counts, part=part)
        said = _("The delay of camera and sound is not measured: early and late are told from your own middle.")
        return attrs.evolve(again, warnings=(*again.warnings, said))

    def track(self) -> PoseTrack:
        """What was pushed, its times beginning with 0."""
        times = np.array(self._times)
        return PoseTrack.from_poses(
            times - times[0] if len(times) else times,
            self._poses,
            frame_size=self._size,
            skeleton=self._skeleton,
            source="live",
        )

    def _keep(self, time_s: float, pose: BodyPose | None, heard_s: float | None) -> None:
        self._last_s = time_s
        self._times.append(time_s)
        self._poses.append(pose)
        self._heard.append(math.nan if heard_s is None else heard_s)

    def _clock(self, here: Instant, heard_s: float | None, passed_s: float) -> tuple[float | None, float]:
        """The reference's moment if the learner were punctual, and its tempo."""
        if heard_s is None:
            self._last_heard = None
            self._place.push(here, passed_s)
            return self._place.clock_s, self._place.tempo
        before, self._last_heard = self._last_heard, heard_s
        tempo = (heard_s - before) / passed_s if before is not None and passed_s > 0 else 1.0
        if not 0.2 <= tempo <= 5.0:
            tempo = 1.0  # the music leapt, back to the beginning of a loop perhaps
            self._bank.reset()
        return heard_s, tempo

    def _beside(self, time_s: float, here: Instant, clock: float, tempo: float, passed_s: float) -> LiveMoment:
        around = self._reference.at(clock - self._bank.lags * tempo)
        if self._last_heard is not None:
            self._look(here, around, passed_s)
            turn, mirrored = self._view.turn, self._view.mirrored
        else:
            turn, mirrored = self._place.turn, self._place.mirrored
        seen = (here.mirrored() if mirrored else here).turned(turn)
        self._bank.push(seen, around, passed_s)
        matched = clock - self._bank.late_s * tempo
        beside = self._reference.at(np.array([matched]))
        there = Instant(beside.unit[0], beside.seen[0])
        cue = self._cues.push(seen, there, (turn, mirrored), passed_s)
        self._match(seen, there, turn, passed_s)
        self._score(seen, there, (matched, turn), passed_s)
        return self._moment(time_s, matched, seen=bool(here.seen.any()), cue=cue, mirrored=mirrored)

    def _look(self, here: Instant, around: Directions, passed_s: float) -> None:
        """Find the view; marks given as if the camera stood elsewhere, or to the mirror image, are dropped."""
        turn, mirrored = self._view.turn, self._view.mirrored
        self._view.push(here, around, passed_s)
        if mirrored != self._view.mirrored or abs((self._view.turn - turn + 180) % 360 - 180) > _ELSEWHERE_DEG:
            self._take, self._phrase_score = self._new_score(), self._new_score()

    def _match(self, here: Instant, there: Instant, turn: float, passed_s: float) -> None:
        """Calm the degrees by which each limb is off; one that comes into sight begins anew."""
        off = degrees_seen(here.unit, there.unit, None if self._reference.flat else turn)
        both = here.seen & there.seen
        share = 1 - math.exp(-passed_s / _CALM_S)
        calm = np.where(np.isfinite(self._calm), self._calm + share * (off - self._calm), off)
        self._calm = np.where(both, calm, np.nan)

    def _score(self, here: Instant, there: Instant, place: tuple[float, float], passed_s: float) -> None:
        matched, turn = place
        phrase = next((p for p in self._phrases if p.start_s <= matched < p.end_s), None)
        if phrase != self._phrase and not self._hardly_left(matched):
            self._phrase, self._phrase_score = phrase, self._new_score()
        late = (self._bank.late_s, self._bank.sure)
        for score in (self._take, self._phrase_score):
            score.add(here, there, late, passed_s, None if self._reference.flat else turn)

    def _hardly_left(self, matched: float) -> bool:
        """Whether a moment lies so little before the phrase that it is the lateness that trembles."""
        return self._phrase is not None and 0 < self._phrase.start_s - matched < _TREMBLES_S

    def _moment(
        self, time_s: float, matched: float | None, *, seen: bool, cue: LiveCue | None = None, mirrored: bool = False
    ) -> LiveMoment:
        match = np.clip((_RED_DEG - self._calm) / (_RED_DEG - UNBLAMED), 0.0, 1.0)
        if matched is None or not seen:
            match = np.full(len(match), np.nan)
        marked = self._take.average, 0.0 if self._timed else self._take.late_s
        return LiveMoment(
            time_s=time_s,
            reference_s=matched,
            late_s=self._bank.late_s if self._tells_time(match) else None,
            match=match[TWINS] if mirrored else match,
            cue=cue,
            phrase=self._phrase,
            phrase_score=self._phrase_score.mark(*marked),
            take_score=self._take.mark(*marked),
            mirrored=mirrored,
            seen=seen,
        )

    def _tells_time(self, match: Floats) -> bool:
        """Whether the learner dances the same, so that it can be early or late."""
        seen = np.isfinite(match)
        return bool(self._bank.sure > 0 and seen.any() and match[seen].mean() >= _ALIKE)

    def _new_score(self) -> RunningScore:
        return RunningScore(self._spread)

    def _all_phrases(self) -> tuple[Phrase, ...]:
        times = self._track.times
        return phrases_of(float(times[0]), float(times[-1]), self._counts) if len(times) else ()


def _line(times: Floats, heard: Floats) -> tuple[float, float]:
    """(tempo, offset) of the music over the learner's time: least squares, but for where it stood or leapt."""
    tempo = float(np.median(np.diff(heard) / np.diff(times)))
    offset = float(np.median(heard - tempo * times))
    for _round in range(_ROUNDS):
        even = np.abs(heard - offset - tempo * times) < _LEAPT_S
        if even.sum() < _HEARD * len(times) or np.ptp(times[even]) < _GAP_S:
            break
        tempo, offset = (float(value) for value in np.polyfit(times[even], heard[even], 1))
    return tempo, offset


def _middle(values: Floats, weights: Floats) -> float:
    """The value below which half of the weight lies."""
    order = np.argsort(values)
    total = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(total, total[-1] / 2)])
