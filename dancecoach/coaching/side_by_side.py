"""Two attempts at a skill beside each other: angles at the same moments, and how sure the difference is.

Knees, hips and trunk are taken as for the sheet of a skill: in the body's plane, the mean of both sides. Their errors
are the measured ones of the sheet's likest line (`dancecoach.coaching.sheet.errors`). Arms leave that plane: their
angles are taken in space, of the arms that are seen, with errors of their own
(`dancecoach.coaching.measures.arm_errors`). To all is added what the angle changes within the uncertainty of the moment
itself.
"""

import math
from collections.abc import Sequence
from typing import Literal

import attrs
import numpy as np

from dancecoach.coaching.alignment import MOMENTS, Attempt, MomentName
from dancecoach.coaching.measures.arm_errors import ArmAngle, arm_error
from dancecoach.coaching.measures.landing import at
from dancecoach.coaching.measures.limbs import Joints, Limbs
from dancecoach.coaching.sheet.errors import error_of
from dancecoach.coaching.sheet.measure import LOOKED_S, TWISTING
from dancecoach.coaching.skill import Skill
from dancecoach.coaching.skill_sheet import Unseen
from dancecoach.coaching.viewpoint import Viewpoint, Views
from dancecoach.motion.angles import angle_between
from dancecoach.motion.points import SEEN, Floats
from dancecoach.pose.track import PoseTrack

AngleName = Literal["knee", "hip", "lean", "shoulder", "elbow"]
"""Inner angle of the knees, 180 straight; between trunk and thighs; the trunk from straight up, forwards positive;
between trunk and upper arms, 0 hanging, 180 beside the ears; of the elbows, 180 straight."""

ANGLES: tuple[AngleName, ...] = ("knee", "hip", "lean", "shoulder", "elbow")

CLEAR = 2.0
"""Standard deviations from which two attempts differ clearly: by chance alone one line of twenty does."""

_LIKE: dict[tuple[MomentName, AngleName], str] = {
    ("preparation", "knee"): "takeoff_knee",
    ("preparation", "hip"): "takeoff_hip",
    ("preparation", "lean"): "largest_lean",
    ("take-off", "knee"): "takeoff_knee",
    ("take-off", "hip"): "takeoff_hip",
    ("take-off", "lean"): "touchdown_lean",
    ("peak", "knee"): "least_knee",
    ("peak", "hip"): "least_hip",
    ("peak", "lean"): "largest_lean",
    ("touch-down", "knee"): "touchdown_knee",
    ("touch-down", "hip"): "least_hip",
    ("touch-down", "lean"): "touchdown_lean",
    ("landed", "knee"): "deepest_knee",
    ("landed", "hip"): "least_hip",
    ("landed", "lean"): "largest_lean",
}
"""The line of the sheet whose error is taken: the same body part in the likest posture."""

_PARTS: dict[AngleName, tuple[str, ...]] = {
    "knee": ("hip", "knee", "ankle"),
    "hip": ("shoulder", "hip", "knee"),
    "lean": ("shoulder", "hip"),
    "shoulder": ("hip", "shoulder", "elbow"),
    "elbow": ("shoulder", "elbow", "wrist"),
}
_ARMS: tuple[ArmAngle, ...] = ("shoulder", "elbow")
_SIDES = ("left", "right")
_AFTER = ("touch-down", "landed")
_NEAR_S = 0.1
_MARGIN_S = 0.25


@attrs.frozen
class AngleAt:
    """An angle at a moment, or why there is none.

    Attributes:
        degrees: the angle; None where it cannot be seen.
        uncertainty: one standard deviation, degrees; None with it.
        unseen: why there is none; None where there is one.
    """

    degrees: float | None = None
    uncertainty: float | None = None
    unseen: Unseen | None = None


