"""A body that stands on its feet or hands, or on neither: poses from a way of the pelvis, a shape and what holds.

While a hand or foot holds, its limb reaches for the spot it stands on; otherwise it follows the shape. Between the
two it is led over, with place and speed as they are where it lets go or takes hold.
"""

from collections.abc import Callable
from typing import NamedTuple

import attrs
import numpy as np

from training.figure.body import JOINT, SIDES, Body
from training.figure.feet import FootTargets, Place
from training.figure.limbs import WRIST_HEIGHT, arm_columns, foot_on, hand_on, leg_columns, leg_to
from training.figure.pose import Pose, posture
from training.figure.rotation import Array

LEFT_FOOT, RIGHT_FOOT, LEFT_HAND, RIGHT_HAND = range(4)

ALWAYS = 1e6
"""Seconds before the beginning or after the end of any movement."""

_LEAD = 0.24
"""s in which a limb is led from its spot to the shape or back."""

_FASTEST = 900.0
"""Degrees per second that a limb takes along when it lets go."""

_ROLL = 0.16
"""s that a foot takes to come down flat or up to its ball."""


@attrs.frozen
class Hold:
    """A hand or foot that stays where it is for a while.

    Attributes:
        limb: `LEFT_FOOT`, `RIGHT_FOOT`, `LEFT_HAND` or `RIGHT_HAND`.
        start: s.
        end: s.
        place: of the ankle when the foot is flat, or of the wrist; and where toes or fingers point.
        land: degrees that the heel is up when the foot lands; negative for toes up.
        leave: degrees that the heel is up when the foot leaves.
    """

    limb: int
    start: float
    end: float
    place: Place
    land: float = 0.0
    leave: float = 0.0

    def active(self, times: Array) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """(T,) whether it holds."""
        return np.asarray((times >= self.start) & (times <= self.end))

    def foot(self, times: Array) -> FootTargets:
        """Where a foot that holds is meant to be."""
        count = len(times)
        roll = min(_ROLL, 0.45 * (self.end - self.start))
        pitch = self.land * (1 - _ease((times - self.start) / roll)) + self.leave * _ease(1 + (times - self.end) / roll)
        return FootTargets(
            np.tile((self.place.x, self.place.z), (count, 1)),
            np.full(count, self.place.heading),
            np.deg2rad(pitch),
            np.zeros(count),
            np.ones(count, bool),
        )


class _Lead(NamedTuple):
    """How far a limb is from the shape, and how fast, where a hold begins or ends; it goes to 0 over ``span`` s."""

    limb: int
    at: float
    span: float
    off: Array
    rate: Array


