"""Decides that an attempt happened: what the network that looks both ways says of the last seconds of a camera.

The live network names phases while they happen, and is often early and sometimes wrong. Whoever keeps a clip of every
attempt has a second to wait: by then the same stretch can be looked at by the network of Review, which knows how it
ended. A stretch counts where that network sees a whole skill, the landing has lasted for a moment, and the measures of
the skill are those of one. A hop is one where a person taught it: a dancer's step may leave the ground for a tenth of
a second only. Pure: no thread, no clock; times are those of the pictures.

Measured on drawn clips as the engine sees them, joined with a second's pause, a look every half second, a landing of
half a second: of the split "validation" (27 min with 164 flights of 0.25 s and more; certainty from 0.3) 97 % were
found and 0.6 % of what was caught was none; of the first 170 clips of the split "test" (96 flights) 99 % and 1.1 %;
told 0.8 s after the touch-down (95 %: 1.1 s), the time of a look not counted. Hops of less than 0.25 s, clips of kind
"cut" and skills where the engine followed something else count neither way. Missed were skills of series and pairs on
the hands, such as two cartwheels. `tests/benchmarks/test_attempts.py` draws a sequence of its own.

Of a folk step with hops of 0.1 to 0.2 s, taught from four real clips, the fifth is told by name (small network: 5 of
5; with every second picture left out 9 of 10); none of 24 looks at clips of four other skills has the name. In 2.8 min
of seven other dances no hop is told that is none, two without `_SURE_OF_A_HOP`, which was chosen on these clips.
"""

from collections.abc import Callable, Iterable, Sequence

import attrs
import numpy as np

from dancecoach.coaching.skills import Skill, measure_skills
from dancecoach.motion.phases import PhaseSegment
from dancecoach.pipeline.live.attempts.names import Name, as_measured
from dancecoach.pipeline.live.records import Kept
from dancecoach.pose.repair import repair
from dancecoach.pose.track import PoseTrack

#: How much of the past is looked at, s: a run-up, a series, a landing.
WINDOW_S = 10.0
#: A landing has to have lasted so long before an attempt counts as over, s.
SETTLED_S = 0.6
#: What is kept before the take-off and after the touch-down, s.
BEFORE_S, AFTER_S = 2.0, 1.0
#: Skills with less between them, s, are one attempt: a round-off with what follows it.
_ONE_ATTEMPT_S = 0.8
#: A skill that began before anything was known, s, has no take-off to show.
_KNOWN_BEFORE_S = 0.3
#: A skill is one from this certainty; chosen on drawn clips of the split "validation" (tests/benchmarks).
LEAST_CONFIDENCE = 0.4
#: What is shorter, s, is a hop: it counts only where it is so sure to be one that was taught.
_SHORTEST_S, _SURE_OF_A_HOP = 0.2, 0.65

Segment = Callable[[PoseTrack], Sequence[PhaseSegment]]


@attrs.frozen(eq=False)
class Attempt:
    """One attempt: a skill, or several without a pause between them.

    Attributes:
        skills: measured, in order; at least one. Moments are presentation times of the camera, s.
        from_s: where its clip begins.
        until_s: where its clip ends.
        peak_s: the moment to show as a picture: the middle of the longest flight.
    """

    skills: tuple[Skill, ...]
    from_s: float
    until_s: float
    peak_s: float

    @property
    def takeoff_s(self) -> float:
        """The first take-off."""
        return self.skills[0].takeoff_s

    @property
    def touchdown_s(self) -> float:
        """The last touch-down."""
        return self.skills[-1].touchdown_s

    @property
    def main(self) -> Skill:
        """The skill that it is named by: the longest in the air."""
        return max(self.skills, key=lambda skill: skill.flight_time_s or 0.0)


