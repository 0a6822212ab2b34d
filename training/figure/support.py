"""A body that stands on its feet or hands, or on neither: poses from a way of the pelvis, a shape and what holds.

While a hand or foot holds, its limb reaches for the spot it stands on; otherwise it follows the shape. Between the
two it is led over, with place and speed as they are where it lets go or takes hold.
"""

from collections.abc import Callable
from typing import NamedTuple

import attrs
import numpy as np
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation

from training.figure import rotation
from training.figure.body import JOINT, SIDES, Body
from training.figure.feet import FootTargets, Place
from training.figure.limbs import WRIST_HEIGHT, arm_columns, foot_on, hand_on, leg_columns, leg_to, nearest
from training.figure.pose import ANGLE, Pose, Posture, posture
from training.figure.rotation import Array

LEFT_FOOT, RIGHT_FOOT, LEFT_HAND, RIGHT_HAND = range(4)

ALWAYS = 1e6
"""Seconds before the beginning or after the end of any movement."""

_LEAD = 0.24
"""s in which a limb is led from its spot to the shape or back."""

_FASTEST = 600.0
"""Degrees per second that a limb takes along when it lets go."""

_ROLL = 0.16
"""s that a foot takes to come down flat or up to its ball."""

_ABOUT = 1e-9
"""Times closer than this are the same."""

_STEP = 3e-3
"""s over which a limb's speed is taken."""

_TIP = (0.004, -0.006, 0.036)
"""The tip of the toes from the ball, shares of the height."""


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
        carries: whether a hand bears the body, or only lies on the floor.
        spin: radians that a foot turns meanwhile, on its ball.
        ball: distance of the ball from the ankle, m; what a spin turns about.
        tiptoe: whether the heel stays up by ``land`` all the while.
    """

    limb: int
    start: float
    end: float
    place: Place
    land: float = 0.0
    leave: float = 0.0
    carries: bool = True
    spin: float = 0.0
    ball: float = 0.0
    tiptoe: bool = False

    def active(self, times: Array) -> NDArray[np.bool_]:
        """(T,) whether it holds."""
        return np.asarray((times >= self.start - _ABOUT) & (times <= self.end + _ABOUT))

    def foot(self, times: Array) -> FootTargets:
        """Where a foot that holds is meant to be."""
        count = len(times)
        roll = min(_ROLL, 0.45 * (self.end - self.start))
        pitch = self.land * (1 - _ease((times - self.start) / roll)) + self.leave * _ease(1 + (times - self.end) / roll)
        if self.tiptoe:
            pitch = np.full(count, self.land)
        flat, heading = np.tile((self.place.x, self.place.z), (count, 1)), np.full(count, self.place.heading)
        if self.spin:
            # On the ball throughout, faster and slower again.
            pitch = np.full(count, self.land)
            heading = heading + self.spin * _ease((times - self.start) / (self.end - self.start))
            first, now = self.place.heading, heading
            flat += self.ball * np.stack([np.sin(first) - np.sin(now), np.cos(first) - np.cos(now)], 1)
        return FootTargets(flat, heading, np.deg2rad(pitch), np.zeros(count), np.ones(count, bool))


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
        fly_from: s; from here on the body flies when nothing holds, so no leg is moved for the floor's sake then.
    """

    body: Body
    way: Callable[[Array], tuple[Array, Array]]
    shape: Callable[[Array], Array]
    holds: tuple[Hold, ...]
    fly_from: float = ALWAYS
    _leads: tuple[_Lead, ...] = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "_leads", tuple(lead for limb in range(4) for lead in self._find_leads(limb)))

    def __call__(self, times: Array) -> Pose:
        """Poses at ``times``, s."""
        pose = self._free(times)
        held = np.zeros((len(times), 4), bool)
        for limb in range(4):
            own = [(h, h.active(times)) for h in self.holds if h.limb == limb]
            for hold, rows in own:
                if rows.any():
                    held[rows, limb] = True
                    pose.shape[rows, _columns(limb)] = self._reach([hold], [times[rows]], limb)
        pose.contact[:], pose.hands[:] = held[:, :2], held[:, 2:]
        _keep_above(self.body, pose, ~held.any(1) & (times > self.fly_from))
        return pose

    def hanging(self, times: Array) -> Array:
        """(T, A) the shape with limbs led to and from their spots, as if nothing held."""
        return self._free(times).shape

    def _free(self, times: Array) -> Pose:
        pose = self._nominal(times)
        for lead in self._leads:
            _lead_over(lead, times, pose.shape)
        for side in SIDES:
            for joint in ("knee", "elbow"):
                column = ANGLE[f"{side}_{joint}"]
                pose.shape[:, column] = np.maximum(pose.shape[:, column], 1.0)
        return pose

    def _nominal(self, times: Array) -> Pose:
        return Pose(*self.way(times), self.shape(times), np.zeros((len(times), 2), bool))

    def _reach(self, holds: list[Hold], times: list[Array], limb: int) -> Array:
        """Angles of one limb that holds, for several holds with their times, one after the other."""
        pose = self._nominal(np.concatenate(times))
        if limb < LEFT_HAND:
            return foot_on(self.body, pose, limb, _joined([h.foot(t) for h, t in zip(holds, times, strict=True)]))
        counts = [len(t) for t in times]
        high = WRIST_HEIGHT * self.body.height
        spots = np.repeat([(h.place.x, high, h.place.z) for h in holds], counts, axis=0)
        return hand_on(self.body, pose, limb - LEFT_HAND, spots, np.repeat([h.place.heading for h in holds], counts))

    def _find_leads(self, limb: int) -> list[_Lead]:
        """What the limb takes along at both ends of each hold."""
        own = sorted((h for h in self.holds if h.limb == limb), key=lambda h: h.start)
        ends: list[tuple[Hold, float, float]] = []
        for i, hold in enumerate(own):
            before = hold.start - own[i - 1].end if i else ALWAYS
            after = own[i + 1].start - hold.end if i + 1 < len(own) else ALWAYS
            if hold.start > -ALWAYS and before > _STEP:
                ends.append((hold, hold.start, -min(before, _LEAD)))
            if hold.end < ALWAYS and after > _STEP:
                ends.append((hold, hold.end, min(after, _LEAD)))
        if not ends:
            return []
        times = [at - np.sign(span) * np.array([_STEP, 0.0]) for _, at, span in ends]
        reached = self._reach([hold for hold, *_ in ends], times, limb)
        off = _difference(self.shape(np.concatenate(times))[:, _columns(limb)], reached, limb).reshape(len(ends), 2, -1)
        rate = np.clip((off[:, 1] - off[:, 0]) / _STEP, -_FASTEST, _FASTEST)
        return [_Lead(limb, at, span, off[i, 1], rate[i]) for i, (_, at, span) in enumerate(ends)]


