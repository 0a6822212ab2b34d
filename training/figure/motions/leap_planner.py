"""Finds flights, and the movement on the floor around them, that fit one another."""

from collections.abc import Mapping

import attrs
import numpy as np

from dancecoach.errors import InputError
from training.figure.anthropometry import GRAVITY
from training.figure.body import SIDES, Body
from training.figure.curve import Curve
from training.figure.feet import Place, stance
from training.figure.flight import Flown, driven_twists, fly
from training.figure.motion import Flight, Plan, Span, standing_height
from training.figure.motions import labels
from training.figure.motions.footing import CHANNELS, Footing, Swing, at_place
from training.figure.motions.leap import Key, Leap
from training.figure.motions.leap_pose import InAir, LeapPose
from training.figure.motions.leap_timing import Timed, timeline
from training.figure.pose import ANGLES, Pose, mirrored_shape, shape_of
from training.figure.rotation import Array

_ROUNDS = 4
_STEP = 2e-3
_STRETCHES = (1.0, 1.06, 0.95, 1.12)

_MOST_TILT = 0.3
"""Radians that a twisting somersault may land aslant."""
_DRIVES = np.array([0.0, 0.5, 1.0, 1.5])

_OFF_LIMIT = np.array([3.0, np.inf, 9.0, 9.0, 5.0, 3.0])
_DOWN_LIMIT = np.array([3.0, np.inf, 9.0, 3.0, 2.0, 2.0])
"""Greatest speeds of the `motion.PELVIS` channels that the floor part takes over from the flight: feet that stand
stop what is left of a turn at once."""


def plan_leap(leap: Leap, body: Body, start: Place) -> Plan:
    """Work ``leap`` out for ``body`` that stands at ``start``.

    Where a twist does not come out for this body, a little more or less time in the air often lets it.

    Raises:
        InputError: a flight does not come out.
    """
    for stretch in _STRETCHES:
        try:
            return _Planner(_stretched(leap, stretch), body, start).plan()
        except InputError:
            continue
    return _Planner(leap, body, start).plan()


def _stretched(leap: Leap, stretch: float) -> Leap:
    flights = tuple(attrs.evolve(a, flight=a.flight * (stretch if a.twists else 1.0)) for a in leap.flights)
    return attrs.evolve(leap, flights=flights)


