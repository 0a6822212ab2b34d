"""Movements: what a plan of one gives, and plans one after the other.

A `Move` is a movement as data (what, how far, how fast). `Move.plan` works it out for a body that stands at a place;
the `Plan` gives the pose at any time, so a clip may have any frame rate, a variable one included. Every plan begins
and ends in the same quiet stance, so plans follow one another without a jump.
"""

from collections.abc import Callable, Sequence
from typing import Protocol

import attrs
import numpy as np

from training.figure import rotation
from training.figure.body import Body
from training.figure.curve import Curve
from training.figure.feet import Place, Step, reach_feet, stance, walk_steps
from training.figure.pose import ANGLES, Pose
from training.figure.rotation import Array

PHASES = ("idle", "take-off", "skill", "landing")
"""Phase names; their numbers are positions in this tuple."""

STANCE_WIDTH = 1.35
"""Distance of the ankles in quiet stance, hip breadths."""

PELVIS = ("left", "height", "forward", "pitch", "yaw", "roll")
"""Channels of a pelvis curve: m to the left, share of the standing height, m ahead, then radians: tipped forward,
turned left, and left hip raised."""


@attrs.frozen
class Span:
    """A phase other than idle: take-off, skill or landing.

    Attributes:
        phase: name of the phase.
        start: first moment, s.
        end: last moment, s; at the border of two spans the earlier phase holds.
    """

    phase: str
    start: float
    end: float

    def shifted(self, by: float) -> "Span":
        """The span ``by`` seconds later."""
        return Span(self.phase, self.start + by, self.end + by)


@attrs.frozen
class Flight:
    """A time without contact.

    Attributes:
        skill: what is done in it, such as "back tuck".
        start: last contact, s.
        end: first contact, s.
        turns: somersaults, back negative.
    """

    skill: str
    start: float
    end: float
    turns: float = 0.0

    def shifted(self, by: float) -> "Flight":
        """The flight ``by`` seconds later."""
        return attrs.evolve(self, start=self.start + by, end=self.end + by)


@attrs.frozen(eq=False)
class Plan:
    """A movement worked out for one body and place.

    Attributes:
        duration: s.
        end: where the body stands afterwards.
        pose: poses at an array of times, 0 to ``duration`` s.
        spans: phases other than idle, in order.
        flights: times without contact that belong to a skill (a run has others), in order.
    """

    duration: float
    end: Place
    pose: Callable[[Array], Pose]
    spans: tuple[Span, ...] = ()
    flights: tuple[Flight, ...] = ()


class Move(Protocol):
    """A movement as data."""

    def plan(self, body: Body, start: Place) -> Plan:
        """Work it out for ``body`` that stands at ``start``."""
        ...


@attrs.frozen(eq=False)
class Grounded:
    """Poses with the feet on, or stepping over, the floor; the legs follow from pelvis and feet.

    Attributes:
        body: whose poses.
        start: the place that ``pelvis`` is measured from.
        feet: where the feet stand at first.
        steps: what they do then.
        pelvis: curve of the `PELVIS` channels.
        shape: curve of the angles, degrees; its leg angles are not looked at.
        ease: (T,) -> (T, A) degrees added to the shape: breath and unrest; None for none.
    """

    body: Body
    start: Place
    feet: tuple[Place, Place]
    steps: tuple[Step, ...]
    pelvis: Curve
    shape: Curve
    ease: Callable[[Array], Array] | None = None

    def __call__(self, times: Array) -> Pose:
        """Poses at ``times``, s."""
        place, turn = pelvis_pose(self.body, self.start, self.pelvis(times))
        shape = self.shape(times)
        if self.ease is not None:
            shape = shape + self.ease(times)
        targets = walk_steps(self.feet, self.steps, times)
        shape = reach_feet(self.body, place, turn, shape, targets)
        return Pose(place, turn, shape, np.stack([t.contact for t in targets], 1))


def pelvis_pose(body: Body, start: Place, channels: Array) -> tuple[Array, Array]:
    """(T, 3) place and (T, 3, 3) axes of the pelvis from (T, 6) `PELVIS` channels as seen from ``start``."""
    left, height, forward, pitch, yaw, roll = channels.T
    heading = rotation.about_y(np.full(len(channels), start.heading))
    local = np.stack([left, np.zeros_like(left), forward], 1)
    place = (heading @ local[..., None])[..., 0] + (start.x, 0.0, start.z)
    place[:, 1] = height * standing_height(body)
    return place, heading @ rotation.about_y(yaw) @ rotation.about_x(pitch) @ rotation.about_z(roll)


def standing_height(body: Body) -> float:
    """Height of the pelvis in quiet stance, m: knees not quite locked."""
    aside = body.hip_breadth / 2 * (STANCE_WIDTH - 1)
    return body.ankle_height + float(np.sqrt((0.987 * sum(body.leg)) ** 2 - aside**2))


def quiet_feet(body: Body, place: Place) -> tuple[Place, Place]:
    """Where the feet stand in the quiet stance between two movements."""
    return stance(body, place, STANCE_WIDTH)


@attrs.frozen(eq=False)
class Performance:
    """Moves one after the other by one body.

    Attributes:
        body: who moves.
        plans: one after the other.
        starts: (P + 1,) beginning of each plan and end of the last, s.
    """

    body: Body
    plans: tuple[Plan, ...]
    starts: Array

    @classmethod
    def of(cls, body: Body, moves: Sequence[Move], start: Place | None = None) -> "Performance":
        """Plan ``moves`` in order from ``start``."""
        here, plans = start or Place(), []
        for move in moves:
            plan = move.plan(body, here)
            plans.append(plan)
            here = plan.end
        return cls(body, tuple(plans), np.concatenate([[0.0], np.cumsum([p.duration for p in plans])]))

    @property
    def duration(self) -> float:
        """All plans together, s."""
        return float(self.starts[-1])

    def pose(self, times: Array) -> Pose:
        """Poses at ``times``, s in any order; before the start and after the end the outermost pose holds."""
        times = np.clip(np.asarray(times, float), 0.0, self.duration)
        which = np.clip(np.searchsorted(self.starts, times, side="right") - 1, 0, len(self.plans) - 1)
        count = len(times)
        out = Pose(
            np.empty((count, 3)), np.empty((count, 3, 3)), np.empty((count, len(ANGLES))), np.ones((count, 2), bool)
        )
        for index in np.unique(which):
            rows = which == index
            part = self.plans[index].pose(times[rows] - self.starts[index])
            out.place[rows], out.turn[rows], out.shape[rows] = part.place, part.turn, part.shape
            out.contact[rows], out.hands[rows] = part.contact, part.hands
        return out

    @property
    def spans(self) -> tuple[Span, ...]:
        """Phases other than idle."""
        return tuple(s.shifted(at) for plan, at in self._started for s in plan.spans)

    @property
    def flights(self) -> tuple[Flight, ...]:
        """Times without contact."""
        return tuple(f.shifted(at) for plan, at in self._started for f in plan.flights)

    @property
    def _started(self) -> list[tuple[Plan, float]]:
        return list(zip(self.plans, self.starts[:-1].tolist(), strict=True))

    def phases(self, times: Array) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
        """(T,) position in `PHASES` at each time."""
        out = np.zeros(len(times), np.uint8)
        for span in reversed(self.spans):
            out[(times >= span.start - 1e-9) & (times <= span.end + 1e-9)] = PHASES.index(span.phase)
        return out
