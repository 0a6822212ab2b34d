"""Which moment of one clip belongs to which of another: two attempts at a skill, seen at the same time.

Moments are presentation times of the two files. Between them stands how much slower each file plays than life, so that
a clip at 240 frames a second that plays at 30 goes through the other one eight times as fast.
"""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Literal

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.coaching.skill import Skill
from dancecoach.motion.phases import PhaseSegment
from dancecoach.pose.track import PoseTrack

How = Literal["take-off", "phases", "hand"]
"""By the take-off alone, at the real speed of both; by every boundary of the skill; by two frames a person chose."""

MomentName = Literal["preparation", "take-off", "peak", "touch-down", "landed"]
"""The start of the arm swing or knee bend; the last contact; the middle of the flight; the first contact after it;
the end of the landing."""

MOMENTS: tuple[MomentName, ...] = ("preparation", "take-off", "peak", "touch-down", "landed")

_LEAST_S = 1e-3
"""Seconds of life that two moments must lie apart to be two."""


@attrs.frozen(eq=False)
class Attempt:
    """One of two clips that are compared.

    Attributes:
        track: the followed person, in the file's times.
        phases: what holds now: as corrected, where a person did.
        skills: measured in these phases.
        slowed: seconds of the file that one real second became.
    """

    track: PoseTrack
    phases: Sequence[PhaseSegment] = ()
    skills: Sequence[Skill] = ()
    slowed: float = 1.0

    def skill_near(self, time_s: float | None = None) -> Skill | None:
        """The skill at a moment, or the one whose take-off is nearest; the first without a moment; None without any."""
        if time_s is None or not self.skills:
            return self.skills[0] if self.skills else None
        here = [skill for skill in self.skills if skill.takeoff_s <= time_s <= skill.touchdown_s]
        return here[0] if here else min(self.skills, key=lambda skill: abs(skill.takeoff_s - time_s))

    def moments(self, skill: Skill) -> dict[MomentName, float]:
        """The moments of a skill that are in the clip, in order, presentation times in seconds.

        The peak is the middle of the flight, where a body that lands as high as it left is highest; a skill on the
        hands has none.
        """
        begun, landed = self._preparation(skill), self._landing(skill)
        found: dict[MomentName, float] = {} if begun is None else {"preparation": begun.start_s}
        if skill.takeoff_frame > 0:
            found["take-off"] = skill.takeoff_s
        if skill.touchdown_frame < len(self.track) - 1:
            if "take-off" in found and not skill.on_hands:
                found["peak"] = (skill.takeoff_s + skill.touchdown_s) / 2
            found["touch-down"] = skill.touchdown_s
        if landed is not None:
            found["landed"] = landed.end_s
        return found

    def _preparation(self, skill: Skill) -> PhaseSegment | None:
        """The take-off that leads to a skill, where it begins in the clip."""
        before = [s for s in self.phases if s.phase == "take-off" and s.start_frame < skill.takeoff_frame]
        near = before[-1] if before else None
        return near if near is not None and near.start_frame > 0 and near.end_frame >= skill.takeoff_frame - 2 else None

    def _landing(self, skill: Skill) -> PhaseSegment | None:
        """The landing after a skill, where it ends in the clip."""
        last = len(self.track) - 1
        after = [s for s in self.phases if s.phase == "landing" and s.end_frame > skill.touchdown_frame]
        near = after[0] if after else None
        return (
            near
            if near is not None and near.end_frame < last and near.start_frame <= skill.touchdown_frame + 2
            else None
        )


def _increasing(_record: object, _field: object, anchors: Sequence[tuple[float, float]]) -> None:
    steps = np.diff(np.asarray(anchors, np.float64).reshape(-1, 2), axis=0)
    if not anchors or (steps <= 0).any():
        raise ValueError(f"anchors of an alignment must rise in both clips, not {anchors}")


