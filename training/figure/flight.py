"""Flight: the centre of mass on its parabola, the body turning as its angular momentum and its shape ask."""

from collections.abc import Callable

import attrs
import numpy as np
from scipy.spatial.transform import Rotation

from dancecoach.errors import InputError
from training.figure import mechanics
from training.figure.anthropometry import GRAVITY
from training.figure.body import Body
from training.figure.pose import Pose, mirrored_shape, posture
from training.figure.rotation import Array, skew

_PLANAR_RATE, _SPATIAL_RATE, _COARSE_RATE = 1600.0, 500.0, 120.0
"""Steps per second when the turning is integrated: of a body that is the same on both sides, of one that may leave the
plane, and for a first idea."""

_MOST_STEPS = 40

_LONG_AND_LEFT = np.eye(3)[[1, 0]]

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
    axis and ``twists`` times around its long axis in between. A somersault that twists lands with a tilt of its
    own.

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
    orientation = turning.orientation(guess, 20 * _CLOSE if coarse else _CLOSE)
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
    return _Turning(grid, _momentum(body, shape, grid), first.turn[0], last.turn[0], turns=turns, twists=0.0).driven()


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
    """Solves for the angular momentum and gives the pelvis's orientation through the flight.

    Seen from the pelvis the momentum h only turns: h' = h x w with the angular velocity w = I^-1 (h - own), where
    ``own`` is what the limbs' movement against the pelvis carries. The orientation follows from w.
    """

    def __init__(
        self, grid: Array, own: mechanics.Momentum, first: Array, last: Array, *, turns: float, twists: float
    ) -> None:
        self.grid, self.own, self.first, self.last, self.twists = grid, own, first, last, twists
        up = first.T @ last[:, 1]
        self.wanted = 2 * np.pi * turns + float(np.arctan2(up[2], up[1]))
        self.inverse = np.linalg.inv(own.inertia)
        self.step = float(grid[1] - grid[0])
        self.tilts = bool(twists) and abs(turns) >= 1
        self.planar = not twists and self._stays_in_plane()
        self.pelvis = np.zeros(3)

    @property
    def angular_momentum(self) -> Array:
        """(3,) in world axes."""
        return self.first @ self.pelvis

    def orientation(self, guess: Array | None = None, close: float = _CLOSE) -> "_Path":
        """Solve; the pelvis's axes through the flight."""
        if self.planar:
            self.pelvis, angle, rate = self._solve_planar()
            along = np.array([1.0, 0.0, 0.0])
            return _Path(self.grid, self.first @ _turned(angle[:, None] * along), rate[:, None] * along)
        self.pelvis = self._solve_spatial(None if guess is None else self.first.T @ guess, close)
        rates = self._rates(self.pelvis[None])[0]
        return _Path(self.grid, self._paths(rates[None])[0], rates)

    def driven(self) -> float:
        """How often the body twists when its momentum is that of a somersault alone."""
        return float(self._twisted(self._rates(self._solve_planar()[0][None]))[0] / (2 * np.pi))

    def _stays_in_plane(self) -> bool:
        """Whether a body with this momentum and inertia only turns about its left axis on the way."""
        relative = Rotation.from_matrix(self.first.T @ self.last).as_rotvec()
        sideways = np.abs(self.own.angular[:, 1:]).max() + np.abs(self.own.inertia[:, 0, 1:]).max()
        return bool(np.abs(relative[1:]).max() < 1e-6 and sideways < 1e-6)

    def _solve_planar(self) -> tuple[Array, Array, Array]:
        """A body that is the same on both sides only somersaults: one equation, linear in the momentum.

        Returns (3,) momentum, (N,) radians and (N,) radians per second.
        """
        slow = 1.0 / self.own.inertia[:, 0, 0]
        per_unit, lost = self._sum(slow), self._sum(self.own.angular[:, 0] * slow)
        total = (self.wanted + lost[-1]) / per_unit[-1]
        return np.array([total, 0.0, 0.0]), total * per_unit - lost, (total - self.own.angular[:, 0]) * slow

    def _sum(self, rate: Array) -> Array:
        """(N,) integral from the start (trapezoids)."""
        return np.concatenate([[0.0], np.cumsum(rate[1:] + rate[:-1]) * (self.step / 2)])

    def _solve_spatial(self, guess: Array | None, close: float) -> Array:
        """Damped Newton's method on the orientation at touch-down; (3,) momentum in the first pelvis axes.

        Whole somersaults bring a body that tilts back to where it was whatever it did at take-off: its tilt at
        touch-down is no one's to choose. Only turn and tip are then solved for, with momentum about the left and the
        long axis.
        """
        free = 2 if self.tilts else 3
        axes, wanted = (_LONG_AND_LEFT, slice(0, 2)) if self.tilts else (np.eye(3), slice(0, 3))
        guess = self._first_guess() if guess is None else guess
        best, change = np.inf, np.zeros(3)
        # Near half twists turn hardly depends on the momentum: a full step would go far astray.
        longest = 4.0 + 0.15 * abs(float(self._solve_planar()[0][0]))
        for _ in range(_MOST_STEPS):
            delta = 2e-3 * max(1.0, float(np.linalg.norm(guess)))
            miss = self._misses(np.vstack([guess, guess + delta * axes]))[:, wanted]
            far = float(np.linalg.norm(miss[0]))
            if far < close:
                return guess
            if far > 0.95 * best:
                # The step was too long: go back and take the best of shorter ones.
                guess = self._shorter(guess + change, change, free)
                best = np.inf
                continue
            best = far
            change = np.linalg.lstsq((miss[1:] - miss[0]).T / delta, miss[0], rcond=None)[0] @ axes
            change *= min(1.0, longest / max(float(np.linalg.norm(change)), 1e-9))
            guess = guess - change
        problem = f"misses its landing by {np.rad2deg(far):.0f} degrees"
        raise InputError(problem, subject="the flight", remedy="change its shapes or the pose it lands in")

    def _first_guess(self) -> Array:
        """The somersault's momentum with that about the long axis which comes nearest to the wanted landing."""
        alone, inertia = self._solve_planar()[0], self.own.inertia
        per_unit = float(np.mean(1 / inertia[:, 1, 1] - 1 / inertia[:, 0, 0]) * self.grid[-1])
        whole = 2 * np.pi / max(per_unit, 1e-3)
        along = np.linspace(-2.0, 2.0, 33) * whole
        tries = np.concatenate([alone * f + np.outer(along, (0.0, 1.0, 0.0)) for f in np.linspace(0.85, 1.45, 7)])
        return self._nearest(tries, 3)

    def _shorter(self, guess: Array, change: Array, free: int) -> Array:
        return self._nearest(guess - np.outer((0.7, 0.4, 0.2, 0.1, 0.05, 0.02), change), free)

    def _nearest(self, tries: Array, count: int) -> Array:
        return np.asarray(tries[np.argmin(np.linalg.norm(self._misses(tries)[:, :count], axis=1))])

    def _misses(self, momenta: Array) -> Array:
        """(B, 3) turn, tip and tilt (radians) from the wanted orientation at touch-down to what (B, 3) momenta give.

        The turn counts whole twists; at first it may be off by some.
        """
        rates = self._rates(momenta)
        angles = Rotation.from_matrix(self.last.T @ self._paths(rates)[:, -1]).as_euler("YXZ")
        surplus = self._twisted(rates) - 2 * np.pi * self.twists - angles[:, 0]
        angles[:, 0] += 2 * np.pi * np.round(surplus / (2 * np.pi))
        return np.asarray(angles)

    def _twisted(self, rates: Array) -> Array:
        """(B,) radians about the long axis in all."""
        return np.asarray(np.trapezoid(rates[..., 1], dx=self.step, axis=1))

    def _rates(self, momenta: Array) -> Array:
        """(B, N, 3) angular velocities in the pelvis's axes for (B, 3) momenta (Heun's method)."""
        out = np.empty((len(self.grid), 3, len(momenta)))
        own, inverse, step = self.own.angular[:, :, None], self.inverse, self.step
        here = momenta.T
        for i in range(len(self.grid) - 1):
            out[i] = rate = inverse[i] @ (here - own[i])
            slope = _cross(here, rate)
            ahead = here + step * slope
            here = here + (step / 2) * (slope + _cross(ahead, inverse[i + 1] @ (ahead - own[i + 1])))
        out[-1] = inverse[-1] @ (here - own[-1])
        return np.moveaxis(out, -1, 0)

    def _paths(self, rates: Array) -> Array:
        """(B, N, 3, 3) orientations that (B, N, 3) angular velocities lead to."""
        arcs = (rates[:, 1:] + rates[:, :-1]) * (self.step / 2)
        # Second term of Magnus' series for a rate that changes evenly over the step.
        arcs += np.cross(rates[:, :-1], rates[:, 1:]) * (self.step**2 / 12)
        turns = np.concatenate([np.broadcast_to(self.first, (len(rates), 1, 3, 3)), _turned(arcs)], 1)
        reach = 1
        while reach < turns.shape[1]:
            turns[:, reach:] = turns[:, :-reach] @ turns[:, reach:]
            reach *= 2
        return turns


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


_NEXT, _LATER = np.array([1, 2, 0]), np.array([2, 0, 1])


def _cross(a: Array, b: Array) -> Array:
    """(3, B) cross products (numpy's own takes five times as long for a few)."""
    return np.asarray(a[_NEXT] * b[_LATER] - a[_LATER] * b[_NEXT])


def _turned(vectors: Array) -> Array:
    """(..., 3, 3) Rodrigues' rotations by (..., 3) vectors."""
    angle = np.maximum(np.sqrt((vectors * vectors).sum(-1)), 1e-12)[..., None, None]
    k = skew(vectors)
    return np.asarray(np.eye(3) + (np.sin(angle) / angle) * k + ((1 - np.cos(angle)) / angle**2) * (k @ k))
