"""Where the pelvis goes while feet and hands carry it, and while nothing does.

It goes where the keys say while feet carry, where straight arms ask for it while hands carry, and on the parabola of
the centre of mass while nothing does.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import attrs
import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import CubicSpline
from scipy.ndimage import gaussian_filter1d

from training.figure import mechanics, rotation
from training.figure.anthropometry import GRAVITY
from training.figure.body import JOINT, SIDES, Body
from training.figure.curve import Curve
from training.figure.feet import REACH, Place, ankle_at
from training.figure.limbs import ARM_REACH, WRIST_HEIGHT, arm_bones
from training.figure.pose import Pose, posture, shape_of
from training.figure.rotation import Array
from training.figure.support import LEFT_HAND, Hold, Supported

RATE = 200.0
"""Points per second at which the way of the pelvis is worked out."""

_TAKE_OVER = 0.16
"""s in which arms take over the weight, or give it back."""

_MATCH = 0.14
"""s before and after a flight in which the way takes on the flight's speed."""

_TIPTOE = 0.002
"""What a heel may rise more than planned, share of the standing height."""

_BENT_ARM = 0.84
"""Arms that carry bend no further than to this share of their length."""

_APPROACH, _APPROACH_SPEED = 0.25, 6.0
"""s before and after a hold in which the pelvis nears where the limb reaches, and m/s at most at which it may."""


@attrs.frozen
class Turned:
    """How the pelvis is turned, degrees.

    Attributes:
        tip: about the axis across the way, forward positive: 180 is upside down.
        twist: about the body's own long axis, to the left positive.
        lean: to the right, before the twist.
        yaw: about the vertical, to the left positive.
    """

    tip: float = 0.0
    twist: float = 0.0
    lean: float = 0.0
    yaw: float = 0.0


@attrs.frozen
class KeyPose:
    """A pose that the movement goes through.

    Attributes:
        time: s.
        angles: degrees, by joint.
        turned: of the pelvis.
        at: (left, up, ahead) of the pelvis from where the movement starts, m.
        carried: whether hands that hold say where it is instead.
    """

    time: float
    angles: Mapping[str, float]
    turned: Turned
    at: tuple[float, float, float]
    carried: bool = False


def _upright(turned: Turned) -> Array:
    return np.deg2rad([turned.tip, turned.twist, turned.lean, turned.yaw])


def gaps(holds: tuple[Hold, ...], limbs: tuple[int, ...] | range, duration: float) -> list[tuple[float, float]]:
    """When none of ``limbs`` holds, between 0 and ``duration`` s."""
    out, until = [], 0.0
    for hold in sorted((h for h in holds if h.limb in limbs), key=lambda h: h.start):
        if hold.start > until + 1e-9:
            out.append((until, hold.start))
        until = max(until, hold.end)
    return [*out, (until, duration)] if until < duration else out