@attrs.frozen
class AngleLine:
    """One line of the table.

    Attributes:
        moment: when in the skill.
        angle: which.
        first: in the first clip.
        other: in the other.
        first_s: when that is in the first clip, presentation time; None where that moment is not in it.
        other_s: likewise in the other.
    """

    moment: MomentName
    angle: AngleName
    first: AngleAt
    other: AngleAt
    first_s: float | None = None
    other_s: float | None = None

    @property
    def difference(self) -> float | None:
        """The other less the first, degrees; None where one of them cannot be seen."""
        if self.first.degrees is None or self.other.degrees is None:
            return None
        return self.other.degrees - self.first.degrees

    @property
    def uncertainty(self) -> float | None:
        """One standard deviation of the difference, degrees; None without one."""
        if self.first.uncertainty is None or self.other.uncertainty is None:
            return None
        return math.hypot(self.first.uncertainty, self.other.uncertainty)

    @property
    def weight(self) -> float:
        """The difference in standard deviations, 0 without one."""
        if self.difference is None or not self.uncertainty:
            return 0.0
        return abs(self.difference) / self.uncertainty

    @property
    def clear(self) -> bool:
        """Whether the attempts differ by more than what may be error."""
        return self.weight >= CLEAR


def compare_angles(first: Attempt, other: Attempt, mine: Skill, theirs: Skill) -> tuple[AngleLine, ...]:
    """The table of two attempts: what differs clearly first, the most certain on top, then the rest as it happens.

    Args:
        first: one clip.
        other: the other.
        mine: skill of the first clip.
        theirs: skill of the other.

    Returns:
        A line for each angle at each moment that one of the clips has; where an angle cannot be seen its line says why.
    """
    here, there = _Posture.of(first, mine), _Posture.of(other, theirs)
    lines = [
        AngleLine(m, a, here.angle(m, a), there.angle(m, a), here.moments.get(m), there.moments.get(m))
        for m in MOMENTS
        if m in here.moments or m in there.moments
        for a in ANGLES
    ]
    return tuple(sorted(lines, key=_rank))  # the sort is stable: the rest stays as it happens


def _rank(line: AngleLine) -> tuple[int, float]:
    if line.clear:
        return 0, -line.weight
    return (1 if line.difference is not None else 2), 0.0