class _Planner:
    """Brings flights and floor together in a few rounds.

    The floor part must end with the speed the flight begins with, and the flight begins with the legs' speed of the
    floor part.
    """

    def __init__(self, leap: Leap, body: Body, start: Place) -> None:
        self.leap, self.body, self.tall = leap, body, standing_height(body)
        self.floors = timeline(leap, self.tall, start)
        self.slopes = np.zeros((len(leap.flights), 2, len(CHANNELS)))
        for slope, air in zip(self.slopes, leap.flights, strict=True):
            slope[:, 1] = np.array([1, -1]) * GRAVITY * air.flight / 2 / self.tall
        self.tilts = [0.0] * len(self.floors)
        self.drive = [0.0] * len(leap.flights)
        self.shape = self._upper_body()
        self.flown: list[Flown] = []

    def plan(self) -> Plan:
        """All of it."""
        rounds = _ROUNDS if self.leap.flights else 1
        for round_ in range(rounds):
            grounds = [self._ground(i) for i in range(len(self.floors))]
            legs = [self._legs(grounds, i) for i in range(len(self.leap.flights))]
            grounds = [self._with_swings(ground, legs, i) for i, ground in enumerate(grounds)]
            if round_ == 0:
                self._find_drives(grounds, legs)
            flown = [self._fly(grounds, legs, i, last=round_ == rounds - 1) for i in range(len(legs))]
            self.flown = flown
            for i in range(len(flown)):
                self._match(i)
        borders = np.array([(f.start, f.end) for f in self.floors]).ravel()[1:-1]
        pose = LeapPose(borders, tuple(grounds), tuple(flown))
        return Plan(self.floors[-1].end, self.floors[-1].exit, pose, self._spans(grounds), self._flights())

    def _upper_body(self) -> Curve:
        """One curve for everything but the legs, through floor and air."""
        times, shapes = [], []
        for i, floor in enumerate(self.floors):
            times.append(floor.times)
            shapes += [shape_of(k.angles) for k in floor.keys]
            if i < len(self.leap.flights):
                air = self.leap.flights[i]
                times.append(self._air_times(i))
                shapes += [self._air_shape(k, self.drive[i]) for k in air.keys]
        return Curve(np.concatenate(times), np.stack(shapes))

    def _air_times(self, index: int) -> Array:
        air = self.leap.flights[index]
        return self.floors[index].end + air.flight * np.array([k.after for k in air.keys])

    @staticmethod
    def _air_shape(key: Key, drive: float) -> Array:
        extra = _only(key.drive)
        return shape_of(key.angles) + abs(drive) * (extra if drive >= 0 else mirrored_shape(extra))

    def _ground(self, index: int) -> Footing:
        floor, last = self.floors[index], len(self.floors) - 1
        contact = floor.contact
        rows = np.stack([k.pelvis for k in floor.keys])
        rows[0, 5] += self.tilts[index]
        curve = Curve(
            floor.times,
            rows,
            self.slopes[index - 1, 1] if index else None,
            self.slopes[index, 0] if index < last else None,
        )
        left, right = (
            stance(self.body, floor.place.moved(forward=ahead), contact.width, contact.toe_out)[side]
            for side, ahead in enumerate(contact.ahead)
        )
        steps = tuple(
            attrs.evolve(s, start=s.start + floor.start, end=s.end + floor.start, place=at_place(floor.place, s.place))
            for s in contact.steps
        )
        return Footing(self.body, floor.place, (left, right), steps, curve, self.shape)

    def _legs(self, grounds: list[Footing], index: int) -> tuple[Curve, Curve]:
        """Each leg's angles from where its foot leaves the floor to where it comes down, with its speeds there."""
        before, after = self.floors[index], self.floors[index + 1]
        out = []
        for side in range(len(SIDES)):
            start, end = before.end - before.contact.leaves[side], after.start + after.contact.arrives[side]
            first, leaving = grounds[index].leg_at(start, ahead=False)
            final, landing = grounds[index + 1].leg_at(end, ahead=True)
            keys = [
                *zip(before.times.tolist(), (shape_of(k.angles) for k in before.keys), strict=True),
                *zip(
                    self._air_times(index).tolist(),
                    (self._air_shape(k, self.drive[index]) for k in self.leap.flights[index].keys),
                    strict=True,
                ),
                *zip(after.times.tolist(), (shape_of(k.angles) for k in after.keys), strict=True),
            ]
            inner = [(t, shape) for t, shape in keys if start + 1e-6 < t < end - 1e-6]
            times = np.array([start, *(t for t, _ in inner), end])
            out.append(Curve(times, np.stack([first, *(s for _, s in inner), final]), leaving, landing))
        return out[0], out[1]

    def _with_swings(self, ground: Footing, legs: list[tuple[Curve, Curve]], index: int) -> Footing:
        floor, swings = self.floors[index], []
        for side in range(len(SIDES)):
            if index < len(legs) and floor.contact.leaves[side]:
                swings.append(Swing(side, floor.end - floor.contact.leaves[side], np.inf, legs[index][side]))
            if index and floor.contact.arrives[side]:
                swings.append(Swing(side, -np.inf, floor.start + floor.contact.arrives[side], legs[index - 1][side]))
        return attrs.evolve(ground, swings=tuple(swings))

    def _fly(self, grounds: list[Footing], legs: list[tuple[Curve, Curve]], index: int, *, last: bool) -> Flown:
        air = self.leap.flights[index]
        guess = self.flown[index].angular_momentum if self.flown else None
        return fly(
            self.body,
            InAir(self.floors[index].end, self.shape, legs[index]),
            *self._ends(grounds, index),
            duration=air.flight,
            turns=air.turns,
            twists=air.twists,
            coarse=not last,
            guess=guess,
        )

    def _ends(self, grounds: list[Footing], index: int) -> tuple[Pose, Pose]:
        off, down = self.floors[index].end, self.floors[index + 1].start
        return grounds[index](np.array([off])), grounds[index + 1](np.array([down]))

    def _find_drives(self, grounds: list[Footing], legs: list[tuple[Curve, Curve]]) -> None:
        """How far the arms go apart so that a body which leaves the floor with a somersault alone twists as asked."""
        for i, air in enumerate(self.leap.flights):
            if not air.twists or not any(k.drive for k in air.keys):
                continue
            twists = []
            first, last = self._ends(grounds, i)
            for drive in _DRIVES:
                self.drive[i] = float(drive)
                self.shape = self._upper_body()
                shape = InAir(self.floors[i].end, self.shape, legs[i])
                twists.append(driven_twists(self.body, shape, first, last, duration=air.flight, turns=air.turns))
            made = np.array(twists) - twists[0]
            sign = np.sign(made[-1]) or 1.0
            grows = np.maximum.accumulate(made * sign)
            self.drive[i] = float(np.interp(abs(air.twists), grows, _DRIVES) * sign * np.sign(air.twists))
            self.shape = self._upper_body()

    def _match(self, index: int) -> None:
        """Take over the pelvis's speed at both ends of the flight."""
        flown = self.flown[index]
        for end, times in enumerate(([0.0, _STEP], [flown.duration - _STEP, flown.duration])):
            pose = flown.pose(np.array(times))
            heading = self.floors[index + end].place.heading
            channels = _channels(pose, heading, self.tall)
            speed = np.diff(channels, axis=0)[0] / _STEP
            limit = (_OFF_LIMIT, _DOWN_LIMIT)[end]
            self.slopes[index, end, :6] = np.clip(speed, -limit, limit)
        self.tilts[index + 1] = self._tilt(index, float(channels[-1, 5]))

    def _tilt(self, index: int, roll: float) -> float:
        """What the flight added to the roll that the body was meant to land with, radians."""
        tilt = roll - float(np.deg2rad(self.floors[index + 1].keys[0].roll))
        if abs(tilt) > _MOST_TILT:
            problem = f"lands {np.rad2deg(abs(tilt)):.0f} degrees aslant"
            raise InputError(problem, subject=f"the {self.leap.flights[index].skill}", remedy="twist less or longer")
        return tilt

    def _spans(self, grounds: list[Footing]) -> tuple[Span, ...]:
        """Phases; a flight without a name belongs to the landing before it, and is idle where there is none."""
        named = [bool(air.skill) for air in self.leap.flights]
        out: list[Span] = []
        for i, (floor, ground) in enumerate(zip(self.floors, grounds, strict=True)):
            leads = any(named[i:])
            if i and named[i - 1]:
                out.append(Span("skill", self.floors[i - 1].end, floor.start))
            if i and not leads:
                out.append(self._landing(grounds))
                break
            if leads and (i or named[0]):
                over, begin = self._between(ground, floor) if i and named[i - 1] else (0.0, self._onset(ground, floor))
                if over:
                    out.append(Span("landing", floor.start, over))
                out.append(Span("take-off", begin, floor.end))
        return tuple(out)

    @staticmethod
    def _between(ground: Footing, floor: Timed) -> tuple[float, float]:
        """When the landing of one flight is over, and when the take-off of the next begins."""
        if floor.contact.rests is None:
            split = labels.lowest(ground, floor.start, floor.end)
            return split, split
        over, begin = (floor.start + rest for rest in floor.contact.rests)
        return over, labels.first_seen(ground, begin, floor.end)

    @staticmethod
    def _onset(ground: Footing, floor: Timed) -> float:
        return labels.first_seen(ground, floor.start + floor.contact.begins, floor.end)

    def _landing(self, grounds: list[Footing]) -> Span:
        """From the contact after the last named flight until upright and steady."""
        last = max(i for i, air in enumerate(self.leap.flights) if air.skill) + 1
        floor = self.floors[-1]
        latest = None if floor.contact.ends is None else floor.start + floor.contact.ends
        return Span("landing", self.floors[last].start, labels.steady(grounds[-1], floor.start, floor.end, latest))

    def _flights(self) -> tuple[Flight, ...]:
        return tuple(
            Flight(air.skill, floor.end, floor.end + air.flight, air.turns)
            for air, floor in zip(self.leap.flights, self.floors, strict=False)
        )


def _only(angles: Mapping[str, float]) -> Array:
    return shape_of(angles, {}) if angles else np.zeros(len(ANGLES))


def _channels(pose: Pose, heading: float, tall: float) -> Array:
    """(T, 6) `motion.PELVIS` channels of poses near one another, the place only up to a constant."""
    sine, cosine = np.sin(heading), np.cos(heading)
    x, y, z = pose.place.T
    turn = np.array([[cosine, 0, -sine], [0, 1, 0], [sine, 0, cosine]]) @ pose.turn
    yaw = np.unwrap(np.arctan2(turn[:, 0, 2], turn[:, 2, 2]))
    pitch = np.arcsin(np.clip(-turn[:, 1, 2], -1, 1))
    roll = np.unwrap(np.arctan2(turn[:, 1, 0], turn[:, 1, 1]))
    return np.stack([cosine * x - sine * z, y / tall, sine * x + cosine * z, pitch, yaw, roll], 1)
