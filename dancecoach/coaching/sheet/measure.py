"""Takes the measures of a skill's sheet from the track."""

from collections.abc import Iterator, Sequence

import attrs
import numpy as np

from dancecoach.coaching.measures.airtime import Airtime
from dancecoach.coaching.measures.landing import Landing, at, landing_of
from dancecoach.coaching.measures.limbs import Joints, Limbs
from dancecoach.coaching.measures.posture import Posture, posture_of
from dancecoach.coaching.measures.rotation import Direction, turning_of
from dancecoach.coaching.measures.takeoff import takeoff_of
from dancecoach.coaching.measures.twist import twisted
from dancecoach.coaching.sheet.errors import FROM_THE_FRONT, error_of
from dancecoach.coaching.skill import Skill
from dancecoach.coaching.skill_sheet import (
    MEASURES,
    Measure,
    ShapeCurve,
    SkillSheet,
    Unseen,
    measured,
    not_seen,
)
from dancecoach.coaching.viewpoint import Viewpoint, Views
from dancecoach.motion.phases import PhaseSegment
from dancecoach.motion.points import SEEN, Floats, middle
from dancecoach.pose.track import PoseTrack

BEFORE_S = 0.8
"""Seconds before take-off that belong to it."""

AFTER_S = 3.0
"""Seconds after touch-down within which a landing is over."""

LOOKED_S = 0.5
"""Seconds before take-off, and after touch-down, that tell from where the body is seen."""

STRAIGHT_HIPS = 140.0
"""Degrees above which there is no tightest moment worth naming."""

TWISTING = 0.4
"""Turns about the body's length from which the view at take-off does not hold through the flight."""

TWIST_S = 0.2
"""Seconds before take-off and after touch-down that belong to a twist."""

TWIST_SEEN, WHILE_TWISTING = 0.25, 0.35
"""Turns from which a body has twisted, and the standard deviation of its turns then: of a third of the full twists the
engine loses a part, from every side, because it takes left for right."""

UPSIDE_DOWN, UPRIGHT_S = 90.0, 1.0
"""Degrees from upright beyond which a trunk that stays so for these seconds after touch-down has not landed on feet."""

_NEAR_S = 0.1
_LEAST_BEFORE_S = 0.15
_TIGHT = 10
"""Percentile of the angles in flight that counts as the least: one slip of the engine is none."""

_NOT_ON_HANDS = {
    *("twist", "travel", "least_hip", "least_knee", "peak", "touchdown_lean", "largest_lean"),
    *(name for name, kind in MEASURES.items() if kind.group in ("takeoff", "symmetry")),
}
_LEGS = ("hip", "knee", "ankle")


def measure_sheets(
    track: PoseTrack, segments: Sequence[PhaseSegment], skills: Sequence[Skill]
) -> tuple[SkillSheet, ...]:
    """The sheets of the skills of a clip, in their order.

    Args:
        track: the followed person, repaired.
        segments: the phases in which the skills were found.
        skills: as `dancecoach.coaching.skills.measure_skills` gives them.
    """
    if not skills:
        return ()
    body = _Body.of(track)
    sheets = []
    for before, skill, after in zip((None, *skills), skills, (*skills[1:], None), strict=False):
        until = float(track.times[-1]) if after is None else after.takeoff_s - _NEAR_S
        landed = [s.end_s for s in segments if s.phase == "landing" and s.start_frame >= skill.touchdown_frame]
        upright_s = min(landed[0] if landed else skill.touchdown_s, until + _NEAR_S)
        since = -np.inf if before is None else before.touchdown_s
        sheets.append(_Sheet(body, skill, since, max(upright_s, skill.touchdown_s), until).whole())
    return tuple(sheets)


def with_sheets(track: PoseTrack, segments: Sequence[PhaseSegment], skills: Sequence[Skill]) -> tuple[Skill, ...]:
    """The skills with their sheets: of those that have none, as from an older analysis, and of the others anew."""
    sheets = measure_sheets(track, segments, skills)
    return tuple(attrs.evolve(skill, sheet=sheet) for skill, sheet in zip(skills, sheets, strict=True))