@attrs.frozen
class Alignment:
    """Which moment of a first clip is seen with which of the other. Strictly increasing both ways.

    Attributes:
        anchors: moments that belong together, (first, other), presentation times in seconds, rising; at least one.
            Between two of them time goes evenly.
        rate: seconds of the other file for one of the first before the first anchor and after the last; above 0.
        how: what the anchors are.
    """

    anchors: tuple[tuple[float, float], ...] = attrs.field(validator=_increasing)
    rate: float = attrs.field(default=1.0, validator=attrs.validators.gt(0))
    how: How = "hand"

    def other(self, time_s: float) -> float:
        """The moment of the other clip that belongs to one of the first; it may lie outside of that clip."""
        return _across(time_s, *self._columns, self.rate)

    def first(self, time_s: float) -> float:
        """The moment of the first clip that belongs to one of the other: the way back of `other`."""
        mine, theirs = self._columns
        return _across(time_s, theirs, mine, 1 / self.rate)

    def swapped(self) -> "Alignment":
        """The same with the clips changed over."""
        return attrs.evolve(self, anchors=tuple((b, a) for a, b in self.anchors), rate=1 / self.rate)

    def speed(self, time_s: float) -> float:
        """Seconds of the other file for one of the first at a moment of the first."""
        mine, theirs = self._columns
        after = bisect_right(mine, time_s)
        if not 0 < after < len(mine):
            return self.rate
        return (theirs[after] - theirs[after - 1]) / (mine[after] - mine[after - 1])

    @property
    def _columns(self) -> tuple[list[float], list[float]]:
        return [a for a, _ in self.anchors], [b for _, b in self.anchors]


def _across(time_s: float, here: Sequence[float], there: Sequence[float], rate: float) -> float:
    """From one clip's time to the other's."""
    after = bisect_right(here, time_s)
    if 0 < after < len(here):
        share = (time_s - here[after - 1]) / (here[after] - here[after - 1])
        return there[after - 1] + share * (there[after] - there[after - 1])
    end = 0 if after == 0 else -1
    return there[end] + (time_s - here[end]) * rate


def nearest_frame(times: Sequence[float] | NDArray[np.float64], time_s: float) -> int:
    """The frame that was taken nearest to a moment: (T,) presentation times, T above 0. At most half a frame off."""
    after = min(max(1, bisect_right(times, time_s)), max(1, len(times) - 1))
    if after >= len(times):
        return 0
    # Of two equally near the earlier one, however the last digits fell.
    return after if times[after] - time_s < time_s - times[after - 1] - 1e-6 else after - 1


def by_takeoff(first: Attempt, other: Attempt, mine: Skill, theirs: Skill) -> Alignment:
    """Take-off with take-off, and both at their real speed."""
    return Alignment(((mine.takeoff_s, theirs.takeoff_s),), other.slowed / first.slowed, "take-off")


def by_phases(first: Attempt, other: Attempt, mine: Skill, theirs: Skill) -> Alignment:
    """Every boundary that both attempts have with its like, and time evenly between: who is slower waits for nobody.

    Before and after all, both go at their real speed. Without a boundary in common it is as `by_takeoff`.
    """
    rate = other.slowed / first.slowed
    here, there = first.moments(mine), other.moments(theirs)
    anchors: list[tuple[float, float]] = []
    for name in MOMENTS:
        if name == "peak" or name not in here or name not in there:
            continue
        a, b = here[name], there[name]
        last = anchors[-1] if anchors else (-np.inf, -np.inf)
        if a - last[0] > _LEAST_S * first.slowed and b - last[1] > _LEAST_S * other.slowed:
            anchors.append((a, b))
    return Alignment(tuple(anchors), rate, "phases") if anchors else by_takeoff(first, other, mine, theirs)


def by_hand(first_s: float, other_s: float, rate: float = 1.0) -> Alignment:
    """Two moments that a person put together.

    Args:
        first_s: presentation time in the first clip.
        other_s: in the other.
        rate: seconds of the other file for one of the first: ``other.slowed / first.slowed``.
    """
    return Alignment(((first_s, other_s),), rate, "hand")
