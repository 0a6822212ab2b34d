"""Flight: the centre of mass on its parabola, the body turning as its angular momentum and its shape ask."""

from collections.abc import Callable

import attrs
import numpy as np
from scipy.interpolate import CubicSpline
from scipy.spatial.transform import Rotation

from dancecoach.errors import InputError
from training.figure import mechanics
from training.figure.anthropometry import GRAVITY
from training.figure.body import Body
from training.figure.pose import Pose, mirrored_shape, posture
from training.figure.rotation import Array

_PLANAR_RATE, _SPATIAL_RATE, _COARSE_RATE = 1000.0, 360.0, 150.0
"""Steps per second when the turning is integrated: of a body that is the same on both sides, of one that may leave the
plane, and for a first idea."""

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
    body: Body,
    shape: Callable[[Array], Array],
    first: Pose,
    last: Pose,
    *,
    duration: float,
    turns: float,
    twists: float = 0.0,
    coarse: bool = False,
    guess: Array | None = None,
) -> Flown:
    """Fly from the pose ``first`` to the pose ``last`` in ``duration`` seconds.

    The parabola follows from both centres of mass and the time. The angular momentum is the one that turns the
    body, changing its shape on the way, from the one orientation to the other, ``turns`` times around its left
    axis and ``twists`` times around its long axis in between.

    Args:
        body: who flies.
        shape: (T,) seconds -> (T, A) degrees; must give the shapes of ``first`` and ``last`` at the ends.
        first: the single pose of the last contact.
        last: the single pose of the first contact.
        duration: s.
        turns: whole somersaults, forward positive.
        twists: turns about the long axis, to the left positive; halves land facing the other way.
        coarse: a first idea will do.
        guess: (3,) angular momentum to begin the search with; None finds one.

    Raises:
        InputError: no angular momentum brings these shapes to that landing (a twist that does not come out).
    """
    grid = _grid(shape, duration, coarse=coarse)
    turning = _Turning(grid, _momentum(body, shape, grid), first.turn[0], last.turn[0], turns=turns, twists=twists)
    orientation = turning.orientation(guess)
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


def driven_twists(
    body: Body, shape: Callable[[Array], Array], first: Pose, last: Pose, *, duration: float, turns: float
) -> float:
    """How often a body that leaves the floor with a somersault alone twists because of its shapes, left positive."""
    grid = _grid(shape, duration, coarse=True)
    turning = _Turning(grid, _momentum(body, shape, grid), first.turn[0], last.turn[0], turns=turns, twists=0.0)
    _, twisted = turning.integrate(turning.somersault_alone()[None])
    return float(twisted[0] / (2 * np.pi))


def _grid(shape: Callable[[Array], Array], duration: float, *, coarse: bool) -> Array:
    angles = shape(np.linspace(0.0, duration, 20))
    even = np.allclose(angles, mirrored_shape(angles), atol=1e-6)
    rate = _COARSE_RATE if coarse else _PLANAR_RATE if even else _SPATIAL_RATE
    return np.linspace(0.0, duration, max(5, int(duration * rate) + 1))


def _momentum(body: Body, shape: Callable[[Array], Array], grid: Array) -> mechanics.Momentum:
    """Of the shape's changes alone, in the pelvis's axes."""
    return mechanics.momentum(body, posture(body, _at_origin(shape(grid))), grid)


def _at_origin(shape: Array) -> Pose:
    count = len(shape)
    return Pose(np.zeros((count, 3)), np.tile(np.eye(3), (count, 1, 1)), shape, np.zeros((count, 2), bool))