@attrs.frozen(eq=False)
class _Body:
    """What all sheets of a clip are read from."""

    track: PoseTrack
    joints: Joints
    posture: Posture
    views: Views
    twisted: Floats | None
    fps: float

    @classmethod
    def of(cls, track: PoseTrack) -> "_Body":
        steps = np.diff(track.times)
        fps = 1 / float(np.median(steps)) if len(steps) else 0.0
        return cls(track, Joints.of(track), posture_of(track), Views.of(track), twisted(track), fps)

    def frames(self, first_s: float, last_s: float) -> slice:
        """The frames from one moment to another, inclusive."""
        times = self.track.times
        return slice(int(np.searchsorted(times, first_s)), int(np.searchsorted(times, last_s, "right")))


@attrs.frozen(eq=False)
class _Sheet:
    """The making of one sheet.

    Attributes:
        body: of the whole clip.
        skill: what it is about.
        since_s: end of the skill before.
        upright_s: until when the turning may go on.
        until_s: until when the landing may go on.
    """

    body: _Body
    skill: Skill
    since_s: float
    upright_s: float
    until_s: float

    def whole(self) -> SkillSheet:
        skill, views = self.skill, self.body.views
        view = views.between(skill.takeoff_s - LOOKED_S, skill.takeoff_s)
        landed = self._unturned(view, views.between(skill.touchdown_s + 0.05, skill.touchdown_s + LOOKED_S + 0.1))
        curve = self._curve(view)
        size = self.body.joints.height
        groups = (
            self._flight(view),
            self._takeoff(view),
            self._shape(view, curve),
            self._landing(landed),
            self._symmetry(view, landed),
        )
        lines = {line.name: self._unless_on_hands(line) for lines in groups for line in lines}
        return SkillSheet(
            measures=tuple(lines[name] for name in MEASURES),
            view_deg=None if view is None else round(view.side_on, 1),
            body_height_px=round(size, 1) if np.isfinite(size) else None,
            curve=curve,
        )

    def _unturned(self, view: Viewpoint | None, landed: Viewpoint | None) -> Viewpoint | None:
        """The viewpoint at the landing; without a twist it is that of the take-off, and the less favourable counts."""
        if view is None or landed is None or abs(self._twisted() or 0.0) >= TWISTING:
            return landed
        return landed if landed.side_on <= view.side_on else attrs.evolve(landed, side_on=view.side_on)

    def _unless_on_hands(self, line: Measure) -> Measure:
        """The line; but on the hands feet do not leave together, and errors are as large as what is measured."""
        if not self.skill.on_hands or line.name not in _NOT_ON_HANDS:
            return line
        return not_seen(line.name, Unseen.ON_HANDS)

    def _flight(self, view: Viewpoint | None) -> Iterator[Measure]:
        skill = self.skill
        time_s, spread = skill.flight_time_s, skill.flight_time_uncertainty_s
        if time_s is None or spread is None or skill.jump_height_m is None:
            why = Unseen.ON_HANDS if skill.on_hands else Unseen.NOT_IN_CLIP
            yield from (not_seen(name, why) for name in ("flight_time", "height"))
        else:
            yield measured("flight_time", time_s, spread)
            yield measured("height", skill.jump_height_m, 2 * skill.jump_height_m * spread / max(time_s, 1e-6))
        if skill.turns is None:
            yield not_seen("rotation", Unseen.NOT_FOUND)
        else:
            yield measured("rotation", abs(skill.turns))
        yield self._direction(view)
        yield self._twist(view)
        yield self._travel(view)

    def _direction(self, view: Viewpoint | None) -> Measure:
        if not self.skill.turns:
            return not_seen("direction", Unseen.NOT_FOUND if self.skill.turns is None else Unseen.NO_TURN)
        if view is None or view.side_on < FROM_THE_FRONT:
            return not_seen("direction", Unseen.VIEW_UNKNOWN if view is None else Unseen.FROM_THE_FRONT)
        word = self._sense()
        return measured("direction", word) if word else not_seen("direction", Unseen.UNCLEAR)

    def _sense(self) -> Direction:
        skill = self.skill
        air = Airtime(skill.takeoff_s, skill.touchdown_s, None, supported=True, on_hands=skill.on_hands)
        return turning_of(self.body.posture, air, since_s=self.since_s, until_s=self.upright_s).direction

    def _twist(self, view: Viewpoint | None) -> Measure:
        turns = self._twisted()
        if turns is None:
            return not_seen("twist", Unseen.VIEW_UNKNOWN)
        line = self._line("twist", turns, view)
        if abs(turns) < TWIST_SEEN or line.uncertainty is None:
            return line
        return attrs.evolve(line, uncertainty=max(line.uncertainty, WHILE_TWISTING))

    def _twisted(self) -> float | None:
        """Turns about the body's length: they begin before the feet leave, and end after they are back."""
        turned = self.body.twisted
        if turned is None:
            return None
        first = max(self.skill.takeoff_s - TWIST_S, self.since_s)
        last = max(self.skill.touchdown_s, min(self.skill.touchdown_s + TWIST_S, self.until_s))
        return float(np.diff(np.interp([first, last], self.body.track.times, turned))[0])

    def _travel(self, view: Viewpoint | None) -> Measure:
        """How far the hips went level: what is seen of it, stretched by the view."""
        if self._begins_outside or self._ends_outside:
            return not_seen("travel", Unseen.NOT_IN_CLIP)
        joints, ends = self.body.joints, [self.skill.takeoff_frame - 1, self.skill.touchdown_frame]
        hips = middle(joints.picture[ends], joints.skeleton, "hip")[:, 0] / joints.height
        way = abs(float(hips[1] - hips[0]))
        return self._line("travel", way if view is None else way / max(view.share, 0.1), view)

    def _takeoff(self, view: Viewpoint | None) -> Iterator[Measure]:
        names = ("takeoff_knee", "takeoff_hip", "takeoff_knee_speed", "takeoff_hip_speed")
        moment = self.skill.takeoff_s
        if self._begins_outside:
            yield from (not_seen(name, Unseen.NOT_IN_CLIP) for name in (*names, "arm_swing"))
            return
        found = takeoff_of(self._limbs(view, moment - BEFORE_S, moment + 0.2), moment)
        hidden = not self._legs_seen(moment)
        values = (found.knee, found.hip, found.knee_speed, found.hip_speed)
        for name, value in zip(names, values, strict=True):
            yield self._line(name, value, view, hidden=hidden)
        yield self._line("arm_swing", 1000 * found.arm_swing, view)

    def _curve(self, view: Viewpoint | None) -> ShapeCurve:
        """Hips and knees in flight; as seen from beside, or in space where the body twists out of that view."""
        if view is None or view.side_on < FROM_THE_FRONT:
            return ShapeCurve()
        twisting = abs(self._twisted() or 0.0) >= TWISTING
        limbs = self._limbs(None if twisting else view, self.skill.takeoff_s, self.skill.touchdown_s)
        return ShapeCurve(
            times_s=tuple(round(float(t), 4) for t in limbs.times),
            hip_deg=_listed(limbs.hip.mean(0)),
            knee_deg=_listed(limbs.knee.mean(0)),
        )

    def _shape(self, view: Viewpoint | None, curve: ShapeCurve) -> Iterator[Measure]:
        shape = self.skill.body_shape
        yield measured("body_shape", shape) if shape else not_seen("body_shape", Unseen.UNCLEAR)
        hip, knee = _percentile(curve.hip_deg), _percentile(curve.knee_deg)
        yield self._line("least_hip", hip, view)
        yield self._line("least_knee", knee, view)
        if hip > STRAIGHT_HIPS:
            yield not_seen("peak", Unseen.NOT_BENT)
        else:
            yield self._line("peak", _tightest(curve) - self.skill.takeoff_s, view)

    def _landing(self, view: Viewpoint | None) -> Iterator[Measure]:
        angles = ("touchdown_knee", "deepest_knee", "touchdown_lean", "largest_lean")
        moment = self.skill.touchdown_s
        if self._ends_outside:
            yield from (not_seen(name, Unseen.NOT_IN_CLIP) for name in (*angles, "steps", "stillness"))
            return
        if self._stays_upside_down:
            yield from (not_seen(name, Unseen.NOT_ON_FEET) for name in (*angles, "steps", "stillness"))
            return
        found = landing_of(self._limbs(view, moment - _NEAR_S, min(moment + AFTER_S, self.until_s)), moment)
        hidden = not self._legs_seen(moment)
        for name in angles:
            yield self._line(name, getattr(found, name), view, hidden=hidden and name.endswith("knee"))
        if found.steps < 0:
            yield not_seen("steps", Unseen.TOO_SOON)
        else:
            yield self._line("steps", found.steps, view, hidden=hidden)
        yield self._still(found, view)

    def _still(self, found: Landing, view: Viewpoint | None) -> Measure:
        if np.isfinite(found.stillness):
            return self._line("stillness", found.stillness, view)
        return not_seen("stillness", Unseen.NEVER_STILL)

    def _symmetry(self, view: Viewpoint | None, landed: Viewpoint | None) -> Iterator[Measure]:
        """Left minus right; the elbows' errors are larger than what they differ by, from everywhere."""
        for when, moment, seen_from, outside in (
            ("takeoff", self.skill.takeoff_s, view, self._begins_outside),
            ("touchdown", self.skill.touchdown_s, landed, self._ends_outside),
        ):
            name = f"{when}_knee_difference"
            yield not_seen(f"{when}_elbow_difference", Unseen.UNCLEAR)
            if outside:
                yield not_seen(name, Unseen.NOT_IN_CLIP)
            elif not self._legs_seen(moment, both=True):
                yield not_seen(name, Unseen.FROM_THE_SIDE if self._legs_seen(moment) else Unseen.HIDDEN)
            else:
                limbs = self._limbs(seen_from, moment - _NEAR_S, moment + _NEAR_S)
                left, right = (at(limbs.times, knee, moment) for knee in limbs.knee)
                yield self._line(name, left - right, seen_from)

    def _line(self, name: str, value: float, view: Viewpoint | None, *, hidden: bool = False) -> Measure:
        """A measure with its uncertainty, or why there is none."""
        error = error_of(name, view, self.body.fps)
        if isinstance(error, Unseen):
            return not_seen(name, error)
        if hidden or not np.isfinite(value):
            return not_seen(name, Unseen.HIDDEN if hidden else Unseen.NOT_FOUND)
        return measured(name, value, error)

    def _limbs(self, view: Viewpoint | None, first_s: float, last_s: float) -> Limbs:
        return self.body.joints.limbs(view, self.body.frames(first_s, last_s))

    def _legs_seen(self, moment: float, *, both: bool = False) -> bool:
        """Whether one leg (or each) is seen in most frames about a moment."""
        track = self.body.track
        frames = self.body.frames(moment - _NEAR_S, moment + _NEAR_S)
        seen = []
        for side in ("left", "right"):
            leg = track.visibility[frames][:, track.skeleton.indices(*(f"{side}_{part}" for part in _LEGS))]
            seen.append(bool(len(leg)) and float((leg >= SEEN).all(axis=1).mean()) > 0.5)
        return all(seen) if both else any(seen)

    @property
    def _stays_upside_down(self) -> bool:
        """Whether what comes after is no landing: somebody who stays on the hands, whatever the network calls it."""
        begin = self.skill.touchdown_s
        tilt = self.body.posture.tilt[self.body.frames(begin, begin + UPRIGHT_S)]
        return bool(np.isfinite(tilt).any()) and float(np.nanmin(tilt)) > UPSIDE_DOWN

    @property
    def _begins_outside(self) -> bool:
        return self.skill.takeoff_s - float(self.body.track.times[0]) < _LEAST_BEFORE_S

    @property
    def _ends_outside(self) -> bool:
        return self.skill.touchdown_frame >= len(self.body.track) - 1


def _listed(angles: Floats) -> tuple[float | None, ...]:
    return tuple(round(float(angle), 1) if np.isfinite(angle) else None for angle in angles)


def _percentile(angles: tuple[float | None, ...]) -> float:
    known = [angle for angle in angles if angle is not None]
    return float(np.percentile(known, _TIGHT)) if known else float("nan")


def _tightest(curve: ShapeCurve) -> float:
    """The middle of the moments in which the hips are bent as much as in a tenth of the flight."""
    level = _percentile(curve.hip_deg) + 5.0
    times = [t for t, angle in zip(curve.times_s, curve.hip_deg, strict=True) if angle is not None and angle <= level]
    return float(np.median(times)) if times else float("nan")
