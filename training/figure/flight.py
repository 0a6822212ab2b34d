"""Flight: the centre of mass on its parabola, the body turning as its angular momentum and its shape ask."""

from collections.abc import Callable

import attrs
import numpy as np
from scipy.interpolate import CubicSpline
from scipy.spatial.transform import Rotation, RotationSpline

from dancecoach.errors import InputError
from training.figure import mechanics
from training.figure.anthropometry import GRAVITY
from training.figure.body import Body
from training.figure.pose import Pose, posture
from training.figure.rotation import Array

_PLANAR_RATE, _SPATIAL_RATE = 1500.0, 500.0
"""Steps per second when the turning is integrated, for a body that only somersaults and for one that may twist."""

_CLOSE = 1e-3
"""Radians that the orientation at touch-down may miss."""


@attrs.frozen(eq=False)
class Flown:
    """A flight worked out.

    Attributes:
        duration: s.
        velocity: (3,) of the centre of mass at take-off, m/s.
        angular_momentum: (3,) about the centre of mass, constant, kg m^2/s.
        pose: poses at an array of times, 0 to ``duration`` s.
    """

    duration: float
    velocity: Array
    angular_momentum: Array
    pose: Callable[[Array], Pose]


def fly(
    body: Body, shape: Callable[[Array], Array], first: Pose, last: Pose, *, duration: float, turns: float
) -> Flown:
    """Fly from the pose ``first`` to the pose ``last`` in ``duration`` seconds.

    The parabola follows from both centres of mass and the time. The angular momentum is the one that turns the
    body, changing its shape on the way, from the one orientation to the other and ``turns`` times around its left
    axis in between (forward positive).

    Args:
        body: who flies.
        shape: (T,) seconds -> (T, A) degrees; must give the shapes of ``first`` and ``last`` at the ends.
        first: the single pose of the last contact.
        last: the single pose of the first contact.
        duration: s.
        turns: whole somersaults, forward positive.

    Raises:
        InputError: no angular momentum brings these shapes to that landing (a twist that does not come out).
    """
    for rate in (_PLANAR_RATE, _SPATIAL_RATE):
        grid = np.linspace(0.0, duration, max(3, int(duration * rate) + 1))
        own = mechanics.momentum(body, posture(body, _at_origin(shape(grid))), grid)
        planar = _stays_in_plane(own, first.turn[0], last.turn[0])
        if planar:
            break
    turning = _Turning(grid, own, first.turn[0], last.turn[0], turns=turns, planar=planar)
    orientation = turning.orientation()
    centres = [mechanics.centre_of_mass(body, posture(body, p))[0] for p in (first, last)]
    fall = np.array([0.0, -GRAVITY, 0.0])
    velocity = (centres[1] - centres[0]) / duration - fall * duration / 2

    def pose(times: Array) -> Pose:
        angles, turn = shape(times), orientation(times)
        own_centre = mechanics.centre_of_mass(body, posture(body, _at_origin(angles)))
        t = times[:, None]
        centre = centres[0] + velocity * t + fall * t**2 / 2
        place = centre - (turn @ own_centre[..., None])[..., 0]
        return Pose(place, turn, angles, np.zeros((len(times), 2), bool))

    return Flown(duration, velocity, turning.angular_momentum, pose)


def _at_origin(shape: Array) -> Pose:
    count = len(shape)
    return Pose(np.zeros((count, 3)), np.tile(np.eye(3), (count, 1, 1)), shape, np.zeros((count, 2), bool))


def _stays_in_plane(own: mechanics.Momentum, first: Array, last: Array) -> bool:
    """Whether a body with this momentum and inertia only turns about its left axis on the way."""
    relative = Rotation.from_matrix(first.T @ last).as_rotvec()
    sideways = np.abs(own.angular[:, 1:]).max() + np.abs(own.inertia[:, 0, 1:]).max()
    return bool(np.abs(relative[1:]).max() < 1e-6 and sideways < 1e-6)