def _joined(parts: list[FootTargets]) -> FootTargets:
    return FootTargets(*(np.concatenate([getattr(p, f.name) for p in parts]) for f in attrs.fields(FootTargets)))


def _columns(limb: int) -> slice:
    return leg_columns(limb) if limb < LEFT_HAND else arm_columns(limb - LEFT_HAND)


def _ball(angles: Array, limb: int) -> Rotation:
    """The turn of hip or shoulder from its three angles in degrees."""
    sign = 1.0 - 2.0 * (limb % 2)
    flex, abduct, turn = np.deg2rad(angles[:, :3]).T
    return Rotation.from_matrix(rotation.swing(flex, sign * abduct, -sign * turn))


def _difference(shape: Array, reached: Array, limb: int) -> Array:
    """From the shape's angles to those of the limb that holds: a rotation vector in degrees, then plain differences."""
    turn = np.rad2deg((_ball(shape, limb).inv() * _ball(reached, limb)).as_rotvec())
    return np.concatenate([turn, reached[:, 3:] - shape[:, 3:]], 1)


def _lead_over(lead: _Lead, times: Array, shape: Array) -> None:
    """Add what is left of the difference, a cubic that ends at rest, in place."""
    share = (times - lead.at) / lead.span
    rows = np.flatnonzero((share >= -_ABOUT) & (share < 1))
    if not len(rows):
        return
    s = share[rows][:, None]
    # ``rate`` is per second away from the hold, on either side of it.
    fade = (1 + 2 * s) * (1 - s) ** 2 * lead.off + s * (1 - s) ** 2 * abs(lead.span) * lead.rate
    columns = np.arange(len(lead.off)) + _columns(lead.limb).start
    was = shape[np.ix_(rows, columns)]
    turned = _ball(was, lead.limb) * Rotation.from_rotvec(np.deg2rad(fade[:, :3]))
    ball = nearest(rotation.swing_angles(turned.as_matrix()), was[:, :3], 1.0 - 2.0 * (lead.limb % 2))
    shape[np.ix_(rows, columns)] = np.concatenate([ball, was[:, 3:] + fade[:, 3:]], 1)


def _ease(x: Array) -> Array:
    x = np.clip(x, 0, 1)
    return np.asarray(x * x * (3 - 2 * x))


def _keep_above(body: Body, pose: Pose, flying: NDArray[np.bool_]) -> None:
    """Raise feet that hang lower than the floor, in place; those that fly only lift their toes."""
    figure = posture(body, pose)
    toe = np.array(_TIP) * body.height
    for side, name in enumerate(SIDES):
        ankle, ball = JOINT[f"{name}_ankle"], JOINT[f"{name}_ball"]
        tip = figure.joints[:, ball, 1] + figure.turns[:, ball, 1] @ toe
        pose.shape[:, leg_columns(side).stop - 1] += np.where(flying, _lift(tip, float(np.linalg.norm(toe))), 0.0)
        heel = figure.joints[:, ankle, 1] + figure.turns[:, ankle, 1] @ body.heel
        low = np.minimum(np.minimum(tip, heel), figure.joints[:, ball, 1])
        rows = np.flatnonzero((low < 0) & ~flying & ~pose.contact[:, side])
        if len(rows):
            up = figure.joints[rows, ankle] - np.outer(low[rows], (0.0, 1.0, 0.0))
            _raise_foot(body, pose, figure, (side, rows), up)


def _lift(tip: Array, length: float) -> Array:
    """Degrees that bring toes of that length back to the floor."""
    return np.asarray(np.rad2deg(np.arcsin(np.clip(-tip / length, 0.0, 0.9))))


def _raise_foot(body: Body, pose: Pose, figure: Posture, which: tuple[int, NDArray[np.intp]], ankle: Array) -> None:
    side, rows = which
    foot = figure.turns[rows, JOINT[f"{SIDES[side]}_ankle"]]
    hinge = figure.turns[rows, JOINT[f"{SIDES[side]}_knee"], :, 0]
    own = Pose(pose.place[rows], pose.turn[rows], pose.shape[rows], pose.contact[rows])
    columns = leg_columns(side)
    toes = np.deg2rad(own.shape[:, columns.stop - 1])
    pose.shape[rows, columns] = leg_to(body, own, side, (ankle, foot), hinge, toes=toes)