class _Turning:
    """Solves for the angular momentum and gives the pelvis's orientation through the flight."""

    def __init__(
        self, grid: Array, own: mechanics.Momentum, first: Array, last: Array, *, turns: float, twists: float
    ) -> None:
        self.grid, self.own, self.first, self.last, self.twists = grid, own, first, last, twists
        up = first.T @ last[:, 1]
        self.wanted = 2 * np.pi * turns + float(np.arctan2(up[2], up[1]))
        self.inverse = np.linalg.inv(own.inertia)
        self.planar = not twists and self._stays_in_plane()
        self.pelvis = np.zeros(3)

    @property
    def angular_momentum(self) -> Array:
        """(3,) in world axes."""
        return self.first @ self.pelvis

    def orientation(self, guess: Array | None = None) -> Callable[[Array], Array]:
        """Solve; (T,) seconds -> (T, 3, 3) pelvis axes."""
        if self.planar:
            self.pelvis, angle = self._solve_planar()
            return lambda t: self.first @ Rotation.from_rotvec(np.outer(angle(t), (1.0, 0.0, 0.0))).as_matrix()
        self.pelvis, path = self._solve_spatial(None if guess is None else self.first.T @ guess)
        return _Path(self.grid, path, self._rates(path))

    def somersault_alone(self) -> Array:
        """(3,) angular momentum that would make the wanted somersaults if nothing led out of the plane."""
        return self._solve_planar()[0]

    def _stays_in_plane(self) -> bool:
        """Whether a body with this momentum and inertia only turns about its left axis on the way."""
        relative = Rotation.from_matrix(self.first.T @ self.last).as_rotvec()
        sideways = np.abs(self.own.angular[:, 1:]).max() + np.abs(self.own.inertia[:, 0, 1:]).max()
        return bool(np.abs(relative[1:]).max() < 1e-6 and sideways < 1e-6)

    def _solve_planar(self) -> tuple[Array, Callable[[Array], Array]]:
        """A body that is the same on both sides only somersaults: one equation, linear in the momentum."""
        slow = 1.0 / self.own.inertia[:, 0, 0]
        per_unit = CubicSpline(self.grid, slow).antiderivative()
        lost = CubicSpline(self.grid, self.own.angular[:, 0] * slow).antiderivative()
        total = (self.wanted + float(lost(self.grid[-1]))) / float(per_unit(self.grid[-1]))
        return np.array([total, 0.0, 0.0]), lambda t: total * per_unit(t) - lost(t)

    def _solve_spatial(self, guess: Array | None) -> tuple[Array, Array]:
        """Damped Newton's method on the orientation at touch-down; (3,) momentum and (N, 3, 3) orientations."""
        guess = self._first_guess() if guess is None else guess
        for _ in range(24):
            step = 2e-3 * max(1.0, float(np.linalg.norm(guess)))
            ends, twisted, path = self._integrate(np.vstack([guess, guess + step * np.eye(3)]))
            miss = self._miss(ends, twisted)
            if np.linalg.norm(miss[0]) < _CLOSE:
                return guess, path
            columns = (miss[1:] - miss[0]).T / step
            guess = self._best_step(guess, np.linalg.lstsq(columns, miss[0], rcond=None)[0])
        problem = f"misses its landing by {np.rad2deg(np.linalg.norm(miss[0])):.0f} degrees"
        raise InputError(problem, subject="the flight", remedy="change its shapes or the pose it lands in")

    def _first_guess(self) -> Array:
        """The somersault's momentum with that about the long axis which comes nearest to the wanted twist."""
        alone = self.somersault_alone()
        inertia = self.own.inertia
        per_unit = float(np.trapezoid(1 / inertia[:, 1, 1] - 1 / inertia[:, 0, 0], self.grid))
        whole = 2 * np.pi / max(per_unit, 1e-3)
        tries = alone + np.outer(np.linspace(-1.5, 1.5, 25) * whole, (0.0, 1.0, 0.0))
        ends, twisted = self.integrate(tries)
        return np.asarray(tries[np.argmin(np.linalg.norm(self._miss(ends, twisted), axis=1))])

    def _best_step(self, guess: Array, change: Array) -> Array:
        shares = np.array([1.0, 0.6, 0.3, 0.1, 0.03])
        tries = guess - shares[:, None] * change
        ends, twisted = self.integrate(tries)
        return np.asarray(tries[np.argmin(np.linalg.norm(self._miss(ends, twisted), axis=1))])

    def _miss(self, ends: Array, twisted: Array) -> Array:
        """(B, 3) turn, tip and tilt (radians) that lead from the wanted orientation to the one that came out.

        The turn counts whole twists; at first it may be off by some.
        """
        angles = Rotation.from_matrix(self.last.T @ ends).as_euler("YXZ")
        surplus = twisted - 2 * np.pi * self.twists - angles[:, 0]
        angles[:, 0] += 2 * np.pi * np.round(surplus / (2 * np.pi))
        return np.asarray(angles)

    def integrate(self, momentum: Array) -> tuple[Array, Array]:
        """(B, 3, 3) orientations at the end and (B,) radians twisted, for (B, 3) momenta in the first pelvis axes."""
        ends, twisted, _ = self._integrate(momentum)
        return ends, twisted

    def _integrate(self, momentum: Array) -> tuple[Array, Array, Array]:
        """Heun's method on the rotation group; also (N, 3, 3) all orientations of the first momentum."""
        world = (momentum @ self.first.T)[..., None]
        own = self.own.angular[..., None]
        turn = np.repeat(self.first[None], len(momentum), 0)
        path = np.empty((len(self.grid), 3, 3))
        path[0] = self.first
        twisted = np.zeros(len(momentum))
        step = self.grid[1] - self.grid[0]
        rate = self.inverse[0] @ (turn.swapaxes(1, 2) @ world - own[0])
        for i in range(1, len(self.grid)):
            ahead = turn @ _turned(rate[..., 0] * step)
            next_rate = self.inverse[i] @ (ahead.swapaxes(1, 2) @ world - own[i])
            mean = (rate + next_rate)[..., 0] * (step / 2)
            turn = turn @ _turned(mean)
            twisted += mean[:, 1]
            path[i] = turn[0]
            rate = self.inverse[i] @ (turn.swapaxes(1, 2) @ world - own[i])
        return turn, twisted, path

    def _rates(self, path: Array) -> Array:
        """(N, 3) angular velocity along a path, in the pelvis's axes."""
        momentum = path.swapaxes(1, 2) @ self.angular_momentum[:, None] - self.own.angular[..., None]
        return np.asarray((self.inverse @ momentum)[..., 0])