class _Turning:
    """Solves for the angular momentum and gives the pelvis's orientation through the flight."""

    def __init__(
        self, grid: Array, own: mechanics.Momentum, first: Array, last: Array, *, turns: float, planar: bool
    ) -> None:
        self.grid, self.own, self.first, self.last, self.planar = grid, own, first, last, planar
        self.wanted = 2 * np.pi * turns + Rotation.from_matrix(first.T @ last).as_rotvec()[0]
        self.pelvis = self._solve_planar() if planar else self._solve_spatial()

    @property
    def angular_momentum(self) -> Array:
        """(3,) in world axes."""
        return self.first @ self.pelvis

    def orientation(self) -> Callable[[Array], Array]:
        """(T,) seconds -> (T, 3, 3) pelvis axes."""
        if self.planar:
            angle = CubicSpline(self.grid, self.angle)
            return lambda t: self.first @ Rotation.from_rotvec(np.outer(angle(t), (1.0, 0.0, 0.0))).as_matrix()
        spline = RotationSpline(self.grid, Rotation.from_matrix(self._integrate(self.pelvis)))
        return lambda t: np.asarray(spline(np.clip(t, 0, self.grid[-1])).as_matrix()).reshape(-1, 3, 3)

    def _solve_planar(self) -> Array:
        """A body that is the same on both sides only somersaults: one equation, linear in the momentum."""
        slow = 1.0 / self.own.inertia[:, 0, 0]
        per_unit = CubicSpline(self.grid, slow).antiderivative()
        lost = CubicSpline(self.grid, self.own.angular[:, 0] * slow).antiderivative()
        total = (self.wanted + float(lost(self.grid[-1]))) / float(per_unit(self.grid[-1]))
        self.angle = total * per_unit(self.grid) - lost(self.grid)
        return np.array([total, 0.0, 0.0])

    def _solve_spatial(self) -> Array:
        """Damped Newton's method on the orientation at touch-down, from the somersault's momentum alone."""
        guess = self._solve_planar()
        miss = self._miss(guess)
        for _ in range(20):
            if np.linalg.norm(miss) < _CLOSE / 10:
                break
            step = 1e-3 * max(1.0, float(np.linalg.norm(guess)))
            columns = [(self._miss(guess + step * axis) - miss) / step for axis in np.eye(3)]
            change = np.linalg.lstsq(np.stack(columns, 1), miss, rcond=None)[0]
            for share in (1.0, 0.5, 0.25, 0.1):
                trial = guess - share * change
                missed = self._miss(trial)
                if np.linalg.norm(missed) < np.linalg.norm(miss):
                    break
            guess, miss = trial, missed
        if np.linalg.norm(miss) > _CLOSE:
            problem = f"misses its landing by {np.rad2deg(np.linalg.norm(miss)):.0f} degrees"
            raise InputError(problem, subject="the flight", remedy="change its shapes or the pose it lands in")
        return guess

    def _miss(self, momentum: Array) -> Array:
        return np.asarray(Rotation.from_matrix(self.last.T @ self._integrate(momentum)[-1]).as_rotvec())

    def _integrate(self, momentum: Array) -> Array:
        """(N, 3, 3) orientations over the grid: Heun's method on the rotation group."""
        world = self.first @ momentum
        inverse = np.linalg.inv(self.own.inertia)
        out = np.empty((len(self.grid), 3, 3))
        out[0] = turn = self.first
        for i, step in enumerate(np.diff(self.grid)):
            rate = inverse[i] @ (turn.T @ world - self.own.angular[i])
            ahead = turn @ _turned(rate * step)
            next_rate = inverse[i + 1] @ (ahead.T @ world - self.own.angular[i + 1])
            turn = turn @ _turned((rate + next_rate) * (step / 2))
            out[i + 1] = turn
        return out


def _turned(vector: Array) -> Array:
    """(3, 3) Rodrigues' rotation by a small vector (faster than scipy's for one)."""
    angle = float(np.sqrt(vector @ vector))
    if angle < 1e-12:
        return np.eye(3)
    x, y, z = vector / angle
    k = np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])
    return np.asarray(np.eye(3) + np.sin(angle) * k + (1 - np.cos(angle)) * (k @ k))