@attrs.frozen(eq=False)
class _Posture:
    """What the angles of one skill are read from; all times in here are those of life.

    Attributes:
        track: with the times of life.
        skill: in the file's times.
        moments: in the file's times.
        slowed: seconds of the file for one of life.
        joints: of the track.
        before: from where the body is seen until touch-down.
        after: and from then on.
    """

    track: PoseTrack
    skill: Skill
    moments: dict[MomentName, float]
    slowed: float
    joints: Joints
    before: Viewpoint | None
    after: Viewpoint | None

    @classmethod
    def of(cls, attempt: Attempt, skill: Skill) -> "_Posture":
        """Those of a skill."""
        track, slowed = attempt.track, attempt.slowed
        if slowed != 1.0:
            track = attrs.evolve(track, times=track.times / slowed)
        left, down = skill.takeoff_s / slowed, skill.touchdown_s / slowed
        views = Views.of(track)
        before = views.between(left - LOOKED_S, left)
        after = views.between(down + 0.05, down + LOOKED_S + 0.1)
        return cls(track, skill, attempt.moments(skill), slowed, Joints.of(track), before, after)

    def angle(self, moment: MomentName, name: AngleName) -> AngleAt:
        """An angle at a moment, or why not."""
        why = self._why_not(moment, name)
        if why is not None:
            return AngleAt(unseen=why)
        time_s, view = self.moments[moment] / self.slowed, self._view(moment)
        error = arm_error(moment, name, view) if name in _ARMS else error_of(_LIKE[moment, name], view, self._fps)
        if isinstance(error, Unseen):
            return AngleAt(unseen=error)
        frames = self._frames(time_s, _MARGIN_S)
        times, values = self.track.times[frames], self._values(name, time_s, frames, view)
        degrees = at(times, values, time_s)
        if not math.isfinite(degrees):
            return AngleAt(unseen=Unseen.HIDDEN)
        moved = _speed(times, values, time_s) * self._timing(moment)
        return AngleAt(round(degrees, 1), round(math.hypot(error, moved), 1))

    def _values(self, name: AngleName, time_s: float, frames: slice, view: Viewpoint | None) -> Floats:
        """(N,) degrees of an angle in some frames; NaN where it is not known."""
        if name not in _ARMS:
            return _in_the_plane(self.joints.limbs(view, frames), name)
        space, skeleton = self.joints.space, self.track.skeleton
        points = self.joints.picture[frames] if space is None else space[frames]
        sides = []
        for side in self._seen_sides(time_s, name):
            a, b, c = (points[:, skeleton.index(f"{side}_{part}")] for part in _PARTS[name])
            sides.append(angle_between(a, b, c))
        return _mean(np.stack(sides))

    def _why_not(self, moment: MomentName, name: AngleName) -> Unseen | None:
        if moment not in self.moments:
            return Unseen.ON_HANDS if self.skill.on_hands and moment == "peak" else Unseen.NOT_IN_CLIP
        if self.skill.on_hands and (moment not in _AFTER or name != "knee"):
            return Unseen.ON_HANDS  # errors are as large there as what is measured, as for the sheet
        if moment == "peak" and self._twists:
            return Unseen.VIEW_UNKNOWN
        if name in _ARMS and self.joints.space is None:
            return Unseen.UNCLEAR  # in the picture alone an arm that points at the camera looks bent
        return None if self._seen_sides(self.moments[moment] / self.slowed, name) else Unseen.HIDDEN

    def _view(self, moment: MomentName) -> Viewpoint | None:
        return self.after if moment in _AFTER else self.before

    @property
    def _twists(self) -> bool:
        """Whether the view at take-off does not hold through the flight."""
        sheet = self.skill.sheet
        twist = sheet["twist"].number if sheet is not None else None
        return abs(twist or 0.0) >= TWISTING

    @property
    def _fps(self) -> float:
        steps = np.diff(self.track.times)
        return 1 / float(np.median(steps)) if len(steps) else 0.0

    def _timing(self, moment: MomentName) -> float:
        """How far the moment itself may be off, standard deviation in seconds of life.

        Take-off and touch-down share what is known of the flight time; else it is half a frame.
        """
        half = 0.5 / self._fps if self._fps else 0.0
        spread = self.skill.flight_time_uncertainty_s
        return half if spread is None or moment in ("preparation", "landed") else max(half, spread / math.sqrt(2))

    def _frames(self, time_s: float, margin_s: float) -> slice:
        times = self.track.times
        return slice(
            max(0, int(np.searchsorted(times, time_s - margin_s)) - 1),
            int(np.searchsorted(times, time_s + margin_s, "right")) + 1,
        )

    def _seen_sides(self, time_s: float, name: AngleName) -> list[str]:
        """The sides whose parts are seen in most frames about a moment."""
        track = self.track
        frames = self._frames(time_s, _NEAR_S)
        seen = []
        for side in _SIDES:
            parts = track.visibility[frames][:, track.skeleton.indices(*(f"{side}_{part}" for part in _PARTS[name]))]
            if len(parts) and float((parts >= SEEN).all(axis=1).mean()) > 0.5:
                seen.append(side)
        return seen


def _in_the_plane(limbs: Limbs, name: AngleName) -> Floats:
    """(N,) degrees of a leg's angle, or the trunk's."""
    return limbs.lean if name == "lean" else _mean(limbs.knee if name == "knee" else limbs.hip)


def _mean(sides: Floats) -> Floats:
    """(N,) the mean of (S, N) sides, of those that are known."""
    known = np.isfinite(sides)
    count = known.sum(axis=0)
    total = np.where(known, sides, 0.0).sum(axis=0)
    return np.asarray(np.where(count > 0, total / np.maximum(count, 1), np.nan))


def _speed(times: Floats, values: Floats, time_s: float) -> float:
    """How fast an angle changes about a moment, degrees a second without sign; 0 where it cannot be told."""
    step = float(np.median(np.diff(times))) if len(times) > 1 else 0.0
    before, after = at(times, values, time_s - step), at(times, values, time_s + step)
    return abs(after - before) / (2 * step) if step and math.isfinite(before) and math.isfinite(after) else 0.0


def clear_lines(lines: Sequence[AngleLine]) -> tuple[AngleLine, ...]:
    """Those that differ clearly."""
    return tuple(line for line in lines if line.clear)