def track_of(pictures: Sequence[Kept]) -> PoseTrack | None:
    """The followed person through the pictures that the engine looked at; None where there is nothing to look at.

    It begins where this person began to be followed, and where the pictures and joints last changed.
    """
    looked = [p for p in pictures if p.note is not None and p.note.poses is not None and p.note.skeleton is not None]
    if not looked:
        return None
    last = looked[-1].note
    assert last is not None
    assert last.skeleton is not None
    same: list[Kept] = []
    person: int | None = None
    for picture in reversed(looked):
        note = picture.note
        assert note is not None
        later = bool(same) and picture.time_s >= same[-1].time_s  # of a camera that was opened before this one
        if later or picture.size != looked[-1].size or note.skeleton is not last.skeleton:
            break
        who = note.raw_poses[0].person if note.raw_poses else None
        if who is not None and person is not None and who != person:
            break
        person = person if who is None else who
        same.append(picture)
    same.reverse()
    notes = [picture.note for picture in same if picture.note is not None]
    return PoseTrack.from_poses(
        [picture.time_s for picture in same],
        [note.raw_poses[0] if note.raw_poses else None for note in notes],
        frame_size=looked[-1].size,
        skeleton=last.skeleton,
        source="live",
        people=[len(note.raw_poses) for note in notes],
    )


class AttemptFinder:
    """Tells each attempt once.

    Args:
        segment: cuts a repaired track into phases; `dancecoach.models.phases.PhaseSegmenter` in the program.
        name: gives skills the names that were taught; asked at each look that sees any.
        least_confidence: from 0 to 1, what a skill has to reach.
        settled_s: how long a landing has to have lasted.
    """

    def __init__(
        self,
        segment: Segment,
        name: Name = as_measured,
        *,
        least_confidence: float = LEAST_CONFIDENCE,
        settled_s: float = SETTLED_S,
    ) -> None:
        self._segment = segment
        self._name = name
        self._least = least_confidence
        self._settled_s = settled_s
        self._told_until_s = -np.inf

    def look(self, track: PoseTrack) -> tuple[Attempt, ...]:
        """The attempts that are over by the end of a track and have not been told before.

        Args:
            track: the last `WINDOW_S` seconds of the followed person, not repaired.

        Raises:
            ModelError: the network fails.
        """
        if len(track) < 2 or not track.found.any():
            return ()
        if track.times[-1] < self._told_until_s:  # the camera was opened anew: its times begin again
            self._told_until_s = -np.inf
        mended = repair(track).track
        segments = self._segment(mended)
        if not any(segment.phase == "skill" and segment.end_s > self._told_until_s for segment in segments):
            return ()
        sure = [skill for skill in measure_skills(mended, segments) if self._counts(skill, mended)]
        if not sure:
            return ()
        chains = _chains(skill for skill in self._name(mended, sure) if _is_one(skill))
        over = [chain for chain in chains if self._over(chain, segments, mended)]
        for chain in over:
            self._told_until_s = chain[-1].touchdown_s
        return tuple(_attempt(chain) for chain in over)

    def _counts(self, skill: Skill, track: PoseTrack) -> bool:
        whole = skill.takeoff_s > track.times[0] + _KNOWN_BEFORE_S and skill.touchdown_frame < len(track) - 1
        return whole and skill.confidence >= self._least and skill.takeoff_s > self._told_until_s

    def _over(self, chain: Sequence[Skill], segments: Sequence[PhaseSegment], track: PoseTrack) -> bool:
        """Whether the landing has lasted, and nothing goes on from it."""
        goes_on = segments[-1].phase in ("take-off", "skill") and len(chain) < 8
        touchdown_s = chain[-1].touchdown_s
        needed = _ONE_ATTEMPT_S if goes_on and segments[-1].start_s - touchdown_s < _ONE_ATTEMPT_S else 0.0
        return float(track.times[-1]) - touchdown_s >= self._settled_s + needed


def _is_one(skill: Skill) -> bool:
    """Whether it is more than a hop, or a hop that was taught."""
    return skill.touchdown_s - skill.takeoff_s >= _SHORTEST_S or skill.name_certainty >= _SURE_OF_A_HOP


def _chains(skills: Iterable[Skill]) -> list[list[Skill]]:
    chains: list[list[Skill]] = []
    for skill in skills:
        if chains and skill.takeoff_s - chains[-1][-1].touchdown_s < _ONE_ATTEMPT_S:
            chains[-1].append(skill)
        else:
            chains.append([skill])
    return chains


def _attempt(chain: Sequence[Skill]) -> Attempt:
    longest = max(chain, key=lambda skill: skill.touchdown_s - skill.takeoff_s)
    peak_s = (longest.takeoff_s + longest.touchdown_s) / 2
    return Attempt(tuple(chain), chain[0].takeoff_s - BEFORE_S, chain[-1].touchdown_s + AFTER_S, peak_s)
