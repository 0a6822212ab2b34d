"""The sheet of one skill: every measure with its unit and uncertainty, or why it cannot be seen."""

import enum
import math
from typing import Literal, get_args

import attrs

Group = Literal["flight", "takeoff", "shape", "landing", "symmetry"]
Unit = Literal["", "s", "ms", "m", "bodies", "deg", "deg/s", "turns", "count"]

GROUPS: tuple[Group, ...] = get_args(Group)
UNITS: tuple[Unit, ...] = get_args(Unit)


class Unseen(enum.Enum):
    """Why a measure is not there."""

    FROM_THE_FRONT = "from-the-front"
    FROM_THE_SIDE = "from-the-side"
    VIEW_UNKNOWN = "view-unknown"
    NOT_FOUND = "not-found"
    HIDDEN = "hidden"
    NOT_IN_CLIP = "not-in-clip"
    ON_HANDS = "on-hands"
    NOT_ON_FEET = "not-on-feet"
    NO_TURN = "no-turn"
    NOT_BENT = "not-bent"
    NEVER_STILL = "never-still"
    TOO_SOON = "too-soon"
    TOO_SLOW = "too-slow"
    UNCLEAR = "unclear"


@attrs.frozen
class Kind:
    """What is measured.

    Attributes:
        group: where it stands on the sheet.
        unit: of its value; "" for a word. "bodies" are standing heights, and become metres with a calibration.
        digits: decimals worth keeping: the record holds no more.
    """

    group: Group
    unit: Unit
    digits: int = 1


MEASURES: dict[str, Kind] = {
    "flight_time": Kind("flight", "s", 4),
    "height": Kind("flight", "m", 4),
    "rotation": Kind("flight", "turns", 2),
    "direction": Kind("flight", ""),
    "twist": Kind("flight", "turns", 2),
    "travel": Kind("flight", "bodies", 3),
    "takeoff_knee": Kind("takeoff", "deg"),
    "takeoff_hip": Kind("takeoff", "deg"),
    "takeoff_knee_speed": Kind("takeoff", "deg/s", 0),
    "takeoff_hip_speed": Kind("takeoff", "deg/s", 0),
    "arm_swing": Kind("takeoff", "ms", 0),
    "body_shape": Kind("shape", ""),
    "least_hip": Kind("shape", "deg"),
    "least_knee": Kind("shape", "deg"),
    "peak": Kind("shape", "s", 3),
    "touchdown_knee": Kind("landing", "deg"),
    "deepest_knee": Kind("landing", "deg"),
    "touchdown_lean": Kind("landing", "deg"),
    "largest_lean": Kind("landing", "deg"),
    "steps": Kind("landing", "count", 0),
    "stillness": Kind("landing", "s", 2),
    "takeoff_knee_difference": Kind("symmetry", "deg"),
    "takeoff_elbow_difference": Kind("symmetry", "deg"),
    "touchdown_knee_difference": Kind("symmetry", "deg"),
    "touchdown_elbow_difference": Kind("symmetry", "deg"),
}
"""All measures in the order of the sheet; `dancecoach.coaching.sheet.words` says what each means."""


@attrs.frozen
class Measure:
    """One line of the sheet: a value, or why there is none.

    Attributes:
        name: key of `MEASURES`.
        value: a number, or a word such as "backward" or "tuck"; None where it cannot be seen.
        uncertainty: one standard deviation, in the same unit; None for words, and without a value.
        unit: as in `MEASURES`, or "m" after a calibration.
        unseen: why there is no value; None where there is one.
    """

    name: str
    value: float | str | None = None
    uncertainty: float | None = None
    unit: Unit = ""
    unseen: Unseen | None = None

    @property
    def group(self) -> Group:
        """Where it stands on the sheet."""
        return MEASURES[self.name].group

    @property
    def number(self) -> float | None:
        """The value of a measure that is a number; None for words and for what is not seen."""
        return None if isinstance(self.value, str) else self.value


def measured(name: str, value: float | str, uncertainty: float | None = None) -> Measure:
    """A measure that was taken, rounded to what it is worth."""
    kind = MEASURES[name]
    if isinstance(value, str):
        return Measure(name, value)
    spread = None if uncertainty is None else round(float(uncertainty), kind.digits + 1)
    return Measure(name, round(float(value), kind.digits), spread, kind.unit)


def not_seen(name: str, why: Unseen) -> Measure:
    """A measure that cannot be taken."""
    return Measure(name, unit=MEASURES[name].unit, unseen=why)


@attrs.frozen
class ShapeCurve:
    """Hips and knees through the flight.

    Attributes:
        times_s: moments from take-off to touch-down, presentation time.
        hip_deg: inner angle between trunk and thigh, the mean of both sides, one for each moment; None where not known.
        knee_deg: inner angle at the knee, likewise.
    """

    times_s: tuple[float, ...] = ()
    hip_deg: tuple[float | None, ...] = ()
    knee_deg: tuple[float | None, ...] = ()


@attrs.frozen
class SkillSheet:
    """All that is measured of a skill.

    Attributes:
        measures: one for each of `MEASURES`, in that order.
        view_deg: how much the body turns its side to the camera at take-off: 0 from the front or the back, 90 from the
            side; None where it is not known.
        body_height_px: standing height in the picture about the skill, pixels; None where it is not known.
        curve: hips and knees through the flight; empty where they cannot be seen.
    """

    measures: tuple[Measure, ...]
    view_deg: float | None = None
    body_height_px: float | None = None
    curve: ShapeCurve = ShapeCurve()

    def __getitem__(self, name: str) -> Measure:
        """The measure of that name."""
        return next(measure for measure in self.measures if measure.name == name)

    def of_group(self, group: Group) -> tuple[Measure, ...]:
        """The lines of one group, in order."""
        return tuple(measure for measure in self.measures if measure.group == group)

    def with_stature(self, height_m: float, uncertainty_m: float = 0.0) -> "SkillSheet":
        """Distances in metres, by the height of the athlete.

        Args:
            height_m: standing height, m.
            uncertainty_m: one standard deviation of it.
        """
        share = uncertainty_m / height_m
        return attrs.evolve(self, measures=tuple(_in_metres(line, height_m, share) for line in self.measures))

    def with_scale(self, metres_per_pixel: float, relative_uncertainty: float = 0.0) -> "SkillSheet":
        """Distances in metres, by a known length in the picture; as it is where the body's size was not seen.

        Args:
            metres_per_pixel: as in `dancecoach.notes.measure.Scale`, at the distance of the athlete.
            relative_uncertainty: one standard deviation as a share of it.
        """
        if self.body_height_px is None:
            return self
        stature = metres_per_pixel * self.body_height_px
        return self.with_stature(stature, relative_uncertainty * stature)


def _in_metres(line: Measure, height_m: float, share: float) -> Measure:
    if line.unit != "bodies" or not isinstance(line.value, float):
        return attrs.evolve(line, unit="m") if line.unit == "bodies" else line
    spread = math.hypot((line.uncertainty or 0.0) * height_m, line.value * share * height_m)
    return attrs.evolve(line, value=round(line.value * height_m, 3), uncertainty=round(spread, 4), unit="m")