class _Path:
    """Orientations between the steps of an integration: a cubic in each step's rotation vector."""

    def __init__(self, grid: Array, path: Array, rates: Array) -> None:
        self.grid, self.path, self.rates = grid, path, rates
        self.arcs = Rotation.from_matrix(path[:-1].swapaxes(1, 2) @ path[1:]).as_rotvec()

    def __call__(self, times: Array) -> Array:
        """(T, 3, 3) axes at ``times``, s."""
        i = np.clip(np.searchsorted(self.grid, times, side="right") - 1, 0, len(self.grid) - 2)
        step = self.grid[1] - self.grid[0]
        s = np.clip((times - self.grid[i]) / step, 0, 1)[:, None]
        vector = (
            self.arcs[i] * (s * s * (3 - 2 * s))
            + self.rates[i] * (step * s * (1 - s) ** 2)
            - self.rates[i + 1] * (step * s * s * (1 - s))
        )
        return np.asarray(self.path[i] @ _turned(vector))


def _turned(vectors: Array) -> Array:
    """(B, 3, 3) Rodrigues' rotations by (B, 3) vectors (faster than scipy's for a few)."""
    angle = np.sqrt((vectors * vectors).sum(-1))[:, None, None]
    angle = np.maximum(angle, 1e-12)
    k = np.zeros((len(vectors), 3, 3))
    k[:, 2, 1], k[:, 0, 2], k[:, 1, 0] = vectors.T
    k[:, 1, 2], k[:, 2, 0], k[:, 0, 1] = -vectors.T
    return np.asarray(np.eye(3) + (np.sin(angle) / angle) * k + ((1 - np.cos(angle)) / angle**2) * (k @ k))
