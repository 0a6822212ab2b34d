"""Anything made of steps: the pelvis is carried over the feet, pose by pose."""

from collections.abc import Sequence

import attrs
import numpy as np

from training.figure.body import Body
from training.figure.curve import Curve
from training.figure.feet import Place, Step
from training.figure.motion import Grounded, Plan, quiet_feet, standing_height
from training.figure.pose import shape_of
from training.figure.rotation import Array


@attrs.frozen
class Moment:
    """A key pose of the upper body.

    Attributes:
        time: s.
        angles: degrees, as `pose.shape_of` takes them.
        sink: how far the hips go down here, share of the standing height.
        pitch: pelvis tipped forward, degrees.
        yaw: pelvis turned left against the feet, degrees.
        roll: left hip raised, degrees.
        aside: pelvis shifted to its left, m.
    """

    time: float
    angles: dict[str, float] = attrs.field(factory=dict, hash=False)
    sink: float = 0.0
    pitch: float = 0.0
    yaw: float = 0.0
    roll: float = 0.0
    aside: float = 0.0


def stepping(
    body: Body, start: Place, end: Place, steps: Sequence[Step], moments: Sequence[Moment], *, duration: float
) -> Plan:
    """A plan that makes ``steps`` while the upper body goes through ``moments``.

    Half-way through a step the pelvis is over the standing foot for the greater part; when a foot lands it is
    between both. Steps must bring the feet to the quiet stance at ``end``.
    """
    feet = quiet_feet(body, start)
    carried = _carry(body, start, end, steps, duration=duration)
    times = np.unique(np.concatenate([carried.times, [m.time for m in moments]]))
    base = carried(times)
    extra = _moment_curves(moments, duration)
    add = extra[0](times)
    heading = base[:, 4]
    base[:, 0] += add[:, 4] * np.cos(heading)
    base[:, 2] -= add[:, 4] * np.sin(heading)
    base[:, 1] -= add[:, 0]
    base[:, 3] += add[:, 1]
    base[:, 4] += add[:, 2]
    base[:, 5] += add[:, 3]
    return Plan(duration, end, Grounded(body, Place(), feet, tuple(steps), Curve(times, base), extra[1]))


def _moment_curves(moments: Sequence[Moment], duration: float) -> tuple[Curve, Curve]:
    """Pelvis additions (sink, pitch, yaw, roll in radians, aside) and shape, both at rest at the ends."""
    keys = [Moment(0.0), *sorted(moments, key=lambda m: m.time), Moment(duration)]
    times = np.array([k.time for k in keys])
    turns = np.deg2rad([[k.pitch, k.yaw, k.roll] for k in keys])
    pelvis = np.column_stack([[k.sink for k in keys], turns, [k.aside for k in keys]])
    return Curve(times, pelvis), Curve(times, np.stack([shape_of(k.angles) for k in keys]))


def _carry(body: Body, start: Place, end: Place, steps: Sequence[Step], *, duration: float) -> Curve:
    """Pelvis channels in world axes from the feet alone."""
    here = list(quiet_feet(body, start))
    times, rows = [0.0], [_over(start.x, start.z, 1.0, start.heading)]
    for step in steps:
        stand = here[1 - step.side]
        was, goal = here[step.side], step.place
        middle = _between(was, goal)
        times.append((step.start + step.end) / 2)
        rows.append(_over(*_mix(stand, middle, 0.36), _height(body, stand, middle), _heading(stand, middle)))
        here[step.side] = goal
        times.append(step.end)
        rows.append(_over(*_mix(stand, goal, 0.5), _height(body, stand, goal), _heading(stand, goal)))
    if times[-1] < duration - 1e-6:
        times.append(duration)
        rows.append(_over(end.x, end.z, 1.0, end.heading))
    rows[-1] = _over(end.x, end.z, 1.0, end.heading)
    return Curve(np.array(times), np.stack(rows))


def _over(x: float, z: float, height: float, heading: float) -> Array:
    return np.array([x, height, z, 0.0, heading, 0.0])


def _between(a: Place, b: Place) -> Place:
    return Place((a.x + b.x) / 2, (a.z + b.z) / 2, (a.heading + b.heading) / 2)


def _mix(a: Place, b: Place, share: float) -> tuple[float, float]:
    return a.x + share * (b.x - a.x), a.z + share * (b.z - a.z)


def _heading(a: Place, b: Place) -> float:
    return (a.heading + b.heading) / 2


def _height(body: Body, a: Place, b: Place) -> float:
    """Share of the standing height at which both legs reach feet at ``a`` and ``b``."""
    apart = max(0.0, float(np.hypot(a.x - b.x, a.z - b.z)) / 2 - 0.02)
    leg = 0.987 * sum(body.leg)
    return float(np.sqrt(leg**2 - apart**2) + body.ankle_height) / standing_height(body)