class Way:
    """Works out the pelvis's way on a fine grid.

    Attributes:
        body: who moves.
        start: where from.
        holds: of hands and feet.
        fly_from: s, feet off the floor before it are no flight of a skill.
        shape: the body's shape at any time.
        duration: s.
        grid: (T,) moments at which it is worked out, s.
    """

    def __init__(self, body: Body, start: Place, keys: list[KeyPose], holds: tuple[Hold, ...], fly_from: float) -> None:
        self.body, self.start, self.holds, self.fly_from = body, start, holds, fly_from
        times = np.array([k.time for k in keys])
        self.shape = Curve(times, np.stack([shape_of(k.angles) for k in keys]))
        self._turned = Curve(times, np.stack([_upright(k.turned) for k in keys]))
        self._at = Curve(times, self._places(keys, times))
        self.duration = float(times[-1])
        self.grid = np.linspace(0.0, self.duration, round(self.duration * RATE) + 1)

    def _places(self, keys: list[KeyPose], times: Array) -> Array:
        """(K, 3) the pelvis at the keys, as seen from the start."""
        out = np.array([k.at for k in keys])
        figure = posture(self.body, self._at_origin(times, self.shape(times)))
        back = rotation.about_y(np.array(-self.start.heading))
        for i, key in enumerate(keys):
            hands = [h for h in self.holds if h.limb >= LEFT_HAND and h.carries and h.start <= key.time <= h.end]
            if key.carried and hands:
                spots = [self._spot(h) - figure.joints[i, _root(h.limb, "wrist")] for h in hands]
                out[i] = back @ (np.mean(spots, 0) - (self.start.x, 0.0, self.start.z))
        return out

    def _at_origin(self, times: Array, shape: Array) -> Pose:
        return Pose(np.zeros((len(times), 3)), self.turn(times), shape, np.zeros((len(times), 2), bool))

    def turn(self, times: Array) -> Array:
        """(T, 3, 3) axes of the pelvis."""
        tip, twist, lean, yaw = self._turned(times).T
        spin = rotation.about_y(yaw + self.start.heading)
        return np.asarray(spin @ rotation.about_x(tip) @ rotation.about_z(lean) @ rotation.about_y(twist))

    def turns(self, start: float, end: float) -> float:
        """Somersaults between two times, forward positive."""
        tip = self._turned(np.array([start, end]))[:, 0]
        return float((tip[1] - tip[0]) / (2 * np.pi))

    def poses(self) -> Supported:
        """Poses at any time."""
        free = self._at_origin(self.grid, self.shape(self.grid))
        figure = posture(self.body, free)
        carried = self._carried(self._explicit(), figure.joints)
        place = self._within_reach(carried, figure.joints)
        out = self._supported(place)
        drift = np.gradient(mechanics.centre_of_mass(self.body, figure), self.grid, axis=0)
        for _ in range(2 if gaps(self.holds, range(4), self.duration) else 0):
            # What limbs take along into a flight moves the centre of mass against the pelvis.
            flying = posture(self.body, attrs.evolve(free, shape=out.hanging(self.grid)))
            out = self._supported(self._fall(place, mechanics.centre_of_mass(self.body, flying), drift))
        return out

    def _supported(self, place: Array) -> Supported:
        return Supported(
            self.body, _Path(CubicSpline(self.grid, place), self.turn), self.shape, self.holds, self.fly_from
        )

    def _explicit(self) -> Array:
        """The pelvis as the keys say."""
        local = self._at(self.grid)
        heading = rotation.about_y(np.full(len(local), self.start.heading))
        return np.asarray((heading @ local[..., None])[..., 0] + (self.start.x, 0.0, self.start.z))

    def _carried(self, place: Array, joints: Array) -> Array:
        """Where hands hold, the pelvis is where the arms' shape puts it."""
        loads, wanted = [], []
        for hold in self.holds:
            if hold.limb >= LEFT_HAND and hold.carries:
                loads.append(_load(self.grid, hold))
                wanted.append(self._spot(hold) - joints[:, _root(hold.limb, "wrist")])
        if not loads:
            return place
        load = np.stack(loads)[..., None]
        total = load.sum(0)
        mean = (load * np.stack(wanted)).sum(0) / np.maximum(total, 1e-9)
        # One hand carries like two, but a hand that just came down does not yet.
        share = np.max(load, 0)
        return np.asarray(np.where(total > 0, place + share * (mean - place), place))

    def _spot(self, hold: Hold) -> Array:
        return np.array([hold.place.x, WRIST_HEIGHT * self.body.height, hold.place.z])

    def _within_reach(self, place: Array, joints: Array) -> Array:
        """The pelvis moved as little as it takes for every limb that holds to reach its spot."""
        limits = [self._limit(hold, joints) for hold in self.holds]
        moved = _pulled(place, limits, 12)
        smooth = gaussian_filter1d(moved - place, 0.012 * RATE, axis=0, mode="nearest")
        # At the very ends nothing is moved: there the next movement joins.
        edge = np.clip(np.minimum(self.grid, self.duration - self.grid) / 0.1, 0, 1)[:, None]
        return np.asarray(place + edge * smooth)

    def _limit(self, hold: Hold, joints: Array) -> "_Limit":
        """How far the pelvis may be from a hold; the limit comes and goes, so that nothing is pulled suddenly."""
        away = np.maximum(np.maximum(hold.start - self.grid, self.grid - hold.end), 0.0)
        rows = np.flatnonzero(away < _APPROACH)
        # A little earlier than it holds, for the way is smoothed afterwards.
        slack = (_APPROACH_SPEED * np.maximum(away[rows] - 0.03, 0.0) ** 2 / _APPROACH)[:, None]
        if hold.limb >= LEFT_HAND:
            arm = sum(arm_bones(self.body))
            centre = self._spot(hold) - joints[rows, _root(hold.limb, "shoulder")]
            nearest = _BENT_ARM * arm - slack if hold.carries else 0.0 * slack
            return _Limit(rows, centre, (ARM_REACH - 0.004) * arm + slack, nearest)
        # A foot that lands on its heel cannot rise from it at the same time.
        spare = _TIPTOE * self.body.height if hold.land >= 0 else 0.0
        target = hold.foot(self.grid[rows])
        centre = ankle_at(self.body, target, target.pitch)[0] - joints[rows, _root(hold.limb, "hip")]
        return _Limit(rows, centre, REACH * sum(self.body.leg) + spare + slack, 0.0 * slack)

    def _fall(self, place: Array, centre: Array, drift: Array) -> Array:
        """Flights on parabolas; before and after them the way takes on their speed.

        Args:
            place: (T, 3) of the pelvis without flights, m.
            centre: (T, 3) centre of mass from the pelvis, m.
            drift: (T, 3) its speed as the shape alone has it, m/s.
        """
        out, step = place.copy(), self.grid[1] - self.grid[0]
        fall = np.array([0.0, -GRAVITY, 0.0])
        falls = [(round(a / step), round(b / step)) for a, b in gaps(self.holds, range(4), self.duration)]
        stands = [0, *(b for _, b in falls)], [*(a for a, _ in falls), len(self.grid) - 1]
        for i, (a, b) in enumerate(falls):
            t, duration = (self.grid[a : b + 1] - self.grid[a])[:, None], self.grid[b] - self.grid[a]
            first, last = place[a] + centre[a], place[b] + centre[b]
            speed = (last - first) / duration - fall * duration / 2
            out[a : b + 1] = first + speed * t + fall * t**2 / 2 - centre[a : b + 1]
            # Between two flights each has half the time on the floor to itself.
            self._match(out, a, -1, speed - drift[a], room=(a - stands[0][i]) // (2 if i else 1))
            room = (stands[1][i + 1] - b) // (2 if i + 1 < len(falls) else 1)
            self._match(out, b, 1, speed + fall * duration - drift[b], room=room)
        return out

    def _match(self, place: Array, at: int, direction: int, speed: Array, *, room: int) -> None:
        """Lead the way on one side of ``at`` to the given speed there, within ``room`` points."""
        step = self.grid[1] - self.grid[0]
        count = int(min(_MATCH / step, room))
        own = (place[at + direction] - place[at]) / step * direction
        share = np.arange(1, count + 1) / max(count, 1)
        bump = (share * (1 - share) ** 2 * count * step)[:, None] * (speed - own) * direction
        rows = at + direction * np.arange(1, count + 1)
        place[rows] += bump


class _Limit(NamedTuple):
    """The pelvis is to stay from ``near`` to ``far`` (N, 1) m away from ``centre`` (N, 3) at the grid's ``rows``."""

    rows: NDArray[np.intp]
    centre: Array
    far: Array
    near: Array

    def pull(self, place: Array) -> Array:
        """(N, 3) the way back inside."""
        reach = self.centre - place
        away = np.linalg.norm(reach, axis=1, keepdims=True)
        return np.asarray(reach / np.maximum(away, 1e-9) * (away - np.clip(away, self.near, self.far)))


def _pulled(place: Array, limits: list[_Limit], rounds: int) -> Array:
    """The pelvis brought inside all limits, as far as they agree."""
    out = place.copy()
    for _ in range(rounds):
        for limit in limits:
            out[limit.rows] += limit.pull(out[limit.rows])
    return out


def _root(limb: int, joint: str) -> int:
    return JOINT[f"{SIDES[limb % 2]}_{joint}"]


def _load(times: Array, hold: Hold) -> Array:
    """(T,) how much a hold carries: it grows from its beginning and shrinks to its end."""
    over = min(_TAKE_OVER, 0.4 * (hold.end - hold.start))
    share = np.clip(np.minimum(times - hold.start, hold.end - times) / over, 0, 1)
    return np.asarray(share * share * (3 - 2 * share))


@attrs.frozen(eq=False)
class _Path:
    """The way worked out: `Supported.way`."""

    place: CubicSpline[np.float64]
    turn: Callable[[Array], Array]

    def __call__(self, times: Array) -> tuple[Array, Array]:
        """Place and axes of the pelvis at ``times``, s."""
        return np.asarray(self.place(times)), self.turn(times)