@attrs.frozen(eq=False, slots=False)
class Supported:
    """Poses of a body that holds on to the floor now here, now there.

    Attributes:
        body: whose poses.
        way: (T,) s -> (T, 3) pelvis, m, and (T, 3, 3) its axes.
        shape: (T,) s -> (T, A) degrees; all limbs count.
        holds: in order of time for each limb.
        guard: whether feet that hang near the floor are kept above it.
    """

    body: Body
    way: Callable[[Array], tuple[Array, Array]]
    shape: Callable[[Array], Array]
    holds: tuple[Hold, ...]
    guard: bool = True
    _leads: tuple[_Lead, ...] = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "_leads", tuple(self._find_leads()))

    def __call__(self, times: Array) -> Pose:
        """Poses at ``times``, s."""
        place, turn = self.way(times)
        nominal = self.shape(times)
        shape = nominal.copy()
        held = np.zeros((len(times), 4), bool)
        for lead in self._leads:
            self._lead_over(lead, times, shape)
        for hold in self.holds:
            rows = hold.active(times)
            if rows.any():
                held[rows, hold.limb] = True
                shape[rows, _columns(hold.limb)] = self._reach(hold, times[rows], place[rows], turn[rows], shape[rows])
        pose = Pose(place, turn, shape, held[:, :2], held[:, 2:])
        if self.guard:
            _keep_above(self.body, pose)
        return pose

    def _reach(self, hold: Hold, times: Array, place: Array, turn: Array, shape: Array) -> Array:
        if hold.limb < LEFT_HAND:
            return foot_on(self.body, place, turn, shape, hold.limb, hold.foot(times))
        spot = np.array([hold.place.x, WRIST_HEIGHT * self.body.height, hold.place.z])
        heading = np.full(len(times), hold.place.heading)
        return hand_on(
            self.body, place, turn, shape, hold.limb - LEFT_HAND, np.tile(spot, (len(times), 1)), heading
        )

    def _find_leads(self) -> list[_Lead]:
        out = []
        for limb in range(4):
            own = sorted((h for h in self.holds if h.limb == limb), key=lambda h: h.start)
            for i, hold in enumerate(own):
                before = hold.start - own[i - 1].end if i else ALWAYS
                after = own[i + 1].start - hold.end if i + 1 < len(own) else ALWAYS
                if hold.start > -ALWAYS:
                    out.append(self._lead(hold, hold.start, -min(before, _LEAD)))
                if hold.end < ALWAYS:
                    out.append(self._lead(hold, hold.end, min(after, _LEAD)))
        return out

    def _lead(self, hold: Hold, at: float, span: float) -> _Lead:
        """What the limb takes along at one end of a hold."""
        step = 3e-3
        times = at - np.sign(span) * np.array([step, 0.0])
        place, turn = self.way(times)
        shape = self.shape(times)
        columns = _columns(hold.limb)
        off = self._reach(hold, times, place, turn, shape) - shape[:, columns]
        rate = np.clip((off[1] - off[0]) / step, -_FASTEST, _FASTEST)
        return _Lead(hold.limb, at, span, off[1], rate)

    @staticmethod
    def _lead_over(lead: _Lead, times: Array, shape: Array) -> None:
        """Add what is left of the difference, a cubic that ends at rest."""
        share = (times - lead.at) / lead.span
        rows = (share >= 0) & (share < 1)
        if rows.any():
            s = share[rows][:, None]
            # ``rate`` is per second away from the hold, on either side of it.
            fade = (1 + 2 * s) * (1 - s) ** 2 * lead.off + s * (1 - s) ** 2 * abs(lead.span) * lead.rate
            shape[rows, _columns(lead.limb)] += fade


def _columns(limb: int) -> slice:
    return leg_columns(limb) if limb < LEFT_HAND else arm_columns(limb - LEFT_HAND)


def _ease(x: Array) -> Array:
    x = np.clip(x, 0, 1)
    return np.asarray(x * x * (3 - 2 * x))


def _keep_above(body: Body, pose: Pose) -> None:
    """Raise feet and hands that hang lower than the floor, in place."""
    figure = posture(body, pose)
    sole = np.stack([body.heel, body.offsets[JOINT["left_ball"]], body.offsets[JOINT["left_ball"]] + _tip(body)])
    for side, name in enumerate(SIDES):
        ankle, knee, hip = (JOINT[f"{name}_{part}"] for part in ("ankle", "knee", "hip"))
        low = figure.joints[:, ankle, 1] + (figure.turns[:, ankle, 1] @ sole.T).min(1)
        rows = (low < 0) & ~pose.contact[:, side]
        if rows.any():
            up = figure.joints[rows, ankle] - np.outer(low[rows], (0.0, 1.0, 0.0))
            pose.shape[rows, leg_columns(side)] = leg_to(
                body, figure.joints[rows, hip], pose.turn[rows], pose.shape[rows], side,
                (up, figure.turns[rows, ankle]), figure.turns[rows, knee, :, 0],
                np.deg2rad(pose.shape[rows, leg_columns(side)][:, -1]),
            )  # fmt: skip


def _tip(body: Body) -> Array:
    """The tip of the toes from the ball."""
    return np.array([0.004, -0.006, 0.036]) * body.height
